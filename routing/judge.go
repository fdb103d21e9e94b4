package routing

import (
	"context"
	"errors"
	"slices"
	"time"

	"switchboard/assist"
)

// Judge reads drafts beside the customer's words before one of them is answered with. assist.Assistant is one.
type Judge interface {
	// Judge returns the place of the draft that answers the customer's last words, -1 if none does; with an error nothing is known.
	Judge(ctx context.Context, d assist.Dialogue, list []assist.Suggestion) (int, error)
}

const (
	judgedWithin = 10 * time.Second // for one message, however many questions it asks; a customer waits
	judgeRests   = 30 * time.Second // in which a judge that did not answer is not asked: it would hold up all customers
)

// judged has the drafts read by a judge, where his word decides whether one of them is answered with. Without it they are
// decided about by their probabilities alone.
func (w *Workers) judged(ctx context.Context, l *lane, d assist.Dialogue, s situation, drafts []assist.Suggestion) []assist.Suggestion {
	if w.judge == nil || w.r.policy.Judged == 0 || len(drafts) == 0 || time.Now().UnixMilli() < w.judgeRests.Load() {
		return drafts
	}
	in, err := w.r.policies(ctx, w.r.pool)
	if err != nil {
		w.log.Warn("no draft is judged: the thresholds cannot be read", "conversation", l.Conv, "error", err)
		return drafts
	}
	ctx, cancel := context.WithTimeout(ctx, judgedWithin)
	defer cancel()
	var judged []assist.Suggestion
	err = recovered(func() (err error) {
		judged, err = judge(ctx, w.judge, d, s, drafts, in)
		return err
	})
	if err != nil {
		if errors.As(err, new(*assist.ModelError)) || errors.Is(err, context.DeadlineExceeded) {
			w.judgeRests.Store(time.Now().Add(judgeRests).UnixMilli())
		}
		w.log.Warn("no model has judged the drafts", "conversation", l.Conv, "error", err)
		return drafts
	}
	return judged
}

// judge returns the drafts with the verdicts on those that would be answered with if they were said to answer. The one that
// answers stands first. Where nobody is to judge they are as they were.
func judge(ctx context.Context, by Judge, d assist.Dialogue, s situation, drafts []assist.Suggestion, in policies) ([]assist.Suggestion, error) {
	if by == nil || in.policy.Judged == 0 || triage(s, approved(drafts), severalProjects(d, drafts), in).Act != ActAnswer {
		return drafts, nil
	}
	if drafts[0].Half {
		return judgeEach(ctx, by, d, drafts)
	}
	drafts = slices.Clone(drafts)
	mayAnswer := func(a assist.Suggestion) bool { return unsure(s, approve(a), in.of(a)) == "" }
	n := 1 // the drafts that might be answered with are a head of the list: others are less likely
	for n < len(drafts) && !drafts[n].Half && mayAnswer(drafts[n]) {
		n++
	}
	best, err := by.Judge(ctx, d, drafts[:n])
	if err != nil {
		return nil, err
	}
	if best < 0 {
		for i := range drafts[:n] {
			drafts[i].Verdict = assist.VerdictDenies
		}
		return drafts, nil
	}
	one := approve(drafts[best])
	return slices.Insert(slices.Delete(drafts, best, best+1), 0, one), nil
}

// judgeEach has each of several questions' drafts read beside its own question.
func judgeEach(ctx context.Context, by Judge, d assist.Dialogue, drafts []assist.Suggestion) ([]assist.Suggestion, error) {
	drafts = slices.Clone(drafts)
	each := slices.Clone(drafts[0].Each)
	for i, a := range each {
		asks := d
		asks.Turns = append(slices.Clone(d.Turns), assist.Turn{Customer: true, Text: a.Part})
		best, err := by.Judge(ctx, asks, each[i:i+1])
		if err != nil {
			return nil, err
		}
		each[i].Verdict = assist.VerdictAnswers
		if best < 0 {
			each[i].Verdict = assist.VerdictDenies
		}
	}
	drafts[0].Each = each
	return drafts, nil
}

// approve is a draft as it would be if a judge said that it answers.
func approve(a assist.Suggestion) assist.Suggestion {
	a.Verdict = assist.VerdictAnswers
	return a
}

func approved(drafts []assist.Suggestion) []assist.Suggestion {
	out := make([]assist.Suggestion, len(drafts))
	for i, a := range drafts {
		out[i] = approve(a)
		out[i].Each = approved(a.Each)
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
