package main

import (
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"switchboard/channels"
	"switchboard/migrations/pgtest"
)

// TestAModelOfTheSettingsSumsUpAHandOff: the program hands a conversation off at once, and its own job has the model that the
// settings name for summaries read it. Nothing private reaches the model; what it makes up is not kept.
func TestAModelOfTheSettingsSumsUpAHandOff(t *testing.T) {
	t.Parallel()
	asked := make(chan string, 10)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var in struct {
			Model    string
			Messages []struct{ Role, Content string }
		}
		if err := json.NewDecoder(r.Body).Decode(&in); err != nil || len(in.Messages) != 2 {
			http.Error(w, "malformed", http.StatusBadRequest)
			return
		}
		answer := "{}"
		if in.Model == "small" {
			asked <- in.Messages[1].Content
			answer = `{"lines":[{"label":"asks","text":"The customer wants a fountain pen repaired.","line":1,"quote":"my fountain pen repaired"},
				{"label":"open","text":"A refund of 500 € is due.","line":1,"quote":"my fountain pen repaired"}],
				"facts":[{"field":"e-mail","value":"⟦EMAIL_1⟧","line":1,"quote":"write to ⟦EMAIL_1⟧"}],"ending":{"how":"complaint","line":1,"quote":"I want"}}`
		}
		_ = json.NewEncoder(w).Encode(map[string]any{"id": "c", "object": "chat.completion", "created": 1, "model": in.Model,
			"choices": []any{map[string]any{"index": 0, "finish_reason": "stop", "message": map[string]any{"role": "assistant", "content": answer}}},
			"usage":   map[string]int{"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2}})
	}))
	t.Cleanup(server.Close)
	cfg, err := loadConfig([]string{"DATABASE_URL=" + pgtest.New(t).Config().ConnString(), "SWITCHBOARD_SAMPLES=false", "SWITCHBOARD_LOG_LEVEL=error",
		"OPENAI_MODEL=big", "OPENAI_MODELS=summary:small", "OPENAI_BASE_URL=" + server.URL})
	if err != nil {
		t.Fatal(err)
	}
	a, err := build(t.Context(), cfg, newLogger(cfg))
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	if err := a.jobs.Start(ctx); err != nil {
		t.Fatal(err)
	}
	done := make(chan struct{})
	go func() { defer close(done); _ = a.workers.Run(ctx) }()
	t.Cleanup(func() { cancel(); <-done; <-a.jobs.Stopped(); _ = a.db.close() })
	err = a.router.Receive(t.Context(), channels.Inbound{Account: cfg.Accounts[0].Name, ID: "1", From: "v1", Text: "I want my fountain pen repaired, write to maria@home.example"})
	if err != nil {
		t.Fatal(err)
	}
	var state, summary, model, email string
	for end := time.Now().Add(20 * time.Second); model == "" && time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		err = a.db.pool.QueryRow(t.Context(), `SELECT c.state, COALESCE(c.queue_summary, ''), c.summary_model, COALESCE((SELECT value FROM facts), '') FROM conversations c`).
			Scan(&state, &summary, &model, &email)
		if err != nil {
			t.Fatal(err)
		}
	}
	if state != "queued" || model != "small" || email != "maria@home.example" || summary != "Asks: The customer wants a fountain pen repaired." {
		t.Errorf("%s, by %q: %q, %q", state, model, summary, email)
	}
	if data := <-asked; strings.Contains(data, "maria@home") || !strings.Contains(data, "fountain pen") {
		t.Errorf("the model was asked with %s", data)
	}
}

func TestEachUseOfAModelIsKnown(t *testing.T) {
	t.Parallel()
	if _, err := loadConfig([]string{"OPENAI_MODELS=draft:a,summary:b"}); err != nil {
		t.Error(err)
	}
	if _, err := loadConfig([]string{"OPENAI_MODELS=gossip:a"}); err == nil || !strings.Contains(err.Error(), "gossip") {
		t.Errorf("%v", err)
	}
}
