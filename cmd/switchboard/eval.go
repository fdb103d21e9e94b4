package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/spf13/cobra"

	"switchboard/assist/eval"
	"switchboard/knowledge"
	"switchboard/knowledge/convert"
	"switchboard/routing"
)

// evalOptions are what is asked, and where the results go.
type evalOptions struct {
	base, against, csv, html, public, readme string
	judged                                   float64 // from which probability a model judges; 0: none does
}

func evalCommand() *cobra.Command {
	var o evalOptions
	cmd := &cobra.Command{
		Use: "eval [QUESTIONS.jsonl]", Short: "Measure how well questions find their answers", Args: cobra.MaximumNArgs(1),
		Long: `Eval asks a set of questions through the assistant and prints recall, rank, calibration, and how much can be
answered alone at which error. QUESTIONS.jsonl has a JSON object a line:

  {"text": "how do i return an order", "lang": "en", "relevant": ["shop/returns"]}

Without relevant, nothing answers. With "says": "within 14 days", or a list of such texts of which one will do, an answer of the
right article is right only if it has that text in it, and with "never" only if it has none of those: what is quoted is judged then, not the
article alone. What may identify a person is masked wherever questions are shown. Without a file, the questions are what customers asked in the past and what operators
answered with; what became of what the assistant answered by itself in the last 30 days is told beside. --base measures a folder that export wrote, with its synonyms, instead of the published knowledge base, and
--against compares with another one. --judged has a model read what would be answered, as SWITCHBOARD_ANSWER_JUDGED does, and shows what that changes;
each such question is a call of the model, which the day's budget counts unless --base and a file keep the database out. --public measures the public data in a folder by its protocol. With MEILI_URL the passages are found by
that server, in indexes of their own.`,
		RunE: func(cmd *cobra.Command, args []string) error {
			if o.public == "" && (o.base == "" || len(args) == 0) {
				return withKnowledge(cmd.Context(), func(cfg Config, pool *pgxpool.Pool, log *slog.Logger) error {
					cfg.Judged = o.judged
					return withBases(cmd.Context(), cfg, log, func(b *bases) error {
						if err := b.asServed(cmd.Context(), pool); err != nil {
							return err
						}
						return evalSet(cmd.Context(), cmd, o, args, storeWithExtras(pool), b)
					})
				})
			}
			cfg, log, err := configured() // no knowledge base is asked
			if err != nil {
				return err
			}
			if cfg.Judged = o.judged; cfg.Judged != 0 && o.public != "" {
				return errors.New("--judged goes with questions of your own: leave out --public")
			}
			return withBases(cmd.Context(), cfg, log, func(b *bases) error {
				if o.public != "" {
					return evalPublic(cmd.Context(), cmd, o, b)
				}
				if err := b.judge(nil); err != nil {
					return err
				}
				return evalSet(cmd.Context(), cmd, o, args, nil, b)
			})
		},
	}
	cmd.Flags().StringVar(&o.base, "base", "", "folder of articles, as export writes it, to measure")
	cmd.Flags().StringVar(&o.against, "against", "", "folder of another version: what it would change")
	cmd.Flags().Float64Var(&o.judged, "judged", 0, "have the model of the settings read what is at least this likely, before it is answered with")
	cmd.Flags().StringVar(&o.csv, "csv", "", "file for a line an outcome")
	cmd.Flags().StringVar(&o.html, "html", "", "file for a report with plots and the worst misses")
	cmd.Flags().StringVar(&o.public, "public", "", "folder of the public data")
	cmd.Flags().StringVar(&o.readme, "readme", "", "file whose table, between two marks, gets the figures on the public data")
	return cmd
}

func evalSet(ctx context.Context, cmd *cobra.Command, o evalOptions, args []string, store *knowledge.Store, b *bases) (err error) {
	questions, err := evalQuestions(ctx, args, store)
	if err != nil {
		return err
	}
	measured, other, err := b.versions(ctx, o, store) // whatever is wrong with them is known before anything is asked
	if err != nil {
		return err
	}
	files, err := openResults(slices.Concat(args, []string{o.csv, o.html}), len(args))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, files.close()) }()
	asks := func(base base) ([]eval.Outcome, error) {
		bar := progress(cmd.ErrOrStderr(), "asking")
		defer bar.end()
		return b.askPast(ctx, base, questions, bar.step)
	}
	outcomes, err := asks(measured)
	if err != nil {
		return err
	}
	outcomes, open := eval.Settled(outcomes)
	printOpen(cmd.OutOrStdout(), open)
	questions = questions[:0:0]
	for _, o := range outcomes {
		questions = append(questions, o.Question)
	}
	report := eval.Report{Title: "How questions find their answers", Of: o.of(args), Outcomes: outcomes, Lacking: measured.lacks(questions)}
	if o.base == "" {
		report.Link = measured.linked(b.cfg.URL)
	}
	if len(args) == 0 {
		report.Given, report.Days = b.given, countedDays
	}
	printLacking(cmd.OutOrStdout(), report.Lacking)
	printFigures(cmd.OutOrStdout(), outcomes)
	printSaid(cmd.OutOrStdout(), outcomes)
	printGiven(cmd.OutOrStdout(), report.Given)
	if v, ok := eval.MeasureVerdicts(outcomes); ok {
		printVerdicts(cmd.OutOrStdout(), v, b.cfg.policy())
	}
	if o.against != "" {
		b.writer.Model = nil // what is compared is what is found
		if report.Other, err = asks(other); err != nil {
			return err
		}
		printChanges(cmd.OutOrStdout(), outcomes, report.Other)
	}
	return errors.Join(files.write(o.csv, func(w io.Writer) error { return eval.WriteCSV(w, outcomes) }), files.write(o.html, report.WriteHTML))
}

// versions are the knowledge base that is measured, and the one that it is compared with, if that is wanted.
func (b *bases) versions(ctx context.Context, o evalOptions, store *knowledge.Store) (measured, other base, err error) {
	if measured, err = b.read(ctx, o.base, store); err != nil {
		return measured, other, err
	}
	if len(measured.articles) == 0 {
		return measured, other, fmt.Errorf("the knowledge base in %s has no articles: import some, or name with --base the folder of an export", b.cfg.home())
	}
	if o.against == "" {
		return measured, other, nil
	}
	if other, err = b.read(ctx, o.against, store); err != nil {
		return measured, other, err
	}
	measured.articles, other.articles = untaught(measured.articles), untaught(other.articles) // a folder was taught nothing, and both are to be asked alike
	return measured, other.doubtedAs(measured), nil
}

// of says what a report is of.
func (o evalOptions) of(args []string) []string {
	list := []string{time.Now().Format("2 January 2006, 15:04 MST"), "past questions", "the published knowledge base"}
	if len(args) > 0 {
		list[1] = "questions of " + filepath.Base(args[0])
	}
	if o.base != "" {
		list[2] = "the folder " + o.base
	}
	if o.against != "" {
		list = append(list, "the other version: "+o.against)
	}
	return append(list, version())
}

// evalQuestions are those of the file, or the company's own past.
func evalQuestions(ctx context.Context, args []string, store *knowledge.Store) ([]eval.Question, error) {
	if len(args) == 1 {
		f, err := os.Open(args[0])
		if err != nil {
			return nil, fmt.Errorf("open the questions: %w", err)
		}
		defer f.Close()
		list, err := eval.Read(f)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", args[0], err)
		}
		return inLanguages(list), nil
	}
	list, err := pastQuestions(ctx, store)
	if err != nil {
		return nil, err
	}
	if len(list) == 0 {
		return nil, errors.New("there are no past questions with answers yet: name a file of questions")
	}
	return list, nil
}

// inLanguages are questions with the language of each: as it is told, or as the customer's words would be taken.
func inLanguages(list []eval.Question) []eval.Question {
	for i, q := range list {
		list[i].Lang = cmp.Or(convert.Tongue(q.Lang), routing.FirstLanguage(q.Text))
	}
	return list
}

// printLacking tells what questions name and there is not.
func printLacking(out io.Writer, names []string) {
	if len(names) > 0 {
		fmt.Fprintf(out, "questions name what is not in the knowledge base, or not in force today, so they cannot find what answers them: %s\n", strings.Join(names, ", "))
	}
}

// printOpen tells how many questions are left out.
func printOpen(out io.Writer, open int) {
	if open > 0 {
		fmt.Fprintf(out, "questions of open gaps that an article written since would answer: %d; they are left out until the gaps are closed\n", open)
	}
}

func printFigures(out io.Writer, outcomes []eval.Outcome) {
	f, curve := eval.Measure(outcomes), eval.Curve(outcomes)
	fmt.Fprintf(out, "questions %d, with an answer %d\nR@1 %.3f  R@3 %.3f  R@5 %.3f  MRR %.3f  nDCG@10 %.3f  calibration error %.3f", f.Questions, f.Known, f.R1, f.R3, f.R5, f.MRR, f.NDCG, f.ECE)
	if f.Known > 0 && f.Known < f.Questions {
		fmt.Fprintf(out, "  AUROC %.3f", f.AUROC)
	}
	fmt.Fprintln(out, "\n\nanswered alone   wrong   from probability")
	var last eval.Point
	for _, wrong := range []float64{.01, .02, .05, .1, .2} {
		if p, ok := eval.AtMost(curve, wrong); ok && p != last {
			fmt.Fprintf(out, "%13.3f  %6.3f  %17.3f\n", p.Answered, p.Wrong, p.Threshold)
			last = p
		}
	}
	now := eval.InForce(outcomes)
	answered, wrong := now.Answered()
	fmt.Fprintf(out, "%13.3f  %6.3f  by the thresholds in force; a draft %.3f, nothing %.3f\n", answered, wrong, now.Draft, now.Nothing)
}

// printSaid tells how what is quoted fares, where questions tell what an answer says.
func printSaid(out io.Writer, outcomes []eval.Outcome) {
	n, alone, draft := eval.MeasureSaid(outcomes)
	if n == 0 {
		return
	}
	fmt.Fprintf(out, "\n%d questions tell what an answer says\n%-16s%8s  %13s  %15s  %7s\n", n, "", "says it", "wrong passage", "another article", "nothing")
	for _, row := range []struct {
		name string
		eval.Said
	}{{"answered alone", alone}, {"first draft", draft}} {
		fmt.Fprintf(out, "%-16s%8d  %13d  %15d  %7d\n", row.name, row.Right, row.Passage, row.Other, row.Nothing)
	}
}

// printChanges tells what becomes of questions with another version, and of which something else becomes.
func printChanges(out io.Writer, outcomes, other []eval.Outcome) {
	fmt.Fprint(out, "\nthe other one: ")
	printFigures(out, other)
	printSaid(out, other)
	changes := eval.Compare(outcomes, other)
	better, worse := eval.Tally(changes)
	fmt.Fprintf(out, "with it %d questions fare otherwise: %d better, %d worse\n", len(changes), better, worse)
	name := func(f eval.Found) string { return cmp.Or(f.Article, "nothing") }
	for _, c := range changes {
		fmt.Fprintf(out, "%s %q: ", c.Mark, knowledge.Mask(c.Text))
		switch {
		case c.Passage:
			fmt.Fprintf(out, "another passage of %s", name(c.Is))
		case c.SameArticle():
			fmt.Fprint(out, name(c.Is))
		default:
			fmt.Fprintf(out, "%s instead of %s", name(c.Is), name(c.Was))
		}
		if c.Before != c.After {
			fmt.Fprintf(out, "; %s, was %s", c.After, c.Before)
		}
		fmt.Fprintln(out)
	}
}

// Marks of the table of figures.
const (
	tableBegin = "<!-- figures: make eval writes them -->"
	tableEnd   = "<!-- end of figures -->"
)

func evalPublic(ctx context.Context, cmd *cobra.Command, o evalOptions, b *bases) error {
	var shown *bar
	var now string
	rows, err := eval.Public(ctx, o.public, func(ctx context.Context, articles []knowledge.Article, projects []knowledge.Project) (eval.Ranker, error) {
		return b.pipeline(ctx, base{articles: articles, projects: projects, same: knowledge.SynonymsAtFirst()})
	}, func(work string, done, total int) {
		if work != now {
			if shown != nil {
				shown.end()
			}
			shown, now = progress(cmd.ErrOrStderr(), work), work
		}
		shown.step(done, total)
	})
	if shown != nil {
		shown.end()
	}
	table := publicTable(rows)
	fmt.Fprint(cmd.OutOrStdout(), table)
	if err != nil || o.readme == "" {
		return err
	}
	old, err := os.ReadFile(o.readme)
	if err != nil {
		return fmt.Errorf("write the figures: %w", err)
	}
	before, rest, ok := strings.Cut(string(old), tableBegin)
	_, after, ended := strings.Cut(rest, tableEnd)
	if !ok || !ended {
		return fmt.Errorf("%s has no place for the figures: write %s and %s into it", o.readme, tableBegin, tableEnd)
	}
	return os.WriteFile(o.readme, []byte(before+tableBegin+"\n\n"+table+"\n"+tableEnd+after), 0o644)
}

func publicTable(rows []eval.Row) string {
	var b strings.Builder
	b.WriteString("| work | questions | simple method | goal | reached | |\n|---|---|---|---|---|---|\n")
	figure := func(f float64) string {
		if f == 0 {
			return ""
		}
		return strconv.FormatFloat(f, 'f', 3, 64)
	}
	for _, r := range rows {
		verdict := ""
		switch {
		case r.Target > 0 && r.Figure >= r.Target:
			verdict = "met"
		case r.Target > 0:
			verdict = "short by " + figure(r.Target-r.Figure)
		}
		fmt.Fprintf(&b, "| %s | %d | %s | %s | %.3f | %s |\n", r.Work, r.N, figure(r.Beside), figure(r.Target), r.Figure, verdict)
	}
	return b.String()
}
