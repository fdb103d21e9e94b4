package knowledge_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"switchboard/knowledge"
)

// Whoever removes an article, brings it back or merges it is named with it, whichever way it was done.
func TestWhoRemovedAnArticleIsKept(t *testing.T) {
	t.Parallel()
	s := newStore(t)
	imported(t, s, files("net/project.md", "---\nname: Net\n---\n", "net/en/card.md", "---\ntitle: Cards\n---\nBy card.\n",
		"net/en/cash.md", "---\ntitle: Cash\n---\nIn cash.\n"), knowledge.ImportOptions{})
	read := func(key string) knowledge.Document {
		t.Helper()
		d, err := s.ArticleByKey(ctx, "net", key, "en")
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	card, cash := read("card").ID, read("cash").ID
	batch := func(by string, do knowledge.BatchAct) func() error {
		return func() error {
			_, err := s.ChangeAll(ctx, knowledge.Batch{Articles: []int64{card}, Do: do, By: by})
			return err
		}
	}
	put := func(by string, remove bool, more ...string) func() error {
		return func() error {
			_, err := knowledge.Import(ctx, s, files(append([]string{"net/project.md", "---\nname: Net\n---\n", "net/en/cash.md", "---\ntitle: Cash\n---\nIn cash.\n"}, more...)...),
				knowledge.ImportOptions{Author: by, Remove: remove})
			return err
		}
	}
	for i, step := range []struct {
		do   func() error
		by   string // who removed it then
		last string
	}{
		{func() error { return s.Remove(ctx, card, "eva") }, "eva", "removed by eva"},
		{func() error { _, err := s.Restore(ctx, card, 1, "oleh"); return err }, "", "brought back by oleh"},
		{batch("maria", knowledge.BatchRemove), "maria", "removed by maria"},
		{batch("ivan", knowledge.BatchRestore), "", "brought back by ivan"},
		{func() error { return s.Remove(ctx, card, "petro") }, "petro", "removed by petro"},
		{put("folder", false, "net/en/card.md", "---\ntitle: Cards\n---\nBy card, at the desk.\n"), "", "brought back by folder"},
		{put("sweeper", true), "sweeper", "removed by sweeper, is no longer in what is imported"},
		{put("drafts", false, "net/_drafts/en/card.md", "---\ntitle: Cards\n---\nBy card?\n"), "", "brought back by drafts"},
		{func() error {
			if err := s.Publish(ctx, card, read("card").Latest, "eva"); err != nil {
				return err
			}
			_, _, err := s.SaveVersion(ctx, knowledge.Edit{Article: cash, Based: 1, Publish: true, Merges: card, Author: "anna", Draft: knowledge.Draft{Title: "Paying", Body: "Cash or card."}})
			return err
		}, "anna", "merged by anna, cash"},
		{func() error {
			_, _, err := s.SaveVersion(ctx, knowledge.Edit{Project: "net", Key: "card", Lang: "en", Author: "olena", Draft: knowledge.Draft{Title: "Cards", Body: "Once more."}})
			return err
		}, "", "brought back by olena"},
	} {
		if err := step.do(); err != nil {
			t.Fatal(i, err)
		}
		d := read("card")
		if d.RemovedBy != step.by || d.Removed.IsZero() != (step.by == "") {
			t.Errorf("%d: removed by %q at %v, want %q", i, d.RemovedBy, d.Removed, step.by)
		}
		rows, err := s.Articles(ctx, knowledge.Filter{Removed: step.by != "", Key: "card"})
		if err != nil || len(rows) != 1 || rows[0].RemovedBy != step.by {
			t.Errorf("%d: listed %+v, %v", i, rows, err)
		}
		steps, err := s.Steps(ctx, card)
		if err != nil {
			t.Fatal(err)
		}
		last := fmt.Sprintf("%s by %s", steps[0].What, steps[0].By)
		if steps[0].Note != "" {
			last += ", " + steps[0].Note
		}
		if last != step.last {
			t.Errorf("%d: the history has %q, want %q", i, last, step.last)
		}
	}
	if err := s.RemoveProject(ctx, "net", "eva"); err != nil {
		t.Fatal(err)
	}
	if list, err := s.RemovedProjects(ctx); err != nil || len(list) != 1 || list[0].By != "eva" || list[0].At.IsZero() || list[0].Name != "Net" {
		t.Errorf("removed projects are %+v, %v", list, err)
	}
}

// A removed project is brought back by nothing that only has its key, since its old articles would be before readers again; and
// nothing is written in it that nobody would see. What takes away goes on.
func TestARemovedProjectStaysRemoved(t *testing.T) {
	t.Parallel()
	s := newStore(t, "net")
	card, _ := save(t, s, edit("card", "Cards", "By card."))
	draft := edit("cash", "Cash", "In cash.")
	draft.Publish = false
	cash, _ := save(t, s, draft)
	if err := s.RemoveProject(ctx, "net", "eva"); err != nil {
		t.Fatal(err)
	}
	change := func(id int64, based int, publish bool) error {
		e := edit("", "Cards", "By card or phone.")
		e.Article, e.Based, e.Publish = id, based, publish
		_, _, err := s.SaveVersion(ctx, e)
		return err
	}
	for what, err := range map[string]error{
		"another card": func() error { _, err := s.SaveProject(ctx, knowledge.Project{Key: "net", Name: "Net"}); return err }(),
		"a new project": func() error {
			_, err := s.SaveCard(ctx, knowledge.CardEdit{Project: knowledge.Project{Key: "net", Name: "Net"}})
			return err
		}(),
		"a draft":            change(card, 1, false),
		"a version":          change(card, 1, true),
		"a publication":      s.Publish(ctx, cash, 1, "eva"),
		"a review":           s.Submit(ctx, cash, 1, "eva", ""),
		"an earlier version": func() error { _, err := s.Restore(ctx, card, 1, "eva"); return err }(),
	} {
		if gone, ok := errors.AsType[*knowledge.RemovedProjectError](err); !ok || gone.Key != "net" || gone.At.IsZero() {
			t.Errorf("%s: %v", what, err)
		}
	}
	for _, b := range []knowledge.Batch{{Do: knowledge.BatchPublish}, {Do: knowledge.BatchOwner, Owner: "eva"}} {
		b.Articles, b.By = []int64{cash}, "eva"
		if done, err := s.ChangeAll(ctx, b); err != nil || len(done.Left) != 1 || done.Left[0].Why != "Its project was removed: restore that first." {
			t.Errorf("%s: %+v, %v", b.Do, done, err)
		}
	}
	root := files("net/project.md", "---\nname: Net\n---\n", "net/en/wire.md", "---\ntitle: Wire\n---\nBy wire.\n", "net/_must-find.yaml", "- question: how\n  article: wire\n",
		"tv/project.md", "---\nname: TV\n---\n")
	for _, dry := range []bool{true, false} {
		r, err := knowledge.Import(ctx, s, root, knowledge.ImportOptions{Remove: true, RemoveAll: true, DryRun: dry})
		if err != nil || fmt.Sprint(r.Added, r.Changed, r.Removed) != "[tv/project.md] [] []" || len(r.Bad) != 1 || r.Bad[0].Path != "project net" || !strings.Contains(r.Bad[0].Problem, "was removed on") {
			t.Errorf("imported, dry %t: %+v, %v", dry, r, err)
		}
	}
	if list, err := s.Projects(ctx); err != nil || len(list) != 1 || list[0].Key != "tv" {
		t.Errorf("projects: %+v, %v", list, err)
	}
	if err := s.Remove(ctx, card, "eva"); err != nil {
		t.Errorf("one of its articles is not removed: %v", err)
	}
	if err := s.RestoreProject(ctx, "net"); err != nil {
		t.Fatal(err)
	}
	if err := change(cash, 1, true); err != nil {
		t.Errorf("once it is back: %v", err)
	}
}
