package webdesk

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strings"

	"switchboard/assist"
	"switchboard/routing"
)

// dispute is what the composer shows of one.
type dispute struct {
	Sent  string `json:"sent"`
	Says  string `json:"says"` // the sentence of the article
	Title string `json:"title"`
	Link  string `json:"link,omitempty"`
}

// page is where a source is read: at its public page, else in the knowledge base, where a project's card has a page, too.
func page(s assist.Source) string {
	switch {
	case strings.HasPrefix(s.Link, "https://") || strings.HasPrefix(s.Link, "http://"):
		return s.Link
	case s.Article != 0:
		return fmt.Sprintf("/knowledge/a/%d", s.Article)
	case s.Project != "":
		return "/knowledge/p/" + url.PathEscape(s.Project)
	}
	return ""
}

// seen are the disputed words that the form showed: what its reason is for.
func (c call) seen() []string {
	out := []string{}
	for _, words := range c.Form["seen"] {
		out = append(out, strings.ReplaceAll(words, "\r\n", "\n"))
	}
	return out
}

// disputes tells the composer what differs, so that it asks for a correction or a reason.
func disputes(c call, e routing.DisputeError) error {
	all := make([]dispute, len(e.Disputes))
	for i, d := range e.Disputes {
		all[i] = dispute{Sent: d.Claim.Text, Says: first(d.Says, 300), Title: d.Source.Title, Link: page(d.Source)}
		if d.Source.Article == 0 && d.Source.Name != "" { // a card has no title of its own
			all[i].Title = d.Source.Name + " · " + d.Source.Title
		}
	}
	b, err := json.Marshal(map[string]any{"disputes": all})
	if err != nil {
		return fmt.Errorf("tell what is disputed: %w", err)
	}
	c.w.Header().Set("Content-Type", "application/json")
	c.w.WriteHeader(http.StatusConflict)
	_, _ = c.w.Write(b) // the reader has gone: nobody to tell
	return nil
}
