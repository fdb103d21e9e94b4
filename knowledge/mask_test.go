package knowledge_test

import (
	"strings"
	"testing"
	"time"

	"switchboard/knowledge"
	"switchboard/migrations/pgtest"
)

// TestWhatMaskingLeftIsNotShownToCustomers: an article that was begun from a conversation has signs where something private of
// a customer was; customers are to read what was meant, or nothing.
func TestWhatMaskingLeftIsNotShownToCustomers(t *testing.T) {
	t.Parallel()
	ctx, s := t.Context(), knowledge.NewStore(pgtest.New(t))
	if _, err := s.SaveProject(ctx, knowledge.Project{Key: "net", Name: "Net"}); err != nil {
		t.Fatal(err)
	}
	edit := func(key, body string) knowledge.Edit {
		return knowledge.Edit{Project: "net", Key: key, Lang: "en", Author: "maria", Draft: knowledge.Draft{Title: "Tariffs", Body: body, Audience: knowledge.Public}}
	}
	save := func(e knowledge.Edit) int64 {
		t.Helper()
		id, _, err := s.SaveVersion(ctx, e)
		if err != nil {
			t.Fatalf("%q: %v", e.Body, err)
		}
		return id
	}
	refused := func(what string, err error, says string) {
		t.Helper()
		if err == nil || !strings.Contains(err.Error(), says) || !strings.Contains(err.Error(), "write what customers are to read there") {
			t.Errorf("%s: %v", what, err)
		}
	}
	const body = "Call •••• 77 for Maria."
	for body, says := range map[string]string{body: "body has “•••• 77”", "It is ••••.": "“••••”", "Write to b•••@mail.example.": "“b•••@mail.example.”", "Ask О••• of the shop": "“О•••”"} {
		e := edit("refused", body)
		e.Publish = true
		_, _, err := s.SaveVersion(ctx, e)
		refused("published at once", err, says)
		e.Publish, e.Submit = false, true
		_, _, err = s.SaveVersion(ctx, e)
		refused("submitted at once", err, says)
	}
	id := save(edit("tariffs", body))
	refused("submitted", s.Submit(ctx, id, 1, "maria", ""), "•••• 77")
	refused("published", s.Publish(ctx, id, 1, "maria"), "•••• 77")
	refused("planned", s.Plan(ctx, id, knowledge.Plan{Version: 1, From: time.Now().Add(time.Hour)}, "maria"), "•••• 77")
	batch := func(do knowledge.BatchAct, id int64) {
		t.Helper()
		done, err := s.ChangeAll(ctx, knowledge.Batch{Articles: []int64{id}, Do: do, Audience: knowledge.Public, By: "maria"})
		if err != nil || done.Changed != 0 || len(done.Left) != 1 || !strings.Contains(done.Left[0].Why, "•••• 77") {
			t.Errorf("%s: %+v, %v", do, done, err)
		}
	}
	batch(knowledge.BatchPublish, id)
	inside := edit("inside", body)
	inside.Audience, inside.Publish = knowledge.Internal, true
	batch(knowledge.BatchAudience, save(inside))
	planned := edit("planned", body)
	planned.Audience = knowledge.Internal
	later := save(planned)
	if err := s.Plan(ctx, later, knowledge.Plan{Version: 1, From: time.Now().Add(time.Hour)}, "maria"); err != nil {
		t.Fatal(err)
	}
	batch(knowledge.BatchAudience, later)
	for _, fine := range []string{"• one\n• two", "Tap ••• for more.", "The password is shown as ••••••••.", "Seats A•B and C••D"} {
		e := edit("fine-"+knowledge.Slug(fine), fine)
		e.Publish = true
		save(e)
	}
}
