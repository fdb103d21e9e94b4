package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/riverqueue/river"
	"github.com/riverqueue/river/rivertype"

	"switchboard/assist/eval"
	"switchboard/knowledge"
	"switchboard/routing"
)

// keptTunings is how many measurements are kept.
const keptTunings = 20

// saveTuned keeps what the past was found to speak for.
func saveTuned(ctx context.Context, pool *pgxpool.Pool, tuned []eval.Tuned, by string) error {
	if tuned == nil {
		tuned = []eval.Tuned{}
	}
	_, err := pool.Exec(ctx, `
		WITH old AS (DELETE FROM tunings WHERE id IN (SELECT id FROM tunings ORDER BY at DESC, id DESC OFFSET $3 - 1))
		INSERT INTO tunings (found, by) VALUES ($1, $2)`, tuned, by, keptTunings)
	if err != nil {
		return fmt.Errorf("keep what was measured: %w", err)
	}
	return nil
}

// lastTuned is what was measured last; zero if nothing was.
func lastTuned(ctx context.Context, pool *pgxpool.Pool) (tuned []eval.Tuned, by string, at time.Time, err error) {
	err = pool.QueryRow(ctx, `SELECT found, by, at FROM tunings ORDER BY at DESC, id DESC LIMIT 1`).Scan(&tuned, &by, &at)
	if errors.Is(err, pgx.ErrNoRows) {
		err = nil
	}
	if err != nil {
		return nil, "", at, fmt.Errorf("read what was measured: %w", err)
	}
	return tuned, by, at, nil
}

// measureArgs asks the past questions, and keeps what they speak for.
type measureArgs struct {
	By string `json:"by"`
}

// Kind names the job.
func (measureArgs) Kind() string { return "measure" }

// InsertOpts keeps one measurement at a time.
func (measureArgs) InsertOpts() river.InsertOpts {
	return river.InsertOpts{MaxAttempts: 2, UniqueOpts: river.UniqueOpts{ByState: []rivertype.JobState{rivertype.JobStateAvailable,
		rivertype.JobStatePending, rivertype.JobStateRunning, rivertype.JobStateRetryable, rivertype.JobStateScheduled}}}
}

// measurer does the job.
type measurer struct {
	river.WorkerDefaults[measureArgs]
	app *app
}

// Timeout is longer than other chores': thousands of questions may be asked.
func (measurer) Timeout(*river.Job[measureArgs]) time.Duration { return 20 * time.Minute }

// Work measures.
func (m measurer) Work(ctx context.Context, j *river.Job[measureArgs]) error {
	goal := besides(usualGoal, m.app.router.Policy())
	return withBases(ctx, m.app.cfg, m.app.log, func(b *bases) error {
		_, err := measure(ctx, m.app.db.pool, b, goal, j.Args.By, nil)
		return err
	})
}

// measureEvery is how often the past is asked without anybody wanting it.
const measureEvery = 7 * 24 * time.Hour

func measureWeekly() *river.PeriodicJob {
	return river.NewPeriodicJob(river.PeriodicInterval(measureEvery), func() (river.JobArgs, *river.InsertOpts) {
		return measureArgs{By: "the weekly look"}, nil
	}, nil)
}

// countedDays is how far back the page counts what a model judged, and what the assistant answered by itself.
const countedDays = 30

// tuner shows the editors' page when the assistant answers, and sets it.
type tuner struct{ app *app }

// Thresholds are those in force beside what the past speaks for.
func (t tuner) Thresholds(ctx context.Context) (out knowledge.Thresholds, err error) {
	pool := t.app.db.pool
	tuned, by, at, err := lastTuned(ctx, pool)
	if err != nil {
		return out, err
	}
	now, err := routing.ReadThresholds(ctx, pool)
	if err != nil {
		return out, err
	}
	changes, err := routing.ThresholdChanges(ctx, pool, knowledge.ShownChanges)
	if err != nil {
		return out, err
	}
	policy := t.app.router.Policy()
	out = knowledge.Thresholds{Usual: knowledge.Limits{Answer: policy.Answer, Draft: policy.Draft}, By: by, Measured: at, Need: eval.LeastPast, Own: map[string]knowledge.Limits{}}
	for name, own := range now {
		out.Own[name] = knowledge.Limits(own)
	}
	for _, c := range changes {
		change := knowledge.ThresholdChange{ID: c.ID, By: c.By, Why: c.Why, At: c.At, Own: map[string]knowledge.Limits{}}
		for name, own := range c.Value {
			change.Own[name] = knowledge.Limits(own)
		}
		out.Changes = append(out.Changes, change)
	}
	for _, g := range tuned {
		p, err := t.app.router.PolicyOf(ctx, g.Project, g.Lang)
		if err != nil {
			return out, err
		}
		group := groupOf(g, knowledge.Limits{Answer: p.Answer, Draft: p.Draft}, routing.Threshold{Answer: policy.Answer, Draft: policy.Draft})
		lowest := group.Now.Answer
		if group.Chosen.Answer > 0 {
			lowest = min(lowest, group.Chosen.Answer)
		}
		if group.Wrong, err = t.recalled(ctx, g.Wrong(lowest)); err != nil {
			return out, err
		}
		if group.Open, err = t.recalled(ctx, g.Open); err != nil {
			return out, err
		}
		out.Groups = append(out.Groups, group)
	}
	out.Judged = knowledge.Judged{From: policy.Judged, Days: countedDays}
	if policy.Judged > 0 {
		v, err := t.app.router.Verdicts(ctx, countedDays)
		if err != nil {
			return out, err
		}
		out.Judged.Answered, out.Judged.Failed, out.Judged.Denied = v.Answered, v.Failed, v.Denied
	}
	out.Days = countedDays
	if out.Given, err = routing.Given(ctx, pool, countedDays); err != nil {
		return out, err
	}
	err = pool.QueryRow(ctx, `SELECT EXISTS (SELECT FROM river_job WHERE kind = 'measure' AND finalized_at IS NULL)`).Scan(&out.Running)
	if err != nil {
		return out, fmt.Errorf("see whether the past is being asked: %w", err)
	}
	return out, nil
}

// mostRecalled is how many questions of a kind the page shows of a group.
const mostRecalled = 20

// recalled are the words of some questions that were measured, as far as they are still there.
func (t tuner) recalled(ctx context.Context, asked []eval.Asked) ([]knowledge.PastAnswer, error) {
	asked = asked[:min(len(asked), mostRecalled)]
	refs := make([]knowledge.PastRef, len(asked))
	for i, a := range asked {
		refs[i] = knowledge.PastRef{Lesson: a.Lesson, Gap: a.Gap, By: a.By}
	}
	list, n, err := t.app.store.PastAnswers(ctx, refs)
	for i := range list {
		list[i].Sure = asked[n[i]].Sure
	}
	return list, err
}

// groupOf is a project's language as the page shows it.
func groupOf(g eval.Tuned, now knowledge.Limits, usual routing.Threshold) knowledge.Tuned {
	out := knowledge.Tuned{Project: g.Project, Lang: g.Lang, Questions: len(g.Asked), Known: g.Known(), Wanted: g.Goal.Wrong, Now: now,
		NowShares: knowledge.Shares(g.At(now.Answer, now.Draft)), Lacks: g.Lacks()}
	for _, p := range g.Curve() {
		out.Curve = append(out.Curve, knowledge.Point{From: p.Threshold, Answered: p.Answered, Wrong: p.Wrong, Count: p.Count})
	}
	if g.Enough() {
		out.Chosen = knowledge.Limits(orUsual(routing.Threshold{Answer: g.Answer, Draft: g.Draft}, usual))
		out.ChosenShares = knowledge.Shares(g.At(out.Chosen.Answer, out.Chosen.Draft))
		out.HeldOut = knowledge.Shares(g.HeldOut(usual.Answer, usual.Draft))
	}
	return out
}

// Measure asks the past again, in the background.
func (t tuner) Measure(ctx context.Context, by string) error {
	if _, err := t.app.jobs.Insert(ctx, measureArgs{By: by}, nil); err != nil {
		return fmt.Errorf("begin to ask the past: %w", err)
	}
	return nil
}

// Set sets one threshold; a zero one goes by the company's usual ones again.
func (t tuner) Set(ctx context.Context, name string, to knowledge.Limits, by, why string) error {
	return changeThresholds(ctx, t.app.db.pool, t.app.router.Policy(), func(now routing.Thresholds) {
		delete(now, name)
		if to != (knowledge.Limits{}) {
			now[name] = routing.Threshold(to)
		}
	}, by, why)
}

// Take goes by all that the past speaks for.
func (t tuner) Take(ctx context.Context, by string) error {
	tuned, _, _, err := lastTuned(ctx, t.app.db.pool)
	if err != nil {
		return err
	}
	return takeTuned(ctx, t.app.db.pool, tuned, t.app.router.Policy(), pastOnes, by)
}

// Revert brings back what was in force after a change.
func (t tuner) Revert(ctx context.Context, change int64, by string) error {
	err := routing.RevertThresholds(ctx, t.app.db.pool, change, by)
	if errors.Is(err, routing.ErrNotFound) {
		err = knowledge.ErrNotFound
	}
	return err
}
