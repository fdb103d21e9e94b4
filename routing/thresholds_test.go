package routing_test

import (
	"testing"

	"switchboard/routing"
)

func TestThresholdsOfAProjectAndLanguageDecideWhatIsAnswered(t *testing.T) {
	r := newRig(t, routing.Policy{})
	for _, bad := range []routing.Thresholds{{"net/en": 0}, {"": .9}, {"/": .9}} {
		if err := routing.SaveThresholds(t.Context(), r.pool, bad); err == nil {
			t.Errorf("%v was saved", bad)
		}
	}
	if err := routing.SaveThresholds(t.Context(), r.pool, routing.Thresholds{"net/en": .99, "shop": .5}); err != nil {
		t.Fatal(err)
	}
	r.says("c1", "my router is off") // .95, which is enough by default
	r.head("c1", state(routing.Queued))
	if err := routing.SaveThresholds(t.Context(), r.pool, routing.Thresholds{"net/en": .4}); err != nil {
		t.Fatal(err)
	}
	r.says("c2", "maybe you can help") // .5, which is not
	r.sent("You are next in line", "It may be so.")
	all := routing.Thresholds{"net/en": .1, "net": .2, "/en": .3}
	for _, c := range []struct {
		project, lang string
		want          float64
	}{{"net", "en-GB", .1}, {"net", "uk", .2}, {"shop", "en", .3}, {"shop", "uk", 0}} {
		if got, _ := all.Of(c.project, c.lang); got != c.want {
			t.Errorf("%s/%s: %v", c.project, c.lang, got)
		}
	}
}
