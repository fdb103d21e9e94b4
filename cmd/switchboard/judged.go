package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"

	"switchboard/assist"
	"switchboard/assist/eval"
	"switchboard/assist/openai"
	"switchboard/knowledge"
	"switchboard/routing"
)

// policy is what the settings decide.
func (c *Config) policy() routing.Policy {
	return routing.Policy{Answer: c.Answer, Judged: c.Judged, Draft: c.Draft, TakeBack: c.TakeBack, Keep: time.Duration(c.KeepDays) * 24 * time.Hour, Department: c.Department, Company: c.Company}.WithDefaults()
}

// judge has the model of the settings judge drafts, if that is wanted. Without a meter it is counted nowhere what that costs.
func (b *bases) judge(meter openai.Meter) (err error) {
	switch {
	case b.cfg.Judged == 0:
		return nil
	case !mayBeJudged(b.cfg.Judged):
		return fmt.Errorf("--judged %v %s: write for example --judged 0.5", b.cfg.Judged, leastJudged())
	case b.cfg.OpenAIModel == "":
		return errors.New("--judged needs a model: set OPENAI_MODEL, for example OPENAI_MODEL=gpt-4o-mini")
	}
	b.writer, err = openWriter(b.cfg, meter)
	return err
}

// asServed goes by the thresholds of a database, knows what became of what was answered, and has drafts judged, if that is wanted, on the
// day's budget.
func (b *bases) asServed(ctx context.Context, pool *pgxpool.Pool) (err error) {
	if b.thresholds, err = routing.ReadThresholds(ctx, pool); err != nil {
		return err
	}
	if b.given, err = routing.Given(ctx, pool, countedDays); err != nil || b.cfg.Judged == 0 {
		return err
	}
	zone, err := knowledge.NewStore(pool).Zone(ctx)
	if err != nil {
		return err
	}
	book, err := openBook(b.cfg, pool, knowledge.NewClock(zone), b.log)
	if err != nil {
		return err
	}
	return b.judge(book)
}

// mayBeJudged tells whether drafts may be judged from a probability on; 0: none is.
func mayBeJudged(from float64) bool { return from == 0 || from >= assist.LeastJudged && from <= 1 }

func leastJudged() string { return fmt.Sprintf("is no probability from %v to 1", assist.LeastJudged) }

// teller is an assistant that is measured with what it says by the policy and the thresholds in force.
type teller struct {
	*assist.Assistant
	policy     routing.Policy
	thresholds routing.Thresholds
}

// Told tells what would be answered alone, and drafted.
func (t teller) Told(ctx context.Context, d assist.Dialogue, ranked []assist.Ranked) (out eval.Telling, err error) {
	drafts, err := t.Drafts(ctx, d, ranked)
	if err != nil {
		return out, err
	}
	for _, s := range drafts {
		out.Drafts = append(out.Drafts, told(s))
	}
	if len(drafts) > 0 {
		out.Likely, out.Glance = drafts[0].Score, drafts[0].Mentions
	}
	becomes := routing.Foresee(d, drafts, t.policy, t.thresholds)
	out.Alone, out.Shown, out.By = told(becomes.Would.Answers...), becomes.Would.Drafts, eval.Limits(becomes.By)
	out.Freely, out.From = told(becomes.Answers...), becomes.From
	return out, nil
}

// decide tells what is done by probabilities alone.
func (t teller) decide(ctx context.Context, d assist.Dialogue, drafts []assist.Suggestion) routing.Decision {
	decided, _, _ := routing.Judged(ctx, nil, d, drafts, t.policy, t.thresholds) // nobody is asked, who could fail
	return decided
}

// told is what some drafts say together.
func told(list ...assist.Suggestion) (out eval.Told) {
	texts := make([]string, len(list))
	for i, s := range list {
		texts[i] = s.Text
		out.Articles = append(out.Articles, s.Sources[0].Project+"/"+s.Sources[0].Key)
		if at := s.Sources[0].Published; at.After(out.Written) {
			out.Written = at
		}
	}
	out.Text = strings.Join(texts, "\n\n")
	return out
}

// judging is one that is measured with the model that judges its drafts.
type judging struct{ teller }

// Judged tells what would be answered alone, without the model and with it.
func (j judging) Judged(ctx context.Context, d assist.Dialogue) (*eval.Judged, error) {
	drafts, err := j.Suggest(ctx, d)
	if err != nil {
		return nil, err
	}
	with, asked, err := routing.Judged(ctx, j.Assistant, d, drafts, j.policy, j.thresholds)
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	return &eval.Judged{Without: told(j.decide(ctx, d, drafts).Answers...), With: told(with.Answers...), Asked: asked, Failed: err}, nil
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
