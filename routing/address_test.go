package routing_test

import (
	"errors"
	"strings"
	"testing"
	"testing/fstest"

	"switchboard/assist"
	"switchboard/knowledge"
	"switchboard/routing"
)

// What leads to the program's files and articles leads there from everywhere, though articles, and who copies out of them, have no
// address; what is compared with articles is compared without it.
func TestWhatGoesOutHasTheAddressThatArticlesAreKeptWithout(t *testing.T) {
	r := newRig(t, routing.Policy{})
	const kept, told = "Fill in the [form](/help/en/net/form) and put it into the parcel.", "Fill in the [form](https://gw.example/help/en/net/form) and put it into the parcel."
	store := knowledge.NewStore(r.pool)
	if _, err := knowledge.Import(t.Context(), store, fstest.MapFS{
		"net/project.md":    {Data: []byte("---\nname: Net\n---\n\nA network.\n")},
		"net/en/returns.md": {Data: []byte("---\ntitle: Returns\n---\n\n" + kept + "\n\n## Abroad\n\nAsk us before you send anything from abroad.\n")},
	}, knowledge.ImportOptions{}); err != nil {
		t.Fatal(err)
	}
	d, err := store.ArticleByKey(t.Context(), "net", "returns", "en")
	if err != nil {
		t.Fatal(err)
	}
	for from, text := range map[string]string{"inserted": told, "copied": kept} {
		r.says(from, "Can I bring a green lamp back to you?")
		h := r.head(from, state(routing.Queued))
		if _, err := r.Reply(t.Context(), r.op, h.ID, routing.Reply{Text: text, Found: []routing.Found{{Article: d.ID, Version: 1}}}); err != nil {
			t.Fatal(err)
		}
		if n := r.count(`SELECT count(*) FROM suggestions WHERE conversation_id = $1 AND found AND state = 'sent' AND distance = 0 AND text LIKE '%' || $2 || '%'`, h.ID, told); n != 1 {
			t.Errorf("%s: what was found counts as another text", from)
		}
	}
	goneOut := func(text string) int {
		n := 0
		for _, sent := range r.out.texts() {
			if strings.HasPrefix(sent, text) {
				n++
			}
		}
		return n
	}
	r.eventually(func() bool { return goneOut(told) == 2 }, func() string { return strings.Join(r.out.texts(), "\n---\n") })

	r.suggest.mu.Lock()
	r.suggest.by["zorblax"] = []assist.Suggestion{{Text: told, Lang: "en", Score: 0.9, Sources: []assist.Source{{Article: 4, Version: 1, Project: "net", Name: "NET", Title: "Zorblax", Internal: true}}}}
	r.suggest.mu.Unlock()
	r.says("c3", "What about zorblax?")
	h := r.head("c3", func(h routing.Head) bool {
		drafts, err := r.Drafts(t.Context(), r.op, h.ID)
		return err == nil && h.State == routing.Queued && len(drafts) == 1
	})
	if _, err := r.Reply(t.Context(), r.op, h.ID, routing.Reply{Text: told}); err != nil {
		t.Errorf("an article that customers read says the same: %v", err)
	}
	if _, err := r.pool.Exec(t.Context(), `UPDATE articles SET published = NULL`); err != nil {
		t.Fatal(err)
	}
	if _, err := r.Reply(t.Context(), r.op, h.ID, routing.Reply{Text: kept}); !errors.Is(err, routing.ErrInternal) {
		t.Errorf("nobody else says it, with the address or without: %v", err)
	}

	r.says("c4", "Can I bring a red lamp back to you?")
	h = r.head("c4", state(routing.Queued))
	if err := r.Offer(t.Context(), h.ID, "Petro", "See [it](/knowledge-files/0123456789abcdef0123456789abcdef/form.pdf)."); err != nil {
		t.Fatal(err)
	}
	const form = "See [it](https://gw.example/knowledge-files/0123456789abcdef0123456789abcdef/form.pdf)."
	drafts, err := r.Drafts(t.Context(), r.op, h.ID)
	if err != nil || len(drafts) != 1 || drafts[0].Text != form {
		t.Fatalf("a colleague's answer is %+v, %v", drafts, err)
	}
	seq, err := r.Reply(t.Context(), r.op, h.ID, routing.Reply{Text: drafts[0].Text, Draft: drafts[0].ID})
	if err != nil {
		t.Fatal(err)
	}
	var message int64
	r.eventually(func() bool {
		return r.pool.QueryRow(t.Context(), `SELECT id FROM messages WHERE conversation_id = $1 AND seq = $2 AND state = 'sent'`, h.ID, seq).Scan(&message) == nil
	}, func() string { return "it is not sent" })
	if n := r.count(`SELECT count(*) FROM suggestions WHERE id = $1 AND state = 'sent' AND distance = 0`, drafts[0].ID); n != 1 {
		t.Error("a draft that was sent as it is counts as edited")
	}
	if err := r.EditSent(t.Context(), r.op, message, "Here it [is](/help/en/net/form).", ""); err != nil {
		t.Fatal(err)
	}
	if n := r.count(`SELECT count(*) FROM message_changes WHERE text = 'Here it [is](https://gw.example/help/en/net/form).'`); n != 1 {
		t.Errorf("%d changes of what was sent", n)
	}
}
