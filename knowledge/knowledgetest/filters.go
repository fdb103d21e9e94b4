package knowledgetest

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"switchboard/knowledge"
)

func putReplaceDelete(_ *testing.T, b *bench) {
	b.put(article(1, "router", "Router", "Restart the router."), article(2, "antenna", "Antenna", "Turn the antenna."))
	b.expect("put", knowledge.Query{Text: "router"}, 1)
	again := article(1, "router", "Modem", "Unplug the modem.")
	again.Version = 2
	b.put(again)
	b.expect("the old words of a replaced article", knowledge.Query{Text: "router"})
	b.expect("the new words of a replaced article", knowledge.Query{Text: "modem"}, 1)
	if hits := b.search(knowledge.Query{Text: "modem"}); len(hits) != 1 || hits[0].Version != 2 {
		b.Errorf("not version 2: %+v", hits)
	}
	long := article(1, "router", "Modem", strings.Repeat("Unplug the modem and count to ten, then plug it in. ", 60)+"Zebra at the end.")
	b.put(long)
	b.expect("a longer article", knowledge.Query{Text: "zebra"}, 1)
	b.put(again)
	b.expect("the passages that a shorter article lacks", knowledge.Query{Text: "zebra"})
	if err := b.index.Delete(context.Background(), []int64{1, 77}); err != nil {
		b.Fatal(err)
	}
	b.expect("deleted", knowledge.Query{Text: "modem"})
	b.expect("not deleted", knowledge.Query{Text: "antenna"}, 2)
	if err := b.index.Delete(context.Background(), nil); err != nil {
		b.Errorf("delete nothing: %v", err)
	}
	b.put()
}

func empty(_ *testing.T, b *bench) {
	if k, ok := b.index.(knowledge.Keeper); ok { // one that others fill: that nothing is found in it is no fact before
		if hits, err := b.index.Search(context.Background(), knowledge.Query{Text: "router"}); err == nil {
			b.Errorf("not filled yet: found %v", hits)
		}
		if err := k.Note(context.Background(), 1, nil); err != nil {
			b.Fatal(err)
		}
	}
	b.expect("nothing is in it", knowledge.Query{Text: "router"})
	b.put(article(1, "router", "Router", "Restart the router."))
	for _, text := range []string{"", "   \n", "?!.,", "\x00", "zzzzqqqq"} {
		b.expect("says nothing", knowledge.Query{Text: text})
	}
}

func fields(_ *testing.T, b *bench) {
	a := article(7, "returns", "Returns", "Intro of the page.\n\n## Abroad\n\nParcels from abroad take longer.")
	a.Link, a.Questions, a.Tags, a.Aliases, a.Version = "https://help.example/returns", []string{"How do I return a parcel?"}, []string{"refund"}, []string{"homenet"}, 3
	b.put(a)
	for _, text := range []string{"returns", "parcels from abroad", "refund", "homenet", "return a parcel"} {
		b.expect("its words", knowledge.Query{Text: text}, 7)
	}
	hits := b.search(knowledge.Query{Text: "abroad parcels longer"})
	if len(hits) != 1 {
		b.Fatalf("%d hits", len(hits))
	}
	got := hits[0]
	if got.Score <= 0 {
		b.Errorf("score %v", got.Score)
	}
	want := fmt.Sprint(7, 3, "returns", "net", "Lumen Net", "en", "Returns", a.Link, knowledge.Public, a.Published.Unix(), "Abroad", "Parcels from abroad take longer.", a.Tags)
	if have := fmt.Sprint(got.Article, got.Version, got.Key, got.Project, got.Name, got.Lang, got.Title, got.Link, got.Audience,
		got.Published.Unix(), got.Heading, got.Passage, got.Tags); have != want {
		b.Errorf("got  %s\nwant %s", have, want)
	}
}

func audiences(_ *testing.T, b *bench) {
	secret := article(2, "discount", "Discount", "Up to half off the router for those who leave.")
	secret.Audience = knowledge.Internal
	unknown := article(3, "odd", "Odd", "A router of no audience.")
	unknown.Audience = ""
	b.put(article(1, "router", "Router", "Restart the router."), secret, unknown)
	b.expect("for customers", knowledge.Query{Text: "router"}, 1)
	b.expect("for operators", knowledge.Query{Text: "router", Internal: true}, 1, 2)
	secret.Audience = knowledge.Public
	b.put(secret)
	b.expect("made public", knowledge.Query{Text: "router"}, 1, 2)
}

func languages(_ *testing.T, b *bench) {
	b.put(article(1, "a", "Router", "Router."), inLang(article(2, "b", "Router", "Router."), "de"), inLang(article(3, "c", "Router", "Router."), "en-GB"))
	b.expect("all", knowledge.Query{Text: "router"}, 1, 2, 3)
	b.expect("one", knowledge.Query{Text: "router", Only: []string{"de"}}, 2)
	b.expect("of a region", knowledge.Query{Text: "router", Only: []string{"en"}}, 1, 3)
	b.expect("several", knowledge.Query{Text: "router", Only: []string{"de", "en"}}, 1, 2, 3)
	b.expect("another", knowledge.Query{Text: "router", Only: []string{"uk"}})
	b.expect("none that exists", knowledge.Query{Text: "router", Only: []string{`x" OR lang = "en`}})
}

func variants(_ *testing.T, b *bench) {
	b.put(article(1, "speed", "Lumen Turbo 500", "Turbo 500 is fast."), inLang(article(2, "speed", "Lumen Turbo 500", "Turbo 500 дуже швидкий."), "uk"),
		article(3, "other", "Lumen Turbo 100", "Turbo 100 is slower."))
	for lang, want := range map[string]int64{"en": 1, "uk": 2, "uk-UA": 2} {
		b.first("a variant in "+lang, knowledge.Query{Text: "Turbo 500", Lang: lang}, want)
		for _, h := range b.search(knowledge.Query{Text: "Turbo 500", Lang: lang}) {
			if h.Key == "speed" && h.Article != want {
				b.Errorf("in %s: article %d beside its variant", lang, h.Article)
			}
		}
	}
	b.first("another language is still found", knowledge.Query{Text: "slower turbo 100", Lang: "uk"}, 3)
}

func projects(_ *testing.T, b *bench) {
	pay := article(2, "refund", "Refund", "A refund takes a week.")
	pay.Project = "pay"
	b.put(article(1, "refund", "Refund", "A refund takes a day."), pay)
	b.expect("all", knowledge.Query{Text: "refund"}, 1, 2)
	b.expect("one", knowledge.Query{Text: "refund", Projects: []string{"pay"}}, 2)
	b.expect("both", knowledge.Query{Text: "refund", Projects: []string{"net", "pay"}}, 1, 2)
	b.expect("none that exists", knowledge.Query{Text: "refund", Projects: []string{`x"] OR project IN ["pay`, ""}})
}

func validity(_ *testing.T, b *bench) {
	day := func(d int) time.Time { return time.Date(2026, 3, d, 0, 0, 0, 0, time.UTC) }
	offer := article(1, "offer", "Offer", "The spring offer.")
	offer.ValidFrom, offer.ValidUntil = day(10), day(20)
	from := article(2, "next", "Next", "The next offer.")
	from.ValidFrom = day(21)
	until := article(3, "last", "Last", "The last offer.")
	until.ValidUntil = day(9)
	always := article(4, "always", "Always", "The eternal offer.")
	b.put(offer, from, until, always)
	for _, c := range []struct {
		at   time.Time
		want []int64
	}{
		{day(9).Add(23 * time.Hour), []int64{3, 4}},
		{day(10), []int64{1, 4}},
		{day(20).Add(23*time.Hour + 59*time.Minute), []int64{1, 4}},
		{day(21), []int64{2, 4}},
		{day(20).Add(22 * time.Hour).In(time.FixedZone("Kyiv", 2*60*60)), []int64{2, 4}},     // midnight is over there
		{day(21).Add(4 * time.Hour).In(time.FixedZone("New York", -5*60*60)), []int64{1, 4}}, // and there it is still to come
	} {
		b.expect(c.at.String(), knowledge.Query{Text: "offer", At: c.at}, c.want...)
	}
	b.expect("now", knowledge.Query{Text: "spring offer", At: time.Time{}}, b.ids(knowledge.Query{Text: "spring offer", At: time.Now()})...)
}
