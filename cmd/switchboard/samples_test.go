package main

import (
	"io/fs"
	"log/slog"
	"strings"
	"testing"

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
