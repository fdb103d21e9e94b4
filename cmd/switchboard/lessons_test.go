package main

import (
	"context"
	"log/slog"
	"testing"
	"time"

	"switchboard/channels"
	"switchboard/knowledge"
	"switchboard/migrations/pgtest"
	"switchboard/routing"
)

func TestWhatATakenBackAnswerTaughtIsUntaughtByItself(t *testing.T) {
	t.Parallel()
	pool, log := pgtest.New(t), slog.New(slog.DiscardHandler)
	a := &app{store: knowledge.NewStore(pool), router: routing.New(routing.Config{Pool: pool, Log: log}), log: log}
	if _, err := a.store.SaveProject(t.Context(), knowledge.Project{Key: "net", Name: "Net"}); err != nil {
		t.Fatal(err)
	}
	id, _, err := a.store.SaveVersion(t.Context(), knowledge.Edit{Project: "net", Key: "router", Lang: "en", Author: "Maria", Publish: true, Draft: knowledge.Draft{Title: "Restart the router", Body: "Unplug it."}})
	if err != nil {
		t.Fatal(err)
	}
	if err := a.router.EnsureDepartments(t.Context(), departments("")); err != nil {
		t.Fatal(err)
	}
	if err := a.router.Receive(t.Context(), channels.Inbound{Account: "site", ID: "1", From: "maria", Text: "my router hums", Raw: []byte("x")}); err != nil {
		t.Fatal(err)
	}
	for _, sql := range []string{
		`INSERT INTO operators (email, name, display_name, role) VALUES ('o@lumen.example', 'O', 'O', 'operator')`,
		`INSERT INTO messages (conversation_id, seq, rev, author, state, key, text, at, deleted_at) SELECT id, 99, 99, 'operator', 'sent', gen_random_uuid(), 'Unplug it.', now(), now() FROM conversations`,
		`INSERT INTO suggestions (conversation_id, for_seq, rank, text, score, sources, state, message_id, decided_at) SELECT conversation_id, 1, 0, text, .5, '[{"title": "x"}]', 'withdrawn', id, now() FROM messages WHERE seq = 99`,
		`INSERT INTO message_changes (message_id, operator_id, state) SELECT m.id, o.id, 'done' FROM messages m, operators o WHERE m.seq = 99`,
	} {
		if _, err := pool.Exec(t.Context(), sql); err != nil {
			t.Fatal(sql, err)
		}
	}
	for _, key := range []string{"suggestion/1/operator/true", "suggestion/1/customer/false"} { // what the customer said against it stands
		if _, err := a.store.Teach(t.Context(), knowledge.Lesson{Key: key, Article: id, Lang: "en", Text: "my router hums", Solved: key != "suggestion/1/customer/false", Role: "operator", Person: "operator/1", At: time.Now()}); err != nil {
			t.Fatal(err)
		}
	}
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error)
	go func() { ended <- a.teach(ctx) }()
	for end := time.Now().Add(20 * time.Second); ; time.Sleep(10 * time.Millisecond) {
		list, err := a.store.Lessons(t.Context(), knowledge.LessonFilter{})
		if err == nil && len(list) == 1 && list[0].Key == "suggestion/1/customer/false" {
			break
		}
		if time.Now().After(end) {
			t.Fatalf("the memory has %+v, %v", list, err)
		}
	}
	if stop(); <-ended != nil {
		t.Error("it does not end well")
	}
}
