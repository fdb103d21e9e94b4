package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"maps"
	"os/user"
	"path/filepath"
	"slices"
	"strconv"

	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/spf13/cobra"

	"switchboard/assist/eval"
	"switchboard/knowledge"
	"switchboard/routing"
)

// usualGoal is what thresholds are chosen for where nobody says otherwise.
var usualGoal = eval.Goal{Wrong: 0.02, Useful: 0.2, Usual: 0.83, Shown: 0.1}

// besides is a goal where a policy holds for what none is chosen of.
func besides(goal eval.Goal, p routing.Policy) eval.Goal {
	goal.Usual, goal.Shown = p.Answer, p.Draft
	return goal
}

func tuneCommand() *cobra.Command {
	goal, apply := usualGoal, false
	cmd := &cobra.Command{
		Use: "tune [QUESTIONS.jsonl]", Short: "Set from past questions when the assistant answers by itself", Args: cobra.MaximumNArgs(1),
		Long: `Tune asks what customers asked in the past: what operators answered from an article, and what nobody had written. Each
question is asked of a memory that was not taught by it. For each project and language with enough of it, it shows how
much would be answered alone at which error, the probability from which the error stays below the one wanted, and the one
from which drafts are useful to operators. Held out, it shows how thresholds fare that were chosen by other questions than
they are judged by: so the next questions like these will fare. What the assistant answered and nobody said a word about is not among them;
what became of all that it answered by itself in the last 30 days is told beside. Nothing is changed without --apply. The page "When to answer" shows the same.

QUESTIONS.jsonl, as eval reads it, is asked instead of the past: what it tells that an answer says is judged then, too. The page does not
show that.`,
		RunE: func(cmd *cobra.Command, args []string) error {
			return withKnowledge(cmd.Context(), func(cfg Config, pool *pgxpool.Pool, log *slog.Logger) error {
				goal = besides(goal, cfg.policy())
				return withBases(cmd.Context(), cfg, log, func(b *bases) error { return tune(cmd.Context(), cmd, args, pool, b, goal, apply) })
			})
		},
	}
	cmd.Flags().Var((*portion)(&goal.Wrong), "wrong", "share of the answers that may be wrong")
	cmd.Flags().Var((*portion)(&goal.Useful), "useful", "share of the drafts that should have the right article")
	cmd.Flags().BoolVar(&apply, "apply", false, "let the assistant go by it")
	return cmd
}

func tune(ctx context.Context, cmd *cobra.Command, args []string, pool *pgxpool.Pool, b *bases, goal eval.Goal, apply bool) error {
	by, from := whoTypes(), pastOnes
	var tuned []eval.Tuned
	var err error
	if len(args) > 0 {
		from = "questions of " + filepath.Base(args[0])
		tuned, err = measureFile(ctx, cmd, args[0], knowledge.NewStore(pool), b, goal)
	} else {
		bar := progress(cmd.ErrOrStderr(), "asking")
		tuned, err = measure(ctx, pool, b, goal, by, bar.step)
		bar.end()
	}
	if err != nil {
		return err
	}
	usual := b.cfg.policy()
	now, err := routing.ReadThresholds(ctx, pool)
	if err != nil {
		return err
	}
	printTuned(cmd.OutOrStdout(), tuned, usual, now)
	if len(args) == 0 {
		given, err := routing.Given(ctx, pool, countedDays)
		if err != nil {
			return err
		}
		printGiven(cmd.OutOrStdout(), given)
	}
	if !apply {
		fmt.Fprintln(cmd.OutOrStdout(), "nothing was changed; --apply lets the assistant go by it")
		return nil
	}
	err = takeTuned(ctx, pool, tuned, usual, from, by)
	if errors.As(err, new(knowledge.InvalidError)) {
		fmt.Fprintln(cmd.OutOrStdout(), "nothing was changed:", err)
		return nil
	}
	if err == nil {
		printTaken(cmd.OutOrStdout(), chosen(tuned), now)
	}
	return err
}

// printTaken tells what was set, and what it was before.
func printTaken(out io.Writer, set, before routing.Thresholds) {
	words := func(t routing.Threshold) string {
		word := func(from float64) string {
			if from == 0 {
				return "the usual"
			}
			return strconv.FormatFloat(from, 'f', 3, 64)
		}
		return fmt.Sprintf("answers from %s, drafts from %s", word(t.Answer), word(t.Draft))
	}
	for _, name := range slices.Sorted(maps.Keys(set)) {
		if set[name] == before[name] {
			fmt.Fprintf(out, "%s stays at %s\n", name, words(set[name]))
			continue
		}
		fmt.Fprintf(out, "set %s: %s (before: %s)\n", name, words(set[name]), words(before[name]))
	}
	fmt.Fprintln(out, "the assistant goes by it from the next question on; the page \"When to answer\" takes it back")
}

// measure asks the past, and keeps what it says for the page.
func measure(ctx context.Context, pool *pgxpool.Pool, b *bases, goal eval.Goal, by string, step func(done, total int)) ([]eval.Tuned, error) {
	store := knowledge.NewStore(pool)
	questions, err := pastQuestions(ctx, store)
	if err != nil {
		return nil, err
	}
	base, err := b.read(ctx, "", store)
	if err != nil {
		return nil, err
	}
	outcomes, err := b.askPast(ctx, base, questions, step)
	if err != nil {
		return nil, err
	}
	tuned := eval.Tune(outcomes, goal)
	return tuned, saveTuned(ctx, pool, tuned, by)
}

// measureFile asks the questions of a file.
func measureFile(ctx context.Context, cmd *cobra.Command, file string, store *knowledge.Store, b *bases, goal eval.Goal) ([]eval.Tuned, error) {
	questions, err := evalQuestions(ctx, []string{file}, store)
	if err != nil {
		return nil, err
	}
	base, err := b.read(ctx, "", store)
	if err != nil {
		return nil, err
	}
	printLacking(cmd.OutOrStdout(), base.lacks(questions))
	bar := progress(cmd.ErrOrStderr(), "asking")
	defer bar.end()
	outcomes, err := b.askPast(ctx, base, questions, bar.step)
	return eval.Tune(outcomes, goal), err
}

// chosen are the thresholds of those who had enough past questions.
func chosen(tuned []eval.Tuned) routing.Thresholds {
	found := routing.Thresholds{}
	for _, t := range tuned {
		if t.Answer > 0 || t.Draft > 0 {
			found[t.Name()] = routing.Threshold{Answer: t.Answer, Draft: t.Draft}
		}
	}
	return found
}

// pastOnes are the questions that thresholds are chosen from where no others are named.
const pastOnes = "past questions"

// takeTuned lets the assistant go by what some questions speak for. Where they say too little, nothing changes.
func takeTuned(ctx context.Context, pool *pgxpool.Pool, tuned []eval.Tuned, usual routing.Policy, from, by string) error {
	found := chosen(tuned)
	if len(found) == 0 {
		return knowledge.InvalidError{{Field: from, Problem: "are too few to choose thresholds by"}}
	}
	return changeThresholds(ctx, pool, usual, func(now routing.Thresholds) { maps.Copy(now, found) }, by, "chosen from "+from)
}

// changeThresholds changes those in force, where drafts do not come to begin above answers by it.
func changeThresholds(ctx context.Context, pool *pgxpool.Pool, usual routing.Policy, change func(now routing.Thresholds), by, why string) error {
	return routing.ChangeThresholds(ctx, pool, func(now routing.Thresholds) (routing.Thresholds, error) {
		before := now.Crossed(usual)
		change(now)
		for _, crossed := range now.Crossed(usual) {
			if !slices.Contains(before, crossed) {
				return nil, knowledge.InvalidError{{Field: "draft", Problem: "is above answer: " + crossed}}
			}
		}
		return now, nil
	}, by, why)
}

// printTuned prints the curve of each project and language, and what would become of its questions. What there is too
// little to choose by stays as usual.
func printTuned(out io.Writer, tuned []eval.Tuned, policy routing.Policy, now routing.Thresholds) {
	usual := routing.Threshold{Answer: policy.Answer, Draft: policy.Draft}
	if len(tuned) == 0 {
		fmt.Fprintln(out, "there are no past questions with answers yet")
	}
	for _, t := range tuned {
		fmt.Fprintf(out, "%s: %d asked, %d with an answer\n", t.Name(), len(t.Asked), t.Known())
		if len(t.Open) > 0 {
			fmt.Fprintf(out, "  %d more, of open gaps, would be answered by an article written since; they are left out until the gaps are closed\n", len(t.Open))
		}
		for _, lack := range t.Lacks() {
			fmt.Fprintf(out, "  %s\n", lack)
		}
		if !t.Enough() {
			continue
		}
		curve := t.Curve()
		var last eval.Point
		for _, share := range []float64{.01, .02, .05, .1} {
			if p, ok := eval.AtMost(curve, share); ok && p != last {
				fmt.Fprintf(out, "  answered %.3f  wrong %.3f  from %.3f\n", p.Answered, p.Wrong, p.Threshold)
				last = p
			}
		}
		to := orUsual(routing.Threshold{Answer: t.Answer, Draft: t.Draft}, usual)
		for _, c := range []struct {
			name string
			at   routing.Threshold
		}{{"usual", usual}, {"in force", now.InForce(policy, t.Project, t.Lang)}, {"chosen", to}} {
			s := t.At(c.at.Answer, c.at.Draft)
			fmt.Fprintf(out, "  %-8s  answers from %.3f, drafts from %.3f: answered %.3f (wrong %.3f), drafts %.3f (useful %.3f), unknown %.3f (missed %.3f)\n",
				c.name, c.at.Answer, c.at.Draft, s.Answered, s.Wrong, s.Drafted, s.Useful, s.Unknown, s.Missed)
		}
		s := t.HeldOut(usual.Answer, usual.Draft)
		fmt.Fprintf(out, "  held out, each fifth by what the others speak for: answered %.3f (wrong %.3f), drafts %.3f (useful %.3f), unknown %.3f (missed %.3f)\n",
			s.Answered, s.Wrong, s.Drafted, s.Useful, s.Unknown, s.Missed)
	}
}

// printGiven tells what became of what the assistant answered by itself.
func printGiven(out io.Writer, given []knowledge.Given) {
	if len(given) == 0 {
		return
	}
	fmt.Fprintf(out, "what customers were answered in the last %d days:\n", countedDays)
	for _, g := range given {
		fmt.Fprintf(out, "  %s: %s\n", g.Name(), g.Words())
	}
}

// orUsual fills in what too little is known of.
func orUsual(t, usual routing.Threshold) routing.Threshold {
	if t.Answer == 0 {
		t.Answer = usual.Answer
	}
	if t.Draft == 0 {
		t.Draft = usual.Draft
	}
	return t
}

// whoTypes names who runs a command.
func whoTypes() string {
	if u, err := user.Current(); err == nil && u.Username != "" {
		return u.Username + ", by command"
	}
	return "a command"
}
