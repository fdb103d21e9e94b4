package knowledge_test

import (
	"testing"
	"time"

	"switchboard/knowledge"
	"switchboard/migrations/pgtest"
)

// TestADayEndsWhereTheCompanyIs asks at the last minute and at the first one, on days of 23, 24 and 25 hours, and where
// the clocks are put forward at midnight.
func TestADayEndsWhereTheCompanyIs(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ zone, day, first, last string }{
		{"UTC", "2026-12-31", "2026-12-31T00:00:00Z", "2026-12-31T23:59:59Z"},
		{"Europe/Kyiv", "2026-12-31", "2026-12-30T22:00:00Z", "2026-12-31T21:59:59Z"},
		{"America/New_York", "2026-12-31", "2026-12-31T05:00:00Z", "2027-01-01T04:59:59Z"},
		{"Europe/Kyiv", "2026-03-29", "2026-03-28T22:00:00Z", "2026-03-29T20:59:59Z"},        // 23 hours
		{"Europe/Kyiv", "2026-10-25", "2026-10-24T21:00:00Z", "2026-10-25T21:59:59Z"},        // 25 hours
		{"Africa/Cairo", "2026-04-24", "2026-04-23T22:00:00Z", "2026-04-24T20:59:59Z"},       // begins at 01:00
		{"America/Havana", "2026-11-01", "2026-11-01T04:00:00Z", "2026-11-02T04:59:59Z"},     // its first hour stands twice
		{"Asia/Kathmandu", "2026-02-28", "2026-02-27T18:15:00Z", "2026-02-28T18:14:59Z"},     // a quarter of an hour
		{"Pacific/Kiritimati", "2026-03-01", "2026-02-28T10:00:00Z", "2026-03-01T09:59:59Z"}, // the first to have a day
	} {
		zone, err := time.LoadLocation(c.zone)
		if err != nil {
			t.Fatal(err)
		}
		day, _ := time.Parse(time.DateOnly, c.day)
		a := knowledge.Article{ValidFrom: day, ValidUntil: day}
		o := knowledge.Offer{From: day, Until: day}
		f := knowledge.Flow{ReviewBy: day}
		first, _ := time.Parse(time.RFC3339, c.first)
		last, _ := time.Parse(time.RFC3339, c.last)
		for _, at := range []time.Time{first, last} {
			if at = at.In(zone); !a.Valid(at) || !o.InForce(at) || o.Over(at) || f.Stale(at) || !knowledge.DayOf(at).Equal(day) {
				t.Errorf("%s in %s: %s is not of the day: %v %v %v %v", c.day, c.zone, at, a.Valid(at), o.InForce(at), o.Over(at), f.Stale(at))
			}
		}
		if at := first.Add(-time.Second).In(zone); a.Valid(at) || o.InForce(at) || o.Over(at) || f.Stale(at) {
			t.Errorf("%s in %s: %s is of the day", c.day, c.zone, at)
		}
		if at := last.Add(time.Second).In(zone); a.Valid(at) || o.InForce(at) || !o.Over(at) || !f.Stale(at) {
			t.Errorf("%s in %s: %s is of the day", c.day, c.zone, at)
		}
	}
}

// otherDay is a zone in which it is not the day that it is in UTC, and will not be for half an hour, nor was.
func otherDay() string {
	if now := time.Now().UTC(); now.Hour() < 10 || now.Hour() == 10 && now.Minute() < 30 {
		return "Pacific/Pago_Pago"
	}
	return "Pacific/Kiritimati"
}

func TestTheStoreKnowsWhatDayItIsWhereTheCompanyIs(t *testing.T) {
	t.Parallel()
	pool := pgtest.New(t)
	s := knowledge.NewStore(pool)
	if zone, err := s.Zone(ctx); err != nil || zone != time.UTC {
		t.Fatal(zone, err)
	}
	if _, err := pool.Exec(ctx, `INSERT INTO settings (key, value) VALUES ('zone', to_jsonb($1::text))`, otherDay()); err != nil {
		t.Fatal(err)
	}
	zone, err := s.Zone(ctx)
	if err != nil || zone.String() != otherDay() {
		t.Fatal(zone, err)
	}
	if _, err := s.SaveProject(ctx, knowledge.Project{Key: "net", Name: "Net"}); err != nil {
		t.Fatal(err)
	}
	today := knowledge.DayOf(time.Now().In(zone))
	if today.Equal(knowledge.DayOf(time.Now().UTC())) {
		t.Fatal("it is the same day in UTC")
	}
	over, last, first, soon := edit("over", "Over", "It is over."), edit("last", "Last", "It ends today."), edit("first", "First", "It begins today."), edit("soon", "Soon", "It begins tomorrow.")
	over.ValidUntil, last.ValidUntil, first.ValidFrom, soon.ValidFrom = today.AddDate(0, 0, -1), today, today, today.AddDate(0, 0, 1)
	ids := map[string]int64{}
	for _, e := range []knowledge.Edit{over, last, first, soon} {
		ids[e.Key], _ = save(t, s, e)
	}
	titles, all, err := s.ShownTitles(ctx, "net", "en", 0, 10)
	if err != nil || all != 2 || titles[0].Key != "first" || titles[1].Key != "last" {
		t.Errorf("customers see %+v, %v", titles, err)
	}
	for state, want := range map[knowledge.State]string{knowledge.Expired: "over", knowledge.Early: "soon", knowledge.Ending: "last"} {
		if rows, err := s.Articles(ctx, knowledge.Filter{State: state}); err != nil || len(rows) != 1 || rows[0].Key != want {
			t.Errorf("%s: %+v, %v", state, rows, err)
		}
	}

	if err := s.Verify(ctx, ids["last"], "maria", today.AddDate(0, 0, -1)); err == nil {
		t.Error("to be reviewed by yesterday")
	}
	if err := s.Verify(ctx, ids["last"], "maria", today); err != nil {
		t.Errorf("to be reviewed by today: %v", err)
	}
	for id, day := range map[int64]time.Time{ids["first"]: today.AddDate(0, 0, -1), ids["last"]: today} {
		if _, err := pool.Exec(ctx, `UPDATE articles SET review_by = $2 WHERE id = $1`, id, day); err != nil {
			t.Fatal(err)
		}
	}
	if doubts, err := s.Doubts(ctx, []int64{ids["first"], ids["last"]}); err != nil || len(doubts) != 1 || doubts[ids["first"]] == "" {
		t.Errorf("doubts: %v, %v", doubts, err)
	}
	if todo, err := s.Todo(ctx); err != nil || todo.Stale != 1 {
		t.Errorf("to do: %+v, %v", todo, err)
	}
	for state, want := range map[knowledge.State]string{knowledge.Stale: "first", knowledge.Due: "last"} {
		if rows, err := s.Articles(ctx, knowledge.Filter{State: state}); err != nil || len(rows) != 1 || rows[0].Key != want {
			t.Errorf("%s: %+v, %v", state, rows, err)
		}
	}
}

func TestAPlanIsToldInTheCompanysZone(t *testing.T) {
	t.Parallel()
	pool := pgtest.New(t)
	s := knowledge.NewStore(pool)
	if _, err := s.SaveProject(ctx, knowledge.Project{Key: "net", Name: "Net"}); err != nil {
		t.Fatal(err)
	}
	if _, err := pool.Exec(ctx, `INSERT INTO settings (key, value) VALUES ('zone', '"Europe/Kyiv"')`); err != nil {
		t.Fatal(err)
	}
	draft := edit("router", "Router", "Restart it.")
	draft.Publish = false
	id, _ := save(t, s, draft)
	from := time.Date(time.Now().Year()+1, 7, 1, 6, 30, 0, 0, time.UTC)
	if err := s.Plan(ctx, id, knowledge.Plan{Version: 1, From: from}, "maria"); err != nil {
		t.Fatal(err)
	}
	if err := s.Plan(ctx, id, knowledge.Plan{}, "maria"); err != nil {
		t.Fatal(err)
	}
	steps, err := s.Steps(ctx, id)
	if err != nil || len(steps) < 2 || steps[0].What != "unplanned" || steps[1].Note != from.Format("from 2 January 2006, ")+"09:30 EEST" {
		t.Errorf("%+v, %v", steps, err)
	}
}

// TestWeeksOfGapsAndCapsOfADayAreTheCompanys asks and teaches about the midnights of a company whose days are not those of UTC.
func TestWeeksOfGapsAndCapsOfADayAreTheCompanys(t *testing.T) {
	t.Parallel()
	pool, ctx := pgtest.New(t), t.Context()
	s := knowledge.NewStore(pool)
	if _, err := pool.Exec(ctx, `INSERT INTO settings (key, value) VALUES ('zone', to_jsonb($1::text))`, otherDay()); err != nil {
		t.Fatal(err)
	}
	talked(t, pool, 4)
	midnight := func(ago int) (at time.Time) {
		t.Helper()
		if err := pool.QueryRow(ctx, `SELECT company_midnight(company_day(now()) - $1::int)`, ago).Scan(&at); err != nil {
			t.Fatal(err)
		}
		return at
	}
	ask := func(conv int64, at time.Time) knowledge.Unanswered {
		return knowledge.Unanswered{Conversation: conv, Seq: 1, Text: "Do you deliver to Lviv on Sundays?", Lang: "en", At: at}
	}
	if _, err := s.AddUnanswered(ctx, []knowledge.Unanswered{ask(1, midnight(6)), ask(2, midnight(6).Add(-time.Second)), ask(3, midnight(13)), ask(4, midnight(13).Add(-time.Second))}); err != nil {
		t.Fatal(err)
	}
	if list, err := s.Gaps(ctx, "open", "", ""); err != nil || len(list) != 1 || list[0].Week != 1 || list[0].Before != 2 || list[0].Weeks[5] != 1 {
		t.Errorf("the week is today and the six days before: %+v, %v", list, err)
	}
	if _, err := s.SaveProject(ctx, knowledge.Project{Key: "net", Name: "Net"}); err != nil {
		t.Fatal(err)
	}
	id, version := save(t, s, edit("refund", "Refunds", "Within 14 days."))
	if err := s.Publish(ctx, id, version, "eva"); err != nil {
		t.Fatal(err)
	}
	for i := range 10 { // five of one customer about one article are learned in a day
		at := midnight(1).Add(time.Duration(i-5) * time.Second)
		l := knowledge.Lesson{Key: at.String(), Article: id, Lang: "en", Text: "money back", Role: "customer", Person: "customer/1", Solved: true, At: at}
		if state, err := s.Teach(ctx, l); err != nil || state != "learned" {
			t.Errorf("the lesson at %s is %s: %v", at, state, err)
		}
	}
}
