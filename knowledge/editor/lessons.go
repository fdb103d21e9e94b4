package editor

import (
	"context"
	"fmt"
	"math"
	"slices"
	"strings"

	"switchboard/knowledge"
)

// lessonGroup are the lessons of a page that say the same in the same words: whoever reads it sees them once.
type lessonGroup struct {
	First  knowledge.Taught
	Others []knowledge.Taught
}

// groupsOf puts lessons together, each where the first of its group stands.
func groupsOf(list []knowledge.Taught) (groups []lessonGroup) {
	type same struct {
		article      int64
		text, state  string
		solved, void bool
	}
	at := map[same]int{}
	for _, l := range list {
		key := same{l.Article, strings.ToLower(l.Text), l.State, l.Solved, l.Void}
		if i, ok := at[key]; ok {
			groups[i].Others = append(groups[i].Others, l)
			continue
		}
		at[key] = len(groups)
		groups = append(groups, lessonGroup{First: l})
	}
	return groups
}

// By says whose lessons they are: "28 customers, 2 operators".
func (memory) By(list []knowledge.Taught) string {
	persons := map[string]map[string]bool{}
	for _, l := range list {
		if persons[l.Role] == nil {
			persons[l.Role] = map[string]bool{}
		}
		persons[l.Role][l.Person] = true
	}
	var parts []string
	for _, role := range []string{"customer", "operator", "editor"} {
		switch n := len(persons[role]); n {
		case 0:
		case 1:
			parts = append(parts, "1 "+role)
		default:
			parts = append(parts, fmt.Sprintf("%d %ss", n, role))
		}
	}
	return strings.Join(parts, ", ")
}

// Counts says what a lesson weighs and why, in words; empty: that is said beside.
func (m memory) Counts(l knowledge.Taught) string {
	w := m.Weighed[l.ID]
	var why []string
	for _, limit := range w.Limits {
		if words := limit.Words(); !slices.Contains(why, words) {
			why = append(why, words)
		}
	}
	because := strings.Join(why, "; ")
	switch {
	case l.State == "quarantined":
		return because
	case l.Void || l.State != "learned":
		return ""
	case w.Counts == 0:
		return "counts for nothing: " + because
	}
	percent := func(weight float64) int { return max(int(math.Round(100*math.Abs(weight))), 1) }
	counts := fmt.Sprintf("counts %d %% of a question that an editor writes", percent(w.Counts))
	if !l.Solved {
		counts = fmt.Sprintf("counts against the article, %d %% of an editor’s no", percent(w.Counts))
	}
	if because != "" && percent(w.Alone) != percent(w.Counts) {
		counts += fmt.Sprintf(" (%d %% alone: %s)", percent(w.Alone), because)
	}
	return counts
}

// aboutLessons reads what lessons weigh, and the conversations that taught them, as far as the editor may see those.
func (e *editor) aboutLessons(ctx context.Context, m *memory) (err error) {
	if len(m.List) == 0 {
		return nil
	}
	m.Groups = groupsOf(m.List)
	ids, keys := make([]int64, len(m.List)), make([]string, len(m.List))
	for i, l := range m.List {
		ids[i], keys[i] = l.ID, l.Key
	}
	if m.Weighed, err = e.store.Weighed(ctx, ids); err != nil || e.taughtIn == nil {
		return err
	}
	m.Talks, err = e.taughtIn(ctx, m.Me.ID, keys)
	return err
}
