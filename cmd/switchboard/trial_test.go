package main

import (
	"context"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"runtime"
	"strings"
	"testing"
	"time"

	"switchboard/assist"
	"switchboard/knowledge"
	"switchboard/knowledge/local"
	"switchboard/knowledge/meili"
	"switchboard/knowledge/recall"
	"switchboard/migrations/pgtest"
	"switchboard/routing"
)

// While the search server is down nothing can be found on it: a draft is tried all the same.
func TestATrialGoesOnWhileTheSearchServerIsDown(t *testing.T) {
	t.Parallel()
	down := httptest.NewServer(http.NotFoundHandler())
	down.Close()
	index, err := meili.New(meili.Config{URL: down.URL})
	if err != nil {
		t.Fatal(err)
	}
	pool := pgtest.New(t)
	a := &app{clock: knowledge.NewClock(nil), store: knowledge.NewStore(pool), router: routing.New(routing.Config{Pool: pool}), index: index, log: slog.New(slog.DiscardHandler)}
	a.trial = newTrial(a)
	if _, err := a.store.SaveProject(t.Context(), knowledge.Project{Key: "net", Name: "Net"}); err != nil {
		t.Fatal(err)
	}
	draft := &knowledge.Article{Key: "pipes", Project: "net", Name: "Net", Lang: "en", Title: "Bagpipes are tuned here", Body: "We tune bagpipes here.", Audience: knowledge.Public}
	for range 2 {
		before, after, err := a.trial.try(t.Context(), knowledge.Attempt{Draft: draft}, []knowledge.TrialQuestion{{Text: "are bagpipes tuned here", Lang: "en"}})
		if err != nil || len(before[0].Found) != 0 || len(after[0].Found) != 1 {
			t.Errorf("%+v, then %+v, %v", before, after, err)
		}
	}
	if a.trial.index != nil || a.trial.inside {
		t.Error("the next trial does not ask the server")
	}
}

func TestATrialAnswersWithTheDraftAndLeavesNothingBehind(t *testing.T) {
	t.Parallel()
	pool := pgtest.New(t)
	a := &app{clock: knowledge.NewClock(nil), store: knowledge.NewStore(pool), router: routing.New(routing.Config{Pool: pool})}
	a.trial = newTrial(a)
	if _, err := a.store.SaveProject(t.Context(), knowledge.Project{Key: "net", Name: "Net"}); err != nil {
		t.Fatal(err)
	}
	save := func(key, title, body string) int64 {
		t.Helper()
		id, _, err := a.store.SaveVersion(t.Context(), knowledge.Edit{Project: "net", Key: key, Lang: "en", Author: "Maria", Publish: true, Draft: knowledge.Draft{Title: title, Body: body}})
		if err != nil {
			t.Fatal(err)
		}
		return id
	}
	router := save("router", "Restart the router", "Unplug the router and plug it in again.")
	save("invoice", "Where the invoice is", "The invoice is in the cabinet.")
	questions := []knowledge.TrialQuestion{{Text: "how do i restart the router", Lang: "en"}, {Text: "are bagpipes tuned here", Lang: "en"}}
	try := func(draft *knowledge.Article) (before, after []knowledge.TrialAnswer) {
		t.Helper()
		before, after, err := a.trial.try(t.Context(), knowledge.Attempt{Draft: draft}, questions)
		if err != nil {
			t.Fatal(err)
		}
		return before, after
	}
	key := func(a knowledge.TrialAnswer) string {
		if len(a.Found) == 0 {
			return a.Does
		}
		return a.Found[0].Key
	}
	draft := &knowledge.Article{ID: router, Key: "router", Project: "net", Name: "Net", Lang: "en", Title: "Modems", Body: "A modem hums.", Audience: knowledge.Public}
	added := &knowledge.Article{Key: "pipes", Project: "net", Name: "Net", Lang: "en", Title: "Bagpipes are tuned here", Body: "We tune bagpipes here.", Audience: knowledge.Public}
	for range 2 { // the second time over the same index
		if before, after := try(draft); key(before[0]) != "router" || key(after[0]) == "router" {
			t.Errorf("a draft in place of an article: %+v, then %+v", before[0], after[0])
		}
		if before, after := try(added); key(before[1]) == "pipes" || key(after[1]) != "pipes" || after[1].Found[0].Article != 0 {
			t.Errorf("a new draft: %+v, then %+v", before[1], after[1])
		}
	}
	for range 2 { // the second time what was merged is there again
		before, after, err := a.trial.try(t.Context(), knowledge.Attempt{Draft: added, Merges: router}, questions)
		if err != nil || key(before[0]) != "router" || after[0].Has("net", "router") || key(after[1]) != "pipes" {
			t.Errorf("a draft that takes another one in: %+v, then %+v, %v", before, after, err)
		}
	}
	save("pipes", "Bagpipes are tuned here", "We tune bagpipes here.")
	if before, _ := try(nil); key(before[1]) != "pipes" {
		t.Errorf("what was published meanwhile is not known: %+v", before[1])
	}
	again := []knowledge.TrialQuestion{questions[1]}
	does := func(draft *knowledge.Article) (before, after string) {
		t.Helper()
		was, is, err := a.trial.try(t.Context(), knowledge.Attempt{Draft: draft}, again)
		if err != nil {
			t.Fatal(err)
		}
		return was[0].Does, is[0].Does
	}
	pipes, err := a.store.ArticleByKey(t.Context(), "net", "pipes", "en")
	if err != nil {
		t.Fatal(err)
	}
	same := &knowledge.Article{ID: pipes.ID, Key: "pipes", Project: "net", Name: "Net", Lang: "en", Title: pipes.Versions[0].Title, Body: pipes.Versions[0].Body, Audience: knowledge.Public}
	if before, _ := does(nil); before != knowledge.DoesAnswer {
		t.Errorf("the assistant %s", before)
	}
	if err := a.store.Doubt(t.Context(), pipes.ID, "Oleh", "is it so?"); err != nil {
		t.Fatal(err)
	}
	if before, after := does(same); before != knowledge.DoesOffer || after != knowledge.DoesAnswer {
		t.Errorf("with an article that is not verified the assistant %s, with one that somebody publishes it %s", before, after)
	}
	if err := routing.SaveThresholds(t.Context(), pool, routing.Thresholds{"net/en": {Answer: 2}}, "test", ""); err != nil {
		t.Fatal(err)
	}
	if _, after := does(same); after != knowledge.DoesOffer {
		t.Errorf("above the project's threshold the assistant %s", after)
	}
	a.trial.used = time.Now().Add(-2 * rest)
	if a.trial.relax(t.Context()); a.trial.index != nil {
		t.Error("the index of trials is kept for ever")
	}
}

// TestATrialIsMadeReadyWhileSomebodyWrites: who presses Try does not wait for the index to be filled.
func TestATrialIsMadeReadyWhileSomebodyWrites(t *testing.T) {
	t.Parallel()
	pool := pgtest.New(t)
	a := &app{clock: knowledge.NewClock(nil), store: knowledge.NewStore(pool), router: routing.New(routing.Config{Pool: pool}), log: slog.New(slog.DiscardHandler)}
	a.trial = newTrial(a)
	a.trial.expect()
	a.trial.expect() // it is wanted already
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan struct{})
	go func() { defer close(ended); a.trial.prepare(ctx) }()
	filled := func() bool {
		a.trial.mu.Lock()
		defer a.trial.mu.Unlock()
		return a.trial.index != nil
	}
	for !filled() {
		runtime.Gosched() // the test's own time limit ends it
	}
	stop()
	<-ended
	a.trial.giveUp(t.Context())
	late, cancel := context.WithCancel(t.Context())
	cancel()
	if _, _, err := a.trial.try(late, knowledge.Attempt{}, []knowledge.TrialQuestion{{Text: "are bagpipes tuned here", Lang: "en"}}); err == nil || !filled() {
		t.Errorf("for who has given up it is not filled: %v", err)
	}
	if a.trial.relax(t.Context()); !filled() {
		t.Error("it was given up at once")
	}
}

// TestATrialBeginsWithWhatServes: articles are not analysed anew for it, and what is tried never reaches what serves.
func TestATrialBeginsWithWhatServes(t *testing.T) {
	t.Parallel()
	pool, log := pgtest.New(t), slog.New(slog.DiscardHandler)
	index := local.New()
	a := &app{clock: knowledge.NewClock(nil), store: knowledge.NewStore(pool), router: routing.New(routing.Config{Pool: pool}), index: index, memory: recall.New(), log: log}
	a.follower, a.recaller = knowledge.NewFollower(a.store, a.index, nil, log), knowledge.NewFollower(a.store, a.memory, nil, log)
	a.trial = newTrial(a)
	if _, err := a.store.SaveProject(t.Context(), knowledge.Project{Key: "net", Name: "Net"}); err != nil {
		t.Fatal(err)
	}
	if _, _, err := a.store.SaveVersion(t.Context(), knowledge.Edit{Project: "net", Key: "router", Lang: "en", Author: "Maria", Publish: true,
		Draft: knowledge.Draft{Title: "Restart the router", Body: "Unplug the router and plug it in again."}}); err != nil {
		t.Fatal(err)
	}
	for _, f := range []*knowledge.Follower{a.follower, a.recaller} {
		go f.Run(t.Context(), nil)
		for end := time.Now().Add(10 * time.Second); reached(f) == 0; time.Sleep(10 * time.Millisecond) {
			if time.Now().After(end) {
				t.Fatal("what serves is not filled")
			}
		}
	}
	a.trial.begin()
	if a.trial.rev == 0 {
		t.Error("the trial begins with nothing")
	}
	a.trial.giveUp(t.Context())
	draft := &knowledge.Article{Key: "pipes", Project: "net", Name: "Net", Lang: "en", Title: "Bagpipes are tuned here", Body: "We tune bagpipes here.", Audience: knowledge.Public}
	questions := []knowledge.TrialQuestion{{Text: "are bagpipes tuned here", Lang: "en"}, {Text: "how do i restart the router", Lang: "en"}}
	before, after, err := a.trial.try(t.Context(), knowledge.Attempt{Draft: draft}, questions)
	if err != nil || len(before[0].Found) != 0 || !after[0].Has("net", "pipes") || !before[1].Has("net", "router") || !after[1].Has("net", "router") {
		t.Errorf("%+v, then %+v, %v", before, after, err)
	}
	hits, err := index.Search(t.Context(), knowledge.Query{Text: "bagpipes"})
	if err != nil || len(hits) > 0 {
		t.Errorf("the draft is found: %v, %v", hits, err)
	}
	for _, r := range a.memory.Recall(knowledge.Asked{Text: "are bagpipes tuned here", Lang: "en", Limit: 5}) {
		if r.Article < 0 {
			t.Errorf("the draft is recalled: %+v", r)
		}
	}
}

// What another language of the article is quoted with is the draft's as well, and not what readers still see.
func TestATrialBorrowsFromTheDraft(t *testing.T) {
	t.Parallel()
	pool := pgtest.New(t)
	a := &app{clock: knowledge.NewClock(nil), store: knowledge.NewStore(pool), router: routing.New(routing.Config{Pool: pool}), log: slog.New(slog.DiscardHandler)}
	a.trial = newTrial(a)
	if _, err := a.store.SaveProject(t.Context(), knowledge.Project{Key: "velo", Name: "Velo"}); err != nil {
		t.Fatal(err)
	}
	ids := map[string]int64{}
	for lang, d := range map[string]knowledge.Draft{
		"en": {Title: "Prices of renting", Body: "A mountain bike costs 400 a day."},
		"uk": {Title: "Ціни оренди", Body: "Гірський велосипед коштує 400 на день.", Questions: []string{"mountain bike a day price", "how much is a mountain bike for a day"}},
	} {
		var err error
		if ids[lang], _, err = a.store.SaveVersion(t.Context(), knowledge.Edit{Project: "velo", Key: "prices", Lang: lang, Author: "Maria", Publish: true, Draft: d}); err != nil {
			t.Fatal(err)
		}
	}
	questions := []knowledge.TrialQuestion{{Text: "mountain bike a day price", Lang: "en"}}
	draft := &knowledge.Article{ID: ids["en"], Key: "prices", Project: "velo", Name: "Velo", Lang: "en", Title: "Our site", Body: "All is told on the site of ours.", Audience: knowledge.Public}
	other := &knowledge.Article{Key: "site", Project: "velo", Name: "Velo", Lang: "en", Title: "Our site", Body: "All is told on the site of ours.", Audience: knowledge.Public}
	for _, c := range []struct {
		what string
		a    knowledge.Attempt
		says string
	}{
		{"another article is written", knowledge.Attempt{Draft: other}, "A mountain bike costs 400 a day."},
		{"the article is edited", knowledge.Attempt{Draft: draft}, "All is told on the site of ours."},
		{"the article is merged into another", knowledge.Attempt{Draft: other, Merges: ids["en"]}, "Гірський велосипед коштує 400 на день."},
	} {
		before, after, err := a.trial.try(t.Context(), c.a, questions)
		if err != nil || before[0].Text != "A mountain bike costs 400 a day." || after[0].Text != c.says {
			t.Errorf("%s: %+v, then %+v, %v", c.what, before, after, err)
		}
	}
}

// poisoned is an index that no question can be asked of.
type poisoned struct{ knowledge.Index }

func (poisoned) Search(context.Context, knowledge.Query) ([]knowledge.Hit, error) { panic("poison") }

// A question that nobody foresaw costs its trial, and not the program.
func TestAPanicInATrialIsItsError(t *testing.T) {
	t.Parallel()
	pool := pgtest.New(t)
	a := &app{clock: knowledge.NewClock(nil), store: knowledge.NewStore(pool), router: routing.New(routing.Config{Pool: pool}), log: slog.New(slog.DiscardHandler)}
	a.trial = newTrial(a)
	a.trial.ask = assist.New(assist.Config{Index: poisoned{local.New()}, Projects: a.store.Projects})
	if _, err := a.trial.answers(t.Context(), []knowledge.TrialQuestion{{Text: "are bagpipes tuned here", Lang: "en"}, {Text: "where is the shop", Lang: "en"}}); err == nil || !strings.Contains(err.Error(), "poison") {
		t.Errorf("%v", err)
	}
}
