package assist

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"
	"unicode"
)

const verdictWithin = 8 * time.Second // a customer waits

var verdictSchema = json.RawMessage(`{"type":"object","additionalProperties":false,"required":["answers","quote"],"properties":{"answers":{"type":"boolean"},"quote":{"type":"string"}}}`)

// Verdict is what a model that has read a draft beside the customer's words says of it. Its words reach nobody.
type Verdict string

// The verdicts; an empty one: no model was asked, or it did not say.
const (
	VerdictAnswers Verdict = "answers"
	VerdictDenies  Verdict = "denies" // it does not answer what is asked
)

// LeastJudged is the least probability of a draft that a verdict makes an answer: of less likely ones nobody looks whether they are
// about another thing, or on whose word they stand.
const LeastJudged = mayAnswer

// ErrNoVerdict says that a model has not answered in time whether a draft answers.
var ErrNoVerdict = errors.New("the model has not judged the draft in time")

// answerData and verdictData are the fenced data of a prompt.
type answerData struct {
	About   string `json:"about"` // project
	Title   string `json:"title"`
	Heading string `json:"heading,omitempty"`
	Text    string `json:"text"`
}

type verdictData struct {
	Question string     `json:"question"`
	Answer   answerData `json:"answer"`
	Dialogue []turnData `json:"dialogue"`
}

// Judge has the model read a draft beside what the customer asks, which is his last words, or the one of his questions that
// the draft is for, and tells whether it answers that wholly. A draft with internal sources is shown to no model. That the
// model does not answer, or says what it cannot quote from the draft, is an error: nothing is known then; ErrNoVerdict where
// it took too long.
func (a *Assistant) Judge(ctx context.Context, d Dialogue, s Suggestion) (bool, error) {
	switch {
	case a.writer.Model == nil:
		return false, errors.New("no model is set that could judge a draft")
	case !s.Public:
		return false, errors.New("judge a draft: its sources are internal")
	}
	hidden := newRedaction()
	shown := verdictData{Dialogue: turnsFor(d, hidden)}
	asks, _ := lastWords(d)
	if s.Part != "" {
		asks = []string{s.Part}
	}
	for i, text := range asks {
		asks[i] = clip(hidden.hideAnswer(lastOfOurs(d), visible(text)), draftTurn)
	}
	shown.Question = strings.Join(asks, "\n")
	src := s.Sources[0]
	shown.Answer = answerData{plainFor(src.Name), plainFor(src.Title), plainFor(src.Heading), plainFor(s.Text)}
	data, err := json.Marshal(shown)
	if err != nil {
		return false, fmt.Errorf("make the prompt of a verdict: %w", err)
	}
	// Who waits no longer says nothing about the server: it is not to count as one that fails.
	waiting, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	defer time.AfterFunc(verdictWithin, func() { stop(ErrNoVerdict) }).Stop()
	c, err := a.writer.Model.Complete(waiting, Prompt{Feature: "verdict", System: a.writer.Verdict, Data: string(data), Schema: verdictSchema})
	if err != nil && errors.Is(context.Cause(waiting), ErrNoVerdict) {
		return false, ErrNoVerdict
	}
	if err != nil {
		return false, fmt.Errorf("judge a draft: %w", err)
	}
	return verdictOf(c.Text, shown.Answer)
}

// lastOfOurs is what we said last.
func lastOfOurs(d Dialogue) (said string) {
	for _, t := range d.Turns {
		if !t.Customer {
			said = t.Text
		}
	}
	return said
}

// verdictOf reads a model's answer. A draft that it says answers has to have the words that it quotes.
func verdictOf(said string, shown answerData) (bool, error) {
	var got struct {
		Answers json.RawMessage `json:"answers"`
		Quote   string          `json:"quote"`
	}
	if err := readObject(said, &got); err != nil {
		return false, fmt.Errorf("read a verdict: %w", err)
	}
	switch strings.ToLower(strings.Trim(string(got.Answers), `"`)) { // some models write it in quotes
	case "false":
		return false, nil
	case "true":
	default:
		return false, errors.New("read a verdict: the model said neither that the draft answers nor that it does not")
	}
	quote := folded(visible(got.Quote))
	tells := contentWords(got.Quote) > 0 || strings.ContainsFunc(got.Quote, unicode.IsDigit)
	if !tells || !strings.Contains(" "+folded(shown.Heading+"\n"+shown.Text)+" ", " "+quote+" ") {
		return false, errors.New("read a verdict: what the model quotes does not stand in the draft")
	}
	return true, nil
}
