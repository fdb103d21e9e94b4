package knowledge

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// struckByte stands for each byte of what is struck through. No text has it: control characters are refused.
const struckByte = '\x01'

// unstruck is a Markdown text without what is struck through with two tildes: pages show that, since people see the line through it, but
// it is not what the text says. One tilde strikes nothing: "~50", "5~10".
func unstruck(md string) string { return withoutMask(maskStruck(md)) }

// maskStruck is a Markdown text with struckByte for each byte that is struck through, so that all else stays where it is.
func maskStruck(text string) string {
	if !strings.Contains(text, "~~") {
		return text
	}
	out := []byte(text)
	open := 0
	end := func(at int) {
		maskRuns(out[open:at])
		open = at
	}
	at := 0
	for line, kind := range markdownLines(text) {
		next := at + len(line)
		switch kind {
		case lineOfCode:
			end(at)
			open = next
		case lineOfTable:
			end(at)
			maskRow(out[at:next])
			open = next
		case lineThatBegins:
			end(at)
		}
		at = next
	}
	end(len(out))
	return string(out)
}

// How a line of Markdown goes with those before it.
const (
	lineThatGoesOn = iota
	lineThatBegins // a block or an item of a list, or none of them: it is blank
	lineOfCode
	lineOfTable
)

// markdownLines are the lines of a text with their ends, and how each goes with those before it.
func markdownLines(text string) func(yield func(line string, kind int) bool) {
	return func(yield func(line string, kind int) bool) {
		fence := ""
		for line := range strings.SplitAfterSeq(text, "\n") {
			bare, kind := strings.TrimSpace(line), lineThatGoesOn
			switch {
			case fence != "" || fenceOf(bare) != "":
				kind, fence = lineOfCode, fenceAfter(fence, bare)
			case strings.HasPrefix(bare, "|"):
				kind = lineOfTable
			case bare == "" || isItem(bare) || headingLevel(bare) > 0:
				kind = lineThatBegins
			}
			if !yield(line, kind) {
				return
			}
		}
	}
}

// fenceAfter is the fence that is open after a line, where one was open before it or none: "".
func fenceAfter(fence, bare string) string {
	switch {
	case fence == "":
		return fenceOf(bare)
	case strings.HasPrefix(bare, fence) && strings.Trim(bare, fence[:1]) == "":
		return ""
	}
	return fence
}

// maskRow masks a row of a table, each cell of which is struck by itself.
func maskRow(row []byte) {
	from := 0
	for i := 0; i < len(row); i++ {
		switch row[i] {
		case '\\':
			i++
		case '|':
			maskRuns(row[from:i])
			from = i + 1
		}
	}
	maskRuns(row[from:])
}

// maskRuns masks the struck runs of one block.
func maskRuns(block []byte) {
	text := string(block)
	for i := 0; i < len(text); {
		end := opaque(text, i)
		if n := tildes(text[i:]); end == 0 && n == 2 && opens(text, i) {
			to := closing(text, i)
			if to == 0 {
				return // nor does anything end a run that begins later
			}
			for j := i; j < to; j++ {
				if block[j] != '\n' {
					block[j] = struckByte
				}
			}
			i = to
			continue
		}
		if end == 0 {
			end = i + max(1, tildes(text[i:]))
		}
		i = end
	}
}

// marker is what stands before the words of a line: the sign of an item, of a quotation, of a heading.
var marker = regexp.MustCompile(`^(?:\s*(?:[-*+]|\d{1,9}[.)]|>|#{1,6})(?:\s|$))+`)

// withoutMask is a masked text without what is masked; lines that said nothing else are gone with it.
func withoutMask(text string) string {
	if strings.IndexByte(text, struckByte) < 0 {
		return text
	}
	var b strings.Builder
	gone := false
	for line := range strings.SplitAfterSeq(text, "\n") {
		blank := strings.TrimSpace(line) == ""
		if gone && blank && (b.Len() == 0 || strings.HasSuffix(b.String(), "\n\n")) {
			continue // a block has gone from between two blank lines
		}
		gone = gone && blank
		if strings.IndexByte(line, struckByte) < 0 {
			b.WriteString(line)
			continue
		}
		said := withoutStruckBytes(line)
		if strings.Trim(marker.ReplaceAllString(said, ""), " \t\r\n*_") == "" {
			gone = true
			continue
		}
		b.WriteString(said)
	}
	return strings.TrimRight(strings.TrimLeft(b.String(), "\n"), " \t\n")
}

// withoutStruckBytes is a line without what is masked in it, and without one of two spaces that stood around it.
func withoutStruckBytes(line string) string {
	var b strings.Builder
	for i := 0; i < len(line); {
		if line[i] != struckByte {
			b.WriteByte(line[i])
			i++
			continue
		}
		for i < len(line) && line[i] == struckByte {
			i++
		}
		if said := b.String(); said == "" || strings.HasSuffix(said, " ") {
			for i < len(line) && line[i] == ' ' {
				i++
			}
		}
	}
	return b.String()
}

// opaque is where an escaped sign or a run of code that begins at i ends, in which tildes strike nothing; 0: none begins there.
func opaque(text string, i int) int {
	switch text[i] {
	case '\\':
		return min(i+2, len(text))
	case '`':
		rest := strings.TrimLeft(text[i:], "`")
		mark := text[i : len(text)-len(rest)]
		for at := 0; ; {
			j := strings.Index(rest[at:], mark)
			if j < 0 {
				return i + len(mark)
			}
			end := at + j + len(mark)
			if tail := len(rest[end:]) - len(strings.TrimLeft(rest[end:], "`")); tail > 0 {
				at = end + tail
				continue
			}
			return i + len(mark) + end
		}
	}
	return 0
}

func tildes(text string) int { return len(text) - len(strings.TrimLeft(text, "~")) }

// opens tells whether the two tildes at i can begin a struck run.
func opens(text string, i int) bool {
	after, _ := utf8.DecodeRuneInString(text[i+2:])
	return i+2 < len(text) && !unicode.IsSpace(after)
}

// closing is where the struck run ends that begins at i; 0: nothing ends it.
func closing(text string, i int) int {
	for j := i + 2; j < len(text); {
		if end := opaque(text, j); end > 0 {
			j = end
			continue
		}
		run := tildes(text[j:])
		before, _ := utf8.DecodeLastRuneInString(text[:j])
		if run == 2 && !unicode.IsSpace(before) {
			return j + 2
		}
		j += max(1, run)
	}
	return 0
}

// doubleTildes is the parser of struck runs for two tildes alone, as unstruck reads them: "5~10 days and 20~30 UAH" is not struck.
type doubleTildes struct{ parser.InlineParser }

// Parse reads a delimiter of two tildes.
func (p doubleTildes) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	if line, _ := block.PeekLine(); tildes(string(line)) != 2 {
		return nil
	}
	return p.InlineParser.Parse(parent, block, pc)
}

// struckRuns has Markdown strike through with two tildes.
type struckRuns struct{}

// Extend adds the parser and the renderer.
func (struckRuns) Extend(m goldmark.Markdown) {
	m.Parser().AddOptions(parser.WithInlineParsers(util.Prioritized(doubleTildes{extension.NewStrikethroughParser()}, 500)))
	m.Renderer().AddOptions(renderer.WithNodeRenderers(util.Prioritized(extension.NewStrikethroughHTMLRenderer(), 500)))
}
