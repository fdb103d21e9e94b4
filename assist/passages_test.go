package assist_test

import (
	"context"
	_ "embed"
	"os"
	"slices"
	"strings"
	"testing"

	"switchboard/assist"
	"switchboard/assist/eval"
	"switchboard/knowledge"
	"switchboard/knowledge/local"
)

// passagesFile are questions to the articles of testdata/passages, five companies in five languages that nothing else is measured with.
//
//go:embed testdata/passages.tsv
var passagesFile string

// companies are assistants that know one of the folder's languages each, without any question that people ask.
func companies(t testing.TB) map[string]*assist.Assistant {
	t.Helper()
	articles, projects, err := knowledge.ReadFolder(t.Context(), os.DirFS("testdata/passages"))
	if err != nil {
		t.Fatal(err)
	}
	byLang := map[string][]knowledge.Article{}
	for i, a := range articles {
		a.ID = int64(i + 1)
		byLang[a.Lang] = append(byLang[a.Lang], a)
	}
	out := map[string]*assist.Assistant{}
	for lang, list := range byLang {
		index := local.New()
		if err := index.Put(t.Context(), list); err != nil {
			t.Fatal(err)
		}
		out[lang] = assist.New(assist.Config{Index: index, Memory: remembered(t, list), Articles: among(list),
			Projects: func(context.Context) ([]knowledge.Project, error) { return projects, nil }})
	}
	return out
}

// of is the draft of an article for the last of a customer's questions, which he asks one after the other; what he was told before the
// last is no answer to that. It is empty if none is found.
func draftOf(t testing.TB, a *assist.Assistant, lang, article, asked string) string {
	t.Helper()
	d := assist.Dialogue{Lang: lang}
	told := ""
	for turn := range strings.SplitSeq(asked, " | ") {
		d.Turns = append(d.Turns, assist.Turn{Customer: true, Text: turn})
		list, err := a.Suggest(t.Context(), d)
		if err != nil {
			t.Fatal(err)
		}
		i := slices.IndexFunc(list, func(s assist.Suggestion) bool { return s.Sources[0].Key == article })
		if i < 0 || list[i].Text == told {
			return ""
		}
		told = list[i].Text
		d.Turns = append(d.Turns, assist.Turn{Text: told})
	}
	return told
}

// What a search never saw of a company, nor of its language's endings, is quoted all the same: the passage that answers, and to a
// further question another answer than before.
func TestPassagesOfOtherCompaniesAreQuoted(t *testing.T) {
	t.Parallel()
	asked := companies(t)
	type count struct{ n, found, right int }
	counted := map[string]*count{"open": {}, "kept": {}}
	for line := range strings.Lines(passagesFile) {
		f := strings.Split(strings.TrimSpace(line), "\t")
		c := counted[f[0]]
		if c == nil {
			continue
		}
		c.n++
		says := draftOf(t, asked[f[1]], f[1], f[2], f[3])
		if says == "" {
			t.Logf("%s %q: nothing, or what was told before", f[1], f[3])
			continue
		}
		if c.found++; eval.Says(says, f[4]) {
			c.right++
		} else {
			t.Logf("%s %q: %q", f[1], f[3], says)
		}
	}
	for set, c := range counted {
		t.Logf("%s: of %d questions %d get a new draft of the article, and %d quote the passage that answers", set, c.n, c.found, c.right)
	}
	if open, kept := counted["open"], counted["kept"]; open.right < open.n-2 || kept.right < kept.n-7 {
		t.Errorf("open %+v, kept %+v", *open, *kept)
	}
}
