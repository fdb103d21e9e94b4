package main

import (
	"context"
	"errors"
	"fmt"
	"io"
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

// judge has the model of the settings judge drafts, if that is wanted, by the thresholds in force, which may be none. Without a
// meter it is counted nowhere what that costs.
func (b *bases) judge(meter openai.Meter, in routing.Thresholds) (err error) {
	switch {
	case b.cfg.Judged == 0:
		return nil
	case !mayBeJudged(b.cfg.Judged):
		return fmt.Errorf("--judged %v %s: write for example --judged 0.5", b.cfg.Judged, leastJudged())
	case b.cfg.OpenAIModel == "":
		return errors.New("--judged needs a model: set OPENAI_MODEL, for example OPENAI_MODEL=gpt-4o-mini")
	}
	b.thresholds = in
	b.writer, err = openWriter(b.cfg, meter)
	return err
}

// judgeAsServed is judge by the thresholds and the day's budget of a database.
func (b *bases) judgeAsServed(ctx context.Context, pool *pgxpool.Pool) error {
	if b.cfg.Judged == 0 {
		return nil
	}
	in, err := routing.ReadThresholds(ctx, pool)
	if err != nil {
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
	return b.judge(book, in)
}

// mayBeJudged tells whether drafts may be judged from a probability on; 0: none is.
func mayBeJudged(from float64) bool { return from == 0 || from >= assist.LeastJudged && from <= 1 }

func leastJudged() string { return fmt.Sprintf("is no probability from %v to 1", assist.LeastJudged) }

// judging is an assistant that is measured with the model that judges its drafts.
type judging struct {
	*assist.Assistant
	policy     routing.Policy
	thresholds routing.Thresholds
}

// Judged tells what would be answered alone by the policy, without the model and with it.
func (j judging) Judged(ctx context.Context, d assist.Dialogue) (*eval.Judged, error) {
	drafts, err := j.Suggest(ctx, d)
	if err != nil {
		return nil, err
	}
	out := &eval.Judged{}
	without, _, _ := routing.Judged(ctx, nil, d, drafts, j.policy, j.thresholds) // nobody is asked, who could fail
	with, asked, err := routing.Judged(ctx, j.Assistant, d, drafts, j.policy, j.thresholds)
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	out.Without, out.With, out.Asked, out.Failed = answeredWith(without), answeredWith(with), asked, err
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
