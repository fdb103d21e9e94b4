package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"switchboard/assist"
	"switchboard/assist/eval"
	"switchboard/routing"
)

// policy is what the settings decide.
func (c *Config) policy() routing.Policy {
	return routing.Policy{Answer: c.Answer, Judged: c.Judged, Draft: c.Draft, TakeBack: c.TakeBack, Keep: time.Duration(c.KeepDays) * 24 * time.Hour, Department: c.Department, Company: c.Company}.WithDefaults()
}

// judge has the model of the settings judge drafts, if that is wanted. What it costs is counted nowhere.
func (b *bases) judge() (err error) {
	switch {
	case b.cfg.Judged == 0:
		return nil
	case !(b.cfg.Judged > 0 && b.cfg.Judged <= 1):
		return fmt.Errorf("--judged %v is no probability: write for example --judged 0.5", b.cfg.Judged)
	case b.cfg.OpenAIModel == "":
		return errors.New("--judged needs a model: set OPENAI_MODEL, for example OPENAI_MODEL=gpt-4o-mini")
	}
	b.writer, err = openWriter(b.cfg, nil)
	return err
}

// judging is an assistant that is measured with the model that judges its drafts.
type judging struct {
	*assist.Assistant
	policy routing.Policy
}

// Judged tells what would be answered alone by the policy, without the model and with it.
func (j judging) Judged(ctx context.Context, d assist.Dialogue) (*eval.Judged, error) {
	drafts, err := j.Suggest(ctx, d)
	if err != nil {
		return nil, err
	}
	alone := j.policy
	alone.Judged = 0
	plain, _, err := routing.Judged(ctx, nil, d, drafts, alone)
	if err != nil {
		return nil, err
	}
	out := &eval.Judged{Without: answeredWith(plain)}
	read, asked, err := routing.Judged(ctx, j.Assistant, d, drafts, j.policy)
	if out.Asked = asked; err != nil {
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		out.Failed, out.With = err, out.Without
		return out, nil
	}
	out.With = answeredWith(read)
	return out, nil
}

// answeredWith is the article of a decision to answer with one.
func answeredWith(d routing.Decision) string {
	if len(d.Answers) != 1 {
		return ""
	}
	src := d.Answers[0].Sources[0]
	return src.Project + "/" + src.Key
}

// printVerdicts tells what a model's reading changes.
func printVerdicts(out io.Writer, v eval.Verdicts, p routing.Policy) {
	fmt.Fprintf(out, "\nof %d questions a model read the drafts", v.Asked)
	if v.Failed > 0 {
		fmt.Fprintf(out, "; %d times it said nothing, last because: %v", v.Failed, v.Why)
	}
	fmt.Fprintln(out, "\nanswered alone   wrong")
	fmt.Fprintf(out, "%13.3f  %6.3f  by probability, from %v\n", v.Without.Answered, v.Without.Wrong, p.Answer)
	fmt.Fprintf(out, "%13.3f  %6.3f  by the model's verdict, from %v\n", v.With.Answered, v.With.Wrong, p.Judged)
}
