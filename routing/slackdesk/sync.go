package slackdesk

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"time"

	"github.com/jackc/pgx/v5"

	"switchboard/routing"
)

const (
	lookEvery  = 2 * time.Second  // all marks are compared so often, should a wake-up be lost
	threadHold = 12 * time.Second // lease of a thread, renewed while it is worked on: a process that dies holds it no longer
	threadWork = 5 * time.Minute
	closedFor  = 72 * time.Hour // closed conversations are kept in step so long
	showBack   = 30             // lines shown when a conversation moves to another channel
	workers    = 4
)

// thread is a conversation's place in Slack, held under a lease.
type thread struct {
	Conv     int64
	Channel  string
	TS       string // of the card; empty: not posted yet
	Shown    string
	Seq      int64 // lines up to here are not shown
	Fence    int64
	Failures int
	posts    map[string]posted
	held     *pausedError // an edit that Slack leaves until later; nil: all stands as it should
}

// queue holds the conversations to look at, each once.
type queue struct {
	mu   sync.Mutex
	in   map[int64]bool
	list chan int64
}

func newQueue() *queue { return &queue{in: map[int64]bool{}, list: make(chan int64, 4096)} }

func (q *queue) add(conv int64) {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.in[conv] {
		return
	}
	select {
	case q.list <- conv:
		q.in[conv] = true
	default: // the next look at all marks finds it
	}
}

func (q *queue) taken(conv int64) {
	q.mu.Lock()
	defer q.mu.Unlock()
	delete(q.in, conv)
}

// wake has a conversation's thread looked at now.
func (d *Desk) wake(conv int64) { d.dirty.add(conv) }

// keepInStep brings Slack to what the tables say, until ctx ends.
func (d *Desk) keepInStep(ctx context.Context) {
	var wg sync.WaitGroup
	for range workers {
		wg.Go(func() {
			for {
				select {
				case <-ctx.Done():
					return
				case conv := <-d.dirty.list:
					d.dirty.taken(conv)
					d.attend(ctx, conv)
				}
			}
		})
	}
	updates, stop := d.router.Updates(0)
	defer stop()
	tick := time.NewTicker(lookEvery)
	defer tick.Stop()
	look := func() {
		if err := d.lookAtAll(ctx); err != nil && ctx.Err() == nil {
			d.log.Warn("it is not known what has changed; it is looked at again", "error", err)
		}
	}
	look()
	for {
		select {
		case <-ctx.Done():
			wg.Wait()
			return
		case u := <-updates:
			switch {
			case u.Typing:
			case u.Conv != 0:
				d.wake(u.Conv)
			default:
				look()
			}
		case <-tick.C:
			look()
		}
	}
}

// lookAtAll finds the conversations that Slack shows otherwise than they are.
func (d *Desk) lookAtAll(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, 10*time.Second)
	defer cancel()
	marks, err := d.marks(ctx, nil)
	if err != nil {
		return err
	}
	rows, err := d.pool.Query(ctx, `SELECT conversation_id, shown FROM slack_threads WHERE ts <> '' OR ready_at > now()`)
	if err != nil {
		return fmt.Errorf("read what Slack shows: %w", err)
	}
	var conv int64
	var shown string
	known := map[int64]bool{}
	_, err = pgx.ForEachRow(rows, []any{&conv, &shown}, func() error {
		known[conv] = true
		if mark, ok := marks[conv]; ok && mark != shown {
			d.wake(conv)
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("read what Slack shows: %w", err)
	}
	for conv, mark := range marks {
		if !known[conv] && wantsCard(mark) {
			d.wake(conv)
		}
	}
	return nil
}

// wantsCard tells by its mark whether a conversation that has no card gets one: once people are asked for.
func wantsCard(mark string) bool {
	state, _, _ := strings.Cut(mark, ".")
	return state == string(routing.Queued) || state == string(routing.Owned) || state == string(routing.Snoozed)
}

// marks are routing's marks with our own: live mode and what waits in it.
func (d *Desk) marks(ctx context.Context, only []int64) (map[int64]string, error) {
	marks, err := d.router.Marks(ctx, only, closedFor)
	if err != nil {
		return nil, err
	}
	rows, err := d.pool.Query(ctx, `
		SELECT conversation_id, string_agg(m, ',' ORDER BY m) FROM (
			SELECT conversation_id, 'live' || operator_id || extract(epoch FROM date_trunc('minute', until)) AS m FROM slack_live l WHERE `+isLive+`
			UNION ALL SELECT conversation_id, 'line' || id || state || md5(text) FROM slack_lines WHERE due_at > now() - interval '1 hour'
			UNION ALL SELECT conversation_id, 'told' || id FROM slack_notices WHERE at > now() - interval '3 days'
		) x WHERE $1::bigint[] IS NULL OR conversation_id = ANY ($1) GROUP BY 1`, only)
	if err != nil {
		return nil, fmt.Errorf("read live modes: %w", err)
	}
	var conv int64
	var own string
	_, err = pgx.ForEachRow(rows, []any{&conv, &own}, func() error {
		if mark, ok := marks[conv]; ok {
			marks[conv] = mark + "+" + own
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("read live modes: %w", err)
	}
	return marks, nil
}

// attend brings one conversation's card and thread to what they should be.
func (d *Desk) attend(ctx context.Context, conv int64) {
	ctx, cancel := context.WithTimeout(ctx, threadWork)
	defer cancel()
	t, err := d.hold(ctx, conv)
	if err != nil || t == nil {
		if err != nil && ctx.Err() == nil {
			d.log.Warn("a thread in Slack could not be looked at; it is tried again", "conversation", conv, "error", err)
		}
		return
	}
	stop := d.keepHold(ctx, t, cancel)
	defer stop()
	mark, err := d.show(ctx, t)
	if lost := (errChannelLost{}); errors.As(err, &lost) {
		if err = d.loseChannel(ctx, lost.channel, lost.why); err == nil {
			err = errMove
		}
	}
	if err == nil && t.held != nil {
		err = t.held
	}
	if errors.Is(err, errCardGone) || errors.Is(err, errMove) {
		if err = d.startAgain(ctx, t); err == nil {
			d.letGo(ctx, t, "", nil)
			d.wake(conv)
			return
		}
	}
	d.letGo(ctx, t, mark, err)
}

// errMove says that the conversation belongs into another channel now.
var errMove = errors.New("the conversation moves to another channel")

// hold takes a conversation's thread under a lease. nil: somebody has it, it rests, or nothing is to be shown.
func (d *Desk) hold(ctx context.Context, conv int64) (*thread, error) {
	t := thread{Conv: conv}
	take := func() error {
		return d.pool.QueryRow(ctx, `UPDATE slack_threads SET lease_until = now() + $2::interval, fence = fence + 1
			WHERE conversation_id = $1 AND (lease_until IS NULL OR lease_until < now()) AND ready_at <= now()
			RETURNING channel, ts, shown, seq, fence, failures`, conv, threadHold).Scan(&t.Channel, &t.TS, &t.Shown, &t.Seq, &t.Fence, &t.Failures)
	}
	err := take()
	if errors.Is(err, pgx.ErrNoRows) {
		marks, err := d.router.Marks(ctx, []int64{conv}, 0)
		if err != nil || !wantsCard(marks[conv]) {
			return nil, err
		}
		tag, err := d.pool.Exec(ctx, `INSERT INTO slack_threads (conversation_id) VALUES ($1) ON CONFLICT DO NOTHING`, conv)
		if err != nil || tag.RowsAffected() == 0 {
			return nil, err
		}
	} else if err != nil {
		return nil, fmt.Errorf("take the thread of conversation %d: %w", conv, err)
	} else {
		return &t, nil
	}
	if err := take(); err != nil && !errors.Is(err, pgx.ErrNoRows) {
		return nil, fmt.Errorf("take the thread of conversation %d: %w", conv, err)
	} else if err != nil {
		return nil, nil
	}
	return &t, nil
}

// keepHold renews a thread's lease until stop is called. When it passed to another worker, the work on it is given up.
func (d *Desk) keepHold(ctx context.Context, t *thread, giveUp func()) (stop func()) {
	ctx, cancel := context.WithCancel(ctx)
	var wg sync.WaitGroup
	wg.Go(func() {
		for last := time.Now(); ; {
			wait(ctx, threadHold/4)
			if ctx.Err() != nil {
				return
			}
			tag, err := d.pool.Exec(ctx, `UPDATE slack_threads SET lease_until = now() + $3::interval WHERE conversation_id = $1 AND fence = $2`, t.Conv, t.Fence, threadHold)
			switch {
			case err == nil && tag.RowsAffected() == 1:
				last = time.Now()
			case err == nil || time.Since(last) > threadHold*3/4:
				giveUp()
				return
			}
		}
	})
	return func() { cancel(); wg.Wait() }
}

// showAnew is, in SQL, what a thread shows that is to be shown anew: no mark, and another each time, so that whoever works on it just now
// does not take it for done.
const showAnew = `'anew ' || clock_timestamp()`

// letGo ends the lease, with what is shown now, or with what went wrong.
func (d *Desk) letGo(ctx context.Context, t *thread, mark string, failed error) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
	defer cancel()
	var err error
	if failed == nil {
		_, err = d.pool.Exec(ctx, `UPDATE slack_threads SET lease_until = NULL, shown = CASE WHEN shown = $4 THEN $3 ELSE shown END, failures = 0, error = NULL, ready_at = now()
			WHERE conversation_id = $1 AND fence = $2`, t.Conv, t.Fence, mark, t.Shown)
	} else {
		missed := 1
		if t.held != nil && failed == error(t.held) { // all is shown but for an edit, which Slack takes later
			missed = 0
		}
		_, err = d.pool.Exec(ctx, `UPDATE slack_threads SET lease_until = NULL, failures = failures + $5, error = $3, ready_at = now() + $4::interval
			WHERE conversation_id = $1 AND fence = $2`, t.Conv, t.Fence, failed.Error(), d.rest(t, failed), missed)
	}
	if err != nil {
		d.log.Warn("a thread in Slack waits for its lease to end", "conversation", t.Conv, "error", err)
	}
}

// rest is how long a thread is left alone after a failure. When a pause of Slack ends it is woken; where that holds up edits alone, new
// lines are posted meanwhile.
func (d *Desk) rest(t *thread, failed error) time.Duration {
	paused := (*pausedError)(nil)
	if !errors.As(failed, &paused) {
		d.log.Warn("Slack does not show a conversation as it is; it is tried again", "conversation", t.Conv, "failures", t.Failures+1, "error", failed)
		return min(time.Second<<min(t.Failures, 7), time.Minute)
	}
	wait := min(max(time.Until(paused.Until), 50*time.Millisecond), time.Minute)
	time.AfterFunc(wait+50*time.Millisecond, func() { d.wake(t.Conv) })
	if t.held == paused {
		return 0
	}
	return wait
}
