package webdesk

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"

	"switchboard/assist"
	"switchboard/knowledge"
)

// tone answers with another wording of what the operator has written. It changes and sends nothing.
func (d *Desk) tone(c call) error {
	id, err := c.id()
	if err != nil {
		return err
	}
	if err := c.ParseForm(); err != nil {
		return unreadable(err)
	}
	out, err := d.router.Reword(c.Context(), c.me.ID, id, c.text("text"), c.text("tone"), c.number("draft"))
	if why := (assist.RewordError{}); errors.As(err, &why) {
		return refusal{http.StatusUnprocessableEntity, why.Why}
	}
	if err != nil {
		return err
	}
	b, err := json.Marshal(map[string]any{"text": out.Text, "lang": out.Lang, "notes": out.Notes})
	if err != nil {
		return fmt.Errorf("tell another wording: %w", err)
	}
	c.w.Header().Set("Content-Type", "application/json")
	_, _ = c.w.Write(b) // the reader has gone: nobody to tell
	return nil
}

// language tells in which language a text is, or nothing: it may be in one that is not known. Of one that is plainly another
// than the customer's it says so, in words.
func (d *Desk) language(c call) error {
	id, err := c.id()
	if err != nil {
		return err
	}
	if err := c.ParseForm(); err != nil {
		return unreadable(err)
	}
	text := c.text("text")
	foreign, err := d.router.Foreign(c.Context(), c.me.ID, id, text)
	if err != nil {
		return err
	}
	lang, _ := knowledge.Language(text, "")
	b, err := json.Marshal(map[string]string{"lang": lang, "foreign": foreign.Words()})
	if err != nil {
		return fmt.Errorf("tell a language: %w", err)
	}
	c.w.Header().Set("Content-Type", "application/json")
	_, _ = c.w.Write(b) // the reader has gone: nobody to tell
	return nil
}
