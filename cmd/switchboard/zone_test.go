package main

import (
	"context"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"switchboard/assist"
	"switchboard/knowledge"
	"switchboard/knowledge/local"
	"switchboard/migrations/pgtest"
)

func TestTheCompanysZoneIsTheSameForAllReplicas(t *testing.T) {
	t.Parallel()
	pool, log := pgtest.New(t), slog.New(slog.DiscardHandler)
	settle := func(set string) string {
		t.Helper()
		zone, err := settleZone(t.Context(), Config{Zone: set}, pool, log)
		if err != nil {
			t.Fatal(err)
		}
		if kept, err := knowledge.NewStore(pool).Zone(t.Context()); err != nil || kept.String() != zone.String() {
			t.Errorf("%q: the database has %v, %v", set, kept, err)
		}
		return zone.String()
	}
	here := machineZone("/etc", os.Getenv("TZ"))
	if got := settle(""); got != here {
		t.Errorf("the first start notes %s, want %s", got, here)
	}
	for name, want := range map[string]string{"Europe/Kyiv": "Europe/Kyiv", "Mars/Base": "UTC"} {
		if got := firstZone(t.Context(), pool, name, log); got != want {
			t.Errorf("a machine in %s begins with %s, want %s", name, got, want)
		}
	}
	if got := settle("America/New_York"); got != "America/New_York" {
		t.Errorf("a setting is %s", got)
	}
	if got := settle(""); got != "America/New_York" {
		t.Errorf("a replica without it has %s", got)
	}
	if _, err := settleZone(t.Context(), Config{Zone: "Mars/Base"}, pool, log); err == nil || !strings.Contains(err.Error(), "SWITCHBOARD_ZONE=Europe/Kyiv") {
		t.Errorf("a zone that the database does not know: %v", err)
	}
	if got := settle(""); got != "America/New_York" {
		t.Errorf("after one that was refused: %s", got)
	}
}

// TestAReplicaGoesByAZoneThatAnotherNotes has one that runs while another is started with a zone of its own.
func TestAReplicaGoesByAZoneThatAnotherNotes(t *testing.T) {
	t.Parallel()
	pool, log := pgtest.New(t), slog.New(slog.DiscardHandler)
	settle := func(set string) *time.Location {
		t.Helper()
		zone, err := settleZone(t.Context(), Config{Zone: set}, pool, log)
		if err != nil {
			t.Fatal(err)
		}
		return zone
	}
	clock, store := knowledge.NewClock(settle("Pacific/Pago_Pago")), knowledge.NewStore(pool)
	before := clock.Today()
	settle("Pacific/Kiritimati")
	if err := goByZone(t.Context(), store, clock, log); err != nil {
		t.Fatal(err)
	}
	if clock.Name() != "Pacific/Kiritimati" || !clock.Today().After(before) { // they are 25 hours apart
		t.Errorf("it goes by %s, where it is %s, after %s", clock.Name(), clock.Today(), before)
	}
	if _, err := pool.Exec(t.Context(), `UPDATE settings SET value = '"Mars/Base"' WHERE key = 'zone'`); err != nil {
		t.Fatal(err)
	}
	if err := goByZone(t.Context(), store, clock, log); err == nil || clock.Name() != "Pacific/Kiritimati" {
		t.Errorf("a zone that is not known: %v, %s", err, clock.Name())
	}
}

func TestAMachinesZoneIsFound(t *testing.T) {
	t.Parallel()
	etc := func(to string) string {
		dir := t.TempDir()
		file := filepath.Join(dir, "usr", "share", "zoneinfo", filepath.FromSlash(to))
		if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, nil, 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.Symlink(file, filepath.Join(dir, "localtime")); err != nil {
			t.Fatal(err)
		}
		return dir
	}
	for name, c := range map[string]struct{ etc, tz, want string }{
		"a link":             {etc("Europe/Kyiv"), "", "Europe/Kyiv"},
		"of three parts":     {etc("America/Argentina/Salta"), "", "America/Argentina/Salta"},
		"TZ before it":       {etc("Europe/Kyiv"), "Asia/Tokyo", "Asia/Tokyo"},
		"TZ with a colon":    {etc("Europe/Kyiv"), ":Asia/Tokyo", "Asia/Tokyo"},
		"TZ that is none":    {etc("Europe/Kyiv"), "EET-2EEST,M3.5.0/3", "Europe/Kyiv"},
		"a link to no zone":  {etc("Atlantis/Capital"), "", "UTC"},
		"nothing is told":    {t.TempDir(), "", "UTC"},
		"a name of anywhere": {t.TempDir(), "Local", "UTC"},
	} {
		if got := machineZone(c.etc, c.tz); got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
}

// TestSearchGoesByTheCompanysDay asks the index on a day that is over or still to come in UTC.
func TestSearchGoesByTheCompanysDay(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"Pacific/Kiritimati", "Pacific/Pago_Pago"} {
		zone, err := time.LoadLocation(name)
		if err != nil {
			t.Fatal(err)
		}
		var asked knowledge.Query
		a := &app{clock: knowledge.NewClock(zone), index: asking{&asked}}
		a.finder = finder{index: a.index, ranker: assist.New(assist.Config{Index: local.New(), Log: slog.New(slog.DiscardHandler)})}
		before := time.Now()
		if _, err := a.search(t.Context(), knowledge.Query{Text: "offer"}); err != nil {
			t.Fatal(err)
		}
		if asked.At.Before(before) || asked.At.Location() != zone {
			t.Errorf("%s: asked of %s", name, asked.At)
		}
	}
}

// asking is an index that notes what it is asked and finds nothing.
type asking struct{ query *knowledge.Query }

func (a asking) Put(context.Context, []knowledge.Article) error { return nil }
func (a asking) Delete(context.Context, []int64) error          { return nil }
func (a asking) Search(_ context.Context, q knowledge.Query) ([]knowledge.Hit, error) {
	*a.query = q
	return nil, nil
}
