package meili_test

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/failsafe-go/failsafe-go/circuitbreaker"

	"switchboard/knowledge"
	"switchboard/knowledge/meili"
)

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func TestTheMasterKeyMakesTwoKeysThatMayLittle(t *testing.T) {
	s := newServer(t, "master key of the server")
	for range 2 { // another process finds the same keys
		x := open(t, s)
		must(t, x.Put(t.Context(), one(1, "the lighthouse")))
		if hits, err := x.Search(t.Context(), knowledge.Query{Text: "lighthouse"}); err != nil || len(hits) != 1 {
			t.Fatal(hits, err)
		}
		must(t, x.Rebuild(t.Context(), func(yield func([]knowledge.Article, error) bool) { yield(one(1, "the lighthouse"), nil) }))
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.keys) != 2 {
		t.Errorf("%d keys were made", len(s.keys))
	}
	for id, n := range s.made {
		if n != 1 {
			t.Errorf("the key %q was made %d times: what uses it is refused meanwhile", s.keys[id].Name, n)
		}
	}
	for _, k := range s.keys {
		if slices.Contains(k.Actions, "*") || slices.Contains(k.Indexes, "*") || k.may("keys.create") || strings.Contains(k.Name, "search") && len(k.Actions) != 1 {
			t.Errorf("a key may %q on %q", k.Actions, k.Indexes)
		}
	}
	if s.used[""] > 10 || s.used["switchboard knowledge search"] == 0 || s.used["switchboard knowledge fill"] == 0 {
		t.Errorf("requests by key: %v; the master key asks for the version, for keys and how a swap goes alone", s.used)
	}
}

func TestAKeyThatMayNotMakeKeysIsUsedAsItIs(t *testing.T) {
	s := newServer(t, "master")
	s.keys["x"] = &apiKey{Name: "admin", Key: "admin", Actions: []string{"search", "documents.*", "indexes.*", "settings.*", "tasks.*", "version"}, Indexes: []string{"*"}}
	x, err := meili.New(meili.Config{URL: s.URL, Key: "admin"})
	must(t, err)
	must(t, x.Put(t.Context(), one(1, "the lighthouse")))
	if hits, err := x.Search(t.Context(), knowledge.Query{Text: "lighthouse"}); err != nil || len(hits) != 1 {
		t.Error(hits, err)
	}
	s.keys["x"].Actions = []string{"search", "version"}
	if err := openWith(t, s, "admin").Put(t.Context(), one(1, "x")); err == nil || !strings.Contains(err.Error(), "refuses the key") {
		t.Errorf("a key that may too little: %v", err)
	}
}

func TestAKeyForOurIndexesAloneSwapsThemToo(t *testing.T) {
	s := newServer(t, "master")
	s.keys["x"] = &apiKey{Name: "ours", Key: "ours", Actions: []string{"search", "documents.*", "indexes.*", "settings.*", "tasks.*", "version"},
		Indexes: []string{"knowledge-*"}}
	x := openWith(t, s, "ours")
	must(t, x.Put(t.Context(), one(1, "the old lighthouse")))
	must(t, x.Rebuild(t.Context(), func(yield func([]knowledge.Article, error) bool) { yield(one(2, "the new lighthouse"), nil) }))
	if hits, err := x.Search(t.Context(), knowledge.Query{Text: "lighthouse"}); err != nil || len(hits) != 1 || hits[0].Article != 2 {
		t.Errorf("after the swap: %+v, %v", hits, err)
	}
}

func openWith(t *testing.T, s *server, key string) *meili.Index {
	t.Helper()
	x, err := meili.New(meili.Config{URL: s.URL, Key: key})
	must(t, err)
	return x
}

func TestAKeyOfAnEarlierVersionIsMadeAnew(t *testing.T) {
	s := newServer(t, "master")
	must(t, open(t, s).Put(t.Context(), one(1, "x")))
	s.mu.Lock()
	for _, k := range s.keys {
		k.Actions = []string{"search", "stats.get"}
	}
	s.mu.Unlock()
	must(t, open(t, s).Put(t.Context(), one(1, "y")))
	for _, k := range s.keys {
		if slices.Contains(k.Actions, "stats.get") {
			t.Errorf("a key still may %q", k.Actions)
		}
	}
}

func TestOtherSettingsAreBroughtByARebuildWithoutAGap(t *testing.T) {
	s := newServer(t, "")
	x := open(t, s)
	must(t, x.Put(t.Context(), one(1, "the lighthouse")))
	must(t, x.Note(t.Context(), 7, nil))
	s.mu.Lock()
	for _, i := range s.indexes { // as an earlier version left them
		i.settings["rankingRules"] = []any{"words"}
		if note := i.docs["note"]; note != nil {
			note["settings"] = "earlier"
		}
	}
	s.mu.Unlock()
	later := open(t, s)
	if rev, _, err := later.Filled(t.Context()); err != nil || rev != 0 {
		t.Fatalf("filled to %d, %v, with other settings", rev, err)
	}
	if hits, err := later.Search(t.Context(), knowledge.Query{Text: "lighthouse"}); err != nil || len(hits) != 1 {
		t.Errorf("before the rebuild: %v, %v", hits, err)
	}
	must(t, later.Rebuild(t.Context(), func(yield func([]knowledge.Article, error) bool) { yield(one(1, "the lighthouse"), nil) }))
	must(t, later.Note(t.Context(), 8, nil))
	s.mu.Lock()
	if rules, ok := s.indexes["knowledge-7"].settings["rankingRules"].([]any); !ok || len(rules) < 2 {
		t.Errorf("the rules are %v", rules)
	}
	s.mu.Unlock()
	if rev, _, err := open(t, s).Filled(t.Context()); err != nil || rev != 8 {
		t.Errorf("filled to %d, %v", rev, err)
	}
}

func TestIndexesOfAnEarlierFormStayForAWeek(t *testing.T) {
	s := newServer(t, "")
	for name, age := range map[string]time.Duration{"knowledge": 8 * 24 * time.Hour, "knowledge-1": time.Hour, "knowledge-1-questions": 8 * 24 * time.Hour,
		"knowledge-7-rebuild-x": 25 * time.Hour, "knowledge-7-rebuild-y": time.Hour, "other": 1000 * time.Hour} {
		s.indexes[name] = &index{docs: map[string]map[string]any{}, updated: time.Now().Add(-age)}
	}
	must(t, open(t, s).Rebuild(t.Context(), func(func([]knowledge.Article, error) bool) {}))
	must(t, open(t, s).Put(t.Context(), one(1, "x"))) // lets the tasks be done
	s.mu.Lock()
	defer s.mu.Unlock()
	for name, stays := range map[string]bool{"knowledge": false, "knowledge-1": true, "knowledge-1-questions": false, "knowledge-7-rebuild-x": false,
		"knowledge-7-rebuild-y": true, "other": true, "knowledge-7": true} {
		if (s.indexes[name] != nil) != stays {
			t.Errorf("%s stays: %v, want %v", name, s.indexes[name] != nil, stays)
		}
	}
}

func TestCheckTellsTheVersionHowFarAndWhatFailed(t *testing.T) {
	s := newServer(t, "master")
	x := open(t, s)
	says := func(x *meili.Index, want ...string) {
		t.Helper()
		fact, err := x.Check(t.Context())
		must(t, err)
		for _, w := range want {
			if !strings.Contains(fact, w) {
				t.Errorf("%q does not say %q", fact, w)
			}
		}
	}
	says(x, "Meilisearch 1.41.0", "not filled yet")
	must(t, x.Note(t.Context(), 7, nil))
	says(x, "at revision 7")
	other, err := meili.New(meili.Config{URL: s.URL, Key: s.key, Model: "another"})
	must(t, err)
	says(other, "at revision 7 with other settings")
	s.mu.Lock()
	s.version, s.fail["documentAdditionOrUpdate"] = "1.99.0", "the disk is full"
	s.mu.Unlock()
	if err := x.Put(t.Context(), one(1, "x")); err == nil {
		t.Error("a task failed and nobody was told")
	}
	says(x, "Meilisearch 1.99.0", "newer than 1.41", "documentAdditionOrUpdate on knowledge-7", "the disk is full")
	s.mu.Lock()
	s.version = "1.17.0"
	s.mu.Unlock()
	if _, err := x.Check(t.Context()); err == nil || !strings.Contains(err.Error(), "1.18 or later is needed") {
		t.Errorf("an old server: %v", err)
	}
}

func TestANewerServerIsToldAndUsed(t *testing.T) {
	s := newServer(t, "")
	s.version = "2.3.0"
	var said bytes.Buffer
	x, err := meili.New(meili.Config{URL: s.URL, Log: slog.New(slog.NewTextHandler(&said, nil))})
	must(t, err)
	must(t, x.Put(t.Context(), one(1, "x")))
	if !strings.Contains(said.String(), "newer than this program knows") || !strings.Contains(said.String(), "2.3.0") {
		t.Errorf("said %q", said.String())
	}
}

func TestAServerThatDoesNotAnswerIsLeftAlone(t *testing.T) {
	var asked atomic.Int64
	var up atomic.Bool
	real := newServer(t, "")
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked.Add(1)
		if !up.Load() {
			w.WriteHeader(http.StatusServiceUnavailable)
			return
		}
		real.Config.Handler.ServeHTTP(w, r)
	}))
	t.Cleanup(s.Close)
	x, err := meili.New(meili.Config{URL: s.URL})
	must(t, err)
	var last error
	for range 20 {
		_, last = x.Search(t.Context(), knowledge.Query{Text: "lighthouse"})
	}
	if !errors.Is(last, circuitbreaker.ErrOpen) || asked.Load() > 5 {
		t.Errorf("after %d requests: %v", asked.Load(), last)
	}
	up.Store(true)
	for deadline := time.Now().Add(10 * time.Second); ; time.Sleep(50 * time.Millisecond) {
		if err := x.Put(context.Background(), one(1, "the lighthouse")); err == nil {
			break
		} else if time.Now().After(deadline) {
			t.Fatal(err)
		}
	}
	if hits, err := x.Search(t.Context(), knowledge.Query{Text: "lighthouse"}); err != nil || len(hits) != 1 {
		t.Error(hits, err)
	}
}

func TestAQuestionPeopleAskLeadsToThePassage(t *testing.T) {
	x := open(t, newServer(t, ""))
	must(t, x.Put(t.Context(), []knowledge.Article{
		{ID: 1, Key: "a", Project: "net", Lang: "en", Title: "Device", Body: "Hold the button.\n\n## Lamp\n\nThe red lamp means no connection.", Audience: knowledge.Public,
			Questions: []string{"how do I reboot the thing", "is my equipment frozen"}},
		{ID: 2, Key: "b", Project: "net", Lang: "en", Title: "Equipment rental", Body: "Equipment is rented for a year.", Audience: knowledge.Public},
		{ID: 3, Key: "c", Project: "net", Lang: "en", Title: "Moving house", Body: "Bring the equipment along.", Audience: knowledge.Public},
	}))
	hits, err := x.Search(t.Context(), knowledge.Query{Text: "my equipment is frozen"})
	if err != nil || len(hits) != 3 || hits[0].Article != 1 || hits[0].Question != "is my equipment frozen" || hits[0].Passage == "" {
		t.Errorf("found %+v, %v", hits, err)
	}
	if hits, err = x.Search(t.Context(), knowledge.Query{Text: "red lamp"}); err != nil || len(hits) != 1 || hits[0].Heading != "Lamp" {
		t.Errorf("found %+v, %v", hits, err)
	}
	must(t, x.Put(t.Context(), one(1, "Something else.")))
	if hits, err = x.Search(t.Context(), knowledge.Query{Text: "frozen"}); err != nil || len(hits) != 0 {
		t.Errorf("a question that is gone is found: %+v, %v", hits, err)
	}
}

// TestTwoReplicasThatMakeAKeyAnewGetInNobodysWay has the other replica come between every two requests of one.
func TestTwoReplicasThatMakeAKeyAnewGetInNobodysWay(t *testing.T) {
	for at, turn := range map[string]int64{"GET /keys/": 1, "DELETE /keys/": 1, "POST /keys": 2} {
		real := newServer(t, "master")
		must(t, open(t, real).Put(t.Context(), one(1, "the lighthouse")))
		real.mu.Lock()
		for _, k := range real.keys {
			k.Actions = []string{"stats.get"} // as another version made them
		}
		real.mu.Unlock()
		var came atomic.Int64 // the other one comes once
		s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if key := r.Method + " " + r.URL.Path; strings.HasPrefix(key, at) && came.Add(1) == turn {
				must(t, open(t, real).Put(t.Context(), one(2, "another lighthouse")))
			}
			real.Config.Handler.ServeHTTP(w, r)
		}))
		x, err := meili.New(meili.Config{URL: s.URL, Key: "master"})
		must(t, err)
		must(t, x.Put(t.Context(), one(3, "a third lighthouse")))
		if hits, err := x.Search(t.Context(), knowledge.Query{Text: "lighthouse"}); err != nil || len(hits) != 1 || came.Load() < turn {
			t.Errorf("another replica before %s: %v, %v", at, hits, err)
		}
		s.Close()
	}
}

// TestASearchGoesOnWhenItsKeyIsGone: somebody deleted the keys on the server. Nobody who asks notices.
func TestASearchGoesOnWhenItsKeyIsGone(t *testing.T) {
	s := newServer(t, "master")
	x := open(t, s)
	must(t, x.Put(t.Context(), one(1, "the lighthouse")))
	for range 2 {
		s.mu.Lock()
		clear(s.keys)
		s.mu.Unlock()
		if hits, err := x.Search(t.Context(), knowledge.Query{Text: "lighthouse"}); err != nil || len(hits) != 1 {
			t.Errorf("the keys are gone: %v, %v", hits, err)
		}
	}
	s.mu.Lock()
	s.key = "another master"
	clear(s.keys)
	s.mu.Unlock()
	if _, err := x.Search(t.Context(), knowledge.Query{Text: "lighthouse"}); err == nil || !strings.Contains(err.Error(), "refuses the key") {
		t.Errorf("the master key was changed: %v", err)
	}
}

// TestTwoThatMakeTheIndexesAtOnceAreNoFailure: one of the two tasks fails, and nobody need look at it.
func TestTwoThatMakeTheIndexesAtOnceAreNoFailure(t *testing.T) {
	real := newServer(t, "")
	var came atomic.Bool
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == "POST" && r.URL.Path == "/indexes" && came.CompareAndSwap(false, true) {
			must(t, open(t, real).Put(t.Context(), one(2, "another lighthouse")))
		}
		real.Config.Handler.ServeHTTP(w, r)
	}))
	t.Cleanup(s.Close)
	x, err := meili.New(meili.Config{URL: s.URL})
	must(t, err)
	must(t, x.Put(t.Context(), one(1, "the lighthouse")))
	if fact, err := x.Check(t.Context()); err != nil || strings.Contains(fact, "failed") || !came.Load() {
		t.Errorf("%q, %v", fact, err)
	}
}
