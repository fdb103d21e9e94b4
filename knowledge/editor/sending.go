package editor

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"net/url"
	"path"
	"slices"
	"strings"
)

// maxField is the longest word beside the files of an import, in bytes.
const maxField = 64 << 10

// sending is what has arrived of the files of an import. The form is read part by part: where all of it is parsed at once,
// no more than a thousand parts are taken.
type sending struct {
	count int
	first string // name of the first file
	data  []byte // of it, until there is a second one
	seen  map[string]bool
	path  string // of the next file, where the browser told where it stood in its folder
	pack  *zip.Writer
	to    bytes.Buffer
}

// take takes in one part of the form: a file, where one stood, or another word of the form.
func (s *sending) take(c call, part *multipart.Part) error {
	switch {
	case part.FormName() == "file" && part.FileName() != "":
		return s.file(part)
	case part.FileName() != "" || part.FormName() == "file": // nothing was chosen there
		return nil
	}
	word, err := io.ReadAll(io.LimitReader(part, maxField))
	if err != nil {
		return err
	}
	if part.FormName() == "path" {
		s.path = string(word)
		return nil
	}
	if c.PostForm == nil {
		c.PostForm = url.Values{}
	}
	c.PostForm.Add(part.FormName(), string(word))
	return nil
}

// file takes in a file, below the path that was told before it. What is hidden in a folder, such as what Git keeps, is
// passed over.
func (s *sending) file(part *multipart.Part) error {
	name := part.FileName()
	if s.path != "" {
		name = s.path
	}
	s.path = ""
	name = strings.TrimPrefix(path.Clean("/"+strings.ReplaceAll(name, `\`, "/")), "/")
	if name == "" || s.seen[name] || hidden(name) {
		return nil
	}
	if s.count++; s.count > maxUploads { // the rest is heard out: who is cut off does not hear why
		s.pack, s.to = nil, bytes.Buffer{}
		return nil
	}
	data, err := io.ReadAll(part)
	if err != nil {
		return err
	}
	if s.count == 1 {
		s.first, s.data, s.seen = name, data, map[string]bool{name: true}
		return nil
	}
	if s.pack == nil {
		s.pack = zip.NewWriter(&s.to)
		if err := s.add(s.first, s.data); err != nil {
			return err
		}
		s.data = nil
	}
	s.seen[name] = true
	return s.add(name, data)
}

// hidden tells whether a path leads through a name that begins with a dot.
func hidden(name string) bool {
	return slices.ContainsFunc(strings.Split(name, "/"), func(part string) bool { return strings.HasPrefix(part, ".") })
}

func (s *sending) add(name string, data []byte) error {
	to, err := s.pack.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Store}) // it is unpacked at once
	if err == nil {
		_, err = to.Write(data)
	}
	if err != nil {
		return fmt.Errorf("pack %q: %w", name, err)
	}
	return nil
}

// whole is what arrived, when all of it has.
func (s *sending) whole() (name string, data []byte, err error) {
	switch {
	case s.count == 0:
		return "", nil, refusal{http.StatusUnprocessableEntity, "Choose a file or a folder first."}
	case s.count > maxUploads:
		return "", nil, refusal{http.StatusRequestEntityTooLarge, fmt.Sprintf("These are %d files; at most %d are taken at once. Import them in parts, or packed as a ZIP.", s.count, maxUploads)}
	case s.pack == nil:
		return path.Base(s.first), s.data, nil
	}
	if err := s.pack.Close(); err != nil {
		return "", nil, fmt.Errorf("pack the upload: %w", err)
	}
	return "upload.zip", s.to.Bytes(), nil
}
