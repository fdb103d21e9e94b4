package knowledge_test

import (
	"fmt"
	"testing"
	"testing/fstest"
	"time"

	"switchboard/knowledge"
)

// cabinet is a folder of one article, and of what its front matter has besides.
func cabinet(front, text string) fstest.MapFS {
	return files("net/project.md", "---\nname: Net\n---\n", "net/en/cabinet.md", "---\ntitle: The amber cabinet\n"+front+"---\n"+text+"\n")
}

// What editors decided of an article stays over later imports until the source itself decides otherwise: who may read it, its days,
// and that readers do not see it.
func TestAnImportLeavesWhatEditorsDecided(t *testing.T) {
	t.Parallel()
	soon := time.Now().UTC().AddDate(0, 1, 0).Truncate(24 * time.Hour)
	batch := func(do knowledge.BatchAct, to knowledge.Audience) func(*knowledge.Store, knowledge.Document) error {
		return func(s *knowledge.Store, d knowledge.Document) error {
			_, err := s.ChangeAll(ctx, knowledge.Batch{Articles: []int64{d.ID}, Do: do, Audience: to, By: "maria"})
			return err
		}
	}
	change := func(how func(*knowledge.Draft), publish bool) func(*knowledge.Store, knowledge.Document) error {
		return func(s *knowledge.Store, d knowledge.Document) error {
			e := knowledge.Edit{Article: d.ID, Based: d.Latest, Draft: d.Versions[0].Draft, Author: "maria", Publish: publish}
			how(&e.Draft)
			_, _, err := s.SaveVersion(ctx, e)
			return err
		}
	}
	internal := batch(knowledge.BatchAudience, knowledge.Internal)
	for name, steps := range map[string][]importStep{
		"what was made internal": {
			{text: "Code 5512.", want: "added | Code 5512. public"},
			{hand: internal, want: "Code 5512. internal"},
			{text: "Code 5513.", want: "changed | Code 5513. internal"},
			{text: "Code 5514.", want: "changed | Code 5514. internal"},
			{text: "Code 5514.", front: "audience: public\n", want: "unchanged | Code 5514. internal"},
			{text: "Code 5514.", front: "audience: internal\n", want: "unchanged | Code 5514. internal"},
			{hand: batch(knowledge.BatchAudience, knowledge.Public), want: "Code 5514. public"},
			{text: "Code 5515.", want: "changed | Code 5515. public"},
		},
		"what the source makes public": {
			{text: "Code 5512.", front: "audience: internal\n", want: "added | Code 5512. internal"},
			{text: "Code 5512.", front: "audience: public\n", want: "changed | Code 5512. public"},
			{text: "Code 5513.", front: "audience: internal\n", want: "changed | Code 5513. internal"},
		},
		"what was written here before any import": {
			{hand: func(s *knowledge.Store, _ knowledge.Document) error {
				_, _, err := s.SaveVersion(ctx, knowledge.Edit{Project: "net", Key: "cabinet", Lang: "en", Author: "maria", Publish: true,
					Draft: knowledge.Draft{Title: "The amber cabinet", Body: "For us.", Audience: knowledge.Internal}})
				return err
			}, want: "For us. internal"},
			{text: "Code 5512.", want: "changed conflicts | For us. internal"},
		},
		"a day until which it is true": {
			{text: "Code 5512.", want: "added | Code 5512. public"},
			{hand: change(func(d *knowledge.Draft) { d.ValidUntil = soon }, true), want: "Code 5512. public until " + soon.Format(time.DateOnly)},
			{text: "Code 5513.", want: "changed | Code 5513. public until " + soon.Format(time.DateOnly)},
			{text: "Code 5513.", front: "valid_until: 2199-01-31\n", want: "changed | Code 5513. public until 2199-01-31"},
		},
		"what was taken back from readers": {
			{text: "Code 5512.", want: "added | Code 5512. public"},
			{hand: batch(knowledge.BatchUnpublish, ""), want: "nothing, draft Code 5512. public"},
			{text: "Code 5513.", want: "changed drafted | nothing, draft Code 5513. public"},
			{hand: internal, want: "nothing, draft Code 5513. internal"},
			{text: "Code 5514.", want: "changed drafted | nothing, draft Code 5514. internal"},
			{text: "Code 5514.", front: "tags: [keys]\n", want: "changed drafted | nothing, draft Code 5514. internal"},
			{hand: batch(knowledge.BatchPublish, ""), want: "Code 5514. internal"},
			{text: "Code 5515.", want: "changed | Code 5515. internal"},
		},
		"what was removed": {
			{text: "Code 5512.", want: "added | Code 5512. public"},
			{hand: internal, want: "Code 5512. internal"},
			{hand: batch(knowledge.BatchRemove, ""), want: "nothing, removed Code 5512. internal"},
			{text: "Code 5513.", want: "added drafted | nothing, draft Code 5513. internal"},
		},
		"what was written by hand": {
			{text: "Code 5512.", want: "added | Code 5512. public"},
			{hand: change(func(d *knowledge.Draft) { d.Body = "Ask the desk." }, true), want: "Ask the desk. public"},
			{text: "Code 5512.", want: "unchanged | Ask the desk. public"},
			{text: "Code 5513.", want: "changed conflicts | Ask the desk. public"},
			{text: "Code 5514.", want: "changed conflicts | Ask the desk. public"},
			{hand: batch(knowledge.BatchPublish, ""), want: "Code 5514. public"},
			{hand: change(func(d *knowledge.Draft) { d.Body = "Not yet shown." }, false), want: "Code 5514. public"},
			{text: "Code 5515.", want: "changed conflicts | Code 5515. public"},
			{hand: change(func(d *knowledge.Draft) { d.Body = "Code 5516." }, true), want: "Code 5516. public"},
			{text: "Code 5516.", want: "unchanged | Code 5516. public"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newStore(t, "net")
			for i, st := range steps {
				got := st.take(t, s, i)
				if got += readersSee(t, s); got != st.want {
					t.Errorf("step %d: %q, want %q", i, got, st.want)
				}
			}
		})
	}
}

// importStep is a step in the story of the article: its file is imported, or somebody does something by hand.
type importStep struct {
	front, text string // of the file, which is imported; "": hand does something
	hand        func(*knowledge.Store, knowledge.Document) error
	want        string // what the report says of it, and what readers see, and what else a test looks at
}

// take takes the i-th step, and returns what the report says of it; empty: nothing was imported. Trying it says the same, and once more it
// changes nothing.
func (st importStep) take(t *testing.T, s *knowledge.Store, i int) (said string) {
	t.Helper()
	if st.hand != nil {
		d, _ := s.ArticleByKey(ctx, "net", "cabinet", "en")
		if err := st.hand(s, d); err != nil {
			t.Fatal(err)
		}
		return ""
	}
	root := cabinet(st.front, st.text)
	dry := told(t, s, root, true)
	if said = told(t, s, root, false); said != dry {
		t.Errorf("step %d: %q, and %q when it was tried", i, said, dry)
	}
	if again := told(t, s, root, false); again != "unchanged" {
		t.Errorf("step %d once more: %q", i, again)
	}
	return said + " | "
}

// told is what an import says of the article.
func told(t *testing.T, s *knowledge.Store, root fstest.MapFS, dry bool) string {
	t.Helper()
	r, err := knowledge.Import(ctx, s, root, knowledge.ImportOptions{DryRun: dry})
	if err != nil || len(r.Bad) > 0 {
		t.Fatal(r.Bad, err)
	}
	var conflicts []string
	for _, c := range r.Conflicts {
		conflicts = append(conflicts, c.Name)
	}
	out := "unchanged"
	for _, list := range []struct {
		word  string
		names []string
	}{{"added", r.Added}, {"changed", r.Changed}, {" merged", r.Merged}, {" conflicts", conflicts}, {" drafted", r.Drafted}} {
		for _, name := range list.names {
			if name == "net/en/cabinet.md" {
				if list.word[0] != ' ' {
					out = ""
				}
				out += list.word
			}
		}
	}
	return out
}

// readersSee is what readers see of the article, or its newest version.
func readersSee(t *testing.T, s *knowledge.Store) string {
	t.Helper()
	d, err := s.ArticleByKey(ctx, "net", "cabinet", "en")
	if err != nil {
		t.Fatal(err)
	}
	out, v := "", d.Versions[0]
	switch {
	case !d.Removed.IsZero():
		out = "nothing, removed "
	case d.Published == 0:
		out = "nothing, draft "
	default:
		v = d.Versions[d.Latest-d.Published]
	}
	out += fmt.Sprint(v.Body, " ", v.Audience)
	if !v.ValidUntil.IsZero() {
		out += " until " + v.ValidUntil.Format(time.DateOnly)
	}
	return out
}

// So it is where its page was moved, in a base that was restored from an export, and with a draft that the source has.
func TestWhoMayReadAnArticleStaysWhereverItGoes(t *testing.T) {
	t.Parallel()
	internal := func(s *knowledge.Store) {
		t.Helper()
		d, err := s.ArticleByKey(ctx, "net", "cabinet", "en")
		if err == nil {
			_, err = s.ChangeAll(ctx, knowledge.Batch{Articles: []int64{d.ID}, Do: knowledge.BatchAudience, Audience: knowledge.Internal, By: "maria"})
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	moved := newStore(t, "net")
	imported(t, moved, cabinet("", "Code 5512."), knowledge.ImportOptions{})
	internal(moved)
	imported(t, moved, files("net/project.md", "---\nname: Net\n---\n", "net/en/keys.md", "---\ntitle: The amber cabinet\n---\nCode 5512.\n"), knowledge.ImportOptions{Remove: true})
	if d, err := moved.ArticleByKey(ctx, "net", "keys", "en"); err != nil || d.Published != d.Latest || d.Versions[0].Audience != knowledge.Internal {
		t.Errorf("moved: %+v, %v", d, err)
	}

	restored := newStore(t)
	imported(t, restored, whole(t, moved), knowledge.ImportOptions{})
	if got := imported(t, restored, files("net/en/keys.md", "---\ntitle: The amber cabinet\naudience: public\n---\nCode 5513.\n"), knowledge.ImportOptions{}); got != "added [] changed [net/en/keys.md] removed [] unchanged 0" {
		t.Error(got)
	}
	if d, err := restored.ArticleByKey(ctx, "net", "keys", "en"); err != nil || d.Published != d.Latest || d.Versions[0].Body != "Code 5513." || d.Versions[0].Audience != knowledge.Internal { // the source said that before
		t.Errorf("restored: %+v, %v", d, err)
	}

	drafts := newStore(t, "net")
	draft := func(text string) {
		t.Helper()
		imported(t, drafts, files("net/_drafts/en/cabinet.md", "---\ntitle: The amber cabinet\n---\n"+text+"\n"), knowledge.ImportOptions{})
	}
	draft("Code 5512.")
	internal(drafts)
	draft("Code 5513.")
	draft("Code 5514.")
	if got := readersSee(t, drafts); got != "nothing, draft Code 5514. internal" {
		t.Errorf("a draft: %s", got)
	}
}
