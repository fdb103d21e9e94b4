package routing

import (
	"context"
	"fmt"

	"switchboard/assist"
)

// Would tells what would be done about a customer's first question, given the drafts for it: the decision is made as for a
// real one, and nothing is carried out. A question that a project is given with is not asked back about.
func (r *Router) Would(ctx context.Context, d assist.Dialogue, drafts []assist.Suggestion) (Decision, error) {
	in, err := r.policies(ctx, r.pool)
	if err != nil {
		return Decision{}, err
	}
	return triage(firstAsked(d), drafts, severalProjects(d, drafts), in), nil
}

// Judged is what Would tells by a policy and thresholds, once a judge has read the drafts that his word decides about. It tells
// whether he was asked; where he fails, an error says why, and the decision is made without him.
func Judged(ctx context.Context, by Judge, d assist.Dialogue, drafts []assist.Suggestion, p Policy, t Thresholds) (would Decision, asked bool, err error) {
	in, s := policies{p.WithDefaults(), t}, firstAsked(d)
	if by != nil && decisive(d, s, drafts, in) {
		asked = true
		var read []assist.Suggestion
		if read, err = judge(ctx, by, d, drafts); err == nil {
			drafts = read
		}
	}
	return triage(s, drafts, severalProjects(d, drafts), in), asked, err
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

// firstAsked is the situation in which a conversation begins.
func firstAsked(d assist.Dialogue) situation {
	s := situation{State: Assistant}
	if len(d.Turns) > 0 {
		s.Lang = surely(d.Turns[len(d.Turns)-1].Text, d.Lang)
	}
	return s
}
