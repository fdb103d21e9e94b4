package webdesk

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"switchboard/assist"
	"switchboard/knowledge"
	"switchboard/routing"
)

// draft is a suggestion, ready to be shown.
type draft struct {
	routing.Draft
	Conv    int64
	N       int    // its number among those that are there
	Words   string // how likely it answers
	Class   string
	Sources []source
	Doubt   string // why its words may not be true
	Foreign routing.Foreign
}

// source is where a draft has its words from, with the passage in pieces.
type source struct {
	assist.Source
	Pieces []piece
}

// piece is a stretch of text, marked or not, or a link.
type piece struct {
	Text string
	Mark bool
	Href string
}

func draftsFor(stored []routing.Draft, items []routing.Item, h routing.Head) []draft {
	words := asked(items)
	out := make([]draft, len(stored))
	n := 0
	for i, s := range stored {
		if s.State != "unwritten" {
			n++
		}
		out[i] = draft{Draft: s, Conv: h.ID, N: n, Foreign: routing.ForeignTo(items, h.Lang, s.Text)}
		if out[i].Words, out[i].Class = likelihood(s.Score); h.Danger() {
			out[i].Words, out[i].Class = "For reference", "low"
		}
		for _, src := range s.Sources {
			out[i].Doubt = cmp.Or(out[i].Doubt, src.Doubt)
			pieces := highlight(src.Passage, words)
			if len(src.Quotes) > 0 {
				pieces = quoted(src.Passage, src.Quotes)
			}
			out[i].Sources = append(out[i].Sources, source{src, pieces})
		}
	}
	return out
}

// likelihood says a probability in words.
func likelihood(score float64) (words, class string) {
	switch {
	case score >= 0.8:
		return "Very likely", "high"
	case score >= 0.55:
		return "Likely", "good"
	case score >= 0.3:
		return "Maybe", "some"
	}
	return "A guess", "low"
}

// asked are the stems of the words that the customer wrote last.
func asked(items []routing.Item) []string {
	var stems []string
	n := 0
	for i := len(items) - 1; i >= 0 && n < 3; i-- {
		if it := items[i]; it.Author == "customer" && it.Sort == "message" {
			n++
			for _, w := range words(it.Text) {
				if s := stem(w); s != "" && len(stems) < 200 && !slices.Contains(stems, s) {
					stems = append(stems, s)
				}
			}
		}
	}
	return stems
}

func words(s string) []string {
	return strings.FieldsFunc(s, func(c rune) bool { return !unicode.IsLetter(c) && !unicode.IsDigit(c) })
}

// stem is enough of a word to know it in another form; short words are not worth marking.
func stem(w string) string {
	r := []rune(strings.ToLower(w))
	switch n := len(r); {
	case n < 4:
		return ""
	case n > 5:
		return string(r[:n-n/4])
	}
	return string(r)
}

// highlight marks the words of a text that begin with one of the stems.
func highlight(text string, stems []string) []piece {
	var out []piece
	var plain strings.Builder
	flush := func() {
		if plain.Len() > 0 {
			out = append(out, piece{Text: plain.String()})
			plain.Reset()
		}
	}
	for len(text) > 0 {
		n := strings.IndexFunc(text, func(c rune) bool { return unicode.IsLetter(c) || unicode.IsDigit(c) })
		if n < 0 {
			n = len(text)
		}
		plain.WriteString(text[:n])
		text = text[n:]
		end := strings.IndexFunc(text, func(c rune) bool { return !unicode.IsLetter(c) && !unicode.IsDigit(c) })
		if end < 0 {
			end = len(text)
		}
		word := text[:end]
		text = text[end:]
		low := strings.ToLower(word)
		if word != "" && slices.ContainsFunc(stems, func(s string) bool { return strings.HasPrefix(low, s) }) {
			flush()
			out = append(out, piece{Text: word, Mark: true})
			continue
		}
		plain.WriteString(word)
	}
	flush()
	return out
}

// marked cuts a passage at its marks; marks that do not fit are left out.
func marked(passage string, marks [][2]int) []piece {
	var out []piece
	at := 0
	for _, m := range marks {
		if m[0] < at || m[1] <= m[0] || m[1] > len(passage) {
			continue
		}
		if m[0] > at {
			out = append(out, piece{Text: passage[at:m[0]]})
		}
		out = append(out, piece{Text: passage[m[0]:m[1]], Mark: true})
		at = m[1]
	}
	if at < len(passage) {
		out = append(out, piece{Text: passage[at:]})
	}
	return out
}

// quoted marks the words of a passage that a draft has its sentences from.
func quoted(passage string, quotes []string) []piece {
	var marks [][2]int
	for _, q := range quotes {
		if at := strings.Index(passage, q); at >= 0 && q != "" {
			marks = append(marks, [2]int{at, at + len(q)})
		}
	}
	slices.SortFunc(marks, func(a, b [2]int) int { return cmp.Compare(a[0], b[0]) })
	return marked(passage, marks)
}

// hit is a found passage, ready to be shown.
type hit struct {
	knowledge.Hit
	Pieces   []piece
	Internal bool
}

// showSearch finds passages for what the operator types.
func (d *Desk) showSearch(c call) error {
	id, err := c.id()
	if err != nil {
		return err
	}
	h, err := d.router.Head(c.Context(), c.me.ID, id)
	if err != nil {
		return err
	}
	text := strings.TrimSpace(first(strings.ToValidUTF8(c.URL.Query().Get("q"), ""), 300))
	if text == "" || d.search == nil {
		return d.render(c, "hits", nil)
	}
	ctx, cancel := context.WithTimeout(c.Context(), 3*time.Second)
	defer cancel()
	found, err := d.search(ctx, knowledge.Query{Text: text, Lang: h.Lang, Internal: true, Limit: 8})
	if err != nil {
		d.log.Warn("search of the knowledge base failed", "error", err)
		return refusal{503, "The knowledge base cannot be searched at the moment."}
	}
	hits := make([]hit, len(found))
	for i, f := range found {
		hits[i] = hit{f, marked(f.Passage, f.Marks), f.Audience == knowledge.Internal}
	}
	return d.render(c, "hits", map[string]any{"Hits": hits, "Query": text})
}

// shownEarlier is how many earlier questions are shown.
const shownEarlier = 8

// showEarlier shows the earlier questions that a draft's question is like.
func (d *Desk) showEarlier(c call) error {
	id, err := c.id()
	if err != nil {
		return err
	}
	draft, err := strconv.ParseInt(c.PathValue("draft"), 10, 64)
	if err != nil || d.earlier == nil {
		return routing.ErrNotFound
	}
	if _, err := d.router.Head(c.Context(), c.me.ID, id); err != nil {
		return err
	}
	asks, err := d.router.DraftQuestion(c.Context(), id, draft)
	if err != nil {
		return err
	}
	list, err := d.earlier(c.Context(), asks.Article, asks.Text, asks.Lang, shownEarlier)
	if err != nil {
		return err
	}
	like, others := asks.Counted(list)
	return d.render(c, "earlier", map[string]any{"Like": like, "Others": others, "Article": asks.Article})
}

// presenceWords says where an operator is.
func presenceWords(o routing.Operator) string {
	return fmt.Sprintf("%s · %s, %d of %d", o.Name, o.Presence, o.Open, o.Capacity)
}
