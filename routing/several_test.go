package routing_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"switchboard/assist"
	"switchboard/knowledge"
	"switchboard/routing"
)

// bothAsked has the script answer two questions of one message, of two projects.
func (r *rig) bothAsked(change func(each []assist.Suggestion)) {
	delivery, lamp := suggestion("Delivery takes two days.", .95, "shop"), suggestion("The lamp is red without a line.", .9, "net")
	delivery.Sources[0].Article, delivery.Part = 2, "What does <b>delivery</b> cost?"
	lamp.Part = "Why is the lamp *red*?"
	each := []assist.Suggestion{lamp, delivery}
	change(each)
	drafts := []assist.Suggestion{each[1], each[0]}
	for i := range drafts {
		drafts[i].Half = true
	}
	drafts[0].Each = each
	r.suggest.mu.Lock()
	defer r.suggest.mu.Unlock()
	r.suggest.by["lamp"] = drafts
}

const bothQuestions = "Why is the lamp *red*? What does <b>delivery</b> cost?"

func TestSeveralQuestionsAreAnsweredInOneReply(t *testing.T) {
	r := newRig(t, routing.Policy{})
	r.bothAsked(func([]assist.Suggestion) {})
	r.says("c1", bothQuestions)
	r.sent("> Why is the lamp red?\n\nThe lamp is red without a line.\n\n> What does (b)delivery(/b) cost?\n\nDelivery takes two days.\n\nDid that help?\n\n" +
		"Source: [NET · Title of The lamp is red without a line.](https://help.example/a); [SHOP · Title of Delivery takes two days.](https://help.example/a)")
	h := r.head("c1", state(routing.Assistant))
	if !h.Waiting.IsZero() || h.Project != "" {
		t.Errorf("it waits since %v, and is about %q", h.Waiting, h.Project)
	}
	if n := r.count(`SELECT count(*) FROM suggestions s JOIN messages m ON m.id = s.message_id WHERE s.state = 'answered' AND m.author = 'assistant' AND s.part <> ''`); n != 2 {
		t.Errorf("%d of 2 drafts answered", n)
	}
	if got := r.Counts()["answers_automatic"]; got != 1 {
		t.Errorf("%d answers of the assistant", got)
	}
	items, err := r.Timeline(t.Context(), r.op, h.ID, 0)
	if err != nil {
		t.Fatal(err)
	}
	lines := 0
	for _, it := range items {
		if it.Sort == "message" {
			lines++
		}
	}
	if lines != 2 {
		t.Errorf("the timeline has %d messages: %+v", lines, items)
	}
}

// The customer's word on several answers is noted for all of them, and teaches nothing: nobody knows which one he means.
func TestAWordOnSeveralAnswersTeachesNothing(t *testing.T) {
	for word, helped := range map[string]bool{"Yes, thank you": true, "I need a person": false, "no": false} {
		t.Run(word, func(t *testing.T) {
			r := newRig(t, routing.Policy{})
			r.imported()
			r.bothAsked(func([]assist.Suggestion) {})
			r.says("c1", bothQuestions)
			r.head("c1", func(h routing.Head) bool { return h.LastAuthor == "assistant" })
			r.says("c1", word)
			want := routing.Queued
			if helped {
				want = routing.Closed
			}
			h := r.head("c1", state(want))
			if n := r.count(`SELECT count(*) FROM suggestions WHERE state = 'answered' AND helped = $1 AND helped_at IS NOT NULL`, helped); n != 2 {
				t.Errorf("it is noted for %d of 2", n)
			}
			items, err := r.Timeline(t.Context(), r.op, h.ID, 0)
			noted := 0
			for _, it := range items {
				if it.Helped != nil && *it.Helped == helped {
					noted++
				}
			}
			if err != nil || noted != 1 {
				t.Errorf("%d lines with the customer's word, %v", noted, err)
			}
			if list, err := r.Lessons(t.Context(), 10); err != nil || len(list) != 0 {
				t.Errorf("taught: %+v, %v", list, err)
			}
			if list, err := r.DislikedArticles(t.Context(), time.Time{}); err != nil || len(list) != 0 {
				t.Errorf("disliked: %+v, %v", list, err)
			}
		})
	}
}

func TestSilenceAfterSeveralAnswersTeachesNothing(t *testing.T) {
	r := newRig(t, routing.Policy{Wrap: time.Nanosecond})
	r.imported()
	r.bothAsked(func([]assist.Suggestion) {})
	r.says("c1", bothQuestions)
	r.head("c1", func(h routing.Head) bool { return h.LastAuthor == "assistant" })
	r.swept("c1")
	if list, err := r.Lessons(t.Context(), 10); err != nil || len(list) != 0 {
		t.Errorf("taught: %+v, %v", list, err)
	}
}

// One of several questions that has no answer beyond doubt sends all of them to a person, with a draft for each. What he sends
// teaches the question that it answers.
func TestOneDoubtfulAnswerOfSeveralBringsAPerson(t *testing.T) {
	for name, change := range map[string]func([]assist.Suggestion){
		"not sure":         func(each []assist.Suggestion) { each[0].Score = .6 },
		"internal":         func(each []assist.Suggestion) { each[1].Public = false },
		"taught by one":    func(each []assist.Suggestion) { each[0].Lone = .5 },
		"another language": func(each []assist.Suggestion) { each[1].Lang = "uk" },
		"not verified":     func(each []assist.Suggestion) { each[0].Sources[0].Doubt = "not verified" },
	} {
		t.Run(name, func(t *testing.T) {
			r := newRig(t, routing.Policy{})
			r.imported()
			r.bothAsked(change)
			r.says("c1", bothQuestions)
			h := r.head("c1", state(routing.Queued))
			drafts, err := r.Drafts(t.Context(), r.op, h.ID)
			if err != nil || len(drafts) != 2 || h.Reason != "the customer asks several things" || drafts[0].Part != "What does <b>delivery</b> cost?" {
				t.Fatalf("%+v, %q, %v", drafts, h.Reason, err)
			}
			if _, err := r.Reply(t.Context(), r.op, h.ID, routing.Reply{Text: "The red lamp means that the line is down.", Draft: drafts[1].ID}); err != nil {
				t.Fatal(err)
			}
			list, err := r.Lessons(t.Context(), 10)
			if err != nil || len(list) != 1 || list[0].Text != "Why is the lamp *red*?" || !list[0].Solved {
				t.Errorf("%+v, %v", list, err)
			}
		})
	}
}

// Who sends the draft for one of several questions, as it is or edited, still has that for the other, unless he has answered that too.
func TestTheDraftForTheOtherQuestionStaysOnOffer(t *testing.T) {
	r := newRig(t, routing.Policy{})
	r.bothAsked(func(each []assist.Suggestion) { each[0].Score = .6 })
	r.says("c1", bothQuestions)
	h := r.head("c1", state(routing.Queued))
	for left := 2; left > 0; left-- {
		drafts, err := r.Drafts(t.Context(), r.op, h.ID)
		if err != nil || len(drafts) != left {
			t.Fatalf("%d drafts of %d, %v", len(drafts), left, err)
		}
		if _, err := r.Reply(t.Context(), r.op, h.ID, routing.Reply{Text: drafts[0].Text, Draft: drafts[0].ID, LastSeq: drafts[0].ForSeq}); err != nil {
			t.Fatal(err)
		}
	}
	if n := r.count(`SELECT count(*) FROM suggestions WHERE state = 'sent'`); n != 2 {
		t.Errorf("%d of 2 drafts sent", n)
	}
	for i, c := range []struct {
		before, after string
		left          int
	}{{"Good morning! ", " Have a nice day.", 1}, {"", " And the lamp is red without a line.", 0}} {
		from := fmt.Sprintf("c%d", i+2)
		r.says(from, bothQuestions)
		h = r.head(from, state(routing.Queued))
		drafts, err := r.Drafts(t.Context(), r.op, h.ID)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := r.Reply(t.Context(), r.op, h.ID, routing.Reply{Text: c.before + drafts[0].Text + c.after, Draft: drafts[0].ID}); err != nil {
			t.Fatal(err)
		}
		if drafts, err := r.Drafts(t.Context(), r.op, h.ID); err != nil || len(drafts) != c.left {
			t.Errorf("with %q and %q %+v are on offer, %v", c.before, c.after, drafts, err)
		}
	}
}

// Each answer is measured by the thresholds of its own project.
func TestSeveralAnswersHaveTheirOwnThresholds(t *testing.T) {
	r := newRig(t, routing.Policy{})
	r.bothAsked(func([]assist.Suggestion) {})
	if err := routing.SaveThresholds(t.Context(), r.pool, routing.Thresholds{"net": {Answer: .92, Draft: .91}}, "ann", ""); err != nil {
		t.Fatal(err)
	}
	r.says("c1", bothQuestions)
	r.head("c1", state(routing.Queued))
	if err := routing.SaveThresholds(t.Context(), r.pool, routing.Thresholds{"shop": {Answer: .94, Draft: .93}}, "ann", ""); err != nil {
		t.Fatal(err)
	}
	r.says("c2", bothQuestions)
	r.head("c2", func(h routing.Head) bool { return h.LastAuthor == "assistant" })
}

// What was answered together is summed up without the questions that the reply repeats.
func TestSeveralAnswersAreSummedUp(t *testing.T) {
	r := newRig(t, routing.Policy{})
	r.bothAsked(func([]assist.Suggestion) {})
	r.says("c1", bothQuestions)
	r.head("c1", func(h routing.Head) bool { return h.LastAuthor == "assistant" })
	r.says("c1", "I need a person")
	h := r.head("c1", state(routing.Queued))
	if !strings.Contains(h.Summary, "by the assistant: “The lamp is red without a line. Delivery takes two days.”") {
		t.Errorf("%q", h.Summary)
	}
}

// imported writes the articles that the script's sources name.
func (r *rig) imported() {
	r.t.Helper()
	if _, err := knowledge.Import(r.t.Context(), knowledge.NewStore(r.pool), fstest.MapFS{
		"net/project.md":  {Data: []byte("---\nname: Net\n---\n\nA network.\n")},
		"net/en/a.md":     {Data: []byte("---\ntitle: Red lamp\n---\n\nThe lamp is red without a line.\n")},
		"shop/project.md": {Data: []byte("---\nname: Shop\n---\n\nA shop.\n")},
		"shop/en/b.md":    {Data: []byte("---\ntitle: Delivery\n---\n\nDelivery takes two days.\n")},
	}, knowledge.ImportOptions{}); err != nil {
		r.t.Fatal(err)
	}
}
