package routing

import (
	"context"

	"switchboard/assist"
)

// Would tells what would be done about a customer's first question, given the drafts for it: the decision is made as for a
// real one, and nothing is carried out. A question that a project is given with is not asked back about.
func (r *Router) Would(ctx context.Context, d assist.Dialogue, drafts []assist.Suggestion) (Decision, error) {
	var choices []string
	if len(d.Projects) == 0 {
		choices, _ = assist.Ambiguous(drafts)
	}
	in, err := r.policies(ctx, r.pool)
	if err != nil {
		return Decision{}, err
	}
	s := situation{State: Assistant}
	if len(d.Turns) > 0 {
		s.Lang = surely(d.Turns[len(d.Turns)-1].Text, d.Lang)
	}
	return triage(s, drafts, choices, in), nil
}
