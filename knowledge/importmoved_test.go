package knowledge_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"switchboard/knowledge"
)

// What moves to another project is told by its text as well, and takes with it what was learned of it, its test questions and its readers.
func TestAnArticleThatMovesToAnotherProjectIsFollowed(t *testing.T) {
	t.Parallel()
	s := &taughtStore{TB: t, Store: newStore(t)}
	card := func(name string) string { return "---\nname: " + name + "\n---\n" }
	page, same := "---\ntitle: Pay by card\n---\nThe fee is 10.\n", "---\ntitle: Contacts\n---\nCall 5.\n"
	imported(t, s.Store, files("net/project.md", card("Net"), "tv/project.md", card("TV"), "net/en/card.md", page, "net/en/other.md", "---\ntitle: Other\n---\nOther.\n",
		"net/en/contacts.md", same, "tv/en/contacts.md", same), knowledge.ImportOptions{})
	id := func(project, key string) int64 {
		t.Helper()
		d, err := s.ArticleByKey(ctx, project, key, "en")
		if err != nil {
			t.Fatal(err)
		}
		return d.ID
	}
	s.teach(id("net", "card"), "card fee", "editor", "eva")
	s.teach(id("net", "contacts"), "phone of net", "editor", "eva")
	s.teach(id("tv", "contacts"), "phone of tv", "editor", "eva")
	if err := s.AddMustFind(ctx, knowledge.MustFind{Project: "net", Key: "card", Text: "fee of cards", Lang: "en", By: "eva"}); err != nil {
		t.Fatal(err)
	}
	moved := files("net/project.md", card("Net"), "tv/project.md", card("TV"), "tv/en/paying.md", page, "net/en/other.md", "---\ntitle: Other\n---\nOther.\n", "tv/en/contacts.md", same)
	for _, dry := range []bool{true, false} {
		r, err := knowledge.Import(ctx, s.Store, moved, knowledge.ImportOptions{Remove: true, DryRun: dry, Author: "import"})
		if err != nil || fmt.Sprint(r.Added, r.Removed, r.Moved) != "[tv/en/paying.md] [net/en/card.md net/en/contacts.md] [{net/en/card.md tv/en/paying.md}]" {
			t.Fatalf("dry %t: %+v, %v", dry, r, err)
		}
	}
	s.hears("in the other project", id("tv", "paying"), map[string]string{"card fee": "1.00 of 1, alone 1.00"})
	s.hears("what said the same all along", id("tv", "contacts"), map[string]string{"phone of tv": "1.00 of 1, alone 1.00"})
	if project, to, err := s.MovedTo(ctx, "net", "card", "en"); err != nil || project != "tv" || to != "paying" {
		t.Errorf("readers are led to %s/%s, %v", project, to, err)
	}
	if list, err := s.MustFinds(ctx, "", "", 10); err != nil || len(list) != 1 || list[0].Project != "tv" || list[0].Key != "paying" {
		t.Errorf("%+v, %v", list, err)
	}
	back := files("net/project.md", card("Net"), "tv/project.md", card("TV"), "net/en/card.md", page, "net/en/other.md", "---\ntitle: Other\n---\nOther.\n", "tv/en/contacts.md", same)
	if r, err := knowledge.Import(ctx, s.Store, back, knowledge.ImportOptions{Remove: true}); err != nil || len(r.Moved) != 1 {
		t.Fatalf("moved back: %+v, %v", r, err)
	}
	s.hears("where it is moved back", id("net", "card"), map[string]string{"card fee": "1.00 of 1, alone 1.00"})
	if list, err := s.MustFinds(ctx, "", "", 10); err != nil || len(list) != 1 || list[0].Project != "net" || list[0].Key != "card" {
		t.Errorf("%+v, %v", list, err)
	}
	if _, _, err := s.MovedTo(ctx, "net", "card", "en"); !errors.Is(err, knowledge.ErrNotFound) {
		t.Errorf("readers are led in a circle, %v", err)
	}
}

// Who imports the new names first, and takes the old ones back later, loses nothing either, and is told at once.
func TestANameThatChangesInTwoImportsIsFollowed(t *testing.T) {
	t.Parallel()
	s := &taughtStore{TB: t, Store: newStore(t)}
	card, page := "---\nname: Net\n---\n", "---\ntitle: Pay by card\n---\nThe fee is 10.\n"
	imported(t, s.Store, files("net/project.md", card, "net/en/card.md", page), knowledge.ImportOptions{})
	old, err := s.ArticleByKey(ctx, "net", "card", "en")
	if err != nil {
		t.Fatal(err)
	}
	s.teach(old.ID, "card fee", "editor", "eva")
	renamed := files("net/project.md", card, "net/en/paying.md", page)
	for _, dry := range []bool{true, false} {
		r, err := knowledge.Import(ctx, s.Store, renamed, knowledge.ImportOptions{DryRun: dry})
		if err != nil || len(r.Warnings) != 1 || r.Warnings[0].Path != "net/en/paying.md" || !strings.Contains(r.Warnings[0].Problem, "net/en/card.md") {
			t.Fatalf("dry %t: %+v, %v", dry, r, err)
		}
	}
	r, err := knowledge.Import(ctx, s.Store, renamed, knowledge.ImportOptions{Remove: true})
	if err != nil || fmt.Sprint(r.Removed, r.Moved, r.Warnings) != "[net/en/card.md] [{net/en/card.md net/en/paying.md}] []" {
		t.Fatalf("%+v, %v", r, err)
	}
	d, err := s.ArticleByKey(ctx, "net", "paying", "en")
	if err != nil {
		t.Fatal(err)
	}
	s.hears("under the new name", d.ID, map[string]string{"card fee": "1.00 of 1, alone 1.00"})
}

// Of two that say the same each goes on in one of its own, and how to take back a former name is said only where that can be done.
func TestTwoThatSayTheSameGoOnInTwo(t *testing.T) {
	t.Parallel()
	s := newStore(t)
	card, same := "---\nname: Net\n---\n", "---\ntitle: Contacts\n---\nCall 5.\n"
	imported(t, s, files("net/project.md", card, "net/en/a.md", same, "net/en/b.md", same), knowledge.ImportOptions{})
	r, err := knowledge.Import(ctx, s, files("net/project.md", card, "net/en/c.md", same, "net/en/d.md", same), knowledge.ImportOptions{Remove: true})
	if err != nil || fmt.Sprint(r.Moved) != "[{net/en/a.md net/en/c.md} {net/en/b.md net/en/d.md}]" {
		t.Fatalf("%+v, %v", r, err)
	}
	for _, c := range []struct {
		brings  []string
		options knowledge.ImportOptions
		advice  string
	}{
		{[]string{"net/project.md", card, "net/en/e.md", same}, knowledge.ImportOptions{}, "(--remove)"},
		{[]string{"net/project.md", card, "net/en/e.md", same, "net/en/c.md", same, "net/en/d.md", same}, knowledge.ImportOptions{}, ""},
		{[]string{"tv/project.md", card, "tv/en/e.md", same}, knowledge.ImportOptions{}, "(--remove=all)"},
		{[]string{"tv/project.md", card, "tv/en/e.md", same}, knowledge.ImportOptions{Remove: true}, "(--remove=all)"},
	} {
		c.options.DryRun = true
		r, err := knowledge.Import(ctx, s, files(c.brings...), c.options)
		if err != nil || len(r.Warnings) == 0 || !strings.Contains(r.Warnings[0].Problem, c.advice) || c.advice == "" && strings.Contains(r.Warnings[0].Problem, "--remove") {
			t.Errorf("%q: %+v, %v", c.brings, r.Warnings, err)
		}
	}
}

// What would take back others besides is advised to nobody.
func TestNobodyIsAdvisedToTakeBackWhatElseThereIs(t *testing.T) {
	t.Parallel()
	s := newStore(t)
	card, same := "---\nname: Net\n---\n", "---\ntitle: Contacts\n---\nCall 5.\n"
	page := func(n int) string { return fmt.Sprintf("---\ntitle: Page %d\n---\nText %d.\n", n, n) }
	imported(t, s, files("net/project.md", card, "net/en/a.md", same, "net/en/b.md", page(1), "net/en/c.md", page(2), "bank/project.md", card, "bank/en/d.md", page(3)), knowledge.ImportOptions{})
	for want, brings := range map[string][]string{
		"says word for word what readers see as net/en/a.md: if that was renamed, remove it on its page; this import with --remove would take back 2 more that it does not have":     {"net/project.md", card, "net/en/e.md", same},
		"says word for word what readers see as net/en/a.md: if that was renamed, take it back with this import (--remove), and what was learned of it follows":                      {"net/project.md", card, "net/en/e.md", same, "net/en/b.md", page(1), "net/en/c.md", page(2)},
		"says word for word what readers see as net/en/a.md: if that was renamed, remove it on its page; this import with --remove=all would take back 3 more that it does not have": {"tv/project.md", card, "tv/en/e.md", same},
	} {
		r, err := knowledge.Import(ctx, s, files(brings...), knowledge.ImportOptions{DryRun: true})
		if err != nil || len(r.Warnings) != 1 || r.Warnings[0].Problem != want {
			t.Errorf("%q: %+v, %v", brings, r.Warnings, err)
		}
	}
}

// What a source makes internal as it moves it is public under neither name from the moment that it is there.
func TestWhatIsMadeInternalAsItMovesIsNeverPublicMeanwhile(t *testing.T) {
	t.Parallel()
	s := newStore(t, "net")
	imported(t, s, cabinet("", "Code 5512."), knowledge.ImportOptions{})
	moved := files("net/project.md", "---\nname: Net\n---\n", "net/en/keys.md", "---\ntitle: The amber cabinet\naudience: internal\n---\nCode 5512.\n")
	looked := false
	o := knowledge.ImportOptions{Remove: true, Progress: func(done, total int) {
		list, err := s.AllTexts(ctx)
		if err != nil {
			t.Error(err)
		}
		if looked = done == total; !looked {
			return
		}
		for _, a := range list {
			if a.Audience != knowledge.Internal {
				t.Errorf("%s is %s while the import goes on", a.Key, a.Audience)
			}
		}
	}}
	if r, err := knowledge.Import(ctx, s, moved, o); err != nil || len(r.Moved) != 1 || !looked {
		t.Errorf("%+v, %v", r, err)
	}
	if d, err := s.ArticleByKey(ctx, "net", "cabinet", "en"); err != nil || d.Removed.IsZero() {
		t.Errorf("where it was: %+v, %v", d, err)
	}
}
