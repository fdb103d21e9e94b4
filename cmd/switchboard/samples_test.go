package main

import (
	"io/fs"
	"log/slog"
	"os"
	"regexp"
	"strings"
	"testing"

	"switchboard/assist"
	"switchboard/knowledge"
	"switchboard/knowledge/samples"
	"switchboard/migrations/pgtest"
)

// The samples' own site is invented: who tries the program out is led to pages that open.
func TestSamplesLeadNowhereThatDoesNotOpen(t *testing.T) {
	t.Parallel()
	store := knowledge.NewStore(pgtest.New(t))
	if err := loadSamples(t.Context(), Config{Samples: true}, store, slog.New(slog.DiscardHandler)); err != nil {
		t.Fatal(err)
	}
	articles, _, _, err := store.Changes(t.Context(), 0)
	if err != nil {
		t.Fatal(err)
	}
	if files, err := fs.Glob(samples.FS, "lumen-*/*/*.md"); err != nil || len(articles) != len(files) {
		t.Errorf("%d articles of %d files, %v", len(articles), len(files), err)
	}
	for _, a := range articles {
		if a.Link != "" || strings.Contains(a.Body, "help.lumen.example") {
			t.Errorf("%s/%s/%s leads to %s", a.Project, a.Lang, a.Key, a.Link)
		}
	}
	if d, err := store.ArticleByKey(t.Context(), "lumen-market", "shops", "en"); err != nil || len(d.Versions) < 2 || d.Versions[1].Link != "" {
		t.Errorf("what was before: %+v %v", d.Versions, err)
	}
}

// Whoever tries the program out as the README says sees what it says: the assistant answers the first question, and hands over the
// second one with a draft, also after the first.
func TestTheReadmesQuestionsGoAsItSays(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, part, _ := strings.Cut(string(text), "## Try it")
	part, _, _ = strings.Cut(part, "\n## ")
	var asked []string
	for _, m := range regexp.MustCompile(`ask "([^"]+)"`).FindAllStringSubmatch(part, -1) {
		asked = append(asked, strings.Join(strings.Fields(m[1]), " "))
	}
	if len(asked) != 2 {
		t.Fatalf("the README asks %q", asked)
	}
	store := knowledge.NewStore(pgtest.New(t))
	if err := loadSamples(t.Context(), Config{Samples: true}, store, slog.New(slog.DiscardHandler)); err != nil {
		t.Fatal(err)
	}
	articles, _, _, err := store.Changes(t.Context(), 0)
	if err != nil {
		t.Fatal(err)
	}
	projects, err := store.Projects(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	same, _, err := store.Synonyms(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	r, err := (&bases{log: slog.New(slog.DiscardHandler)}).pipeline(t.Context(), base{articles: articles, projects: projects, same: same})
	if err != nil {
		t.Fatal(err)
	}
	sure := func(turns ...assist.Turn) float64 {
		t.Helper()
		ranked, err := r.Rank(t.Context(), assist.Dialogue{Turns: turns, Lang: "en"}, 3)
		if err != nil || len(ranked) == 0 {
			t.Fatalf("%+v: %v", turns, err)
		}
		return ranked[0].Probability
	}
	first, second := assist.Turn{Customer: true, Text: asked[0]}, assist.Turn{Customer: true, Text: asked[1]}
	if p := sure(first); p < answerFrom {
		t.Errorf("%q is not answered: %.2f", asked[0], p)
	}
	for after, p := range map[string]float64{"asked first": sure(second), "asked later": sure(first, assist.Turn{By: "assistant", Text: "It means this."}, second)} {
		if p >= answerFrom || p < .1 {
			t.Errorf("%q, %s, is not handed over with a draft: %.2f", asked[1], after, p)
		}
	}
}
