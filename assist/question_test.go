package assist_test

import (
	"context"
	"fmt"
	"strings"
	"sync/atomic"
	"testing"

	"switchboard/assist"
	"switchboard/knowledge"
	"switchboard/knowledge/local"
)

// Beside a question, the wish for a person is no part of what is asked; with many words, it says what the person is for.
func TestAskedLeavesTheWishForAPersonOut(t *testing.T) {
	t.Parallel()
	for said, asked := range map[string]string{
		"What does delivery cost? And let me talk to a human":        "What does delivery cost?",
		"what does delivery cost? operator please":                   "what does delivery cost?",
		"Hello! I want an operator. Where is my parcel?":             "Where is my parcel?",
		"Скільки коштує доставка? Поклич оператора":                  "Скільки коштує доставка?",
		"Сколько стоит доставка?\nпозовите оператора":                "Сколько стоит доставка?",
		"Wie viel kostet der Versand? Mitarbeiter bitte":             "Wie viel kostet der Versand?",
		"Ile kosztuje dostawa? Proszę o kontakt z konsultantem":      "Ile kosztuje dostawa?",
		"Hello, when do you open?":                                   "when do you open?",
		"Hello! I'm here again. When do you open?":                   "I'm here again. When do you open?",
		"Добрий день, коли ви відкриті?":                             "коли ви відкриті?",
		"hi how do I pay by card":                                    "how do I pay by card",
		"Guten Tag\nwann öffnen Sie?":                                "wann öffnen Sie?",
		"hello kitty backpack":                                       "hello kitty backpack",
		"good evening tariff":                                        "good evening tariff",
		"day pass price":                                             "day pass price",
		"operator please":                                            "",
		"Hi! Operator please. Thanks!":                               "",
		"thanks":                                                     "",
		"hello":                                                      "",
		"I want to talk to an operator about the bill for March":     "I want to talk to an operator about the bill for March",
		"which mobile operator do you use":                           "which mobile operator do you use",
		"":                                                           "",
		"\xff\xfe":                                                   "\xff\xfe",
		strings.Repeat("Operator! ", 50) + "How do I get a refund?":  "How do I get a refund?",
		"How do I get a refund in 3.5 days... I want a real person!": "How do I get a refund in 3.5 days...",
	} {
		if got := assist.Asked(said); got != asked {
			t.Errorf("%q: %q, not %q", said, got, asked)
		}
	}
}

// Who asks makes no difference to what is found, nor to how sure it is; numbers that articles name are found by.
func TestWhoAsksMakesNoDifference(t *testing.T) {
	t.Parallel()
	hotline := refundNet
	hotline.Title, hotline.Questions, hotline.Body = "Hotline", nil, "You reach our hotline at 0800 123 45 67 day and night."
	a := small(t, refundNet, routerRestart, discounts, hotline)
	const question = "how do I get a refund?"
	plain := ask(t, a, "en", question)
	for _, said := range []string{"I'm Olena Kovalenko, my number is 050 123 45 67, " + question, question + " My name is Hans Meier, hans.meier@example.com.",
		question + "\nBest regards,\nOlena Kovalenko"} {
		got := ask(t, a, "en", said)
		if len(got) == 0 || got[0].Sources[0].Title != "Refund" || got[0].Score < plain[0].Score-0.001 {
			t.Errorf("%q: %s, without the person %s", said, describe(got), describe(plain))
		}
	}
	for _, said := range []string{"is 0800 123 45 67 your number?", "I got a call from 0800 123 45 67, who is that?"} {
		if got := ask(t, a, "en", said); len(got) == 0 || got[0].Sources[0].Title != "Hotline" {
			t.Errorf("%q: %s", said, describe(got))
		}
	}
	got := ask(t, a, "en", "my name is Olena, what is code RET-15?")
	if len(got) == 0 || got[0].Sources[0].Title != "Secret discounts" {
		t.Errorf("a code: %s", describe(got))
	}
}

// counted is an index that counts how often it is searched.
type counted struct {
	knowledge.Index
	times *atomic.Int32
}

func (c counted) Search(ctx context.Context, q knowledge.Query) ([]knowledge.Hit, error) {
	c.times.Add(1)
	return c.Index.Search(ctx, q)
}

// However many numbers somebody says, a few of them are looked up.
func TestManyNumbersCostFewSearches(t *testing.T) {
	t.Parallel()
	var times atomic.Int32
	a := assist.New(assist.Config{Index: counted{local.New(), &times}})
	d := assist.Dialogue{Lang: "en"}
	for i := range 20 {
		d.Turns = append(d.Turns, assist.Turn{Customer: true, Text: fmt.Sprintf("who calls about a refund from 050 123 4%03d and 067 123 4%03d", i, i)})
	}
	if _, err := a.Rank(t.Context(), d, 5); err != nil || times.Load() > 4 {
		t.Errorf("%d searches, %v", times.Load(), err)
	}
}
