package slackdesk_test

import (
	"context"
	"testing"
	"testing/fstest"

	"switchboard/knowledge"
	"switchboard/routing/slackdesk"
)

// TestAnArticleInsertedInSlackGoesWithTheReply also where the window was shown anew meanwhile, since the text was disputed.
func TestAnArticleInsertedInSlackGoesWithTheReply(t *testing.T) {
	const passage = "A lamp may be returned within 14 days, with its receipt."
	t.Parallel()
	var lamps knowledge.Document
	r := newRig(t, config{change: func(c *slackdesk.Config) {
		c.Search = func(context.Context, knowledge.Query) ([]knowledge.Hit, error) {
			return []knowledge.Hit{{Article: lamps.ID, Version: 1, Name: "NET", Title: "Lamps", Passage: passage, Audience: knowledge.Public}}, nil
		}
	}})
	store := knowledge.NewStore(r.pool)
	if _, err := knowledge.Import(t.Context(), store, fstest.MapFS{
		"net/project.md":  {Data: []byte("---\nname: NET\n---\n\nA shop.\n")},
		"net/en/lamps.md": {Data: []byte("---\ntitle: Lamps\n---\n\n" + passage + "\n")},
	}, knowledge.ImportOptions{}); err != nil {
		t.Fatal(err)
	}
	var err error
	if lamps, err = store.ArticleByKey(t.Context(), "net", "lamps", "en"); err != nil {
		t.Fatal(err)
	}
	r.says("c1", "Can I bring a green lamp back to you?")
	card := r.card("c1")
	r.ok(r.olha.Press(card.Channel, card.TS, "Reply"))
	r.ok(r.olha.PressModal("Search knowledge"))
	r.ok(r.olha.PressModal("Insert into a reply"))
	r.ok(r.olha.Submit(map[string]any{"text": passage + " Shipping to Poland costs 7 €."}))
	if text, _ := r.slack.Modal(r.olha); !has(text, "the knowledge base says otherwise") {
		t.Fatalf("it is not disputed: %s", text)
	}
	r.ok(r.olha.Submit(map[string]any{"text": passage}))
	r.sent(passage + "\n\nSource: NET · Lamps")
	r.until("the record", func() bool {
		var n int
		err := r.pool.QueryRow(t.Context(), `SELECT count(*) FROM suggestions WHERE found AND state = 'sent' AND (sources->0->>'article')::bigint = $1`, lamps.ID).Scan(&n)
		return err == nil && n == 1
	})
	if list, err := r.router.Lessons(t.Context(), 10); err != nil || len(list) != 1 || list[0].Article != lamps.ID || list[0].Role != "operator" {
		t.Errorf("%+v, %v", list, err)
	}
}
