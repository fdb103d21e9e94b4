package webdesk

import (
	"bytes"
	"html/template"
	"net/url"
	"regexp"
	"strings"

	"github.com/microcosm-cc/bluemonday"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/renderer/html"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// This is the one file of the desk that makes HTML of text: Markdown of ours, without raw HTML and pictures, and what
// comes out goes through a strict policy once more.

// rel is what every link gets: where it leads must learn nothing, and gets no credit.
const rel = "noopener noreferrer ugc"

// markdown renders what our side wrote.
type markdown struct {
	parse  goldmark.Markdown
	policy *bluemonday.Policy
}

func newMarkdown() *markdown {
	p := bluemonday.NewPolicy()
	p.AllowElements("p", "br", "strong", "em", "del", "code", "pre", "blockquote", "ul", "ol", "li", "hr",
		"h1", "h2", "h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td")
	p.AllowAttrs("href").OnElements("a")
	p.AllowAttrs("rel").Matching(regexp.MustCompile(`^noopener noreferrer ugc$`)).OnElements("a")
	p.AllowAttrs("target").Matching(regexp.MustCompile(`^_blank$`)).OnElements("a")
	p.AllowURLSchemes("http", "https", "mailto", "tel")
	p.RequireParseableURLs(true)
	return &markdown{policy: p, parse: goldmark.New(
		goldmark.WithExtensions(extension.Strikethrough, extension.Linkify, extension.Table),
		goldmark.WithParserOptions(parser.WithASTTransformers(util.Prioritized(linker{}, 100))),
		goldmark.WithRendererOptions(html.WithHardWraps()),
	)}
}

// linker marks links as leading away.
type linker struct{}

func (linker) Transform(doc *ast.Document, _ text.Reader, _ parser.Context) {
	_ = ast.Walk(doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if k := n.Kind(); entering && (k == ast.KindLink || k == ast.KindAutoLink) {
			n.SetAttributeString("rel", []byte(rel))
			n.SetAttributeString("target", []byte("_blank"))
		}
		return ast.WalkContinue, nil
	})
}

// deepest nesting and longest text that are rendered: the parser takes time that grows with the square of both.
const (
	deepest = 20
	longest = 32 << 10
)

func (m *markdown) render(s string) template.HTML {
	if len(s) <= longest && nesting(s) <= deepest {
		var b bytes.Buffer
		if err := m.parse.Convert([]byte(s), &b); err == nil {
			return template.HTML(m.policy.SanitizeBytes(b.Bytes())) //nolint:gosec // sanitised by the policy
		}
	}
	return template.HTML("<p>" + strings.ReplaceAll(template.HTMLEscapeString(s), "\n", "<br>") + "</p>") //nolint:gosec // escaped
}

// nesting bounds how deep quotes and lists of a text can go.
func nesting(s string) int {
	deep := 0
	for l := range strings.SplitSeq(s, "\n") {
		head := l[:len(l)-len(strings.TrimLeft(l, " \t>*+-0123456789.)"))]
		deep = max(deep, strings.Count(head, ">")+strings.Count(head, "-")/3+strings.Count(head, "*")/3+strings.Count(head, " ")/8)
	}
	return max(deep, strings.Count(s, "[")/100)
}

var address = regexp.MustCompile(`https?://[^\s<>"']+[^\s<>"'.,;:!?)\]]`)

// linked cuts a customer's plain text at its links.
func linked(s string) []piece {
	var out []piece
	for _, at := range address.FindAllStringIndex(s, 50) {
		href := s[at[0]:at[1]]
		if u, err := url.Parse(href); err != nil || u.Host == "" {
			continue
		}
		done := 0
		for _, p := range out {
			done += len(p.Text)
		}
		out = append(out, piece{Text: s[done:at[0]]}, piece{Text: href, Href: href})
	}
	done := 0
	for _, p := range out {
		done += len(p.Text)
	}
	return append(out, piece{Text: s[done:]})
}

// funcs are what the desk's templates call beside the layout's.
func (d *Desk) funcs() template.FuncMap {
	return template.FuncMap{
		"markdown": d.markdown.render,
		"linked":   linked,
		"name":     name,
		"channel":  channel,
		"presence": presenceWords,
		"minutes":  minutes,
		"first":    first,
		"safeview": inline,
	}
}
