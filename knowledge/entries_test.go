package knowledge_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"switchboard/knowledge"
)

func TestEntriesComeWithTheirLanguages(t *testing.T) {
	t.Parallel()
	s := newStore(t, "net", "pay", "empty")
	today := time.Now().UTC()
	save(t, s, edit("router", "Router", "Restart it."))
	uk := edit("router", "Роутер", "Перезавантажте.")
	uk.Lang, uk.Owner, uk.Tags = "uk", "olena", []string{"wifi", "router"}
	id, _ := save(t, s, uk)
	uk.Article, uk.Based, uk.Publish, uk.Body = id, 1, false, "Перезавантажте двічі."
	save(t, s, uk)
	over := edit("offer", "Offer", "Half the price.")
	over.Project, over.ValidUntil = "pay", today.AddDate(0, 0, -1)
	save(t, s, over)
	soon := edit("soon", "Soon", "A new price.")
	soon.Project, soon.ValidFrom, soon.Publish, soon.Audience = "pay", today.AddDate(0, 0, 2), false, knowledge.Internal
	gone, _ := save(t, s, soon)

	for want, f := range map[string]knowledge.Filter{
		"3: net/router[en uk] pay/offer[en] pay/soon[en]": {},
		"3: pay/soon[en] pay/offer[en] net/router[en uk]": {Recent: true},
		"1: net/router[uk en]":                            {Owner: "OLENA"},
		"1: net/router[uk en]   ":                         {Owners: []string{"nobody", "Olena"}},
		"1: net/router[uk en] ":                           {Tag: "wifi"},
		"1: net/router[uk en]  ":                          {State: knowledge.Drafted},
		"2: net/router[en uk] pay/offer[en]":              {State: knowledge.Published},
		"1: pay/soon[en]":                                 {State: knowledge.Unpublished},
		"1: pay/offer[en]":                                {State: knowledge.Expired},
		"1: pay/soon[en] ":                                {State: knowledge.Early},
		"3: pay/offer[en]":                                {Limit: 1, Offset: 1},
		"1: net/router[uk en]    ":                        {Text: "gthtpfdfynf;nt"}, // with another keyboard
		"0:":                                              {State: "odd\x00\xff"},
	} {
		entries, total, err := s.Entries(ctx, f)
		if err != nil {
			t.Fatal(err)
		}
		var b strings.Builder
		fmt.Fprintf(&b, "%d:", total)
		for _, e := range entries {
			var langs []string
			for _, r := range e.Rows {
				langs = append(langs, r.Lang)
			}
			fmt.Fprintf(&b, " %s/%s%v", e.Project, e.Key, langs)
		}
		if b.String() != strings.TrimRight(want, " ") {
			t.Errorf("%+v: %q, want %q", f, b.String(), want)
		}
	}
	counts, err := s.Counts(ctx)
	if net := counts["net"]; err != nil || len(counts) != 2 || net.Articles != 1 || net.Variants != 2 || net.Drafted != 1 ||
		!slices.Equal(net.Languages, []string{"en", "uk"}) || counts["pay"].Internal != 1 || counts["pay"].Unpublished != 1 {
		t.Errorf("%+v, %v", counts, err)
	}
	owners, tags, err := s.Labels(ctx)
	if err != nil || !slices.Equal(owners, []string{"olena"}) || !slices.Equal(tags, []string{"router", "wifi"}) {
		t.Errorf("%v, %v, %v", owners, tags, err)
	}
	if err := s.Remove(ctx, gone, "eva"); err != nil {
		t.Fatal(err)
	}
	if entries, total, err := s.Entries(ctx, knowledge.Filter{Removed: true}); err != nil || total != 1 || entries[0].Key != "soon" || entries[0].Rows[0].Removed.IsZero() {
		t.Errorf("removed: %+v, %v", entries, err)
	}
}

func TestARemovedProjectComesBackAsItWas(t *testing.T) {
	t.Parallel()
	s := newStore(t, "net")
	if _, err := s.SaveProject(ctx, knowledge.Project{Key: "net", Name: "Net", Hours: "always"}); err != nil {
		t.Fatal(err)
	}
	save(t, s, edit("router", "Router", "Restart it."))
	if err := s.RestoreProject(ctx, "net"); !errors.Is(err, knowledge.ErrNotFound) {
		t.Errorf("restored what was not removed: %v", err)
	}
	if err := s.RemoveProject(ctx, "net", "eva"); err != nil {
		t.Fatal(err)
	}
	_, _, rev := changes(t, s, 0)
	if err := s.RestoreProject(ctx, "net"); err != nil {
		t.Fatal(err)
	}
	if titles, _, _ := changes(t, s, rev); titles != "Router;" {
		t.Errorf("readers see %q", titles)
	}
	if p, err := s.Project(ctx, "net"); err != nil || p.Hours != "always" {
		t.Errorf("%+v, %v", p, err)
	}
}

func TestTheBestFoundComeFirst(t *testing.T) {
	t.Parallel()
	s := newStore(t, "alpha", "net")
	put := func(project, key, title, body string, questions ...string) {
		t.Helper()
		e := edit(key, title, body)
		e.Project, e.Questions = project, questions
		save(t, s, e)
	}
	put("alpha", "a", "Batteries", "A battery feeds a router too.")
	put("alpha", "b", "Cables", "For a router.")
	put("net", "blinking", "Lamps", "Red means no line.", "my router blinks")
	put("net", "zebra", "Restart the router", "Unplug it.")
	entries, total, err := s.Entries(ctx, knowledge.Filter{Text: "router"})
	if err != nil || total != 4 {
		t.Fatal(total, err)
	}
	var got []string
	for _, e := range entries {
		got = append(got, e.Project+"/"+e.Key)
	}
	if want := []string{"net/zebra", "net/blinking", "alpha/a", "alpha/b"}; !slices.Equal(got, want) {
		t.Errorf("found %v, want %v", got, want)
	}
}
