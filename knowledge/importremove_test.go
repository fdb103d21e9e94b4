package knowledge_test

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"strings"
	"testing"
	"testing/fstest"

	"switchboard/knowledge"
	"switchboard/migrations/pgtest"
)

// An import takes back what an import brought, drafts that readers never saw among it, and says so before; what somebody
// wrote by hand, or wrote on since, stays.
func TestRemoveTakesBackDraftsAndNothingThatIsWrittenByHand(t *testing.T) {
	t.Parallel()
	s := newStore(t)
	whole := files("net/project.md", "---\nname: Net\n---\n",
		"net/en/shown.md", "---\ntitle: Shown\n---\nShown.\n", "net/en/edited.md", "---\ntitle: Edited\n---\nEdited.\n",
		"net/en/stays.md", "---\ntitle: Stays\n---\nStays.\n",
		"net/_drafts/en/draft.md", "---\ntitle: Draft\n---\nDraft.\n", "net/_drafts/en/changed.md", "---\ntitle: Changed\n---\nChanged.\n",
		"net/_drafts/en/written.md", "---\ntitle: Written\n---\nBy hand.\n")
	byHand := edit("written", "Written", "By hand.")
	byHand.Publish = false
	if _, err := s.SaveProject(ctx, knowledge.Project{Key: "net", Name: "Net"}); err != nil {
		t.Fatal(err)
	}
	save(t, s, byHand) // the folder only says the same
	own := edit("own", "Own", "Own.")
	own.Publish = false
	save(t, s, own)
	imported(t, s, whole, knowledge.ImportOptions{})
	again := func(key string) {
		t.Helper()
		d, err := s.ArticleByKey(ctx, "net", key, "en")
		if err != nil {
			t.Fatal(err)
		}
		e := edit("", d.Versions[0].Title, "Written on by hand.")
		e.Article, e.Based, e.Publish = d.ID, d.Latest, d.Published > 0
		save(t, s, e)
	}
	again("edited")
	again("changed")
	rest := files("net/project.md", "---\nname: Net\n---\n", "net/en/stays.md", "---\ntitle: Stays\n---\nStays.\n")
	want := "[net/_drafts/en/draft.md net/en/shown.md] [net/_drafts/en/changed.md net/_drafts/en/written.md net/en/edited.md]"
	for _, dry := range []bool{true, false} {
		r, err := knowledge.Import(ctx, s, rest, knowledge.ImportOptions{Remove: true, DryRun: dry})
		if got := fmt.Sprint(r.Removed, r.Kept); err != nil || got != want || len(r.Bad) > 0 {
			t.Errorf("dry %t: removed and kept %s, %v, %v; want %s", dry, got, r.Bad, err, want)
		}
	}
	list, err := s.Articles(ctx, knowledge.Filter{Project: "net"})
	if err != nil || len(list) != 5 {
		t.Errorf("left are %+v, %v", list, err)
	}
	want = "[] [net/_drafts/en/changed.md net/_drafts/en/written.md net/en/edited.md]"
	if r, err := knowledge.Import(ctx, s, rest, knowledge.ImportOptions{Remove: true}); err != nil || fmt.Sprint(r.Removed, r.Kept) != want {
		t.Errorf("again: %v %v, %v", r.Removed, r.Kept, err)
	}
	imported(t, s, whole, knowledge.ImportOptions{}) // what was taken back comes again
	if d, err := s.ArticleByKey(ctx, "net", "draft", "en"); err != nil || !d.Removed.IsZero() || d.Published != 0 {
		t.Errorf("the draft is %+v, %v", d, err)
	}
	if r, err := knowledge.Import(ctx, s, rest, knowledge.ImportOptions{Remove: true}); err != nil || len(r.Removed) != 2 {
		t.Errorf("and goes again: %v, %v", r.Removed, err)
	}
}

// A file that is moved is another article: what was learned of the one follows to the other, and so do its readers.
func TestWhatIsLearnedOfAMovedFileFollows(t *testing.T) {
	t.Parallel()
	s := &taughtStore{TB: t, Store: newStore(t)}
	page := "---\ntitle: Pay by card\n---\nThe fee is 10.\n"
	imported(t, s.Store, files("net/project.md", "---\nname: Net\n---\n", "net/en/card.md", page, "net/en/other.md", "---\ntitle: Other\n---\nOther.\n", "net/en/gone.md", "---\ntitle: Gone\n---\nGone.\n"), knowledge.ImportOptions{})
	id := func(key string) int64 {
		t.Helper()
		d, err := s.ArticleByKey(ctx, "net", key, "en")
		if err != nil {
			t.Fatal(err)
		}
		return d.ID
	}
	s.teach(id("card"), "card fee", "editor", "eva")
	s.teach(id("gone"), "gone fee", "editor", "eva")
	if err := s.AddMustFind(ctx, knowledge.MustFind{Project: "net", Key: "card", Text: "fee of cards", Lang: "en", By: "eva"}); err != nil {
		t.Fatal(err)
	}
	moved := files("net/project.md", "---\nname: Net\n---\n", "net/en/paying-card.md", page, "net/en/other.md", "---\ntitle: Other\n---\nOther.\n")
	for _, dry := range []bool{true, false} {
		r, err := knowledge.Import(ctx, s.Store, moved, knowledge.ImportOptions{Remove: true, DryRun: dry, Author: "import"})
		if err != nil || fmt.Sprint(r.Added, r.Removed, r.Moved) != "[net/en/paying-card.md] [net/en/card.md net/en/gone.md] [{net/en/card.md net/en/paying-card.md}]" {
			t.Fatalf("dry %t: %+v, %v", dry, r, err)
		}
	}
	s.hears("where it was moved", id("paying-card"), map[string]string{"card fee": "1.00 of 1, alone 1.00"})
	s.hears("another one", id("other"), map[string]string{})
	if _, to, err := s.MovedTo(ctx, "net", "card", "en"); err != nil || to != "paying-card" {
		t.Errorf("readers are led to %q, %v", to, err)
	}
	if list, err := s.MustFinds(ctx, "net", "", 10); err != nil || len(list) != 1 || list[0].Key != "paying-card" {
		t.Errorf("%+v, %v", list, err)
	}
	if r, err := knowledge.Import(ctx, s.Store, moved, knowledge.ImportOptions{Remove: true}); err != nil || len(r.Added)+len(r.Changed)+len(r.Removed) > 0 {
		t.Errorf("once more: %+v, %v", r, err)
	}
	s.teach(id("paying-card"), "card price", "editor", "eva")
	back := files("net/project.md", "---\nname: Net\n---\n", "net/en/card.md", page, "net/en/other.md", "---\ntitle: Other\n---\nOther.\n")
	if r, err := knowledge.Import(ctx, s.Store, back, knowledge.ImportOptions{Remove: true}); err != nil || len(r.Added) != 1 || len(r.Removed) != 1 {
		t.Fatalf("moved back: %+v, %v", r, err)
	}
	s.hears("where it is moved back", id("card"), map[string]string{"card fee": "1.00 of 1, alone 1.00", "card price": "1.00 of 1, alone 1.00"})
	if _, to, err := s.MovedTo(ctx, "net", "paying-card", "en"); err != nil || to != "card" {
		t.Errorf("readers are led to %q, %v", to, err)
	}
	if err := s.Remove(ctx, id("card"), "eva"); err != nil {
		t.Fatal(err)
	}
	if _, to, err := s.MovedTo(ctx, "net", "card", "en"); !errors.Is(err, knowledge.ErrNotFound) {
		t.Errorf("readers are led in a circle: %q, %v", to, err)
	}
}

// What stands in the wrong place, or under a name that cannot be, is not gone.
func TestWhatIsInTheWrongPlaceIsNotGone(t *testing.T) {
	t.Parallel()
	page := func(title string) string { return "---\ntitle: " + title + "\n---\n" + title + ".\n" }
	for _, c := range []struct{ at, want string }{
		{"net/en/sub/pay.md", "[net/en/gone.md] [net/en/pay.md net/uk/pay.md] []"},
		{"net/pay.md", "[net/en/gone.md] [net/en/pay.md net/uk/pay.md] []"},
		{"net/english/pay.md", "[net/en/gone.md] [net/en/pay.md net/uk/pay.md] []"},
		{"net/en/Pay!.md", "[] [] [net/en/gone.md net/en/pay.md net/uk/pay.md]"},
		{"tv/en/sub/pay.md", "[net/en/gone.md net/en/pay.md net/uk/pay.md] [] []"},
	} {
		s := newStore(t)
		imported(t, s, files("net/project.md", "---\nname: Net\n---\n", "net/en/pay.md", page("Pay"), "net/uk/pay.md", page("Оплата"), "net/en/gone.md", page("Gone"), "net/en/stays.md", page("Stays")), knowledge.ImportOptions{})
		rest := files("net/project.md", "---\nname: Net\n---\n", "net/en/stays.md", page("Stays"), c.at, page("Pay"))
		for _, dry := range []bool{true, false} {
			r, err := knowledge.Import(ctx, s, rest, knowledge.ImportOptions{Remove: true, DryRun: dry})
			if got := fmt.Sprint(r.Removed, r.Unread, r.Spared); err != nil || got != c.want || len(r.Bad) != 1 {
				t.Errorf("%s, dry %t: %s, %v, %v; want %s", c.at, dry, got, r.Bad, err, c.want)
			}
		}
	}
}

// A folder of some projects is no reason to take the others away: only a whole export is, or whoever says so.
func TestAFolderOfSomeProjectsRemovesOfTheseOnly(t *testing.T) {
	t.Parallel()
	set := "{}"
	s := knowledge.NewStore(pgtest.New(t), elsewhere(&set))
	one := []string{"one/project.md", "---\nname: One\n---\n", "one/en/a.md", "---\ntitle: A\n---\nA.\n"}
	imported(t, s, files(append(one, "one/en/b.md", "---\ntitle: B\n---\nB.\n", "two/project.md", "---\nname: Two\n---\n", "two/en/c.md", "---\ntitle: C\n---\nC.\n", "three/project.md", "---\nname: Three\n---\n")...), knowledge.ImportOptions{})
	whole := fstest.MapFS{}
	if err := knowledge.EachFile(ctx, s, func(name string, data []byte) error {
		whole[name] = &fstest.MapFile{Data: data}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	maps.DeleteFunc(whole, func(name string, _ *fstest.MapFile) bool { return strings.HasPrefix(name, "two/") })
	part := maps.Clone(whole)
	delete(part, "thresholds.json") // what stands beside the projects
	for _, c := range []struct {
		what string
		root fs.FS
		o    knowledge.ImportOptions
		want string
	}{
		{"some projects", files(one...), knowledge.ImportOptions{}, "[one/en/b.md] []"},
		{"made of sheets", files(one...), knowledge.ImportOptions{Partial: true}, "[one/en/b.md] []"},
		{"whoever says so", files(one...), knowledge.ImportOptions{RemoveAll: true}, "[one/en/b.md three/project.md two/en/c.md two/project.md] [three/project.md two/en/c.md two/project.md]"},
		{"a whole export without a project", whole, knowledge.ImportOptions{}, "[two/en/c.md two/project.md] [two/en/c.md two/project.md]"},
		{"projects cut out of an export", part, knowledge.ImportOptions{}, "[] []"},
	} {
		c.o.Remove, c.o.DryRun = true, true
		r, err := knowledge.Import(ctx, s, c.root, c.o)
		if got := fmt.Sprint(r.Removed, r.Elsewhere); err != nil || got != c.want {
			t.Errorf("%s: %s, %v; want %s", c.what, got, err, c.want)
		}
	}
}
