package routing

import (
	"context"
	"fmt"

	"switchboard/assist"
	"switchboard/knowledge"
)

// Would tells what would be done about a customer's first question, given the drafts for it: the decision is made as for a
// real one, and nothing is carried out. A question that a project is given with is not asked back about.
func (r *Router) Would(ctx context.Context, d assist.Dialogue, drafts []assist.Suggestion) (Decision, error) {
	in, err := r.policies(ctx, r.pool, d)
	if err != nil {
		return Decision{}, err
	}
	return in.would(firstAsked(d), d, drafts), nil
}

// would is what triage decides, where drafts are only shown that are likely enough.
func (p policies) would(s situation, d assist.Dialogue, drafts []assist.Suggestion) Decision {
	decided := triage(s, drafts, severalProjects(d, drafts), p)
	decided.Drafts = decided.Drafts && worthShowing(drafts, p.ofBest(drafts).shownIn(s))
	return decided
}

// Judged is what Would tells by a policy and thresholds, once a judge has read the drafts that his word decides about. It tells
// whether he was asked; where he fails, an error says why, and the decision is made without him.
func Judged(ctx context.Context, by Judge, d assist.Dialogue, drafts []assist.Suggestion, p Policy, t Thresholds) (would Decision, asked bool, err error) {
	in, s := policies{p.WithDefaults(), t, d.Lang}, firstAsked(d)
	if by != nil && decisive(d, s, drafts, in) {
		asked = true
		var read []assist.Suggestion
		if read, err = judge(ctx, by, d, drafts); err == nil {
			drafts = read
		}
	}
	return in.would(s, d, drafts), asked, err
}

// Outlook is what becomes of a customer's first question.
type Outlook struct {
	Would Decision  // by the thresholds in force
	By    Threshold // those
	// Answers are what it is answered with where the threshold of answers is From or lower, and that of drafts lets it; none: at any
	// threshold it waits for a person, or is asked back about.
	Answers []assist.Suggestion
	From    float64
}

// Foresee tells what becomes of a customer's first question by a policy and thresholds, and from which threshold of answers on it
// would be answered alone: the decision is made once more as if the lowest were in force.
func Foresee(d assist.Dialogue, drafts []assist.Suggestion, p Policy, t Thresholds) (out Outlook) {
	in, s := policies{p.WithDefaults(), t, d.Lang}, firstAsked(d)
	by := in.ofBest(drafts)
	out.Would, out.By = in.would(s, d, drafts), Threshold{Answer: by.Answer, Draft: by.Draft}
	lowest := policies{policy: Policy{Answer: knowledge.LeastAnswers}}
	if freely := lowest.would(s, d, drafts); freely.Act == ActAnswer {
		out.Answers, out.From = freely.Answers, sureness(freely.Answers)
	}
	return out
}

// Verdicts is what became of customers' words for which drafts were judged.
type Verdicts struct{ Answered, Failed, Denied int }

// Verdicts counts the verdicts of the last days: answers given by one, those that did not help by the customer's word, and
// words for which one of them was found not to answer.
func (r *Router) Verdicts(ctx context.Context, days int) (v Verdicts, err error) {
	err = r.pool.QueryRow(ctx, `
		SELECT count(*) FILTER (WHERE answered), count(*) FILTER (WHERE failed), count(*) FILTER (WHERE denied) FROM (
			SELECT bool_or(state = 'answered') AS answered, bool_or(state = 'answered' AND helped IS FALSE) AS failed, bool_or(verdict = 'denies') AS denied
			FROM suggestions WHERE verdict <> '' AND at >= now() - make_interval(days => $1) GROUP BY conversation_id, for_seq) asked`, days).Scan(&v.Answered, &v.Failed, &v.Denied)
	if err != nil {
		return v, fmt.Errorf("count the verdicts: %w", err)
	}
	return v, nil
}

// firstAsked is the situation of a customer's newest words where the conversation has only what was said before them.
func firstAsked(d assist.Dialogue) situation {
	if len(d.Turns) == 0 {
		return situation{State: Assistant}
	}
	g := &gathered{conv: conversation{State: Assistant, Lang: d.Lang}}
	if d.Call {
		g.conv.CallID = new(string)
	}
	for i, t := range d.Turns {
		m := said{Seq: int64(i + 1), Author: "assistant", Kind: "text", Text: t.Text, Others: t.Others}
		if t.Customer {
			m.Author = "customer"
		}
		g.lines = append(g.lines, m)
	}
	g.pending = g.lines[len(g.lines)-1:]
	g.readWish()
	return g.situation()
}
