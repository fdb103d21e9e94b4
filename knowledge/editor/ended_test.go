package editor_test

import (
	"testing"
)

// What ended as planned says so, on its page, in the lists and on the day's page, and is nobody's unfinished work.
func TestWhatEndedOnScheduleSaysSo(t *testing.T) {
	r := newRig(t)
	id, p := r.article("offer", "en", "Half price", "Half price."), r.person("Maria", true)
	if _, err := r.pool.Exec(t.Context(), `UPDATE articles SET expire_at = now() + interval '1 minute' WHERE id = $1`, id); err != nil {
		t.Fatal(err)
	}
	p.shows(at(id, ""), "Ends ", "It will be unpublished on")
	p.shows("/knowledge/today", "Will be unpublished on")
	if _, err := r.pool.Exec(t.Context(), `UPDATE articles SET expire_at = now() WHERE id = $1`, id); err != nil {
		t.Fatal(err)
	}
	if n, err := r.store.CarryOut(t.Context()); n != 1 || err != nil {
		t.Fatal(n, err)
	}
	p.shows(at(id, ""), "It was unpublished on schedule", "Ended today at ")
	p.shows("/knowledge?state=ended", "Half price", "Ended today at ")
	hasNot(t, "today", p.shows("/knowledge/today", "Ended on schedule this week", "Half price"), "Your unfinished work")
	r.again(id, 1, "A third off.", false)
	r.person("Olena", true).shows("/knowledge/today", "Your unfinished work")
	r.again(id, 2, "Half price again.", true)
	hasNot(t, "shown again", p.shows(at(id, "")), "on schedule", "Ended")
	hasNot(t, "today", p.shows("/knowledge/today"), "Ended on schedule")
	if code, to := p.post(at(id, "/unpublish")); code != 303 {
		t.Fatal(code, to)
	}
	hasNot(t, "taken back by hand", p.shows(at(id, ""), "Not published"), "on schedule")
}
