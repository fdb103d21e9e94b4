package knowledge

import (
	"context"
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
)

// gapLine is a gap in the file of gaps: what people asked and nobody had written, with the questions, masked, oldest first.
type gapLine struct {
	Key        string     `json:"key"`
	Project    string     `json:"project,omitempty"`
	Lang       string     `json:"lang,omitempty"`
	Title      string     `json:"title"`
	State      string     `json:"state"`
	Article    string     `json:"article,omitempty"` // that is to close it: project/language/key
	Opened     time.Time  `json:"opened"`
	Closed     time.Time  `json:"closed,omitzero"`
	ClosedBy   string     `json:"closed_by,omitempty"`
	Reason     string     `json:"reason,omitempty"`
	Assignee   string     `json:"assignee,omitempty"`
	Assigned   time.Time  `json:"assigned,omitzero"`
	AssignedBy string     `json:"assigned_by,omitempty"`
	Questions  []gapAsked `json:"questions"`
}

type gapAsked struct {
	Key  string    `json:"key"`
	Text string    `json:"text"`
	At   time.Time `json:"at"`
}

// keys are those of the gap and of its questions: a gap whose questions stand in another one by now was merged into that.
func (l gapLine) keys() []string {
	keys := []string{"gap " + l.Key}
	for _, q := range l.Questions {
		keys = append(keys, "question "+q.Key)
	}
	return keys
}

var uuidForm = regexp.MustCompile(`^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$`)

// uuid checks what a row is named in every database.
func (c *checker) uuid(key string) {
	if !uuidForm.MatchString(key) {
		c.fail("key", fmt.Sprintf("%q is none", key), "9b2e4f0a-6c1d-4e57-9c55-0a3f1c9d7e21")
	}
}

// maxMasked is the longest masked text in bytes: masking adds signs.
const maxMasked = 8 * maxGapText

func (l *gapLine) check(c *checker) {
	c.uuid(l.Key)
	if l.Project != "" {
		c.key("project", l.Project, "net")
	}
	if l.Lang != "" {
		c.lang(l.Lang)
	}
	if l.Title = MaskPerson(l.Title); l.Title == "" {
		c.fail("title", "is missing", "do you deliver abroad")
	}
	c.kept("title", l.Title, maxMasked)
	if !slices.Contains([]string{"open", "written", "dismissed"}, l.State) {
		c.fail("state", fmt.Sprintf("%q is none of open, written, dismissed", l.State), "open")
	}
	if (l.State == "open") != l.Closed.IsZero() {
		c.fail("closed", "stands with every gap that is not open, and with no other", "")
	}
	c.moment("opened", l.Opened)
	l.ClosedBy, l.Reason, l.Assignee, l.AssignedBy = c.line("closed_by", l.ClosedBy), c.line("reason", l.Reason), c.line("assignee", l.Assignee), c.line("assigned_by", l.AssignedBy)
	if _, ok := nameOfPath(l.Article); l.Article != "" && !ok {
		c.fail("article", fmt.Sprintf("%q is no article", l.Article), "net/en/return-an-order")
	}
	for i := range l.Questions {
		q := &l.Questions[i]
		c.uuid(q.Key)
		c.moment("at", q.At)
		q.Text = MaskPerson(q.Text)
		c.kept("text", q.Text, maxMasked)
	}
}

// gapFile is the file of gaps.
func (s *Store) gapFile() lineFile[gapLine] {
	return lineFile[gapLine]{name: "gaps.jsonl", all: s.gapLines, keys: gapLine.keys, without: gapLine.without, check: func(c *checker, l *gapLine) { l.check(c) },
		fits: func(context.Context, gapLine) (string, error) { return "", nil }, add: addGaps}
}

// without is the gap without the questions that were erased, as an erasure leaves it, and how many those are. One of which
// nothing is left goes.
func (l gapLine) without(e erased) (rest gapLine, left int, gone bool) {
	asked := slices.DeleteFunc(slices.Clone(l.Questions), func(q gapAsked) bool { return e.names[lineNameOf(q.Key)] })
	left = len(l.Questions) - len(asked)
	if left == 0 {
		return l, 0, false
	}
	l.Questions = asked
	switch {
	case slices.ContainsFunc(asked, func(q gapAsked) bool { return q.Text == l.Title }):
	case len(asked) > 0:
		l.Title = asked[0].Text
	case l.Article != "":
		l.Title = strings.ReplaceAll(path.Base(l.Article), "-", " ")
	default:
		return l, left, true
	}
	return l, left, false
}

func (s *Store) gapLines(ctx context.Context) ([]gapLine, error) {
	rows, _ := s.pool.Query(ctx, `
		SELECT g.key::text, g.project, g.lang, g.title, g.state, COALESCE(p.key || '/' || a.lang || '/' || a.key, ''), g.opened_at, COALESCE(g.closed_at, '0001-01-01 00:00+00'),
			g.closed_by, g.reason, g.assignee, COALESCE(g.assigned_at, '0001-01-01 00:00+00'), g.assigned_by
		FROM gaps g LEFT JOIN articles a ON a.id = g.article_id LEFT JOIN projects p ON p.id = a.project_id ORDER BY g.opened_at, g.key`)
	at := map[string]int{}
	list, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (l gapLine, err error) {
		err = row.Scan(&l.Key, &l.Project, &l.Lang, &l.Title, &l.State, &l.Article, &l.Opened, &l.Closed, &l.ClosedBy, &l.Reason, &l.Assignee, &l.Assigned, &l.AssignedBy)
		l.Opened, l.Closed, l.Assigned, l.Questions = l.Opened.UTC(), l.Closed.UTC(), l.Assigned.UTC(), []gapAsked{}
		at[l.Key] = len(at)
		return l, err
	})
	if err != nil {
		return nil, fmt.Errorf("read the gaps: %w", err)
	}
	rows, _ = s.pool.Query(ctx, `SELECT g.key::text, q.key::text, q.text, q.at FROM gap_questions q JOIN gaps g ON g.id = q.gap_id ORDER BY q.at, q.key`)
	var gap string
	var q gapAsked
	if _, err := pgx.ForEachRow(rows, []any{&gap, &q.Key, &q.Text, &q.At}, func() error {
		if i, ok := at[gap]; ok { // else it was opened just now
			list[i].Questions = append(list[i].Questions, gapAsked{q.Key, q.Text, q.At.UTC()})
		}
		return nil
	}); err != nil {
		return nil, fmt.Errorf("read the gaps' questions: %w", err)
	}
	return list, nil
}

// addGaps stores gaps that came with a folder, with their questions. An article that is not here closes none.
func addGaps(ctx context.Context, tx pgx.Tx, lines []gapLine) error {
	if err := gapsInTurn(ctx, tx); err != nil {
		return err
	}
	ids, err := articleIDs(ctx, tx)
	if err != nil {
		return err
	}
	b := &pgx.Batch{}
	for _, l := range lines {
		name, _ := nameOfPath(l.Article)
		b.Queue(`INSERT INTO gaps (key, project, lang, title, state, article_id, opened_at, closed_at, closed_by, reason, assignee, assigned_at, assigned_by)
			VALUES ($1::text::uuid, $2, $3, $4, $5, NULLIF($6::bigint, 0), $7, $8, $9, $10, $11, $12, $13) ON CONFLICT (key) DO NOTHING`,
			l.Key, l.Project, l.Lang, l.Title, l.State, ids[name], l.Opened, nullDay(l.Closed), l.ClosedBy, l.Reason, l.Assignee, nullDay(l.Assigned), l.AssignedBy)
		for _, q := range l.Questions {
			b.Queue(`INSERT INTO gap_questions (key, gap_id, text, at) SELECT $1::text::uuid, id, $3, $4 FROM gaps WHERE key = $2::text::uuid ON CONFLICT (key) DO NOTHING`,
				q.Key, l.Key, q.Text, q.At)
		}
	}
	return tx.SendBatch(ctx, b).Close()
}
