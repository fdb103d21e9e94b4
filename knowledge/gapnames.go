package knowledge

import (
	"context"
	"slices"
	"strings"
)

// gapWording is what a company's own words tell of what is asked: its synonyms, and how its projects are called.
type gapWording struct {
	others map[string][]string // Synonyms.Others
	names  []projectName
	read   map[string][]Token // names by language: there may be hundreds of projects
}

// projectName is one of the names that customers call a project by.
type projectName struct {
	project, name string // project: its key
}

func (s *Store) gapWording(ctx context.Context) (gapWording, error) {
	same, _, err := s.Synonyms(ctx)
	if err != nil {
		return gapWording{}, err
	}
	projects, err := s.Projects(ctx)
	if err != nil {
		return gapWording{}, err
	}
	known := gapWording{others: same.Others(), read: map[string][]Token{}}
	for _, p := range projects {
		for _, name := range append([]string{p.Name}, p.Aliases...) {
			known.names = append(known.names, projectName{p.Key, name})
			if joined := strings.ReplaceAll(name, " ", ""); joined != name {
				known.names = append(known.names, projectName{p.Key, joined})
			}
		}
	}
	return known, nil
}

// named is the key of the project that a text names, where it names one alone.
func (known gapWording) named(text, lang string) (project string) {
	said := Analyze(text, lang)
	for _, n := range known.names {
		switch {
		case !known.calls(n.name, said, lang) || n.project == project:
		case project != "":
			return ""
		default:
			project = n.project
		}
	}
	return project
}

// words are those of a question that say something, without the names of the project that it is about: some ask for it by its name, others
// do not. Where nothing else is said, they stay.
func (known gapWording) words(text, lang, project string) []gapWord {
	all := gapWords(text, lang)
	said := Analyze(text, lang)
	left := slices.Clone(all)
	for _, n := range known.names {
		if n.project == project && known.calls(n.name, said, lang) {
			own := known.in(n.name+" "+strings.ReplaceAll(n.name, " ", "-"), lang)
			left = slices.DeleteFunc(left, func(w gapWord) bool {
				return slices.ContainsFunc(own, func(t Token) bool { return sameToken(t, w.Token, lang) })
			})
		}
	}
	if !slices.ContainsFunc(left, func(w gapWord) bool { return w.tells >= tellsLeast }) {
		return all
	}
	return left
}

// calls tells whether a project is called by a name among the words of a text. A word that is no name in its card either, and that the
// language knows, tells more than whose it is: "wifi".
func (known gapWording) calls(name string, said []Token, lang string) bool {
	own := known.in(name, lang)
	if len(own) == 1 && name == strings.ToLower(name) {
		if _, word := MeaningOf(own[0].Term, lang); word {
			return false
		}
	}
	return len(own) > 0 && !slices.ContainsFunc(own, func(t Token) bool {
		return !slices.ContainsFunc(said, func(o Token) bool { return sameToken(t, o, lang) })
	})
}

// in are the words of a name as a language has them.
func (known gapWording) in(name, lang string) []Token {
	key := lang + " " + name
	words, ok := known.read[key]
	if !ok {
		words = Analyze(name, lang)
		known.read[key] = words
	}
	return words
}

func sameToken(a, b Token, lang string) bool { return a.Term == b.Term || FormsOf(lang).Same(a, b) }
