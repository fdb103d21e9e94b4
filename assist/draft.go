package assist

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"switchboard/knowledge"
)

const (
	draftWithin   = 20 * time.Second
	draftReserve  = 700 * time.Millisecond // what comes after the draft needs of the caller's time
	draftTurns    = 12                     // last turns of a dialogue that a model sees
	draftTurn     = 2000                   // characters of one
	draftItems    = 20                     // sentences of a draft
	translated    = "translated by a model: compare it with the article"
	draftSentence = 600 // bytes of a sentence
)

var (
	draftSchema = json.RawMessage(`{"type":"object","additionalProperties":false,"required":["sentences"],"properties":{"sentences":{"type":"array","items":` +
		`{"type":"object","additionalProperties":false,"required":["text","passage","quote"],"properties":{"text":{"type":"string"},"passage":{"type":"integer"},"quote":{"type":"string"}}}}}}`)
	errUnsupported = errors.New("no sentence of the draft is supported by the articles")
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

// write has the model write the best public suggestion anew, in the customer's language. If it cannot, or nothing that it
// wrote stands the checks, the suggestions stay as they are.
func (a *Assistant) write(ctx context.Context, d Dialogue, list []Suggestion) {
	best := slices.IndexFunc(list, func(s Suggestion) bool { return s.Public })
	if a.writer.Model == nil || best < 0 {
		return
	}
	within := draftWithin
	if end, ok := ctx.Deadline(); ok { // a slow model costs its own draft, not the article's words
		within = min(within, time.Until(end)-draftReserve)
	}
	ctx, cancel := context.WithTimeout(ctx, within)
	defer cancel()
	var sources []Source
	for _, s := range list { // one project: what two of them say must not run together
		if s.Public && s.Sources[0].Project == list[best].Sources[0].Project {
			sources = append(sources, s.Sources...)
		}
	}
	text, lang, used, err := a.draft(ctx, d, sources)
	if err != nil {
		a.log.Warn("the model wrote no draft; the article is quoted instead", "error", err)
		return
	}
	list[best].Text, list[best].Lang, list[best].Sources = text, lang, used
}

// draft asks for a text and keeps the sentences that the sources support.
func (a *Assistant) draft(ctx context.Context, d Dialogue, sources []Source) (text, lang string, used []Source, err error) {
	last, _ := lastWords(d)
	lang, _ = knowledge.Language(strings.Join(last, " "), d.Lang)
	lang = cmp.Or(lang, d.Lang, sources[0].Lang)
	hidden := newRedaction()
	data, err := json.Marshal(draftDataOf(d, sources, lang, hidden))
	if err != nil {
		return "", "", nil, fmt.Errorf("make the prompt of a draft: %w", err)
	}
	c, err := a.writer.Model.Complete(ctx, Prompt{Feature: "draft", System: a.writer.Prompt, Data: string(data), Schema: draftSchema})
	if err != nil {
		return "", "", nil, fmt.Errorf("write a draft: %w", err)
	}
	text, used, err = a.read(c.Text, sources, lang, hidden)
	return text, lang, used, err
}

// draftDataOf is what leaves to the model: the passages, which are public, and the dialogue without what is private.
func draftDataOf(d Dialogue, sources []Source, lang string, hidden *redaction) draftData {
	out := draftData{Language: lang}
	for i, s := range sources {
		out.Passages = append(out.Passages, passageData{i + 1, s.Title, s.Heading, signBracket.Replace(s.Passage)})
	}
	for _, t := range d.Turns[max(0, len(d.Turns)-draftTurns):] {
		from := "company"
		if t.Customer {
			from = "customer"
		}
		// Hidden before it is cut: half a card number is not found any more.
		out.Dialogue = append(out.Dialogue, turnData{from, clip(hidden.hide(t.Text), draftTurn)})
	}
	return out
}

// read keeps what stands the checks of what a model answered.
func (a *Assistant) read(answer string, sources []Source, lang string, hidden *redaction) (string, []Source, error) {
	var got struct {
		Sentences []cited `json:"sentences"`
	}
	from, to := strings.Index(answer, "{"), strings.LastIndex(answer, "}") // servers without schemas wrap it in a code block
	if from < 0 || to < from {
		return "", nil, errors.New("read a draft: the model returned no JSON")
	}
	if err := json.Unmarshal([]byte(answer[from:to+1]), &got); err != nil {
		return "", nil, fmt.Errorf("read a draft: %w", err)
	}
	var lines []string
	var used []Source
	for _, item := range got.Sentences[:min(draftItems, len(got.Sentences))] {
		if item.Passage < 1 || item.Passage > len(sources) {
			continue
		}
		src := sources[item.Passage-1]
		for _, s := range sentences(strings.Join(strings.Fields(item.Text), " ")) {
			item.Text = s
			if len(s) > draftSentence || leaks(s, a.writer.Prompt) || !supports(item, src, lang) {
				continue
			}
			whole, ok := hidden.restore(s)
			if !ok || slices.Contains(lines, whole) {
				continue
			}
			lines = append(lines, whole)
			if !slices.ContainsFunc(used, func(u Source) bool { return u.Article == src.Article && u.Passage == src.Passage }) {
				used = append(used, src)
			}
		}
	}
	text := strings.Join(lines, " ")
	if text == "" {
		return "", nil, errUnsupported
	}
	if is, sure := knowledge.Language(text, ""); sure && knowledge.Base(is) != knowledge.Base(lang) {
		return "", nil, fmt.Errorf("read a draft: it is in %s, the customer writes %s", is, lang)
	}
	return text, used, nil
}

// markTranslated makes a draft that is in another language than its source one that an operator has to see: its words
// could not be compared.
func markTranslated(s Suggestion) {
	for i, src := range s.Sources {
		if src.Doubt == "" && knowledge.Base(src.Lang) != knowledge.Base(s.Lang) {
			s.Sources[i].Doubt = translated
		}
	}
}
