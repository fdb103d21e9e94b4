package knowledge

import (
	"context"
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/jackc/pgx/v5"
)

// Moved is an article that an import found under another name with the same title and text. What was learned of it, its
// stored questions and its readers follow. The names are those of an ImportReport.
type Moved struct {
	From, To string
}

// move is the same, as the importer knows it.
type move struct {
	from int64
	to   articleName
}

// sameAs is by what an article is told again: what it says, in its language.
type sameAs struct{ lang, title, body string }

// moves are those of the articles that are gone from a folder which it brings under other names: of their project, or, where just one is
// gone and one there that says so, of another one.
func (im *importer) moves(ctx context.Context, f folder, gone []int64) ([]move, error) {
	if len(gone) == 0 {
		return nil, nil
	}
	texts, err := im.store.Texts(ctx, gone)
	if err != nil {
		return nil, err
	}
	brought, going := map[sameAs][]articleName{}, map[sameAs]int{}
	for _, a := range texts {
		going[sameAs{a.Lang, a.Title, a.Body}]++
	}
	for _, a := range f.articles {
		if says := (sameAs{a.name.lang, a.Title, a.Body}); !a.draft && going[says] > 0 {
			brought[says] = append(brought[says], a.name)
		}
	}
	var moves []move
	taken := map[articleName]bool{}
	for _, a := range texts {
		says := sameAs{a.Lang, a.Title, a.Body}
		to, ok := im.within(a.Project, brought[says], taken)
		if !ok && going[says] == 1 && len(brought[says]) == 1 {
			to = brought[says][0]
			if ok, err = im.comesFrom(ctx, to, a.ID); err != nil {
				return nil, err
			}
		}
		if ok {
			taken[to] = true
			moves = append(moves, move{a.ID, to})
			im.report.Moved = append(im.report.Moved, Moved{path.Join(a.Project, a.Lang, a.Key+".md"), path.Join(to.project, to.lang, to.key+".md")})
		}
	}
	return moves, nil
}

// within is the article of a project that one goes on in: the first that is new, of those that are not taken by another one if there are
// any, or else the only one that an import brought before.
func (im *importer) within(project string, names []articleName, taken map[articleName]bool) (articleName, bool) {
	var fresh, known []articleName
	for _, n := range names {
		switch old := im.articles[n]; {
		case n.project != project:
		case old.id == 0 || old.removed:
			fresh = append(fresh, n)
		case old.hash != "" && !old.handwritten():
			known = append(known, n)
		}
	}
	switch {
	case len(fresh) > 0:
		slices.SortFunc(fresh, func(a, b articleName) int { return strings.Compare(a.key, b.key) })
		i := slices.IndexFunc(fresh, func(n articleName) bool { return !taken[n] })
		return fresh[max(i, 0)], true
	case len(known) == 1:
		return known[0], true
	}
	return articleName{}, false
}

// comesFrom tells whether what another project has may be an article that moved there: it came later, and nothing is known of it yet. Two
// that said the same all along are two.
func (im *importer) comesFrom(ctx context.Context, n articleName, from int64) (ok bool, err error) {
	old := im.articles[n]
	switch {
	case old.id == 0 || old.removed:
		return true, nil
	case old.id < from || old.hash == "" || old.handwritten():
		return false, nil
	}
	err = im.store.pool.QueryRow(ctx, `SELECT NOT EXISTS (SELECT FROM lessons WHERE article_id = a.id) AND NOT EXISTS (SELECT FROM must_find WHERE project_id = a.project_id AND key = a.key)
		FROM articles a WHERE a.id = $1`, old.id).Scan(&ok)
	if err != nil {
		return false, fmt.Errorf("what is known of article %d: %w", old.id, err)
	}
	return ok, nil
}

// warnOfCopies says of what is new that readers see the same under another name already: whoever renames takes the old name back with it.
func (im *importer) warnOfCopies(ctx context.Context, f *folder) error {
	added := map[sameAs]string{}
	var titles []string
	for _, a := range f.articles {
		if old := im.articles[a.name]; !a.draft && (old.id == 0 || old.removed) {
			added[sameAs{a.name.lang, a.Title, a.Body}] = a.path
			titles = append(titles, a.Title)
		}
	}
	if len(titles) == 0 {
		return nil
	}
	list, err := im.store.texts(ctx, ` AND v.title = ANY($1) ORDER BY a.id`, titles)
	if err != nil {
		return fmt.Errorf("look for what says the same: %w", err)
	}
	copies := map[articleName]string{} // → what says the same
	for _, a := range list {
		here := articleName{a.Project, a.Key, a.Lang}
		name := added[sameAs{a.Lang, a.Title, a.Body}]
		if old := im.articles[here]; name == "" || old.id == 0 || old.removed || im.isRestored(here) || slices.Contains(im.report.Removed, here.path()+".md") {
			continue
		}
		copies[here] = name
	}
	named := f.named()
	for _, a := range list {
		here := articleName{a.Project, a.Key, a.Lang}
		if name := copies[here]; name != "" {
			f.warned = append(f.warned, BadFile{Path: name, Problem: fmt.Sprintf("says word for word what readers see as %s.md", here.path()) + im.advice(here, f, named, copies)})
		}
	}
	return nil
}

// advice is how an import would take back what was renamed, if it can: not what the folder still has, or somebody wrote by hand. It
// would take back whatever else the folder does not have, which is not for a word beside.
func (im *importer) advice(n articleName, f *folder, named map[string]bool, copies map[articleName]string) string {
	if f.present[n] || im.options.Remove && named[n.project] || !im.goes(n, f) {
		return ""
	}
	how, more := "--remove", 0
	if !named[n.project] {
		how = "--remove=all"
	}
	for other := range im.articles {
		if copies[other] == "" && (named[other.project] || !named[n.project]) && im.goes(other, f) {
			more++
		}
	}
	if more > 0 {
		return fmt.Sprintf(": if that was renamed, remove it on its page; this import with %s would take back %d more that it does not have", how, more)
	}
	return fmt.Sprintf(": if that was renamed, take it back with this import (%s), and what was learned of it follows", how)
}

// goes tells whether an article goes with what is not in the folder, where that is taken back.
func (im *importer) goes(n articleName, f *folder) bool {
	a := im.articles[n]
	return a.hash+a.draftHash != "" && !a.removed && a.sample == im.options.Sample && !f.present[n] && !a.handwritten()
}

// follow lets articles go on in those that they were moved to.
func (im *importer) follow(ctx context.Context, tx pgx.Tx, moves []move, rev int64) error {
	for _, m := range moves {
		var to int64
		var version int
		err := tx.QueryRow(ctx, `SELECT a.id FROM articles a JOIN projects p ON p.id = a.project_id
			WHERE p.key = $1 AND a.key = $2 AND a.lang = $3 AND a.published IS NOT NULL AND a.removed_at IS NULL`, m.to.project, m.to.key, m.to.lang).Scan(&to)
		if errors.Is(err, pgx.ErrNoRows) {
			continue // somebody took it back meanwhile
		}
		if err == nil {
			err = im.carryLabels(ctx, tx, m.from, to, rev)
		}
		if err == nil {
			err = tx.QueryRow(ctx, `SELECT published FROM articles WHERE id = $1`, to).Scan(&version)
		}
		if err == nil {
			err = absorb(ctx, tx, taking{gone: m.from, into: to, version: version, across: true, rev: rev, by: im.options.Author})
		}
		if invalid := (InvalidError)(nil); errors.As(err, &invalid) {
			continue // somebody removed it meanwhile
		}
		if err != nil {
			return fmt.Errorf("let article %d go on as %s: %w", m.from, m.to.key, err)
		}
	}
	return nil
}
