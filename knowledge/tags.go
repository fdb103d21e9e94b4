package knowledge

import (
	"cmp"
	"html"
	"regexp"
	"slices"
	"strings"
)

// A text is one text, wherever it is read: on pages, in passages and in messengers. So what is HTML in it is made Markdown when it is
// saved, and where it was stored before that, as it is read. What only looks like a tag, "<Enter>", "<your name>", is text and
// stays; so does whatever stands in code.

var (
	tagForm    = regexp.MustCompile(`^<(/?)([A-Za-z][A-Za-z0-9]*)((?:\s+[A-Za-z][\w:-]*(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'=<>]+))?)*)\s*/?>`)
	doctype    = regexp.MustCompile(`^<!(?i:doctype)[^<>]*>`)
	attribute  = regexp.MustCompile(`([A-Za-z][\w:-]*)\s*=\s*("[^"]*"|'[^']*'|[^\s"'=<>]+)`)
	notShown   = regexp.MustCompile(`(?i)\shidden(?:\s|=|$)|\sstyle\s*=\s*["']?[^"']*display\s*:\s*none`)
	anyTag     = regexp.MustCompile(`</?[A-Za-z!][^<>]*>`)
	entity     = regexp.MustCompile(`^&(?:#\d+|#[xX][0-9a-fA-F]+|[A-Za-z][A-Za-z0-9]*);`)
	bareMarker = regexp.MustCompile(`^[ \t]*(?:>[ \t]*)*(?:[-*+]|\d+[.)]|#+)?[ \t]*$`)
	manyEmpty  = regexp.MustCompile(`\n{3,}`)
)

// commentAt is how long the comment is that a text begins with; 0: it is none.
func commentAt(text string) int {
	if !strings.HasPrefix(text, "<!--") {
		return len(doctype.FindString(text))
	}
	if end := strings.Index(text, "-->"); end > 0 {
		return end + len("-->")
	}
	return 0
}

// What is made of an element.
type element int

const (
	ofBlock  element = 1 + iota // a paragraph or several
	ofWords                     // its words alone
	ofMarked                    // words between marks
	ofSome                      // what itself says
	endless                     // it has no end
	unsaid                      // nothing: it is not for readers
)

// elements are those of HTML that people write into texts.
var elements = map[element][]string{
	ofBlock:  strings.Fields("p div section article header footer main aside nav form figure figcaption center details summary fieldset address dl dt dd html body thead tbody tfoot caption tr td th"),
	ofWords:  strings.Fields("span font u ins small big mark kbd abbr cite q time label button var dfn bdi bdo nobr iframe video audio object noscript colgroup"),
	ofMarked: strings.Fields("b strong i em s del strike"),
	ofSome:   strings.Fields("a code samp tt pre table blockquote ul ol li sup sub h1 h2 h3 h4 h5 h6"),
	endless:  strings.Fields("br hr img wbr"),
	unsaid:   strings.Fields("script style head title template svg"),
}

// mayLackEnd are elements whose end people leave out.
const mayLackEnd = " p li dt dd tr td th "

// elementOf is what is made of the element of a name; 0: there is none.
func elementOf(name string) element {
	for e, names := range elements {
		for _, n := range names {
			if n == name {
				return e
			}
		}
	}
	return 0
}

// tag is one of HTML, as it is written.
type tag struct {
	name  string // in lower case
	is    element
	ends  bool
	attrs string
	size  int
	loose bool // its end may be missing, in what is HTML
	alone bool // it never has an end
}

// tagAt is the tag that a text begins with.
func tagAt(text string) (t tag, ok bool) {
	m := tagForm.FindStringSubmatch(text)
	if m == nil {
		return tag{}, false
	}
	name := strings.ToLower(m[2])
	t = tag{name: name, is: elementOf(name), ends: m[1] != "", attrs: m[3], size: len(m[0])}
	t.alone, t.loose = t.is == endless, strings.Contains(mayLackEnd, " "+name+" ")
	return t, t.is != 0
}

// attr is what an attribute of a tag says.
func (t tag) attr(name string) string {
	for _, m := range attribute.FindAllStringSubmatch(t.attrs, -1) {
		if strings.EqualFold(m[1], name) {
			return strings.TrimSpace(html.UnescapeString(strings.Trim(m[2], `"'`)))
		}
	}
	return ""
}

// placed is a tag where a text has it, and the words of its element, if that has an end.
type placed struct {
	tag
	from, to int // of its words
	past     int // where the text goes on behind the element; -1: it has no end, or, of an end, no beginning
}

// tagsIn are the tags of a text that are not in code, by where they begin.
func tagsIn(text string, code []stretch) map[int]placed {
	out, open := map[int]placed{}, map[string][]int{}
	for i := 0; i < len(text); i++ {
		switch {
		case text[i] == '\\':
			i++
			continue
		case text[i] != '<' || inAny(code, i):
			continue
		}
		t, ok := tagAt(text[i:])
		if !ok {
			continue
		}
		out[i] = placed{tag: t, past: -1}
		began := open[t.name]
		switch {
		case !t.ends:
			open[t.name] = append(began, i)
		case len(began) > 0:
			first := out[began[len(began)-1]]
			first.from, first.to, first.past = began[len(began)-1]+first.size, i, i+t.size
			out[began[len(began)-1]], open[t.name] = first, began[:len(began)-1]
			out[i] = placed{tag: t, past: i + t.size}
		}
	}
	return out
}

// WithoutTags is a Markdown text that says the same without HTML.
func WithoutTags(md string) string {
	if !strings.Contains(md, "<") {
		return md
	}
	w := newUntagged(md, codeOf(md))
	if t, ok := tagAt(strings.TrimSpace(md)); ok {
		w.whole = t.is == ofBlock || t.is == ofSome || t.is == unsaid
	}
	if w.write(); !w.any {
		return md
	}
	return strings.TrimSpace(manyEmpty.ReplaceAllString(string(w.out), "\n\n"))
}

// codeOf is where a Markdown text has code, what is indented too, unless it is HTML as a whole, which programs indent.
func codeOf(md string) []stretch {
	code := codeIn(md)
	if _, ok := tagAt(strings.TrimSpace(md)); ok {
		return code
	}
	for _, b := range blocks(md) {
		if b.kind == indented {
			code = append(code, stretch{b.start, b.end})
		}
	}
	slices.SortFunc(code, func(a, b stretch) int { return cmp.Compare(a.start, b.start) })
	return code
}

// inAny tells whether any of some stretches, which are in order, has a place.
func inAny(list []stretch, at int) bool {
	i, _ := slices.BinarySearchFunc(list, at, func(s stretch, at int) int { return cmp.Compare(s.end, at+1) })
	return i < len(list) && list[i].start <= at
}
