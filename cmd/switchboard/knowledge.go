package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/spf13/cobra"

	"switchboard/knowledge"
	"switchboard/knowledge/convert"
	"switchboard/migrations"
)

func knowledgeCommand() *cobra.Command {
	cmd := &cobra.Command{Use: "knowledge", Short: "Import, export, search and measure the knowledge base", Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() }}
	cmd.AddCommand(importCommand(), exportCommand(), searchCommand(), evalCommand(), tuneCommand(), removeSamplesCommand(), takeIndexCommand())
	return cmd
}

// withStore runs f over the knowledge base of the settings. With the private cluster it joins the running program, or
// starts the cluster for the while.
func withStore(ctx context.Context, f func(Config, *knowledge.Store, *slog.Logger) error) error {
	return withPool(ctx, func(cfg Config, pool *pgxpool.Pool, log *slog.Logger) error {
		return f(cfg, storeWithExtras(pool).At(cfg.URL), log)
	})
}

// withPool is withStore for what needs more of the database.
func withPool(ctx context.Context, f func(Config, *pgxpool.Pool, *slog.Logger) error) error {
	cfg, log, err := configured()
	if err != nil {
		return err
	}
	return joined(ctx, cfg, log, func(pool *pgxpool.Pool) error { return f(cfg, pool, log) })
}

// withKnowledge is withPool for what only asks a knowledge base: where there is none yet, none is made.
func withKnowledge(ctx context.Context, f func(Config, *pgxpool.Pool, *slog.Logger) error) error {
	cfg, log, err := configured()
	if err != nil {
		return err
	}
	dir, err := cfg.clusterDir()
	if err != nil {
		return err
	}
	if _, err := os.Stat(dir); cfg.DatabaseURL == "" && errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("there is no knowledge base in %s: set SWITCHBOARD_DATA to the data folder of the program, or DATABASE_URL to its database", cfg.home())
	}
	return joined(ctx, cfg, log, func(pool *pgxpool.Pool) error { return f(cfg, pool, log) })
}

// home is where the database is, in words.
func (c *Config) home() string {
	if c.DatabaseURL != "" {
		return "DATABASE_URL"
	}
	if dir, err := filepath.Abs(c.Data); err == nil {
		return dir
	}
	return c.Data
}

// joined runs f over the database of settings that were read before.
func joined(ctx context.Context, cfg Config, log *slog.Logger, f func(*pgxpool.Pool) error) (err error) {
	db, err := joinDatabase(ctx, cfg, log)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.close()) }()
	if err := migrations.Up(ctx, db.pool, log); err != nil {
		return err
	}
	return f(db.pool)
}

func importCommand() *cobra.Command {
	o := knowledge.ImportOptions{Author: "import"}
	var from convert.Options
	cmd := &cobra.Command{
		Use: "import PATH", Short: "Import a folder of Markdown, a sheet, saved pages or documents; what is unchanged is passed over", Args: cobra.ExactArgs(1),
		Long: `Import brings the knowledge base to what PATH says. PATH is

  a folder <project>/project.md, <project>/<language>/<article>.md, as export writes it
  a folder of .md, .mdx, .html, .docx, .csv, .tsv or .xlsx files, a Git checkout among them, with --project
  one such file, or a .zip of such a folder

The first row of a sheet, or one of the first ten below a title, names its columns: project, language, key, title (or
question), body (or answer), questions, audience, status, published, draft, internal, tags, section (and category), owner,
link, valid_from, valid_until, review_by. A row that says that it is a draft, or something that is not known of who may read
it, is not taken. Importing the same source again changes nothing. Pictures and files that a text of a folder links by their
path come with it, and so do the pictures beside or in saved pages and in documents.`,
		RunE: func(cmd *cobra.Command, args []string) error {
			cfg, log, err := configured()
			if err != nil {
				return err
			}
			from.Page = cfg.helpPath()
			source, err := convert.Open(args[0], from)
			if err != nil {
				return err
			}
			return joined(cmd.Context(), cfg, log, func(pool *pgxpool.Pool) error {
				bar := progress(cmd.ErrOrStderr(), "importing")
				o.Progress, o.Page, o.Partial, o.Unread, o.Said, o.Formerly = bar.step, cfg.helpPath(), !source.Whole, source.Unread, source.Said, source.Formerly
				report, err := knowledge.Import(cmd.Context(), storeWithExtras(pool).At(cfg.URL), source.FS, o)
				bar.end()
				if err != nil {
					return err
				}
				fmt.Fprintln(cmd.OutOrStdout(), args[0]+":", source.Kind)
				return printReport(cmd.OutOrStdout(), cfg.URL, source.Report(report), o.DryRun)
			})
		},
	}
	cmd.Flags().StringVar(&from.Project, "project", "", "key of the project, where the source names none")
	cmd.Flags().StringVar(&from.ProjectName, "project-name", "", "make the project, with this name")
	cmd.Flags().StringVar(&from.Lang, "lang", "", "language, where the source names none; found by the words if empty")
	cmd.Flags().StringVar((*string)(&from.Audience), "audience", "", "public or internal, where the source does not say")
	cmd.Flags().StringSliceVar(&from.Tags, "tag", nil, "tags added to each article")
	cmd.Flags().BoolVar(&o.DryRun, "dry-run", false, "say what would change, and change nothing")
	cmd.Flags().BoolVar(&o.Unverified, "unverified", false, "the assistant answers with what is new only after an editor has verified it")
	cmd.Flags().Var((*removing)(&o), "remove", "remove articles that were imported before and are gone from the source: of the projects that it names, or with --remove=all of all, as of a whole folder that export wrote")
	cmd.Flags().Lookup("remove").NoOptDefVal = "true"
	cmd.Flags().StringVar(&o.Author, "author", o.Author, "who is named as the author of new versions")
	return cmd
}

// removing is what an import may remove, as a flag: true, of the projects that the source names, or all.
type removing knowledge.ImportOptions

func (r *removing) Set(s string) (err error) {
	r.RemoveAll = s == "all"
	if r.Remove = r.RemoveAll; !r.Remove {
		r.Remove, err = strconv.ParseBool(s)
	}
	if err != nil {
		return fmt.Errorf("%q is neither true, false nor all", s)
	}
	return nil
}

func (r *removing) String() string {
	if r.RemoveAll {
		return "all"
	}
	return strconv.FormatBool(r.Remove)
}

func (r *removing) Type() string { return "true or all" }

func printReport(out io.Writer, url string, r knowledge.ImportReport, dry bool) error {
	for _, list := range []struct {
		mark  string
		names []string
	}{{"+", r.Added}, {"~", r.Changed}, {"-", r.Removed}} {
		for _, name := range list.names {
			fmt.Fprintln(out, list.mark, name)
		}
	}
	if n := len(r.Elsewhere); n > 0 {
		fmt.Fprintf(out, "- %d of these are of projects that the source does not have: %s\n", n, strings.Join(r.ElsewhereProjects(), ", "))
	}
	for _, m := range r.Moved {
		fmt.Fprintln(out, ">", m.From, "goes on as", m.To)
	}
	for _, name := range r.Merged {
		fmt.Fprintln(out, "~", name, "was written on by hand: that stays, and what the source says now comes to it")
	}
	for _, c := range r.Conflicts {
		fmt.Fprintf(out, "? %s was written on by hand where the source says otherwise now, or nobody knows where: that stays, and what the source says waits until somebody decides on %s/knowledge/a/%d\n", c.Name, url, c.Article)
	}
	for _, name := range r.Drafted {
		fmt.Fprintln(out, "=", name, "stays away from readers: it was taken back by hand, and what the source says now is a draft")
	}
	for _, name := range r.Kept {
		fmt.Fprintln(out, "=", name, "stays: somebody wrote on it by hand since it was imported")
	}
	for _, name := range r.Unread {
		fmt.Fprintln(out, "=", name, "stays: it is in the source and could not be read")
	}
	for _, name := range r.Spared {
		fmt.Fprintln(out, "=", name, "stays: what could not be read may be it")
	}
	for _, at := range r.Untold {
		fmt.Fprintln(out, "?", at, "does not tell which article it is: put it right, give a row its article's key, or take it out")
	}
	for _, l := range r.LeftOut {
		fmt.Fprintln(out, "x", l)
	}
	for _, w := range r.Warnings {
		fmt.Fprintln(out, "*", w)
	}
	for _, b := range r.Bad {
		fmt.Fprintln(out, "!", b)
	}
	would := ""
	if dry {
		would = "would be: "
	}
	fmt.Fprintf(out, "%s%d added, %d changed, %d removed, %d unchanged\n", would, len(r.Added), len(r.Changed), len(r.Removed), r.Unchanged)
	if n := len(r.Bad); n > 0 {
		return fmt.Errorf("%d could not be taken: the lines marked ! say why", n)
	}
	return nil
}

func exportCommand() *cobra.Command {
	return &cobra.Command{
		Use: "export FOLDER", Short: "Write everything as a folder of Markdown: all versions, drafts, files, what was learned, stored questions, synonyms, thresholds", Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return withStore(cmd.Context(), func(_ Config, store *knowledge.Store, _ *slog.Logger) error {
				n, err := knowledge.Export(cmd.Context(), store, args[0])
				if err != nil {
					return err
				}
				_, err = fmt.Fprintf(cmd.OutOrStdout(), "%d files written to %s\n", n, args[0])
				return err
			})
		},
	}
}

func searchCommand() *cobra.Command {
	q := knowledge.Query{}
	cmd := &cobra.Command{
		Use: "search WORDS…", Short: "Search the knowledge base as the assistant does", Args: cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			q.Text = strings.Join(args, " ")
			return withPool(cmd.Context(), func(cfg Config, pool *pgxpool.Pool, log *slog.Logger) error {
				store := knowledge.NewStore(pool)
				zone, err := store.Zone(cmd.Context())
				if err != nil {
					return err
				}
				if err := areProjects(cmd.Context(), store, q.Projects); err != nil {
					return err
				}
				q.At = time.Now().In(zone)
				hits, err := searchOnce(cmd.Context(), cfg, pool, log, q)
				if err != nil {
					return err
				}
				return printHits(cmd.OutOrStdout(), hits)
			})
		},
	}
	cmd.Flags().BoolVar(&q.Internal, "internal", false, "internal articles too")
	cmd.Flags().StringVar(&q.Lang, "lang", "", "preferred language, for example uk")
	cmd.Flags().StringSliceVar(&q.Projects, "project", nil, "only these projects")
	cmd.Flags().IntVar(&q.Limit, "limit", 5, "how many hits")
	return cmd
}

func printHits(out io.Writer, hits []knowledge.Hit) error {
	if len(hits) == 0 {
		_, err := fmt.Fprintln(out, "nothing found")
		return err
	}
	for i, h := range hits {
		where := h.Name + " · " + h.Title
		if h.Heading != "" {
			where += " › " + h.Heading
		}
		fmt.Fprintf(out, "%d. %s [%s, %s, version %d, score %.1f]\n", i+1, where, h.Lang, h.Audience, h.Version, h.Score)
		fmt.Fprintf(out, "   %s\n", strings.ReplaceAll(strings.TrimSpace(h.Passage), "\n", "\n   "))
	}
	return nil
}

func takeIndexCommand() *cobra.Command {
	return &cobra.Command{
		Use: "take-index", Short: "Make the index on Meilisearch this database's, whosever it was; serve fills it anew", Args: cobra.NoArgs,
		Long: `Two databases cannot share one index: each would overwrite what the other has written. The first one has it; serve, doctor and /readyz
of any other say so. If the other is gone for good, as after a backup was restored elsewhere, take-index gives it to this database.
If both are in use, as with a copy for trials, set MEILI_INDEX to another name for one of them instead.`,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return withStore(cmd.Context(), func(cfg Config, store *knowledge.Store, log *slog.Logger) error {
				if cfg.MeiliURL == "" {
					return errors.New("MEILI_URL is not set: the index is inside the process, and nobody else's")
				}
				index, err := openMeili(cfg, embedding{}, store, log)
				if err != nil {
					return err
				}
				if err := index.Take(cmd.Context()); err != nil {
					return err
				}
				_, err = fmt.Fprintf(cmd.OutOrStdout(), "the index %s is this database's; serve fills it anew within half a minute\n", cfg.MeiliIndex)
				return err
			})
		},
	}
}

func removeSamplesCommand() *cobra.Command {
	return &cobra.Command{
		Use: "remove-samples", Short: "Remove the sample projects and their articles", Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return withStore(cmd.Context(), func(_ Config, store *knowledge.Store, _ *slog.Logger) error {
				n, err := store.RemoveSamples(cmd.Context())
				if err != nil {
					return err
				}
				_, err = fmt.Fprintf(cmd.OutOrStdout(), "%d sample articles removed\n", n)
				return err
			})
		},
	}
}
