package routing_test

import (
	"errors"
	"fmt"
	"maps"
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

// TestUnsavedTextsKeepWhatTheirArticleSays: a customer may have typed an article's title, or a question of it. Whoever saves its form
// then takes neither from it.
func TestUnsavedTextsKeepWhatTheirArticleSays(t *testing.T) {
	r := newRig(t, routing.Policy{})
	r.article()
	s := knowledge.NewStore(r.pool)
	boss := r.operator("sue@lumen.example", "Sue", routing.RoleSupervisor)
	id, _, err := s.SaveVersion(t.Context(), knowledge.Edit{Project: "net", Key: "hours", Lang: "en", Author: "Ed", Publish: true,
		Draft: knowledge.Draft{Title: "Opening hours", Questions: []string{"When do you open on Sundays?"}, Body: "At ten.", Audience: "public"}})
	if err != nil {
		t.Fatal(err)
	}
	h := r.met("eve")
	for _, said := range []string{"opening hours", "When do you open on sundays", "Is my parrot let in then", "parrots"} {
		if _, err := r.pool.Exec(t.Context(), `INSERT INTO messages (conversation_id, seq, rev, author, kind, text, state, at)
			SELECT $1, max(seq) + 1, max(rev), 'customer', 'text', $2, 'stored', now() FROM messages WHERE conversation_id = $1`, h.ID, said); err != nil {
			t.Fatal(err)
		}
	}
	typed := map[string]string{"title": "Opening hours", "questions": "When do you open on Sundays?\nIs my parrot let in then?", "body": "At ten, in summer at nine.", "audience": "public"}
	if err := s.KeepDraft(t.Context(), knowledge.Kept{Editor: boss, Form: "a2", Article: id, Name: "Sue", Fields: typed}); err != nil {
		t.Fatal(err)
	}
	for _, form := range []string{"new:net", "new:net:asked"} {
		if err := s.KeepDraft(t.Context(), knowledge.Kept{Editor: boss, Form: form, Name: "Sue", Fields: map[string]string{"title": "Parrots", "body": "They may come."}}); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := r.Erase(t.Context(), boss, h.Subscriber, "asked by letter"); err != nil {
		t.Fatal(err)
	}
	for form, want := range map[string]string{"new:net": "Parrots", "new:net:asked": ""} {
		if k, err := s.KeptDraft(t.Context(), boss, form); err != nil || k.Fields["title"] != want {
			t.Errorf("%s: %q, %v", form, k.Fields, err)
		}
	}
	typed["questions"] = "When do you open on Sundays?"
	if k, err := s.KeptDraft(t.Context(), boss, "a2"); err != nil || !maps.Equal(k.Fields, typed) {
		t.Errorf("%q, %v", k.Fields, err)
	}
}

// TestUnsavedTextsLoseTheWordsOfAnErasedCustomer: what was begun from a gap of his alone goes, and is read if it is saved all the same;
// of what was begun from a gap of several, and of edits of articles, only his words go.
func TestUnsavedTextsLoseTheWordsOfAnErasedCustomer(t *testing.T) {
	r := newRig(t, routing.Policy{})
	article := r.article()
	s := knowledge.NewStore(r.pool)
	h, other := r.met("eve"), r.met("bob")
	boss := r.operator("sue@lumen.example", "Sue", routing.RoleSupervisor)
	const hers, his, told = "Do parrots travel free", "May my dog come along", "Your parrot may come along for nothing."
	var own, shared int64
	for _, q := range []struct {
		at   *int64
		sql  string
		args []any
	}{
		{&own, `SELECT gap_id FROM gap_questions WHERE conversation_id = $1`, []any{h.ID}},
		{&shared, `INSERT INTO gaps (lang, title) VALUES ('en', $1) RETURNING id`, []any{hers}},
	} {
		if err := r.pool.QueryRow(t.Context(), q.sql, q.args...).Scan(q.at); err != nil {
			t.Fatal(err)
		}
	}
	must := func(sql string, args ...any) {
		t.Helper()
		if _, err := r.pool.Exec(t.Context(), sql, args...); err != nil {
			t.Fatal(err)
		}
	}
	must(`INSERT INTO gap_questions (conversation_id, seq, gap_id, text, at) VALUES ($1, 7, $3, $4, now()), ($2, 7, $3, $5, now())`, h.ID, other.ID, shared, hers, his)
	must(`UPDATE messages SET text = $2 WHERE conversation_id = $1 AND author = 'operator'`, h.ID, told)
	keep := func(form string, id int64, fields map[string]string) {
		t.Helper()
		if err := s.KeepDraft(t.Context(), knowledge.Kept{Editor: boss, Form: form, Article: id, Name: "Sue", Fields: fields}); err != nil {
			t.Fatal(err)
		}
	}
	ofOwn, ofShared := fmt.Sprint("new:net:gap", own), fmt.Sprint("new:net:gap", shared)
	keep(ofOwn, 0, map[string]string{"title": "A title of the editor's own", "questions": secret + " asks", "body": "Text."})
	keep(ofShared, 0, map[string]string{"title": hers, "questions": hers + "\n" + his, "body": told + "\n\nAsk the driver.", "tags": "animals"})
	keep("a1", article, map[string]string{"title": "Restart the router", "questions": "How do I restart it\n" + hers, "body": told, "audience": "public"})
	keep("new:net:asked", 0, map[string]string{"title": hers, "questions": hers, "audience": "public"})
	keep("new:net", 0, map[string]string{"title": "Dogs", "questions": his, "body": "\nThey may."})
	e, err := r.Erase(t.Context(), boss, h.Subscriber, "asked by letter")
	if err != nil {
		t.Fatal(err)
	}
	if e.Rows["article_drafts"] != 5 { // with what was begun from the conversation
		t.Errorf("%d unsaved texts had words of the customer", e.Rows["article_drafts"])
	}
	for form, want := range map[string]map[string]string{
		ofShared:  {"title": "", "questions": his, "body": "Ask the driver.", "tags": "animals"},
		"a1":      {"title": "Restart the router", "questions": "How do I restart it", "body": told, "audience": "public"},
		"new:net": {"title": "Dogs", "questions": his, "body": "\nThey may."},
	} {
		if k, err := s.KeptDraft(t.Context(), boss, form); err != nil || !maps.Equal(k.Fields, want) {
			t.Errorf("%s: %q, %v", form, k.Fields, err)
		}
	}
	for _, form := range []string{ofOwn, "new:net:asked"} {
		if k, err := s.KeptDraft(t.Context(), boss, form); err == nil {
			t.Errorf("%s is left: %q", form, k.Fields)
		}
	}
	for form, erased := range map[string]bool{ofOwn: true, fmt.Sprint("new:net:conversation", h.ID): true, ofShared: false, fmt.Sprint("new:net:conversation", other.ID): false} {
		err := s.KeepDraft(t.Context(), knowledge.Kept{Editor: boss, Form: form, Name: "Sue", Fields: map[string]string{"title": "Late"}})
		if errors.Is(err, knowledge.ErrErased) != erased {
			t.Errorf("%s is kept by a page that was open: %v", form, err)
		}
	}
	for i, gap := range []int64{own, shared, own + 1000} {
		_, _, err := s.SaveVersion(t.Context(), knowledge.Edit{Project: "net", Key: fmt.Sprint("late-", i), Lang: "en", Author: "Ed", Publish: true, BegunGap: gap, Draft: knowledge.Draft{Title: fmt.Sprint("Late ", i), Body: "Text.", Audience: "public"}})
		if err != nil {
			t.Fatal(err)
		}
	}
	reports, err := s.Reports(t.Context(), false)
	if err != nil || len(reports) != 3 || !slices.ContainsFunc(reports, func(r knowledge.Report) bool { return r.Erasure && r.Title == "Late 0" && r.Operator == "the program" }) {
		t.Errorf("reports %+v, %v", reports, err)
	}
}
