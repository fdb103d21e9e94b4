package knowledgetest

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"time"
	"unicode/utf8"

	"testing"

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
	want := fmt.Sprint(7, 3, "returns", "net", "Lumen Net", "en", "Returns", a.Link, knowledge.Public, a.Published.Unix(), "Abroad", "Parcels from abroad take longer.")
	if have := fmt.Sprint(got.Article, got.Version, got.Key, got.Project, got.Name, got.Lang, got.Title, got.Link, got.Audience,
		got.Published.Unix(), got.Heading, got.Passage); have != want {
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
	} {
		b.expect(c.at.String(), knowledge.Query{Text: "offer", At: c.at}, c.want...)
	}
	b.expect("now", knowledge.Query{Text: "spring offer", At: time.Time{}}, b.ids(knowledge.Query{Text: "spring offer", At: time.Now()})...)
}

func typos(_ *testing.T, b *bench) {
	b.put(article(1, "account", "Closing your account", "You can close the account in the settings."),
		inLang(article(2, "router", "Перезавантаження роутера", "Вимкніть роутер на десять секунд."), "uk"),
		inLang(article(3, "bill", "Rechnung bezahlen", "Die Rechnung kommt monatlich."), "de"))
	for text, want := range map[string]int64{
		"acount": 1, "accuont": 1, "acccount closing": 1, "роутр": 2, "роутерр": 2, "rechnugn": 3, "Rechnng": 3,
	} {
		b.first("a slip", knowledge.Query{Text: text}, want)
	}
}

func endings(_ *testing.T, b *bench) {
	texts := []struct{ lang, body, asks string }{
		{"en", "Refunded payments return to the card.", "refunding payment"},
		{"de", "Die Zahlungen werden erstattet, das Kündigen ist einfach.", "Zahlung kündigt"},
		{"ru", "Возврат денег за отменённые поездки занимает неделю.", "возвратов за поездку"},
		{"uk", "Повернення коштів за скасовані поїздки триває тиждень.", "поверненням поїздками"},
		{"pl", "Zwroty za odwołane przejazdy trwają tydzień.", "zwrotów za przejazdach"},
	}
	for i, x := range texts {
		b.put(inLang(article(int64(i+1), "refund-"+x.lang, "-", x.body), x.lang),
			inLang(article(int64(i+100), "other-"+x.lang, "-", "Lorem ipsum dolor sit amet."), x.lang))
	}
	for i, x := range texts {
		b.first("other endings in "+x.lang, knowledge.Query{Text: x.asks, Lang: x.lang}, int64(i+1))
	}
}

func codes(_ *testing.T, b *bench) {
	b.put(article(1, "e104", "Error E-104", "The line is down."), article(2, "e105", "Error E-105", "The password is wrong."),
		article(3, "price", "Price", "The plan costs 12.50 a month, write to help@lumen.example about it."),
		article(4, "wifi", "Wi-Fi", "Choose the 5 GHz band for wifi."))
	for text, want := range map[string]int64{
		"E-104": 1, "e104": 1, "what is error e-105?": 2, "E105": 2, "12,50": 3, "help@lumen.example": 3, "Wi-Fi": 4, "wifi": 4,
	} {
		b.first("a code", knowledge.Query{Text: text}, want)
	}
}

func passages(_ *testing.T, b *bench) {
	var body strings.Builder
	for i := range 12 {
		fmt.Fprintf(&body, "## Part %d\n\n%s\n\n", i, strings.Repeat("General words about everything and nothing. ", 15))
		if i == 8 {
			body.WriteString("The zebra crossing is on the left.\n\n")
		}
	}
	b.put(article(1, "long", "A long article", body.String()))
	hits := b.search(knowledge.Query{Text: "where is the zebra crossing"})
	if len(hits) != 1 {
		b.Fatalf("%d hits of one article", len(hits))
	}
	if h := hits[0]; !strings.Contains(h.Passage, "zebra") || h.Heading != "Part 8" || len(h.Passage) > 2000 {
		b.Errorf("passage under %q: %.80q", h.Heading, h.Passage)
	}
}

func questions(_ *testing.T, b *bench) {
	a := article(1, "move", "Moving house", "We take the line along for free. Call us two weeks ahead.")
	a.Questions = []string{"Can I pause my contract?", "I am relocating to another flat, what now?"}
	b.put(a, article(2, "flat", "Flat rate", "A flat rate for all calls."))
	hits := b.search(knowledge.Query{Text: "relocating to another flat"})
	if len(hits) == 0 || hits[0].Article != 1 || hits[0].Question != a.Questions[1] {
		b.Errorf("%+v", hits)
	}
	if hits := b.search(knowledge.Query{Text: "two weeks ahead"}); len(hits) != 1 || hits[0].Question != "" {
		b.Errorf("no question asks this: %+v", hits)
	}
}

func marks(_ *testing.T, b *bench) {
	b.put(inLang(article(1, "a", "Оплата", "Оплатити рахунок можна карткою; рахунок приходить щомісяця. Emoji 👍🏽 and “quotes”."), "uk"),
		article(2, "b", "Payment", "Pay the bill by card. Bills come monthly."))
	for _, text := range []string{"рахунок картка", "bill", "emoji quotes 👍", "оплата"} {
		hits := b.search(knowledge.Query{Text: text, Lang: "uk"})
		if len(hits) == 0 {
			b.Errorf("%q finds nothing", text)
		}
		for _, h := range hits {
			if text != "оплата" && len(h.Marks) == 0 {
				b.Errorf("%q: no mark in %q", text, h.Passage)
			}
			checkMarks(b, h)
		}
	}
	if hits := b.search(knowledge.Query{Text: "bill"}); len(hits) > 0 && len(hits[0].Marks) > 0 {
		if m := hits[0].Marks[0]; !strings.HasPrefix(strings.ToLower(hits[0].Passage[m[0]:m[1]]), "bill") {
			b.Errorf("the mark is %q", hits[0].Passage[m[0]:m[1]])
		}
	}
}

func checkMarks(b *bench, h knowledge.Hit) {
	last := 0
	for _, m := range h.Marks {
		if m[0] < last || m[1] <= m[0] || m[1] > len(h.Passage) || !utf8.ValidString(h.Passage[m[0]:m[1]]) || !utf8.ValidString(h.Passage[:m[0]]) {
			b.Errorf("mark %v after %d in %q", m, last, h.Passage)
			return
		}
		last = m[1]
	}
}

func limit(_ *testing.T, b *bench) {
	var many []knowledge.Article
	for i := range 130 {
		many = append(many, article(int64(i+1), fmt.Sprint("a", i), "Router", fmt.Sprintf("Router number %d.", i)))
	}
	b.put(many...)
	for limit, want := range map[int]int{0: 10, -1: 10, 1: 1, 25: 25, 1000: 100} {
		hits := b.search(knowledge.Query{Text: "router", Limit: limit})
		if len(hits) != want {
			b.Errorf("limit %d: %d hits, want %d", limit, len(hits), want)
		}
		for i := range hits[:max(0, len(hits)-1)] {
			if hits[i].Score < hits[i+1].Score {
				b.Errorf("limit %d: hit %d scores %v, the next %v", limit, i, hits[i].Score, hits[i+1].Score)
			}
		}
	}
}

func hostile(_ *testing.T, b *bench) {
	secret := article(2, "secret", "Secret discount", "The secret discount is half off.")
	secret.Audience = knowledge.Internal
	b.put(article(1, "router", "Router", "Restart the router."), secret)
	injection := `router" OR audience = internal OR audience = "internal`
	for _, text := range []string{
		injection, `'; DROP TABLE articles; --`, `secret" discount`, `"secret discount"`, "secret AND (", `\`, `\"`, "secret -router", "*", "secret\x00discount",
		"\xff\xfe secret \xc3", strings.Repeat("secret discount ", 7000), strings.Repeat("s", 100<<10), strings.Repeat("secret'", 10000),
		strings.Repeat("\xff", 100<<10), strings.Repeat("сек👍", 20000), "<script>alert(1)</script> secret", "secret" + strings.Repeat("\u0301", 5000),
		"%s %d %n", "${secret}", "{{secret}}",
	} {
		for _, q := range []knowledge.Query{
			{Text: text}, {Text: text, Lang: injection}, {Text: text, Projects: []string{"net", injection}}, {Text: text, Only: []string{"en", injection}},
		} {
			for _, h := range b.search(q) {
				checkMarks(b, h)
				if h.Audience != knowledge.Public {
					b.Fatalf("%.60q shows what is internal", text)
				}
			}
		}
	}
	b.expect("afterwards", knowledge.Query{Text: "router"}, 1)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := b.index.Search(ctx, knowledge.Query{Text: "router"}); err == nil {
		b.Error("a search that was called off returned no error")
	}
}

func concurrent(_ *testing.T, b *bench) {
	b.put(article(1, "stays", "Stays", "The lighthouse stays."))
	var wait sync.WaitGroup
	for writer := range 2 {
		wait.Go(func() {
			for i := range 5 {
				id := int64(10 + writer)
				a := article(id, fmt.Sprint("w", writer), "Lighthouse", fmt.Sprintf("The lighthouse shines, take %d.", i))
				if err := b.index.Put(context.Background(), []knowledge.Article{a}); err != nil {
					b.Error(err)
				}
				if i == 3 {
					if err := b.index.Delete(context.Background(), []int64{id}); err != nil {
						b.Error(err)
					}
				}
			}
		})
	}
	for range 3 {
		wait.Go(func() {
			for range 15 {
				hits, err := b.index.Search(context.Background(), knowledge.Query{Text: "lighthouse"})
				if err != nil || len(hits) == 0 {
					b.Errorf("%d hits, %v", len(hits), err)
				}
			}
		})
	}
	wait.Wait()
	b.expect("afterwards", knowledge.Query{Text: "lighthouse"}, 1, 10, 11)
}

func rebuild(t *testing.T, b *bench) {
	rebuilder, ok := b.index.(knowledge.Rebuilder)
	if !ok {
		t.Skip("not a Rebuilder")
	}
	b.put(article(1, "stays", "Stays", "The lighthouse stays."), article(2, "goes", "Goes", "The lighthouse goes."))
	stop, searched := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(searched)
		for {
			hits, err := b.index.Search(context.Background(), knowledge.Query{Text: "lighthouse"})
			if err != nil || len(hits) != 2 {
				b.Errorf("during a rebuild: %d hits, %v", len(hits), err)
				return
			}
			select {
			case <-stop:
				return
			default:
			}
		}
	}()
	err := rebuilder.Rebuild(context.Background(), func(yield func([]knowledge.Article, error) bool) {
		if yield([]knowledge.Article{article(1, "stays", "Stays", "The lighthouse stays.")}, nil) {
			yield([]knowledge.Article{article(3, "comes", "Comes", "The lighthouse comes.")}, nil)
		}
	})
	close(stop)
	<-searched
	if err != nil {
		b.Fatal(err)
	}
	b.expect("after a rebuild", knowledge.Query{Text: "lighthouse"}, 1, 3)
	failed := rebuilder.Rebuild(context.Background(), func(yield func([]knowledge.Article, error) bool) {
		if yield([]knowledge.Article{article(9, "half", "Half", "Half a lighthouse.")}, nil) {
			yield(nil, context.DeadlineExceeded)
		}
	})
	if failed == nil {
		b.Error("a rebuild whose source failed returned no error")
	}
	b.expect("after a failed rebuild", knowledge.Query{Text: "lighthouse"}, 1, 3)
	b.put(article(4, "later", "Later", "A later lighthouse."))
	b.expect("put after a rebuild", knowledge.Query{Text: "lighthouse"}, 1, 3, 4)
}
