package slackdesk_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"switchboard/knowledge"
	"switchboard/routing"
)

// gaps are questions that nobody has written an answer to, each a gap of its own.
func (r *rig) gaps(titles ...string) (ids []int64) {
	r.t.Helper()
	for _, title := range titles {
		var id int64
		if err := r.pool.QueryRow(r.t.Context(), `INSERT INTO gaps (project, lang, title) VALUES ('net', 'en', $1) RETURNING id`, title).Scan(&id); err != nil {
			r.t.Fatal(err)
		}
		_, err := r.pool.Exec(r.t.Context(), `INSERT INTO gap_questions (gap_id, text, at) SELECT $1, $2, now() - n * interval '5 days' FROM generate_series(0, 2) n`, id, title)
		if err != nil {
			r.t.Fatal(err)
		}
		ids = append(ids, id)
	}
	return ids
}

// TestWhoIsToWriteAGapIsTold: by whichever replica, once for each time that it is assigned, and not by himself; what Slack
// does not take is told when it does.
func TestWhoIsToWriteAGapIsTold(t *testing.T) {
	t.Parallel()
	r := newRig(t, config{replicas: 2, change: withBooks})
	_, petro := r.hire("Petro", routing.RoleEditor, "support")
	petro.OpenHome() // so that he is known in Slack
	r.until("the Home tab", func() bool { return r.slack.Home(petro) != "" })
	store := knowledge.NewStore(r.pool)
	titles := []string{"is the <!channel> *shop* | open,\nask a@b.example"}
	for i := range 6 {
		titles = append(titles, fmt.Sprint("question ", i))
	}
	ids := r.gaps(titles...)
	assign := func(id int64, to, by string) {
		t.Helper()
		if err := store.AssignGap(t.Context(), id, to, by); err != nil {
			t.Fatal(err)
		}
	}
	told := func(n int, words ...string) {
		t.Helper()
		r.until(fmt.Sprint("direct message ", n), func() bool {
			list := r.slack.Directs(petro)
			return len(list) == n && has(list[n-1].Shown(), words...)
		})
	}
	r.slack.Down(true)
	assign(ids[1], "Petro", "Petro") // he took it himself
	assign(ids[0], "petro@LUMEN.example", "Olha <b> *x*")
	r.slack.Down(false)
	told(1, "*Olha &lt;b&gt; ∗x∗* asks you to write", "is the &lt;!channel&gt; ∗shop∗ / open, ask a•••@b.example", "asked 3 times, 2 this week", "/knowledge/p/net/new?gap=", "Your gaps")
	petro.OpenHome()
	r.until("the Home tab tells", func() bool { return has(r.slack.Home(petro), "2 gaps assigned to you") })
	assign(ids[0], "PETRO@lumen.example", "Eva") // he has it already
	assign(ids[0], "Olha", "Petro")
	r.until("Olha is told", func() bool { return len(r.slack.Directs(r.olha)) == 1 })
	assign(ids[0], "Petro", "Olha")
	told(2, "*Olha* asks you")
	tx, err := r.pool.Begin(t.Context()) // all at once
	if err != nil {
		t.Fatal(err)
	}
	if _, err := tx.Exec(t.Context(), `UPDATE gaps SET assignee = 'Petro', assigned_by = 'Olha', assigned_at = now() WHERE id <> $1`, ids[0]); err != nil {
		t.Fatal(err)
	}
	if err := tx.Commit(t.Context()); err != nil {
		t.Fatal(err)
	}
	told(3, "no article answers, 6 times:", "question 0", "question 4", "and 1 more")
	if list := r.slack.Directs(petro); strings.Contains(list[2].Shown(), "question 5") {
		t.Errorf("it names all: %s", list[2].Shown())
	}
	var last time.Time
	if err := r.pool.QueryRow(t.Context(), `SELECT max(at) FROM slack_gap_notices`).Scan(&last); err != nil || last.IsZero() {
		t.Errorf("nothing is noted: %v", err)
	}
}
