package knowledgetest

import (
	"context"
	"testing"

	"switchboard/knowledge"
)

func synonyms(t *testing.T, b *bench) {
	index, ok := b.index.(knowledge.Reworder)
	if !ok {
		t.Skip("not a Reworder")
	}
	reword := func(s knowledge.Synonyms) {
		t.Helper()
		if err := index.Reword(context.Background(), s); err != nil {
			t.Fatal(err)
		}
	}
	b.put(article(1, "money", "Reimbursements", "A reimbursement takes a week."), article(2, "other", "Deliveries", "A delivery takes a day."),
		inLang(article(3, "back", "Відшкодування", "Відшкодування триває тиждень."), "uk"))
	b.expect("before", knowledge.Query{Text: "refunds", Lang: "en"})
	reword(knowledge.Synonyms{"en": {{"refund", "reimbursement"}}, "uk": {{"повернення", "відшкодування"}}})
	b.expect("a synonym", knowledge.Query{Text: "refunds", Lang: "en"}, 1)
	b.expect("of a language of its own", knowledge.Query{Text: "поверненням", Lang: "uk"}, 3)
	b.expect("what is asked for itself", knowledge.Query{Text: "delivery", Lang: "en"}, 2)
	b.put(article(4, "exact", "Refunds", "A refund takes a week."))
	b.first("the word itself is before its synonyms", knowledge.Query{Text: "refund week", Lang: "en"}, 4)
	if r, ok := b.index.(knowledge.Rebuilder); ok {
		err := r.Rebuild(context.Background(), func(yield func([]knowledge.Article, error) bool) {
			yield([]knowledge.Article{article(1, "money", "Reimbursements", "A reimbursement takes a week.")}, nil)
		})
		if err != nil {
			t.Fatal(err)
		}
		b.expect("after a rebuild", knowledge.Query{Text: "refunds", Lang: "en"}, 1)
	}
	reword(nil)
	b.expect("none any more", knowledge.Query{Text: "refunds", Lang: "en"})
}
