package assist_test

import (
	"bufio"
	"context"
	"encoding/json"
	"log/slog"
	"os"
	"runtime/debug"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"switchboard/assist"
	"switchboard/knowledge"
	"switchboard/knowledge/local"
	"switchboard/knowledge/samples"
	"switchboard/migrations/pgtest"
)

// base is the sample knowledge base, as the program has it.
type base struct {
	articles []knowledge.Article
	projects []knowledge.Project
	made     *assistants // that answer from it
}

// assistants are made once for all tests: what they are asked leaves nothing in them.
type assistants struct {
	mu     sync.Mutex
	byHeld map[bool]*assist.Assistant // by whether the questions that people ask are held out
}

// sampled is what sampleBase read.
var sampled struct {
	mu sync.Mutex
	base
}

// sampleBase reads the samples once for all tests.
func sampleBase(t testing.TB) base {
	t.Helper()
	sampled.mu.Lock()
	defer sampled.mu.Unlock()
	if sampled.made == nil {
		sampled.base = readSamples(t)
	}
	return sampled.base
}

func readSamples(t testing.TB) base {
	t.Helper()
	store := knowledge.NewStore(pgtest.New(t))
	if _, err := knowledge.Import(t.Context(), store, samples.FS, knowledge.ImportOptions{Sample: true}); err != nil {
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
	return base{}.with(projects, articles)
}

// with is a base that has more.
func (b base) with(projects []knowledge.Project, articles []knowledge.Article) base {
	return base{slices.Concat(b.articles, articles), slices.Concat(b.projects, projects), &assistants{byHeld: map[bool]*assist.Assistant{}}}
}

// assistant answers from the base; with heldOut the questions that people ask are left out of it.
func (b base) assistant(t testing.TB, heldOut bool) *assist.Assistant {
	t.Helper()
	b.made.mu.Lock()
	defer b.made.mu.Unlock()
	if had := b.made.byHeld[heldOut]; had != nil {
		return had
	}
	articles := slices.Clone(b.articles)
	if heldOut {
		for i := range articles {
			articles[i].Questions = nil
		}
	}
	index := local.New()
	if err := index.Put(t.Context(), articles); err != nil {
		t.Fatal(err)
	}
	c := b.config(t, index, articles)
	c.Articles = among(articles)
	b.made.byHeld[heldOut] = assist.New(c)
	return b.made.byHeld[heldOut]
}

// among gives the articles of a list as the store does: without what people ask.
func among(list []knowledge.Article) func(context.Context, []int64) ([]knowledge.Article, error) {
	return func(_ context.Context, ids []int64) (out []knowledge.Article, err error) {
		for _, a := range list {
			if slices.Contains(ids, a.ID) {
				a.Questions = nil
				out = append(out, a)
			}
		}
		return out, nil
	}
}

func (b base) config(t testing.TB, index knowledge.Index, articles []knowledge.Article) assist.Config {
	return assist.Config{Index: index, Memory: remembered(t, articles), Log: slog.New(slog.DiscardHandler),
		Projects: func(context.Context) ([]knowledge.Project, error) { return b.projects, nil }}
}

func ask(t testing.TB, a *assist.Assistant, lang, text string) []assist.Suggestion {
	t.Helper()
	s, err := a.Suggest(t.Context(), assist.Dialogue{Turns: []assist.Turn{{Customer: true, Text: text}}, Lang: lang})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// others are questions that the sample company cannot answer, from real data.
func others(t testing.TB) []string {
	t.Helper()
	f, err := os.Open("../../shared/data/intent-clinc150-oos/valid.jsonl")
	if err != nil {
		t.Skipf("the evaluation data is not here: %v", err)
	}
	defer f.Close()
	var out []string
	for lines := bufio.NewScanner(f); lines.Scan(); {
		var row struct{ Text, Label string }
		if err := json.Unmarshal(lines.Bytes(), &row); err != nil {
			t.Fatal(err)
		}
		out = append(out, row.Text)
	}
	return out
}

// The thresholds of routing's policy, below which an answer is not beyond doubt, or not worth showing.
const (
	answer = 0.83
	draft  = 0.1
)

// alone tells whether the first of some drafts answers by itself, as routing has it: an internal article answers nobody.
func alone(got []assist.Suggestion) bool {
	return len(got) > 0 && got[0].Score-got[0].Raised >= answer && got[0].Public && !got[0].Beside
}

// withoutRace leaves a test that reads many texts, one after the other, to a binary without the race detector, where it takes
// a tenth of the time. `make test` runs both.
func withoutRace(t *testing.T) {
	t.Helper()
	info, ok := debug.ReadBuildInfo()
	if ok && slices.Contains(info.Settings, debug.BuildSetting{Key: "-race", Value: "true"}) {
		t.Skip("it reads many texts, and is run without the race detector")
	}
}

func TestProbabilitiesMeanWhatTheySay(t *testing.T) {
	withoutRace(t)
	t.Parallel()
	b := sampleBase(t)
	a := b.assistant(t, true)
	type group struct{ n, answered, right, drafted, first, beside, besideRight int }
	byLang := map[string]*group{"en": {}, "uk": {}}
	for _, article := range b.articles {
		if article.Audience != knowledge.Public || !article.Valid(now()) {
			continue
		}
		for _, q := range article.Questions {
			g := byLang[article.Lang]
			g.n++
			got := ask(t, a, article.Lang, q)
			for i, s := range got {
				if s.Sources[0].Project == article.Project && s.Sources[0].Key == article.Key {
					g.drafted++
					if i == 0 {
						g.first++
					}
				}
			}
			if len(got) > 0 && got[0].Score >= answer && got[0].Beside {
				g.beside++
				if got[0].Sources[0].Project == article.Project && got[0].Sources[0].Key == article.Key {
					g.besideRight++
				}
			}
			if alone(got) {
				g.answered++
				if got[0].Sources[0].Project == article.Project && got[0].Sources[0].Key == article.Key {
					g.right++
				} else if testing.Verbose() {
					t.Logf("WRONG %.2f %q: %s/%s instead of %s/%s", got[0].Score, q, got[0].Sources[0].Project, got[0].Sources[0].Key, article.Project, article.Key)
				}
			}
		}
	}
	for lang, g := range byLang {
		t.Logf("%s: %d questions not in the base: first %.2f, among drafts %.2f, answered alone %.2f, %d wrong, right of those %.3f; sure, but of another thing: %d, %d of them right", lang, g.n,
			share(g.first, g.n), share(g.drafted, g.n), share(g.answered, g.n), g.answered-g.right, share(g.right, g.answered), g.beside, g.besideRight)
		if share(g.right, g.answered) < 0.93 {
			t.Errorf("%s: of %d answers %d are right", lang, g.answered, g.right)
		}
		if share(g.drafted, g.n) < 0.75 {
			t.Errorf("%s: the right article is among the drafts of %d of %d questions", lang, g.drafted, g.n)
		}
	}
}

func TestQuestionsAboutOtherThingsAreNotAnswered(t *testing.T) {
	withoutRace(t)
	t.Parallel()
	texts := others(t)
	a := sampleBase(t).assistant(t, false)
	answered, drafted, n := 0, 0, 0
	for i, text := range texts {
		if i%3 != 0 && !testing.Verbose() { // a third is enough to tell
			continue
		}
		n++
		got := ask(t, a, "en", text)
		if alone(got) {
			answered++
			if testing.Verbose() {
				t.Logf("ANSWERED %.2f %q: %s", got[0].Score, text, got[0].Sources[0].Title)
			}
		}
		if len(got) > 0 && got[0].Score >= draft {
			drafted++
		}
	}
	t.Logf("of %d foreign questions %.4f answered, %.3f with a draft", n, share(answered, n), share(drafted, n))
	if share(answered, n) > 0.01 {
		t.Errorf("%d of %d foreign questions were answered", answered, n)
	}
}

func TestSampleQuestionsAreAnsweredBeyondDoubt(t *testing.T) {
	t.Parallel()
	a := sampleBase(t).assistant(t, false)
	for _, q := range samples.Questions() {
		got := ask(t, a, q.Lang, q.Text)
		if len(got) == 0 || got[0].Score < answer || got[0].Sources[0].Project != q.Project || got[0].Sources[0].Key != q.Article {
			t.Errorf("%q: %s", q.Text, describe(got))
		}
	}
}

func describe(list []assist.Suggestion) string {
	var b strings.Builder
	for _, s := range list {
		b.WriteString(s.Sources[0].Project + "/" + s.Sources[0].Key + " ")
		b.WriteString(strings.TrimSpace(jsonNumber(s.Score)) + "; ")
	}
	return b.String()
}

func jsonNumber(f float64) string {
	b, _ := json.Marshal(float64(int(f*100)) / 100) // a number always marshals
	return string(b)
}

func share(n, of int) float64 {
	if of == 0 {
		return 0
	}
	return float64(n) / float64(of)
}

func now() time.Time { return time.Now() }
