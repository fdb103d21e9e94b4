package main

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"maps"
	"slices"
	"strings"

	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/spf13/cobra"

	"switchboard/assist/eval"
	"switchboard/knowledge"
	"switchboard/routing"
)

// leastPast is how many past questions a project's language needs for a threshold of its own; mostGaps is how many gaps
// are asked about.
const (
	leastPast = 40
	mostGaps  = 200
)

func tuneCommand() *cobra.Command {
	wrong, apply := 0.02, false
	cmd := &cobra.Command{
		Use: "tune", Short: "Set from past questions when the assistant answers by itself", Args: cobra.NoArgs,
		Long: `Tune asks what customers asked in the past: what operators answered from an article, and what nobody had written.
For each project and language with enough of it, it shows how much would be answered alone at which error, and the
probability from which the error stays below the one wanted. Nothing is changed without --apply.`,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if !(wrong > 0 && wrong < 1) {
				return fmt.Errorf("--wrong %v is no share: write for example --wrong 0.02", wrong)
			}
			return withPool(cmd.Context(), func(cfg Config, pool *pgxpool.Pool, log *slog.Logger) error {
				return withBases(cmd.Context(), cfg, log, func(b *bases) error { return tune(cmd.Context(), cmd, pool, b, wrong, apply) })
			})
		},
	}
	cmd.Flags().Float64Var(&wrong, "wrong", wrong, "share of the answers that may be wrong")
	cmd.Flags().BoolVar(&apply, "apply", false, "let the assistant go by it")
	return cmd
}

func tune(ctx context.Context, cmd *cobra.Command, pool *pgxpool.Pool, b *bases, wrong float64, apply bool) error {
	store := knowledge.NewStore(pool)
	questions, err := pastQuestions(ctx, store)
	if err != nil {
		return err
	}
	ranker, err := b.of(ctx, "", store)
	if err != nil {
		return err
	}
	bar := progress(cmd.ErrOrStderr(), "asking")
	outcomes, err := eval.Run(ctx, ranker, questions, bar.step)
	bar.end()
	if err != nil {
		return err
	}
	found := thresholds(cmd.OutOrStdout(), outcomes, wrong)
	if !apply {
		fmt.Fprintln(cmd.OutOrStdout(), "nothing was changed; --apply lets the assistant go by it")
		return nil
	}
	now, err := routing.ReadThresholds(ctx, pool)
	if err != nil {
		return err
	}
	if now == nil {
		now = routing.Thresholds{}
	}
	maps.Copy(now, found)
	return routing.SaveThresholds(ctx, pool, now)
}

// thresholds prints the curve of each project and language, and returns the thresholds that keep the error below wrong.
// Where no threshold does, the assistant does not answer.
func thresholds(out io.Writer, outcomes []eval.Outcome, wrong float64) routing.Thresholds {
	groups := map[string][]eval.Outcome{}
	for _, o := range outcomes {
		project := o.Project
		if len(o.Relevant) > 0 {
			project, _, _ = strings.Cut(o.Relevant[0], "/")
		} else if len(o.Found) > 0 {
			project, _, _ = strings.Cut(o.Found[0].Article, "/") // whoever would have answered it wrongly
		}
		name := project + "/" + knowledge.Base(o.Lang)
		groups[name] = append(groups[name], o)
	}
	found := routing.Thresholds{}
	for _, name := range slices.Sorted(maps.Keys(groups)) {
		list := groups[name]
		fmt.Fprintf(out, "%s: %d questions\n", name, len(list))
		if len(list) < leastPast {
			fmt.Fprintf(out, "  too few for a threshold of its own: %d are needed\n", leastPast)
			continue
		}
		curve := eval.Curve(list)
		for _, share := range []float64{.01, .02, .05, .1} {
			if p, ok := eval.AtMost(curve, share); ok {
				fmt.Fprintf(out, "  answered %.3f  wrong %.3f  from %.3f\n", p.Answered, p.Wrong, p.Threshold)
			}
		}
		found[name] = 1.01
		if p, ok := eval.AtMost(curve, wrong); ok {
			found[name] = p.Threshold
		}
		fmt.Fprintf(out, "  threshold %.3f\n", found[name])
	}
	return found
}

// pastQuestions are what operators and customers found answered by an article, and what nobody had written.
func pastQuestions(ctx context.Context, store *knowledge.Store) ([]eval.Question, error) {
	lessons, err := store.Lessons(ctx, knowledge.LessonFilter{State: "learned"})
	if err != nil {
		return nil, err
	}
	var list []eval.Question
	for _, l := range lessons {
		if l.Solved && !l.Void {
			list = append(list, eval.Question{Text: l.Text, Lang: l.Lang, Relevant: []string{l.Project + "/" + l.ArtKey}})
		}
	}
	gaps, err := store.Gaps(ctx, "open", "", "")
	if err != nil {
		return nil, err
	}
	for _, g := range gaps[:min(len(gaps), mostGaps)] {
		list = append(list, eval.Question{Text: g.Title, Lang: g.Lang, Project: g.Project})
	}
	return list, nil
}
