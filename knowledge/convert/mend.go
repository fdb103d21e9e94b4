package convert

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"io/fs"
	"path"
	"slices"
	"strings"
	"testing/fstest"

	"switchboard/knowledge"
)

// Mend is what somebody puts in place of a row of a sheet, or of a file of Markdown, that could not be taken.
type Mend struct {
	At     string            // where, as the report's path says
	Was    string            // Place.Was of what it takes the place of: something else there is left as it is
	Fields map[string]string // by Field.Name
}

// Place is what stands where something could not be taken.
type Place struct {
	Was    string // digest of it
	Fields []Field
	Mended bool // a Mend stands there
}

// Field is one thing that can be mended.
type Field struct {
	Name, Value string
	Long        bool // it may have several lines
}

// wholeText is the field of a file of Markdown.
const wholeText = "markdown"

// mostMended is the longest text that is shown to be mended, in bytes.
const mostMended = knowledge.MaxBody + 8<<10

// longFields are those of a sheet that may have several lines.
var longFields = []string{"body", "questions"}

// rowAt is a row of a sheet as it was read, its mend in it.
type rowAt struct {
	fields, cells []string
	was           string
	mended        bool
}

// Place is what stands at a path of the report, if it can be mended.
func (s Source) Place(at string) (Place, bool) {
	if r, ok := s.rows[at]; ok {
		p := Place{Was: r.was, Mended: r.mended}
		if !r.mended {
			p.Was = digest(r.cells...)
		}
		for i, name := range r.fields {
			if name != "" {
				p.Fields = append(p.Fields, Field{name, cell(r.cells, i), slices.Contains(longFields, name)})
			}
		}
		return p, len(p.Fields) > 0
	}
	if !isMarkdown(at) || s.root == nil {
		return Place{}, false
	}
	text, err := readUpTo(s.root, at, mostMended)
	if err != nil || !plainText(text) {
		return Place{}, false
	}
	p := Place{Was: digest(string(text)), Fields: []Field{{wholeText, string(text), true}}}
	if over, ok := s.root.(*mendedFS); ok && over.texts[at] != nil {
		p.Was, p.Mended = over.was[at], true
	}
	return p, true
}

func cell(cells []string, i int) string {
	if i >= len(cells) {
		return ""
	}
	return strings.ReplaceAll(cells[i], "\r\n", "\n")
}

// digest is the same for the same texts, whichever way their lines end.
func digest(texts ...string) string {
	h := sha256.New()
	for _, t := range texts {
		h.Write([]byte(strings.ReplaceAll(t, "\r\n", "\n") + "\x00"))
	}
	return hex.EncodeToString(h.Sum(nil)[:12])
}

// mended is a row with its mend in it, if there is one of just that row. What stands in no column that has a name,
// where nobody can put it right, is left out of a mend that changes something.
func (s *sheet) mended(from string, cells []string) []string {
	m, ok := s.b.options.Mends[from]
	r := rowAt{fields: s.fields, cells: cells}
	if was := digest(cells...); ok && m.Was == was {
		out := append(slices.Clone(cells[:min(len(cells), len(s.fields))]), make([]string, max(0, len(s.fields)-len(cells)))...)
		for i, name := range s.fields {
			if !s.named[i] {
				out[i] = ""
			}
			if value, ok := m.Fields[name]; ok && name != "" {
				r.mended = r.mended || digest(value) != digest(cell(cells, i))
				out[i] = value
			}
		}
		if r.mended {
			r.cells, r.was = out, was
		}
	}
	s.b.rows[from] = r
	return r.cells
}

// mendedFS is a folder with some files of Markdown mended.
type mendedFS struct {
	fs.FS
	texts fstest.MapFS
	was   map[string]string // digests of the texts that they take the place of
}

// mended is a folder with the mends of its files of Markdown in it, where just these texts stand.
func (o Options) mended(root fs.FS) fs.FS {
	out := &mendedFS{root, fstest.MapFS{}, map[string]string{}}
	for at, m := range o.Mends {
		text, ok := m.Fields[wholeText]
		if !ok || !isMarkdown(at) {
			continue
		}
		if old, err := readUpTo(root, at, mostMended); err == nil && digest(string(old)) == m.Was && digest(text) != m.Was {
			out.texts[at], out.was[at] = &fstest.MapFile{Data: []byte(text)}, m.Was
		}
	}
	if len(out.texts) == 0 {
		return root
	}
	return out
}

// Open opens a mended file, or one of the folder.
func (f *mendedFS) Open(name string) (fs.File, error) {
	if f.texts[name] != nil {
		return f.texts.Open(name)
	}
	return f.FS.Open(name)
}

func isMarkdown(name string) bool {
	ext := strings.ToLower(path.Ext(name))
	return ext == ".md" || ext == ".markdown" || ext == ".mdx"
}

// plainText tells whether a text can be shown and comes back as it is.
func plainText(text []byte) bool {
	_, encoding, err := knowledge.Decoded(text)
	return err == nil && encoding == "" && !bytes.ContainsRune(text, 0)
}
