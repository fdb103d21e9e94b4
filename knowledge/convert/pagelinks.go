package convert

import (
	"cmp"
	"path"

	"switchboard/knowledge"
)

// finish makes files of the articles, now that it is known what each page of the folder became.
func (b *builder) finish() {
	for name, p := range b.pieces {
		said, flow := p.Article, knowledge.Flow{ReviewBy: p.reviewBy}
		said.Body = cmp.Or(p.said, p.Body)
		if p.file != "" {
			p.Body = b.relinkPages(p)
		}
		b.files[name] = knowledge.ArticleFile(p.Article, flow)
		if said.Body != p.Body {
			b.said[name] = knowledge.ArticleFile(said, flow)
		}
	}
}

// relinkPages leads the links of a page to other pages of its folder to where customers read those. Where they cannot, the
// words stay without the link, which would open nothing.
func (b *builder) relinkPages(p piece) string {
	return knowledge.RelinkPages(p.file, p.Body, func(at, _ string) (string, bool) {
		target, found := b.linked(at)
		if !found || b.options.Page == nil || target.Audience == knowledge.Internal {
			return "", found
		}
		return b.options.Page(target.Lang, target.Project, target.Key), true
	})
}

// linked is the article that a file, or a folder, of the folder became which a page links.
func (b *builder) linked(at string) (piece, bool) {
	for _, name := range []string{at, at + ".md", path.Join(at, "README.md"), path.Join(at, "index.md")} {
		if article := b.madeOf[name]; article != "" {
			return b.pieces[article], true
		}
	}
	return piece{}, false
}
