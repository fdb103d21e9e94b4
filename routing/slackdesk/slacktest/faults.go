package slacktest

import "time"

// Down makes every request fail with 503 until it is called with false.
func (s *Server) Down(yes bool) { s.set(func(f *faults) { f.down = yes }) }

// Hold answers no call until it is let go.
func (s *Server) Hold() (letGo func()) {
	held := make(chan struct{})
	s.set(func(f *faults) { f.held = held })
	return func() {
		s.set(func(f *faults) { f.held = nil })
		close(held)
	}
}

// Ahead sets the clock ahead of the app's, or behind it.
func (s *Server) Ahead(d time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.ahead, s.lastTS = d, 0
}

// Wait waits for the app's answers so long instead of Slack's three seconds: for a test of what many do at once, whose
// presses queue for a machine that has other work besides.
func (s *Server) Wait(d time.Duration) { s.set(func(f *faults) { f.patience = d }) }

// RevokeToken makes every call fail with token_revoked until it is called with false.
func (s *Server) RevokeToken(yes bool) { s.set(func(f *faults) { f.revoked = yes }) }

// Lose carries out the next n calls of a method and answers none of them.
func (s *Server) Lose(method string, n int) { s.set(func(f *faults) { f.lose[method] = n }) }

// Limit answers a method with 429 for a while, telling to come back after it.
func (s *Server) Limit(method string, d time.Duration) {
	s.set(func(f *faults) { f.limited[method], f.retry = time.Now().Add(d), d })
}

// Pace limits chat.postMessage to one in so long in a channel, as Slack does (a second); 0 ends it.
func (s *Server) Pace(d time.Duration) { s.set(func(f *faults) { f.per = d }) }

// Duplicate delivers every event so many times more.
func (s *Server) Duplicate(n int) { s.set(func(f *faults) { f.duplicate = n }) }

// Shuffle delays each delivery by up to d, so that events come out of order.
func (s *Server) Shuffle(d time.Duration) { s.set(func(f *faults) { f.shuffle = d }) }

// Without takes scopes away from the bot.
func (s *Server) Without(scopes ...string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, scope := range scopes {
		delete(s.scopes, scope)
	}
}

// Archive archives a channel.
func (s *Server) Archive(channel string) {
	s.mu.Lock()
	c := s.channels[channel]
	c.Archived = true
	s.mu.Unlock()
	s.event(map[string]any{"type": "channel_archive", "channel": channel, "user": botUser})
}

// Forget takes away a message without an event, as if it had been lost.
func (s *Server) Forget(channel, ts string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.channels[channel].remove(ts)
}

func (s *Server) set(f func(*faults)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	f(&s.faults)
}
