package routing

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"github.com/jackc/pgx/v5"

	"switchboard/assist"
	"switchboard/knowledge"
)

// Judge reads drafts beside the customer's words before one of them is answered with. assist.Assistant is one.
type Judge interface {
	// Judge tells whether a draft answers what the customer asks; with an error nothing is known.
	Judge(ctx context.Context, d assist.Dialogue, draft assist.Suggestion) (bool, error)
}

const (
	judgeRests   = 30 * time.Second // in which a judge that does not answer is not asked: he would hold up all customers
	judgesAtOnce = 8                // conversations in this process that wait for a judge; beside them the desk's workers are all there
	judgedADay   = 60               // times that a judge is asked for one customer in a day of the company, by one process
	judgedAnew   = 2                // times in a row that he is asked anew since the customer wrote on
)

// judging is what Workers know of their judge.
type judging struct {
	seats chan struct{} // who waits for him

	mu     sync.Mutex
	rests  time.Time     // until then he is not asked
	failed int64         // customer for whom he did not answer last; 0: he did
	day    string        // of asked
	asked  map[int64]int // how often for a customer
	anew   map[int64]int // how often a conversation was begun anew
}

// take tells whether he may be asked for a customer, and counts it.
func (j *judging) take(customer int64, now time.Time) bool {
	j.mu.Lock()
	defer j.mu.Unlock()
	if day := now.Format(time.DateOnly); day != j.day {
		j.day, j.asked = day, map[int64]int{}
	}
	if now.Before(j.rests) || j.asked[customer] >= judgedADay {
		return false
	}
	j.asked[customer]++
	return true
}

// blame notes whether he has answered. One customer's words alone may be what a model does not answer; of two customers' the
// server is to blame.
func (j *judging) blame(customer int64, err error, now time.Time) {
	told := (*assist.ModelError)(nil)
	failed := errors.Is(err, assist.ErrNoVerdict) || errors.As(err, &told) && told.Until != assist.UntilModel
	if err != nil && !failed {
		return
	}
	j.mu.Lock()
	defer j.mu.Unlock()
	switch {
	case err == nil:
		j.failed = 0
	case j.failed == 0 || j.failed == customer:
		j.failed = customer
	default:
		j.failed, j.rests = customer, now.Add(judgeRests)
	}
}

// resting is an error while he is not asked, since two customers had no answer of him.
func (j *judging) resting(now time.Time) error {
	j.mu.Lock()
	defer j.mu.Unlock()
	if now.Before(j.rests) {
		return fmt.Errorf("the model has not judged drafts in time: until %s the assistant answers by probability", j.rests.Format("15:04:05 MST"))
	}
	return nil
}

// Judging tells whether the judge answers, as far as this process has seen.
func (w *Workers) Judging(context.Context) (string, error) {
	return fmt.Sprintf("%d verdicts, %d failures", w.r.stats.verdicts.Load(), w.r.stats.verdictFailures.Load()), w.judging.resting(w.r.now())
}

// again tells whether a conversation may be begun anew once more, and counts it.
func (j *judging) again(conv int64) bool {
	j.mu.Lock()
	defer j.mu.Unlock()
	if j.anew[conv]++; j.anew[conv] > judgedAnew {
		delete(j.anew, conv)
		return false
	}
	return true
}

func (j *judging) settled(conv int64) {
	j.mu.Lock()
	defer j.mu.Unlock()
	delete(j.anew, conv)
}

// judged has the draft read by a judge that is about to be answered with, or that would be if it were said to answer, and
// tells whether he was asked. Without his word it is decided about by its probability alone.
func (w *Workers) judged(ctx context.Context, l *lane, g *gathered, d assist.Dialogue, s situation, drafts []assist.Suggestion) ([]assist.Suggestion, bool) {
	if w.judge == nil || w.r.policy.Judged == 0 || len(drafts) == 0 {
		return drafts, false
	}
	in, err := w.r.policies(ctx, w.r.pool, d)
	if err != nil {
		w.log.Warn("no draft is judged: the thresholds cannot be read", "conversation", l.Conv, "error", err)
		return drafts, false
	}
	if !decisive(d, s, drafts, in) {
		return drafts, false
	}
	select {
	case w.judging.seats <- struct{}{}:
		defer func() { <-w.judging.seats }()
	default:
		w.log.Debug("no draft is judged: too many are just now", "conversation", l.Conv)
		return drafts, false
	}
	if !w.judging.take(g.conv.SubscriberID, w.r.now()) {
		w.log.Debug("no draft is judged: the model did not answer, or was asked for this customer too often today", "conversation", l.Conv)
		return drafts, false
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	go func() {
		select {
		case <-l.stop: // another process asks anew
			cancel()
		case <-ctx.Done():
		}
	}()
	judged, err := judge(ctx, w.judge, d, drafts)
	w.judging.blame(g.conv.SubscriberID, err, w.r.now())
	if err != nil {
		w.r.stats.verdictFailures.Add(1)
		w.log.Warn("no model has judged the draft", "conversation", l.Conv, "error", err)
		return drafts, true
	}
	w.r.stats.verdicts.Add(1)
	return judged, true
}

// begunAnew lets the lane go, to be looked at anew, where the customer wrote on or changed his words while a judge read, or the
// program is to stop. Who goes on and on writing is answered nevertheless.
func (w *Workers) begunAnew(ctx context.Context, tx pgx.Tx, l *lane, g *gathered) (bool, error) {
	select {
	case <-l.stop:
		return true, l.yield(ctx, tx, 0)
	default:
	}
	var changed bool
	err := tx.QueryRow(ctx, `SELECT EXISTS (SELECT FROM messages WHERE conversation_id = $1 AND author = 'customer' AND (seq > $2 AND deleted_at IS NULL OR rev > $3))`,
		l.Conv, g.seen, g.conv.Rev).Scan(&changed)
	if err != nil {
		return false, fmt.Errorf("look whether conversation %d went on: %w", l.Conv, err)
	}
	if !changed {
		w.judging.settled(l.Conv)
		return false, nil
	}
	if !w.judging.again(l.Conv) {
		return false, nil
	}
	return true, l.yield(ctx, tx, burst)
}

// decisive tells whether a judge's word decides what becomes of the customer's words: if he said that the draft, or each of
// several, answers, it would be answered with.
func decisive(d assist.Dialogue, s situation, drafts []assist.Suggestion, in policies) bool {
	if in.policy.Judged == 0 || len(drafts) == 0 {
		return false
	}
	approved := withVerdicts(drafts, func(assist.Suggestion) assist.Verdict { return assist.VerdictAnswers })
	return triage(s, approved, severalProjects(d, drafts), in).Act == ActAnswer
}

// judge returns the drafts with the verdict on the best, or, where the customer asks several things, on that for each.
func judge(ctx context.Context, by Judge, d assist.Dialogue, drafts []assist.Suggestion) ([]assist.Suggestion, error) {
	list := drafts[:1]
	if drafts[0].Half {
		list = drafts[0].Each
	}
	verdicts, errs := make([]assist.Verdict, len(list)), make([]error, len(list))
	var all sync.WaitGroup
	for i, s := range list {
		all.Go(func() {
			errs[i] = knowledge.Recovered(func() error {
				answers, err := by.Judge(ctx, d, s)
				if verdicts[i] = assist.VerdictDenies; answers {
					verdicts[i] = assist.VerdictAnswers
				}
				return err
			})
		})
	}
	all.Wait()
	for i, err := range errs {
		if err != nil {
			verdicts[i] = ""
		}
	}
	if err := errors.Join(errs...); err != nil && !slices.Contains(verdicts, assist.VerdictDenies) { // one that denies decides
		return nil, err
	}
	return withVerdicts(drafts, func(s assist.Suggestion) assist.Verdict {
		i := slices.IndexFunc(list, func(x assist.Suggestion) bool {
			return x.Sources[0].Article == s.Sources[0].Article && x.Text == s.Text && x.Part == s.Part
		})
		if i < 0 {
			return ""
		}
		return verdicts[i]
	}), nil
}

// withVerdicts are drafts, and those for each of several questions, with a verdict on each.
func withVerdicts(drafts []assist.Suggestion, of func(assist.Suggestion) assist.Verdict) []assist.Suggestion {
	out := slices.Clone(drafts)
	for i := range out {
		out[i].Verdict, out[i].Each = of(out[i]), withVerdicts(out[i].Each, of)
	}
	return out
}

// severalProjects are those among which a customer has to choose, where he has not named one.
func severalProjects(d assist.Dialogue, drafts []assist.Suggestion) []string {
	if len(d.Projects) > 0 {
		return nil
	}
	choices, _ := assist.Ambiguous(drafts)
	return choices
}
