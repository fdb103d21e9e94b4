package routing_test

import (
	"strings"
	"testing"

	"switchboard/routing"
)

func TestDraftsThatWouldBeginAboveAnswersAreNamed(t *testing.T) {
	t.Parallel()
	usual := routing.Policy{}.WithDefaults() // answers from 0.83, drafts from 0.1
	for name, c := range map[string]struct {
		t    routing.Thresholds
		want string
	}{
		"nothing set":                    {nil, ""},
		"below":                          {routing.Thresholds{"shop/en": {Answer: .5, Draft: .5}}, ""},
		"drafts above the usual answers": {routing.Thresholds{"shop/en": {Draft: .9}}, "shop/en: drafts from 0.9 would begin above answers from 0.83"},
		"answers below a project's":      {routing.Thresholds{"shop": {Draft: .6}, "shop/uk": {Answer: .4}}, "shop/uk: drafts from 0.6 would begin above answers from 0.4"},
		"of a project and a language":    {routing.Thresholds{"shop": {Answer: .4}, "/uk": {Draft: .6}}, "shop/uk: drafts from 0.6"},
		"of a language":                  {routing.Thresholds{"/uk": {Draft: .95}}, "/uk: drafts from 0.95"},
		"of a project":                   {routing.Thresholds{"shop": {Draft: .95}}, "shop: drafts from 0.95"},
		"never answers":                  {routing.Thresholds{"shop": {Answer: 1.01, Draft: 1}}, ""},
	} {
		got := c.t.Crossed(usual)
		if len(got) > 1 || !strings.HasPrefix(strings.Join(got, ""), c.want) || (len(got) == 0) != (c.want == "") {
			t.Errorf("%s: %q", name, got)
		}
	}
	if got := (routing.Thresholds{"shop": {Answer: .4}}).Crossed(routing.Policy{Draft: .5}.WithDefaults()); len(got) != 1 || !strings.Contains(got[0], "set that of drafts to 0.4 or lower, or that of answers to 0.5 or higher") {
		t.Errorf("below the usual drafts: %q", got)
	}
}
