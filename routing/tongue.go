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

// readWish finds out whether the pending lines wish for another language and say no more. Then what was asked before stands in their
// place. In the language that is spoken already nobody is answered once more.
func (g *gathered) readWish() {
	if g.conv.CallID != nil || len(g.pending) == 0 || slices.ContainsFunc(g.pending, func(m said) bool { return m.Files > 0 || m.Kind != "text" }) {
		return
	}
	lang := assist.WishesLanguage(joined(g.pending))
	if lang == "" {
		return
	}
	before := g.openQuestion()
	switch {
	case before == nil:
		g.wish = &tongueWish{lang: lang}
	case lang != knowledge.Base(g.conv.Lang):
		g.wish = &tongueWish{lang, before.Seq}
		g.pending = g.pending[len(g.pending)-1:]
		g.pending[0].Text = before.Text
	}
}

// openQuestion is what the customer has asked last before the pending lines, unless he was helped since.
func (g *gathered) openQuestion() *said {
	for i := len(g.lines) - 1; i >= 0; i-- {
		switch m := &g.lines[i]; {
		case m.Seq >= g.pending[0].Seq:
		case m.Helped != nil && *m.Helped:
			return nil
		case m.Author == "customer" && m.Kind == "text" && !asksNothing(m.Text) && !assist.Rests(m.Text):
			return m
		}
	}
	return nil
}
