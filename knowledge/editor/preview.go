package editor

import (
	"encoding/json"
	"io"
	"net/http"
	"strconv"

	"switchboard/knowledge"
	"switchboard/knowledge/convert"
)

// preview renders Markdown for the page where it is written.
func (e *editor) preview(c call) error {
	c.w.Header().Set("Content-Type", "text/html; charset=utf-8")
	body, n := typed(c.PostForm.Get("body")), 0
	if as := c.PostForm.Get("as"); as != "" {
		var err error
		if n, err = strconv.Atoi(as); err != nil || n < 0 || n > len(e.looks) || len(body) > knowledge.MaxBody {
			return refusal{http.StatusUnprocessableEntity, "The text is too long, or its channel is not known."}
		}
	}
	if n == 0 {
		if strange := knowledge.StrangePictures(body); strange > 0 {
			if err := e.pages["write"].ExecuteTemplate(c.w, "strange", strange); err != nil {
				return err
			}
		}
		_, _ = io.WriteString(c.w, string(knowledge.Render(body))) // the writer has gone: nobody to tell
		return nil
	}
	return e.pages["write"].ExecuteTemplate(c.w, "messages", e.looks[n-1].Show(body))
}

// pasted makes Markdown of what was copied from a page or a document.
func (e *editor) pasted(c call) error {
	md, pictures, err := convert.Pasted(typed(c.PostForm.Get("html")))
	if err != nil {
		return refusal{http.StatusUnprocessableEntity, "It cannot be read. Paste it without its form: Ctrl+Shift+V."}
	}
	c.w.Header().Set("Content-Type", "application/json")
	return json.NewEncoder(c.w).Encode(struct {
		Markdown string `json:"markdown"`
		Pictures int    `json:"pictures"`
	}{md, pictures})
}
