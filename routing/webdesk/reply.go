package webdesk

import (
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"path/filepath"
	"regexp"
	"strings"
	"unicode"

	"switchboard/channels"
	"switchboard/routing"
)

var uuid = regexp.MustCompile(`^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$`)

// reply sends to the customer.
func (d *Desk) reply(c call) error {
	id, err := c.id()
	if err != nil {
		return err
	}
	if err := c.ParseMultipartForm(4 << 20); err != nil && !errors.Is(err, http.ErrNotMultipart) {
		return unreadable(err)
	}
	if c.MultipartForm != nil {
		defer func() { _ = c.MultipartForm.RemoveAll() }()
	}
	p := routing.Reply{Key: c.text("key"), Text: c.text("text"), Draft: c.number("draft"), LastSeq: c.number("last"), Via: c.number("via"), Despite: c.text("despite")}
	if p.Key != "" && !uuid.MatchString(p.Key) {
		return refusal{http.StatusBadRequest, "The form is not one of ours."}
	}
	if p.Despite != "" {
		p.Seen = c.seen()
	}
	if p.Found, err = found(c.text("found")); err != nil {
		return err
	}
	if p.Text, err = d.unchanged(c, id, p); err != nil {
		return err
	}
	if p.Files, err = attached(c.MultipartForm); err != nil {
		return err
	}
	_, err = d.router.Reply(c.Context(), c.me.ID, id, p)
	if disputed := (routing.DisputeError{}); errors.As(err, &disputed) {
		return disputes(c, disputed)
	}
	if err != nil {
		return err
	}
	return done(c, conversation(id))
}

// found reads which articles go with a reply: "7.3 9.1" are version 3 of article 7 and version 1 of article 9.
func found(list string) (out []routing.Found, err error) {
	for _, one := range strings.Fields(list) {
		var f routing.Found
		if n, err := fmt.Sscanf(one, "%d.%d", &f.Article, &f.Version); n != 2 || err != nil {
			return nil, refusal{http.StatusBadRequest, "The form is not one of ours."}
		}
		out = append(out, f)
	}
	return out, nil
}

// unchanged returns an unchanged draft as it is stored, so that it counts as unchanged, and another text as it is.
func (d *Desk) unchanged(c call, conv int64, p routing.Reply) (string, error) {
	if p.Draft == 0 {
		return p.Text, nil
	}
	drafts, err := d.router.Drafts(c.Context(), c.me.ID, conv)
	if err != nil {
		return "", err
	}
	for _, s := range drafts {
		if s.ID == p.Draft && strings.TrimSpace(s.Text) == p.Text {
			return s.Text, nil
		}
	}
	return p.Text, nil
}

// attached reads the files of a form. What a file is, is told by its content; what a browser would run is sent as
// plain bytes.
func attached(form *multipart.Form) ([]channels.File, error) {
	if form == nil {
		return nil, nil
	}
	var out []channels.File
	total := 0
	for _, header := range form.File["file"] {
		if header.Size == 0 && header.Filename == "" {
			continue
		}
		if len(out) == 10 {
			return nil, wrong("At most 10 files go with one reply.")
		}
		f, err := header.Open()
		if err != nil {
			return nil, fmt.Errorf("open an upload: %w", err)
		}
		data, err := io.ReadAll(io.LimitReader(f, maxFiles+1))
		_ = f.Close()
		if err != nil {
			return nil, fmt.Errorf("read an upload: %w", err)
		}
		name := fileName(header.Filename)
		if len(data) == 0 {
			return nil, wrong("The file %q is empty.", name)
		}
		if total += len(data); total > maxFiles {
			return nil, refusal{http.StatusRequestEntityTooLarge, "This is too large: files may have 20 MB together."}
		}
		out = append(out, channels.File{Name: name, Type: typeOf(name, data), Size: int64(len(data)), Data: data})
	}
	return out, nil
}

// fileName is a name to show, never a path.
func fileName(s string) string {
	s = filepath.Base(strings.ReplaceAll(strings.ToValidUTF8(s, ""), `\`, "/"))
	s = strings.Map(func(c rune) rune {
		if unicode.IsControl(c) || unicode.Is(unicode.Cf, c) || strings.ContainsRune(`/<>:"|?*`, c) {
			return -1
		}
		return c
	}, s)
	if s = strings.Trim(s, ". "); s == "" {
		return "file"
	}
	if len(s) > 150 {
		ext := filepath.Ext(s)
		if len(ext) > 10 {
			ext = ""
		}
		return first(strings.TrimSuffix(s, ext), 100) + ext
	}
	return s
}

// typeOf tells what a file is, by its content; the name only tells kinds of documents apart.
func typeOf(name string, data []byte) string {
	found := http.DetectContentType(data)
	kind, _, _ := mime.ParseMediaType(found)
	switch {
	case kind == "text/html" || kind == "text/xml" || strings.Contains(kind, "svg"):
		return "application/octet-stream"
	case kind == "application/zip" || kind == "application/octet-stream":
		return office(name, kind)
	case kind == "text/plain" && strings.EqualFold(filepath.Ext(name), ".csv"):
		return "text/csv"
	}
	return kind
}

func office(name, kind string) string {
	documents := map[string]string{
		".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
		".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
		".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
		".odt":  "application/vnd.oasis.opendocument.text",
		".ods":  "application/vnd.oasis.opendocument.spreadsheet",
	}
	if t := documents[strings.ToLower(filepath.Ext(name))]; t != "" && kind == "application/zip" {
		return t
	}
	return kind
}
