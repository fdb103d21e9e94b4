package routing_test

import (
	"errors"
	"math"
	"testing"

	"switchboard/routing"
)

func TestThresholdsOfAProjectAndLanguageDecideWhatIsAnswered(t *testing.T) {
	r := newRig(t, routing.Policy{})
	for _, bad := range []routing.Thresholds{{"net/en": {}}, {"": {Answer: .9}}, {"/": {Answer: .9}}, {"net": {Answer: -1}}, {"net": {Draft: 1.5}},
		{"net": {Answer: .3, Draft: .4}}, {"net": {Answer: math.NaN()}}} {
		if err := routing.SaveThresholds(t.Context(), r.pool, bad, "eva", ""); err == nil {
			t.Errorf("%v was saved", bad)
		}
	}
	if err := routing.SaveThresholds(t.Context(), r.pool, routing.Thresholds{"net/en": {Answer: .99}, "shop": {Answer: .5}}, "eva", ""); err != nil {
		t.Fatal(err)
	}
	r.says("c1", "my router is off") // .95, which is enough by default
	r.head("c1", state(routing.Queued))
	r.sent("You are next in line")
	if err := routing.SaveThresholds(t.Context(), r.pool, routing.Thresholds{"net/en": {Answer: .4}}, "eva", "too careful"); err != nil {
		t.Fatal(err)
	}
	r.says("c2", "maybe you can help") // .5, which is not
	r.sent("You are next in line", "It may be so.")
	all := routing.Thresholds{"net/en": {Answer: .1}, "net": {Answer: .2, Draft: .15}, "/en": {Answer: .3}}
	for _, c := range []struct {
		project, lang string
		want          float64
	}{{"net", "en-GB", .1}, {"net", "uk", .2}, {"shop", "en", .3}, {"shop", "uk", 0}} {
		if got := all.Of(c.project, c.lang).Answer; got != c.want {
			t.Errorf("%s/%s: %v", c.project, c.lang, got)
		}
	}
	if got := all.Of("net", "en").Draft; got != .15 {
		t.Errorf("drafts of net in English from %v", got)
	}
}

func TestThresholdsTellWhoSetThemAndCanBeBroughtBack(t *testing.T) {
	r := newRig(t, routing.Policy{})
	ctx := t.Context()
	if _, err := r.pool.Exec(ctx, `INSERT INTO settings (key, value) VALUES ('thresholds', '{"net/en": 0.7}')`); err != nil { // as an earlier version wrote it
		t.Fatal(err)
	}
	if p, err := r.PolicyOf(ctx, "net", "en-GB"); err != nil || p.Answer != .7 || p.Draft != .1 {
		t.Errorf("%+v, %v", p, err)
	}
	set := func(name string, to routing.Threshold, by string) {
		t.Helper()
		err := routing.ChangeThresholds(ctx, r.pool, func(now routing.Thresholds) (routing.Thresholds, error) {
			now[name] = to
			return now, nil
		}, by, "tried")
		if err != nil {
			t.Fatal(err)
		}
	}
	set("net/en", routing.Threshold{Answer: .9, Draft: .3}, "eva")
	set("shop", routing.Threshold{Draft: .6}, "ben")
	list, err := routing.ThresholdChanges(ctx, r.pool, 10)
	if err != nil || len(list) != 2 || list[0].By != "ben" || list[0].Value["net/en"].Answer != .9 || len(list[1].Value) != 1 || list[1].Why != "tried" {
		t.Fatalf("%+v, %v", list, err)
	}
	r.says("c1", "maybe you can help") // .5: a draft is shown from .3 on
	h := r.head("c1", state(routing.Queued))
	if drafts, err := r.Drafts(ctx, r.op, h.ID); err != nil || len(drafts) != 1 {
		t.Errorf("%+v, %v", drafts, err)
	}
	set("net", routing.Threshold{Draft: .2}, "ben") // net/en tells more
	set("net/en", routing.Threshold{Answer: .9, Draft: .6}, "eva")
	r.says("c2", "maybe you can help")
	h = r.head("c2", state(routing.Queued))
	if drafts, err := r.Drafts(ctx, r.op, h.ID); err != nil || len(drafts) != 0 || h.Reason != "the knowledge base does not answer this" {
		t.Errorf("%+v, %q, %v", drafts, h.Reason, err)
	}
	if err := routing.RevertThresholds(ctx, r.pool, list[1].ID, "root"); err != nil {
		t.Fatal(err)
	}
	now, err := routing.ReadThresholds(ctx, r.pool)
	if err != nil || len(now) != 1 || now["net/en"] != (routing.Threshold{Answer: .9, Draft: .3}) {
		t.Errorf("%+v, %v", now, err)
	}
	kept := func() int {
		t.Helper()
		list, err := routing.ThresholdChanges(ctx, r.pool, 99)
		if err != nil {
			t.Fatal(err)
		}
		return len(list)
	}
	before := kept()
	set("net/en", routing.Threshold{Answer: .9, Draft: .3}, "eva")
	if kept() != before {
		t.Error("what changed nothing is kept as a change")
	}
	for range 2 {
		if err := routing.RevertThresholds(ctx, r.pool, routing.FirstThresholds, "root"); err != nil {
			t.Fatal(err)
		}
	}
	if now, err := routing.ReadThresholds(ctx, r.pool); err != nil || len(now) != 0 || kept() != before+1 {
		t.Errorf("as before the first change: %+v, %v", now, err)
	}
	if err := routing.RevertThresholds(ctx, r.pool, 999, "root"); !errors.Is(err, routing.ErrNotFound) {
		t.Errorf("%v", err)
	}
}
