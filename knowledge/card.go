package knowledge

import (
	"strings"
	"time"
)

// Card is a project's body in the parts that people look for. The body is Markdown whose level-two headings name the
// parts, so that it reads well as a file; ParseCard finds them in any order.
type Card struct {
	About    string // what it is
	ForWhom  string
	Prices   string
	Offers   []Offer
	MustKnow string
	Rest     string // the other sections, with their headings
}

// Offer is something that holds for a while.
type Offer struct {
	Text  string    // one line
	From  time.Time // zero: always; a day, 00:00 UTC
	Until time.Time // zero: without end; the last day, 00:00 UTC
	Ends  bool      // it was decided that it is not extended: nobody is asked any more
}

// InForce reports whether the offer holds on the day of a moment, which is told in the company's time zone.
func (o Offer) InForce(at time.Time) bool { return within(at, o.From, o.Until) }

// Over reports whether the offer has ended by then.
func (o Offer) Over(at time.Time) bool { return !within(at, time.Time{}, o.Until) }

// The headings of a card's parts.
const (
	headForWhom  = "For whom"
	headPrices   = "Prices"
	headOffers   = "Offers"
	headMustKnow = "Must know"
)

// ParseCard reads a project's body.
func ParseCard(body string) Card {
	var c Card
	var offers string
	parts := map[string]*string{headForWhom: &c.ForWhom, headPrices: &c.Prices, headOffers: &offers, headMustKnow: &c.MustKnow}
	to, fence := &c.About, ""
	for line := range strings.Lines(body) {
		switch text := strings.TrimSpace(line); {
		case fence == "":
			fence = fenceOf(text)
		case strings.HasPrefix(text, fence):
			fence = ""
		}
		title, heads := strings.CutPrefix(line, "## ")
		if !heads || fence != "" {
			*to += line
			continue
		}
		known := false
		for name, part := range parts {
			if strings.EqualFold(strings.TrimSpace(title), name) {
				to, known = part, true
				*to += "\n" // it may stand there twice
			}
		}
		if !known {
			to = &c.Rest
			*to += line
		}
	}
	for _, part := range []*string{&c.About, &c.ForWhom, &c.Prices, &c.MustKnow, &c.Rest} {
		*part = strings.Trim(*part, "\n")
	}
	c.Offers = parseOffers(offers)
	return c
}

// notExtended stands behind the last day of an offer that ends then.
const notExtended = ", not extended"

func parseOffers(section string) []Offer {
	var out []Offer
	for line := range strings.Lines(section) {
		text := strings.TrimSpace(line)
		item := strings.HasPrefix(text, "- ") || strings.HasPrefix(text, "* ")
		if text == "" {
			continue
		}
		if !item && len(out) > 0 { // a line more of the last one
			out[len(out)-1].Text += " " + text
			continue
		}
		if item {
			text = text[2:]
		}
		out = append(out, Offer{Text: strings.TrimSpace(text)})
	}
	for i, o := range out {
		out[i], _ = o.dated()
	}
	return out
}

// closed is a text whose last block of code has an end, so that what follows it is read.
func closed(text string) string {
	fence := ""
	for line := range strings.Lines(text) {
		switch text := strings.TrimSpace(line); {
		case fence == "":
			fence = fenceOf(text)
		case strings.HasPrefix(text, fence):
			fence = ""
		}
	}
	if fence != "" {
		return text + "\n" + fence
	}
	return text
}

// Body writes the card as a project's body, which ParseCard reads again.
func (c Card) Body() string {
	var parts []string
	add := func(head, text string) {
		if text = strings.Trim(text, "\n"); strings.TrimSpace(text) == "" {
			return
		}
		text = closed(text)
		if head != "" {
			text = "## " + head + "\n" + text
		}
		parts = append(parts, text)
	}
	add("", c.About)
	add(headForWhom, c.ForWhom)
	add(headPrices, c.Prices)
	var offers []string
	for _, o := range c.Offers {
		var days []string
		if !o.From.IsZero() {
			days = append(days, "from "+o.From.Format(time.DateOnly))
		}
		if !o.Until.IsZero() {
			until := "until " + o.Until.Format(time.DateOnly)
			if o.Ends {
				until += notExtended
			}
			days = append(days, until)
		}
		text := "- " + strings.Join(strings.Fields(o.Text), " ")
		if len(days) > 0 {
			text += " (" + strings.Join(days, " ") + ")"
		}
		if strings.TrimSpace(o.Text) != "" {
			offers = append(offers, text)
		}
	}
	add(headOffers, strings.Join(offers, "\n"))
	add(headMustKnow, c.MustKnow)
	add("", c.Rest)
	return strings.Join(parts, "\n\n")
}
