package convert

import (
	"net/url"
	"path"
	"regexp"
	"strings"

	"switchboard/knowledge"
)

// pageLink is a link of Markdown to a page beside it.
var pageLink = regexp.MustCompile(`(^|[^!\\])\[([^\[\]]*)\]\(([^()\s<>:]+)(?: "[^"]*")?\)`)

// finish makes files of the articles, now that it is known what each page of the folder became.
func (b *builder) finish() {
	for name, p := range b.pieces {
		if p.file != "" {
			p.Body = b.relinkPages(p)
		}
		b.files[name] = knowledge.ArticleFile(p.Article, knowledge.Flow{ReviewBy: p.reviewBy})
	}
}

// relinkPages leads the links of a page to other pages of its folder to where customers read those. Where they cannot, the
// words stay without the link, which would open nothing.
func (b *builder) relinkPages(p piece) string {
	return pageLink.ReplaceAllStringFunc(p.Body, func(s string) string {
		m := pageLink.FindStringSubmatch(s)
		target, found := b.linked(p.file, m[3])
		if !found {
			return s
		}
		if b.options.Page == nil || target.Audience == knowledge.Internal {
			return m[1] + m[2]
		}
		return m[1] + "[" + m[2] + "](" + b.options.Base + b.options.Page(target.Lang, target.Project, target.Key) + ")"
	})
}

// linked is the article that a page of the folder became which another one links by its path.
func (b *builder) linked(from, target string) (piece, bool) {
	target, _, _ = strings.Cut(target, "#")
	target, _, _ = strings.Cut(target, "?")
	unescaped, err := url.PathUnescape(target)
	if err != nil || target == "" {
		return piece{}, false
	}
	at := path.Join(path.Dir(from), unescaped)
	if strings.HasPrefix(unescaped, "/") { // from the top of the folder
		at = path.Join(".", unescaped[1:])
	}
	for _, name := range []string{at, at + ".md", path.Join(at, "README.md"), path.Join(at, "index.md")} {
		if article := b.madeOf[name]; article != "" {
			return b.pieces[article], true
		}
	}
	return piece{}, false
}
