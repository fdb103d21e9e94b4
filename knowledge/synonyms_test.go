package knowledge_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"switchboard/knowledge"
	"switchboard/knowledge/local"
)

func TestSynonymsAreKeptByLanguage(t *testing.T) {
	t.Parallel()
	s := newStore(t, "net")
	all, rev, err := s.Synonyms(ctx)
	if err != nil || rev != 0 || len(all["en"]) == 0 || len(all["uk"]) == 0 {
		t.Fatalf("those that come with the program: %v, %d, %v", all, rev, err)
	}
	if err := s.SaveSynonyms(ctx, "en", " Line , Connection,line\r\n\r\nsim, e-sim\n", 0, "maria"); err != nil {
		t.Fatal(err)
	}
	all, rev, err = s.Synonyms(ctx)
	if err != nil || rev == 0 || len(all["en"]) != 2 || strings.Join(all["en"][0], " ") != "line connection" || len(all["uk"]) == 0 {
		t.Errorf("saved: %v, %d, %v", all["en"], rev, err)
	}
	if err := s.SaveSynonyms(ctx, "en", "a, b", 0, "wim"); !errors.Is(err, knowledge.ErrConflict) {
		t.Errorf("over maria's: %v", err)
	}
	for groups, says := range map[string]string{
		"one": `line 1 has "one" alone`, "a, b\nc, d e": "line 2 has \"d e\"", strings.Repeat("a, b\n", 5000): "too long", "a, <b>": `"<b>"`,
		"a, " + strings.Repeat("b", 41): "at most 40 letters",
	} {
		if err := s.SaveSynonyms(ctx, "en", groups, rev, "maria"); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%.20q: %v, want %q", groups, err, says)
		}
	}
	for _, lang := range []string{"", "EN", "en-GB", "english!"} {
		if err := s.SaveSynonyms(ctx, lang, "a, b", 0, "maria"); err == nil {
			t.Errorf("language %q is taken", lang)
		}
	}
	if err := s.SaveSynonyms(ctx, "en", "", rev, "maria"); err != nil {
		t.Fatal(err)
	}
	if all, _, _ = s.Synonyms(ctx); len(all["en"]) != 0 {
		t.Errorf("emptied: %v", all["en"])
	}
}

func TestASynonymIsSearchableOnEveryReplicaWithoutAStart(t *testing.T) {
	t.Parallel()
	s := newStore(t, "net")
	save(t, s, edit("money", "Quokkas", "A quokka takes a week."))
	indexes := []*local.Index{local.New(), local.New()}
	for _, index := range indexes {
		f := follow(t, s, index, nil, nil)
		eventually(t, "the first fill", func() bool { return f.State().Filled })
	}
	if found(t, indexes[0], "marsupial") {
		t.Fatal("found before")
	}
	if err := s.SaveSynonyms(ctx, "en", "quokka, marsupial", 0, "maria"); err != nil {
		t.Fatal(err)
	}
	eventually(t, "the synonym", func() bool { return found(t, indexes[0], "marsupials") && found(t, indexes[1], "marsupials") })
}

func TestSynonymsTravelInTheFolder(t *testing.T) {
	t.Parallel()
	from, to, dir := newStore(t, "net"), newStore(t), t.TempDir()
	save(t, from, edit("router", "Router", "Restart the router."))
	if _, err := knowledge.Export(ctx, from, dir); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(dir, "synonyms.yaml")); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("a file for what nobody changed: %v", err)
	}
	for lang, groups := range map[string]string{"en": "line, connection", "uk": "лінія, зв'язок\nсім, сімка", "de": ""} {
		if err := from.SaveSynonyms(ctx, lang, groups, 0, "maria"); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := knowledge.Export(ctx, from, dir); err != nil {
		t.Fatal(err)
	}
	first, err := knowledge.Import(ctx, to, os.DirFS(dir), knowledge.ImportOptions{})
	if err != nil || len(first.Bad) > 0 || strings.Join(first.Changed, " ") != "synonyms.yaml" {
		t.Fatalf("%+v, %v", first, err)
	}
	there, _, err := to.Synonyms(ctx)
	if err != nil || strings.Join(there["uk"][0], ", ") != "лінія, зв'язок" || len(there["de"]) != 0 || len(there["pl"]) == 0 {
		t.Errorf("%v, %v", there, err)
	}
	again, err := knowledge.Import(ctx, to, os.DirFS(dir), knowledge.ImportOptions{})
	if err != nil || len(again.Changed)+len(again.Added) > 0 {
		t.Errorf("a second time: %+v, %v", again, err)
	}
	bad, err := knowledge.Import(ctx, to, fstest.MapFS{"synonyms.yaml": {Data: []byte("en: [lonely]")}}, knowledge.ImportOptions{})
	if err != nil || len(bad.Bad) != 1 || !strings.Contains(bad.Bad[0].String(), "synonyms.yaml: en: groups line 1 has \"lonely\" alone") {
		t.Errorf("a bad file: %+v, %v", bad, err)
	}
}
