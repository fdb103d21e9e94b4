package convert

import (
	"cmp"
	"errors"
	"regexp"
	"strings"

	"switchboard/knowledge"
)

var (
	firstHeading = regexp.MustCompile(`(?m)\A\s*#[ \t]+(.+?)[ \t]*#*[ \t]*$`)
	anyHeading   = regexp.MustCompile(`(?m)^#{1,6}[ \t]+(.+?)[ \t]*#*[ \t]*$`)
)

// markdown reads a file of plain Markdown, such as the documentation in a repository. Its front matter, if it has one,
// may be of any generator: what we know of it is taken, the rest passed over.
func (b *builder) markdown(data []byte, name string) {
	plain, encoding, err := knowledge.Decoded(data)
	if err != nil {
		b.miss(pageAt(name), "%v: save the file in that encoding", err)
		return
	}
	b.written(encoding)
	text := strings.ReplaceAll(string(plain), "\r\n", "\n")
	p := pageAt(name)
	p.file = name
	meta, body, err := cutFront(text)
	if err == nil {
		err = p.front(meta)
	}
	if why := isMade(meta, body); err == nil && why != "" {
		b.leave(name, why)
		return
	}
	if err == nil {
		p.before = b.readPlainly(p, meta, text)
		p.Title, body = titled(p.Title, b.plainly(name, meta, text, body))
		body, err = b.described(&p, body)
	}
	if err != nil {
		p.withdrawn = errors.Is(err, errDraft) || errors.Is(err, errWithheld)
		b.miss(p, "%v", err)
		return
	}
	if b.isRow(name, body) {
		b.leave(name, "rows of a sheet that has their texts")
		return
	}
	p.Body = knowledge.RelinkFiles(b.root, name, b.withoutSheets(name, b.fromTop(name, body)), b.take)
	b.add(p)
}

// titled is the title of a text, unless it is known, and the text without a heading that it begins with.
func titled(title, text string) (string, string) {
	if m := firstHeading.FindStringSubmatchIndex(text); m != nil {
		title = cmp.Or(title, strings.TrimSpace(text[m[2]:m[3]]))
		text = text[m[1]:]
	}
	if title == "" {
		if m := anyHeading.FindStringSubmatch(text); m != nil {
			title = strings.TrimSpace(m[1])
		}
	}
	return title, text
}

// take puts a picture or file that a text links into the folder that is made, and returns how articles link it there.
func (b *builder) take(at string) string {
	link, err := b.keepFile(at)
	if err != nil {
		b.bad(at, "%v", err)
	}
	return link
}

// keepFile is take without a word on what cannot be taken.
func (b *builder) keepFile(at string) (string, error) {
	data, err := readUpTo(b.root, at, knowledge.MaxFile)
	if err != nil {
		return "", err
	}
	return b.keep(at, data)
}

// front takes what is known of a front matter. What says that a text is not for everybody is not passed over: a draft, and an
// audience that is not known, are errors; so is a day on which it begins or ends that cannot be read, and a front matter that
// is none, which may say any of that.
func (p *piece) front(meta frontMatter) error {
	if err := p.readers(meta); err != nil {
		return err
	}
	word := func(names ...string) string {
		for _, n := range names {
			if s, ok := meta[n].(string); ok {
				return strings.TrimSpace(s)
			}
		}
		return ""
	}
	p.Title, p.Lang, p.Link, p.Owner = word("title"), strings.ToLower(word("lang", "language", "locale")), word("link", "permalink"), word("owner", "author")
	if !strings.HasPrefix(p.Link, "http") {
		p.Link = ""
	}
	p.reviewBy, _ = day("review_by", meta.word("review_by")) // of another generator it may mean anything
	p.Tags, p.Questions = textsOf(meta["tags"]), textsOf(meta["questions"])
	p.filed(meta)
	p.public = pathsOf(meta)
	return nil
}

// textsOf are the texts of a list.
func textsOf(list any) (out []string) {
	items, _ := list.([]any) // what is no list has none
	for _, item := range items {
		if s, ok := item.(string); ok && strings.TrimSpace(s) != "" {
			out = append(out, strings.TrimSpace(s))
		}
	}
	return out
}
