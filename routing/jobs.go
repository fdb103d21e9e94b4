package routing

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/riverqueue/river"

	"switchboard/channels"
	"switchboard/knowledge"
)

// maxFetch is the largest file that is fetched from a platform, in bytes.
const maxFetch = 50 << 20

// wakeArgs brings a snoozed conversation back at its time.
type wakeArgs struct {
	Conversation int64 `json:"conversation"`
}

// Kind names the job.
func (wakeArgs) Kind() string { return "wake" }

// fetchArgs fetches a file's content from its platform.
type fetchArgs struct {
	File int64 `json:"file" river:"unique"`
}

// Kind names the job.
func (fetchArgs) Kind() string { return "fetch" }

// InsertOpts keeps one fetch of a file at a time.
func (fetchArgs) InsertOpts() river.InsertOpts {
	return river.InsertOpts{MaxAttempts: 3, UniqueOpts: river.UniqueOpts{ByArgs: true, ByPeriod: 30 * time.Second}}
}

// sweepArgs does what falls due by the clock.
type sweepArgs struct{}

// Kind names the job.
func (sweepArgs) Kind() string { return "sweep" }

// InsertOpts: a sweep that fails is made good by the next.
func (sweepArgs) InsertOpts() river.InsertOpts { return river.InsertOpts{MaxAttempts: 1} }

// retainArgs erases what is older than the company keeps it.
type retainArgs struct{}

// Kind names the job.
func (retainArgs) Kind() string { return "retain" }

// InsertOpts: one that fails is made good by the next.
func (retainArgs) InsertOpts() river.InsertOpts { return river.InsertOpts{MaxAttempts: 1} }

// later inserts a chore in the transaction that makes it necessary; a zero time means now.
func (r *Router) later(ctx context.Context, tx pgx.Tx, args river.JobArgs, at time.Time) error {
	if r.jobs == nil {
		return nil
	}
	opts := &river.InsertOpts{}
	if with, ok := args.(river.JobArgsWithInsertOpts); ok {
		*opts = with.InsertOpts()
	}
	if time.Until(at) > 0 { // what has a time waits for River to look whose time has come, which it does every five seconds
		opts.ScheduledAt = at
	}
	if _, err := r.jobs.InsertTx(ctx, tx, args, opts); err != nil {
		return fmt.Errorf("insert job %s: %w", args.Kind(), err)
	}
	return nil
}

// AddJobs registers the workers' chores, and returns those that come back by the clock.
func (w *Workers) AddJobs(to *river.Workers) []*river.PeriodicJob {
	river.AddWorker(to, river.WorkFunc(func(ctx context.Context, j *river.Job[wakeArgs]) error {
		return w.r.wakeUp(ctx, j.Args.Conversation)
	}))
	river.AddWorker(to, river.WorkFunc(func(ctx context.Context, j *river.Job[fetchArgs]) error {
		return w.fetch(ctx, j.Args.File)
	}))
	river.AddWorker(to, river.WorkFunc(func(ctx context.Context, j *river.Job[digestArgs]) error {
		return w.r.digest(ctx, j.Args)
	}))
	river.AddWorker(to, river.WorkFunc(func(ctx context.Context, _ *river.Job[sweepArgs]) error {
		return w.r.Sweep(ctx)
	}))
	river.AddWorker(to, scribe{w: w})
	river.AddWorker(to, river.WorkFunc(func(ctx context.Context, j *river.Job[compareArgs]) error {
		return w.r.compare(ctx, j.Args)
	}))
	river.AddWorker(to, river.WorkFunc(func(ctx context.Context, j *river.Job[foundArgs]) error {
		return knowledge.NoGap(ctx, w.r.pool, j.Args.Conversation, j.Args.Seq)
	}))
	river.AddWorker(to, river.WorkFunc(func(ctx context.Context, _ *river.Job[retainArgs]) error {
		return w.r.Retain(ctx)
	}))
	again := func(every time.Duration, args river.JobArgs) *river.PeriodicJob {
		return river.NewPeriodicJob(river.PeriodicInterval(every), func() (river.JobArgs, *river.InsertOpts) { return args, nil },
			&river.PeriodicJobOpts{RunOnStart: true})
	}
	return []*river.PeriodicJob{again(20*time.Second, sweepArgs{}), again(time.Hour, retainArgs{})}
}

// wakeUp ends a snooze whose time has come.
func (r *Router) wakeUp(ctx context.Context, conv int64) error {
	var c *conversation
	err := pgx.BeginFunc(ctx, r.pool, func(tx pgx.Tx) (err error) {
		c, err = locked(ctx, tx, `c.id = $1 AND c.state = 'snoozed' AND c.snoozed_until <= now()`, conv)
		if errors.Is(err, ErrNotFound) {
			return nil
		}
		if err != nil {
			return err
		}
		return r.unsnooze(ctx, tx, c, "the time has come")
	})
	if err == nil && c != nil {
		r.bus.changed(c.ID, c.Account, c.Address, forNobody)
	}
	return err
}

// fetch has a file handed over by its platform and keeps it.
func (w *Workers) fetch(ctx context.Context, file int64) error {
	var account, ref string
	err := w.r.pool.QueryRow(ctx, `SELECT account, ref FROM files f WHERE id = $1
		AND NOT EXISTS (SELECT FROM file_contents WHERE file_id = f.id)`, file).Scan(&account, &ref)
	if errors.Is(err, pgx.ErrNoRows) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("find file %d: %w", file, err)
	}
	data, err := w.fetchFrom(ctx, account, ref)
	if err != nil {
		if _, e := w.r.pool.Exec(ctx, `UPDATE files SET error = $2 WHERE id = $1`, file, clean(err.Error(), 500)); e != nil {
			return errors.Join(err, e)
		}
		return fmt.Errorf("fetch file %d: %w", file, err)
	}
	_, err = w.r.pool.Exec(ctx, `
		WITH size AS (UPDATE files SET size = length($2::bytea), error = NULL WHERE id = $1)
		INSERT INTO file_contents (file_id, data) VALUES ($1, $2) ON CONFLICT DO NOTHING`, file, data)
	if err != nil {
		return fmt.Errorf("keep file %d: %w", file, err)
	}
	return nil
}

func (w *Workers) fetchFrom(ctx context.Context, account, ref string) ([]byte, error) {
	f, ok := w.channels[account].(channels.Fetcher)
	if !ok || ref == "" {
		return nil, errors.New("its channel is not configured any more")
	}
	body, err := f.Fetch(ctx, ref)
	if err != nil {
		return nil, err
	}
	defer body.Close()
	data, err := io.ReadAll(io.LimitReader(body, maxFetch+1))
	if err == nil && len(data) > maxFetch {
		err = fmt.Errorf("it is larger than %d MB", maxFetch>>20)
	}
	return data, err
}
