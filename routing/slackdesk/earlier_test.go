package slackdesk_test

import (
	"context"
	"testing"

	"switchboard/knowledge"
	"switchboard/routing/slackdesk"
)

func TestADraftShowsTheEarlierQuestionsThatItIsLike(t *testing.T) {
	t.Parallel()
	r := newRig(t, config{change: func(c *slackdesk.Config) {
		c.Earlier = func(_ context.Context, article int64, text, _ string, _ int) ([]knowledge.Remembered, error) {
			if article != 1 || text != "the internet is slow" {
				t.Errorf("asked about article %d, %q", article, text)
			}
			return []knowledge.Remembered{{Text: "why so slow <!channel> *now*", Count: 13}, {Text: "slow since Monday", Count: 1}}, nil
		}
	}})
	r.says("c1", "the internet is slow")
	card := r.card("c1")
	drafts := r.reply(card, "Restart it.", "like 14 earlier questions")
	r.ok(r.olha.Press(card.Channel, drafts.TS, "Earlier questions"))
	if text, _ := r.slack.Modal(r.olha); !has(text, "why so slow", "13 times", "slow since Monday", "All that was learned") {
		t.Errorf("the modal shows %s", text)
	}
}

// Each of several drafts says which of the customer's questions it answers, and the other stays when one is sent.
func TestDraftsSayWhichQuestionTheyAnswer(t *testing.T) {
	t.Parallel()
	r := newRig(t, config{})
	r.says("c1", "Do you have a *gift* box, <!here>? Where is the shop?")
	card := r.card("c1")
	drafts := r.reply(card, "A gift box costs 3 €.", "answers “Do you have a ∗gift∗ box, &lt;!here&gt;?”", "It is in Market Square.", "answers “Where is the shop?”")
	r.ok(r.olha.Press(card.Channel, drafts.TS, "Send"))
	r.until("the first is sent", func() bool { return len(r.out.byOperators()) == 1 })
	r.until("the other one stays", func() bool {
		for _, m := range r.slack.Thread(card.Channel, card.TS) {
			if m.TS == drafts.TS {
				return has(m.Shown(), "It is in Market Square.", "Send") && !has(m.Shown(), "A gift box costs")
			}
		}
		return false
	})
}

// Who asks something else before somebody answered has both drafts in one post, each with its question; the earlier post leads there.
func TestAnEarlierQuestionKeepsItsDraft(t *testing.T) {
	t.Parallel()
	r := newRig(t, config{})
	r.says("c1", "why does my router blink")
	card := r.card("c1", "router")
	first := r.reply(card, "Hold the button")
	r.says("c1", "and why is the internet slow")
	r.until("the earlier post leads to the next", func() bool {
		for _, m := range r.slack.Thread(card.Channel, card.TS) {
			if m.TS == first.TS {
				return has(m.Shown(), "Suggested answers", "stands below")
			}
		}
		return false
	})
	both := r.reply(card, "Restart it.", "answers “and why is the internet slow”", "Hold the button for ten seconds.", "answers “why does my router blink”")
	r.ok(r.olha.Press(card.Channel, both.TS, "Send"))
	r.until("one is sent, and the other one stays", func() bool {
		for _, m := range r.slack.Thread(card.Channel, card.TS) {
			if m.TS == both.TS {
				return len(r.out.byOperators()) == 1 && has(m.Shown(), "Hold the button for ten seconds.", "Send") && !has(m.Shown(), "Restart it.")
			}
		}
		return false
	})
}
