package routing

import (
	"slices"

	"switchboard/assist"
	"switchboard/knowledge"
)

// tongueWish is a customer's wish to go on in another language.
type tongueWish struct {
	lang string
	seq  int64 // of the question that he wishes to have answered in it; 0: he has asked nothing yet, or was helped
}

// readWish finds out whether the last of the pending lines wishes for another language and says no more. Then what was asked before it
// stands in its place. While a person talks with him it is his to understand. In the language that is spoken already nobody is answered
// once more: "in English?" may ask for something else.
func (g *gathered) readWish() {
	if g.conv.CallID != nil || len(g.pending) == 0 || g.conv.State == Owned || g.conv.State == Snoozed {
		return
	}
	last := g.pending[len(g.pending)-1]
	if slices.ContainsFunc(g.pending, func(m said) bool { return m.Files > 0 || m.Kind != "text" }) {
		return
	}
	lang, plainly := assist.WishesLanguage(last.Text)
	if lang == "" {
		return
	}
	asked := slices.DeleteFunc(slices.Clone(g.pending[:len(g.pending)-1]), func(m said) bool { return isNoQuestion(m.Text) })
	before := g.openQuestion(last.Seq)
	switch spoken := knowledge.Base(g.conv.Lang); {
	case len(asked) > 0:
		g.wish, g.pending = &tongueWish{lang, asked[len(asked)-1].Seq}, asked
	case before == nil, lang == spoken && plainly:
		g.wish = &tongueWish{lang: lang}
	case lang != spoken:
		g.wish = &tongueWish{lang, before.Seq}
		last.Text = before.Text
		g.pending = []said{last}
	}
}

// wished is the language that the customer has wished for earlier in the conversation, if he wrote the wish in another one and still
// writes that: who asks in English for answers in Ukrainian gets them so. Empty: none.
func (g *gathered) wished(writes string) string {
	for _, m := range slices.Backward(g.lines) {
		if m.Author != "customer" || m.Kind != "text" || m.Seq >= g.pending[0].Seq {
			continue
		}
		if lang, _ := assist.WishesLanguage(m.Text); lang != "" {
			if own := languageOf(m.Text, ""); knowledge.Base(own) != lang && knowledge.Base(own) == knowledge.Base(writes) {
				return lang
			}
			return ""
		}
	}
	return ""
}

// openQuestion is what the customer has asked last before a line, unless he was helped since.
func (g *gathered) openQuestion(before int64) *said {
	for i := len(g.lines) - 1; i >= 0; i-- {
		switch m := &g.lines[i]; {
		case m.Seq >= before:
		case m.Helped != nil && *m.Helped:
			return nil
		case m.Author == "customer" && m.Kind == "text" && !isNoQuestion(m.Text):
			return m
		}
	}
	return nil
}

// isNoQuestion tells whether words ask nothing, or rest.
func isNoQuestion(text string) bool { return asksNothing(text) || assist.Rests(text) }
