package main

import (
	"bytes"
	"log/slog"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/spf13/cobra"

	"switchboard/knowledge"
	"switchboard/migrations/pgtest"
)

// TestAFolderIsMeasuredWithItsSynonyms: an export says the same as what it was made of, by words of its own and by those that come
// with the program.
func TestAFolderIsMeasuredWithItsSynonyms(t *testing.T) {
	t.Parallel()
	store := knowledge.NewStore(pgtest.New(t))
	if _, err := store.SaveProject(t.Context(), knowledge.Project{Key: "net", Name: "Net"}); err != nil {
		t.Fatal(err)
	}
	for key, title := range map[string]string{"refund": "Where the refund is", "lamp": "What a lamp costs here", "visit": "Where the visit is"} {
		if _, _, err := store.SaveVersion(t.Context(), knowledge.Edit{Project: "net", Key: key, Lang: "en", Author: "Maria", Publish: true, Draft: knowledge.Draft{Title: title, Body: "Read on: " + title + "."}}); err != nil {
			t.Fatal(err)
		}
	}
	dir := t.TempDir()
	questions := filepath.Join(dir, "questions.jsonl")
	if err := os.WriteFile(questions, []byte(`{"text": "my moneyback please", "lang": "en", "relevant": ["net/refund"]}
{"text": "any luminaire", "lang": "en", "relevant": ["net/lamp"]}
`), 0o600); err != nil {
		t.Fatal(err)
	}
	measure := func(base, against string) string {
		t.Helper()
		var out bytes.Buffer
		cmd := &cobra.Command{}
		cmd.SetOut(&out)
		cmd.SetErr(&bytes.Buffer{})
		if err := evalSet(t.Context(), cmd, evalOptions{base: base, against: against}, []string{questions}, store, &bases{log: slog.New(slog.DiscardHandler)}); err != nil {
			t.Fatal(err)
		}
		return out.String()
	}
	for i, words := range []string{"", "lamp, luminaire\nmoneyback, refund", "lamp, luminaire"} {
		folder := filepath.Join(dir, strconv.Itoa(i))
		if words != "" {
			_, rev, err := store.Synonyms(t.Context())
			if err == nil {
				err = store.SaveSynonyms(t.Context(), "en", words, rev, "Maria")
			}
			if err != nil {
				t.Fatal(err)
			}
		}
		if _, err := knowledge.Export(t.Context(), store, folder); err != nil {
			t.Fatal(err)
		}
		if got := measure("", folder); !strings.Contains(got, "with it 0 questions fare otherwise") {
			t.Errorf("with the words %q the folder is measured otherwise:\n%s", words, got)
		}
		if got := measure(folder, ""); !strings.Contains(got, []string{"R@1 0.500", "R@1 1.000", "R@1 0.500"}[i]) {
			t.Errorf("with the words %q it finds\n%s", words, got)
		}
	}
}
