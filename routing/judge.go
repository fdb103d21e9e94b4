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
)

// Judge reads drafts beside the customer's words before one of them is answered with. assist.Assistant is one.
type Judge interface {
	// Judge tells whether a draft answers what the customer asks; with an error nothing is known.
	Judge(ctx context.Context, d assist.Dialogue, draft assist.Suggestion) (bool, error)
}

const (
	judgeRests   = 30 * time.Second // in which a judge that does not answer is not asked: he would hold up all customers
	judgesAtOnce = 8                // conversations in this process that wait for a judge; beside them the desk's workers are all there
	judgedADay   = 60               // drafts that are judged for one customer in a day of the company
)

var (
	errJudgesBusy = errors.New("too many drafts are judged just now")
	errJudgedMuch = fmt.Errorf("%d drafts were judged for this customer today", judgedADay)
)

// judged has the draft read by a judge that is about to be answered with, or that would be if it were said to answer, and
// tells whether he was asked. Without his word it is decided about by its probability alone.
func (w *Workers) judged(ctx context.Context, l *lane, g *gathered, d assist.Dialogue, s situation, drafts []assist.Suggestion) ([]assist.Suggestion, bool) {
	if w.judge == nil || w.r.policy.Judged == 0 || len(drafts) == 0 || time.Now().UnixMilli() < w.judgeRests.Load() {
		return drafts, false
	}
	in, err := w.r.policies(ctx, w.r.pool)
	if err != nil {
		w.log.Warn("no draft is judged: the thresholds cannot be read", "conversation", l.Conv, "error", err)
		return drafts, false
	}
	if !decisive(d, s, drafts, in) {
		return drafts, false
	}
	judged, err := w.askJudge(ctx, l, g, d, drafts)
	if err != nil {
		w.r.stats.verdictFailures.Add(1)
		w.log.Warn("no model has judged the draft", "conversation", l.Conv, "error", err)
		return drafts, true
	}
	w.r.stats.verdicts.Add(1)
	return judged, true
}

func (w *Workers) askJudge(ctx context.Context, l *lane, g *gathered, d assist.Dialogue, drafts []assist.Suggestion) (out []assist.Suggestion, err error) {
	select {
	case w.judges <- struct{}{}:
		defer func() { <-w.judges }()
	default:
		return nil, errJudgesBusy
	}
	var today int
	err = w.r.pool.QueryRow(ctx, `SELECT count(*) FROM suggestions g JOIN conversations o ON o.id = g.conversation_id
		WHERE o.subscriber_id = $1 AND g.verdict <> '' AND g.at >= company_midnight(company_day(now()))`, g.conv.SubscriberID).Scan(&today)
	if err != nil {
		return nil, fmt.Errorf("count what was judged for customer %d: %w", g.conv.SubscriberID, err)
	}
	if today >= judgedADay {
		return nil, errJudgedMuch
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
	err = recovered(func() (err error) {
		out, err = judge(ctx, w.judge, d, drafts)
		return err
	})
	// One text alone may be what a model does not answer; of two the server is to blame.
	switch told := (*assist.ModelError)(nil); {
	case err == nil:
		w.judgeFailed.Store(0)
	case errors.Is(err, assist.ErrNoVerdict), errors.As(err, &told) && told.Until != assist.UntilModel:
		if was := w.judgeFailed.Swap(l.Conv); was != 0 && was != l.Conv {
			w.judgeRests.Store(time.Now().Add(judgeRests).UnixMilli())
		}
	}
	return out, err
}

// begunAnew lets the lane go, to be looked at anew, where the customer wrote on while a judge read, or the program is to stop.
func (l *lane) begunAnew(ctx context.Context, tx pgx.Tx, upTo int64) (bool, error) {
	select {
	case <-l.stop:
		return true, l.yield(ctx, tx)
	default:
	}
	newest, err := l.newest(ctx, tx, upTo)
	if err != nil || newest == 0 {
		return false, err
	}
	return true, l.yield(ctx, tx)
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
			errs[i] = recovered(func() error {
				answers, err := by.Judge(ctx, d, s)
				if verdicts[i] = assist.VerdictDenies; answers {
					verdicts[i] = assist.VerdictAnswers
				}
				return err
			})
		})
	}
	all.Wait()
	if err := errors.Join(errs...); err != nil {
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
