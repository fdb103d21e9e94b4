package editor

import (
	"net/http"
	"slices"
	"strings"

	"switchboard/knowledge"
)

// manyGaps assigns, dismisses or merges the gaps that were chosen in the list. The first of them takes in the others: it
// is the one that is asked most. What somebody has closed in the meantime is passed over.
func (e *editor) manyGaps(c call) error {
	var gaps []knowledge.Gap
	for _, s := range c.PostForm["id"] {
		id, err := number(s)
		if err != nil {
			return err
		}
		g, _, err := e.store.Gap(c.Context(), id)
		if err != nil {
			return err
		}
		if g.State == "open" {
			gaps = append(gaps, g)
		}
	}
	if len(gaps) == 0 {
		return refusal{http.StatusUnprocessableEntity, "No gap is chosen. Tick them in the list first."}
	}
	v := func(name string) string { return strings.TrimSpace(typed(c.PostForm.Get(name))) }
	var do func(knowledge.Gap) error
	var code string
	switch v("do") {
	case "assign":
		do, code = func(g knowledge.Gap) error { return e.store.AssignGap(c.Context(), g.ID, v("to"), c.me.by()) }, "assigned"
	case "dismiss":
		do, code = func(g knowledge.Gap) error {
			return e.store.DismissGap(c.Context(), g.ID, c.me.by(), v("reason"))
		}, "gapdismissed"
	case "merge":
		if len(gaps) < 2 {
			return refusal{http.StatusUnprocessableEntity, "Choose at least two gaps to merge."}
		}
		if slices.ContainsFunc(gaps, func(g knowledge.Gap) bool { return g.Lang != gaps[0].Lang }) {
			return refusal{http.StatusUnprocessableEntity, "Gaps in different languages cannot be merged: each language has its own article."}
		}
		if len(projectsOf(gaps)) > 1 {
			return refusal{http.StatusUnprocessableEntity, "Gaps of different projects cannot be merged: each project has its own article."}
		}
		do, code = func(g knowledge.Gap) error { return e.store.MergeGaps(c.Context(), g.ID, gaps[0].ID) }, "gapmerged"
	default:
		return refusal{http.StatusUnprocessableEntity, "Choose what to do with the gaps."}
	}
	for _, g := range gaps {
		if err := do(g); err != nil {
			return err
		}
	}
	if code == "gapmerged" {
		return c.redirect("/knowledge/gaps/%d?done=%s", gaps[0].ID, code)
	}
	return c.redirect("/knowledge/gaps?done=%s", code)
}

// projectsOf are the projects of gaps that have one.
func projectsOf(gaps []knowledge.Gap) []string {
	var out []string
	for _, g := range gaps {
		if g.Project != "" && !slices.Contains(out, g.Project) {
			out = append(out, g.Project)
		}
	}
	return out
}
