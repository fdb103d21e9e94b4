package knowledge

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A note of Markdown stands anywhere in an article, "[^1]: Foot passengers only.", and is told by its sign, "Coast + Ferry[^1]". Messages,
// and most of the places where they are read, know no such signs: notes are numbered with small figures, and stand below what has the
// figure, on a page below all of it.

// note is one of a text.
type note struct {
	number int // in the order in which the text has their signs; 0: it has none
	text   string
	mark   [2]int // where its sign stands before it, in bytes
	lines  [][2]int
}

// notes are those of a text, by their names.
type notes map[string]*note

// What is taken for notes: every passage that has the sign of one repeats it.
const (
	mostNotes   = 99
	longestNote = 1000 // bytes of one
)

// mostIndent is how many spaces stand before a note, at most: before code there are more.
const mostIndent = 3

// longestName is how many bytes the name of a note has, at most, lest each "[^" of a long line be read to its end.
const longestName = 100

// signOf is the name of the note that a text begins with the sign of; empty: with none.
func signOf(text string) string {
	name, ok := strings.CutPrefix(text, "[^")
	if !ok {
		return ""
	}
	end := strings.IndexByte(name[:min(len(name), longestName+1)], ']')
	if end < 0 || strings.ContainsFunc(name[:end], unicode.IsSpace) {
		return ""
	}
	return name[:end]
}

// noteBegins is the name of the note that a line begins with, and where its text does; empty: with none.
func noteBegins(line string) (name string, text int) {
	sign := strings.TrimLeft(line, " ")
	name = signOf(sign)
	said, ok := strings.CutPrefix(sign, "[^"+name+"]:")
	if name == "" || !ok || len(line)-len(sign) > mostIndent {
		return "", 0
	}
	return name, len(line) - len(strings.TrimLeft(said, " \t"))
}

// maskNotes is a Markdown text with struckByte for each byte of the notes that it has signs of, and these notes. Of a note that nothing
// has the sign of, its own sign alone is masked.
func maskNotes(text string) (string, notes) {
	if !strings.Contains(text, "[^") {
		return text, nil
	}
	found := notes{}
	var signs []string
	var open *note
	at := 0
	for line, kind := range markdownLines(text) {
		from := at
		at += len(line)
		begins, text := noteBegins(line)
		switch {
		case kind == lineOfCode:
			open = nil
		case begins != "" && found[begins] == nil && len(found) < mostNotes && len(line) <= longestNote:
			open = &note{text: strings.TrimSpace(line[text:]), mark: [2]int{from, from + text}, lines: [][2]int{{from, at}}}
			found[begins] = open
		case open != nil && kind == lineThatGoesOn && begins == "" && len(open.text)+len(line) <= longestNote:
			open.text = strings.TrimSpace(open.text + " " + strings.TrimSpace(line))
			open.lines = append(open.lines, [2]int{from, at})
		default:
			open = nil
			withSigns(line, func(name string) string {
				signs = append(signs, name)
				return ""
			})
		}
	}
	if len(found) == 0 {
		return text, nil
	}
	found.numbered(signs)
	out := []byte(text)
	for _, n := range found {
		if n.number == 0 {
			mask(out[n.mark[0]:n.mark[1]])
		}
		for _, l := range n.lines {
			if n.number > 0 {
				mask(out[l[0]:l[1]])
			}
		}
	}
	return string(out), found
}

// mask masks all of some lines but their ends.
func mask(text []byte) {
	for i := range text {
		if text[i] != '\n' {
			text[i] = struckByte
		}
	}
}

// numbered numbers notes in the order of their signs, and behind them those that only other notes have the signs of.
func (all notes) numbered(signs []string) {
	last := 0
	for i := 0; i < len(signs); i++ {
		n := all[signs[i]]
		if n == nil || n.number > 0 {
			continue
		}
		last++
		n.number, n.text = last, withoutStruckBytes(n.text)
		withSigns(n.text, func(name string) string {
			signs = append(signs, name)
			return ""
		})
	}
}

// figure is the small number of a note.
func (n note) figure() string {
	var b strings.Builder
	for _, c := range strconv.Itoa(n.number) {
		b.WriteRune([]rune("⁰¹²³⁴⁵⁶⁷⁸⁹")[c-'0'])
	}
	return b.String()
}

// shown is a text with small figures for the signs of notes, and those notes below it, and those that its heading or one of these notes has
// the signs of.
func (all notes) shown(heading, text string) string {
	if len(all) == 0 {
		return text
	}
	var below []*note
	tell := func(n *note) {
		if !slices.Contains(below, n) {
			below = append(below, n)
		}
	}
	all.signed(heading, tell)
	said := all.signed(text, tell)
	for i := 0; i < len(below); i++ {
		all.signed(below[i].text, tell)
	}
	slices.SortFunc(below, func(a, b *note) int { return cmp.Compare(a.number, b.number) })
	for _, n := range below {
		said += "\n\n" + n.figure() + " " + all.signed(n.text, func(*note) {})
	}
	return said
}

// signed is a text with small figures for the signs of notes, which are told. After a figure, or what may be a metre, they stand apart.
func (all notes) signed(text string, tell func(*note)) string {
	var b strings.Builder
	for line, kind := range markdownLines(text) {
		if kind == lineOfCode {
			b.WriteString(line)
			continue
		}
		b.WriteString(withSignsAfter(line, func(before, name string) string {
			n := all[name]
			if n == nil || n.number == 0 {
				return "[^" + name + "]"
			}
			tell(n)
			if c, _ := utf8.DecodeLastRuneInString(before); strings.ContainsRune("0123456789mмMМ", c) {
				return "\u202f" + n.figure()
			}
			return n.figure()
		}))
	}
	return b.String()
}

// unsigned is a heading without the signs of notes.
func (all notes) unsigned(heading string) string {
	if len(all) == 0 {
		return heading
	}
	return withSigns(heading, func(name string) string {
		if n := all[name]; n == nil || n.number == 0 {
			return "[^" + name + "]"
		}
		return ""
	})
}

// withSigns is a line with what is put for the sign of each name.
func withSigns(line string, put func(name string) string) string {
	return withSignsAfter(line, func(_, name string) string { return put(name) })
}

// withSignsAfter is a line with what is put for the sign of each name behind what stands before it. Code has no signs.
func withSignsAfter(line string, put func(before, name string) string) string {
	if !strings.Contains(line, "[^") {
		return line
	}
	var b strings.Builder
	for i := 0; i < len(line); {
		if end := opaque(line, i); end > 0 {
			b.WriteString(line[i:end])
			i = end
			continue
		}
		if name := signOf(line[i:]); name != "" {
			b.WriteString(put(line[:i], name))
			i += len("[^]") + len(name)
			continue
		}
		b.WriteByte(line[i])
		i++
	}
	return b.String()
}

// withNotes is a Markdown text with small figures for the signs of its notes, and the notes below.
func withNotes(md string) string {
	masked, all := maskNotes(md)
	if len(all) == 0 {
		return md
	}
	return all.shown("", withoutMask(masked))
}

var noteFigure = regexp.MustCompile(`^[⁰¹²³⁴⁵⁶⁷⁸⁹]+ `)

// NoteFigure is the small number that a paragraph begins with which is a note, as in passages; empty: it is none.
func NoteFigure(paragraph string) string {
	return strings.TrimSuffix(noteFigure.FindString(paragraph), " ")
}
