package knowledgetest

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"switchboard/knowledge"
)

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
