package main

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/jackc/pgx/v5/pgxpool"

	"switchboard/assist/eval"
	"switchboard/knowledge"
	"switchboard/migrations/pgtest"
	"switchboard/routing"
)

func TestAnExportHasTheThresholds(t *testing.T) {
	t.Parallel()
	pool, other := pgtest.New(t), pgtest.New(t)
	s, empty := knowledge.NewStore(pool, thresholdFile(pool)), knowledge.NewStore(other, thresholdFile(other))
	thresholds := routing.Thresholds{"net/en": {Answer: .9, Draft: .2}, "/uk": {Answer: 2}}
	if err := routing.SaveThresholds(t.Context(), pool, thresholds, "Ann", ""); err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := knowledge.ExportZip(t.Context(), s, &b); err != nil {
		t.Fatal(err)
	}
	folder, err := zip.NewReader(bytes.NewReader(b.Bytes()), int64(b.Len()))
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []struct {
		dry     bool
		changed string
		now     int
	}{{true, "[thresholds.json]", 0}, {false, "[thresholds.json]", 2}, {false, "[]", 2}} {
		r, err := knowledge.Import(t.Context(), empty, folder, knowledge.ImportOptions{DryRun: want.dry, Author: "Petro"})
		now, errNow := routing.ReadThresholds(t.Context(), other)
		if err != nil || errNow != nil || fmt.Sprint(r.Changed) != want.changed || len(now) != want.now || len(r.Bad) > 0 {
			t.Errorf("dry %t: %+v, then %v; %v, %v", want.dry, r, now, err, errNow)
		}
	}
	changes, err := routing.ThresholdChanges(t.Context(), other, 9)
	if err != nil || len(changes) != 1 || changes[0].By != "Petro" || fmt.Sprint(changes[0].Value) != fmt.Sprint(thresholds) {
		t.Errorf("it was noted as %+v, %v", changes, err)
	}
	for _, bad := range []string{"[]", "{\"\": 3}", "{\"net\": {\"draft\": 4}}"} {
		r, err := knowledge.Import(t.Context(), empty, fs.FS(fstest.MapFS{"thresholds.json": {Data: []byte(bad)}}), knowledge.ImportOptions{})
		if err != nil || len(r.Bad) != 1 {
			t.Errorf("%s: %+v, %v", bad, r, err)
		}
	}
}

// TestThePastOfThresholdsIsRestoredWhereThereIsNone: who set them, when, why and what was measured; a base with a past of its
// own keeps that, and notes the import as one change more.
func TestThePastOfThresholdsIsRestoredWhereThereIsNone(t *testing.T) {
	t.Parallel()
	pool, other, own := pgtest.New(t), pgtest.New(t), pgtest.New(t)
	set := func(pool *pgxpool.Pool, answer float64, by string) {
		t.Helper()
		if err := routing.SaveThresholds(t.Context(), pool, routing.Thresholds{"net/en": {Answer: answer}}, by, "tried"); err != nil {
			t.Fatal(err)
		}
	}
	imported := func(pool *pgxpool.Pool, folder fstest.MapFS) knowledge.ImportReport {
		t.Helper()
		r, err := knowledge.Import(t.Context(), storeWithExtras(pool), folder, knowledge.ImportOptions{Author: "Petro"})
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	says := func(pool *pgxpool.Pool, want string) {
		t.Helper()
		list, err := routing.ThresholdChanges(t.Context(), pool, 9)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, c := range list {
			got = append(got, fmt.Sprint(c.By, " ", c.Why, " ", c.Value["net/en"].Answer))
		}
		if strings.Join(got, ", ") != want {
			t.Errorf("it says %s, and not %s", strings.Join(got, ", "), want)
		}
	}
	set(pool, .7, "Ann")
	set(pool, .8, "Ben")
	for range keptTunings + 2 {
		if err := saveTuned(t.Context(), pool, []eval.Tuned{{Project: "net", Lang: "en", Answer: .8}}, "Ann"); err != nil {
			t.Fatal(err)
		}
	}
	folder := exported(t, storeWithExtras(pool))
	if n := strings.Count(string(folder["measurements.jsonl"].Data), "\n"); n != keptTunings {
		t.Errorf("%d measurements are exported", n)
	}
	imported(other, folder)
	says(other, "Ben tried 0.8, Ann tried 0.7")
	if tuned, by, _, err := lastTuned(t.Context(), other); err != nil || by != "Ann" || len(tuned) != 1 || tuned[0].Answer != .8 {
		t.Errorf("%+v, %s, %v", tuned, by, err)
	}
	set(pool, .9, "Eva")
	folder = exported(t, storeWithExtras(pool))
	imported(other, folder) // nothing else was done there since
	says(other, "Eva tried 0.9, Ben tried 0.8, Ann tried 0.7")
	set(own, .5, "Uma")
	imported(own, folder)
	says(own, "Petro imported with the knowledge base 0.9, Uma tried 0.5")
	imported(own, folder)
	says(own, "Petro imported with the knowledge base 0.9, Uma tried 0.5")

	r := imported(pgtest.New(t), fstest.MapFS{"threshold-changes.jsonl": {Data: []byte("no\n{\"at\":\"2026-01-31T09:30:00Z\",\"by\":\"\",\"thresholds\":{}}\n{\"by\":\"Ann\",\"thresholds\":{}}\n{\"at\":\"2026-01-31T09:30:00Z\",\"by\":\"Ann\",\"thresholds\":{\"net\":{\"draft\":4}}}\n{\"at\":\"2026-01-31T09:30:00Z\",\"by\":\"Ann\"}\n")},
		"measurements.jsonl": {Data: []byte("{\"at\":\"2026-01-31T09:30:00Z\",\"by\":\"Ann\"}\n")}})
	if len(r.Bad) != 6 || len(r.Changed) > 0 {
		t.Errorf("%+v", r)
	}
}
