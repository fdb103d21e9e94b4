package routing_test

import (
	"testing"
	"time"

	"switchboard/routing"
)

func TestHours(t *testing.T) {
	week := &routing.Hours{Zone: "Europe/Kyiv", Holidays: []string{"2026-12-25"}, Days: map[string][]string{
		"mon": {"09:00-13:00", "14:00-18:00"}, "tue": {"09:00-18:00"}, "wed": {"09:00-18:00"}, "thu": {"09:00-18:00"},
		"fri": {"09:00-24:00"},
	}}
	kyiv, err := time.LoadLocation("Europe/Kyiv")
	if err != nil {
		t.Fatal(err)
	}
	at := func(s string) time.Time {
		v, err := time.ParseInLocation("2006-01-02 15:04", s, kyiv)
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	for name, c := range map[string]struct{ now, next string }{
		"open now":                    {"2026-11-23 09:00", "2026-11-23 09:00"},
		"before the first hour":       {"2026-11-23 08:59", "2026-11-23 09:00"},
		"in the break":                {"2026-11-23 13:00", "2026-11-23 14:00"},
		"after the last hour":         {"2026-11-23 18:00", "2026-11-24 09:00"},
		"until midnight":              {"2026-11-27 23:59", "2026-11-27 23:59"},
		"over the weekend":            {"2026-11-28 00:00", "2026-11-30 09:00"},
		"a holiday before a weekend":  {"2026-12-24 20:00", "2026-12-28 09:00"},
		"over the end of summer time": {"2026-10-24 12:00", "2026-10-26 09:00"},
	} {
		t.Run(name, func(t *testing.T) {
			now, next := at(c.now), at(c.next)
			if got := week.Next(now); !got.Equal(next) {
				t.Errorf("next is %s, want %s", got, next)
			}
			if week.Open(now) != now.Equal(next) {
				t.Errorf("open: %v", week.Open(now))
			}
		})
	}
	var always *routing.Hours
	if !always.Open(time.Now()) || always.Check() != nil {
		t.Error("no hours are not always open")
	}
	for name, h := range map[string]*routing.Hours{
		"unknown zone": {Zone: "Mars/Base"},
		"unknown day":  {Zone: "UTC", Days: map[string][]string{"monday": {"09:00-18:00"}}},
		"upside down":  {Zone: "UTC", Days: map[string][]string{"mon": {"18:00-09:00"}}},
		"no span":      {Zone: "UTC", Days: map[string][]string{"mon": {"all day"}}},
		"no date":      {Zone: "UTC", Holidays: []string{"Christmas"}},
	} {
		if h.Check() == nil {
			t.Errorf("%s: accepted", name)
		}
	}
	never := &routing.Hours{Zone: "UTC"}
	if !never.Next(time.Now()).IsZero() {
		t.Error("never open, yet there is a next time")
	}
}

// Who writes when we are closed is told when we are back as people say it, in his language.
func TestCustomersAreToldWhenWeAreBackAsPeopleSayIt(t *testing.T) {
	t.Parallel()
	day := map[string][]string{"tue": {"08:00-18:00"}, "wed": {"08:00-18:00"}}
	berlin := &routing.Hours{Zone: "Europe/Berlin", Days: day}
	kyiv := &routing.Hours{Zone: "Europe/Kyiv", Days: day}
	for _, c := range []struct {
		hours *routing.Hours
		now   string
		lang  string
		want  string
	}{
		{berlin, "2026-12-01T05:00:00Z", "de", "heute um 08:00 Uhr (MEZ)"},
		{berlin, "2026-11-30T05:00:00Z", "de", "morgen um 08:00 Uhr (MEZ)"},
		{berlin, "2026-11-28T05:00:00Z", "de", "Dienstag, 01.12., 08:00 Uhr (MEZ)"},
		{berlin, "2026-06-29T23:30:00Z", "de-AT", "heute um 08:00 Uhr (MESZ)"}, // it is Tuesday there
		{berlin, "2026-12-01T05:00:00Z", "pl", "dzisiaj o 08:00 (czasu środkowoeuropejskiego)"},
		{berlin, "2026-11-28T05:00:00Z", "pl", "wtorek, 01.12, 08:00 (czasu środkowoeuropejskiego)"},
		{kyiv, "2026-11-30T20:00:00Z", "uk", "завтра о 08:00 (за київським часом)"},
		{kyiv, "2026-12-01T02:00:00Z", "ru", "сегодня в 08:00 (по киевскому времени)"},
		{kyiv, "2026-11-28T05:00:00Z", "en", "Tuesday, 1 December, 08:00 (Kyiv time)"},
		{&routing.Hours{Zone: "Europe/Warsaw", Days: day}, "2026-06-30T05:00:00Z", "pl", "dzisiaj o 08:00 (czasu polskiego)"},
		{&routing.Hours{Zone: "Europe/Kaliningrad", Days: day}, "2026-06-30T05:00:00Z", "ru", "сегодня в 08:00 (по восточноевропейскому времени)"},
		{&routing.Hours{Zone: "America/New_York", Days: day}, "2026-12-01T05:30:00Z", "en", "today at 08:00 (EST)"},
		{&routing.Hours{Zone: "UTC"}, "2026-12-01T05:30:00Z", "en", ""},
	} {
		now, err := time.Parse(time.RFC3339, c.now)
		if err != nil {
			t.Fatal(err)
		}
		if got := routing.NextInWords(c.hours, now, c.lang); got != c.want {
			t.Errorf("%s, %s: %q, want %q", c.now, c.lang, got, c.want)
		}
	}
}
