package webdesk

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"

	"switchboard/routing"
)

// dispute is what the composer shows of one.
type dispute struct {
	Sent  string `json:"sent"`
	Says  string `json:"says"` // the sentence of the article
	Title string `json:"title"`
	Link  string `json:"link,omitempty"`
}

// disputes tells the composer what differs, so that it asks for a correction or a reason.
func disputes(c call, e routing.DisputeError) error {
	all := make([]dispute, len(e.Disputes))
	for i, d := range e.Disputes {
		all[i] = dispute{Sent: d.Claim.Text, Says: first(d.Says, 300), Title: d.Source.Title}
		if l := d.Source.Link; strings.HasPrefix(l, "https://") || strings.HasPrefix(l, "http://") {
			all[i].Link = l
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
