package bench

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"
)

// asked is how many questions the delay of suggestions is measured with, and askers how many customers ask them in
// turn: nobody writes a hundred questions a second, and the program looks at a burst of one person as a whole.
const (
	asked  = 300
	askers = asked
)

// suggestions measures how long after the acceptance of a customer's words the desk has suggestions for them: until
// the lane is done and its drafts are committed, which is when desks are told.
func (b *bench) suggestions(ctx context.Context, program *child) error {
	conn, err := pgx.Connect(ctx, b.database)
	if err != nil {
		return err
	}
	defer conn.Close(ctx)
	rows, err := conn.Query(ctx, `SELECT v.title FROM articles a JOIN article_versions v ON v.article_id = a.id AND v.version = a.published
		WHERE a.sample AND a.lang = 'en' AND v.audience = 'public' ORDER BY a.id`)
	if err != nil {
		return err
	}
	titles, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil || len(titles) == 0 {
		return errors.Join(err, errors.New("there are no sample articles to ask about"))
	}
	visitors, err := program.webVisitors(ctx, askers)
	if err != nil {
		return err
	}
	pause(ctx, 2*time.Second)
	var accept, after []time.Duration
	empty := 0
	for i := range asked {
		began := time.Now()
		if err := visitors[i%askers].send(ctx, "Please tell me about: "+titles[i%len(titles)]); err != nil {
			return err
		}
		accepted := time.Now()
		n, err := awaitDrafts(ctx, conn)
		if err != nil {
			return err
		}
		if n == 0 {
			empty++
		}
		accept, after = append(accept, accepted.Sub(began)), append(after, time.Since(accepted))
	}
	slices.Sort(accept)
	slices.Sort(after)
	ms := func(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
	fmt.Fprintf(b.Out, "\naccepted after                 p50 %8.1f ms   p99 %8.1f ms\n", ms(percentile(accept, 0.5)), ms(percentile(accept, 0.99)))
	fmt.Fprintf(b.Out, "from there to suggestions      p50 %8.1f ms   p99 %8.1f ms   (%d articles, %d questions, %d without a draft)\n",
		ms(percentile(after, 0.5)), ms(percentile(after, 0.99)), b.Articles, asked, empty)
	return nil
}

// awaitDrafts waits until no desk lane is behind, and returns the number of drafts on offer.
func awaitDrafts(ctx context.Context, conn *pgx.Conn) (int, error) {
	for range 100_000 {
		var behind bool
		var drafts int
		err := conn.QueryRow(ctx, `SELECT EXISTS (SELECT FROM lanes WHERE consumer = 'desk' AND tail > done),
			(SELECT count(*) FROM suggestions WHERE state = 'offered')`).Scan(&behind, &drafts)
		if err != nil {
			return 0, err
		}
		if !behind {
			return drafts, nil
		}
	}
	return 0, errors.New("the desk lanes stay behind")
}
