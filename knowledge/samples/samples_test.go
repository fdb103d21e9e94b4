package samples_test

import (
	"io/fs"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/goccy/go-yaml"

	"switchboard/knowledge"
	"switchboard/knowledge/samples"
)

type card struct {
	Name, Summary, URL, Department, Contacts, Hours string
	Aliases                                         []string
}

type article struct {
	Title      string
	Audience   knowledge.Audience
	Questions  []string
	Tags       []string
	Owner      string
	Link       string
	ValidFrom  string `yaml:"valid_from"`
	ValidUntil string `yaml:"valid_until"`
	Original   string `yaml:"translation_of"`
	Behind     bool   `yaml:"translation_behind"`

	project, lang, key, body string
}

// split parts a file into its front matter, decoded strictly into v, and its body.
func split(t *testing.T, name string, v any) (body string) {
	t.Helper()
	text, err := fs.ReadFile(samples.FS, name)
	if err != nil {
		t.Fatal(err)
	}
	if !utf8.Valid(text) {
		t.Fatalf("%s is not UTF-8", name)
	}
	rest, opened := strings.CutPrefix(string(text), "---\n")
	front, body, closed := strings.Cut(rest, "\n---\n")
	if !opened || !closed {
		t.Fatalf("%s has no front matter", name)
	}
	if err := yaml.UnmarshalWithOptions([]byte(front), v, yaml.Strict()); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	if strings.TrimSpace(body) == "" || len(body) > knowledge.MaxBody {
		t.Errorf("%s: the body has %d bytes", name, len(body))
	}
	return body
}

func projects(t *testing.T) []string {
	t.Helper()
	cards, err := fs.Glob(samples.FS, "*/project.md")
	if err != nil {
		t.Fatal(err)
	}
	for i := range cards {
		cards[i] = path.Dir(cards[i])
	}
	return cards
}

func articles(t *testing.T) []article {
	t.Helper()
	names, err := fs.Glob(samples.FS, "*/*/*.md")
	if err != nil {
		t.Fatal(err)
	}
	all := make([]article, len(names))
	for i, name := range names {
		all[i].body = split(t, name, &all[i])
		parts := strings.Split(name, "/")
		all[i].project, all[i].lang, all[i].key = parts[0], parts[1], strings.TrimSuffix(parts[2], ".md")
		if all[i].Audience == "" {
			all[i].Audience = knowledge.Public
		}
	}
	return all
}

func (a article) name() string { return path.Join(a.project, a.lang, a.key) }

func TestNothingButProjectsAndArticles(t *testing.T) {
	t.Parallel()
	shape := regexp.MustCompile(`^[a-z0-9-]+/((project|(en|uk)/[a-z0-9-]+)\.md|_history/(en|uk)/[a-z0-9-]+\.yaml)$`)
	err := fs.WalkDir(samples.FS, ".", func(name string, entry fs.DirEntry, err error) error {
		if err == nil && !entry.IsDir() && !shape.MatchString(name) {
			t.Errorf("%s is neither a project nor an article nor what was before it", name)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestProjectCardsAreComplete(t *testing.T) {
	t.Parallel()
	all := projects(t)
	if len(all) != 12 {
		t.Errorf("%d projects, want 12", len(all))
	}
	departments := []string{"support", "sales", "billing", "technical"}
	for _, key := range all {
		var c card
		split(t, key+"/project.md", &c)
		if c.Name == "" || c.Summary == "" || c.URL == "" || c.Contacts == "" || c.Hours == "" || len(c.Aliases) < 3 {
			t.Errorf("%s: incomplete card: %+v", key, c)
		}
		if !slices.Contains(departments, c.Department) {
			t.Errorf("%s: department %q is not one of %v", key, c.Department, departments)
		}
	}
}

func TestArticlesAreComplete(t *testing.T) {
	t.Parallel()
	for _, a := range articles(t) {
		if a.Title == "" || len(a.Tags) == 0 || len(a.Questions) < 2 || len(a.Questions) > 6 {
			t.Errorf("%s: title %q, %d questions, %d tags", a.name(), a.Title, len(a.Questions), len(a.Tags))
		}
		if !strings.HasSuffix(a.Owner, "@lumen.example") {
			t.Errorf("%s: owner %q", a.name(), a.Owner)
		}
		if a.Audience != knowledge.Internal && a.Audience != knowledge.Public {
			t.Errorf("%s: audience %q", a.name(), a.Audience)
		}
		if a.Link != "" { // nothing opens at an invented company's site; their pages are in the help centre
			t.Errorf("%s: link %q", a.name(), a.Link)
		}
		from, until := day(t, a.ValidFrom), day(t, a.ValidUntil)
		if !until.IsZero() && until.Before(from) {
			t.Errorf("%s: valid from %s until %s", a.name(), a.ValidFrom, a.ValidUntil)
		}
	}
}

func day(t *testing.T, s string) time.Time {
	t.Helper()
	if s == "" {
		return time.Time{}
	}
	d, err := time.Parse(time.DateOnly, s)
	if err != nil {
		t.Error(err)
	}
	return d
}

func TestThereIsEnoughToShow(t *testing.T) {
	t.Parallel()
	count := map[string]int{}
	perProject := map[string]int{}
	written := time.Date(2026, time.November, 23, 0, 0, 0, 0, time.UTC)
	for _, a := range articles(t) {
		count[a.lang]++
		if a.lang != "en" {
			continue
		}
		perProject[a.project]++
		count[string(a.Audience)]++
		from, until := day(t, a.ValidFrom), day(t, a.ValidUntil)
		switch {
		case from.After(written):
			count["to come"]++
		case until.IsZero():
		case until.Before(written):
			count["over"]++
		default:
			count["in force"]++
		}
	}
	for what, least := range map[string]int{"en": 84, "uk": 60, "internal": 5, "to come": 1, "over": 1, "in force": 2} {
		if count[what] < least {
			t.Errorf("%s: %d articles, want at least %d", what, count[what], least)
		}
	}
	for _, key := range projects(t) {
		if perProject[key] < 7 {
			t.Errorf("%s: %d articles in English, want at least 7", key, perProject[key])
		}
	}
}

var (
	number    = regexp.MustCompile(`[0-9]+(?:[.,][0-9]+)*`)
	thousands = regexp.MustCompile(`\b[0-9]{1,3}(?:[ ,][0-9]{3})+\b`)
	between   = strings.NewReplacer(" ", "", ",", "")
)

// numbers are those of a text, whatever stands between their digits.
func numbers(text string) map[string]bool {
	all := map[string]bool{}
	for _, n := range number.FindAllString(thousands.ReplaceAllStringFunc(text, between.Replace), -1) {
		all[strings.ReplaceAll(n, ",", ".")] = true
	}
	return all
}

func TestVariantsOfAnArticleAgree(t *testing.T) {
	t.Parallel()
	english := map[string]article{}
	behind := 0
	for _, a := range articles(t) {
		if a.lang == "en" {
			english[a.project+"/"+a.key] = a
		}
	}
	for _, a := range articles(t) {
		e, ok := english[a.project+"/"+a.key]
		if !ok {
			t.Errorf("%s has no English variant", a.name())
			continue
		}
		if a.Audience != e.Audience || a.Owner != e.Owner || a.ValidFrom != e.ValidFrom || a.ValidUntil != e.ValidUntil {
			t.Errorf("%s: audience, owner or dates differ from the English variant", a.name())
		}
		if got, want := strings.Count(a.body, "\n## "), strings.Count(e.body, "\n## "); got != want {
			t.Errorf("%s: %d headings, %d in English", a.name(), got, want)
		}
		if want := map[bool]string{true: "en"}[a.lang != "en"]; a.Original != want {
			t.Errorf("%s: translation of %q, want %q", a.name(), a.Original, want)
		}
		if a.Behind {
			behind++
		}
		said := numbers(e.body)
		for n := range numbers(a.body) {
			if !said[n] {
				t.Errorf("%s: %s is not in the English variant", a.name(), n)
			}
		}
	}
	if behind != 1 {
		t.Errorf("%d translations are behind their originals, want one to show", behind)
	}
}

func TestTitlesAndQuestionsAreUnique(t *testing.T) {
	t.Parallel()
	seen := map[string]string{}
	once := func(a article, scope, text string) {
		id := scope + "|" + a.lang + "|" + strings.ToLower(text)
		if other, ok := seen[id]; ok {
			t.Errorf("%s repeats %q of %s", a.name(), text, other)
		}
		seen[id] = a.name()
	}
	for _, a := range articles(t) {
		once(a, a.project, a.Title)
		for _, q := range a.Questions {
			once(a, "question", q)
		}
	}
}

func TestEverythingIsInvented(t *testing.T) {
	t.Parallel()
	links := regexp.MustCompile(`https?://[^\s)>\]"|]+`)
	mailboxes := regexp.MustCompile(`[\w.+-]+@[\w.-]*\w`)
	phones := regexp.MustCompile(`\+\d[\d ()-]{6,}`)
	invented := regexp.MustCompile(`^\+380 00 555 01 \d\d`)
	ours := func(host string) bool { return host == "lumen.example" || strings.HasSuffix(host, ".lumen.example") }
	err := fs.WalkDir(samples.FS, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		text, err := fs.ReadFile(samples.FS, name)
		if err != nil {
			return err
		}
		for _, link := range links.FindAllString(string(text), -1) {
			if u, err := url.Parse(link); err != nil || !ours(u.Hostname()) {
				t.Errorf("%s: link %s leaves the invented domain", name, link)
			}
		}
		for _, mailbox := range mailboxes.FindAllString(string(text), -1) {
			if _, host, _ := strings.Cut(mailbox, "@"); !ours(host) {
				t.Errorf("%s: mailbox %s leaves the invented domain", name, mailbox)
			}
		}
		for _, phone := range phones.FindAllString(string(text), -1) {
			if !invented.MatchString(phone) {
				t.Errorf("%s: telephone number %s may be somebody's", name, phone)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestQuestionsAreAnsweredByPublicArticlesWithoutEnd(t *testing.T) {
	t.Parallel()
	all := articles(t)
	count := map[string]int{}
	for _, q := range samples.Questions() {
		count[q.Lang]++
		i := slices.IndexFunc(all, func(a article) bool {
			return a.project == q.Project && a.lang == q.Lang && a.key == q.Article
		})
		if i < 0 {
			t.Errorf("%q: no article %s/%s/%s", q.Text, q.Project, q.Lang, q.Article)
			continue
		}
		if a := all[i]; a.Audience != knowledge.Public || a.ValidFrom != "" || a.ValidUntil != "" {
			t.Errorf("%q is answered by %s, which not everybody may read at any time", q.Text, a.name())
		}
	}
	if count["en"] < 8 || count["uk"] < 8 {
		t.Errorf("questions by language: %v, want at least 8 each", count)
	}
}
