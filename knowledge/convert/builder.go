package convert

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strings"
	"time"

	"switchboard/knowledge"
)

// piece is one article on its way, with where it came from.
type piece struct {
	knowledge.Article
	from string // row, page or document, for people
	name string // what its key is made of, where it has none
	file string // of the folder that it is the text of, if it may link others
	page bool   // it is of another site: a link of it to what is not there opens nothing anywhere

	public []publicAddress // where readers of another site find it

	at     string   // path of its file in the folder
	below  string   // what its name has behind that of its file
	id     string   // that Notion tells it by
	former formerly // its name by the rules before, but for a number behind it

	sections []string // that it says it stands in
	crumbs   []string // breadcrumbs of its page, without itself: the last is its section, if it names none
	tagged   []string // tags that are in no list of texts
	tagLine  string   // tags in a line

	said   string                   // its text in its source, where it was made of another
	before func(*knowledge.Article) // makes of the article what was made of the same source before, if that was another

	reviewBy time.Time // last day on which it may be taken for true, or zero

	made      bool // its key is made of its name or its title
	several   bool // it stands for all articles of its document
	homeless  bool // which project it is of cannot be read
	withdrawn bool // it says itself that it is not for readers
}

// builder gathers articles as files of the import's format.
type builder struct {
	options  Options
	root     fs.FS // that is read
	files    map[string][]byte
	pieces   map[string]piece    // that become files in the end
	said     map[string][]byte   // as Source has it
	shownAt  map[string][]string // path of another site → the articles that its readers find there
	madeOf   map[string]string   // file of the folder → the article that it is, or begins with
	origin   map[string]string
	stands   map[string][]string // project → where its articles stand
	formerly map[string][]string // as Source has it
	shared   map[string]bool     // names that several pages of Notion would have
	holds    map[string]bool     // folders that have more than their own page
	rows     map[string]rowAt    // of sheets, as they were read
	problems []knowledge.BadFile
	warnings []knowledge.BadFile
	unread   []knowledge.Unread     // what could not be taken
	kept     int                    // bytes of pictures and files
	configs  map[string]frontMatter // of Jekyll, by folder
	sheets   map[string]bool        // which were looked at, and whether articles can be made of their rows

	encodings map[string]int      // other than UTF-8, of how many files
	passed    map[string]int      // files that were passed over, by their ending
	aside     map[string][]string // files that were left out, by why
}

func newBuilder(o Options) *builder {
	b := &builder{options: o, files: map[string][]byte{}, pieces: map[string]piece{}, said: map[string][]byte{}, madeOf: map[string]string{}, origin: map[string]string{}, stands: map[string][]string{}, formerly: map[string][]string{}, shared: map[string]bool{}, rows: map[string]rowAt{}, encodings: map[string]int{}, passed: map[string]int{}, sheets: map[string]bool{}, aside: map[string][]string{}, configs: map[string]frontMatter{}}
	if o.Project != "" && o.ProjectName != "" {
		b.files[o.Project+"/project.md"] = knowledge.ProjectFile(knowledge.Project{Name: o.ProjectName})
		b.origin[o.Project+"/project.md"] = "--project and --project-name"
	}
	return b
}

// written notes in which encoding a file was.
func (b *builder) written(encoding string) {
	if encoding != "" {
		b.encodings[encoding]++
	}
}

func (b *builder) bad(where, format string, args ...any) {
	b.problems = append(b.problems, knowledge.BadFile{Path: where, Problem: fmt.Sprintf(format, args...)})
}

// warn notes what somebody should look at, though it was taken.
func (b *builder) warn(where, format string, args ...any) {
	b.warnings = append(b.warnings, knowledge.BadFile{Path: where, Problem: fmt.Sprintf(format, args...)})
}

// lose notes what could not be taken and says nothing of the articles in it: what was imported from it before may be any, of any
// project.
func (b *builder) lose(where, format string, args ...any) {
	b.unread = append(b.unread, knowledge.Unread{At: where})
	b.bad(where, format, args...)
}

// miss notes an article that could not be taken, of which its key, its file or its title may tell which it is.
func (b *builder) miss(p piece, format string, args ...any) {
	u := knowledge.Unread{At: p.from, Project: cmp.Or(p.Project, b.options.Project), Key: p.Key, Made: p.made, Several: p.several}
	switch s := cmp.Or(p.name, p.Title); {
	case u.Key == "" && s != "":
		u.Key, u.Made = knowledge.DistinctSlug(s), !p.withdrawn
		u.Else = append(u.Else, p.formerKey())
	case !p.made && p.Title != "":
		u.Else = append(u.Else, knowledge.DistinctSlug(p.Title), knowledge.Slug(p.Title))
	}
	if p.homeless {
		u.Project = ""
	}
	b.unread = append(b.unread, u)
	b.bad(p.from, format, args...)
}

// noProject is what is wrong with an article that names no project, where the options name none either.
const noProject = `names no project: choose one for all the files (on the command line: --project), or give a column "project"`

// add takes an article, filling in what it does not say. One that is too long becomes several, cut at its headings.
func (b *builder) add(p piece) {
	p.Body = strings.TrimSpace(p.Body)
	if at, ok := addressOf(p.Link); ok {
		p.public = append(p.public, at)
	}
	switch {
	case p.Title == "" && p.Body == "":
		b.miss(p, "has neither a title nor a text")
		return
	case p.Title == "":
		b.miss(p, "has no title: give it a heading, or write the question into its row of the sheet")
		return
	case p.Body == "":
		b.miss(p, "has no text: write the answer below its heading, or into its row of the sheet")
		return
	}
	if p.Project == "" {
		p.Project = b.options.Project
	}
	if p.Project == "" {
		b.miss(p, noProject)
		return
	}
	b.identify(&p)
	if p.Audience == "" {
		p.Audience = b.options.Audience
	}
	p.Tags = append(p.Tags, b.options.Tags...)
	parts := split(p)
	for i, part := range parts {
		if len(parts) > 1 {
			part.from, part.said, part.before = fmt.Sprintf("%s, part %d", p.from, i+1), "", nil
		}
		if i > 0 {
			part.public = nil
		}
		b.put(part)
	}
}

// taken tells whether there is an article of a name.
func (b *builder) taken(name string) bool {
	_, ok := b.pieces[name]
	return ok
}

// likeness is what two articles have in common that are of one name.
func likeness(a, b piece) string {
	switch {
	case a.Title == b.Title:
		return "title"
	case !b.made:
		return "key"
	}
	return "name"
}

// split cuts an article that is too long for one at the headings of its passages.
func split(p piece) []piece {
	if len(p.Body) <= knowledge.MaxBody {
		return []piece{p}
	}
	p.Body = knowledge.WithoutTags(p.Body) // its passages are of that
	var out []piece
	var heading string
	start := 0
	flush := func(end int) {
		text := strings.TrimSpace(p.Body[start:end])
		if text == "" {
			return
		}
		part := p
		part.Body = text
		if heading != "" && len(out) > 0 {
			part.Title = p.Title + ": " + heading
		}
		if len(out) > 0 {
			part.Key = fmt.Sprintf("%s-part-%d", p.Key, len(out)+1)
			part.former.key = fmt.Sprintf("%s-part-%d", p.former.key, len(out)+1)
			part.Questions = nil
		}
		out = append(out, part)
		start = end
	}
	for _, passage := range knowledge.Passages(p.Body) {
		if passage.End-start > knowledge.MaxBody*3/4 && passage.Start > start {
			flush(passage.Start)
			heading = passage.Heading
		}
	}
	flush(len(p.Body))
	return out
}

func readUpTo(root fs.FS, name string, most int64) ([]byte, error) {
	f, err := root.Open(name)
	if err != nil {
		return nil, fmt.Errorf("cannot be read: %w", err)
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, most+1))
	switch {
	case err != nil:
		return nil, fmt.Errorf("cannot be read: %w", err)
	case len(data) == 0:
		return nil, errors.New("is empty")
	case int64(len(data)) > most:
		return nil, fmt.Errorf("has more than %d MB: split it", most>>20)
	}
	return data, nil
}

// cutText is the beginning of a text, whole characters.
func cutText(s string, n int) string {
	if len(s) <= n {
		return s
	}
	return strings.ToValidUTF8(s[:n], "")
}
