package knowledge

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
)

// Unanswered is a question for which nothing was written.
type Unanswered struct {
	Conversation int64
	Seq          int64 // of the customer's message
	Text         string
	Lang         string
	Project      string // key; empty: not known
	At           time.Time
}

// Gap is a group of questions that ask the same and that nobody had written an answer to.
type Gap struct {
	ID         int64
	Project    string // key; empty: not known
	Lang       string
	Title      string // one of the questions, masked
	State      string // open, written, dismissed
	Article    int64  // that closes it, 0: none yet
	Removed    int64  // an article that closed it, or was to, and is removed; 0: none
	Opened     time.Time
	Closed     time.Time
	ClosedBy   string
	Reason     string    // dismissed: why
	Assignee   string    // who is to write it: a name or an e-mail address; empty: nobody yet
	AssignedBy string    // who said so
	Assigned   time.Time // zero: nobody is, or it was assigned before that was kept
	Count      int       // questions
	Week       int       // of the last seven days of the company, today among them
	Before     int       // of the seven days before
	Weeks      []int     // of each of the last eight weeks, this one last
	Last       time.Time
}

// Trend is by how much the last week differs from the one before.
func (g Gap) Trend() int { return g.Week - g.Before }

// GapQuestion is a question of a gap, masked.
type GapQuestion struct {
	Conversation int64 // 0: it came with an export
	Seq          int64
	Text         string
	At           time.Time
}

// gapColumns are what scanGap takes, gapTables what they are of. How long ago a question was asked is told in days of the
// company: today's are of none, and of this week as those of the six days before.
const (
	gapColumns = `g.id, g.project, g.lang, g.title, g.state, CASE WHEN ` + gapLost + ` THEN 0 ELSE COALESCE(g.article_id, 0) END,
		CASE WHEN ` + gapLost + ` THEN g.article_id ELSE 0 END, g.opened_at, COALESCE(g.closed_at, '0001-01-01 00:00+00'),
		g.closed_by, g.reason, g.assignee, g.assigned_by, COALESCE(g.assigned_at, '0001-01-01 00:00+00'), count(q.at)::int, ` + gapWeek + `::int,
		count(q.at) FILTER (WHERE q.ago BETWEEN 7 AND 13)::int, COALESCE(max(q.at), g.opened_at),
		ARRAY[count(q.at) FILTER (WHERE q.ago / 7 = 7), count(q.at) FILTER (WHERE q.ago / 7 = 6), count(q.at) FILTER (WHERE q.ago / 7 = 5),
			count(q.at) FILTER (WHERE q.ago / 7 = 4), count(q.at) FILTER (WHERE q.ago / 7 = 3), count(q.at) FILTER (WHERE q.ago / 7 = 2),
			count(q.at) FILTER (WHERE q.ago / 7 = 1), ` + gapWeek + `]::int[]`
	gapWeek   = `count(q.at) FILTER (WHERE q.ago < 7)`
	gapLost   = `g.state = 'open' AND EXISTS (SELECT FROM articles a WHERE a.id = g.article_id AND a.removed_at IS NOT NULL)`
	gapTables = `gaps g LEFT JOIN (SELECT gap_id, at, ` + today + ` - (at AT TIME ZONE (SELECT company_zone()))::date AS ago FROM gap_questions) q ON q.gap_id = g.id`
)

func scanGap(row pgx.CollectableRow) (g Gap, err error) {
	err = row.Scan(&g.ID, &g.Project, &g.Lang, &g.Title, &g.State, &g.Article, &g.Removed, &g.Opened, &g.Closed, &g.ClosedBy, &g.Reason, &g.Assignee, &g.AssignedBy, &g.Assigned, &g.Count,
		&g.Week, &g.Before, &g.Last, &g.Weeks)
	return g, err
}

// GapFilter says which gaps are wanted. Zero fields but the state narrow nothing.
type GapFilter struct {
	State     string
	Project   string // key
	Lang      string
	Assignees []string // one of these is to write it, whichever way they are capitalised; not nil and without a name: none
	Nobody    bool     // nobody is to write it yet
	Unbegun   bool     // no article is begun for it
	Text      string   // words, each of which stands in its title or in one of its questions
	Limit     int      // for FindGaps: default 500, at most 1000
	Offset    int
	ByID      bool  // for FindGaps: the first opened first, an order that nothing changes which is done meanwhile
	After     int64 // for FindGaps: those with a larger id
}

// gapFilter is a GapFilter but for its limits: the arguments are those of GapFilter.args.
const gapFilter = `g.state = $1 AND ($2 = '' OR g.project = $2) AND ($3 = '' OR g.lang = $3) AND ($4::text[] IS NULL OR lower(g.assignee) = ANY ($4))
	AND (NOT $5 OR g.assignee = '') AND (NOT $6 OR g.article_id IS NULL OR ` + gapLost + `)
	AND NOT EXISTS (SELECT FROM unnest($7::text[]) AS word WHERE NOT (g.title ILIKE word OR EXISTS (SELECT FROM gap_questions w WHERE w.gap_id = g.id AND w.text ILIKE word)))`

func (f GapFilter) args() []any {
	var names []string
	if f.Assignees != nil {
		names = []string{}
	}
	for _, name := range f.Assignees {
		if name = clean(name); name != "" {
			names = append(names, strings.ToLower(name))
		}
	}
	return []any{clean(f.State), clean(f.Project), clean(f.Lang), names, f.Nobody, f.Unbegun, likeWords(f.Text, f.Lang)}
}

// Gaps lists the gaps of a state. Empty project and language narrow nothing.
func (s *Store) Gaps(ctx context.Context, state, project, lang string) ([]Gap, error) {
	return s.FindGaps(ctx, GapFilter{State: state, Project: project, Lang: lang})
}

// FindGaps lists gaps, those with most questions of the last week first if the filter does not say otherwise.
func (s *Store) FindGaps(ctx context.Context, f GapFilter) ([]Gap, error) {
	if f.Limit <= 0 {
		f.Limit = 500
	}
	order := gapWeek + ` DESC, count(q.at) DESC, COALESCE(max(q.at), g.opened_at) DESC, g.id`
	if f.ByID {
		order = `g.id`
	}
	rows, _ := s.pool.Query(ctx, `
		SELECT `+gapColumns+` FROM `+gapTables+` WHERE `+gapFilter+` AND g.id > $10
		GROUP BY g.id ORDER BY `+order+` LIMIT $8 OFFSET $9`, append(f.args(), min(f.Limit, 1000), max(f.Offset, 0), f.After)...)
	list, err := pgx.CollectRows(rows, scanGap)
	if err != nil {
		return nil, fmt.Errorf("list the gaps: %w", err)
	}
	return list, nil
}

// CountGaps tells how many gaps there are, whatever the limit.
func (s *Store) CountGaps(ctx context.Context, f GapFilter) (n int, err error) {
	if err = s.pool.QueryRow(ctx, `SELECT count(*) FROM gaps g WHERE `+gapFilter, f.args()...).Scan(&n); err != nil {
		return 0, fmt.Errorf("count the gaps: %w", err)
	}
	return n, nil
}

// GapLanguages returns the languages that gaps of a state are in, those with most gaps first.
func (s *Store) GapLanguages(ctx context.Context, state string) ([]string, error) {
	rows, _ := s.pool.Query(ctx, `SELECT lang FROM gaps WHERE state = $1 GROUP BY lang ORDER BY count(*) DESC, lang`, state)
	langs, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		return nil, fmt.Errorf("list the languages of the gaps: %w", err)
	}
	return langs, nil
}

// Gap returns a gap with its questions, newest first, or a NoGapError.
func (s *Store) Gap(ctx context.Context, id int64) (Gap, []GapQuestion, error) {
	rows, _ := s.pool.Query(ctx, `SELECT `+gapColumns+` FROM `+gapTables+` WHERE g.id = $1 GROUP BY g.id`, id)
	g, err := pgx.CollectExactlyOneRow(rows, scanGap)
	if errors.Is(err, pgx.ErrNoRows) {
		err = NoGapError(id)
	}
	if err != nil {
		return Gap{}, nil, fmt.Errorf("gap %d: %w", id, err)
	}
	rows, _ = s.pool.Query(ctx, `SELECT COALESCE(conversation_id, 0), COALESCE(seq, 0), text, at FROM gap_questions WHERE gap_id = $1 ORDER BY at DESC LIMIT 200`, id)
	questions, err := pgx.CollectRows(rows, pgx.RowToStructByPos[GapQuestion])
	if err != nil {
		return Gap{}, nil, fmt.Errorf("gap %d: %w", id, err)
	}
	return g, questions, nil
}

// WriteGap notes that an article is to close a gap. The gap is written once readers see the article. One that somebody closed
// in another way is a ClosedGapError.
func (s *Store) WriteGap(ctx context.Context, id, article int64, by string) error {
	if err := writeGap(ctx, s.pool, id, article, by); err != nil {
		return fmt.Errorf("write gap %d: %w", id, err)
	}
	return nil
}

func writeGap(ctx context.Context, q querier, id, article int64, by string) error {
	tag, err := q.Exec(ctx, `
		UPDATE gaps SET article_id = $2, closed_by = $3,
			state = CASE WHEN a.published IS NULL THEN 'open' ELSE 'written' END, closed_at = CASE WHEN a.published IS NULL THEN NULL ELSE now() END
		FROM articles a WHERE gaps.id = $1 AND a.id = $2 AND gaps.state = 'open'`, id, article, by)
	if err != nil || tag.RowsAffected() > 0 {
		return err
	}
	var own bool
	if err := q.QueryRow(ctx, `SELECT EXISTS (SELECT FROM gaps WHERE id = $1 AND state = 'written' AND article_id = $2)`, id, article).Scan(&own); err != nil || own {
		return err
	}
	return closedGap(ctx, q, id)
}

// AnswerGap closes a gap with an article that readers see already: from its first question to when the article was published,
// or at once, if that was before. A gap that is not open is a ClosedGapError, an article that readers do not see ErrNotFound.
func (s *Store) AnswerGap(ctx context.Context, id, article int64, by string) error {
	tag, err := s.pool.Exec(ctx, `
		UPDATE gaps SET article_id = $2, closed_by = $3, state = 'written', closed_at = GREATEST(gaps.opened_at,
			COALESCE((SELECT max(at) FROM article_steps WHERE article_id = a.id AND what = 'published'), now()))
		FROM articles a WHERE gaps.id = $1 AND gaps.state = 'open' AND a.id = $2 AND a.published IS NOT NULL AND a.removed_at IS NULL`, id, article, by)
	if err == nil && tag.RowsAffected() == 0 {
		err = closedGap(ctx, s.pool, id)
	}
	if err != nil {
		return fmt.Errorf("close gap %d with article %d: %w", id, article, err)
	}
	return nil
}

// gapsWritten closes the gaps whose article readers see.
const gapsWritten = `UPDATE gaps SET state = 'written', closed_at = now() FROM articles a
	WHERE gaps.state = 'open' AND a.id = gaps.article_id AND a.published IS NOT NULL AND a.removed_at IS NULL`

// SettleGaps closes the gaps whose article has meanwhile been published, and opens those again whose article somebody removed
// or took back. What another article took in, or what ended on its day, leaves its gaps closed.
func (s *Store) SettleGaps(ctx context.Context) error {
	for _, sql := range []string{gapsWritten, `
		UPDATE gaps SET state = 'open', closed_at = NULL FROM articles a
		WHERE gaps.state = 'written' AND a.id = gaps.article_id AND (a.published IS NULL OR a.removed_at IS NOT NULL) AND (
			SELECT what FROM article_steps WHERE article_id = a.id AND what IN ('merged', 'expired', 'removed', 'taken back', 'brought back')
				AND id >= (SELECT COALESCE(max(id), 0) FROM article_steps WHERE article_id = a.id AND what IN ('published', 'brought back'))
			ORDER BY what = 'brought back', id LIMIT 1) IN ('removed', 'taken back', 'brought back')`, // an import brings back what readers see then, without another step
	} {
		if _, err := s.pool.Exec(ctx, sql); err != nil {
			return fmt.Errorf("close and open gaps: %w", err)
		}
	}
	return nil
}

// GapTimes returns how long the gaps written since a time took from the first question to the publication: how many
// there were, and the median.
func (s *Store) GapTimes(ctx context.Context, since time.Time) (n int, median time.Duration, err error) {
	var seconds *float64
	err = s.pool.QueryRow(ctx, `
		SELECT count(*), percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM closed_at - opened_at))
		FROM gaps WHERE state = 'written' AND closed_at >= $1`, since).Scan(&n, &seconds)
	if err != nil {
		return 0, 0, fmt.Errorf("times of the gaps: %w", err)
	}
	if seconds != nil {
		median = time.Duration(*seconds * float64(time.Second))
	}
	return n, median, nil
}
