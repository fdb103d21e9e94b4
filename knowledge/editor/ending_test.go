package editor_test

import (
	"testing"
	"time"

	"switchboard/knowledge"
)

// TestWhatEndsByItsDateIsSeenBefore: of what is valid until this week its owner learns on his day's page, and that he is up
// to date is not said while something ends today.
func TestWhatEndsByItsDateIsSeenBefore(t *testing.T) {
	r := newRig(t).in(anotherDay())
	today := knowledge.DayOf(time.Now().In(r.zone))
	until := func(days int) func(*knowledge.Edit) {
		return func(e *knowledge.Edit) { e.ValidUntil = today.AddDate(0, 0, days) }
	}
	p := r.person("Maria", true)
	r.article("week", "en", "Next week’s offer", "Half price.", until(7))
	r.article("petro", "en", "Petro’s offer", "Half price.", until(0), func(e *knowledge.Edit) { e.Owner = "Petro" })
	r.article("draft", "en", "Draft offer", "Half price.", until(1), func(e *knowledge.Edit) { e.Publish, e.Author = false, "Oleh" })
	page := p.shows("/knowledge/today", "You are up to date")
	hasNot(t, "what ends later, or is not his, or nobody sees", page, "Next week’s offer", "Petro’s offer", "Valid until this week")

	last := r.article("last", "en", "Last day’s offer", "Half price.", until(0))
	r.article("morrow", "en", "Tomorrow’s offer", "Half price.", until(1))
	r.article("six", "en", "Six days’ offer", "Half price.", until(6))
	page = p.shows("/knowledge/today", "Valid until this week", "Last day’s offer", "valid until today", "Tomorrow’s offer", "valid until tomorrow", "Six days’ offer", "valid until "+today.AddDate(0, 0, 6).Format("2 January 2006"))
	hasNot(t, "the day", page, "You are up to date", "Next week’s offer")
	page = p.shows("/knowledge?state=ending", "Ends within a week", "Last day’s offer", "Six days’ offer", "Petro’s offer")
	hasNot(t, "the list", page, "Next week’s offer", "Draft offer")

	r.again(last, 1, "Half price for ever.", true)
	d := r.read(last).Versions[0].Draft
	d.ValidUntil = time.Time{}
	if _, _, err := r.store.SaveVersion(t.Context(), knowledge.Edit{Article: last, Based: 2, Author: "Maria", Draft: d, Publish: true}); err != nil {
		t.Fatal(err)
	}
	p.shows("/knowledge/today", "You are up to date", "Tomorrow’s offer")
	if _, err := r.pool.Exec(t.Context(), `UPDATE articles SET review_by = $2 WHERE id = $1`, last, today); err != nil {
		t.Fatal(err)
	}
	hasNot(t, "a review that is due today", p.shows("/knowledge/today", "Review due in two weeks", "review by today"), "You are up to date")
}

// anotherDay is a zone in which it is not the day that it is in UTC, and will not be for half an hour, nor was.
func anotherDay() string {
	if now := time.Now().UTC(); now.Hour() < 10 || now.Hour() == 10 && now.Minute() < 30 {
		return "Pacific/Pago_Pago"
	}
	return "Pacific/Kiritimati"
}
