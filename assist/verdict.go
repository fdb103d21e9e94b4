package assist

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"
)

const verdictWithin = 8 * time.Second // a customer waits

var verdictSchema = json.RawMessage(`{"type":"object","additionalProperties":false,"required":["answer","quote"],"properties":{"answer":{"type":"integer"},"quote":{"type":"string"}}}`)

// Verdict is what a model that has read a draft beside the customer's words says of it. Its words reach nobody: it chooses
// among what the knowledge base says, or nothing.
type Verdict string

// The verdicts; an empty one: no model was asked, or it did not say.
const (
	VerdictAnswers Verdict = "answers"
	VerdictDenies  Verdict = "denies" // it does not answer what is asked
)

// answerData and verdictData are the fenced data of a prompt.
type answerData struct {
	Number  int    `json:"number"`
	About   string `json:"about"` // project
	Title   string `json:"title"`
	Heading string `json:"heading,omitempty"`
	Text    string `json:"text"`
}

type verdictData struct {
	Answers  []answerData `json:"answers"`
	Dialogue []turnData   `json:"dialogue"`
}

// Judge has the model read drafts beside the customer's last words, and returns which of them answers these wholly: its
// place in the list, or -1 when none does. A draft with internal sources is shown to no model. That the model does not
// answer in time, or says what it cannot quote from the draft, is an error: nothing is known then.
func (a *Assistant) Judge(ctx context.Context, d Dialogue, list []Suggestion) (int, error) {
	if a.writer.Model == nil {
		return -1, errors.New("no model is set that could judge a draft")
	}
	hidden := newRedaction()
	shown := verdictData{Dialogue: turnsFor(d, hidden)}
	for i, s := range list {
		if !s.Public {
			return -1, fmt.Errorf("judge draft %d: its sources are internal", i+1)
		}
		src := s.Sources[0]
		shown.Answers = append(shown.Answers, answerData{i + 1, plainFor(src.Name), plainFor(src.Title), plainFor(src.Heading), plainFor(s.Text)})
	}
	data, err := json.Marshal(shown)
	if err != nil {
		return -1, fmt.Errorf("make the prompt of a verdict: %w", err)
	}
	ctx, cancel := context.WithTimeout(ctx, verdictWithin)
	defer cancel()
	c, err := a.writer.Model.Complete(ctx, Prompt{Feature: "verdict", System: a.writer.Verdict, Data: string(data), Schema: verdictSchema})
	if err != nil {
		return -1, fmt.Errorf("judge a draft: %w", err)
	}
	return verdictOf(c.Text, shown.Answers)
}

// verdictOf reads a model's answer. A draft that it chooses has to have the words that it quotes.
func verdictOf(answer string, shown []answerData) (int, error) {
	var got struct {
		Answer json.RawMessage `json:"answer"`
		Quote  string          `json:"quote"`
	}
	if err := readObject(answer, &got); err != nil {
		return -1, fmt.Errorf("read a verdict: %w", err)
	}
	number, err := strconv.Atoi(strings.Trim(string(got.Answer), `"`)) // some models write it in quotes
	switch {
	case err != nil || number < 0 || number > len(shown):
		return -1, fmt.Errorf("read a verdict: the model was to choose one of %d drafts, or none, and said %.40q", len(shown), got.Answer)
	case number == 0:
		return -1, nil
	}
	one := shown[number-1]
	quote := folded(visible(got.Quote))
	if quote == "" || !strings.Contains(" "+folded(one.Title+"\n"+one.Heading+"\n"+one.Text)+" ", " "+quote+" ") {
		return -1, errors.New("read a verdict: what the model quotes does not stand in the draft that it chose")
	}
	return number - 1, nil
}
