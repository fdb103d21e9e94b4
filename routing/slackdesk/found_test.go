package slackdesk_test

import (
	"context"
	"testing"
	"testing/fstest"

	"switchboard/knowledge"
	"switchboard/routing/slackdesk"
)

const passage = "A lamp may be returned within 14 days, with its receipt."

// lampRig is a desk whose search finds an article, and the article's number.
func lampRig(t *testing.T) (r *rig, store *knowledge.Store, lamps int64) {
	t.Helper()
	r = newRig(t, config{change: func(c *slackdesk.Config) {
		c.Search = func(context.Context, knowledge.Query) ([]knowledge.Hit, error) {
			return []knowledge.Hit{{Article: lamps, Version: 1, Name: "NET", Title: "Lamps", Passage: passage, Audience: knowledge.Public}}, nil
		}
	}})
	store = knowledge.NewStore(r.pool)
	lampSays(t, store, passage)
	d, err := store.ArticleByKey(t.Context(), "net", "lamps", "en")
	if err != nil {
		t.Fatal(err)
	}
	lamps = d.ID
	return r, store, lamps
}

// lampSays publishes the article.
func lampSays(t *testing.T, store *knowledge.Store, text string) {
	t.Helper()
	if _, err := knowledge.Import(t.Context(), store, fstest.MapFS{
		"net/project.md":  {Data: []byte("---\nname: NET\n---\n\nA shop.\n")},
		"net/en/lamps.md": {Data: []byte("---\ntitle: Lamps\n---\n\n" + text + "\n")},
	}, knowledge.ImportOptions{}); err != nil {
		t.Fatal(err)
	}
}

// TestAnArticleInsertedInSlackGoesWithTheReply also where the window was shown anew meanwhile, since the text was disputed.
func TestAnArticleInsertedInSlackGoesWithTheReply(t *testing.T) {
	t.Parallel()
	r, _, lamps := lampRig(t)
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
		err := r.pool.QueryRow(t.Context(), `SELECT count(*) FROM suggestions WHERE found AND state = 'sent' AND (sources->0->>'article')::bigint = $1`, lamps).Scan(&n)
		return err == nil && n == 1
	})
	if list, err := r.router.Lessons(t.Context(), 10); err != nil || len(list) != 1 || list[0].Article != lamps || list[0].Role != "operator" {
		t.Errorf("%+v, %v", list, err)
	}
}

// TestAnInsertedArticleThatHasChangedGoesWithout once the operator has seen that it has.
func TestAnInsertedArticleThatHasChangedGoesWithout(t *testing.T) {
	t.Parallel()
	r, store, _ := lampRig(t)
	r.says("c1", "Can I bring a green lamp back to you?")
	card := r.card("c1")
	r.ok(r.olha.Press(card.Channel, card.TS, "Reply"))
	r.ok(r.olha.PressModal("Search knowledge"))
	r.ok(r.olha.PressModal("Insert into a reply"))
	lampSays(t, store, "A lamp may be returned within 30 days, with its receipt.")
	r.ok(r.olha.Submit(map[string]any{"text": passage}))
	if text, _ := r.slack.Modal(r.olha); !has(text, "the article has changed since you inserted it") {
		t.Fatalf("it is not said: %s", text)
	}
	r.ok(r.olha.Submit(map[string]any{"text": passage}))
	r.sent(passage)
}
