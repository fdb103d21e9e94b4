package main

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io/fs"
	"testing"
	"testing/fstest"

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
