package webchat

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
)

//go:embed widget
var widgetFiles embed.FS

// scripts are the widget's parts in the order in which they build on each other. They share one function's scope.
func scripts() []string {
	return []string{"base.js", "icons.js", "markdown.js", "api.js", "stream.js", "outbox.js", "message.js", "log.js",
		"composer.js", "panel.js", "main.js"}
}

// languages are those that the widget speaks.
func languages() []string { return []string{"en", "uk", "ru", "de", "pl"} }

// asset is a file in memory, packed once.
type asset struct {
	plain  []byte
	packed []byte // gzip
	etag   string
	typ    string
	texts  map[string]map[string]string // the widget's words, by language
}

// buildWidget makes the one script of a site: its settings, the words and the style inside, so that the launcher
// shows without a second request.
func buildWidget(s Settings) (asset, error) {
	texts := map[string]map[string]string{}
	for _, lang := range s.Languages {
		raw, err := widgetFiles.ReadFile("widget/texts/" + lang + ".json")
		if err != nil {
			return asset{}, fmt.Errorf("build widget: %w", err)
		}
		var words map[string]string
		if err := json.Unmarshal(raw, &words); err != nil {
			return asset{}, fmt.Errorf("build widget: texts %s: %w", lang, err)
		}
		texts[lang] = words
	}
	style, err := widgetFiles.ReadFile("widget/style.css")
	if err != nil {
		return asset{}, fmt.Errorf("build widget: %w", err)
	}
	brand, err := parseColor(s.Color)
	if err != nil {
		return asset{}, err
	}
	config, err := json.Marshal(map[string]any{"title": s.Title, "greeting": s.Greeting, "languages": s.Languages,
		"palette": palette(brand), "maxFile": s.MaxFile, "maxText": maxText, "texts": texts, "style": string(style)})
	if err != nil {
		return asset{}, fmt.Errorf("build widget: %w", err)
	}
	var b bytes.Buffer
	fmt.Fprintf(&b, "(function () {\n'use strict';\nconst CONFIG = %s;\n", config)
	for _, name := range scripts() {
		part, err := widgetFiles.ReadFile("widget/" + name)
		if err != nil {
			return asset{}, fmt.Errorf("build widget: %w", err)
		}
		b.Write(part)
	}
	b.WriteString("})();\n")
	a, err := newAsset(b.Bytes(), "text/javascript; charset=utf-8")
	a.texts = texts
	return a, err
}

func newAsset(plain []byte, typ string) (asset, error) {
	var packed bytes.Buffer
	z, err := gzip.NewWriterLevel(&packed, gzip.BestCompression)
	if err != nil {
		return asset{}, err
	}
	if _, err := z.Write(plain); err != nil {
		return asset{}, err
	}
	if err := z.Close(); err != nil {
		return asset{}, err
	}
	sum := sha256.Sum256(plain)
	return asset{plain: plain, packed: packed.Bytes(), etag: `"` + hex.EncodeToString(sum[:8]) + `"`, typ: typ}, nil
}

// ServeHTTP lets any page load the file, and the browser ask again every five minutes at most.
func (a asset) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("Content-Type", a.typ)
	h.Set("Cache-Control", "public, max-age=300")
	h.Set("Cross-Origin-Resource-Policy", "cross-origin")
	h.Set("Access-Control-Allow-Origin", "*")
	h.Set("Vary", "Accept-Encoding")
	h.Set("ETag", a.etag)
	if r.Header.Get("If-None-Match") == a.etag {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	body := a.plain
	if strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") {
		h.Set("Content-Encoding", "gzip")
		body = a.packed
	}
	h.Set("Content-Length", fmt.Sprint(len(body)))
	_, _ = w.Write(body) // the browser went away: nobody is left to tell
}
