package webchat

import (
	"bytes"
	"embed"
	"fmt"
	"html/template"
	"net/http"
)

//go:embed demo
var demoFiles embed.FS

// Page is what the demo page shows.
type Page struct {
	Account   string    // name of the web chat account whose widget stands on the page; empty: "site"
	Questions []string  // questions to try; a click puts one into the chat
	Projects  []Project // the sample projects, or none
}

// Project is a card on the demo page.
type Project struct{ Name, Summary string }

// pagePolicy lets the page load what this server serves, and nothing else. Pictures sent in the chat are this server's.
const pagePolicy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; " +
	"form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

// Demo serves the page of the invented company Lumen & Co at "/", with its own files under /demo/. Everything else
// under it is not found. It panics if the embedded template is broken.
func Demo(p Page) http.Handler {
	if p.Account == "" {
		p.Account = "site"
	}
	var page bytes.Buffer
	if err := template.Must(template.ParseFS(demoFiles, "demo/page.html")).Execute(&page, p); err != nil {
		panic(fmt.Sprintf("webchat: demo page: %v", err))
	}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /{$}", demoFile(page.Bytes(), "text/html; charset=utf-8"))
	for name, typ := range map[string]string{
		"demo.css": "text/css; charset=utf-8", "demo.js": "text/javascript; charset=utf-8", "icon.svg": "image/svg+xml",
	} {
		content, err := demoFiles.ReadFile("demo/" + name)
		if err != nil {
			panic(fmt.Sprintf("webchat: demo page: %v", err))
		}
		mux.HandleFunc("GET /demo/"+name, demoFile(content, typ))
	}
	return mux
}

func demoFile(content []byte, typ string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		h := w.Header()
		h.Set("Content-Type", typ)
		h.Set("Content-Security-Policy", pagePolicy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cache-Control", "no-cache")
		_, _ = w.Write(content) // the browser went away: nobody is left to tell
	}
}
