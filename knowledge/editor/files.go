package editor

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"mime"
	"net/http"
	"path"
	"strconv"
	"strings"
	"time"

	"switchboard/knowledge"
)

// slowUpload is how long a file may take to arrive.
const slowUpload = 5 * time.Minute

// uploaded reads one file of a form, of at most so many bytes.
func (c call) uploaded(field string, most int64) (name string, content []byte, err error) {
	_ = http.NewResponseController(c.w).SetReadDeadline(time.Now().Add(slowUpload)) // where it cannot be set the server's own holds
	c.Body = http.MaxBytesReader(c.w, c.body, most+(64<<10))
	if err := c.ParseMultipartForm(1 << 20); err != nil {
		if large, ok := errors.AsType[*http.MaxBytesError](err); ok {
			return "", nil, refusal{http.StatusRequestEntityTooLarge, fmt.Sprintf("The file is too large: at most %d MB are taken.", large.Limit>>20)}
		}
		return "", nil, refusal{http.StatusBadRequest, "The file did not arrive whole. Choose it again."}
	}
	defer func() { _ = c.MultipartForm.RemoveAll() }()
	f, head, err := c.FormFile(field)
	if err != nil {
		return "", nil, refusal{http.StatusUnprocessableEntity, "Choose a file first."}
	}
	defer func() { _ = f.Close() }()
	content, err = io.ReadAll(f)
	if err != nil {
		return "", nil, fmt.Errorf("read the file %q: %w", head.Filename, err)
	}
	return head.Filename, content, nil
}

// upload stores a picture or file and answers with the Markdown that shows or links it.
func (e *editor) upload(c call) error {
	name, content, err := c.uploaded("file", knowledge.MaxFile)
	if err == nil {
		var f knowledge.File
		ctx, cancel := context.WithTimeout(context.WithoutCancel(c.Context()), 30*time.Second) // it may have taken long to arrive
		defer cancel()
		if f, err = e.store.SaveFile(ctx, name, content, c.me.by()); err == nil {
			md := fmt.Sprintf("[%s](%s)", bracketless(f.Name), f.Path())
			if f.Picture() {
				md = fmt.Sprintf("![%s](%s)", bracketless(strings.TrimSuffix(f.Name, path.Ext(f.Name))), f.Path())
			}
			c.w.Header().Set("Content-Type", "application/json")
			return json.NewEncoder(c.w).Encode(map[string]string{"markdown": md})
		}
	}
	status, text := verdict(err)
	if status == http.StatusInternalServerError {
		e.log.Error("a file was not stored", "name", name, "error", err)
	}
	c.w.Header().Set("Content-Type", "application/json")
	c.w.WriteHeader(status)
	return json.NewEncoder(c.w).Encode(map[string]string{"problem": text})
}

func bracketless(s string) string { return strings.NewReplacer("[", "(", "]", ")").Replace(s) }

// Files serves the pictures and files of articles at knowledge.FilesPath: to everybody what a published article for
// customers shows, the others to whoever is signed in.
func Files(store *knowledge.Store, signedIn func(*http.Request) bool, log *slog.Logger) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET "+knowledge.FilesPath+"{key}/{name}", func(w http.ResponseWriter, r *http.Request) {
		key := r.PathValue("key")
		if len(key) != 32 || strings.Trim(key, "0123456789abcdef") != "" {
			http.NotFound(w, r)
			return
		}
		f, err := store.File(r.Context(), key)
		switch {
		case errors.Is(err, knowledge.ErrNotFound), err == nil && !f.Public && !signedIn(r):
			http.NotFound(w, r)
			return
		case err != nil:
			log.Error("a file was not served", "key", key, "error", err)
			http.Error(w, "The file cannot be read now. Try again in a moment.", http.StatusServiceUnavailable)
			return
		}
		h := w.Header()
		h.Set("Content-Type", f.Type)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Content-Security-Policy", "default-src 'none'; sandbox")
		h.Set("Cross-Origin-Resource-Policy", "cross-origin")
		h.Set("Cache-Control", "private, max-age=3600")
		h.Set("Content-Length", strconv.Itoa(f.Size))
		kind := "attachment"
		if f.Picture() || f.Type == "application/pdf" {
			kind = "inline"
		}
		h.Set("Content-Disposition", mime.FormatMediaType(kind, map[string]string{"filename": f.Name}))
		_, _ = w.Write(f.Content) // the reader has gone: nobody to tell
	})
	return mux
}
