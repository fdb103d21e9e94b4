package supervisor_test

import (
	"encoding/csv"
	"strings"
	"testing"
	"time"

	"switchboard/knowledge"
	"switchboard/routing"
	"switchboard/routing/report"
)

// in puts the company into a time zone.
func (r *rig) in(name string) *time.Location {
	r.Helper()
	zone, err := time.LoadLocation(name)
	if err != nil {
		r.Fatal(err)
	}
	if _, err := r.pool.Exec(r.Context(), `INSERT INTO settings (key, value) VALUES ('zone', to_jsonb($1::text))`, name); err != nil {
		r.Fatal(err)
	}
	r.router = routing.New(routing.Config{Pool: r.pool, Kinds: map[string]string{"chat": "test"}, Clock: knowledge.NewClock(zone)})
	return zone
}

// TestEndingsBelongToTheDaysOfTheCompany counts around days of 23 and of 25 hours, and where midnight does not exist.
func TestEndingsBelongToTheDaysOfTheCompany(t *testing.T) {
	for name, c := range map[string]struct {
		zone, from, to string
		ended          []string
		want           []int // newest day first
	}{
		"UTC": {"UTC", "2026-03-07", "2026-03-09", []string{"2026-03-06T23:59:59Z", "2026-03-07T00:00:00Z", "2026-03-09T23:59:59Z", "2026-03-10T00:00:00Z"}, []int{1, 0, 1}},
		"the clocks put forward": {"America/New_York", "2026-03-07", "2026-03-09",
			[]string{"2026-03-07T23:59:59-05:00", "2026-03-08T00:00:00-05:00", "2026-03-08T23:59:59-04:00", "2026-03-09T00:00:00-04:00", "2026-03-10T00:00:00-04:00"}, []int{1, 2, 1}},
		"the clocks put back": {"Europe/Kyiv", "2026-10-24", "2026-10-26",
			[]string{"2026-10-23T23:59:59+03:00", "2026-10-25T00:00:00+03:00", "2026-10-25T03:30:00+03:00", "2026-10-25T03:30:00+02:00", "2026-10-25T23:59:59+02:00", "2026-10-26T00:00:00+02:00"}, []int{1, 4, 0}},
		"no midnight": {"Africa/Cairo", "2026-04-23", "2026-04-24", []string{"2026-04-23T23:59:59+02:00", "2026-04-24T01:00:00+03:00", "2026-04-24T23:59:59+03:00", "2026-04-25T00:00:00+03:00"}, []int{2, 1}},
	} {
		t.Run(name, func(t *testing.T) {
			r := newRig(t)
			r.in(c.zone)
			r.ended(len(c.ended), 0, "support", "net", "operator", "solved", "solved", "thanked")
			for i, at := range c.ended {
				_, err := r.pool.Exec(t.Context(), `WITH x AS (SELECT id FROM conversations ORDER BY id OFFSET $1 LIMIT 1), c AS (UPDATE closings SET at = $2 WHERE conversation_id = (SELECT id FROM x))
					UPDATE conversations SET closed_at = $2 WHERE id = (SELECT id FROM x)`, i, at)
				if err != nil {
					t.Fatal(err)
				}
			}
			from, _ := time.Parse(time.DateOnly, c.from)
			to, _ := time.Parse(time.DateOnly, c.to)
			span := report.Span{From: from, To: to}
			e, err := report.New(r.pool).Endings(t.Context(), span)
			if err != nil || len(e.ByDay) != len(c.want) {
				t.Fatal(e, err)
			}
			sum := 0
			for i, want := range c.want {
				if got := e.ByDay[i]; got.All != want || !got.Day.Equal(to.AddDate(0, 0, -i)) {
					t.Errorf("%s: %d, want %d", got.Day.Format(time.DateOnly), got.All, want)
				}
				sum += want
			}
			if e.Sum.All != sum || len(e.Proposals) != 1 || e.Proposals[0].All != sum {
				t.Errorf("in all %d and %+v, want %d", e.Sum.All, e.Proposals, sum)
			}
			rows := 0
			if err := report.New(r.pool).Ended(t.Context(), span, func(report.Ended) error { rows++; return nil }); err != nil || rows != sum {
				t.Errorf("%d rows, %v", rows, err)
			}
		})
	}
}

func TestTodayIsTheCompanysAndThePageSaysWhose(t *testing.T) {
	for _, name := range []string{"Pacific/Kiritimati", "Pacific/Pago_Pago"} {
		t.Run(name, func(t *testing.T) {
			r := newRig(t)
			zone := r.in(name)
			r.ended(1, 0, "support", "net", "operator", "solved", "", "")
			server := r.serve(r.boss)
			today := func() string { return time.Now().In(zone).Format("Mon 2 Jan") }
			before, page := today(), r.get(server, "/endings?days=7").Body.String()
			if !strings.Contains(page, "Days are those of "+name) || !strings.Contains(page, before) && !strings.Contains(page, today()) {
				t.Errorf("no %s in %s", before, page)
			}
			rows, err := csv.NewReader(r.get(server, "/endings.csv?days=7").Body).ReadAll()
			if err != nil || len(rows) != 2 || !strings.HasSuffix(rows[1][0], "Z") {
				t.Errorf("%q, %v", rows, err)
			}
		})
	}
}
