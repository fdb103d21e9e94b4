package openai

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"switchboard/assist"
)

var readySchema = json.RawMessage(`{"type":"object","additionalProperties":false,"required":["ready"],"properties":{"ready":{"type":"boolean"}}}`)

// Check asks each model of the settings for a word, in the way in which drafts are asked for, and tells what its server can do.
func (c *Chat) Check(ctx context.Context) (string, error) {
	uses := map[string]string{c.config.Model: ""} // by model
	for _, feature := range slices.Sorted(maps.Keys(c.config.Features)) {
		uses[c.feature(feature).Model] = feature
	}
	var facts, wrong []string
	for _, model := range slices.Sorted(maps.Keys(uses)) {
		fact, err := c.check(ctx, uses[model], model)
		if err != nil {
			wrong = append(wrong, err.Error())
			continue
		}
		facts = append(facts, fact)
	}
	if len(wrong) > 0 { // on one line, whatever else answers
		return "", errors.New(strings.Join(append(wrong, facts...), "; "))
	}
	return strings.Join(facts, "; "), nil
}

func (c *Chat) check(ctx context.Context, feature, model string) (string, error) {
	began, pieces := time.Now(), 0
	a, err := c.Stream(ctx, assist.Prompt{Feature: feature, System: `Answer with the JSON object {"ready":true} and nothing else.`, Data: "{}", Schema: readySchema},
		func(string) error { pieces++; return nil })
	if err != nil {
		return "", err
	}
	has := c.formOf(c.feature(feature), assist.Prompt{Schema: readySchema}, func(string) error { return nil })
	fact := fmt.Sprintf("%s answers in %s", model, time.Since(began).Round(10*time.Millisecond))
	for _, lack := range []struct {
		lacks bool
		says  string
	}{{!has[partStream], "not piece by piece"}, {!has[partSchema], "without JSON schemas"}, {a.In == 0, "counts no tokens: they are guessed"}} {
		if lack.lacks {
			fact += ", " + lack.says
		}
	}
	if !strings.Contains(a.Text, "ready") {
		fact += ", not as it is told: drafts may fail"
	}
	return fact, nil
}
