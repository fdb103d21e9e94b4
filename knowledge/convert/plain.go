package convert

import (
	"errors"
	"fmt"
	"regexp"
	"strings"

	"github.com/goccy/go-yaml"

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
	if rest, ok := strings.CutPrefix(text, "---\n"); ok {
		if front, body, ok := strings.Cut(rest, "\n---\n"); ok {
			if err := p.front(front); err != nil {
				p.withdrawn = errors.Is(err, errDraft)
				b.miss(p, "%v", err)
				return
			}
			text = body
		}
	}
	if m := firstHeading.FindStringSubmatchIndex(text); m != nil {
		if p.Title == "" {
			p.Title = strings.TrimSpace(text[m[2]:m[3]])
		}
		text = text[m[1]:]
	}
	if p.Title == "" {
		if m := anyHeading.FindStringSubmatch(text); m != nil {
			p.Title = strings.TrimSpace(m[1])
		}
	}
	p.Body = knowledge.RelinkFiles(b.root, name, text, b.take)
	b.add(p)
}

// take puts a picture or file that a text links into the folder that is made, and returns how articles link it there.
func (b *builder) take(at string) string {
	data, err := readUpTo(b.root, at, knowledge.MaxFile)
	if err != nil {
		b.bad(at, "%v", err)
		return ""
	}
	link, err := b.keep(at, data)
	if err != nil {
		b.bad(at, "%v", err)
	}
	return link
}

// errDraft says that a text is not for readers yet, or not any more.
var errDraft = errors.New("says that it is a draft: take that line out of its front matter to import it")

// front takes what is known of a front matter. What says that a text is not for everybody is not passed over: a draft, and an
// audience that is not known, are errors; so is a day on which it begins or ends that cannot be read, and a front matter that
// is none, which may say any of that.
func (p *piece) front(front string) (err error) {
	var meta map[string]any
	if err := yaml.Unmarshal([]byte(front), &meta); err != nil {
		line, why := knowledge.FrontFault(err)
		return fmt.Errorf(`has front matter that cannot be read, at line %d: %s. Values that have a colon or a bracket stand in quotes, as in title: "…"`, max(line, 1), why)
	}
	if meta["draft"] == true || meta["published"] == false {
		return errDraft
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
	if p.Audience, err = audienceOf(word("audience", "visibility")); err != nil {
		return err
	}
	p.reviewBy, _ = day("review_by", word("review_by")) // of another generator it may mean anything
	if p.ValidFrom, err = day("valid_from", word("valid_from")); err != nil {
		return err
	}
	if p.ValidUntil, err = day("valid_until", word("valid_until")); err != nil {
		return err
	}
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
