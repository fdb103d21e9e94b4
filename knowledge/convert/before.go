package convert

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"switchboard/knowledge"
)

// A file that says what it said is no reason to put another text over what an editor wrote on its article since, though more of it
// is understood now: its front matter, and the marks of generators in it. Source.Said has such files as they were made before.

// readPlainly makes of an article what was made of its file of Markdown while of front matters only YAML between bare lines of --- was
// read, and texts were taken as they are written. P is what its front matter says now.
func (b *builder) readPlainly(p piece, meta frontMatter, text string) func(*knowledge.Article) {
	was, body := knowledge.Article{}, text
	if front, ok := strings.CutPrefix(text, "---\n"); ok {
		if _, below, ok := strings.Cut(front, "\n---\n"); ok {
			was, body = p.Article, below
			was.ValidFrom, was.ValidUntil = time.Time{}, time.Time{}
			was.ValidFrom, _ = day("valid_from", meta.word("valid_from")) // which was read before
			was.ValidUntil, _ = day("valid_until", meta.word("valid_until"))
			was.Audience, _ = audienceOf(cmp.Or(meta.word("audience"), meta.word("visibility")))
		}
	}
	was.Title, body = titled(was.Title, body)
	was.Body = strings.TrimSpace(knowledge.RelinkFiles(b.root, p.file, body, func(at string) string {
		link, _ := b.keepFile(at) // the text as it is now says what is wrong
		return link
	}))
	return func(a *knowledge.Article) {
		was.Project, was.Key, was.Lang = a.Project, a.Key, a.Lang
		was.Audience = cmp.Or(was.Audience, b.options.Audience)
		was.Tags = slices.Concat(was.Tags, b.options.Tags)
		*a = was
	}
}
