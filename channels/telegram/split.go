package telegram

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/graphemes"
	"github.com/go-telegram/bot/models"
)

// A cluster is what a reader takes for one character.
type cluster struct {
	text  string
	start int // in UTF-16 code units
	bytes int // where it begins in the text
}

// split cuts a text into parts of at most limit UTF-16 code units: between paragraphs where one ends in the second half
// of a part, else between lines, else between words, and inside a word only if it is longer than a part. A
// character that is made of several (a family, a flag, a letter with accents) stays whole unless it alone is
// longer than a part. Entities that are cut go on in the next part. Only white space at the cuts is dropped.
func split(r rich, limit int) []rich {
	all := clusters(r.text, limit)
	var parts []rich
	for from := 0; from < len(all); {
		if all[from].text == "\n" {
			from++
			continue
		}
		to := cut(all, from, limit)
		end := to
		for end > from && white(all[end-1].text) {
			end--
		}
		if part := r.slice(all, from, end); !blank(part.text) {
			parts = append(parts, part)
		}
		for from = to; from < len(all) && (all[from].text == " " || all[from].text == "\n"); from++ {
			if all[from].text == "\n" {
				from++
				break
			}
		}
	}
	return parts
}

func clusters(text string, limit int) []cluster {
	var all []cluster
	start, at := 0, 0
	add := func(s string) {
		all = append(all, cluster{s, start, at})
		start, at = start+units(s), at+len(s)
	}
	for g := graphemes.FromString(text); g.Next(); {
		if units(g.Value()) <= limit {
			add(g.Value())
			continue
		}
		for _, c := range g.Value() {
			add(string(c))
		}
	}
	return all
}

// cut returns where the part that begins at from ends.
func cut(all []cluster, from, limit int) int {
	full := from
	for full < len(all) && all[full].start+units(all[full].text)-all[from].start <= limit {
		full++
	}
	if full == len(all) {
		return full
	}
	full = max(full, from+1)
	half := all[from].start + limit/2
	line, word := 0, 0
	if white(all[full].text) {
		word = full
	}
	for i := full; i > from; i-- {
		switch s := all[i-1].text; {
		case s == "\n" && i-1 > from && all[i-2].text == "\n" && all[i-1].start >= half:
			return i
		case s == "\n" && line == 0 && all[i-1].start >= half:
			line = i
		case white(s) && word == 0:
			word = i
		}
	}
	switch {
	case line > 0:
		return line
	case word > 0:
		return word
	}
	return full
}

// slice is the text between two clusters with the entities that touch it.
func (r rich) slice(all []cluster, from, to int) rich {
	if to <= from {
		return rich{}
	}
	last := all[to-1]
	start, end := all[from].start, last.start+units(last.text)
	part := rich{text: r.text[all[from].bytes : last.bytes+len(last.text)]}
	for _, e := range r.entities {
		a, b := max(e.Offset, start), min(e.Offset+e.Length, end)
		if a < b {
			e.Offset, e.Length = a-start, b-a
			part.entities = append(part.entities, e)
		}
	}
	return part
}

// white tells whether a line may be cut at s. A no-break space is there to prevent just that.
func white(s string) bool {
	c, n := utf8.DecodeRuneInString(s)
	return n == len(s) && unicode.IsSpace(c) && c != '\u00a0' && c != '\u202f'
}

// blank tells whether nothing can be seen, which Telegram refuses to send.
func blank(s string) bool {
	return strings.IndexFunc(s, func(c rune) bool {
		return !unicode.IsSpace(c) && !unicode.In(c, unicode.Cf, unicode.Variation_Selector) && c != '\u2800' && c != '\u3164'
	}) < 0
}

// under puts a line with a name, in bold, above the text.
func (r rich) under(name string) rich {
	head := name + "\n"
	shifted := []models.MessageEntity{{Type: models.MessageEntityTypeBold, Length: units(name)}}
	for _, e := range r.entities {
		e.Offset += units(head)
		shifted = append(shifted, e)
	}
	return rich{head + r.text, shifted}
}
