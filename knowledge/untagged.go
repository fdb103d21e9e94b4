package knowledge

import (
	"bytes"
	"fmt"
	"html"
	"slices"
	"strings"
)

// untagged writes a text without its tags.
type untagged struct {
	text  string
	code  []stretch
	tags  map[int]placed
	whole bool  // it is HTML, not Markdown with some in it
	any   bool  // it had a tag
	deep  int   // elements that it is in
	lists []int // items so far of the lists that are open; of those without numbers less than nothing
	out   []byte
}

func newUntagged(text string, code []stretch) *untagged {
	return &untagged{text: text, code: code, tags: tagsIn(text, code)}
}

// deepestTags is the deepest nesting of elements of which more than the words are read.
const deepestTags = 8

// inner is what a part of the text says without its tags.
func (w *untagged) inner(text string) string {
	if w.deep == deepestTags {
		return bareText(text)
	}
	in := newUntagged(text, codeIn(text))
	in.whole, in.any, in.deep = w.whole, true, w.deep+1
	in.write()
	return strings.TrimSpace(manyEmpty.ReplaceAllString(string(in.out), "\n\n"))
}

// say adds to what is written.
func (w *untagged) say(s string) { w.out = append(w.out, s...) }

func (w *untagged) write() {
	for i := 0; i < len(w.text); {
		switch rest := w.text[i:]; {
		case inAny(w.code, i):
			w.say(rest[:1])
			i++
		case rest[0] == '\\' && len(rest) > 1:
			w.say(rest[:2])
			i += 2
		case rest[0] == '<':
			i += w.tag(i, rest)
		case rest[0] == '&' && w.any:
			i += w.entity(rest)
		default:
			w.say(rest[:1])
			i++
		}
	}
}

// entity writes the sign that stands for another one, but for those that would make a tag.
func (w *untagged) entity(rest string) int {
	name := entity.FindString(rest)
	sign := html.UnescapeString(name)
	switch {
	case name == "" || sign == name:
		w.say(rest[:1])
		return 1
	case strings.ContainsAny(sign, "<>&"):
		w.say(name)
	default:
		w.say(strings.ReplaceAll(sign, "\u00a0", " "))
	}
	return len(name)
}

// tag writes what the tag means that a text begins with, and returns how much of the text that is. What is none is text.
func (w *untagged) tag(at int, rest string) int {
	if size := commentAt(rest); size > 0 {
		w.any = true
		return size
	}
	t, ok := w.tags[at]
	words, all := "", t.size
	switch {
	case t.past > 0 && !t.ends:
		words, all = w.text[t.from:t.to], t.past-at
	case t.past < 0 && !t.alone && !(w.whole && (t.loose || t.ends)): // a name for something: "<code> from the message"
		ok = false
	}
	if !ok || t.is == unsaid && !w.whole { // or somebody is to read it
		w.say("<")
		return 1
	}
	w.any = true
	switch {
	case t.is == unsaid, !t.ends && notShown.MatchString(t.attrs):
		return all
	case t.is == ofBlock:
		return t.size + w.part(rest[t.size:])
	case t.is == ofWords:
		return t.size
	case t.is == ofMarked && t.ends:
		return t.size
	case t.is == ofMarked:
		w.say(marked(t.tag, words, w.inner))
		return all
	}
	return w.own(t.tag, rest, words, all)
}

// part begins a paragraph, and returns how much white space of the rest goes with it.
func (w *untagged) part(rest string) int {
	w.breakLine("\n\n")
	return len(rest) - len(strings.TrimLeft(rest, " \t\r\n"))
}

// breakLine writes ends of lines, unless nothing stands in the line, or only the sign of an item, or it is a row of a table.
func (w *untagged) breakLine(ends string) {
	line := string(w.out[bytes.LastIndexByte(w.out, '\n')+1:])
	switch {
	case strings.HasPrefix(strings.TrimSpace(line), "|"):
		w.say(" ")
		return
	case strings.TrimSpace(line) != "" && bareMarker.MatchString(line), len(bytes.TrimSpace(w.out)) == 0:
		return
	}
	w.out = bytes.TrimRight(w.out, " \t\r\n")
	w.say(ends + strings.Repeat("   ", len(w.lists)))
}

// marks are what stands before and behind words of an element.
var marks = map[string]string{"b": "**", "strong": "**", "i": "*", "em": "*", "s": "~~", "del": "~~", "strike": "~~"}

// marked are words of an element between their marks, with the spaces around them outside.
func marked(t tag, words string, inner func(string) string) string {
	said := inner(words)
	mark := marks[t.name]
	if said != "" && !strings.Contains(said, "\n\n") && !strings.Contains(said, mark[:1]) {
		said = mark + said + mark
	}
	lead, tail := words[:len(words)-len(strings.TrimLeft(words, " \n"))], words[len(strings.TrimRight(words, " \n")):]
	if said == "" {
		tail = ""
	}
	return lead + said + tail
}

// own writes what an element means that is written in a way of its own.
func (w *untagged) own(t tag, rest, words string, all int) int {
	switch t.name {
	case "br":
		return t.size + w.lineEnd(rest[t.size:])
	case "hr":
		w.breakLine("\n\n")
		w.say("---\n\n")
		return t.size + w.part(rest[t.size:])
	case "img":
		w.say(pictureOf(t))
		return t.size
	case "wbr":
		return t.size
	case "ul", "ol":
		return t.size + w.list(t, rest[t.size:])
	case "li":
		return t.size + w.item(t, rest[t.size:])
	}
	if t.ends {
		return t.size // of nothing that began
	}
	switch t.name {
	case "a":
		w.say(linkOf(t, w.inner(words)))
	case "code", "samp", "tt":
		w.say(codeSpan(bareText(words)))
	case "sup", "sub":
		w.say(inLine(t.name, w.inner(words)))
	case "pre":
		w.block(fencedText(bareText(words)))
	case "blockquote":
		w.block("> " + strings.ReplaceAll(w.inner(words), "\n", "\n> "))
	case "table":
		w.block(w.table(words))
	default: // a heading: the first is the title's
		w.block(strings.Repeat("#", max(2, int(t.name[1]-'0'))) + " " + strings.Join(strings.Fields(w.inner(words)), " "))
	}
	if strings.Contains(" pre blockquote table h1 h2 h3 h4 h5 h6 ", " "+t.name+" ") {
		return all + w.part(rest[all:])
	}
	return all
}

// block writes a block of lines by itself.
func (w *untagged) block(text string) {
	w.breakLine("\n\n")
	w.say(strings.ReplaceAll(text, "\n", "\n"+strings.Repeat("   ", len(w.lists))))
}

// lineEnd ends a line within a paragraph; where one has ended there, the paragraph.
func (w *untagged) lineEnd(rest string) int {
	space := rest[:len(rest)-len(strings.TrimLeft(rest, " \t\r\n"))]
	if bytes.HasSuffix(bytes.TrimRight(w.out, " \t"), []byte("\n")) || strings.Count(space, "\n") > 1 {
		w.breakLine("\n\n")
	} else {
		w.breakLine("  \n")
	}
	return len(space)
}

// list begins or ends a list.
func (w *untagged) list(t tag, rest string) int {
	switch {
	case !t.ends && t.name == "ol":
		w.lists = append(w.lists, 0)
	case !t.ends:
		w.lists = append(w.lists, -1<<30)
	case len(w.lists) > 0:
		w.lists = w.lists[:len(w.lists)-1]
	}
	if len(w.lists) == 0 {
		return w.part(rest)
	}
	return len(rest) - len(strings.TrimLeft(rest, " \t\r\n"))
}

// item begins an item of a list, or ends it.
func (w *untagged) item(t tag, rest string) int {
	space := len(rest) - len(strings.TrimLeft(rest, " \t\r\n"))
	if t.ends {
		return space
	}
	if len(w.lists) == 0 {
		w.lists = append(w.lists, -1<<30)
	}
	last := len(w.lists) - 1
	w.lists[last]++
	sign := "- "
	if w.lists[last] > 0 {
		sign = fmt.Sprintf("%d. ", w.lists[last])
	}
	ends := "\n"
	if n := w.lists[last]; last == 0 && (n == 1 || n == -1<<30+1) {
		ends = "\n\n"
	}
	if w.out = bytes.TrimRight(w.out, " \t\r\n"); len(w.out) == 0 {
		ends = ""
	}
	w.say(ends + strings.Repeat("   ", last) + sign)
	return space
}

// table is a table, each cell in one line.
func (w *untagged) table(words string) string {
	var rows [][]string
	for i := 0; i < len(words); i++ {
		t, ok := tagAt(words[i:])
		if !ok || t.ends || t.name != "tr" && t.name != "td" && t.name != "th" {
			continue
		}
		if t.name == "tr" || len(rows) == 0 {
			rows = append(rows, nil)
		}
		if t.name == "tr" {
			continue
		}
		from := i + t.size
		to := from + nextOf(words[from:], "td", "th", "tr")
		cell := strings.Join(strings.Fields(w.inner(words[from:to])), " ")
		rows[len(rows)-1] = append(rows[len(rows)-1], strings.ReplaceAll(cell, "|", `\|`))
		i = to - 1
	}
	rows = slices.DeleteFunc(rows, func(cells []string) bool { return strings.Join(cells, "") == "" })
	if len(rows) == 0 {
		return w.inner(bareText(words))
	}
	var out strings.Builder
	for i, cells := range rows {
		out.WriteString("| " + strings.Join(cells, " | ") + " |\n")
		if i == 0 {
			out.WriteString("|" + strings.Repeat(" --- |", len(cells)) + "\n")
		}
	}
	return strings.TrimRight(out.String(), "\n")
}

// nextOf is where the next tag of some names begins, or the text ends.
func nextOf(text string, names ...string) int {
	for i := 0; i < len(text); i++ {
		if t, ok := tagAt(text[i:]); ok && slices.Contains(names, t.name) {
			return i
		}
	}
	return len(text)
}

// linkOf is a link, or the words of one that leads nowhere.
func linkOf(t tag, words string) string {
	to := strings.NewReplacer(" ", "%20", "(", "%28", ")", "%29").Replace(t.attr("href"))
	if words == "" || !leads.MatchString(to) || strings.Contains(words, "\n\n") || strings.Contains(words, "](") {
		return words
	}
	return "[" + words + "](" + to + ")"
}

// pictureOf is a picture, or, of what is no address, what it shows.
func pictureOf(t tag) string {
	src, alt := t.attr("src"), t.attr("alt")
	if !ownFile.MatchString(src) && !strings.HasPrefix(src, "http") || strings.ContainsAny(src, " ()") {
		return alt
	}
	return "![" + alt + "](" + src + ")"
}

// bareText is the text of HTML that Markdown is not to read.
func bareText(words string) string { return html.UnescapeString(anyTag.ReplaceAllString(words, "")) }

func codeSpan(words string) string {
	words = strings.Join(strings.Fields(words), " ")
	if words == "" || strings.Contains(words, "`") {
		return words
	}
	return "`" + words + "`"
}

func fencedText(words string) string {
	fence := "```"
	if strings.Contains(words, fence) {
		fence = "~~~"
	}
	return fence + "\n" + strings.Trim(words, "\n") + "\n" + fence
}

var smallDigits = map[string]string{"sup": "⁰¹²³⁴⁵⁶⁷⁸⁹", "sub": "₀₁₂₃₄₅₆₇₈₉"}

// inLine are digits above or below a line; other words stand in it.
func inLine(name, words string) string {
	signs := []rune(smallDigits[name])
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' && strings.Trim(words, "0123456789") == "" {
			return signs[r-'0']
		}
		return r
	}, words)
}
