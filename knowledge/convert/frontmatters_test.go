package convert_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"switchboard/knowledge"
	"switchboard/knowledge/convert"
)

// folderOf is a folder of files by their names.
func folderOf(files map[string]string) fstest.MapFS {
	root := fstest.MapFS{}
	for name, text := range files {
		root[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return root
}

// taken converts a folder for the project net, in English.
func taken(t *testing.T, files map[string]string) (convert.Source, map[string]string) {
	t.Helper()
	s, err := convert.FromFS(folderOf(files), convert.Options{Project: "net", ProjectName: "Net", Lang: "en"})
	if err != nil {
		t.Fatal(err)
	}
	return s, texts(t, s)
}

func TestFrontMatterOfAnyGeneratorIsRead(t *testing.T) {
	t.Parallel()
	s, got := taken(t, map[string]string{
		"toml.md": "+++\ntitle = 'Where invoices are'\ndate = 2024-11-05T10:00:00+02:00\ndraft = false\ntags = ['invoice', 'pdf']\npublishDate = 2024-12-01\nexpiryDate = 2025-02-28T00:00:00+02:00\n[params]\nowner = 'Billing'\n+++\nOpen **Billing**.\n",
		"json.md": "{\n  \"Title\": \"Late fees\",\n  \"tags\": [\"fee\"],\n  \"audience\": \"internal\"\n}\n\n# Late fees\n\nIt is {5}.\n",
		"yaml.md": "---  \ntitle: Helmets\npublishDate: 2024-12-01T08:00:00+02:00\npublished: 2024-11-30\nunlisted: no\nstatus: new\n---  \nForty a day.\n",
		"end.md":  "---\n\n# A line above\n\nAnd a text.\n",
		"open.md": "{% include note.html %}\n\n# Marks\n\nA text with {\"no\": 1} front.\n",
	})
	if len(s.Bad) > 0 {
		t.Fatal(s.Bad)
	}
	for name, want := range map[string]string{
		"toml": "title: Where invoices are\ntags:\n  - invoice\n  - pdf\nowner: Billing\nvalid_from: 2024-12-01\nvalid_until: 2025-02-28\n---\nOpen **Billing**.\n",
		"json": "title: Late fees\naudience: internal\ntags:\n  - fee\n---\nIt is {5}.\n",
		"yaml": "title: Helmets\nvalid_from: 2024-12-01\n---\nForty a day.\n",
		"end":  "title: A line above\n",
		"open": "title: Marks\n",
	} {
		if text := got["net/en/"+name+".md"]; !strings.Contains(text, want) {
			t.Errorf("%s: %q, want %q", name, text, want)
		}
	}
}

func TestWhatIsNotForReadersIsNotTakenWhicheverWayItSaysSo(t *testing.T) {
	t.Parallel()
	for front, want := range map[string]string{
		"+++\ntitle = 'Prices'\ndraft = true\n+++\n":      "draft: true",
		"{\"title\": \"Prices\", \"draft\": true}\n":      "draft: true",
		"---\ntitle: Prices\ndraft: \"true\"\n---\n":      "draft: true",
		"---\ntitle: Prices\ndraft: yes\n---\n":           "draft: yes",
		"---\ntitle: Prices\nDraft: On\n---\n":            "draft: On",
		"---\ntitle: Prices\ndraft: 1\n---\n":             "draft: 1",
		"---\ntitle: Prices\npublished: no\n---\n":        "published: no",
		"---\ntitle: Prices\nunlisted: true\n--- \n":      "unlisted: true",
		"---\ntitle: Prices\nhidden: true\n...\n":         "hidden: true",
		"---\ntitle: Prices\nstatus: In review\n---\n":    "status: In review",
		"---\ntitle: Prices\nstatus: чернетка\n---\n":     "status: чернетка",
		"---\ntitle: Prices\ndraft: perhaps\n---\n":       "not known",
		"---\ntitle: Prices\naudience: the board\n---\n":  "not known",
		"---\ntitle: Prices\npublishDate: soon\n---\n":    "is not a day",
		"+++\ntitle = 'Prices'\ndraft = tru\n+++\n":       "cannot be read, at line 3: ",
		"+++\ntitle = 'Prices'\ndraft = true\n":           "at line 1: it has no end",
		"{\"title\": \"Prices\",\n \"draft\": true,\n}\n": "cannot be read, at line 3: ",
	} {
		s, got := taken(t, map[string]string{"a.md": front + "# Prices\n\nThe board decides in May.\n", "b.md": "# B\n\nB."})
		if len(s.Bad) != 1 || !strings.Contains(s.Bad[0].String(), want) || strings.Contains(fmt.Sprint(got), "board") {
			t.Errorf("%q: %v, %q", front, s.Bad, got)
		}
	}
	_, got := taken(t, map[string]string{"a.md": "---\nprivate: true\n---\n# Codes\n\nFor us.", "b.md": "---\nstatus: internal\n---\n# More\n\nFor us."})
	for _, name := range []string{"net/en/a.md", "net/en/b.md"} {
		if !strings.Contains(got[name], "audience: internal") {
			t.Errorf("%s: %q", name, got[name])
		}
	}
}

// What an editor made of an article stays when more of its file is understood than before, and is not overwritten until the file says
// something else.
func TestWhatAnEditorWroteStaysWhenMoreOfItsFileIsUnderstood(t *testing.T) {
	for name, file := range map[string]string{
		"TOML":             "+++\ntitle = 'Fees'\ntags = ['money']\n+++\n# Fees\n\nThey are %s.\n",
		"days of its own":  "---\ntitle: Fees\nexpiryDate: 2099-01-01\n---\nThey are %s.\n",
		"a fence with air": "---\ntitle: Fees\n--- \n# Fees\n\nThey are %s.\n",
	} {
		t.Run(name, func(t *testing.T) {
			s := newShelf(t)
			source := func(price string) convert.Source {
				got, err := convert.File("fees.md", fmt.Appendf(nil, file, price), convert.Options{Project: "shop", Lang: "en", Tags: []string{"all"}})
				if err != nil || len(got.Bad) > 0 || got.Said["shop/en/fees.md"] == nil {
					t.Fatal(got.Bad, got.Said, err)
				}
				return got
			}
			s.stays(source)
		})
	}
}

// stays proves that the article of a source's only file, shop/en/fees.md, keeps what an editor wrote over what an earlier program
// made of it, until the source says something else.
func (s shelf) stays(source func(price string) convert.Source) {
	s.Helper()
	take := func(o knowledge.ImportOptions, c convert.Source, early bool) string {
		s.Helper()
		root := c.FS
		if early {
			root = earlier(s.T, c)
		}
		o.Partial = true
		r, err := knowledge.Import(s.Context(), s.store, root, o)
		if err != nil || len(r.Bad) > 0 {
			s.Fatal(r.Bad, err)
		}
		return fmt.Sprint(len(r.Added), len(r.Changed), r.Unchanged)
	}
	five, six := source("five"), source("six")
	take(knowledge.ImportOptions{}, five, true)
	overwritten(s.T, s.store, "shop", "fees", "Fees", "Five, says Maria.")
	s.want("the same file", take(knowledge.ImportOptions{Said: five.Said}, five, false), "0 0 1")
	s.want("once more", take(knowledge.ImportOptions{Said: five.Said}, five, false), "0 0 1")
	s.want("another file", take(knowledge.ImportOptions{Said: six.Said}, six, false), "0 1 0")
}
