package knowledge

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"
	"unicode/utf8"
)

// BadFile is a file of a folder that could not be imported, or of which an import warns, and what to do about it.
type BadFile struct {
	Path    string
	Line    int // 0: the file as a whole
	Problem string
}

func (b BadFile) String() string {
	if b.Line == 0 {
		return b.Path + ": " + b.Problem
	}
	return fmt.Sprintf("%s:%d: %s", b.Path, b.Line, b.Problem)
}

// folder is what a folder in the documented format holds.
type folder struct {
	projects []projectFile
	articles []articleFile // drafts among them
	asks     []askFile
	bad      []BadFile
	warned   []BadFile
	missed   []missed

	encodings map[string][]string // other than UTF-8 → files that are in it

	// Paths of what was before, and of what was taught.
	histories     map[articleName]string
	cardHistories []string
	memories      []string

	root     fs.FS
	base     string                // the program's address, which texts are taken in without
	linkedBy map[string]linkedFile // files that texts link, by key

	// What has a file, be it a bad one.
	present         map[articleName]bool
	presentProjects map[string]bool
}

type articleName struct{ project, key, lang string }

// missed is what a folder has and what could not be taken, with the article that it would be.
type missed struct {
	Unread
	name articleName
}

// miss notes a file, or a folder, that could not be taken.
func (f *folder) miss(name string, an articleName) {
	f.missed = append(f.missed, missed{Unread{At: name, Project: an.project, Key: an.key, Made: true}, an})
}

type projectFile struct {
	Project
	path, hash string
}

type articleFile struct {
	name articleName
	Draft
	flow       fileFlow
	draft      bool     // readers do not see it
	written    string   // what its text was made of: with links to other articles that were not led to these yet, say; empty: nothing
	alone      string   // hash of the file alone, where the hash is also that of what the text was made of
	history    string   // file of its history, as an export writes it; empty: there is none
	kept       *Draft   // what its article says after it, where editors made that another
	merged     bool     // that has what both wrote
	conflict   bool     // and not all that both wrote goes together
	holds      *Draft   // with that: what readers see goes on, as this; kept waits for somebody to decide
	raised     *Version // what a draft becomes that readers do not see, with the number that it had
	onlyLabels bool     // readers see what it says but for tags and owner
	says       bool     // readers see just what it says
	back       bool     // an editor took its article back from readers, who do not see it again
	path, hash string
	formerly   []string // hashes that it had while texts were kept with the program's address
}

// maxFile is the longest file in bytes: a body and its front matter.
const maxFile = MaxBody + maxFront

// readFolder reads a folder:
//
//	<project-key>/project.md                        the project card
//	<project-key>/<lang>/<article-key>.md           what readers see
//	<project-key>/_drafts/<lang>/<article-key>.md   a version that they do not see
//	<project-key>/_must-find.yaml                   questions that must find their articles
//	<project-key>/_history/…                        all versions, and how far each article has come (see history.go)
//	<project-key>/_memory.jsonl                     what was taught about its articles (see memoryfile.go)
//	synonyms.yaml                                   what means the same, by language (see synonymfile.go)
//	gaps.jsonl, reports.jsonl, votes.jsonl, notes.jsonl, searches.jsonl, settled.jsonl, unsaved.jsonl
//	                                                what was asked, said, settled and typed (see linefile.go)
//	erased.jsonl                                    what was erased with customers (see erased.go)
//	stored.jsonl                                    who stored files and changed synonyms (see storedfile.go)
//
// Pictures and files come with the texts that link them. Other names that begin with a dot or an underscore, files beside
// the project folders and files that are not Markdown are passed over. Base is the program's address, which texts are taken in
// without.
func readFolder(ctx context.Context, root fs.FS, base string) (folder, error) {
	f := folder{present: map[articleName]bool{}, presentProjects: map[string]bool{}, root: root, base: base, linkedBy: map[string]linkedFile{},
		encodings: map[string][]string{}, histories: map[articleName]string{}}
	err := fs.WalkDir(root, ".", func(name string, entry fs.DirEntry, err error) error {
		if ctxErr := ctx.Err(); ctxErr != nil {
			return ctxErr
		}
		if err != nil {
			if name == "." {
				return err
			}
			f.bad = append(f.bad, BadFile{Path: name, Problem: "cannot be read: " + err.Error()})
			project, _, _ := strings.Cut(name, "/")
			f.miss(name, articleName{project: project})
			return nil
		}
		base, depth := path.Base(name), strings.Count(name, "/")
		if base == mustFindFile && depth == 1 && !entry.IsDir() {
			f.file(root, name)
			return nil
		}
		if base == memoryFile && depth == 1 && !entry.IsDir() {
			f.memories = append(f.memories, name)
			return nil
		}
		if parts := strings.Split(name, "/"); len(parts) > 2 && parts[1] == historyFolder && !entry.IsDir() && base[0] != '.' {
			f.historyName(name)
			return nil
		}
		if name != "." && (base[0] == '.' || base[0] == '_') && !((base == draftsFolder || base == historyFolder) && depth == 1) {
			if entry.IsDir() {
				return fs.SkipDir
			}
			return nil
		}
		if !entry.IsDir() && path.Ext(name) == ".md" && strings.Contains(name, "/") {
			f.file(root, name)
		}
		return nil
	})
	if err != nil {
		return folder{}, fmt.Errorf("read the folder: %w", err)
	}
	return f, nil
}

func (f *folder) file(root fs.FS, name string) {
	parts := strings.Split(name, "/")
	isProject, asks := len(parts) == 2 && parts[1] == "project.md", parts[len(parts)-1] == mustFindFile
	draft := len(parts) == 4 && parts[1] == draftsFolder
	if draft {
		parts = []string{parts[0], parts[2], parts[3]}
	}
	if !isProject && !asks && len(parts) != 3 {
		f.bad = append(f.bad, BadFile{Path: name, Problem: "is in the wrong place: articles are <project>/<language>/<article>.md, projects <project>/project.md"})
		f.miss(name, articleName{project: parts[0], key: strings.TrimSuffix(parts[len(parts)-1], ".md")})
		return
	}
	an := articleName{project: parts[0]}
	switch {
	case asks:
	case isProject:
		f.presentProjects[parts[0]] = true
	default:
		an.lang, an.key = parts[1], strings.TrimSuffix(parts[2], ".md")
		f.present[an] = true
	}
	data, text, encoding, err := readFile(root, name)
	if encoding != "" {
		f.encodings[encoding] = append(f.encodings[encoding], name)
	}
	if err == nil {
		sum := fileHash(data)
		switch {
		case asks:
			err = f.mustFind(parts[0], name, text)
		case isProject:
			err = f.project(parts[0], name, sum, text)
		default:
			err = f.article(an, name, sum, text, draft)
		}
	}
	if err != nil {
		b := BadFile{Path: name, Problem: err.Error()}
		if at, ok := errors.AsType[*lineError](err); ok {
			b.Line = at.line
		}
		f.bad = append(f.bad, b)
		if an.key != "" {
			f.miss(name, an)
		}
	}
}

// readUpTo reads a file that is no longer than so many bytes.
func readUpTo(root fs.FS, name string, most int64) ([]byte, error) {
	file, err := root.Open(name)
	if err != nil {
		return nil, fmt.Errorf("cannot be read: %w", err)
	}
	defer file.Close()
	data, err := io.ReadAll(io.LimitReader(file, most+1))
	if err != nil {
		return nil, fmt.Errorf("cannot be read: %w", err)
	}
	if int64(len(data)) > most {
		return nil, &lineError{0, fmt.Sprintf("has more than %d MB", most>>20)}
	}
	return data, nil
}

// readFile reads a file, and its text as UTF-8, with the name of the encoding that it is in, if that is another.
func readFile(root fs.FS, name string) (data, text []byte, encoding string, err error) {
	file, err := root.Open(name)
	if err != nil {
		return nil, nil, "", fmt.Errorf("cannot be read: %w", err)
	}
	defer file.Close()
	data, err = io.ReadAll(io.LimitReader(file, maxFile+1))
	if err != nil {
		return nil, nil, "", fmt.Errorf("cannot be read: %w", err)
	}
	if len(data) > maxFile {
		return nil, nil, "", &lineError{0, fmt.Sprintf("has more than %d bytes: split it into several articles", maxFile)}
	}
	if text, encoding, err = Decoded(data); err != nil {
		line := 1
		for rest := data; ; {
			r, size := utf8.DecodeRune(rest)
			if r == utf8.RuneError && size <= 1 {
				break
			}
			if r == '\n' {
				line++
			}
			rest = rest[size:]
		}
		return nil, nil, "", &lineError{line, "is not UTF-8: save the file in that encoding"}
	}
	return data, text, encoding, nil
}

func (f *folder) project(key, name, hash string, data []byte) error {
	front, body, err := cutFront(data)
	if err != nil {
		return err
	}
	var meta projectFront
	if err := decodeFront(front, &meta); err != nil {
		return err
	}
	p, err := checkProject(Project{
		Key: key, Name: meta.Name, Summary: meta.Summary, URL: meta.URL, Aliases: meta.Aliases, Department: meta.Department,
		Contacts: meta.Contacts, Hours: meta.Hours, Owner: meta.Owner, Body: WithoutTags(string(body)),
	})
	if err != nil {
		return atField(front, err)
	}
	if stray := strayDays(p.Body); stray != "" {
		f.warned = append(f.warned, BadFile{Path: name, Problem: stray})
	}
	var files []linkedFile
	if p.Body, files = f.links(f.root, name, p.Body); len(p.Body) > MaxBody {
		return &lineError{0, fmt.Sprintf("has %d bytes of %d that are allowed, with the addresses of its files", len(p.Body), MaxBody)}
	}
	f.projects = append(f.projects, projectFile{Project: p, path: name, hash: f.with(hash, files)})
	return nil
}

func fileHash(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

// with notes the files that a text links, and is the hash of both: a changed picture is a change of the text.
func (f *folder) with(hash string, files []linkedFile) string {
	for _, file := range files {
		f.linkedBy[file.key] = file
	}
	return hashWith(hash, files)
}

// hashWith is the hash of a text and of the files that it links.
func hashWith(hash string, files []linkedFile) string {
	for _, file := range files {
		hash = fileHash([]byte(hash + file.key))
	}
	return hash
}

func (f *folder) article(an articleName, name, hash string, data []byte, draft bool) error {
	front, body, err := cutFront(data)
	if err != nil {
		return err
	}
	var meta articleFront
	if err := decodeFront(front, &meta); err != nil {
		return err
	}
	var c checker
	c.key("file name", an.key, "return-an-order.md")
	c.lang(an.lang)
	if meta.Project != "" && meta.Project != an.project {
		c.fail("project", fmt.Sprintf("%q is not the folder's: delete the line or move the file", meta.Project), an.project)
	}
	if meta.Language != "" && meta.Language != an.lang {
		c.fail("language", fmt.Sprintf("%q is not the folder's: delete the line or move the file", meta.Language), an.lang)
	}
	d := meta.Text.draft(&c, WithoutTags(string(body)))
	flow := meta.flow(&c, an.lang, draft)
	if err := c.err(); err != nil {
		return atField(front, err)
	}
	var files []linkedFile
	d.Body, files = f.links(f.root, name, d.Body)
	if len(d.Body) > MaxBody {
		return &lineError{0, fmt.Sprintf("has %d bytes of %d that are allowed, with the addresses of its files: split it", len(d.Body), MaxBody)}
	}
	a := articleFile{name: an, Draft: d, flow: flow, draft: draft, path: name, hash: f.with(hash, files)}
	if whole := Absolute(string(data), f.base); whole != string(data) { // so it was made of a page that links another
		a.formerly = []string{f.with(fileHash([]byte(whole)), files)}
	}
	f.articles = append(f.articles, a)
	return nil
}

// warnings tell of what was read otherwise than people may think.
func (f *folder) warnings() []BadFile {
	list := f.warned
	for encoding, names := range f.encodings {
		problem := "is not UTF-8: it was read as " + encoding
		if more := len(names) - 1; more > 0 {
			problem += fmt.Sprintf(", and so were %d more", more)
		}
		list = append(list, BadFile{Path: slices.Min(names), Problem: problem})
	}
	return list
}

// atField gives an InvalidError the line of its first field.
func atField(front []byte, err error) error {
	invalid, ok := errors.AsType[InvalidError](err)
	if !ok {
		return err
	}
	return &lineError{fieldLine(front, invalid[0].Field), invalid.Error()}
}

// withoutProject drops the articles whose project neither the folder nor the knowledge base has.
func (f *folder) withoutProject(known func(key string) bool) {
	missing := map[string]bool{}
	f.articles = slices.DeleteFunc(f.articles, func(a articleFile) bool {
		has := known(a.name.project) || slices.ContainsFunc(f.projects, func(p projectFile) bool { return p.Key == a.name.project })
		if !has && !missing[a.name.project] {
			missing[a.name.project] = true
			f.bad = append(f.bad, BadFile{Path: a.name.project + "/project.md", Problem: "is missing or bad, so that the project's articles were left out: write it, with a line \"name: …\" in its front matter, or make the project first"})
		}
		return !has
	})
}
