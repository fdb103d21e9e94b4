package knowledge

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// block is a heading, paragraph, list, table or code block of a Markdown text.
type block struct {
	start, end int
	level      int    // of a heading; 0: not one
	title      string // of a heading
	kind       kind
	cuts       []int // where it may be cut, ascending, between start and end
}

// blocks reads the structure of a Markdown text, as far as splitting needs it.
func blocks(body string) []block {
	p := blockParser{body: body}
	for pos := 0; pos < len(body); {
		end := len(body)
		if i := strings.IndexByte(body[pos:], '\n'); i >= 0 {
			end = pos + i + 1
		}
		p.line(pos, end)
		pos = end
	}
	p.flush()
	return p.out
}

type kind int

const (
	nothing kind = iota
	paragraph
	list
	table
	indented
	fenced
)

type blockParser struct {
	body  string
	out   []block
	open  block
	kind  kind
	fence string // of the code block that is open, alone or inside a list
	blank bool   // the line before was blank
}

func (p *blockParser) line(start, end int) {
	line := strings.TrimRight(p.body[start:end], " \t\r\n")
	text := strings.TrimLeft(line, " \t")
	indent := len(line) - len(text)
	blank := p.blank
	p.blank = text == ""
	switch {
	case p.fence != "":
		p.grow(end)
		if strings.HasPrefix(text, p.fence) && strings.Trim(text, p.fence[:1]) == "" {
			p.fence = ""
			if p.kind == fenced {
				p.flush()
			}
		}
	case text == "":
		if p.kind == paragraph || p.kind == table {
			p.flush()
		}
	case fenceOf(text) != "":
		p.fence = fenceOf(text)
		if p.kind == list && indent > 0 {
			p.grow(end)
			return
		}
		p.begin(fenced, start, end)
	case p.kind == list && (indent > 0 || isItem(text) || !blank && headingLevel(text) == 0):
		if isItem(text) {
			p.open.cuts = append(p.open.cuts, start)
		}
		p.grow(end)
	case p.kind == indented && indent >= 4:
		p.grow(end)
	case headingLevel(text) > 0 && indent < 4:
		p.flush()
		level := headingLevel(text)
		title := strings.TrimSpace(strings.TrimRight(strings.TrimLeft(text, "#"), "# "))
		p.out = append(p.out, block{start: start, end: end, level: level, title: title})
	case p.kind == paragraph && !blank && underline(text) > 0 && !strings.Contains(strings.TrimSpace(p.body[p.open.start:p.open.end]), "\n"):
		title := strings.TrimSpace(p.body[p.open.start:p.open.end])
		p.kind = nothing
		p.out = append(p.out, block{start: p.open.start, end: end, level: underline(text), title: title})
	case isRule(text):
		p.flush()
	case isItem(text):
		p.begin(list, start, end)
	case strings.HasPrefix(text, "|"):
		if p.kind != table {
			p.begin(table, start, end)
			return
		}
		p.open.cuts = append(p.open.cuts, start)
		p.grow(end)
	case p.kind == paragraph:
		p.grow(end)
	case indent >= 4 && p.kind != list:
		p.begin(indented, start, end)
	default:
		p.begin(paragraph, start, end)
	}
}

func (p *blockParser) grow(end int) { p.open.end = end }

func (p *blockParser) begin(k kind, start, end int) {
	p.flush()
	p.kind, p.open = k, block{start: start, end: end}
}

func (p *blockParser) flush() {
	if p.kind == nothing {
		return
	}
	b := p.open
	b.kind = p.kind
	b.end = b.start + len(strings.TrimRight(p.body[b.start:b.end], " \t\r\n"))
	if p.kind == paragraph {
		b.cuts = sentenceCuts(p.body, b.start, b.end)
	}
	p.out, p.kind, p.open = append(p.out, b), nothing, block{}
}

func fenceOf(text string) string {
	for _, c := range []string{"`", "~"} {
		if rest := strings.TrimLeft(text, c); len(text)-len(rest) >= 3 && !(c == "`" && strings.Contains(rest, "`")) {
			return text[:len(text)-len(rest)]
		}
	}
	return ""
}

// maxHeading is the longest heading in bytes: a longer line is text that lost its line ends.
const maxHeading = 200

func headingLevel(text string) int {
	if len(text) > maxHeading {
		return 0
	}
	rest := strings.TrimLeft(text, "#")
	level := len(text) - len(rest)
	if level > 6 || rest != "" && rest[0] != ' ' && rest[0] != '\t' {
		return 0
	}
	return level
}

// underline returns the level of the heading that a line of = or - makes of the line above.
func underline(text string) int {
	switch {
	case strings.Trim(text, "=") == "":
		return 1
	case strings.Trim(text, "-") == "":
		return 2
	}
	return 0
}

func isRule(text string) bool {
	bare := strings.ReplaceAll(text, " ", "")
	return len(bare) >= 3 && (strings.Trim(bare, "-") == "" || strings.Trim(bare, "*") == "" || strings.Trim(bare, "_") == "")
}

func isItem(text string) bool {
	if rest := strings.TrimLeft(text, "0123456789"); len(rest) < len(text) && len(text)-len(rest) < 10 {
		return strings.HasPrefix(rest, ". ") || strings.HasPrefix(rest, ") ")
	}
	return strings.HasPrefix(text, "- ") || strings.HasPrefix(text, "* ") || strings.HasPrefix(text, "+ ")
}

// sentenceCuts returns the starts of the sentences of a paragraph but the first. A sentence without end is cut too.
func sentenceCuts(body string, start, end int) []int {
	var cuts []int
	words, ended := 0, false
	before, _ := utf8.DecodeLastRuneInString(body[:start])
	for pos, r := range body[start:end] {
		if unicode.IsSpace(r) {
			before = r
			continue
		}
		begins := unicode.IsSpace(before)
		switch {
		case pos > 0 && begins && ended && !unicode.IsLower(r), pos > 0 && (before == '。' || before == '！' || before == '？'), // writing without spaces
			begins && words > wordsMost:
			cuts = append(cuts, start+pos)
			words = 0
		}
		if begins {
			words++
		}
		switch before = r; r {
		case '.', '!', '?', '…':
			ended = true
		case ')', ']', '"', '\'', '»', '”', '’', '*', '_':
		default:
			ended = false
		}
	}
	return cuts
}
