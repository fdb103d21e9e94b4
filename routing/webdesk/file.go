package webdesk

import (
	"bytes"
	"io"
	"mime"
	"net/http"
	"slices"
	"strings"
	"time"

	"switchboard/routing"
)

// inline tells whether a browser may show a file of this type beside our pages. Everything else is a download.
func inline(kind string) string {
	kind, _, _ = strings.Cut(strings.ToLower(kind), ";")
	switch {
	case slices.Contains([]string{"image/png", "image/jpeg", "image/gif", "image/webp"}, kind):
		return "image"
	case slices.Contains([]string{"audio/mpeg", "audio/ogg", "audio/mp4", "audio/wav", "audio/wave", "audio/x-wav", "audio/webm", "audio/aac"}, kind):
		return "audio"
	case slices.Contains([]string{"video/mp4", "video/webm", "video/quicktime"}, kind):
		return "video"
	}
	return ""
}

// genuine tells whether a content is what its type says, as far as its first bytes show.
func genuine(kind string, head []byte) bool {
	found, _, _ := strings.Cut(http.DetectContentType(head), ";")
	switch inline(kind) {
	case "image":
		return found == kind
	case "audio", "video":
		return strings.HasPrefix(found, "audio/") || strings.HasPrefix(found, "video/") ||
			found == "application/ogg" || found == "application/octet-stream"
	}
	return false
}

// serveFile hands out an attachment to who may see its conversation. It comes from a stranger: it is shown only if it
// is a picture, a sound or a film, and may run nothing.
func (d *Desk) serveFile(c call) error {
	id, err := c.id()
	if err != nil {
		return err
	}
	f, content, err := d.router.OpenFile(c.Context(), c.me.ID, id)
	if err != nil {
		return err
	}
	defer func() { _ = content.Close() }()
	data, err := io.ReadAll(content)
	if err != nil {
		return err
	}
	serve(c.w, c.Request, f, data)
	return nil
}

func serve(w http.ResponseWriter, r *http.Request, f routing.File, data []byte) {
	h := w.Header()
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Content-Security-Policy", "default-src 'none'; media-src 'self'; img-src 'self'; sandbox")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("Cache-Control", "private, max-age=3600")
	kind, _, _ := strings.Cut(strings.ToLower(f.Type), ";")
	how := "inline"
	if !genuine(kind, data[:min(len(data), 512)]) {
		how = "attachment"
		if kind != "application/pdf" {
			kind = "application/octet-stream"
		}
	}
	h.Set("Content-Type", kind)
	h.Set("Content-Disposition", mime.FormatMediaType(how, map[string]string{"filename": fileName(f.Name)}))
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(data))
}
