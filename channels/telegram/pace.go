package telegram

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"golang.org/x/time/rate"

	"switchboard/channels"
)

// Telegram publishes no exact limits; these are the ones its FAQ names. What counts is to obey retry_after.
const (
	accountRate  = 30 // messages a second
	chatRate     = 1  // messages a second to one person
	chatBurst    = 5
	maxRemembred = 10_000 // chats
)

// pace keeps this process within Telegram's limits, and pauses when Telegram says so.
type pace struct {
	all *rate.Limiter

	mu    sync.Mutex
	pause time.Time // the whole account waits until then
	chats map[int64]*chatPace
}

type chatPace struct {
	limit *rate.Limiter
	pause time.Time
}

func newPace() *pace {
	return &pace{all: rate.NewLimiter(accountRate, accountRate), chats: map[int64]*chatPace{}}
}

// wait waits until a message may go to the chat. When that is beyond the deadline, it says so at once.
func (p *pace) wait(ctx context.Context, chat int64) *channels.SendError {
	now := time.Now()
	p.mu.Lock()
	one := p.chat(chat, now)
	account, person := p.pause.Sub(now), one.pause.Sub(now)
	p.mu.Unlock()
	if account > 0 || person > 0 {
		return tooFast(max(account, person), account >= person)
	}
	all, own := p.all.ReserveN(now, 1), one.limit.ReserveN(now, 1)
	delay := max(all.DelayFrom(now), own.DelayFrom(now))
	if deadline, ok := ctx.Deadline(); ok && delay > 0 && now.Add(delay).After(deadline.Add(-time.Second)) {
		own.CancelAt(now)
		all.CancelAt(now)
		return tooFast(delay, all.DelayFrom(now) > own.DelayFrom(now))
	}
	if delay > 0 {
		sleep(ctx, delay)
	}
	if err := ctx.Err(); err != nil {
		return &channels.SendError{Fate: channels.Retry, Code: "time", Err: fmt.Errorf("wait for a turn to send: %w", err)}
	}
	return nil
}

func tooFast(after time.Duration, whole bool) *channels.SendError {
	return &channels.SendError{
		Fate: channels.Retry, After: after, Whole: whole, Code: "pace",
		Err: errors.New("the limit of messages a second is reached"),
	}
}

// limited notes a 429. Telegram does not say whether it means the chat or the bot: the first is taken for the
// chat's, one for another chat while the first still holds for the bot's. It returns true for the bot's.
func (p *pace) limited(chat int64, after time.Duration) bool {
	now := time.Now()
	p.mu.Lock()
	defer p.mu.Unlock()
	p.chat(chat, now).pause = now.Add(after)
	for other, c := range p.chats {
		if other != chat && c.pause.After(now) {
			p.pause = now.Add(after)
			return true
		}
	}
	return false
}

// chat returns the chat's pace; the caller holds the lock. Chats that were silent for long are forgotten.
func (p *pace) chat(id int64, now time.Time) *chatPace {
	if c, ok := p.chats[id]; ok {
		return c
	}
	if len(p.chats) >= maxRemembred {
		for other, c := range p.chats {
			if c.limit.TokensAt(now) >= chatBurst && !c.pause.After(now) {
				delete(p.chats, other)
			}
		}
	}
	c := &chatPace{limit: rate.NewLimiter(chatRate, chatBurst)}
	p.chats[id] = c
	return c
}

// progress remembers which parts of a message arrived, for those that broke off. It only saves repeats: another
// process does not know it.
type progress struct {
	mu   sync.Mutex
	ids  map[string][]string
	keys []string // oldest first
}

const maxBroken = 1000

func newProgress() *progress { return &progress{ids: map[string][]string{}} }

func (p *progress) recall(key string) []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return append([]string(nil), p.ids[key]...)
}

func (p *progress) remember(key string, ids []string) {
	if key == "" || len(ids) == 0 {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if _, known := p.ids[key]; !known {
		p.keys = append(p.keys, key)
	}
	p.ids[key] = ids
	if len(p.keys) > maxBroken {
		delete(p.ids, p.keys[0])
		p.keys = p.keys[1:]
	}
}

func (p *progress) forget(key string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if _, known := p.ids[key]; known {
		delete(p.ids, key)
		p.keys = slices.DeleteFunc(p.keys, func(k string) bool { return k == key })
	}
}
