package main

import (
	"errors"
	"fmt"
	"math"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"switchboard/assist/openai"
	"switchboard/assist/prompts"
	"switchboard/cmd/switchboard/spend"
)

// checkModels tells every problem of the settings of models.
func (c *Config) checkModels() (problems []error) {
	bad := func(name, value, problem, example string) {
		problems = append(problems, fmt.Errorf("%s=%q %s: write for example %s=%s", name, value, problem, name, example))
	}
	for feature, value := range c.OpenAIModels {
		if !slices.Contains(prompts.Names(), feature) {
			bad("OPENAI_MODELS", feature, "is nothing that a model is used for", "draft:gpt-4o-mini")
			continue
		}
		if _, err := featureOf(value); err != nil {
			bad("OPENAI_MODELS", feature+":"+value, err.Error(), "draft:gpt-4o-mini?temperature=0.2&tokens=800")
		}
	}
	for model, value := range c.OpenAIPrices {
		if _, err := priceOf(value); err != nil {
			bad("OPENAI_PRICES", model+"="+value, "is no price of a million tokens in and out", "gpt-4o-mini=0.15/0.60")
		}
	}
	if c.OpenAIBudget < 0 || c.OpenAITokens < 0 || math.IsNaN(c.OpenAIBudget) {
		problems = append(problems, errors.New("OPENAI_DAY_BUDGET and OPENAI_DAY_TOKENS are 0 (no limit) or more: write for example OPENAI_DAY_BUDGET=5"))
	}
	if c.OpenAIBudget > 0 {
		for _, model := range c.models() {
			if !c.priced(model) && !c.uncounted(model) {
				bad("OPENAI_DAY_BUDGET", fmt.Sprint(c.OpenAIBudget), "limits nothing while the price of "+model+" is not set; set both", "5 OPENAI_PRICES="+model+"="+examplePrice(model == c.OpenAIEmbedding))
			}
		}
	}
	if unversioned(c.OpenAIBaseURL) {
		bad("OPENAI_BASE_URL", c.OpenAIBaseURL, "names no version of Azure's API", "https://NAME.openai.azure.com/openai/v1/ or OPENAI_BASE_URL=https://NAME.openai.azure.com/openai/deployments/DEPLOYMENT?api-version=2024-10-21")
	}
	return append(problems, c.checkPrompts()...)
}

// priced tells whether a model has a price.
func (c *Config) priced(model string) bool {
	_, ok := c.OpenAIPrices[model]
	return ok
}

// uncounted tells whether a model is that of vectors alone and has no price, beside a budget that limits others: what it costs is little,
// and is told to be missing.
func (c *Config) uncounted(model string) bool {
	writes := c.writing()
	return c.OpenAIBudget > 0 && model == c.OpenAIEmbedding && !c.priced(model) && len(writes) > 0 && !slices.Contains(writes, model)
}

// unversioned tells whether an address of Azure's names neither its newer API, which has /v1 in its path, nor an api-version.
func unversioned(base string) bool {
	u, err := url.Parse(base)
	if err != nil || !strings.HasSuffix(u.Hostname(), ".azure.com") {
		return false
	}
	return !strings.Contains(u.Path+"/", "/v1/") && u.Query().Get("api-version") == ""
}

// examplePrice is a price of a model that writes, or of one of vectors, which has no tokens out.
func examplePrice(vectors bool) string {
	if vectors {
		return "0.02/0"
	}
	return "0.15/0.60"
}

// writing are the models that will be asked to write.
func (c *Config) writing() (list []string) {
	if c.OpenAIModel == "" {
		return nil
	}
	list = append(list, c.OpenAIModel)
	for _, value := range c.OpenAIModels {
		if f, err := featureOf(value); err == nil && f.Model != "" {
			list = append(list, f.Model)
		}
	}
	return list
}

// models are those that will be asked: to write, and for vectors.
func (c *Config) models() []string {
	list := c.writing()
	if c.OpenAIEmbedding != "" {
		list = append(list, c.OpenAIEmbedding)
	}
	slices.Sort(list)
	return slices.Compact(list)
}

// featureOf reads how a model is asked for one use: its name, and what differs, as in gpt-4o?temperature=0.2&tokens=800.
func featureOf(value string) (openai.Feature, error) {
	model, rest, _ := strings.Cut(value, "?")
	f := openai.Feature{Model: model}
	q, err := url.ParseQuery(rest)
	if err != nil {
		return f, errors.New("cannot be read")
	}
	for key := range q {
		switch v := q.Get(key); key {
		case "temperature":
			t, err := strconv.ParseFloat(v, 32)
			if err != nil || t < 0 || t > 2 {
				return f, errors.New("has no temperature between 0 and 2")
			}
			f.Temperature = max(float32(t), math.SmallestNonzeroFloat32) // 0 would be left out
		case "tokens":
			if f.Tokens, err = strconv.Atoi(v); err != nil || f.Tokens < 100 || f.Tokens > 100_000 {
				return f, errors.New("has no number of tokens between 100 and 100000")
			}
		case "effort":
			if f.Effort = v; !slices.Contains([]string{"none", "minimal", "low", "medium", "high"}, v) {
				return f, errors.New("has an effort that is none of none, minimal, low, medium, high")
			}
		default:
			return f, fmt.Errorf("has the unknown setting %s: there are temperature, tokens and effort", key)
		}
	}
	return f, nil
}

// priceOf reads the price of a million tokens in and out.
func priceOf(value string) (p spend.Price, err error) {
	in, out, ok := strings.Cut(value, "/")
	if !ok {
		return p, errors.New("no slash")
	}
	if p.In, err = strconv.ParseFloat(in, 64); err == nil {
		p.Out, err = strconv.ParseFloat(out, 64)
	}
	if err == nil && !(p.In >= 0 && p.Out >= 0 && p.In < 1e6 && p.Out < 1e6) {
		err = errors.New("out of range")
	}
	return p, err
}
