package convert

import (
	"cmp"
	"slices"
	"strings"

	"switchboard/knowledge"
)

// before tells what was made of a row when columns that tell who may read it were passed over, and so was the second of those that
// tell where it belongs, names of sections were parted at their commas, and lists of programs were taken for words.
func (s *sheet) before(cells []string) func(*knowledge.Article) {
	var was knowledge.Article
	seen := map[string]bool{}
	for i, c := range cells[:min(len(cells), len(s.fields))] {
		column := columnOf(s.fields[i])
		if !s.always[i] || seen[column] {
			continue
		}
		seen[column] = true
		switch c = strings.TrimSpace(c); column {
		case "audience":
			was.Audience, _ = audienceOf(c) // of a row that was read it is known
		case "questions":
			was.Questions = list(c, "|\n")
		case "tags":
			was.Tags = append(list(c, ",;|\n"), was.Tags...)
		case "section":
			for _, s := range list(c, ",;|\n") {
				was.Tags = withTag(was.Tags, s)
			}
		case "link":
			was.Link = c
		}
	}
	return func(a *knowledge.Article) {
		a.Audience, a.Questions, a.Link = cmp.Or(was.Audience, s.b.options.Audience), was.Questions, was.Link
		a.Tags = slices.Concat(was.Tags, s.b.options.Tags)
	}
}
