package assist

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"switchboard/knowledge"
)

const (
	draftWithin   = 5 * time.Minute // a server may load its model first
	draftTries    = 2               // of an answer that breaks off
	draftTurns    = 12              // last turns of a dialogue that a model sees
	draftTurn     = 2000            // characters of one
	draftFew      = 2               // turns that a model sees which takes no more
	draftShort    = 1200            // characters of them together, and of the passage
	draftItems    = 20              // sentences of a draft
	draftLooked   = 40              // sentences that are checked
	draftSentence = 600             // bytes of a sentence
	draftAnswer   = 64 << 10
	translated    = "translated by a model: compare it with the article"
)

var (
	draftSchema = json.RawMessage(`{"type":"object","additionalProperties":false,"required":["sentences"],"properties":{"sentences":{"type":"array","items":` +
		`{"type":"object","additionalProperties":false,"required":["text","passage","quote"],"properties":{"text":{"type":"string"},"passage":{"type":"integer"},"quote":{"type":"string"}}}}}}`)
)

// passageData, turnData and draftData are the fenced data of a prompt.
type passageData struct {
	Number  int    `json:"number"`
	Title   string `json:"title"`
	Heading string `json:"heading,omitempty"`
	Text    string `json:"text"`
}

type turnData struct {
	From string `json:"from"`
	Text string `json:"text"`
}

type draftData struct {
	Language string        `json:"language"`
	Passages []passageData `json:"passages"`
	Dialogue []turnData    `json:"dialogue"`
}

// Written is a draft of a model, as far as it stood the checks.
type Written struct {
	Text    string
	Lang    string
	Sources []Source // those that it has its words from
	Key     string   // under which it is kept for who asks the same; empty: it is not
	Asked   bool     // a model has answered just now; what was kept, or others asked for, tells nothing of it
}

// Basis is what a model may write a draft from: the passages of the suggestions that a customer may see, of one project,
// since what two of them say must not run together. Nil: nothing is to be written.
func Basis(list []Suggestion) []Source {
	best := slices.IndexFunc(list, func(s Suggestion) bool { return s.Public })
	if best < 0 {
		return nil
	}
	var sources []Source
	for _, s := range list {
		if s.Public && s.Sources[0].Project == list[best].Sources[0].Project {
			sources = append(sources, s.Sources...)
		}
	}
	return sources
}

// Write has the model write an answer to the customer's last words from the passages, in the customer's language. grows is
// told the draft whenever a further sentence of it stood the checks: the text it is told is part of no answer yet, and
// may be shorter than before when the model had to begin anew. What grows refuses ends the writing. If nothing stands the
// checks there is no draft, and the error says why; see WhyUnwritten. If the answer broke off, the draft that comes with
// the error is what stood the checks till then: it is unfinished, and nothing says what it lacks. What was asked before,
// of the same articles, is not asked again.
func (a *Assistant) Write(ctx context.Context, d Dialogue, sources []Source, grows func(Written) error) (Written, error) {
	sources = slices.DeleteFunc(slices.Clone(sources), func(s Source) bool { return s.Internal })
	if a.writer.Model == nil || len(sources) == 0 {
		return Written{}, errUnsupported
	}
	ctx, cancel := context.WithTimeout(ctx, draftWithin)
	defer cancel()
	last, _ := lastWords(d)
	lang, _ := knowledge.Language(strings.Join(last, " "), d.Lang)
	lang = cmp.Or(lang, d.Lang, sources[0].Lang)
	hidden := newRedaction()
	shown := draftDataOf(d, sources, lang, hidden)
	data, err := json.Marshal(shown)
	if err != nil {
		return Written{}, fmt.Errorf("make the prompt of a draft: %w", err)
	}
	p := Prompt{Feature: "draft", System: a.writer.Prompt, Data: string(data), Schema: draftSchema, Waits: true}
	key, err := a.keyOf(p, shown, sources)
	if err != nil {
		return Written{}, fmt.Errorf("make the key of a draft: %w", err)
	}
	shorter := func() (string, error) {
		b, err := json.Marshal(shown.short())
		return string(b), err
	}
	w := drafting{a: a, p: p, key: key, shorter: shorter, grows: grows, read: func(grows func(Written) error) *reading {
		return &reading{sources: sources, lang: lang, system: a.writer.Prompt, hidden: hidden, grows: grows, said: a.passages.of}
	}}
	out, err := w.draft(ctx)
	if a.writer.Earlier != nil && err == nil {
		out.Key = key
	}
	return out, err
}

// read has the model's answer read as it comes, where the model can tell it so.
func (a *Assistant) read(ctx context.Context, p Prompt, r *reading) (Completion, error) {
	if s, ok := a.writer.Model.(Streamer); ok {
		return s.Stream(ctx, p, r.take)
	}
	c, err := a.writer.Model.Complete(ctx, p)
	if err != nil {
		return c, err
	}
	return c, r.take(c.Text)
}

// draftDataOf is what leaves to the model: the passages, which are public, and the dialogue without what is private.
func draftDataOf(d Dialogue, sources []Source, lang string, hidden *redaction) draftData {
	out := draftData{Language: lang, Dialogue: turnsFor(d, hidden)}
	for i, s := range sources {
		out.Passages = append(out.Passages, passageData{i + 1, plainFor(s.Title), plainFor(s.Heading), plainFor(s.Passage)})
	}
	return out
}

// turnsFor are the last turns of a dialogue as a model is shown them, without what is private.
func turnsFor(d Dialogue, hidden *redaction) (out []turnData) {
	asked := "" // by us, last
	turns := substance(d.Turns)
	for _, t := range turns[max(0, len(turns)-draftTurns):] {
		from := "company"
		if t.Customer {
			from = "customer"
		}
		// Hidden before it is cut: half a card number is not found any more.
		out = append(out, turnData{from, clip(hidden.hideAnswer(asked, visible(t.Text)), draftTurn)})
		if !t.Customer {
			asked = t.Text
		}
	}
	return out
}

// short is what is asked of a model that does not take all of it: the last words, and what answers best.
func (d draftData) short() draftData {
	d.Passages = slices.Clone(d.Passages[:1])
	d.Passages[0].Text = clip(d.Passages[0].Text, draftShort)
	d.Dialogue = slices.Clone(d.Dialogue[max(0, len(d.Dialogue)-draftFew):])
	for i, t := range d.Dialogue {
		d.Dialogue[i].Text = clip(t.Text, draftShort/draftFew)
	}
	return d
}

// doubtful marks the sources in another language than the draft: it is one that an operator has to see, since its words
// could not be compared.
func doubtful(used []Source, lang string) []Source {
	for i, src := range used {
		if src.Doubt == "" && knowledge.Base(src.Lang) != knowledge.Base(lang) {
			used[i].Doubt = translated
		}
	}
	return used
}
