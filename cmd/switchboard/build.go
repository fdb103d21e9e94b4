package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"

	"switchboard/assist"
	"switchboard/channels"
	"switchboard/cmd/switchboard/spend"
	"switchboard/knowledge"
	"switchboard/knowledge/local"
	"switchboard/knowledge/meili"
	"switchboard/knowledge/recall"
	"switchboard/migrations"
	"switchboard/routing"
	"switchboard/routing/slackdesk"
)

// app is the program, put together and not yet running.
type app struct {
	cfg      Config
	log      *slog.Logger
	db       *database
	clock    *knowledge.Clock // by which the company's days begin and end
	router   *routing.Router
	channels map[string]channels.Channel
	store    *knowledge.Store
	follower *knowledge.Follower
	memory   *recall.Index
	recaller *knowledge.Follower // fills memory
	index    knowledge.Index
	embedder knowledge.Embedder // nil: articles are found by their words alone
	assist   *assist.Assistant
	finder   finder
	book     *spend.Book // what models cost
	trial    *trial
	workers  *routing.Workers
	slack    *slackdesk.Desk // nil: the browser desk alone
	jobs     *river.Client[pgx.Tx]
	parts    []part
	handler  http.Handler
	setup    string // one-time link that makes the first administrator, while there is none
}

// build makes every part, in order. What fails here is told with what to do.
func build(ctx context.Context, cfg Config, log *slog.Logger) (_ *app, err error) {
	a := &app{cfg: cfg, log: log}
	defer func() {
		if err != nil && a.db != nil {
			err = errors.Join(err, a.db.close())
		}
	}()

	if a.db, err = openDatabase(ctx, cfg, log); err != nil {
		return nil, err
	}
	pool := a.db.pool
	if err := migrations.Up(ctx, pool, log); err != nil {
		return nil, err
	}

	zone, err := settleZone(ctx, cfg, pool, log)
	if err != nil {
		return nil, err
	}
	a.clock = knowledge.NewClock(zone)
	a.cfg.Zone = a.clock.Name() // as the start tells of it

	insert, err := river.NewClient(riverpgxv5.New(pool), &river.Config{Logger: quiet(log)})
	if err != nil {
		return nil, fmt.Errorf("make the job client: %w", err)
	}
	if a.book, err = openBook(cfg, pool, a.clock, log); err != nil {
		return nil, err
	}
	digester, err := openDigester(cfg, a.book)
	if err != nil {
		return nil, err
	}
	a.router = routing.New(routing.Config{
		Pool: pool, Jobs: insert, Log: log, Kinds: cfg.accountKinds(), OneWay: cfg.oneWayAccounts(), Checker: factCheck{a}, Ranker: ranker{a}, Author: a.author(), Digester: digester, Page: cfg.page(), Base: cfg.URL, Clock: a.clock,
		Policy: cfg.policy(),
	})
	if err := a.router.EnsureDepartments(ctx, departments(cfg.Department)); err != nil {
		return nil, err
	}
	if a.channels, err = openChannels(ctx, cfg, pool, a.router); err != nil {
		return nil, err
	}

	a.store = storeWithExtras(pool).At(cfg.URL)
	if err := a.store.LeaveAddress(ctx); err != nil {
		return nil, err
	}
	if err := loadSamples(ctx, cfg, a.store, log); err != nil {
		return nil, err
	}
	if err := a.openSearch(ctx); err != nil {
		return nil, err
	}
	a.follower = knowledge.NewFollower(a.store, a.index, a.embedder, log)
	a.memory = recall.New()
	a.recaller = knowledge.NewFollower(a.store, a.memory, nil, log)
	answers := a.assistant(a.index, a.store.Texts, a.memory)
	if answers.Writer, err = openWriter(cfg, a.book); err != nil {
		return nil, err
	}
	answers.Writer.Earlier, answers.Writer.Useless = a.book.Kept(), a.book.Useless
	a.assist = assist.New(answers)
	a.finder = a.newFinder()
	a.trial = newTrial(a)

	a.workers = routing.NewWorkers(routing.WorkersConfig{Router: a.router, Channels: a.channels, Suggest: a.assist, Judge: a.judge(), Log: log})
	chores := river.NewWorkers()
	periodic := append(a.workers.AddJobs(chores), measureWeekly())
	river.AddWorker(chores, &measurer{app: a})
	a.jobs, err = river.NewClient(riverpgxv5.New(pool), &river.Config{
		Logger: quiet(log), Workers: chores, PeriodicJobs: periodic,
		Queues:     map[string]river.QueueConfig{river.QueueDefault: {MaxWorkers: 4}, routing.QueueDigests: {MaxWorkers: 2}, routing.QueueWriting: {MaxWorkers: 8}},
		JobTimeout: time.Minute, RescueStuckJobsAfter: 90 * time.Second, // its default rescue of a crashed job is an hour
		CompletedJobRetentionPeriod: time.Hour, PollOnly: a.db.pooled,
		SoftStopTimeout: stopWithin / 3, // then another replica does what takes longer, such as waiting for a model
	})
	if err != nil {
		return nil, fmt.Errorf("make the job workers: %w", err)
	}

	if cfg.slackOn() {
		if err := a.openSlack(); err != nil {
			return nil, err
		}
	}
	a.parts = a.allParts()
	if err := a.mount(ctx); err != nil {
		return nil, err
	}
	return a, nil
}

// factCheck is the router's Checker: the router is there before the assistant is.
type factCheck struct{ app *app }

// Check compares a reply with the knowledge base.
func (f factCheck) Check(ctx context.Context, text string, d assist.Dialogue, used []assist.Source) ([]assist.Dispute, error) {
	return f.app.assist.Check(ctx, text, d, used)
}

// ranker is the router's Ranker, as late as the Checker.
type ranker struct{ app *app }

// Rank tells which articles may answer a question.
func (r ranker) Rank(ctx context.Context, d assist.Dialogue, limit int) ([]assist.Ranked, error) {
	return r.app.assist.Rank(ctx, d, limit)
}

// openIndex is the index inside the process, or the search server's of a database.
func openIndex(cfg Config, space embedding, of meili.Marks, log *slog.Logger) (knowledge.Index, error) {
	if cfg.MeiliURL == "" {
		return local.New(), nil
	}
	return openMeili(cfg, space, of, log)
}

func openMeili(cfg Config, space embedding, of meili.Marks, log *slog.Logger) (*meili.Index, error) {
	index, err := meili.New(meili.Config{URL: cfg.MeiliURL, Key: cfg.MeiliKey, Name: cfg.MeiliIndex, Model: space.Model, Dimensions: space.Dimensions, Marks: of, Log: log})
	if err != nil {
		return nil, fmt.Errorf("MEILI_URL: %w", err)
	}
	return index, nil
}

// openChannels opens every account. One with wrong settings stops the program: half a gateway on Monday is worse than
// a clear word before.
func openChannels(ctx context.Context, cfg Config, pool *pgxpool.Pool, to channels.Receiver) (map[string]channels.Channel, error) {
	open := map[string]channels.Channel{}
	var problems []error
	for _, account := range cfg.Accounts {
		settings, err := withSecret(ctx, pool, account)
		if err != nil {
			return nil, err
		}
		account.Settings = settings
		ch, err := openers[account.Kind].open(account, to)
		if err != nil {
			problems = append(problems, fmt.Errorf("channel account %q: %w", account.Name, err))
			continue
		}
		open[account.Name] = ch
	}
	return open, errors.Join(problems...)
}

// departments are made at the first start: those of the sample projects, and the configured default.
func departments(def string) map[string]string {
	names := map[string]string{"support": "Support", "sales": "Sales", "billing": "Billing", "technical": "Technical help"}
	if def != "" && names[def] == "" {
		names[def] = def
	}
	return names
}

func (c *Config) accountKinds() map[string]string {
	kinds := map[string]string{}
	for _, a := range c.Accounts {
		kinds[a.Name] = a.Kind
	}
	return kinds
}

func (c *Config) oneWayAccounts() map[string]string {
	reasons := map[string]string{}
	for _, a := range c.Accounts {
		if why := openers[a.Kind].oneWay; why != "" {
			reasons[a.Name] = why
		}
	}
	return reasons
}

// quiet keeps River's bookkeeping out of the log.
func quiet(log *slog.Logger) *slog.Logger {
	return slog.New(atLeast{log.Handler(), slog.LevelWarn})
}

// atLeast drops records below a level.
type atLeast struct {
	slog.Handler
	level slog.Level
}

// Enabled tells whether a record of the level is kept.
func (h atLeast) Enabled(ctx context.Context, l slog.Level) bool {
	return l >= h.level && h.Handler.Enabled(ctx, l)
}

// WithAttrs keeps the level.
func (h atLeast) WithAttrs(attrs []slog.Attr) slog.Handler {
	return atLeast{h.Handler.WithAttrs(attrs), h.level}
}

// WithGroup keeps the level.
func (h atLeast) WithGroup(name string) slog.Handler {
	return atLeast{h.Handler.WithGroup(name), h.level}
}
