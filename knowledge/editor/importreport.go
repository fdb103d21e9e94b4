package editor

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"switchboard/knowledge"
)

// importReport is what an import did, or would do.
type importReport struct {
	knowledge.ImportReport
	Dry     bool
	Kind    string
	Project string                 // that all new articles are of; empty: they are of several
	Broken  []knowledge.TrialBreak // stored questions that found their article before
	Mends   []mend                 // what could not be taken, and what was put right
	Lost    int                    // places that were to be put right, and that say something else now
	rows    map[string]knowledge.Row
}

// Nothing reports whether there was nothing to do.
func (r importReport) Nothing() bool { return len(r.Added)+len(r.Changed)+len(r.Removed) == 0 }

// named are some of the lines of a report, with how many there are besides.
type named[T any] struct {
	List []T
	More int
}

func firstOf[T any](list []T) named[T] {
	n := min(len(list), shownNames)
	return named[T]{list[:n], len(list) - n}
}

// reported is an article or a project's card of a report, with the address of its page if it is there.
type reported struct{ Text, Lang, At string }

// Names are those of a list that are shown, by their titles where they are there.
func (r importReport) Names(list []string) (out named[reported]) {
	some := firstOf(list)
	out.More = some.More
	for _, name := range some.List {
		l := reported{Text: strings.TrimSuffix(name, ".md")}
		if project, isCard := strings.CutSuffix(name, "/project.md"); isCard {
			l = reported{Text: "Card of the project " + project, At: "/knowledge/p/" + project}
		}
		if row, ok := r.rows[name]; ok {
			l = reported{row.Title, row.Lang, pathOf(row.ID)}
		}
		if r.Dry {
			l.At = ""
		}
		out.List = append(out.List, l)
	}
	return out
}

// Decisions are the conflicts that are shown, each with the address of its page: they are there before the import, too.
func (r importReport) Decisions() (out named[reported]) {
	some := firstOf(r.Conflicts)
	out.More = some.More
	for _, c := range some.List {
		l := reported{Text: strings.TrimSuffix(c.Name, ".md"), At: pathOf(c.Article)}
		if row, ok := r.rows[c.Name]; ok {
			l.Text, l.Lang = row.Title, row.Lang
		}
		out.List = append(out.List, l)
	}
	return out
}

// Unconfirmed are the ids of the new ones that nobody has verified yet, as a change of many wants them.
func (r importReport) Unconfirmed() string {
	var ids []string
	for _, name := range r.Added[:min(len(r.Added), shownNames)] {
		if row, ok := r.rows[name]; ok && row.Unverified && !r.Dry {
			ids = append(ids, strconv.FormatInt(row.ID, 10))
		}
	}
	return strings.Join(ids, " ")
}

// Unverified tells whether any of the new articles that are shown waits to be verified.
func (r importReport) Unverified() bool { return r.Unconfirmed() != "" }

// look finds the articles that are named in the report.
func (e *editor) look(ctx context.Context, r *importReport) (err error) {
	var names []string
	for _, list := range [][]string{r.Added, r.Changed, r.Merged, r.Drafted, r.Elsewhere, r.Kept, r.Unread, r.Spared} {
		names = append(names, list[:min(len(list), shownNames)]...)
	}
	for _, c := range firstOf(r.Conflicts).List {
		names = append(names, c.Name)
	}
	if r.rows, err = e.store.ByName(ctx, names); err != nil {
		return err
	}
	for _, name := range r.Added {
		switch project, _, _ := strings.Cut(name, "/"); r.Project {
		case "", project:
			r.Project = project
		default:
			r.Project = ""
			return nil
		}
	}
	return nil
}

// Remarks are those of the warnings that are shown.
func (r importReport) Remarks() named[knowledge.BadFile] { return firstOf(r.Warnings) }

// Untellings are those places of what could not be read that do not tell their article, as many as are shown.
func (r importReport) Untellings() named[string] { return firstOf(r.Untold) }

// Moves are those of the moved articles that are shown.
func (r importReport) Moves() named[knowledge.Moved] { return firstOf(r.Moved) }

// Hidden is how many of what could not be taken is not shown.
func (r importReport) Hidden() (n int) {
	n = len(r.Bad)
	for _, m := range r.Mends {
		n -= len(m.Problems)
	}
	return n
}

// Right is how many places were put right.
func (r importReport) Right() (n int) {
	for _, m := range r.Mends {
		if m.Right() {
			n++
		}
	}
	return n
}

// Mendable reports whether anything can be put right on the page.
func (r importReport) Mendable() bool {
	return slices.ContainsFunc(r.Mends, func(m mend) bool { return len(m.Fields) > 0 })
}
