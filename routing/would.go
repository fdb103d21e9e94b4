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
	policy, err := r.policyFor(ctx, r.pool, drafts)
	if err != nil {
		return Decision{}, err
	}
	return triage(situation{State: Assistant}, drafts, choices, policy), nil
}
