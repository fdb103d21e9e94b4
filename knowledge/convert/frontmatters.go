package convert

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/goccy/go-yaml"
	"github.com/pelletier/go-toml/v2"

	"switchboard/knowledge"
)

// frontMatter is what stands above the text of a file, decoded: YAML between lines of ---, TOML between lines of +++, or one object
// of JSON, as the generators of sites have it. Names are in lower case.
type frontMatter map[string]any

// cutFront parts a text into its front matter, if it has one, and what is below it. A front matter that cannot be read is an error:
// it may say that the text is not for everybody.
func cutFront(text string) (frontMatter, string, error) {
	switch head, rest, _ := strings.Cut(text, "\n"); {
	case strings.TrimRight(head, " \t") == "---":
		front, body, ok := cutFence(rest, "---", "...")
		if !ok {
			return nil, text, nil // a line across the page
		}
		var meta map[string]any
		if err := yaml.Unmarshal([]byte(front), &meta); err != nil {
			line, why := knowledge.FrontFault(err)
			return nil, "", frontFault(line, why+`. Values that have a colon or a bracket stand in quotes, as in title: "…"`)
		}
		return named(meta), body, nil
	case strings.TrimRight(head, " \t") == "+++":
		front, body, ok := cutFence(rest, "+++")
		if !ok {
			return nil, "", frontFault(1, `it has no end: put a line "+++" after it`)
		}
		meta, err := tomlFront(front)
		return meta, body, err
	case strings.HasPrefix(text, "{") && strings.HasPrefix(strings.TrimLeft(text[1:], " \t\n"), `"`):
		return jsonFront(text)
	}
	return nil, text, nil
}

// cutFence parts a text at its first line that is one of some fences.
func cutFence(text string, fences ...string) (front, body string, ok bool) {
	at := 0
	for line := range strings.SplitAfterSeq(text, "\n") {
		if slices.Contains(fences, strings.TrimRight(line, " \t\n")) {
			return text[:at], text[at+len(line):], true
		}
		at += len(line)
	}
	return "", "", false
}

func tomlFront(front string) (frontMatter, error) {
	var meta map[string]any
	err := toml.Unmarshal([]byte(front), &meta)
	if at, ok := errors.AsType[*toml.DecodeError](err); ok {
		row, _ := at.Position()
		return nil, frontFault(row+1, strings.TrimPrefix(at.Error(), "toml: "))
	}
	if err != nil {
		return nil, frontFault(1, err.Error())
	}
	return named(meta), nil
}

func jsonFront(text string) (frontMatter, string, error) {
	var meta map[string]any
	d := json.NewDecoder(strings.NewReader(text))
	if err := d.Decode(&meta); err != nil {
		end := int(d.InputOffset())
		if at, ok := errors.AsType[*json.SyntaxError](err); ok {
			end = int(at.Offset)
		}
		return nil, "", frontFault(1+strings.Count(text[:min(end, len(text))], "\n"), err.Error())
	}
	return named(meta), text[d.InputOffset():], nil
}

func frontFault(line int, why string) error {
	return fmt.Errorf("has front matter that cannot be read, at line %d: %s", max(line, 1), why)
}

// apart are the tables in which some generators keep what authors add.
var apart = []string{"params", "extra", "taxonomies"}

// named is a front matter with its names in lower case, and what authors added beside the rest.
func named(meta map[string]any) frontMatter {
	out := frontMatter{}
	for _, name := range slices.Sorted(maps.Keys(meta)) {
		out[strings.ToLower(name)] = meta[name]
	}
	for _, name := range apart {
		table, ok := out[name].(map[string]any)
		if !ok {
			continue
		}
		for key, value := range named(table) {
			if _, there := out[key]; !there {
				out[key] = value
			}
		}
	}
	return out
}

// standingNames are the names that say whether a text is for readers, with the column of a sheet that asks the same.
var standingNames = []struct{ name, column string }{
	{"draft", "draft"}, {"unlisted", "draft"}, {"hidden", "draft"}, {"headless", "draft"}, {"published", "published"}, {"visible", "published"}, {"listed", "published"},
	{"private", "internal"}, {"internal", "internal"},
}

// errDraft says that a text is not for readers yet, or not any more.
var errDraft = errors.New("says that it is a draft or otherwise not for readers")

// readers takes what a front matter says of who may read a text, and from when and how long.
func (p *piece) readers(meta frontMatter) error {
	if err := p.valid(meta); err != nil {
		return err
	}
	for _, n := range standingNames {
		word := meta.word(n.name)
		if _, err := day(n.name, word); err == nil && (word == "" || n.column == "published") { // published on that day
			continue
		}
		switch standingIn(n.column, word) {
		case "shown", "everybody":
		case "colleagues":
			p.mayRead(knowledge.Internal)
		case "withheld":
			return asDraft(n.name, word)
		default:
			return fmt.Errorf("%s %q is not known: write true or false", n.name, word)
		}
	}
	a, err := audienceOf(cmp.Or(meta.word("audience"), meta.word("visibility")))
	if err != nil {
		return err
	}
	p.mayRead(a)
	switch status := meta.word("status"); standingOf(status) { // of another word it is the status of what the text is about
	case "withheld":
		return asDraft("status", status)
	case "colleagues":
		p.mayRead(knowledge.Internal)
	}
	return nil
}

func asDraft(name, word string) error {
	return fmt.Errorf("%w, by %q: take that out of its front matter to import it", errDraft, name+": "+word)
}

// valid takes the days from which and until which a text is true.
func (p *piece) valid(meta frontMatter) (err error) {
	for _, name := range []string{"valid_from", "publishdate", "pubdate"} {
		if word := meta.word(name); word != "" && p.ValidFrom.IsZero() {
			if p.ValidFrom, err = day(name, word); err != nil {
				return err
			}
		}
	}
	for _, name := range []string{"valid_until", "expirydate", "unpublishdate"} {
		if word := meta.word(name); word != "" && p.ValidUntil.IsZero() {
			if p.ValidUntil, err = day(name, word); err != nil {
				return err
			}
		}
	}
	if from, err := day("published", meta.word("published")); err == nil && p.ValidFrom.IsZero() {
		p.ValidFrom = from
	}
	return nil
}

// word is what stands at a name, in a line; nothing at all is empty.
func (m frontMatter) word(name string) string {
	switch v := m[name].(type) {
	case nil:
		return ""
	case time.Time:
		return v.Format(time.DateOnly)
	default:
		return strings.TrimSpace(fmt.Sprint(v))
	}
}
