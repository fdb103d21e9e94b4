package slackdesk_test

import (
	"context"
	"errors"
	"maps"
	"slices"
	"strings"
	"testing"

	"switchboard/assist"
	"switchboard/routing"
)

// pen rewords by a table; it writes nothing.
type pen struct{}

func (pen) Write(context.Context, assist.Dialogue, []assist.Source, func(assist.Written) error) (assist.Written, error) {
	return assist.Written{}, errors.New("nothing")
}

func (pen) Forget(context.Context, string) error { return nil }

func (pen) Reword(_ context.Context, r assist.Rewording) (assist.Reworded, error) {
	switch r.Tone {
	case assist.Shorter:
		return assist.Reworded{Text: "Short: <" + r.Text[:4] + "> *5 €*", Notes: []string{"Look at “<5 €>”"}}, nil
	case assist.Formal:
		return assist.Reworded{}, errors.New("the model is down")
	}
	return assist.Reworded{}, assist.RewordError{Why: "The model's wording was thrown away: it adds “<!channel>”."}
}

func TestAReplyIsRewordedInItsModal(t *testing.T) {
	r := newRig(t, config{author: pen{}})
	r.says("c2", "my router is broken, what shall I do?")
	english := r.card("c2", "Send draft")
	r.ok(r.olha.Press(english.Channel, english.TS, "Reply"))
	if text, _ := r.slack.Modal(r.olha); !has(text, "Shorter", "Hold the button") || strings.Contains(text, "Into the customer") {
		t.Errorf("an English draft for somebody who speaks English: %s", text)
	}
	r.olha.CloseModal()
	r.says("c1", "mein router geht nicht mehr, was soll ich tun?")
	card := r.card("c1", "Send draft")
	r.ok(r.olha.Press(card.Channel, card.TS, "Reply"))
	shows := func(words ...string) {
		t.Helper()
		r.until("the modal shows "+strings.Join(words, ", "), func() bool { text, _ := r.slack.Modal(r.olha); return has(text, words...) })
	}
	shows("Shorter", "Friendlier", "More formal", "Into the customer's language")
	const mine = "Long words about 5 €, long words."
	r.ok(r.olha.PressModalWith(map[string]any{"text": mine}, "Shorter"))
	shows("Another wording. Nothing is sent yet.", "Short: <Long> *5 €*", "Use it", "Keep mine", "Look at “&lt;5 €&gt;”")
	r.ok(r.olha.PressModal("Keep mine"))
	r.until("it is gone", func() bool { text, _ := r.slack.Modal(r.olha); return !strings.Contains(text, "Use it") })

	for tool, says := range map[string]string{"Friendlier": "it adds “&lt;!channel&gt;”", "More formal": "The model does not answer just now"} {
		r.ok(r.olha.PressModal(tool))
		shows(says)
	}
	r.ok(r.olha.PressModal("Shorter"))
	shows("Use it")
	r.ok(r.olha.PressModal("Use it"))
	shows("Reworded. Yours was:", mine, "Undo")
	r.ok(r.olha.PressModal("Undo"))
	r.until("it is undone", func() bool { text, _ := r.slack.Modal(r.olha); return !strings.Contains(text, "Undo") })
	r.ok(r.olha.PressModal("Shorter"))
	shows("Use it")
	r.ok(r.olha.PressModal("Use it"))
	shows("Undo")
	if sent := r.out.byOperators(); len(sent) != 0 {
		t.Fatalf("sent by itself: %q", sent)
	}
	r.ok(r.olha.Submit(nil))
	r.sent("Short: <Long> *5 €*")
}

func TestWithoutAModelSlackOffersNoTools(t *testing.T) {
	r := newRig(t, config{})
	r.says("c1", "the router")
	card := r.card("c1")
	r.ok(r.olha.Press(card.Channel, card.TS, "Reply"))
	if text, _ := r.slack.Modal(r.olha); strings.Contains(text, "Friendlier") || !strings.Contains(text, "To the customer") {
		t.Error(text)
	}
}

func TestAnEditThatTheKnowledgeBaseContradictsTakesAReason(t *testing.T) {
	r := newRig(t, config{})
	r.says("c1", "What is shipping to Poland?")
	card := r.card("c1")
	r.ok(r.olha.Press(card.Channel, card.TS, "Take"))
	card = r.card("c1", "taken")
	r.ok(r.olha.Press(card.Channel, card.TS, "Reply"))
	r.ok(r.olha.Submit(map[string]any{"text": "Shipping to Poland costs 5 €."}))
	r.sent("Shipping to Poland costs 5 €.")
	post := r.reply(card, "Shipping to Poland costs 5 €.", "Change")
	r.ok(r.olha.Press(post.Channel, post.TS, "Change"))
	for range 2 {
		r.ok(r.olha.Submit(map[string]any{"text": "Shipping to Poland costs 7 €."}))
		if text, _ := r.slack.Modal(r.olha); !has(text, "Change what was sent", "says otherwise", "7 €", "Why it is right") {
			t.Fatalf("the modal: %s", text)
		}
	}
	r.ok(r.olha.Submit(map[string]any{"text": "Shipping to Poland costs 7 €.", "despite": "prices rise today"}))
	r.until("the change", func() bool {
		return strings.Contains(strings.Join(r.out.all(), "|"), "reworded: Shipping to Poland costs 7 €.")
	})
	r.reply(card, "prices rise today")
}

func TestAnErrorIsShownAtTheFieldThatAWordingWasPutInto(t *testing.T) {
	t.Parallel()
	r := newRig(t, config{author: pen{}})
	r.says("c1", "my router is broken, what shall I do?")
	card := r.card("c1", "Send draft")
	r.ok(r.olha.Press(card.Channel, card.TS, "Reply"))
	r.ok(r.olha.PressModal("Shorter"))
	shows := func(words string) {
		t.Helper()
		r.until("the modal shows "+words, func() bool { text, _ := r.slack.Modal(r.olha); return has(text, words) })
	}
	shows("Use it")
	r.ok(r.olha.PressModal("Use it"))
	shows("Undo")
	if err := r.router.CloseConversation(t.Context(), r.op, 1, routing.Closing{Disposition: "solved"}); err != nil {
		t.Fatal(err)
	}
	r.ok(r.olha.Submit(nil))
	if _, errors := r.slack.Modal(r.olha); len(errors) != 1 || !strings.Contains(strings.Join(slices.Collect(maps.Values(errors)), ""), "is closed") {
		t.Errorf("the modal says %q", errors)
	}
}
