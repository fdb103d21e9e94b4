package slackdesk

// EndPauses forgets what Slack told us to leave until later, as if the time had passed.
func (d *Desk) EndPauses() {
	d.pauses.mu.Lock()
	defer d.pauses.mu.Unlock()
	clear(d.pauses.list)
}
