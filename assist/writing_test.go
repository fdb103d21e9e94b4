package assist_test

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"

	"switchboard/assist"
	"switchboard/assist/prompts"
	"switchboard/knowledge"
	"switchboard/knowledge/local"
)

// streaming tells what a scripted model answers letter by letter, and breaks off after so many, while breaks lasts.
type streaming struct {
	*scripted
	after, breaks int
	told          int
}

func (s *streaming) Stream(ctx context.Context, p assist.Prompt, tell func(string) error) (assist.Completion, error) {
	c, err := s.Complete(ctx, p)
	if err != nil {
		return c, err
	}
	for i, r := range []rune(c.Text) {
		if s.breaks > 0 && i == s.after {
			s.breaks--
			return c, errors.New("the line broke")
		}
		s.told++
		if err := tell(string(r)); err != nil {
			return c, err
		}
	}
	return c, nil
}

// grown has a draft written by a model about the refund, and returns every state of it.
func grown(t *testing.T, m assist.Model, d assist.Dialogue, articles ...knowledge.Article) (states []string, out assist.Written, err error) {
	t.Helper()
	system, err := prompts.Load("", prompts.Draft)
	if err != nil {
		t.Fatal(err)
	}
	a := assist.New(assist.Config{Index: local.New(), Writer: assist.Writer{Model: m, Prompt: system}})
	var sources []assist.Source
	for i, x := range articles {
		sources = append(sources, assist.Source{Article: int64(i + 1), Project: "net", Title: x.Title, Lang: "en", Passage: x.Body, Internal: x.Audience == knowledge.Internal})
	}
	out, err = a.Write(t.Context(), d, sources, func(w assist.Written) error {
		states = append(states, w.Text)
		return nil
	})
	return states, out, err
}

var (
	refundGood  = sentence{"The refund for the internet is paid within 14 days.", 1, refundQuote}
	refundGood2 = sentence{"It is paid to the account that paid.", 1, "to the account that paid"}
	refundBad   = sentence{"The refund for the internet is paid within 15 days.", 1, refundQuote}
)

func TestADraftGrowsBySentencesThatStandTheChecks(t *testing.T) {
	t.Parallel()
	d := customer("how do I get a refund?")
	whole := refundGood.Text + " " + refundGood2.Text
	for name, m := range map[string]assist.Model{
		"letter by letter": &streaming{scripted: says(t, refundGood, refundBad, refundGood2)},
		"at once":          says(t, refundGood, refundBad, refundGood2),
		"in a code block": &streaming{scripted: &scripted{answer: func(p assist.Prompt) (string, error) {
			text, err := says(t, refundGood, refundBad, refundGood2).answer(p)
			return "Here's \"the answer\":\n```json\n" + text + "\n```\nIs {that} all right?", err
		}}},
	} {
		states, out, err := grown(t, m, d, refundNet)
		if err != nil || out.Text != whole || !slices.Equal(states, []string{refundGood.Text, whole}) || len(out.Sources) != 1 {
			t.Errorf("%s: %q, %+v, %v", name, states, out, err)
		}
	}
}

func TestAnAnswerThatBreaksOffIsAskedForOnceMore(t *testing.T) {
	t.Parallel()
	d := customer("how do I get a refund?")
	once := &streaming{scripted: says(t, refundGood, refundGood2), after: 150, breaks: 1}
	states, out, err := grown(t, once, d, refundNet)
	if err != nil || len(once.asked) != 2 || out.Text != refundGood.Text+" "+refundGood2.Text || len(states) != 3 {
		t.Errorf("%q, %+v, %v", states, out, err)
	}
	for name, m := range map[string]*streaming{
		"again and again":   {scripted: says(t, refundGood, refundGood2), after: 150, breaks: 9},
		"before any answer": {scripted: says(t, refundGood), breaks: 9},
	} {
		if _, out, err := grown(t, m, d, refundNet); err == nil || out.Text != "" || len(m.asked) > 2 || name == "before any answer" && len(m.asked) != 1 {
			t.Errorf("%s: %+v, %v after %d calls", name, out, err, len(m.asked))
		}
	}
}

func TestWhatIsOfNoUseIsNotWaitedFor(t *testing.T) {
	t.Parallel()
	d := customer("коли повернуть гроші за інтернет?")
	d.Lang = "uk"
	m := &streaming{scripted: says(t, refundGood, refundGood2, refundGood, refundGood)}
	states, _, err := grown(t, m, d, refundNet)
	if err == nil || len(states) != 0 || m.told > 250 {
		t.Errorf("in a wrong language: %q, %v, %d letters", states, err, m.told)
	}
	endless := &streaming{scripted: &scripted{answer: func(assist.Prompt) (string, error) {
		return strings.Repeat(`{"text":"`, 9) + strings.Repeat("x", 100_000), nil
	}}}
	if _, _, err := grown(t, endless, d, refundNet); err == nil || endless.told > 70_000 || len(endless.asked) != 1 {
		t.Errorf("an endless answer: %v after %d letters", err, endless.told)
	}
	enough := errors.New("enough")
	a := assist.New(assist.Config{Index: local.New(), Writer: assist.Writer{Model: &streaming{scripted: says(t, refundGood, refundGood2)}}})
	sources := []assist.Source{{Article: 1, Title: refundNet.Title, Lang: "en", Passage: refundNet.Body}}
	if _, err := a.Write(t.Context(), customer("a refund?"), sources, func(assist.Written) error { return enough }); !errors.Is(err, enough) {
		t.Errorf("whoever is told cannot end it: %v", err)
	}
}

func TestAnInternalPassageNeverLeavesEvenWhenItIsGiven(t *testing.T) {
	t.Parallel()
	m := says(t, refundGood)
	if _, out, err := grown(t, m, customer("a refund?"), refundNet, discounts); err != nil || out.Text == "" || strings.Contains(m.asked[0].Data, "RET-15") {
		t.Errorf("%+v, %v, %s", out, err, m.asked[0].Data)
	}
	if _, _, err := grown(t, m, customer("a discount?"), discounts); err == nil || len(m.asked) != 1 {
		t.Errorf("written from an internal article: %v", err)
	}
}

func TestHiddenCharactersDoNotReachTheModelNorThePerson(t *testing.T) {
	t.Parallel()
	evil := refundGood
	evil.Text = "The refund\u200b for the inter\u202enet is paid within 14 days.\U000E0041\u2066"
	m := says(t, evil)
	article := refundNet
	article.Body += " \u202esdrawkcab\U000E0049\U000E0047"
	_, out, err := grown(t, m, customer("how do I get a re\u200bfund? \U000E0070\U000E0072"), article)
	if err != nil || out.Text != refundGood.Text {
		t.Errorf("%q, %v", out.Text, err)
	}
	var data any
	if json.Unmarshal([]byte(m.asked[0].Data), &data) != nil || strings.ContainsAny(m.asked[0].Data, "\u200b\u202e\U000E0049\U000E0070") {
		t.Errorf("%q", m.asked[0].Data)
	}
}
