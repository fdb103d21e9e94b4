package slacktest

import (
	"fmt"
	"slices"
	"time"
)

// Say writes into a channel, or into a thread of it when thread is not empty, and returns the message's ts.
func (p *Person) Say(channel, thread, text string) string { return p.write(channel, thread, text, nil) }

// Upload writes a message with a file.
func (p *Person) Upload(channel, thread, text, name string, data []byte) string {
	p.s.mu.Lock()
	f := &file{File: File{ID: p.s.id("F"), Name: name, Size: len(data), Type: "application/octet-stream"}, Data: data, Complete: true, Channels: map[string]string{}}
	p.s.files[f.ID] = f
	p.s.mu.Unlock()
	return p.write(channel, thread, text, []File{f.File})
}

// Put makes a file that a modal's file input can hold, and returns its id.
func (p *Person) Put(name string, data []byte) string {
	p.s.mu.Lock()
	defer p.s.mu.Unlock()
	f := &file{File: File{ID: p.s.id("F"), Name: name, Size: len(data), Type: "text/plain"}, Data: data, Complete: true, Channels: map[string]string{}}
	p.s.files[f.ID] = f
	return f.ID
}

func (p *Person) write(channel, thread, text string, files []File) string {
	ts, deliver := p.writeLate(channel, thread, text, files)
	deliver()
	return ts
}

// SayLate writes into a thread; the app hears of it when deliver is called.
func (p *Person) SayLate(channel, thread, text string) (deliver func()) {
	_, deliver = p.writeLate(channel, thread, text, nil)
	return deliver
}

func (p *Person) writeLate(channel, thread, text string, files []File) (ts string, deliver func()) {
	s := p.s
	s.mu.Lock()
	c := s.channels[channel]
	c.Members[p.ID] = true
	m := &Message{Channel: channel, Thread: thread, User: p.ID, Text: text, TS: s.ts(), Files: files}
	m.Blocks = []map[string]any{{"type": "rich_text", "elements": []any{map[string]any{"type": "rich_text_section",
		"elements": []any{map[string]any{"type": "text", "text": text}}}}}}
	c.Messages = append(c.Messages, m)
	event := m.event(c)
	s.mu.Unlock()
	return m.TS, func() { s.event(event) }
}

// Tell writes a direct message to the app, into a thread when it is not empty.
func (p *Person) Tell(thread, text string) string {
	p.s.mu.Lock()
	c := p.s.direct(p.ID)
	p.s.mu.Unlock()
	return p.write(c.ID, thread, text, nil)
}

// Edit rewords what the person wrote.
func (p *Person) Edit(channel, ts, text string) {
	s := p.s
	s.mu.Lock()
	c := s.channels[channel]
	m := c.find(ts)
	was := m.wire(false)
	m.Text, m.Edited = text, true
	event := map[string]any{"type": "message", "subtype": "message_changed", "hidden": true, "channel": channel, "ts": s.ts(), "channel_type": c.kind(),
		"message": m.wire(false), "previous_message": was}
	s.mu.Unlock()
	s.event(event)
}

// Delete deletes what the person wrote (or, for an administrator of the workspace, anything). Of what has replies Slack leaves a tombstone,
// and tells it as an edit.
func (p *Person) Delete(channel, ts string) {
	s := p.s
	s.mu.Lock()
	c := s.channels[channel]
	m := c.find(ts)
	event := map[string]any{"type": "message", "subtype": "message_deleted", "hidden": true, "channel": channel, "ts": s.ts(), "channel_type": c.kind(),
		"deleted_ts": ts, "previous_message": m.wire(false)}
	if slices.ContainsFunc(c.Messages, func(x *Message) bool { return x.Thread == ts }) {
		delete(event, "deleted_ts")
		event["subtype"] = "message_changed"
		event["message"] = map[string]any{"type": "message", "subtype": "tombstone", "user": "USLACKBOT", "text": "This message was deleted.", "hidden": true, "ts": ts, "thread_ts": ts}
	}
	c.remove(ts)
	s.mu.Unlock()
	s.event(event)
}

// Bot lets another app write into a thread.
func (s *Server) Bot(channel, thread, text string) string {
	s.mu.Lock()
	c := s.channels[channel]
	m := &Message{Channel: channel, Thread: thread, User: "U0OTHERBOT", Text: text, TS: s.ts()}
	c.Messages = append(c.Messages, m)
	event := m.event(c)
	event["bot_id"], event["subtype"] = "B0OTHER", "bot_message"
	s.mu.Unlock()
	s.event(event)
	return m.TS
}

// SayUnheard writes into a thread, some time ago, while the app heard nothing: its event was given up.
func (p *Person) SayUnheard(channel, thread, text string, ago time.Duration) {
	p.s.mu.Lock()
	defer p.s.mu.Unlock()
	c := p.s.channels[channel]
	c.Members[p.ID] = true
	at := time.Now().Add(-ago).UnixMicro()
	c.Messages = append(c.Messages, &Message{Channel: channel, Thread: thread, User: p.ID, Text: text, TS: fmt.Sprintf("%d.%06d", at/1e6, at%1e6)})
}
