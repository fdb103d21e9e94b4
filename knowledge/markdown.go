package knowledge

import (
	"bytes"
	stdhtml "html"
	"html/template"
	"regexp"
	"strings"
	"sync"

	"github.com/microcosm-cc/bluemonday"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/renderer/html"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// Render makes HTML of Markdown, for the program's own pages. HTML in it is shown by what it says, what only looks like a tag as the text that it is. Pictures of others are left
// out, those of SaveFile stay, links learn nothing of where they are followed from, and what comes out has passed a strict policy. Notes stand below the text with small figures. Text that is too long, nested too deep or with too large a table is shown as it is.
func Render(md string) template.HTML {
	if len(md) <= MaxBody {
		md = WithoutTags(md)
	}
	return render(flowing(), md)
}

// RenderLines is Render for messages: it keeps every end of a line, and shows every tag as it was written.
func RenderLines(md string) template.HTML { return render(broken(), md) }

// Plain is what Markdown says without its form, in one line. What is struck through is not said.
func Plain(md string) string {
	return strings.Join(strings.Fields(stdhtml.UnescapeString(noTags().Sanitize(string(Render(unstruck(WithoutTags(md))))))), " ")
}

var (
	noTags  = sync.OnceValue(bluemonday.StrictPolicy)
	flowing = sync.OnceValue(func() goldmark.Markdown { return newMarkdown() })
	broken  = sync.OnceValue(func() goldmark.Markdown { return newMarkdown(html.WithHardWraps()) })
	policy  = sync.OnceValue(newPolicy)
)

// What is a link though nobody wrote it as one, as goldmark has it, and the paths of files and articles.
var (
	addressed = []string{"http:", "https:", "ftp:", FilesPath, "/help/", "/knowledge/a/"}
	address   = regexp.MustCompile(`^(?:(?:http|https|ftp)://[-a-zA-Z0-9@:%._+~#=]{1,256}\.[a-z]+(?::\d+)?(?:[/#?][-a-zA-Z0-9@:%_+.~#$!?&/=();,'">^{}\[\]` + "`" + `]*)?` +
		`|/[^\s()<>"*` + "`" + `]+)`)
)

// leads is where links may lead.
var leads = regexp.MustCompile(`(?i:^(?:https?://|mailto:|tel:))|` + ownLink.String())

func newMarkdown(options ...renderer.Option) goldmark.Markdown {
	return goldmark.New(
		goldmark.WithParser(tagless()),
		goldmark.WithExtensions(struckRuns{}, extension.NewLinkify(extension.WithLinkifyAllowedProtocols(addressed), extension.WithLinkifyURLRegexp(address)), extension.NewTable(extension.WithTableCellAlignMethod(extension.TableCellAlignAttribute))),
		goldmark.WithParserOptions(parser.WithASTTransformers(util.Prioritized(linker{}, 100))),
		goldmark.WithRendererOptions(options...),
	)
}

// tagless parses Markdown that has no HTML: what looks like a tag is text.
func tagless() parser.Parser {
	return parser.NewParser(parser.WithParagraphTransformers(parser.DefaultParagraphTransformers()...), parser.WithBlockParsers(
		util.Prioritized(parser.NewSetextHeadingParser(), 100), util.Prioritized(parser.NewThematicBreakParser(), 200), util.Prioritized(parser.NewListParser(), 300),
		util.Prioritized(parser.NewListItemParser(), 400), util.Prioritized(parser.NewCodeBlockParser(), 500), util.Prioritized(parser.NewATXHeadingParser(), 600),
		util.Prioritized(parser.NewFencedCodeBlockParser(), 700), util.Prioritized(parser.NewBlockquoteParser(), 800), util.Prioritized(parser.NewParagraphParser(), 1000),
	), parser.WithInlineParsers(
		util.Prioritized(parser.NewCodeSpanParser(), 100), util.Prioritized(parser.NewLinkParser(), 200), util.Prioritized(parser.NewAutoLinkParser(), 300),
		util.Prioritized(parser.NewEmphasisParser(), 500),
	))
}

func newPolicy() *bluemonday.Policy {
	p := bluemonday.NewPolicy()
	p.AllowElements("p", "br", "strong", "em", "del", "code", "pre", "blockquote", "ul", "ol", "li", "hr",
		"h1", "h2", "h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td")
	p.AllowRelativeURLs(true) // of files and articles alone, as the patterns say
	p.AllowAttrs("href").Matching(leads).OnElements("a")
	p.AllowAttrs("src").Matching(ownFile).OnElements("img")
	p.AllowAttrs("alt", "title").OnElements("img")
	p.AllowAttrs("loading").Matching(regexp.MustCompile(`^lazy$`)).OnElements("img")
	p.AllowAttrs("align").Matching(regexp.MustCompile(`^(?:left|center|right)$`)).OnElements("th", "td")
	p.AllowAttrs("start").Matching(bluemonday.Integer).OnElements("ol")
	p.AllowAttrs("rel").Matching(regexp.MustCompile(`^noopener noreferrer ugc$`)).OnElements("a")
	p.AllowAttrs("target").Matching(regexp.MustCompile(`^_blank$`)).OnElements("a")
	p.AllowURLSchemes("http", "https", "mailto", "tel")
	p.RequireParseableURLs(true)
	return p
}

// linker marks links as leading away, and leaves no picture but our own files, from wherever they are shown, and no path that is not
// that of a file or an article as a link that nobody wrote as one.
type linker struct{}

func (linker) Transform(doc *ast.Document, r text.Reader, _ parser.Context) {
	var strange []ast.Node
	var unlinked []*ast.AutoLink
	_ = ast.Walk(doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if img, ok := n.(*ast.Image); ok && entering {
			if m := ownFile.FindSubmatch(img.Destination); m != nil {
				img.Destination = m[1]
				img.SetAttributeString("loading", []byte("lazy"))
			} else {
				strange = append(strange, n)
			}
		}
		if auto, ok := n.(*ast.AutoLink); ok && entering && auto.Label(r.Source())[0] == '/' && !ownBare.Match(auto.Label(r.Source())) {
			unlinked = append(unlinked, auto)
		}
		if k := n.Kind(); entering && (k == ast.KindLink || k == ast.KindAutoLink) {
			n.SetAttributeString("rel", []byte("noopener noreferrer ugc"))
			n.SetAttributeString("target", []byte("_blank"))
		}
		return ast.WalkContinue, nil
	})
	for _, n := range strange {
		n.Parent().RemoveChild(n.Parent(), n)
	}
	for _, n := range unlinked {
		n.Parent().ReplaceChild(n.Parent(), n, ast.NewString(n.Label(r.Source())))
	}
}

// StrangePictures counts the pictures of a text that Render leaves out, since they are not ours.
func StrangePictures(md string) int {
	if len(md) > MaxBody || nesting(md) > deepest || !strings.Contains(md, "![") {
		return 0
	}
	n := 0
	_ = ast.Walk(goldmark.DefaultParser().Parse(text.NewReader([]byte(md))), func(node ast.Node, entering bool) (ast.WalkStatus, error) {
		if img, ok := node.(*ast.Image); ok && entering && !ownFile.Match(img.Destination) {
			n++
		}
		return ast.WalkContinue, nil
	})
	return n
}

// byKeyboard lets what is scrolled sideways on a narrow screen be reached without a mouse.
var byKeyboard = strings.NewReplacer("<table>", `<table tabindex="0">`, "<pre>", `<pre tabindex="0">`)

// mostCells are the most cells of a table that are rendered: every row is filled up to the width of the first.
const mostCells = 50_000

// cells bounds how many cells the tables of a text have, from above.
func cells(md string) int {
	columns := 0
	for l := range strings.SplitSeq(md, "\n") {
		if strings.Trim(l, "|:-> \t\r") == "" {
			columns = max(columns, strings.Count(l, "|")+1)
		}
	}
	return columns * (strings.Count(md, "\n") + 1)
}

// deepest is the deepest nesting that is rendered: the parser takes time that grows with the square of it.
const deepest = 20

func render(m goldmark.Markdown, md string) template.HTML {
	if len(md) <= MaxBody && nesting(md) <= deepest && cells(md) <= mostCells {
		var b bytes.Buffer
		if err := m.Convert([]byte(withNotes(md)), &b); err == nil {
			return template.HTML(byKeyboard.Replace(policy().Sanitize(b.String()))) //nolint:gosec // sanitised by the policy
		}
	}
	return template.HTML("<p>" + strings.ReplaceAll(template.HTMLEscapeString(md), "\n", "<br>") + "</p>") //nolint:gosec // escaped
}

// nesting bounds how deep quotes, lists and brackets of a text can go, from above.
func nesting(md string) int {
	deep := 0
	for l := range strings.SplitSeq(md, "\n") {
		head := l[:len(l)-len(strings.TrimLeft(l, " \t>*+-0123456789.)"))]
		deep = max(deep, strings.Count(head, ">")+strings.Count(head, "-")/3+strings.Count(head, "*")/3+strings.Count(head, " ")/8)
	}
	return max(deep, strings.Count(md, "[")/100)
}
