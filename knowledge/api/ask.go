package api

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"switchboard/knowledge"
)

// Asked is a question with what the assistant makes of it.
type Asked struct {
	Text string `json:"text" doc:"Personal data in it is masked"`
	Now  Answer `json:"now"`
}

// asks is the operation that asks the assistant.
func (a *api) asks(h huma.API) {
	type question struct {
		Body struct {
			Questions []string `json:"questions" minItems:"1" maxItems:"20" nullable:"false" doc:"As customers ask them"`
			Project   string   `json:"project,omitempty" doc:"Key of the one that they are asked about; left out: it is not known"`
			Lang      string   `json:"lang,omitempty" doc:"Left out: it is told by the words"`
		}
	}
	type answers struct {
		Body struct {
			Answers []Asked `json:"answers" doc:"In the order of the questions"`
		}
	}
	huma.Register(h, op(http.MethodPost, "/ask", "ask-assistant", "What the assistant makes of questions as things stand: of those of a gap, for example. Nobody is answered, and nothing is kept"), func(ctx context.Context, in *question) (*answers, error) {
		if _, err := may(ctx, Read); err != nil {
			return nil, err
		}
		if a.trier == nil {
			return nil, huma.Error503ServiceUnavailable("Trying is not possible here.")
		}
		if err := a.isThere(ctx, in.Body.Project, in.Body.Lang); err != nil {
			return nil, a.saidAt(ctx, err, places{"language": "body.lang"})
		}
		var all []knowledge.TrialQuestion
		for i, text := range in.Body.Questions {
			if text = strings.TrimSpace(knowledge.Mask(text)); text == "" || len([]rune(text)) > mostAsked {
				return nil, a.said(ctx, knowledge.InvalidError{{Field: "questions", Problem: fmt.Sprintf("has one that is empty, or longer than %d characters", mostAsked), Entry: i + 1}})
			}
			all = append(all, knowledge.TrialQuestion{Text: text, Lang: in.Body.Lang, Project: in.Body.Project, At: time.Now()})
		}
		ctx, cancel := context.WithTimeout(ctx, trialWithin)
		defer cancel()
		now, _, err := a.trier(ctx, knowledge.Attempt{}, all)
		if err != nil {
			return nil, a.said(ctx, err)
		}
		out := &answers{}
		for i, answer := range now {
			out.Body.Answers = append(out.Body.Answers, Asked{all[i].Text, answerOut(answer)})
		}
		return out, nil
	})
}

// mostAsked is how long a question may be, in characters.
const mostAsked = 2000
