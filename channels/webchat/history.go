package webchat

import (
	"context"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"switchboard/channels"
)

// shown is an entry as the browser gets it: what is not listed here does not leave.
type shown struct {
	Rev      int64             `json:"rev"`
	ID       string            `json:"id"`
	Key      string            `json:"key,omitempty"` // the id that the client chose
	Out      bool              `json:"out"`
	By       string            `json:"by,omitempty"`
	Name     string            `json:"name,omitempty"`
	Text     string            `json:"text"`
	Files    []shownFile       `json:"files,omitempty"`
	Choices  []string          `json:"choices,omitempty"`
	Sources  []channels.Source `json:"sources,omitempty"`
	Quote    string            `json:"quote,omitempty"`
	Reaction string            `json:"reaction,omitempty"`
	State    string            `json:"state"`
	Edited   bool              `json:"edited,omitempty"`
	Deleted  bool              `json:"deleted,omitempty"`
	At       time.Time         `json:"at"`
}

type shownFile struct {
	Name    string `json:"name"`
	Type    string `json:"type"`
	Size    int64  `json:"size"`
	Picture bool   `json:"picture"`
	URL     string `json:"url"` // relative to the account's path
}

func (c *Chat) show(v visitor, e channels.Entry) shown {
	s := shown{Rev: e.Rev, ID: strings.TrimPrefix(e.ID, v.address+"/"), Key: strings.TrimPrefix(e.Key, v.address+"/"), Out: e.Out, By: e.By,
		Name: e.Name, State: e.State, Edited: e.Edited, Deleted: e.Deleted, At: e.At}
	if e.Deleted {
		return s
	}
	s.Text, s.Choices, s.Quote, s.Reaction = e.Text, e.Choices, e.Quote, e.Reaction
	for _, src := range e.Sources {
		if u, err := url.Parse(src.Link); err != nil || (u.Scheme != "https" && u.Scheme != "http") {
			src.Link = ""
		}
		s.Sources = append(s.Sources, src)
	}
	for _, f := range e.Files {
		s.Files = append(s.Files, shownFile{Name: cleanName(f.Name), Type: f.Type, Size: f.Size, Picture: picture(f.Type),
			URL: c.signer.link(v.address, f.ID, time.Now())})
	}
	return s
}

// history answers what changed after a revision, for clients that do not hold a stream.
func (c *Chat) history(w http.ResponseWriter, r *http.Request, v visitor) error {
	if err := c.limits.reads.take(v.address); err != nil {
		return err
	}
	after := int64(0)
	if s := r.URL.Query().Get("after"); s != "" {
		var err error
		if after, err = strconv.ParseInt(s, 10, 64); err != nil || after < 0 {
			return invalid("after", "must be a revision, from 0")
		}
	}
	ctx, cancel := context.WithTimeout(r.Context(), callTimeout)
	defer cancel()
	entries, err := c.archive.History(ctx, c.account, v.address, after, historyLimit)
	if err != nil {
		return err
	}
	status, err := c.statusOf(ctx, v)
	if err != nil {
		return err
	}
	answer := struct {
		Entries []shown         `json:"entries"`
		More    bool            `json:"more"` // ask again with the last revision
		Status  channels.Status `json:"status"`
	}{make([]shown, 0, len(entries)), after > 0 && len(entries) == historyLimit, status}
	for _, e := range entries {
		answer.Entries = append(answer.Entries, c.show(v, e))
	}
	writeJSON(w, http.StatusOK, answer)
	return nil
}

func (c *Chat) statusOf(ctx context.Context, v visitor) (channels.Status, error) {
	ctx, cancel := context.WithTimeout(ctx, callTimeout)
	defer cancel()
	return c.archive.Status(ctx, c.account, v.address)
}
