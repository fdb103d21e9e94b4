// Package convert turns what a company already has (a sheet of questions and answers, pages saved from its site, Word
// documents, a folder of plain Markdown) into the folder format that knowledge.Import reads.
//
// The idea: nothing here touches the knowledge base. Each source becomes files in memory, the same bytes for the same
// source, so that the import's own promises hold for all of them: what did not change is passed over, a dry run is a dry
// run, bad rows do not stop the good ones. Origin leads a problem back to the row or page that it came from.
package convert

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing/fstest"

	"switchboard/knowledge"
)

// Options say what a source does not say itself.
type Options struct {
	Project     string // key, where a row, page or document names none
	ProjectName string // makes the project's card, if the knowledge base has none
	Lang        string // where nothing says it; empty: found by the words
	Audience    knowledge.Audience
	Tags        []string // added to each article
	// Page is the path where customers read an article: a page of a folder that links another one
	// leads there. Nil: nowhere, so the link is left out and its words stay.
	Page  func(lang, project, key string) string
	Mends map[string]Mend // by At
}

// unused warns of options of which a folder of projects says all itself.
func (o Options) unused() []knowledge.BadFile {
	var names []string
	for name, given := range map[string]bool{"project": o.Project != "" || o.ProjectName != "", "language": o.Lang != "", "audience": o.Audience != "", "tags": len(o.Tags) > 0} {
		if given {
			names = append(names, name)
		}
	}
	if len(names) == 0 {
		return nil
	}
	slices.Sort(names)
	return []knowledge.BadFile{{Path: "folder of projects", Problem: "says these itself, so that what was chosen for all files was not used: " + strings.Join(names, ", ")}}
}

// Source is a source, converted.
type Source struct {
	FS       fs.FS               // for knowledge.Import
	Bad      []knowledge.BadFile // rows, pages and documents that could not be read
	Warnings []knowledge.BadFile // of those that were read
	Kind     string              // what it was taken for, in words
	Unread   []knowledge.Unread  // what could not be read, for knowledge.ImportOptions
	Said     map[string][]byte   // files with the texts that the source has in place of what was made of them, for knowledge.ImportOptions
	Whole    bool                // it is a knowledge base: a project that it does not have is none of it
	Formerly map[string][]string // files of FS whose names were made by other rules before, with those, for knowledge.ImportOptions
	origin   map[string]string
	stands   map[string][]string // project → where its articles stand
	rows     map[string]rowAt    // of sheets, as they were read
	root     fs.FS               // that was read
}

// Report is an import's report with every problem and warning led back to where it came from, and with the source's own problems.
func (s Source) Report(r knowledge.ImportReport) knowledge.ImportReport {
	for _, list := range [][]knowledge.BadFile{r.Bad, r.Warnings} {
		for i, b := range list {
			if from, ok := s.origin[cmp.Or(r.Files[b.Path], b.Path)]; ok {
				list[i] = knowledge.BadFile{Path: from, Problem: b.Problem}
			} else if key, isCard := strings.CutSuffix(b.Path, "/project.md"); isCard && !s.Whole { // that nobody wrote, and need not
				list[i] = knowledge.BadFile{Path: "project " + key, Problem: noSuchProject(key, s.stands[key])}
			}
		}
	}
	r.Bad, r.Warnings = slices.Concat(s.Bad, r.Bad), slices.Concat(s.Warnings, r.Warnings)
	return r
}

// noSuchProject says what to do about articles of a project that is not there.
func noSuchProject(key string, stand []string) string {
	return fmt.Sprintf("no project has this key, so that its articles were left out (%s): write the key of one that is there, or make the project (on the command line: --project %s --project-name \"Its name\")", some(stand), key)
}

// WithoutHomeless is the source without a word on each article that names no project, and how many these are: whoever can
// choose one for all of them is told once.
func (s Source) WithoutHomeless() (Source, int) {
	all := len(s.Bad)
	s.Bad = slices.DeleteFunc(slices.Clone(s.Bad), func(b knowledge.BadFile) bool { return b.Problem == noProject })
	return s, all - len(s.Bad)
}

// Limits of what is read, in bytes.
const (
	maxSheet   = 64 << 20
	maxPage    = 64 << 20 // its pictures may stand in it
	maxText    = 8 << 20
	maxArchive = 128 << 20
	maxFiles   = 20_000

	maxUnpacked = 1 << 30 // all files of an archive
)

// Open reads a file or a folder: CSV, TSV, XLSX, DOCX, HTML, Markdown; a folder of HTML, DOCX or Markdown files, a Git
// checkout among them; or a folder in the import's own format, which is passed on as it is.
func Open(name string, o Options) (Source, error) {
	info, err := os.Stat(name)
	if err != nil {
		return Source{}, fmt.Errorf("open %s: %w", name, err)
	}
	if strings.EqualFold(filepath.Ext(name), ".zip") && !info.IsDir() {
		data, err := readUpTo(os.DirFS(filepath.Dir(name)), filepath.Base(name), maxArchive)
		if err != nil {
			return Source{}, fmt.Errorf("%s %w", name, err)
		}
		return archive(data, o)
	}
	dir, base := name, ""
	if !info.IsDir() {
		dir, base = filepath.Split(filepath.Clean(name))
	}
	root, err := os.OpenRoot(orDot(dir)) // whose symbolic links do not lead out of it: texts may link what they should not
	if err != nil {
		return Source{}, fmt.Errorf("open %s: %w", name, err)
	}
	if base != "" {
		return open(root.FS(), base, o)
	}
	return FromFS(root.FS(), o)
}

func orDot(dir string) string {
	if dir == "" {
		return "."
	}
	return dir
}

// File reads one file from memory, such as an upload: of the kinds that Open reads, or a folder packed as zip.
func File(name string, data []byte, o Options) (Source, error) {
	name = path.Base(path.Clean("/" + strings.ReplaceAll(name, `\`, "/")))
	if strings.EqualFold(path.Ext(name), ".zip") {
		return archive(data, o)
	}
	if !fs.ValidPath(name) || name == "/" {
		return Source{}, errors.New("the file has no name: give one that tells its kind, for example answers.csv")
	}
	return open(fstest.MapFS{name: {Data: data}}, name, o)
}

func archive(data []byte, o Options) (Source, error) {
	z, err := readZip(data)
	if err != nil {
		return Source{}, err
	}
	if inner, err := onlyArchive(z); err != nil {
		return Source{}, err
	} else if inner != nil {
		if z, err = readZip(inner); err != nil {
			return Source{}, err
		}
	}
	return FromFS(unwrapped(z), o)
}

// FromFS is Open for a folder that is not on disk.
func FromFS(root fs.FS, o Options) (Source, error) {
	if inner, _ := onlyFolder(root); inner != "" && len(own(root)) == 0 { // copied with the folder that it stood in
		if sub, err := fs.Sub(root, inner); err == nil && len(own(sub)) > 0 {
			root = sub
		}
	}
	root = o.mended(root)
	if len(own(root)) > 0 {
		return Source{FS: root, Kind: "folder of projects", Warnings: o.unused(), Whole: true, root: root}, nil
	}
	return tree(root, o)
}

// unwrapped is an archive without the folder that it was packed with, or that a browser sent it with: that says nothing, and keys
// that are made of where files stand are those of the folder on a disk. A folder that names a language, or is a project's, stays.
func unwrapped(root fs.FS) fs.FS {
	inner, alone := onlyFolder(root)
	if inner == "" || !alone || len(own(root)) > 0 || tongueNamed(inner) != "" {
		return root
	}
	sub, err := fs.Sub(root, inner)
	if err != nil {
		return root
	}
	return sub
}

// own are the cards of a folder of projects.
func own(root fs.FS) []string {
	list, _ := fs.Glob(root, "*/project.md") // the pattern is right
	return list
}

// onlyFolder is the one folder at the top of another that does not keep itself out of sight, or nothing, and whether no file stands
// beside it.
func onlyFolder(root fs.FS) (only string, alone bool) {
	entries, err := fs.ReadDir(root, ".")
	if err != nil {
		return "", false
	}
	alone = true
	for _, e := range entries {
		switch {
		case strings.HasPrefix(e.Name(), ".") || strings.HasPrefix(e.Name(), "_"):
		case !e.IsDir():
			alone = false
		case only != "":
			return "", false
		default:
			only = e.Name()
		}
	}
	return only, alone
}

// open reads one file.
func open(root fs.FS, name string, o Options) (Source, error) {
	root = o.mended(root)
	b := newBuilder(o)
	if !b.file(root, name) {
		return Source{}, fmt.Errorf("%s is of no kind that can be imported: give a .csv, .tsv, .xlsx, .docx, .html or .md file, or a folder", name)
	}
	return b.source(b.kind(strings.TrimPrefix(path.Ext(name), ".") + " file")), nil
}

// tree reads all files of a folder that may be for readers. What is of no kind that we know is passed over.
func tree(root fs.FS, o Options) (Source, error) {
	b := newBuilder(o)
	b.root = root
	read := 0
	err := fs.WalkDir(root, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			if name == "." {
				return err
			}
			b.lose(name, "cannot be read: %v", err)
			return nil
		}
		if name != "." && b.hidden(name, entry.IsDir()) {
			if entry.IsDir() {
				return fs.SkipDir
			}
			return nil
		}
		if entry.IsDir() {
			return nil
		}
		if strings.HasPrefix(path.Base(name), "~$") { // a note of Word or Excel that somebody has a file open
			return nil
		}
		if b.file(root, name) {
			read++
		} else {
			b.pass(name)
		}
		if read > maxFiles {
			return fmt.Errorf("more than %d files: import the folder in parts", maxFiles)
		}
		return nil
	})
	if err != nil {
		return Source{}, fmt.Errorf("read the folder: %w", err)
	}
	if read == 0 {
		return Source{}, errors.New(b.kind("the folder has no .md, .html, .docx, .csv, .tsv or .xlsx file"))
	}
	if file := b.readme(); file != "" && read > 1 {
		b.warn(file, "stands at the top, where it often speaks to those who keep the files: look whether it is for customers")
	}
	return b.source(b.kind(fmt.Sprintf("folder of %d files", read))), nil
}

// file reads one file of a kind that we know, and tells whether it is one.
func (b *builder) file(root fs.FS, name string) bool {
	b.root = root
	if b.isDatabase(name) {
		b.leave(name, "sheets of what stands in pages")
		return true
	}
	return b.read(name)
}

// read is file for what is not passed over.
func (b *builder) read(name string) bool {
	var read func([]byte, string)
	most, told := int64(maxPage), pageAt(name)
	switch strings.ToLower(path.Ext(name)) {
	case ".csv", ".tsv":
		read, most, told = b.csv, maxSheet, piece{}
	case ".xlsx":
		read, most, told = b.xlsx, maxSheet, piece{}
	case ".html", ".htm", ".xhtml":
		read = b.html
	case ".docx":
		read, told = b.docx, documentAt(name)
	case ".md", ".markdown", ".mdx":
		read, most = b.markdown, maxText
	default:
		return false
	}
	data, err := readUpTo(b.root, name, most)
	switch {
	case err == nil:
		read(data, name)
	case told.name == "":
		b.lose(name, "%v", err)
	default:
		b.miss(told, "%v", err)
	}
	return true
}

// source is what was gathered. The files' bytes follow from the articles alone.
func (b *builder) source(kind string) Source {
	b.finish()
	files := fstest.MapFS{}
	for name, data := range b.files {
		files[name] = &fstest.MapFile{Data: data}
	}
	return Source{FS: files, Bad: b.problems, Warnings: b.warnings, Kind: kind, Unread: b.unread, Said: b.said, Formerly: b.formerly, origin: b.origin, stands: b.stands, rows: b.rows, root: b.root}
}
