package webchat

import (
	"bytes"
	"context"
	"net/http"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"switchboard/channels"
)

// where is what every request may say about the page it comes from.
type where struct {
	Page string `json:"page"`
	Lang string `json:"lang"`
}

func (p *where) check() (err error) {
	if err := checkLang(p.Lang); err != nil {
		return err
	}
	p.Page, err = cleanPage(p.Page)
	return err
}

// session issues a token to a new visitor and renews the token of a known one.
func (c *Chat) session(w http.ResponseWriter, r *http.Request) error {
	var req where
	if _, err := readJSON(w, r, &req); err != nil {
		return err
	}
	if err := req.check(); err != nil {
		return err
	}
	if err := c.limits.enter(r); err != nil {
		return err
	}
	v, returning := c.visitor(r)
	status := http.StatusOK
	if !returning {
		v, status = newVisitor(), http.StatusCreated
		started := c.inbound(v, "started", req)
		started.Kind, started.Greeted = channels.Started, true
		if err := c.receive(r, started); err != nil {
			return err
		}
	}
	lang := c.settings.choose(req.Lang)
	writeJSON(w, status, struct {
		Token    string            `json:"token"`
		Visitor  string            `json:"visitor"`
		Lang     string            `json:"lang"`
		Title    string            `json:"title"`
		Greeting string            `json:"greeting"`
		Color    string            `json:"color"`
		MaxFile  int64             `json:"max_file"`
		MaxText  int               `json:"max_text"`
		Texts    map[string]string `json:"texts"`
	}{c.signer.token(v), v.address, lang, c.settings.Title, c.settings.greeting(lang), c.settings.Color,
		c.settings.MaxFile, maxText, c.widget.texts[lang]})
	return nil
}

// choose returns the offered language that is nearest to a tag.
func (s *Settings) choose(tag string) string {
	primary, _, _ := strings.Cut(strings.ToLower(tag), "-")
	if slices.Contains(s.Languages, primary) {
		return primary
	}
	return s.Languages[0]
}

// said is the body of messages and press.
type said struct {
	where
	ID      string `json:"id"`
	Text    string `json:"text"`
	Ref     string `json:"ref"`     // press: the message that offered the choice
	Attempt int    `json:"attempt"` // 1: this id was never sent before
}

func (c *Chat) message(w http.ResponseWriter, r *http.Request, v visitor) error {
	return c.take(w, r, v, func(req said) (channels.Kind, error) {
		if req.Ref != "" {
			return "", invalid("ref", "only a press has it")
		}
		return channels.Message, nil
	})
}

func (c *Chat) press(w http.ResponseWriter, r *http.Request, v visitor) error {
	return c.take(w, r, v, func(req said) (channels.Kind, error) {
		if req.Ref == "" || len(req.Ref) > 200 || cleanText(req.Ref) != req.Ref {
			return "", invalid("ref", "must be the id of the message that offered the choice")
		}
		return channels.Press, nil
	})
}

func (c *Chat) take(w http.ResponseWriter, r *http.Request, v visitor, kind func(said) (channels.Kind, error)) error {
	var req said
	raw, err := readJSON(w, r, &req)
	if err != nil {
		return err
	}
	if err := req.check(); err != nil {
		return err
	}
	in := c.inbound(v, req.ID, req.where)
	if in.Kind, err = kind(req); err != nil {
		return err
	}
	in.Text, in.Ref, in.Raw = req.Text, req.Ref, bytes.Clone(raw)
	if err := c.limits.spend(v, r); err != nil {
		return err
	}
	status, err := c.store(r, v, in, req.Attempt == 1)
	if err != nil {
		return err
	}
	writeJSON(w, status, map[string]string{"id": req.ID})
	return nil
}

func (req *said) check() error {
	if err := checkID("id", req.ID); err != nil {
		return err
	}
	if req.Attempt < 0 {
		return invalid("attempt", "must not be negative")
	}
	if req.Text = cleanText(req.Text); req.Text == "" {
		return invalid("text", "must not be empty")
	}
	if utf8.RuneCountInString(req.Text) > maxText {
		return invalid("text", "must not be longer than 4000 characters")
	}
	return req.where.check()
}

func (c *Chat) inbound(v visitor, id string, at where) channels.Inbound {
	return channels.Inbound{
		Account: c.account,
		ID:      v.address + "/" + id, // ids are the visitors' own; one must not be able to use up another's
		From:    v.address,
		Lang:    at.Lang,
		Page:    at.Page,
		Project: c.settings.Project,
		At:      time.Now(),
	}
}

// store commits an event once. Unless the client promised that the id is new, a look at the archive tells a
// repetition (200) from another text under the same id (409).
func (c *Chat) store(r *http.Request, v visitor, in channels.Inbound, fresh bool) (status int, err error) {
	if !fresh {
		before, err := c.find(r.Context(), v, in.ID)
		if err != nil {
			return 0, err
		}
		switch {
		case before == nil:
		case same(*before, in):
			return http.StatusOK, nil
		default:
			return 0, &refusal{status: http.StatusConflict, field: "id", text: "the id was used for another message"}
		}
	}
	return http.StatusCreated, c.receive(r, in)
}

func (c *Chat) find(ctx context.Context, v visitor, key string) (*channels.Entry, error) {
	ctx, cancel := context.WithTimeout(ctx, callTimeout)
	defer cancel()
	entries, err := c.archive.History(ctx, c.account, v.address, 0, historyLimit)
	if err != nil {
		return nil, err
	}
	i := slices.IndexFunc(entries, func(e channels.Entry) bool { return e.Key == key })
	if i < 0 {
		return nil, nil
	}
	return &entries[i], nil
}

// same compares by words, since the archive may have cleaned further. An edited or deleted text cannot be compared.
func same(e channels.Entry, in channels.Inbound) bool {
	if e.Edited || e.Deleted {
		return true
	}
	if len(e.Files) != len(in.Files) || !slices.Equal(strings.Fields(e.Text), strings.Fields(in.Text)) {
		return false
	}
	for i, f := range in.Files {
		if e.Files[i].Size != f.Size || e.Files[i].Name != f.Name {
			return false
		}
	}
	return true
}

func (c *Chat) seen(w http.ResponseWriter, r *http.Request, v visitor) error {
	var req struct {
		Rev  int64 `json:"rev"`
		Read bool  `json:"read"`
	}
	if _, err := readJSON(w, r, &req); err != nil {
		return err
	}
	if req.Rev < 0 {
		return invalid("rev", "must not be negative")
	}
	if err := c.limits.reads.take(v.address); err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(r.Context(), callTimeout)
	defer cancel()
	if err := c.archive.Seen(ctx, c.account, v.address, req.Rev, req.Read); err != nil {
		return err
	}
	w.WriteHeader(http.StatusNoContent)
	return nil
}

// typing passes the notice on; too many are dropped without a word, they are only notices.
func (c *Chat) typing(w http.ResponseWriter, r *http.Request, v visitor) error {
	if c.limits.notices.take(v.address) == nil {
		ctx, cancel := context.WithTimeout(r.Context(), callTimeout)
		defer cancel()
		c.archive.Types(ctx, c.account, v.address)
	}
	w.WriteHeader(http.StatusNoContent)
	return nil
}
