package assist

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"switchboard/knowledge"
)

// The tones in which a text may be said anew.
const (
	Shorter    = "shorter"
	Friendlier = "friendlier"
	Formal     = "formal"
	Translate  = "translate" // into the customer's language
)

const (
	toneWithin = 28 * time.Second // a desk waits for 30
	toneTries  = 2                // of a wording that does not stand the checks
	toneLong   = 4000             // characters that are reworded
	toneNotes  = 4
)

var toneSchema = json.RawMessage(`{"type":"object","additionalProperties":false,"required":["text"],"properties":{"text":{"type":"string"}}}`)

// Rewording is what is to be said anew.
type Rewording struct {
	Text    string
	Tone    string
	Lang    string   // the customer's: into which is translated
	Sources []Source // of the draft that the text was made of, if it was
}

// Reworded is a text said anew, for whoever wrote it to accept or not.
type Reworded struct {
	Text  string
	Lang  string
	Notes []string // what rules cannot tell and a person has to look at
}

// RewordError says, in words for an operator, why there is no other wording.
type RewordError struct{ Why string }

func (e RewordError) Error() string { return e.Why }

// toneData is the fenced data of a prompt.
type toneData struct {
	Task     string   `json:"task"`
	Language string   `json:"language"`
	Keep     []string `json:"keep"`
	Text     string   `json:"text"`
}

// Reword has the model say a text in another tone. Every number, price, date, name, address, link and code of it must
// stand in the new one, and no other; else the wording is thrown away and a RewordError says what differs.
func (a *Assistant) Reword(ctx context.Context, r Rewording) (Reworded, error) {
	text := strings.TrimSpace(visible(r.Text))
	lang, sure := knowledge.Language(text, "")
	switch {
	case a.writer.Model == nil:
		return Reworded{}, RewordError{"No model is set that could reword this."}
	case !slices.Contains([]string{Shorter, Friendlier, Formal, Translate}, r.Tone):
		return Reworded{}, RewordError{"There is no such tone."}
	case strings.IndexFunc(text, isWordRune) < 0:
		return Reworded{}, RewordError{"Write something first."}
	case utf8.RuneCountInString(text) > toneLong:
		return Reworded{}, RewordError{fmt.Sprintf("This is too long to be reworded: %d characters are the most.", toneLong)}
	case r.Tone == Translate && r.Lang == "":
		return Reworded{}, RewordError{"The customer's language is not known yet."}
	case r.Tone == Translate && sure && knowledge.Base(lang) == knowledge.Base(r.Lang):
		return Reworded{}, RewordError{"This is in the customer's language already."}
	}
	if r.Tone == Translate {
		lang = r.Lang
	}
	ctx, cancel := context.WithTimeout(ctx, toneWithin)
	defer cancel()
	hidden := newRedaction()
	d := toneData{Task: r.Tone, Language: lang, Text: hidden.hide(text)}
	for _, c := range Claims(sign.ReplaceAllString(d.Text, " ")) {
		if c.Text = strings.TrimSpace(c.Text); !slices.Contains(d.Keep, c.Text) {
			d.Keep = append(d.Keep, c.Text)
		}
	}
	data, err := json.Marshal(d)
	if err != nil {
		return Reworded{}, fmt.Errorf("make the prompt of a wording: %w", err)
	}
	var why RewordError
	for range toneTries {
		c, err := a.writer.Model.Complete(ctx, Prompt{Feature: "tone", System: a.writer.Tone, Data: string(data), Schema: toneSchema})
		if err != nil {
			if told := (*ModelError)(nil); errors.As(err, &told) {
				return Reworded{}, fmt.Errorf("reword: %w", errors.Join(RewordError{told.Why + " Your text is as it was."}, err))
			}
			return Reworded{}, fmt.Errorf("reword: %w", err)
		}
		out, err := a.said(c.Text, text, lang, r, hidden)
		if err == nil || !errors.As(err, &why) {
			return out, err
		}
	}
	return Reworded{}, why
}

// said reads what a model answered, and checks it against what it was to say.
func (a *Assistant) said(answer, text, lang string, r Rewording, hidden *redaction) (Reworded, error) {
	var got struct {
		Text string `json:"text"`
	}
	if readObject(answer, &got) != nil {
		return Reworded{}, RewordError{"The model answered with something that is no wording."}
	}
	signed := wordingOf(hidden.mend(visible(got.Text)), text)
	said, ok := hidden.restore(signed)
	switch {
	case !ok && hidden.made(signed):
		return Reworded{}, RewordError{"The model's wording has private data that your text does not have: it was thrown away."}
	case !ok:
		return Reworded{}, RewordError{"The model's wording has broken signs where private data stands: it was thrown away."}
	}
	w := wording{from: text, to: said, fromLang: knowledgeLang(text, r.Lang), lang: lang, tone: r.Tone, sources: r.Sources, system: a.writer.Tone}
	if why := w.wrong(); why != "" {
		return Reworded{}, RewordError{"The model's wording was thrown away: " + why + "."}
	}
	return Reworded{Text: said, Lang: lang, Notes: w.notes()}, nil
}

// knowledgeLang is the language of a text, or the one it is likely to be in.
func knowledgeLang(text, prior string) string {
	lang, _ := knowledge.Language(text, prior)
	return lang
}
