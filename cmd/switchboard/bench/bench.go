// Package bench measures the program from outside, as its users meet it: a real process, real HTTP, real PostgreSQL
// with fsync on, all in one run on one machine, so that the ratios mean something where the absolute numbers do not.
//
// The limit that the accept path is compared with is a bare net/http handler that decodes the same request and inserts
// the same rows with one pgx statement, in a process of its own over the same server.
package bench

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"time"

	"github.com/jackc/pgx/v5"

	"switchboard/migrations/cluster"
)

// Config of a run.
type Config struct {
	Binary   string        // the program; it is started as a child
	Articles int           // in the knowledge base
	Each     time.Duration // of one measurement of throughput
	Out      io.Writer
	Log      *slog.Logger
}

// senders are the numbers of customers who write at once.
var senders = [...]int{1, 16, 64}

// Run measures and prints everything.
func Run(ctx context.Context, c Config) (err error) {
	dir, err := os.MkdirTemp("", "switchboard-bench-")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	if err := os.Chmod(dir, 0o755); err != nil { // the server may run as another user
		return err
	}
	pg, err := cluster.Start(ctx, cluster.Config{Dir: filepath.Join(dir, "postgres"), Log: c.Log})
	if err != nil {
		return err
	}
	defer func() {
		stop, cancel := context.WithTimeout(context.Background(), 20*time.Second)
		defer cancel()
		err = errors.Join(err, pg.Stop(stop))
	}()
	b := &bench{Config: c, dir: dir, database: pg.URL()}
	if err := b.writeAccounts(); err != nil {
		return err
	}
	fmt.Fprintf(c.Out, "All figures of one run on one machine; PostgreSQL %s with fsync on.\n\n", pg.Version())
	return b.run(ctx)
}

type bench struct {
	Config
	dir      string
	database string
}

// run starts the program, measures start and idle memory, then the assistant and the accept path beside the limit.
func (b *bench) run(ctx context.Context) error {
	first, err := b.start(ctx, true)
	if err != nil {
		return err
	}
	fmt.Fprintf(b.Out, "start-up, first (schema and samples)  %8.2f s\n", first.started.Seconds())
	first.stop()
	program, err := b.start(ctx, true)
	if err != nil {
		return err
	}
	fmt.Fprintf(b.Out, "start-up, again                       %8.2f s\n", program.started.Seconds())
	pause(ctx, 5*time.Second)
	fmt.Fprintf(b.Out, "memory idle, with the samples         %8.1f MB\n", program.memory())
	program.stop()

	if err := b.addArticles(ctx); err != nil {
		return err
	}
	if program, err = b.start(ctx, true); err != nil {
		return err
	}
	defer func() { program.stop() }()
	fmt.Fprintf(b.Out, "start-up, %d articles              %8.2f s\n", b.Articles, program.started.Seconds())
	if err := b.suggestions(ctx, program); err != nil {
		return err
	}
	return b.accept(ctx, program)
}

// accept measures the accept path and the limit by turns.
func (b *bench) accept(ctx context.Context, program *child) error {
	limit, err := b.startLimit(ctx)
	if err != nil {
		return err
	}
	defer limit.stop()
	fmt.Fprintf(b.Out, "\nmessages accepted a second        senders      program        limit   ratio\n")
	var highest float64
	for _, n := range senders {
		ours, bare, err := b.byTurns(ctx, program, limit, n)
		if err != nil {
			return err
		}
		highest = max(highest, program.memory())
		fmt.Fprintf(b.Out, "                                  %7d   %10.0f   %10.0f   %5.2f\n", n, ours, bare, ours/bare)
	}
	fmt.Fprintf(b.Out, "memory under load, %d articles     %8.1f MB\n", b.Articles, highest)
	return nil
}

// byTurns runs program and limit three times each, one after the other, and returns the middle rates.
func (b *bench) byTurns(ctx context.Context, program, limit *child, n int) (ours, bare float64, err error) {
	var a, l []float64
	for range 3 {
		rate, err := b.rate(ctx, program.visitors, n)
		if err != nil {
			return 0, 0, fmt.Errorf("measure the program with %d senders: %w", n, err)
		}
		a = append(a, rate)
		if rate, err = b.rate(ctx, limit.visitors, n); err != nil {
			return 0, 0, fmt.Errorf("measure the limit with %d senders: %w", n, err)
		}
		l = append(l, rate)
	}
	return median(a), median(l), nil
}

// addArticles fills the knowledge base: every sample article again and again, with words of its own.
func (b *bench) addArticles(ctx context.Context) error {
	conn, err := pgx.Connect(ctx, b.database)
	if err != nil {
		return err
	}
	defer conn.Close(ctx)
	_, err = conn.Exec(ctx, `
		WITH rev AS (UPDATE knowledge_state SET rev = rev + 1 RETURNING rev),
		source AS (
			SELECT a.project_id, a.lang, v.*, row_number() OVER (ORDER BY a.id) AS n, count(*) OVER () AS total
			FROM articles a JOIN article_versions v ON v.article_id = a.id AND v.version = a.published),
		fresh AS (
			INSERT INTO articles (project_id, key, lang, published, latest, rev)
			SELECT s.project_id, 'bench-' || i, s.lang, 1, 1, rev.rev
			FROM generate_series(1, $1::int - (SELECT count(*) FROM articles)::int) i JOIN source s ON s.n = 1 + i % s.total, rev
			RETURNING id, key)
		INSERT INTO article_versions (article_id, version, title, body, audience, questions, author)
		SELECT f.id, 1, s.title || ' ' || md5(f.key), replace(s.body, ' ', ' ') || E'\n\n' || md5(f.key || 'x') || ' ' || md5(f.key || 'y'),
			s.audience, '{}', 'bench'
		FROM fresh f JOIN source s ON s.n = 1 + substr(f.key, 7)::int % s.total`, b.Articles)
	if err != nil {
		return fmt.Errorf("add articles: %w", err)
	}
	return nil
}

func pause(ctx context.Context, d time.Duration) {
	select {
	case <-ctx.Done():
	case <-time.After(d):
	}
}
