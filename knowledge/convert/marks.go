package convert

import (
	"path"
	"regexp"
	"slices"
	"strings"
)

// mark is a tag of a generator: one of Liquid or Hugo, an element of a program, or a line of colons.
type mark struct {
	start, end int
	of         byte // 'l', 'h', 'e' or ':'
	name       string
	args       []argument
	closes     bool
	alone      bool
	with       int // the mark that closes it, or 0
}

// argument is one that a mark has, by its name or, if that is empty, by its place.
type argument struct{ name, value string }

// of is the first of some arguments that a mark has.
func (m mark) value(names ...string) string {
	for _, n := range names {
		for _, a := range m.args {
			if strings.EqualFold(a.name, n) && a.name != "" {
				return a.value
			}
		}
	}
	return ""
}

// at is the argument at a place.
func (m mark) at(n int) string {
	for _, a := range m.args {
		if a.name == "" {
			if n == 0 {
				return a.value
			}
			n--
		}
	}
	return ""
}

var (
	liquidTag = regexp.MustCompile(`(?s)\{%-?\s*(\w+)\b\s*(.*?)\s*-?%\}`)
	shortcode = regexp.MustCompile(`(?s)\{\{[<%]\s*(/?)\s*([\w./-]+)\s*(.*?)\s*(/?)\s*[>%]\}\}`)
	colons    = regexp.MustCompile(`(?m)^[ \t]*:{3,}[ \t]*(?:\{?\.?([A-Za-z][\w-]*)\}?)?(?:\[([^\]\n]*)\])?(?:\{[^}\n]*\})?[ \t]*(.*)$`)
	element   = regexp.MustCompile(`<(/?)([A-Z][\w.]*|aside|)([\s/>])`)
	arguments = regexp.MustCompile(`([A-Za-z_][\w-]*)=(?:"([^"]*)"|'([^']*)'|\{["'` + "`" + `]?([^{}]*?)["'` + "`" + `]?\}|([^\s"'{}]+))|"([^"]*)"|'([^']*)'|([^\s"']+)`)
)

func argumentsOf(s string) (out []argument) {
	for _, m := range arguments.FindAllStringSubmatch(s, -1) {
		value := ""
		for _, v := range m[2:] {
			if v != "" {
				value = v
			}
		}
		out = append(out, argument{m[1], value})
	}
	return out
}

// marksOf finds the marks of a text, each of those that have an end with it.
func (d *dialect) marksOf(s string) (out []mark) {
	for _, m := range liquidTag.FindAllStringSubmatchIndex(s, -1) {
		name, closes := strings.CutPrefix(s[m[2]:m[3]], "end")
		out = append(out, mark{start: m[0], end: m[1], of: 'l', name: name, args: argumentsOf(s[m[4]:m[5]]), closes: closes})
	}
	for _, m := range shortcode.FindAllStringSubmatchIndex(s, -1) {
		out = append(out, mark{start: m[0], end: m[1], of: 'h', name: s[m[4]:m[5]], args: argumentsOf(s[m[6]:m[7]]), closes: m[2] < m[3], alone: m[8] < m[9]})
	}
	for _, m := range colons.FindAllStringSubmatchIndex(s, -1) {
		begin := m[0] + len(s[m[0]:m[1]]) - len(strings.TrimLeft(s[m[0]:m[1]], " \t"))
		c := mark{start: begin, end: m[1], of: ':', closes: m[2] < 0 && m[6] == m[7]}
		if m[2] >= 0 {
			c.name = s[m[2]:m[3]]
		}
		title := strings.TrimSpace(s[m[6]:m[7]])
		if m[4] >= 0 {
			title = s[m[4]:m[5]]
		}
		c.args = []argument{{"title", title}}
		out = append(out, c)
	}
	out = append(out, d.elements(s)...)
	slices.SortFunc(out, func(a, b mark) int { return a.start - b.start })
	return pairs(apartFrom(out))
}

// apartFrom are marks without those that stand in another one.
func apartFrom(all []mark) (out []mark) {
	end := 0
	for _, m := range all {
		if m.start >= end {
			out, end = append(out, m), m.end
		}
	}
	return out
}

// elements are those of programs. Where nothing else tells that a text has any only those are that many help centres have: another
// name in pointed brackets may be a key to press.
func (d *dialect) elements(s string) (out []mark) {
	for at := 0; ; {
		m := element.FindStringSubmatchIndex(s[at:])
		if m == nil {
			return out
		}
		name, from := s[at+m[4]:at+m[5]], at+m[5]
		end := elementEnd(s[from:])
		known := d.jsx || name == "aside" || slices.Contains(notes, strings.ToLower(name)) || slices.Contains(titledMarks, strings.ToLower(name)) || slices.Contains(groups, strings.ToLower(name))
		if end < 0 || !known || name == "" && (!d.jsx || end != 1) {
			at = from
			continue
		}
		inner := strings.TrimSpace(s[from : from+end-1])
		bare, alone := strings.CutSuffix(inner, "/")
		out = append(out, mark{start: at + m[0], end: from + end, of: 'e', name: name, args: argumentsOf(bare), closes: m[2] < m[3], alone: alone})
		at = from + end
	}
}

// elementEnd is behind the bracket that closes an element's tag, or below zero. One in quotation marks or braces closes none.
func elementEnd(s string) int {
	quote, depth := byte(0), 0
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case c == '{':
			depth++
		case c == '}':
			depth--
		case c == '>' && depth <= 0:
			return i + 1
		case c == '<' && depth <= 0:
			return -1
		}
	}
	return -1
}

// mostNested is how deep marks may stand in each other: deeper ones are closed by nothing.
const mostNested = 20

// pairs finds which mark closes which.
func pairs(all []mark) []mark {
	var open []int
	for i, m := range all {
		if !m.closes {
			if !m.alone && len(open) < mostNested {
				open = append(open, i)
			}
			continue
		}
		for n := len(open) - 1; n >= 0; n-- {
			if o := all[open[n]]; o.of == m.of && (o.name == m.name || m.of == ':') {
				all[open[n]].with = i
				open = open[:n]
				break
			}
		}
	}
	return all
}

// Names of marks, by what is made of them.
var (
	notes = []string{"note", "tip", "info", "warning", "danger", "caution", "important", "notice", "alert", "callout", "admonition", "hint", "success", "error", "attention", "check", "aside", "warn",
		"secondary", "seealso", "banner"}
	titledMarks = []string{"tabitem", "tab", "step", "accordion", "accordionitem", "card", "details", "expand", "collapse", "expandable", "detail", "linkcard"}
	groups      = []string{"tabs", "steps", "cardgroup", "cards", "accordiongroup", "columns", "column", "frame", "tabgroup", "codegroup", "cardgrid"}
	pictured    = []string{"figure", "image", "img", "picture", "screenshot"}
)

// isOf tells whether a mark is of a kind, by its name or, of an include, by that of what is included.
func (m mark) isOf(names []string) bool {
	return slices.Contains(names, m.called())
}

func (m mark) called() string {
	name := m.name
	if m.of == 'l' && strings.HasPrefix(m.name, "include") {
		name = strings.TrimSuffix(path.Base(m.at(0)), path.Ext(m.at(0)))
	}
	return strings.ToLower(path.Base(name))
}
