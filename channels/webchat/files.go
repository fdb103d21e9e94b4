package webchat

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"switchboard/channels"
)

const (
	uploadTime   = 2 * time.Minute
	downloadTime = 5 * time.Minute
	maxField     = 4 << 10 // bytes of a form field before the file
)

// sent is an upload as the browser described it.
type sent struct {
	where
	id   string
	name string
	data []byte
}

// upload takes one file as one message.
func (c *Chat) upload(w http.ResponseWriter, r *http.Request, v visitor) error {
	if err := wantUpload(r); err != nil {
		return err
	}
	if err := c.limits.spend(v, r); err != nil {
		return err
	}
	if err := c.limits.files.take(v.address); err != nil {
		return err
	}
	select {
	case c.uploads <- struct{}{}:
		defer func() { <-c.uploads }()
	default:
		return &refusal{status: http.StatusServiceUnavailable, text: "too many uploads at once, try again", after: 5 * time.Second}
	}
	_ = http.NewResponseController(w).SetReadDeadline(time.Now().Add(uploadTime)) // not every writer can
	r.Body = http.MaxBytesReader(w, r.Body, c.settings.MaxFile+maxBody)
	up, err := c.readUpload(r)
	if err != nil {
		return err
	}
	in, err := c.inboundFile(v, up)
	if err != nil {
		return err
	}
	status, err := c.store(r, v, in, false)
	if err != nil {
		return err
	}
	writeJSON(w, status, map[string]string{"id": up.id, "name": in.Files[0].Name, "type": in.Files[0].Type})
	return nil
}

func wantUpload(r *http.Request) error {
	if r.Header.Get("Content-Encoding") != "" {
		return &refusal{status: http.StatusUnsupportedMediaType, text: "compressed bodies are not accepted"}
	}
	if _, _, err := mime.ParseMediaType(r.Header.Get("Content-Type")); err != nil {
		return &refusal{status: http.StatusUnsupportedMediaType, text: "the Content-Type is missing or malformed"}
	}
	return nil
}

func (c *Chat) readUpload(r *http.Request) (sent, error) {
	if mr, err := r.MultipartReader(); err == nil {
		return c.readForm(mr)
	}
	name, err := url.PathUnescape(r.Header.Get("X-File-Name"))
	if err != nil {
		return sent{}, invalid("X-File-Name", "must be percent-encoded")
	}
	up := sent{id: r.Header.Get("X-Message-Id"), name: name}
	up.data, err = c.readFile(r.Body)
	return up, err
}

// readForm takes the fields, then the file, which must be the last part and the only one.
func (c *Chat) readForm(mr *multipart.Reader) (up sent, err error) {
	for parts := 0; ; parts++ {
		part, err := mr.NextPart()
		switch {
		case errors.Is(err, io.EOF) && up.data == nil:
			return up, invalid("file", "the form has no file")
		case errors.Is(err, io.EOF):
			return up, nil
		case err != nil:
			return up, bodyError(err)
		case up.data != nil:
			return up, invalid("file", "one file at a time, after all other fields")
		case parts > 8:
			return up, invalid("", "the form has too many parts")
		}
		if part.FormName() == "file" {
			up.name = part.FileName()
			if up.data, err = c.readFile(part); err != nil {
				return up, err
			}
			continue
		}
		value, err := io.ReadAll(io.LimitReader(part, maxField))
		if err != nil {
			return up, bodyError(err)
		}
		switch part.FormName() {
		case "id":
			up.id = string(value)
		case "page":
			up.Page = string(value)
		case "lang":
			up.Lang = string(value)
		default:
			return up, invalid(label(cleanText(part.FormName())), "unknown field")
		}
	}
}

func (c *Chat) readFile(from io.Reader) ([]byte, error) {
	data, err := io.ReadAll(io.LimitReader(from, c.settings.MaxFile+1))
	if err != nil {
		return nil, bodyError(err)
	}
	if int64(len(data)) > c.settings.MaxFile {
		return nil, &refusal{status: http.StatusRequestEntityTooLarge, field: "file",
			text: fmt.Sprintf("the file is larger than %d bytes", c.settings.MaxFile)}
	}
	if len(data) == 0 {
		return nil, invalid("file", "the file is empty")
	}
	return data, nil
}

func (c *Chat) inboundFile(v visitor, up sent) (in channels.Inbound, err error) {
	if err := checkID("id", up.id); err != nil {
		return in, err
	}
	if err := up.check(); err != nil {
		return in, err
	}
	name := cleanName(up.name)
	if runs(name, up.data) {
		return in, &refusal{status: http.StatusUnsupportedMediaType, field: "file", text: "programs are not accepted"}
	}
	in = c.inbound(v, up.id, up.where)
	in.Kind = channels.Message
	in.Files = []channels.File{{Name: name, Type: typeOf(name, up.data), Size: int64(len(up.data)), Data: up.data}}
	in.Raw, err = json.Marshal(map[string]any{"id": up.id, "name": strings.ToValidUTF8(up.name, "\uFFFD"),
		"size": len(up.data), "page": up.Page, "lang": up.Lang})
	return in, err
}

// download serves a file of the visitor's own conversation. Only pictures are shown in place; everything is told to
// the browser as data without rights.
func (c *Chat) download(w http.ResponseWriter, r *http.Request) error {
	gone := &refusal{status: http.StatusNotFound, text: "there is no such file"}
	id, err := strconv.ParseInt(r.PathValue("id"), 10, 64)
	if err != nil || id <= 0 {
		return gone
	}
	address, err := c.reader(r, id)
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(r.Context(), downloadTime)
	defer cancel()
	f, content, err := c.archive.Open(ctx, c.account, address, id)
	if errors.Is(err, channels.ErrNotFound) {
		return gone // foreign or missing: that is not told apart
	}
	if err != nil {
		return fmt.Errorf("open file %d: %w", id, err)
	}
	defer content.Close()
	h := w.Header()
	h.Set("Content-Security-Policy", "default-src 'none'; sandbox")
	h.Set("Cross-Origin-Resource-Policy", "cross-origin")
	h.Set("Cache-Control", "private, max-age=3600")
	h.Set("Content-Type", "application/octet-stream")
	h.Set("Content-Disposition", disposition("attachment", f.Name))
	if picture(f.Type) {
		h.Set("Content-Type", f.Type)
		h.Set("Content-Disposition", disposition("inline", f.Name))
	} else if inert(f.Type) {
		h.Set("Content-Type", f.Type)
	}
	if f.Size > 0 {
		h.Set("Content-Length", strconv.FormatInt(f.Size, 10))
	}
	rc := http.NewResponseController(w)
	_ = rc.SetReadDeadline(time.Time{}) // or the server's ReadTimeout would end it
	_ = rc.SetWriteDeadline(time.Now().Add(downloadTime))
	if _, err := io.Copy(w, content); err != nil {
		c.report(r, fmt.Errorf("serve file %d: %w", id, err))
	}
	return nil
}

// reader returns whose file may be read: by a signed address, or by token.
func (c *Chat) reader(r *http.Request, file int64) (address string, err error) {
	if address, ok := c.signer.linked(file, r.URL.Query(), time.Now()); ok {
		return address, c.limits.reads.take(address)
	}
	if v, ok := c.visitor(r); ok {
		return v.address, c.limits.reads.take(v.address)
	}
	return "", &refusal{status: http.StatusUnauthorized, text: "the address has expired, open the chat again"}
}

func disposition(how, name string) string {
	return how + "; filename*=UTF-8''" + strings.ReplaceAll(url.QueryEscape(cleanName(name)), "+", "%20")
}
