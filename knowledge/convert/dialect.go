package convert

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	mdtext "github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// What generators of sites add to Markdown is no text: includes and links of Jekyll, shortcodes of Hugo, components and notes of
// Docusaurus, MkDocs and their like. What is inside of such marks stays, notes become quotes, links lead to the file that they name, and what
// nothing can be made of is told. Code stays as it is, whatever it shows.

// dialect is a text being freed of the marks of generators.
type dialect struct {
	b    *builder
	name string
	meta frontMatter
	jsx  bool     // any element with a capital letter is one of a program
	kept []string // what stands where the text has a token
	lost []string // marks that nothing was made of
}

// dialectal tells whether a text may have any such mark.
var dialectal = regexp.MustCompile(`\{[%{:#/]|:::|\[!|</?(?:[A-Z]|aside|>)|(?m:^(?:import|export) |^[ \t]*(?:!!!|\?\?\?\+?|===[!+]?) )`)

// plainly is the text of a file without marks of generators. What could not be made anything of is warned of with its line in the
// file.
func (b *builder) plainly(name string, meta frontMatter, file, body string) string {
	if !dialectal.MatchString(body) || strings.ContainsAny(body, "\x00\x01") {
		return body
	}
	d := &dialect{b: b, name: name, meta: meta, jsx: strings.HasSuffix(strings.ToLower(name), ".mdx") || scripted(body)}
	out := d.masked(d.flush(body))
	out = d.literal(out)
	out = d.withoutScripts(out)
	out = d.outputs(out)
	out = d.render(out)
	out = tidy(out)
	d.expressions(out)
	d.report(file)
	return d.unmasked(out)
}

// report warns of what was lost.
func (d *dialect) report(file string) {
	if len(d.lost) == 0 {
		return
	}
	var told []string
	for _, m := range d.lost[:min(len(d.lost), 3)] {
		m = d.unmasked(m)
		before, _, _ := strings.Cut(file, m)
		told = append(told, fmt.Sprintf("line %d: %s", 1+strings.Count(before, "\n"), cutText(strings.Join(strings.Fields(m), " "), 100)))
	}
	more := ""
	if n := len(d.lost) - len(told); n > 0 {
		more = fmt.Sprintf("; and %d more", n)
	}
	d.b.warn(d.name, "has marks of a generator of sites that nothing was made of: look at what is left (%s%s)", strings.Join(told, "; "), more)
}

// lose notes a mark that nothing is made of.
func (d *dialect) lose(mark string) string {
	d.lost = append(d.lost, mark)
	return ""
}

// mask puts a token in place of what stays as it is.
func (d *dialect) mask(s string) string {
	d.kept = append(d.kept, s)
	return fmt.Sprintf("\x00%d\x01", len(d.kept)-1)
}

// maskLines masks each line of a text behind the spaces that it begins with.
func (d *dialect) maskLines(s string) string {
	lines := strings.Split(s, "\n")
	for i, line := range lines {
		bare := strings.TrimLeft(line, " ")
		lines[i] = line[:len(line)-len(bare)] + d.mask(bare)
	}
	return strings.Join(lines, "\n")
}

var token = regexp.MustCompile("\x00(\\d+)\x01")

// unmasked is a text with what stands in place of its tokens.
func (d *dialect) unmasked(s string) string {
	for token.MatchString(s) { // what is kept may have tokens itself
		s = token.ReplaceAllStringFunc(s, func(t string) string {
			n, err := strconv.Atoi(t[1 : len(t)-1])
			if err != nil || n >= len(d.kept) {
				return ""
			}
			return d.kept[n]
		})
	}
	return s
}

// blocks parses where a text has code. Elements of HTML are no blocks here: in them generators read Markdown.
func blocks() parser.Parser {
	return parser.NewParser(parser.WithBlockParsers(
		util.Prioritized(parser.NewThematicBreakParser(), 200), util.Prioritized(parser.NewListParser(), 300), util.Prioritized(parser.NewListItemParser(), 400),
		util.Prioritized(parser.NewCodeBlockParser(), 500), util.Prioritized(parser.NewATXHeadingParser(), 600), util.Prioritized(parser.NewFencedCodeBlockParser(), 700),
		util.Prioritized(parser.NewBlockquoteParser(), 800), util.Prioritized(parser.NewParagraphParser(), 1000),
	), parser.WithInlineParsers(util.Prioritized(parser.NewCodeSpanParser(), 100)))
}

// masked is a text with its code masked: lines of blocks, and runs in lines. In texts of programs what is indented stands in an
// element, and is no code for that.
func (d *dialect) masked(body string) string {
	parsed := body
	back := func(at int) int { return at }
	if d.jsx {
		parsed, back = unindented(body)
	}
	var out strings.Builder
	end := 0
	for _, c := range codeOf([]byte(parsed)) {
		from := back(c.start)
		if from < end {
			continue
		}
		s := strings.TrimSuffix(body[from:max(from, back(c.end-1)+1)], "\n")
		out.WriteString(body[end:from] + d.maskLines(s))
		end = from + len(s)
	}
	return out.String() + body[end:]
}

// codeOf is where a text has code.
func codeOf(source []byte) (code []stretch) {
	_ = ast.Walk(blocks().Parse(mdtext.NewReader(source)), func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch n.Kind() {
		case ast.KindFencedCodeBlock, ast.KindCodeBlock:
			for i := range n.Lines().Len() {
				at := n.Lines().At(i)
				code = append(code, stretch{at.Start, at.Stop})
			}
		case ast.KindCodeSpan:
			for c := n.FirstChild(); c != nil; c = c.NextSibling() {
				if t, ok := c.(*ast.Text); ok {
					code = append(code, stretch{t.Segment.Start, t.Segment.Stop})
				}
			}
		}
		return ast.WalkContinue, nil
	})
	return slices.DeleteFunc(code, func(c stretch) bool { return c.start >= c.end })
}

// unindented is a text without the spaces that its lines begin with, and where something in it stands in the text itself.
func unindented(body string) (bare string, back func(at int) int) {
	var out strings.Builder
	var starts, gone []int
	removed := 0
	for line := range strings.SplitAfterSeq(body, "\n") {
		rest := strings.TrimLeft(line, " \t")
		removed += len(line) - len(rest)
		starts, gone = append(starts, out.Len()), append(gone, removed)
		out.WriteString(rest)
	}
	return out.String(), func(at int) int {
		line, found := slices.BinarySearch(starts, at)
		if !found {
			line--
		}
		return at + gone[line]
	}
}

// stretch is a part of a text.
type stretch struct{ start, end int }

var (
	headingName = regexp.MustCompile(`(?m)^(#{1,6}[ \t].*?)[ \t]*\{#[\w.:-]+\}[ \t]*$`)
	contents    = regexp.MustCompile(`(?m)^[ \t]*(?:[-*+]|\d+\.)[ \t]+.*\n[ \t]*\{:[ \t]*toc[^{}\n]*\}[ \t]*$`)
	attributes  = regexp.MustCompile(`[ \t]?\{:[ \t]*[.#\w][^{}\n]*\}`)
	alert       = regexp.MustCompile(`(?m)^([ \t]*>[ \t]*)\[![A-Za-z]+\][+-]?[ \t]*(.*)$`)
	emptyLine   = regexp.MustCompile(`(?m)^[ \t]+$`)
	manyLines   = regexp.MustCompile(`\n{3,}`)
)

// tidy takes what else generators read and nobody else: names of headings, attributes of paragraphs, marks of quotes that are notes.
func tidy(s string) string {
	s = headingName.ReplaceAllString(s, "$1")
	s = contents.ReplaceAllString(s, "")
	s = attributes.ReplaceAllString(s, "")
	s = alert.ReplaceAllStringFunc(s, func(line string) string {
		m := alert.FindStringSubmatch(line)
		if m[2] == "" {
			return strings.TrimRight(m[1], " \t")
		}
		return m[1] + "**" + m[2] + "**"
	})
	s = emptyLine.ReplaceAllString(s, "")
	return manyLines.ReplaceAllString(s, "\n\n")
}
