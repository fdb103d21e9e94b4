package routing_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"switchboard/knowledge"
	"switchboard/routing"
)

// TestWhoOwnsAnArticleOfAnErasedCustomerIsAskedToReadIt: published or not, in every language, by whoever erased; of others'
// articles nothing is said.
func TestWhoOwnsAnArticleOfAnErasedCustomerIsAskedToReadIt(t *testing.T) {
	r := newRig(t, routing.Policy{Keep: 30 * 24 * time.Hour})
	r.article()
	s := knowledge.NewStore(r.pool)
	h, other := r.met("eve"), r.met("bob")
	save := func(key, lang string, from int64, publish bool) int64 {
		t.Helper()
		id, _, err := s.SaveVersion(t.Context(), knowledge.Edit{Project: "net", Key: key, Lang: lang, Author: "Ed", Publish: publish, Begun: from,
			Draft: knowledge.Draft{Title: key + " " + lang, Body: "Text.", Audience: "public", Owner: "Olena", Questions: []string{"something", "Eve asks for parcels"}}})
		if err != nil {
			t.Fatal(err)
		}
		return id
	}
	save("draft", "en", h.ID, false)
	save("shown", "en", h.ID, true)
	save("shown", "uk", 0, false)
	gone := save("gone", "en", h.ID, true)
	gap := save("gap", "en", 0, true)
	save("others", "en", other.ID, true)
	if err := s.Remove(t.Context(), gone, "eva"); err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{secret + " needs a router!", "needs a router", "Router needed: what is Smith to name, the number of the contract?", "Can I pay for the television by card in Lviv?"} { // the second is anybody's
		if err := s.AddMustFind(t.Context(), knowledge.MustFind{Project: "net", Key: "shown", Text: text, By: "Ed"}); err != nil {
			t.Fatal(err)
		}
	}
	for _, sql := range []string{
		`UPDATE gaps SET state = 'written', closed_at = now(), article_id = $2 WHERE id = (SELECT max(gap_id) FROM gap_questions WHERE conversation_id = $1)`,
		`INSERT INTO gap_questions (conversation_id, seq, gap_id, text, at) SELECT $1, 5, id, E'Eve  asks\nfor parcels', now() FROM gaps WHERE article_id = $2`,
	} {
		if _, err := r.pool.Exec(t.Context(), sql, h.ID, gap); err != nil {
			t.Fatal(err)
		}
	}
	// The conversation goes with age; that the articles were begun from it is remembered.
	if _, err := r.pool.Exec(t.Context(), `UPDATE conversations SET closed_at = now() - interval '31 days' WHERE id = $1`, other.ID); err != nil {
		t.Fatal(err)
	}
	if err := r.Retain(t.Context()); err != nil {
		t.Fatal(err)
	}
	boss := r.operator("sue@lumen.example", "Sue", routing.RoleSupervisor)
	if n := r.count(`SELECT count(*) FROM article_reports WHERE erasure`); n != 0 {
		t.Errorf("%d owners are asked because of age", n)
	}
	if n := r.count(`SELECT count(*) FROM must_find`); n != 4 {
		t.Errorf("%d test questions outlive what went with age", n)
	}
	held, err := r.HeldOf(t.Context(), boss, h.Subscriber)
	if err != nil || !slices.Contains(held, routing.Held{Sort: "articles begun from what was said", Rows: 3}) {
		t.Errorf("%+v, %v", held, err)
	}
	e, err := r.Erase(t.Context(), boss, h.Subscriber, "asked by letter")
	if err != nil {
		t.Fatal(err)
	}
	if len(e.Questions) != 1 || e.Questions[0].Text != "Router needed: what is Smith to name, the number of the contract?" || e.Questions[0].Title != "shown en" {
		t.Errorf("test questions to read: %+v", e.Questions)
	}
	if n := r.count(`SELECT count(*) FROM must_find WHERE text = 'needs a router'`); n != 1 || e.Rows["must_find"] != 1 {
		t.Errorf("%d test questions are gone, and of those that are nobody's words %d are left", e.Rows["must_find"], n)
	}
	var got []string
	for _, a := range e.Articles {
		got = append(got, fmt.Sprint(a.Title, " ", a.Owner, " ", a.Published, " ", a.Removed))
	}
	if want := "draft en Olena false false, gap en Olena true false, shown en Olena true false, shown uk Olena false false, gone en Olena true true"; strings.Join(got, ", ") != want {
		t.Errorf("to read are %s, and not %s", strings.Join(got, ", "), want)
	}
	reports, err := s.Reports(t.Context(), false, "olena")
	if err != nil {
		t.Fatal(err)
	}
	asked := 0
	for _, report := range reports {
		if report.Erasure {
			asked++
			if report.Operator != "Sue" || report.Conversation != 0 || !strings.Contains(report.Text, "customer who was erased") {
				t.Errorf("%+v", report)
			}
		}
	}
	if asked != 5 {
		t.Errorf("the owner is asked %d times", asked)
	}
	if e, err = r.Erase(t.Context(), boss, other.Subscriber, "asked by letter"); err != nil || len(e.Articles) != 1 || e.Articles[0].Title != "others en" {
		t.Errorf("of a conversation that went with age: %+v, %v", e.Articles, err)
	}
	if n := r.count(`SELECT count(*) FROM article_origins`); n != 0 {
		t.Errorf("%d traces are left", n)
	}
}

// TestAnArticleSavedAfterTheErasureIsReadToo: its customer was erased while it was being written.
func TestAnArticleSavedAfterTheErasureIsReadToo(t *testing.T) {
	r := newRig(t, routing.Policy{})
	r.article()
	h := r.met("eve")
	boss := r.operator("sue@lumen.example", "Sue", routing.RoleSupervisor)
	if _, err := r.Erase(t.Context(), boss, h.Subscriber, "asked by letter"); err != nil {
		t.Fatal(err)
	}
	s := knowledge.NewStore(r.pool)
	_, _, err := s.SaveVersion(t.Context(), knowledge.Edit{Project: "net", Key: "late", Lang: "en", Author: "Ed", Begun: h.ID, Draft: knowledge.Draft{Title: "Late", Body: "Text.", Audience: "public"}})
	if err != nil {
		t.Fatal(err)
	}
	reports, err := s.Reports(t.Context(), false)
	if err != nil || !slices.ContainsFunc(reports, func(r knowledge.Report) bool { return r.Erasure && r.Title == "Late" && r.Operator == "the program" }) {
		t.Errorf("%+v, %v", reports, err)
	}
}
