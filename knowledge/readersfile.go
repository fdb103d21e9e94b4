package knowledge

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
)

// voteLine is how many readers of the help centre a version helped on a day, in the file of votes.
type voteLine struct {
	articleRef
	Version   int    `json:"version"`
	Day       string `json:"day"` // UTC
	Helped    int    `json:"helped"`
	NotHelped int    `json:"not_helped"`
}

// voteFile is the file of readers' votes.
func (s *Store) voteFile(here versionsHere) lineFile[voteLine] {
	return lineFile[voteLine]{name: "votes.jsonl", all: s.voteLines,
		keys: func(l voteLine) []string { return []string{fmt.Sprint(l.name().path(), "/", l.Version, "/", l.Day)} },
		check: func(c *checker, l *voteLine) {
			l.articleRef.check(c)
			if parseDay(c, "day", l.Day).IsZero() || l.Version < 1 || l.Helped < 0 || l.NotHelped < 0 || l.Helped+l.NotHelped > mostVotesADay {
				c.fail("day", fmt.Sprintf("and version must be there, and helped and not_helped numbers of at most %d", mostVotesADay), "2026-01-31")
			}
		},
		fits: func(ctx context.Context, l voteLine) (string, error) { return here.fits(ctx, l.name(), l.Version) }, add: addVotes}
}

func (s *Store) voteLines(ctx context.Context) ([]voteLine, error) {
	rows, _ := s.pool.Query(ctx, `
		SELECT p.key, a.key, a.lang, v.version, v.day::text, v.helped, v.not_helped
		FROM help_votes v JOIN articles a ON a.id = v.article_id JOIN projects p ON p.id = a.project_id ORDER BY v.day, p.key, a.key, a.lang, v.version`)
	list, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (l voteLine, err error) {
		err = row.Scan(&l.Project, &l.Article, &l.In, &l.Version, &l.Day, &l.Helped, &l.NotHelped)
		return l, err
	})
	if err != nil {
		return nil, fmt.Errorf("read the readers' votes: %w", err)
	}
	return list, nil
}

func addVotes(ctx context.Context, tx pgx.Tx, lines []voteLine) error {
	ids, err := articleIDs(ctx, tx)
	if err != nil {
		return err
	}
	b := &pgx.Batch{}
	for _, l := range lines {
		b.Queue(`INSERT INTO help_votes (article_id, version, day, helped, not_helped) VALUES ($1, $2, $3::text::date, $4, $5) ON CONFLICT DO NOTHING`,
			ids[l.name()], l.Version, l.Day, l.Helped, l.NotHelped)
	}
	return tx.SendBatch(ctx, b).Close()
}

// noteLine is what a reader found missing in an article, masked, in the file of notes.
type noteLine struct {
	articleRef
	Version int       `json:"version"`
	Text    string    `json:"text"`
	At      time.Time `json:"at"`
}

// noteFile is the file of readers' notes.
func (s *Store) noteFile(here versionsHere) lineFile[noteLine] {
	return lineFile[noteLine]{name: "notes.jsonl", all: s.noteLines,
		keys: func(l noteLine) []string {
			return []string{fmt.Sprintf("%s/%d/%d/%s", l.name().path(), l.Version, l.At.UnixMicro(), l.Text)}
		},
		check: func(c *checker, l *noteLine) {
			l.articleRef.check(c)
			c.moment("at", l.At)
			if l.Text = MaskPerson(l.Text); l.Text == "" || l.Version < 1 {
				c.fail("text", "and version must not be empty", "how long does it take")
			}
			c.kept("text", l.Text, maxMasked)
		},
		fits: func(ctx context.Context, l noteLine) (string, error) { return here.fits(ctx, l.name(), l.Version) }, add: addNotes}
}

func (s *Store) noteLines(ctx context.Context) ([]noteLine, error) {
	rows, _ := s.pool.Query(ctx, `
		SELECT p.key, a.key, a.lang, n.version, n.text, n.at
		FROM help_notes n JOIN articles a ON a.id = n.article_id JOIN projects p ON p.id = a.project_id ORDER BY n.at, p.key, a.key, a.lang, n.text`)
	list, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (l noteLine, err error) {
		err = row.Scan(&l.Project, &l.Article, &l.In, &l.Version, &l.Text, &l.At)
		l.At = l.At.UTC()
		return l, err
	})
	if err != nil {
		return nil, fmt.Errorf("read the readers' notes: %w", err)
	}
	return list, nil
}

func addNotes(ctx context.Context, tx pgx.Tx, lines []noteLine) error {
	ids, err := articleIDs(ctx, tx)
	if err != nil {
		return err
	}
	b := &pgx.Batch{}
	for _, l := range lines {
		b.Queue(`INSERT INTO help_notes (article_id, version, text, at) VALUES ($1, $2, $3, $4)`, ids[l.name()], l.Version, l.Text, l.At)
	}
	return tx.SendBatch(ctx, b).Close()
}

// searchLine is a search of the help centre that found nothing, masked, in the file of searches.
type searchLine struct {
	Lang  string    `json:"lang"`
	Text  string    `json:"text"`
	Count int       `json:"count"`
	At    time.Time `json:"at"` // the last time
}

// searchFile is the file of searches that found nothing.
func (s *Store) searchFile() lineFile[searchLine] {
	return lineFile[searchLine]{name: "searches.jsonl", all: s.searchLines, keys: func(l searchLine) []string { return []string{l.Lang + " " + l.Text} },
		check: func(c *checker, l *searchLine) {
			l.Lang = c.line("lang", l.Lang)
			c.moment("at", l.At)
			if l.Text = MaskPerson(l.Text); l.Text == "" || l.Count < 1 {
				c.fail("text", "and count must not be empty", "opening hours")
			}
			c.kept("text", l.Text, maxMasked)
		},
		fits: func(context.Context, searchLine) (string, error) { return "", nil },
		add: func(ctx context.Context, tx pgx.Tx, lines []searchLine) error {
			b := &pgx.Batch{}
			for _, l := range lines {
				b.Queue(`INSERT INTO help_searches (lang, text, count, at) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING`, l.Lang, l.Text, l.Count, l.At)
			}
			return tx.SendBatch(ctx, b).Close()
		}}
}

func (s *Store) searchLines(ctx context.Context) ([]searchLine, error) {
	rows, _ := s.pool.Query(ctx, `SELECT lang, text, count, at FROM help_searches ORDER BY lang, text COLLATE "C"`)
	list, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (l searchLine, err error) {
		err = row.Scan(&l.Lang, &l.Text, &l.Count, &l.At)
		l.At = l.At.UTC()
		return l, err
	})
	if err != nil {
		return nil, fmt.Errorf("read the searches that found nothing: %w", err)
	}
	return list, nil
}
