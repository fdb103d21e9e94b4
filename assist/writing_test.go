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
	before := &streaming{scripted: says(t, refundGood), breaks: 9}
	if _, out, err := grown(t, before, d, refundNet); err == nil || out.Text != "" || len(before.asked) != 1 {
		t.Errorf("before any answer: %+v, %v after %d calls", out, err, len(before.asked))
	}
}

// What stood the checks of an answer that breaks off again and again comes with the error, as unfinished; what did not
// stand them does not, and a torn sentence neither.
func TestWhatStoodOfAnAnswerThatBrokeOffComesWithTheError(t *testing.T) {
	t.Parallel()
	d := customer("how do I get a refund?")
	for name, c := range map[string]struct {
		m    *streaming
		text string
	}{
		"a sentence":               {&streaming{scripted: says(t, refundGood, refundGood2), after: 150, breaks: 9}, refundGood.Text},
		"less the second time":     {&streaming{scripted: fewer(says(t, refundGood, refundGood2), says(t, refundBad, refundGood2)), after: 150, breaks: 9}, refundGood.Text},
		"none stood":               {&streaming{scripted: says(t, refundBad, refundGood2), after: 150, breaks: 9}, ""},
		"in the midst of sentence": {&streaming{scripted: says(t, refundGood), after: 60, breaks: 9}, ""},
	} {
		_, out, err := grown(t, c.m, d, refundNet)
		if err == nil || out.Text != c.text || out.Key != "" || len(c.m.asked) != 2 {
			t.Errorf("%s: %+v, %v after %d calls", name, out, err, len(c.m.asked))
		}
	}
}

// fewer answers first as one, then as the other.
func fewer(first, then *scripted) *scripted {
	n := 0
	return &scripted{answer: func(p assist.Prompt) (string, error) {
		if n++; n == 1 {
			return first.answer(p)
		}
		return then.answer(p)
	}}
}

// Whoever waits for a draft that does not come is told why, and whether asking again may help.
func TestWhyADraftIsUnwritten(t *testing.T) {
	t.Parallel()
	d := customer("how do I get a refund?")
	raw := func(text string) assist.Model {
		return &scripted{answer: func(assist.Prompt) (string, error) { return text, nil }}
	}
	late, cancel := context.WithTimeout(t.Context(), 0)
	defer cancel()
	ukrainian := customer("коли повернуть гроші за інтернет?")
	ukrainian.Lang = "uk"
	for name, c := range map[string]struct {
		m     assist.Model
		why   string
		until assist.Until
	}{
		"no answer":        {raw(`{"sentences":[]}`), "The model finds no answer in the articles.", assist.Never},
		"unsupported":      {says(t, refundBad), "What the model wrote does not stand in the articles.", assist.AtOnce},
		"no JSON":          {raw("I do not know."), "The model’s answer could not be read.", assist.AtOnce},
		"another language": {says(t, refundGood, refundGood2), "The model did not write in the customer’s language.", assist.AtOnce},
		"too late":         {&scripted{answer: func(assist.Prompt) (string, error) { return "", late.Err() }}, "The model did not answer in time.", assist.AtOnce},
		"refused": {&scripted{answer: func(assist.Prompt) (string, error) {
			return "", &assist.ModelError{Why: "The account at the model’s server is used up.", Until: assist.UntilSetUp, Err: errors.New("402")}
		}}, "The account at the model’s server is used up.", assist.UntilSetUp},
		"its own words": {&scripted{answer: func(assist.Prompt) (string, error) { return "", errors.New("sk-secret at 10.0.0.1") }}, "The model does not answer just now.", assist.AtOnce},
	} {
		asks := d
		if name == "another language" {
			asks = ukrainian
		}
		_, out, err := grown(t, c.m, asks, refundNet)
		if err == nil || out.Text != "" {
			t.Errorf("%s: %+v, %v", name, out, err)
			continue
		}
		if why, until := assist.WhyUnwritten(err); why != c.why || until != c.until {
			t.Errorf("%s: %q %q, of %v", name, why, until, err)
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
