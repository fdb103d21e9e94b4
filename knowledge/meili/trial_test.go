package meili_test

import (
	"context"
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"switchboard/knowledge"
	"switchboard/knowledge/meili"
	"switchboard/knowledge/samples"
)

// brief is what an assistant goes by of some hits: which articles, by which passages, with which scores.
func brief(hits []knowledge.Hit) []string {
	var out []string
	for _, h := range hits {
		out = append(out, fmt.Sprintf("%d %q %q %.4f", h.Article, h.Passage, h.Question, h.Score))
	}
	return out
}

// TestATrialFindsWhatTheServerWouldFind compares what a trial finds with what the same server finds once the draft is put
// into its indexes: for articles of some projects another text, and new articles, and for questions about all of them. Over
// two projects, 624 answers of which the drafts changed 416: the first hit is always the same, all five with their scores
// in .998.
func TestATrialFindsWhatTheServerWouldFind(t *testing.T) {
	t.Parallel()
	trialFindsAlike(t, open(t, newServer(t, "master")), open(t, newServer(t, "master")), 5, 9, "lumen-pay")
}

// TestARealTrialFindsWhatTheServerWouldFind is the same with the server in MEILI_URL.
func TestARealTrialFindsWhatTheServerWouldFind(t *testing.T) {
	t.Parallel()
	trialFindsAlike(t, openReal(t, 0), openReal(t, 0), 3, 2, "lumen-net", "lumen-pay")
}

func trialFindsAlike(t *testing.T, serving, published *meili.Index, every, everyQuestion int, projects ...string) {
	t.Helper()
	articles, _, err := knowledge.ReadFolder(t.Context(), samples.FS)
	must(t, err)
	articles = slices.DeleteFunc(articles, func(a knowledge.Article) bool { return !slices.Contains(projects, a.Project) })
	var questions []knowledge.Query
	for _, a := range articles {
		for _, q := range a.Questions {
			questions = append(questions, knowledge.Query{Text: q, Lang: a.Lang, Limit: 5, Internal: true})
		}
	}
	must(t, serving.Put(t.Context(), articles))
	must(t, published.Put(t.Context(), articles))
	trial := serving.Trial()
	t.Cleanup(func() { must(t, trial.Drop(context.Background())) })
	asked, same, first, changed := 0, 0, 0, 0
	for i := 0; i < len(articles); i += every {
		old, donor := articles[i], articles[(i+every/2+1)%len(articles)]
		draft := old
		draft.Title, draft.Questions = donor.Title+" "+old.Title, old.Questions[:len(old.Questions)/2]
		draft.Body = donor.Body
		if i%(2*every) == 0 { // a new one
			draft.ID, draft.Key = -1, "new-"+old.Key
		}
		must(t, trial.Enter(t.Context(), draft, 0))
		must(t, published.Put(t.Context(), []knowledge.Article{draft}))
		for n := i % everyQuestion; n < len(questions); n += everyQuestion {
			q := questions[n]
			before, err := serving.Search(t.Context(), q)
			must(t, err)
			tried, err := trial.Search(t.Context(), q)
			must(t, err)
			real, err := published.Search(t.Context(), q)
			must(t, err)
			a, b := brief(tried), brief(real)
			asked++
			if slices.Equal(a, b) {
				same++
			}
			if len(a) > 0 && len(b) > 0 && a[0] == b[0] || len(a)+len(b) == 0 {
				first++
			}
			if !slices.Equal(brief(before), b) {
				changed++
			}
		}
		must(t, trial.Leave(t.Context()))
		if draft.ID < 0 {
			must(t, published.Delete(t.Context(), []int64{draft.ID}))
		} else {
			must(t, published.Put(t.Context(), []knowledge.Article{old}))
		}
		after, err := trial.Search(t.Context(), questions[0])
		must(t, err)
		now, err := serving.Search(t.Context(), questions[0])
		must(t, err)
		if !slices.Equal(brief(after), brief(now)) {
			t.Errorf("a draft that left is found still: %v, not %v", brief(after), brief(now))
		}
	}
	share := func(n int) float64 { return math.Round(float64(n)/float64(asked)*1000) / 1000 }
	t.Logf("of %d answers, %d of which a draft changed, the first hit is the same in %.3f, all five with their scores in %.3f", asked, changed, share(first), share(same))
	if share(first) < .98 || share(same) < .95 || changed < asked/10 {
		t.Errorf("a trial finds otherwise than the server would")
	}
}

// names are the indexes of a server once it has done all that waits.
func (s *server) names() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	for range len(s.tasks) + 1 {
		s.move()
	}
	return slices.Sorted(maps.Keys(s.indexes))
}

func TestADraftThatIsTriedStandsNowhereElse(t *testing.T) {
	t.Parallel()
	s := newServer(t, "master")
	x := open(t, s)
	must(t, x.Reword(t.Context(), knowledge.Synonyms{"en": {{"lighthouse", "beacon"}}}))
	must(t, x.Put(t.Context(), append(one(1, "the old lighthouse"), one(2, "the harbour")...)))
	usual := s.names()
	trial := x.Trial()
	must(t, trial.Drop(t.Context())) // nothing was made
	finds := func(in interface {
		Search(context.Context, knowledge.Query) ([]knowledge.Hit, error)
	}, text string) string {
		t.Helper()
		hits, err := in.Search(t.Context(), knowledge.Query{Text: text, Lang: "en"})
		must(t, err)
		var ids []int64
		for _, h := range hits {
			ids = append(ids, h.Article)
		}
		return fmt.Sprint(ids)
	}
	draft := one(1, "a windmill with a beacon")[0]
	must(t, trial.Enter(t.Context(), draft, 2)) // it takes the harbour in
	if got := finds(trial, "windmill") + finds(trial, "old") + finds(trial, "harbour") + finds(x, "harbour"); got != "[1][][][2]" {
		t.Errorf("a trial without an article finds %s", got)
	}
	must(t, trial.Leave(t.Context()))
	must(t, trial.Enter(t.Context(), draft, 0))
	if got := finds(trial, "windmill") + finds(trial, "old") + finds(trial, "harbour") + finds(trial, "lighthouse"); got != "[1][][2][1]" {
		t.Errorf("a trial finds %s", got)
	}
	if got := finds(x, "windmill") + finds(x, "old"); got != "[][1]" {
		t.Errorf("customers are answered from a draft: %s", got)
	}
	s.mu.Lock()
	for name, i := range s.indexes {
		for _, d := range i.docs {
			if !strings.Contains(name, "trial") && strings.Contains(fmt.Sprint(d), "windmill") {
				t.Errorf("the draft stands in %s", name)
			}
			if strings.Contains(name, "trial") && fmt.Sprint(i.settings["filterableAttributes"]) != fmt.Sprint(s.indexes[usual[0]].settings["filterableAttributes"]) {
				t.Errorf("%s has other settings", name)
			}
		}
	}
	s.mu.Unlock()
	must(t, trial.Leave(t.Context()))
	if got := finds(trial, "windmill") + finds(trial, "old"); got != "[][1]" {
		t.Errorf("afterwards a trial finds %s", got)
	}
	must(t, trial.Drop(t.Context()))
	if got := s.names(); !slices.Equal(got, usual) {
		t.Errorf("left are %v", got)
	}
	must(t, trial.Enter(t.Context(), one(-1, "a new windmill")[0], 0)) // it can begin anew
	if got := finds(trial, "windmill"); got != "[-1]" {
		t.Errorf("a new article is found as %s", got)
	}
	must(t, trial.Drop(t.Context()))
}

func TestWhatAKilledTrialLeftBehindIsDeleted(t *testing.T) {
	t.Parallel()
	s := newServer(t, "master")
	x := open(t, s)
	must(t, x.Put(t.Context(), one(1, "the lighthouse")))
	usual := s.names()
	killed, goesOn := open(t, s).Trial(), open(t, s).Trial()
	must(t, killed.Enter(t.Context(), one(1, "killed")[0], 0))
	left := slices.DeleteFunc(s.names(), func(name string) bool { return slices.Contains(usual, name) })
	must(t, goesOn.Enter(t.Context(), one(1, "goes on")[0], 0))
	s.mu.Lock()
	for _, name := range left {
		s.indexes[name].updated = time.Now().Add(-2 * time.Hour)
	}
	s.mu.Unlock()
	x.SweepTrials(t.Context())
	now := s.names()
	if len(left) != 2 || len(now) != len(usual)+2 || slices.ContainsFunc(left, func(name string) bool { return slices.Contains(now, name) }) {
		t.Errorf("of %v and %v, left are %v", usual, left, now)
	}
	hits, err := goesOn.Search(t.Context(), knowledge.Query{Text: "goes", Lang: "en"})
	if err != nil || len(hits) != 1 {
		t.Errorf("a trial that goes on finds %v, %v", hits, err)
	}
	must(t, goesOn.Drop(t.Context()))
}
