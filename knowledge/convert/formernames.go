package convert

import (
	"path"
	"regexp"
	"slices"
	"strings"

	"switchboard/knowledge"
)

// The names that articles had by the rules before: keys cut after so many letters, and languages taken from any word of a path. Whoever
// imported then has them still, by knowledge.ImportOptions.Formerly.

// formerly is the name that an article had, or has.
type formerly struct{ lang, key string }

var formerPart = regexp.MustCompile(`(?:^|[/._-])(en|uk|ru|de|pl|es|fr|it|cs|sk|ro|tr|lt|lv|et)(?:[/.]|$)`)

func formerLang(name string) string {
	if m := formerPart.FindStringSubmatch(strings.ToLower(name)); m != nil {
		return m[1]
	}
	return ""
}

func formerStem(name string) string {
	s := strings.TrimSuffix(name, path.Ext(name))
	if lang := formerLang(name); lang != "" {
		parts := strings.FieldsFunc(s, func(r rune) bool { return r == '/' || r == '.' })
		s = strings.Join(slices.DeleteFunc(parts, func(p string) bool { return strings.EqualFold(p, lang) }), "/")
	}
	if base := path.Base(s); base == "index" || base == "README" {
		if dir := path.Dir(s); dir != "." {
			return dir
		}
	}
	return s
}

// formerKey is the key that was made of what an article is named by.
func (p piece) formerKey() string {
	switch {
	case p.at == "" && p.name == "":
		return knowledge.Slug(p.Title)
	case p.at == "":
		return knowledge.Slug(p.name)
	}
	return knowledge.Slug(formerStem(p.at) + p.below)
}
