package telegram

import (
	"html"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf16"

	"github.com/go-telegram/bot/models"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

const (
	maxMarkdown = 32 << 10 // bytes; the parser is quadratic in nested quotes
	maxNesting  = 20
	maxBrackets = 500 // the parser is quadratic in these too
)

// rich is a text with entities, whose offsets count UTF-16 code units.
type rich struct {
	text     string
	entities []models.MessageEntity
}

func (r rich) units() int { return units(r.text) }

func units(s string) int {
	n := 0
	for _, c := range s {
		n += utf16.RuneLen(c)
	}
	return n
}

// markdown knows the small set that people write in chats. Underlined headings, blocks of HTML and link definitions are left
// out, because text that merely looks like them would be changed or vanish.
func markdown() goldmark.Markdown {
	return goldmark.New(
		goldmark.WithParser(parser.NewParser(
			parser.WithBlockParsers(
				util.Prioritized(parser.NewThematicBreakParser(), 200),
				util.Prioritized(parser.NewListParser(), 300),
				util.Prioritized(parser.NewListItemParser(), 400),
				util.Prioritized(parser.NewCodeBlockParser(), 500),
				util.Prioritized(parser.NewATXHeadingParser(), 600),
				util.Prioritized(parser.NewFencedCodeBlockParser(), 700),
				util.Prioritized(parser.NewBlockquoteParser(), 800),
				util.Prioritized(parser.NewParagraphParser(), 1000),
			),
			parser.WithInlineParsers(parser.DefaultInlineParsers()...),
			parser.WithParagraphTransformers(util.Prioritized(newTables(), 200)),
			parser.WithASTTransformers(util.Prioritized(extension.NewTableASTTransformer(), 0)),
		)),
		goldmark.WithExtensions(extension.Strikethrough),
	)
}

// fromMarkdown makes text and entities of Markdown: bold, italic, strikethrough, code, links to http(s) pages,
// quotes; lists get bullets, headings are bold, tables become lines, of a picture its description stays. Raw HTML is text like any
// other. Markdown that is too long or too nested to be read safely is taken as plain text.
func fromMarkdown(source string) rich {
	source = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\x00", "").Replace(strings.ToValidUTF8(source, "\uFFFD"))
	if len(source) > maxMarkdown || nested(source) {
		return rich{text: source}
	}
	w := &writer{source: []byte(source), within: map[models.MessageEntityType]int{}}
	w.blocks(markdown().Parser().Parse(text.NewReader(w.source)), "\n\n")
	return rich{w.out.String(), w.entities}
}

var markers = regexp.MustCompile(`^(?:[ \t]*(?:>|[-+*]|[0-9]{1,9}[.)]))+`)
var marker = regexp.MustCompile(`>|[-+*]|[0-9]{1,9}[.)]`)

// nested tells whether a line opens more quotes and lists, or the text more links, than anybody means.
func nested(source string) bool {
	if strings.Count(source, "[") > maxBrackets {
		return true
	}
	for line := range strings.SplitSeq(source, "\n") {
		if prefix := markers.FindString(line); len(prefix) > maxNesting && len(marker.FindAllString(prefix, maxNesting+1)) > maxNesting {
			return true
		}
	}
	return false
}

// writer writes a parsed document as text and entities.
type writer struct {
	source   []byte
	out      strings.Builder
	length   int // of out, in UTF-16 code units
	indent   string
	entities []models.MessageEntity
	within   map[models.MessageEntityType]int // open entities: one inside another of its type says nothing
}

func (w *writer) write(s string) {
	w.out.WriteString(s)
	w.length += units(s)
}

func (w *writer) newline() { w.write("\n" + w.indent) }

// mark writes the entity e around what write writes.
func (w *writer) mark(e models.MessageEntity, write func()) {
	e.Offset = w.length
	slot := len(w.entities)
	w.within[e.Type]++
	write()
	w.within[e.Type]--
	e.Length = w.length - e.Offset
	if e.Length == 0 || w.within[e.Type] > 0 {
		return
	}
	w.entities = append(w.entities, models.MessageEntity{}) // outer before inner
	copy(w.entities[slot+1:], w.entities[slot:])
	w.entities[slot] = e
}

func (w *writer) blocks(parent ast.Node, between string) {
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		if n.PreviousSibling() != nil {
			w.write(strings.ReplaceAll(between, "\n", "\n"+w.indent))
		}
		w.block(n)
	}
}

func (w *writer) block(n ast.Node) {
	switch n := n.(type) {
	case *ast.Heading:
		w.mark(models.MessageEntity{Type: models.MessageEntityTypeBold}, func() { w.inlines(n) })
	case *ast.Blockquote:
		w.mark(models.MessageEntity{Type: models.MessageEntityTypeBlockquote}, func() { w.blocks(n, "\n\n") })
	case *ast.FencedCodeBlock:
		w.fenced(n)
	case *ast.CodeBlock:
		w.mark(models.MessageEntity{Type: models.MessageEntityTypePre}, func() {
			w.write(strings.TrimSuffix(string(n.Lines().Value(w.source)), "\n"))
		})
	case *ast.List:
		w.list(n)
	case *extast.Table:
		w.table(n)
	case *ast.ThematicBreak:
		w.write("———")
	default:
		w.inlines(n)
	}
}

var languageForm = regexp.MustCompile(`^[A-Za-z0-9+#._-]{1,30}$`)

// fenced writes a block of code. What stands after the fence is the language, unless it is words, or all there is.
func (w *writer) fenced(n *ast.FencedCodeBlock) {
	var info string
	if n.Info != nil {
		info = string(n.Info.Segment.Value(w.source))
	}
	code := strings.TrimSuffix(string(n.Lines().Value(w.source)), "\n")
	if info != "" && (code == "" || !languageForm.MatchString(info)) {
		code, info = strings.TrimSuffix(info+"\n"+code, "\n"), ""
	}
	w.mark(models.MessageEntity{Type: models.MessageEntityTypePre, Language: info}, func() { w.write(code) })
}

func (w *writer) list(l *ast.List) {
	number := l.Start
	for item := l.FirstChild(); item != nil; item = item.NextSibling() {
		if item.PreviousSibling() != nil {
			w.newline()
		}
		bullet := "• "
		if l.IsOrdered() {
			bullet = strconv.Itoa(number) + string(l.Marker) + " "
			number++
		}
		w.write(bullet)
		outer := w.indent
		w.indent += "   "
		w.blocks(item, "\n")
		w.indent = outer
	}
}

func (w *writer) inlines(parent ast.Node) {
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		w.inline(n)
	}
}

func (w *writer) inline(n ast.Node) {
	switch n := n.(type) {
	case *ast.Text:
		w.write(unescape(string(n.Segment.Value(w.source))))
		if n.SoftLineBreak() || n.HardLineBreak() {
			w.newline()
		}
	case *ast.String:
		w.write(string(n.Value))
	case *ast.CodeSpan:
		w.mark(models.MessageEntity{Type: models.MessageEntityTypeCode}, func() { w.verbatim(n) })
	case *ast.Emphasis:
		kind := models.MessageEntityTypeItalic
		if n.Level == 2 {
			kind = models.MessageEntityTypeBold
		}
		w.mark(models.MessageEntity{Type: kind}, func() { w.inlines(n) })
	case *extast.Strikethrough:
		w.mark(models.MessageEntity{Type: models.MessageEntityTypeStrikethrough}, func() { w.inlines(n) })
	case *ast.Link:
		w.link(n)
	case *ast.AutoLink:
		w.write(string(n.Label(w.source)))
	case *ast.RawHTML:
		w.write(string(n.Segments.Value(w.source)))
	default: // of an image, what it shows; its address could tell a stranger who looks
		w.inlines(n)
	}
}

// verbatim writes code as it stands.
func (w *writer) verbatim(n ast.Node) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if t, ok := c.(*ast.Text); ok {
			w.write(strings.ReplaceAll(string(t.Segment.Value(w.source)), "\n", " "))
		}
	}
}

// link writes a link. Telegram links pages only; an e-mail address or a number it finds by itself when it is in
// the text. All other addresses are dropped.
func (w *writer) link(n *ast.Link) {
	address := strings.TrimSpace(unescape(string(n.Destination)))
	scheme, rest, _ := strings.Cut(address, ":")
	switch strings.ToLower(scheme) {
	case "http", "https":
		w.mark(models.MessageEntity{Type: models.MessageEntityTypeTextLink, URL: address}, func() { w.inlines(n) })
	case "mailto", "tel":
		before := w.out.Len()
		w.inlines(n)
		rest, _, _ = strings.Cut(rest, "?")
		if label := w.out.String()[before:]; !strings.Contains(label, rest) {
			w.write(" (" + rest + ")")
		}
	default:
		w.inlines(n)
	}
}

// unescape resolves backslashes before punctuation, and character references.
func unescape(s string) string {
	if !strings.ContainsAny(s, `\&`) {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		switch {
		case s[i] == '\\' && i+1 < len(s) && util.IsPunct(s[i+1]):
			i++
			b.WriteByte(s[i])
		case s[i] == '&':
			end := strings.IndexByte(s[i:min(len(s), i+40)], ';')
			if end < 0 {
				b.WriteByte(s[i])
				continue
			}
			b.WriteString(strings.ReplaceAll(html.UnescapeString(s[i:i+end+1]), "\x00", ""))
			i += end
		default:
			b.WriteByte(s[i])
		}
	}
	return b.String()
}
