package main

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/spf13/cobra"

	"switchboard/assist/prompts"
	"switchboard/channels"
	"switchboard/knowledge"
	"switchboard/knowledge/meili"
	"switchboard/migrations"
	"switchboard/migrations/cluster"
	"switchboard/routing"
)

// line is one part of the program, as the start and doctor tell of it.
type line struct{ Part, Says string }

// describe tells what is on, off and embedded by the settings alone.
func (c *Config) describe() []line {
	lines := []line{{"days", "those of the time zone that the first start noted; set SWITCHBOARD_ZONE"}, {"database", "embedded: private PostgreSQL in " + filepath.Join(c.Data, "postgres")}, {"index", "embedded: inside the process"}}
	if c.Zone != "" {
		lines[0].Says = "those of " + c.Zone
	}
	if c.DatabaseURL != "" {
		lines[1].Says = "PostgreSQL of DATABASE_URL"
	}
	if c.MeiliURL != "" {
		lines[2].Says = "Meilisearch at " + c.MeiliURL
	}
	for _, a := range c.Accounts {
		lines = append(lines, line{"channel", fmt.Sprintf("%s (%s): %s", a.Name, a.Kind, openers[a.Kind].door(c.URL, a))})
	}
	if c.TelegramToken == "" && !slices.ContainsFunc(c.Accounts, func(a channels.Account) bool { return a.Kind == "telegram" }) {
		lines = append(lines, line{"channel", "telegram is off: set TELEGRAM_BOT_TOKEN"})
	}
	if c.Help {
		lines = append(lines, line{"help", "public help centre at " + c.URL + "/help"})
	} else {
		lines = append(lines, line{"help", "the public help centre is off: set SWITCHBOARD_HELP=true"})
	}
	if c.OpenAIModel != "" {
		lines = append(lines, line{"answers", "written by " + c.modelOf(prompts.Draft) + " from the articles, each sentence checked; else quoted"})
	} else {
		lines = append(lines, line{"answers", "extractive: the passage that answers, quoted with its source; set OPENAI_MODEL to have drafts written"})
	}
	if own, err := ownPrompts(c.Prompts); err == nil && len(own) > 0 { // checkPrompts tells what is wrong
		lines = append(lines, line{"prompts", strings.Join(own, ", ") + " of your own, in " + c.Prompts})
	}
	if c.Judged > 0 {
		lines = append(lines, line{"judged", fmt.Sprintf("%s reads what the assistant is about to answer, from a probability of %v", c.modelOf(prompts.Verdict), c.Judged)})
	}
	switch model := c.OpenAIEmbedding; {
	case c.uncounted(model):
		lines = append(lines, line{"vectors", model + ", beside the words; what they cost is not counted in OPENAI_DAY_BUDGET: set OPENAI_PRICES=" + model + "=" + examplePrice(true)})
	case model != "":
		lines = append(lines, line{"vectors", model + ", beside the words"})
	default:
		lines = append(lines, line{"vectors", "off: set OPENAI_EMBEDDING_MODEL"})
	}
	switch {
	case !c.slackOn():
		lines = append(lines, line{"desk", "in the browser; Slack is off: set SLACK_BOT_TOKEN"})
	case c.SlackApp != "":
		lines = append(lines, line{"desk", "in the browser and in Slack, by Socket Mode"})
	default:
		lines = append(lines, line{"desk", "in the browser and in Slack, events at " + c.URL + "/slack/events"})
	}
	switch c.KeepDays {
	case 0:
		lines = append(lines, line{"erasure", "by hand only: conversations are kept for ever; set SWITCHBOARD_KEEP_DAYS"})
	case 1:
		lines = append(lines, line{"erasure", "a day after a conversation ended"})
	default:
		lines = append(lines, line{"erasure", fmt.Sprintf("%d days after a conversation ended", c.KeepDays)})
	}
	return lines
}

// modelOf is the model of one use.
func (c *Config) modelOf(use string) string {
	f, _ := featureOf(c.OpenAIModels[use]) // checkModels tells what is wrong with it
	return cmp.Or(f.Model, c.OpenAIModel)
}

func doctorCommand() *cobra.Command {
	return &cobra.Command{
		Use: "doctor", Short: "Check every setting, and say what is on, off, embedded or unreachable", Args: cobra.NoArgs,
		Long: "Doctor reads the settings as `serve` would and tries every part. With the program running it uses the same\ndatabase. It changes nothing.",
		RunE: func(cmd *cobra.Command, _ []string) error {
			return doctor(cmd.Context(), os.Environ(), cmd.OutOrStdout())
		},
	}
}

// doctor prints a line for each part, and fails when one of them needs attention.
func doctor(ctx context.Context, environ []string, out io.Writer) error {
	cfg, err := loadConfig(environ)
	w := tabwriter.NewWriter(out, 0, 4, 2, ' ', 0)
	defer w.Flush()
	sick := 0
	say := func(mark, part, text string) { fmt.Fprintf(w, "%s\t%s\t%s\n", mark, part, text) }
	if err != nil {
		for _, e := range unjoined(err) {
			say("BAD", "settings", e.Error())
		}
		return errors.New("the settings need attention")
	}
	say("ok", "settings", "all readable")
	for _, what := range misspelt(environ) {
		say("?", "settings", what)
	}
	for _, l := range cfg.describe() {
		say("-", l.Part, l.Says)
	}
	for _, p := range doctorParts(cfg) {
		check, cancel := context.WithTimeout(ctx, cmp.Or(p.Within, 10*time.Second))
		fact, err := p.Check(check)
		cancel()
		if err != nil {
			sick++
			say("BAD", p.Name, err.Error())
			continue
		}
		say("ok", p.Name, fact)
	}
	if sick > 0 {
		return fmt.Errorf("%d of the parts need attention", sick)
	}
	return nil
}

// doctorParts are what can be tried without serving.
func doctorParts(cfg Config) []part {
	parts := []part{{Name: "database", Check: func(ctx context.Context) (string, error) { return checkDatabase(ctx, cfg) }}}
	if cfg.MeiliURL != "" {
		parts = append(parts, part{Name: "index", Check: func(ctx context.Context) (string, error) { return checkMeili(ctx, cfg) }})
	}
	if cfg.OpenAIModel != "" {
		parts = append(parts, part{Name: "drafts", Within: time.Minute, Check: func(ctx context.Context) (string, error) {
			return checkDrafts(ctx, cfg)
		}})
	}
	if cfg.OpenAIEmbedding != "" {
		parts = append(parts, part{Name: "vectors", Check: func(ctx context.Context) (string, error) {
			return checkEmbedder(ctx, cfg)
		}})
	}
	if cfg.slackOn() {
		parts = append(parts, part{Name: "slack", Check: func(ctx context.Context) (string, error) { return checkSlackDesk(ctx, cfg) }})
	}
	for _, account := range cfg.Accounts {
		parts = append(parts, part{Name: "channel " + account.Name, Check: func(ctx context.Context) (string, error) {
			ch, err := openers[account.Kind].open(withoutSecret(account), nobody{})
			if err != nil {
				return "", err
			}
			if c, ok := ch.(channels.Checker); ok {
				return c.Check(ctx)
			}
			return "settings are good", nil
		}})
	}
	return parts
}

// checkDatabase tries the database: DATABASE_URL, or the private cluster if it runs.
func checkDatabase(ctx context.Context, cfg Config) (string, error) {
	if cfg.DatabaseURL == "" {
		dir, err := cfg.clusterDir()
		if err != nil {
			return "", err
		}
		if _, running, err := cluster.Running(dir); err != nil || !running {
			return "the private PostgreSQL does not run now; it starts with the program", err
		}
	}
	db, err := joinDatabase(ctx, cfg, newLogger(cfg))
	if err != nil {
		return "", err
	}
	have, want, err := migrations.Pending(ctx, db.pool)
	if err == nil && have < want {
		err = fmt.Errorf("%d of %d migrations are done: run `switchboard migrate`, or start the program", have, want)
	}
	fact := fmt.Sprintf("answers, %d migrations", have)
	if err == nil {
		var zone *time.Location
		if zone, err = knowledge.NewStore(db.pool).Zone(ctx); err == nil {
			fact += ", days of " + zone.String()
			err = checkThresholds(ctx, db.pool, cfg.policy())
		}
	}
	return fact, errors.Join(err, db.close())
}

// checkThresholds tells where drafts begin above answers.
func checkThresholds(ctx context.Context, pool *pgxpool.Pool, usual routing.Policy) error {
	set, err := routing.ReadThresholds(ctx, pool)
	if crossed := set.Crossed(usual); err == nil && len(crossed) > 0 {
		err = fmt.Errorf("thresholds, at /knowledge/thresholds: %s", strings.Join(crossed, "; "))
	}
	return err
}

// checkMeili asks the search server how it is.
func checkMeili(ctx context.Context, cfg Config) (string, error) {
	log := slog.New(slog.DiscardHandler)
	db, running := runningDatabase(ctx, cfg)
	if !running {
		index, err := openMeili(cfg, embedding{}, nil, log)
		if err != nil {
			return "", err
		}
		return index.Check(ctx)
	}
	defer func() { _ = db.close() }()
	var of meili.Marks
	if have, want, err := migrations.Pending(ctx, db.pool); err == nil && have == want {
		of = knowledge.NewStore(db.pool)
	}
	index, err := openMeili(cfg, keptEmbedding(ctx, cfg, db.pool), of, log)
	if err != nil {
		return "", err
	}
	return index.Check(ctx)
}

// runningDatabase is the database of the settings, if it is up: checkDatabase tells why it is not.
func runningDatabase(ctx context.Context, cfg Config) (db *database, running bool) {
	if cfg.DatabaseURL == "" {
		dir, err := cfg.clusterDir()
		if err != nil {
			return nil, false
		}
		if _, running, err := cluster.Running(dir); err != nil || !running {
			return nil, false
		}
	}
	db, err := joinDatabase(ctx, cfg, slog.New(slog.DiscardHandler))
	return db, err == nil
}

// keptEmbedding is what the program learned of its vectors, if it has any; the search server's index is told apart by it.
func keptEmbedding(ctx context.Context, cfg Config, pool *pgxpool.Pool) (known embedding) {
	if cfg.OpenAIEmbedding == "" {
		return known
	}
	_ = pool.QueryRow(ctx, `SELECT value FROM settings WHERE key = 'embedding'`).Scan(&known) // none yet: no vectors either
	return known
}

// withoutSecret is an account for a look at its settings alone: its signing secret is in the database.
func withoutSecret(a channels.Account) channels.Account {
	settings := map[string]any{}
	if err := json.Unmarshal(a.Settings, &settings); err != nil || !openers[a.Kind].signs || settings["secret"] != nil {
		return a
	}
	settings["secret"] = "only for a look at the settings"
	if b, err := json.Marshal(settings); err == nil {
		a.Settings = b
	}
	return a
}

// unjoined are the errors that were joined, each a line of its own.
func unjoined(err error) []error {
	joined, ok := err.(interface{ Unwrap() []error })
	if !ok {
		return []error{errors.New(strings.ReplaceAll(err.Error(), "\n", "; "))}
	}
	var out []error
	for _, e := range joined.Unwrap() {
		out = append(out, unjoined(e)...)
	}
	return out
}

// nobody receives nothing and has no archive to show: doctor opens channels only to ask them how they are.
type nobody struct{ channels.Archive }

// Receive refuses.
func (nobody) Receive(context.Context, channels.Inbound) error {
	return errors.New("doctor receives nothing")
}

// Settle refuses.
func (nobody) Settle(context.Context, channels.Receipt) error {
	return errors.New("doctor receives nothing")
}
