package knowledge_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"switchboard/knowledge"
)

// Each word is a paragraph.
func paragraphs(words string) string { return strings.Join(strings.Fields(words), "\n\n") }

// What editors wrote and what the source says now are put together by paragraphs. What cannot be waits, whichever way it stood, and
// nothing is lost. A dry run says what the import does, and the same once more changes nothing.
func TestAnImportIsMergedWithWhatEditorsWrote(t *testing.T) {
	t.Parallel()
	type act = func(*knowledge.Store, knowledge.Document) error
	write := func(words string, publish bool) act {
		return func(s *knowledge.Store, d knowledge.Document) error {
			e := knowledge.Edit{Article: d.ID, Based: d.Latest, Draft: d.Versions[0].Draft, Author: "maria", Publish: publish}
			e.Body = paragraphs(words)
			_, _, err := s.SaveVersion(ctx, e)
			return err
		}
	}
	shown := func(s *knowledge.Store, d knowledge.Document) error {
		return s.Publish(ctx, d.ID, d.Published, "maria")
	}
	latest := func(s *knowledge.Store, d knowledge.Document) error { return s.Publish(ctx, d.ID, d.Latest, "maria") }
	takeBack := func(s *knowledge.Store, d knowledge.Document) error { return s.Unpublish(ctx, d.ID, "maria") }
	for name, steps := range map[string][]importStep{
		"other paragraphs": {
			{text: "a b c", want: "added | a b c public"},
			{hand: write("A b c", true), want: "A b c public"},
			{text: "a b C", want: "changed merged | A b C public"},
			{text: "a b C d", want: "changed merged | A b C d public"},
			{hand: write("A b C d mine", true), want: "A b C d mine public"},
			{text: "a new b C d", want: "changed merged | A new b C d mine public"},
			{text: "a! new b C d", want: "changed conflicts | A new b C d mine public, a! new b C d mine"},
		},
		"what the editor wrote, the source says then": {
			{text: "a b c", want: "added | a b c public"},
			{hand: write("A b c", true), want: "A b c public"},
			{text: "A b c", want: "unchanged | A b c public"},
			{text: "AA b c", want: "changed | AA b c public"},
		},
		"the same paragraph, and the source is taken": {
			{text: "a b c d e", want: "added | a b c d e public"},
			{hand: write("Maria b c d e", true), want: "Maria b c d e public"},
			{hand: write("Maria b Maria d e", true), want: "Maria b Maria d e public"},
			{text: "source b c d e", want: "changed conflicts | Maria b Maria d e public, source b Maria d e"},
			{text: "source b c d E", want: "changed conflicts | Maria b Maria d e public, source b Maria d E"},
			{text: "source b c d e", want: "changed conflicts | Maria b Maria d e public, source b Maria d e"},
			{hand: latest, want: "source b Maria d e public"},
			{text: "source b c d e", want: "unchanged | source b Maria d e public"},
			{text: "Source b c d e", want: "changed merged | Source b Maria d e public"},
		},
		"the same paragraph, and what readers see stays": {
			{text: "a b c", want: "added | a b c public"},
			{hand: write("Maria b c", true), want: "Maria b c public"},
			{text: "source b c", want: "changed conflicts | Maria b c public, source b c"},
			{hand: shown, want: "Maria b c public"},
			{text: "source b C", want: "changed merged | Maria b C public"},
		},
		"the same paragraph, and the source has it as it was": {
			{text: "a b c", want: "added | a b c public"},
			{hand: write("Maria b c", true), want: "Maria b c public"},
			{text: "source b c", want: "changed conflicts | Maria b c public, source b c"},
			{text: "a b C", want: "changed merged | Maria b C public"},
			{text: "a b C d", want: "changed merged | Maria b C d public"},
		},
		"the same paragraph, and the source says what the editor said": {
			{text: "a b c", want: "added | a b c public"},
			{hand: write("Maria b c", true), want: "Maria b c public"},
			{text: "source b c", want: "changed conflicts | Maria b c public, source b c"},
			{text: "Maria b c", want: "changed | Maria b c public"},
			{text: "Maria b C", want: "changed | Maria b C public"},
		},
		"what the source makes internal is at once": {
			{text: "a b c", want: "added | a b c public"},
			{hand: write("Maria b c", true), want: "Maria b c public"},
			{text: "source b c", front: "audience: internal\n", want: "changed conflicts | Maria b c internal, source b c"},
			{text: "source b c", front: "audience: internal\n", want: "unchanged | Maria b c internal, source b c"},
		},
		"a draft that readers have not seen": {
			{text: "a b c", want: "added | a b c public"},
			{hand: write("Maria b c", false), want: "a b c public, Maria b c"},
			{text: "a b C", want: "changed merged | a b C public, Maria b C"},
			{text: "source b C", want: "changed conflicts | source b C public, Maria b C"},
			{text: "source b C d", want: "changed conflicts | source b C d public, Maria b C d"},
			{hand: latest, want: "Maria b C d public"},
		},
		"a draft above what was written by hand": {
			{text: "a b c d e", want: "added | a b c d e public"},
			{hand: write("Maria b c d e", true), want: "Maria b c d e public"},
			{hand: write("Maria b draft d e", false), want: "Maria b c d e public, Maria b draft d e"},
			{text: "a b c d E", want: "changed merged | Maria b c d E public, Maria b draft d E"},
			{text: "source b c d E", want: "changed conflicts | Maria b c d E public, Maria b draft d E"},
			{text: "source b c D E", want: "changed conflicts | Maria b c d E public, Maria b draft D E"},
		},
		"what was taken back from readers": {
			{text: "a b c", want: "added | a b c public"},
			{hand: takeBack, want: "nothing, draft a b c public"},
			{hand: write("Maria b c", false), want: "nothing, draft Maria b c public"},
			{text: "a b C", want: "changed merged drafted | nothing, draft Maria b C public"},
			{text: "source b C", want: "changed conflicts drafted | nothing, draft Maria b C public"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newStore(t, "net")
			for i, st := range steps {
				st.text = paragraphs(st.text)
				got := st.take(t, s, i)
				got += readersSee(t, s)
				d, err := s.ArticleByKey(ctx, "net", "cabinet", "en")
				if err != nil {
					t.Fatal(err)
				}
				if newest := d.Versions[0]; d.Published != 0 && d.Published != d.Latest {
					got += ", " + newest.Body
				}
				if got = strings.ReplaceAll(got, "\n\n", " "); got != st.want {
					t.Errorf("step %d: %q, want %q", i, got, st.want)
				}
				listed, err := s.Articles(ctx, knowledge.Filter{State: knowledge.Conflicting})
				if conflicts := strings.Contains(st.want, "conflicts"); err != nil || st.hand == nil && got != "" && !strings.HasPrefix(got, "unchanged") && (len(listed) == 1) != conflicts {
					t.Errorf("step %d: %d are listed as conflicts, %v", i, len(listed), err)
				}
			}
		})
	}
}

// What an editor planned comes as he wrote it, with what the source says now in it.
func TestAPlannedDraftIsMerged(t *testing.T) {
	t.Parallel()
	s := newStore(t, "net")
	imported(t, s, cabinet("", paragraphs("a b c")), knowledge.ImportOptions{})
	d, err := s.ArticleByKey(ctx, "net", "cabinet", "en")
	if err != nil {
		t.Fatal(err)
	}
	e := knowledge.Edit{Article: d.ID, Based: d.Latest, Draft: d.Versions[0].Draft, Author: "maria"}
	e.Body = paragraphs("A b c")
	save(t, s, e)
	when := time.Now().Add(time.Hour)
	if err := s.Plan(ctx, d.ID, knowledge.Plan{Version: 2, From: when}, "maria"); err != nil {
		t.Fatal(err)
	}
	imported(t, s, cabinet("", paragraphs("a b C")), knowledge.ImportOptions{})
	d, err = s.Article(ctx, d.ID)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := fmt.Sprintf("%q by %s is planned: %t", d.Versions[0].Body, d.Versions[0].Author, d.PublishVersion == d.Latest), `"A\n\nb\n\nC" by maria is planned: true`; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

// A folder that an export wrote says what it goes back to, also where no import has brought anything yet.
func TestAnExportThatWasEditedIsMergedWithWhatWasWrittenSince(t *testing.T) {
	t.Parallel()
	s := newStore(t, "net")
	e := knowledge.Edit{Project: "net", Key: "cabinet", Lang: "en", Author: "maria", Publish: true, Draft: knowledge.Draft{Title: "The amber cabinet", Body: paragraphs("a b c")}}
	id, _ := save(t, s, e)
	folder := whole(t, s)
	e.Article, e.Based, e.Body = id, 1, paragraphs("A b c")
	save(t, s, e)
	file := folder["net/en/cabinet.md"]
	file.Data = []byte(strings.Replace(string(file.Data), "\nc\n", "\nC\n", 1))
	if got := told(t, s, folder, false); got != "changed merged" {
		t.Error(got)
	}
	if got, want := readersSee(t, s), paragraphs("A b C")+" public"; got != want {
		t.Errorf("readers see %q, want %q", got, want)
	}
	if got := told(t, s, folder, false); got != "unchanged" {
		t.Errorf("once more: %s", got)
	}

	folder = whole(t, s)
	file = folder["net/en/cabinet.md"]
	file.Data = []byte(strings.Replace(string(file.Data), "---\n", "---\naudience: internal\n", 1))
	told(t, s, folder, false)
	folder = whole(t, s)
	file = folder["net/en/cabinet.md"]
	file.Data = []byte(strings.Replace(string(file.Data), "audience: internal", "audience: public", 1))
	if got := told(t, s, folder, false) + " | " + readersSee(t, s); got != "changed | "+paragraphs("A b C")+" public" {
		t.Errorf("who may read it, where the folder says otherwise than when it was written: %s", got)
	}
}

// A base that is restored from an export knows what the source brought: the next import from there finds what it found in the first one.
func TestARestoredBaseGoesOnWithItsSource(t *testing.T) {
	t.Parallel()
	s := newStore(t, "net")
	take := func(source string) { imported(t, s, cabinet("", paragraphs(source)), knowledge.ImportOptions{}) }
	by := func(words string) {
		t.Helper()
		d, err := s.ArticleByKey(ctx, "net", "cabinet", "en")
		if err != nil {
			t.Fatal(err)
		}
		save(t, s, knowledge.Edit{Article: d.ID, Based: d.Latest, Author: "maria", Publish: true, Draft: knowledge.Draft{Title: "The amber cabinet", Body: paragraphs(words)}})
	}
	take("a b c")
	by("A b c")
	take("a b C")
	merged := whole(t, s)
	by("Maria b C")
	take("source b C")
	for folder, want := range map[*fstest.MapFS]string{
		&merged:          "merged, A b C d public",
		new(whole(t, s)): "conflicts, Maria b C public",
	} {
		there := newStore(t)
		imported(t, there, *folder, knowledge.ImportOptions{})
		source := map[bool]string{true: "a b C d", false: "source b C d"}[folder == &merged]
		if got := told(t, there, cabinet("", paragraphs(strings.TrimSuffix(source, " d"))), false); got != "unchanged" {
			t.Errorf("the same source there: %s", got)
		}
		got := told(t, there, cabinet("", paragraphs(source)), false)
		got = strings.TrimPrefix(got, "changed ") + ", " + strings.ReplaceAll(readersSee(t, there), "\n\n", " ")
		if got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
