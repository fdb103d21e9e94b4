package editor_test

import (
	"strings"
	"testing"
)

// reviewed is the day of an article's review.
func (r *rig) reviewed(id int64) string {
	r.Helper()
	if by := r.read(id).ReviewBy; !by.IsZero() {
		return by.Format("2006-01-02")
	}
	return ""
}

// saves sends the form of an article with its newest text, and what is given beside it.
func (p *person) saves(id int64, more ...string) (int, string) {
	p.Helper()
	d := p.read(id)
	return p.post(at(id, "/edit"), append([]string{"do", "save", "based", "1", "title", d.Versions[0].Title, "body", d.Versions[0].Body, "audience", "public", "owner", "Maria"}, more...)...)
}

// Whether an article may be answered with is not for those to say who cannot publish it.
func TestTheDayOfAReviewIsSetByThoseWhoPublish(t *testing.T) {
	r := newRig(t)
	id := r.article("prices", "en", "Prices", "It costs 10.")
	if _, err := r.pool.Exec(t.Context(), `UPDATE articles SET review_by = '2020-05-03' WHERE id = $1`, id); err != nil {
		t.Fatal(err)
	}
	oleh, maria := r.operator("Oleh"), r.person("Maria", true)
	oleh.shows(at(id, ""), "review overdue")
	has(t, "an operator's form", oleh.shows(at(id, "/edit"), `name="review_was" value="2020-05-03"`), "Set by those who publish")
	code, page := oleh.saves(id, "review_by", "2099-01-31", "review_was", "2020-05-03")
	if code != 422 || !strings.Contains(page, "Only those who publish set this day") || r.reviewed(id) != "2020-05-03" {
		t.Fatalf("an operator: %d, review by %s\n%s", code, r.reviewed(id), page)
	}
	if code, to := oleh.saves(id, "review_by", "2020-05-03", "review_was", "2020-05-03", "tags", "money"); code != 303 {
		t.Fatalf("another field: %d %s", code, to)
	}
	oleh.shows(at(id, ""), "review overdue")
	if code, to := maria.saves(id, "based", "2", "tags", "money", "review_by", "2099-01-31", "review_was", "2020-05-03"); code != 303 || !strings.Contains(to, "done=dated") {
		t.Fatalf("who publishes: %d %s", code, to)
	}
	hasNot(t, "the page", maria.shows(at(id, "?done=dated"), "The day of the review is set", "dated by Maria", "review by 31 January 2099, before: 3 May 2020"), "overdue since")

	draft := r.article("soon", "en", "Soon", "Soon it costs 9.", unpublished)
	if code, to := oleh.saves(draft, "review_by", "2099-01-31", "review_was", ""); code != 303 || r.reviewed(draft) != "2099-01-31" {
		t.Errorf("what readers do not see: %d %s", code, to)
	}
}

// A form takes back nothing that a colleague set while it was open.
func TestADayThatAColleagueSetsStays(t *testing.T) {
	r := newRig(t)
	id := r.article("prices", "en", "Prices", "It costs 10.")
	maria, olena := r.person("Maria", true), r.person("Olena", true)
	maria.shows(at(id, "/edit"), `name="review_was" value=""`)
	if code, to := olena.post(at(id, "/verify"), "review_by", "2031-02-03"); code != 303 {
		t.Fatal(code, to)
	}
	if code, to := maria.saves(id, "review_by", "", "review_was", "", "tags", "money"); code != 303 || r.reviewed(id) != "2031-02-03" {
		t.Fatalf("%d %s, review by %q", code, to, r.reviewed(id))
	}
	code, page := maria.saves(id, "based", "2", "tags", "money", "review_by", "2032-04-05", "review_was", "")
	if code != 422 || !strings.Contains(page, "Somebody has set this day to 3 February 2031") || r.reviewed(id) != "2031-02-03" {
		t.Fatalf("%d, review by %q\n%s", code, r.reviewed(id), page)
	}
	has(t, "the form", page, `name="review_was" value="2031-02-03"`, `name="review_by" value="2032-04-05"`)
	if code, to := maria.saves(id, "based", "2", "tags", "money", "review_by", "2032-04-05", "review_was", "2031-02-03"); code != 303 || r.reviewed(id) != "2032-04-05" {
		t.Fatalf("%d %s, review by %q", code, to, r.reviewed(id))
	}

	// Nor does a text that was kept, and is written on another day.
	keep := func(more ...string) {
		t.Helper()
		code, said := maria.post("/knowledge/keep", append([]string{"form", "a1", "article", "1", "dirty", "1", "based", "2", "title", "Prices", "body", "It costs 11.", "audience", "public", "owner", "Maria", "tags", "money"}, more...)...)
		if code != 200 {
			t.Fatal(code, said)
		}
	}
	if id != 1 {
		t.Fatalf("article %d", id)
	}
	keep("review_by", "2030-01-01", "review_was", "2030-01-01")
	maria.shows(at(id, "/edit"), "It costs 11.", `name="review_was" value="2032-04-05"`, `name="review_by" value="2032-04-05"`)
	keep("review_by", "2033-01-01", "review_was", "2030-01-01")
	maria.shows(at(id, "/edit"), "It costs 11.", `name="review_was" value="2030-01-01"`, `name="review_by" value="2033-01-01"`)
}
