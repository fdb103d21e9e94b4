package main

import (
	"encoding/json"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"switchboard/assist"
	"switchboard/knowledge"
	"switchboard/migrations/pgtest"
)

// TestAnEmbedderOfTheSettingsFindsAcrossLanguages: the program embeds its articles by the server of the settings, and a question
// in a language that no article is written in finds the article that means it.
func TestAnEmbedderOfTheSettingsFindsAcrossLanguages(t *testing.T) {
	t.Parallel()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var in struct {
			Input []string `json:"input"`
		}
		if err := json.NewDecoder(r.Body).Decode(&in); err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		data := []any{}
		for i, text := range in.Input {
			v := []float32{0, 0.1}
			if strings.Contains(text, "parcel") || strings.Contains(text, "посылк") || strings.Contains(text, "paquet") {
				v[0] = 1
			}
			data = append(data, map[string]any{"object": "embedding", "index": i, "embedding": v})
		}
		_ = json.NewEncoder(w).Encode(map[string]any{"object": "list", "model": "m", "data": data})
	}))
	t.Cleanup(server.Close)
	cfg, err := loadConfig([]string{"DATABASE_URL=" + pgtest.New(t).Config().ConnString(), "SWITCHBOARD_SAMPLES=false", "OPENAI_EMBEDDING_MODEL=m", "OPENAI_BASE_URL=" + server.URL})
	if err != nil {
		t.Fatal(err)
	}
	a, err := build(t.Context(), cfg, newLogger(cfg))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = a.db.close() })
	if _, err := a.store.SaveProject(t.Context(), knowledge.Project{Key: "post", Name: "Post"}); err != nil {
		t.Fatal(err)
	}
	_, _, err = a.store.SaveVersion(t.Context(), knowledge.Edit{Project: "post", Key: "where", Lang: "en", Author: "maria", Publish: true,
		Draft: knowledge.Draft{Title: "Where is my parcel", Body: "Enter its number on the page.", Audience: knowledge.Public}})
	if err != nil {
		t.Fatal(err)
	}
	go a.follower.Run(t.Context(), nil)
	for end := time.Now().Add(10 * time.Second); !a.follower.State().Filled; time.Sleep(20 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatal("the index is not filled")
		}
	}
	draft := &knowledge.Article{Key: "claims", Project: "post", Name: "Post", Lang: "en", Title: "A lost parcel", Body: "Write to us within a month about the lost parcel.", Audience: knowledge.Public}
	before, after, err := a.trial.try(t.Context(), knowledge.Attempt{Draft: draft}, []knowledge.TrialQuestion{{Text: "потерялась посылка"}})
	if err != nil || !before[0].Has("post", "where") || !after[0].Has("post", "where") || before[0].Has("post", "claims") || !after[0].Has("post", "claims") {
		t.Errorf("a trial does not go by meaning: %+v, %+v, %v", before, after, err)
	}
	ranked, err := a.assist.Rank(t.Context(), dialogue("где моя посылка"), 3)
	if err != nil || len(ranked) != 1 || ranked[0].Hit.Key != "where" {
		t.Errorf("%+v, %v", ranked, err)
	}
	hits, err := searchOnce(t.Context(), cfg, a.db.pool, newLogger(cfg), knowledge.Query{Text: "où est mon paquet", Limit: 3})
	if err != nil || len(hits) != 1 || hits[0].Key != "where" {
		t.Errorf("a search from the command line: %+v, %v", hits, err)
	}
	cfg.OpenAIEmbedding = ""
	if hits, err = searchOnce(t.Context(), cfg, a.db.pool, newLogger(cfg), knowledge.Query{Text: "où est mon paquet", Limit: 3}); err != nil || len(hits) != 0 {
		t.Errorf("without an embedder: %+v, %v", hits, err)
	}
}

// A search server's index takes vectors of one length. A model that was replaced under its name is believed at the next start; while it
// does not answer, the length stands that was learned before.
func TestTheLengthOfVectorsIsThatOfTheModelAtTheStart(t *testing.T) {
	t.Parallel()
	pool := pgtest.New(t)
	var numbers atomic.Int32 // 0: it is down
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		if numbers.Load() == 0 {
			http.Error(w, `{"error":{"message":"no model is loaded"}}`, http.StatusNotFound)
			return
		}
		v := make([]float32, numbers.Load())
		v[0] = 1
		_ = json.NewEncoder(w).Encode(map[string]any{"data": []any{map[string]any{"index": 0, "embedding": v}}})
	}))
	t.Cleanup(server.Close)
	e, err := openEmbedder(Config{OpenAIEmbedding: "m", OpenAIBaseURL: server.URL}, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ gives, is int }{{0, 0}, {64, 64}, {0, 64}, {96, 96}, {0, 96}} {
		numbers.Store(int32(c.gives))
		if n, err := dimensions(t.Context(), pool, e, slog.New(slog.DiscardHandler)); err != nil || n != c.is {
			t.Errorf("%d numbers are taken for %d, %v", c.gives, n, err)
		}
	}
	served, err := loadConfig([]string{"DATABASE_URL=" + pool.Config().ConnString(), "MEILI_URL=http://search.example", "OPENAI_EMBEDDING_MODEL=m", "OPENAI_BASE_URL=" + server.URL})
	if err != nil {
		t.Fatal(err)
	}
	for n, says := range map[int32]string{96: "", 32: "those of the index have 96"} {
		numbers.Store(n)
		if fact, err := checkEmbedder(t.Context(), served); (err == nil) != (says == "") || err != nil && !strings.Contains(err.Error(), says) {
			t.Errorf("doctor says of %d numbers: %s, %v", n, fact, err)
		}
	}
	numbers.Store(96)
	if _, err := (ofLength{e, 96}).Embed(t.Context(), []string{"a"}); err != nil {
		t.Error(err)
	}
	if _, err := (ofLength{e, 64}).Embed(t.Context(), []string{"a"}); err == nil || !strings.Contains(err.Error(), "96 numbers") {
		t.Errorf("vectors that the index does not take: %v", err)
	}
}

func dialogue(text string) assist.Dialogue {
	return assist.Dialogue{Turns: []assist.Turn{{Customer: true, Text: text}}}
}
