package slackdesk_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"switchboard/assist"
	"switchboard/routing/slackdesk/slacktest"
)

// scribe is an Author: what comes on said are the sentences of the draft, until "end", "fail", "key" or "break".
type scribe struct{ said chan string }

func (p scribe) Write(ctx context.Context, _ assist.Dialogue, sources []assist.Source, grows func(assist.Written) error) (assist.Written, error) {
	out := assist.Written{Lang: "en", Sources: sources[:1], Asked: true}
	for {
		select {
		case <-ctx.Done():
			return out, ctx.Err()
		case s := <-p.said:
			switch s {
			case "end":
				return out, nil
			case "fail":
				return assist.Written{}, &assist.ModelError{Why: "The model’s server is *busy* <!here>.", Err: errors.New("429")}
			case "key":
				return assist.Written{}, &assist.ModelError{Why: "The model’s server does not let us in.", Until: assist.UntilSetUp, Err: errors.New("401")}
			case "break":
				return out, &assist.ModelError{Why: "The model did not answer in time.", Err: errors.New("torn")}
			}
			out.Text += s
			if err := grows(out); err != nil {
				return out, err
			}
		}
	}
}

func (scribe) Forget(context.Context, string) error { return nil }

func (scribe) Reword(context.Context, assist.Rewording) (assist.Reworded, error) {
	return assist.Reworded{}, errors.New("not here")
}

func (p scribe) say(t *testing.T, s string) {
	t.Helper()
	select {
	case p.said <- s:
	case <-time.After(30 * time.Second):
		t.Fatalf("nobody writes %q", s)
	}
}

// Operators see that a draft is being written, then the draft, or in a line why there is none; or, told so, what came of it.
func TestADraftOfAModelNeverGoesWithoutAWord(t *testing.T) {
	t.Parallel()
	author := scribe{make(chan string)}
	r := newRig(t, config{author: author, writes: true})
	r.says("c1", "the internet is slow")
	card := r.card("c1")
	drafts := r.reply(card, "Restart it.", "Draft is being written …")
	shows := func(what string, not string, parts ...string) {
		t.Helper()
		r.until(what, func() bool {
			for _, m := range r.slack.Thread(card.Channel, card.TS) {
				if m.TS == drafts.TS {
					return has(m.Shown(), parts...) && (not == "" || !has(m.Shown(), not))
				}
			}
			return false
		})
	}
	author.say(t, "fail")
	shows("why there is none", "being written", "Restart it.", "No draft by the model.", "∗busy∗ &lt;!here&gt;", "Try again")
	r.ok(r.olha.Press(card.Channel, drafts.TS, "Try again"))
	shows("it is written again", "Try again", "Draft is being written …")
	author.say(t, "Restart the router.")
	author.say(t, "break")
	shows("half of it", "being written", "Restart it.", "Restart the router.", "unfinished", "The model did not answer in time.", "Send as it is", "Try again")
	r.ok(r.olha.Press(card.Channel, drafts.TS, "Try again"))
	author.say(t, "key")
	shows("a wrong key", "Try again", "Restart it.", "No draft by the model. The model’s server does not let us in.")
	r.says("c2", "the internet is slow")
	author.say(t, "Restart the router.")
	author.say(t, "end")
	shows("a mended key", "let us in", "Restart it.", "No draft by the model. The model answers again now.", "Try again")
	r.ok(r.olha.Press(card.Channel, drafts.TS, "Try again"))
	author.say(t, "Restart the router twice.")
	author.say(t, "end")
	shows("all of it", "Try again", "Restart it.", "Restart the router twice.", "written by a model")
}

// Beside danger nothing looks like something to send by one tap, however likely it answers.
func TestBesideDangerDraftsAreForReference(t *testing.T) {
	t.Parallel()
	r := newRig(t, config{})
	r.says("c1", "the router is on fire, the house is full of smoke")
	card := r.card("c1")
	drafts := r.reply(card, "Hold the button for ten seconds.", "for reference only", "Edit and send")
	if has(drafts.Shown(), "almost certain") || has(drafts.Shown(), "probable") {
		t.Errorf("a draft beside danger is called %s", drafts.Shown())
	}
	for button, m := range map[string]slacktest.Message{"Send": drafts, "Send draft": card} {
		if a := r.olha.Press(m.Channel, m.TS, button); a.Body != "there is no button "+button {
			t.Errorf("a draft beside danger is sent by one press of %s: %+v", button, a)
		}
	}
	if sent := r.out.byOperators(); len(sent) != 0 {
		t.Errorf("sent %v", sent)
	}
}
