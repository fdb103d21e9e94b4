package knowledge

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/jackc/pgx/v5"
)

// likeGap is how like a gap's questions a question must be to be one of them.
const likeGap = 0.55

// maxGapText is how much of a question is kept, in characters.
const maxGapText = 500

// AddUnanswered puts questions into the gaps that they belong to, and opens gaps for those that are like none. A question
// that is there already is passed over. Who asks is left out of the
// texts before they are stored, and what is left is masked.
func (s *Store) AddUnanswered(ctx context.Context, questions []Unanswered) (added int, err error) {
	known, err := s.gapWording(ctx)
	if err != nil {
		return 0, err
	}
	err = pgx.BeginFunc(ctx, s.pool, func(tx pgx.Tx) error {
		added, err = addUnanswered(ctx, tx, questions, known)
		return err
	})
	if err != nil {
		return 0, fmt.Errorf("add to the gaps: %w", err)
	}
	return added, nil
}

// GatherGaps adds what nobody answered since it was last called. Read gets where the last reading ended, zero at first,
// and returns where this one does; moved tells whether there may be more.
func (s *Store) GatherGaps(ctx context.Context, read func(ctx context.Context, after int64) ([]Unanswered, int64, error)) (moved bool, err error) {
	known, err := s.gapWording(ctx)
	if err != nil {
		return false, err
	}
	err = pgx.BeginFunc(ctx, s.pool, func(tx pgx.Tx) error {
		if err := gapsInTurn(ctx, tx); err != nil { // what is answered after it was read is taken out afterwards: see NoGap
			return err
		}
		var after int64
		err := tx.QueryRow(ctx, `SELECT value::bigint FROM settings WHERE key = 'gaps gathered'`).Scan(&after)
		if err != nil && !errors.Is(err, pgx.ErrNoRows) {
			return fmt.Errorf("read where the gaps ended: %w", err)
		}
		questions, upTo, err := read(ctx, after)
		if err != nil || upTo == after {
			return err
		}
		if _, err := addUnanswered(ctx, tx, questions, known); err != nil {
			return err
		}
		moved = true
		_, err = tx.Exec(ctx, `INSERT INTO settings (key, value) VALUES ('gaps gathered', to_jsonb($1::bigint))
			ON CONFLICT (key) DO UPDATE SET value = excluded.value, at = now()`, upTo)
		return err
	})
	if err != nil {
		return false, fmt.Errorf("gather the gaps: %w", err)
	}
	return moved, nil
}

func addUnanswered(ctx context.Context, tx pgx.Tx, questions []Unanswered, known gapWording) (added int, err error) {
	if len(questions) == 0 {
		return 0, nil
	}
	if err := gapsInTurn(ctx, tx); err != nil {
		return 0, err
	}
	groups, err := gapGroupsOf(ctx, tx, known)
	if err != nil {
		return 0, err
	}
	for _, q := range questions {
		new, err := groups.add(ctx, tx, q)
		if err != nil {
			return 0, fmt.Errorf("question %d of conversation %d: %w", q.Seq, q.Conversation, err)
		}
		if new {
			added++
		}
	}
	return added, nil
}

// gapGroups are the gaps with the words of their questions: the open ones, and those that an editor dismissed, so that
// what needs no article is not brought to him again.
type gapGroups struct {
	list []*gapGroup
	gapWording
	having map[string]map[string]bool // beside which most telling words of gaps each word stands, both by gapWord.key: asked often, a word tells no less
}

type gapGroup struct {
	id            int64
	project, lang string
	most          string // key of the word that tells most in it
	questions     [][]gapWord
}

func gapGroupsOf(ctx context.Context, tx pgx.Tx, known gapWording) (*gapGroups, error) {
	rows, _ := tx.Query(ctx, `
		SELECT g.id, g.project, g.lang, q.text FROM gaps g JOIN LATERAL
			(SELECT text FROM gap_questions WHERE gap_id = g.id ORDER BY at DESC LIMIT 20) q ON true
		WHERE g.state IN ('open', 'dismissed') ORDER BY g.id`)
	groups := &gapGroups{gapWording: known, having: map[string]map[string]bool{}}
	var id int64
	var project, lang, text string
	_, err := pgx.ForEachRow(rows, []any{&id, &project, &lang, &text}, func() error {
		if n := len(groups.list); n == 0 || groups.list[n-1].id != id {
			groups.list = append(groups.list, &gapGroup{id: id, project: project, lang: lang})
		}
		groups.learn(groups.list[len(groups.list)-1], groups.words(text, lang, project))
		return nil
	})
	return groups, err
}

func (gs *gapGroups) learn(g *gapGroup, words []gapWord) {
	if g.most == "" {
		g.most = mostTelling(words).key()
	}
	for _, w := range words {
		if gs.having[w.key()] == nil {
			gs.having[w.key()] = map[string]bool{}
		}
		gs.having[w.key()][g.most] = true
	}
	g.questions = append(g.questions, words)
}

// add puts one question where it belongs, and tells whether it is new.
func (gs *gapGroups) add(ctx context.Context, tx pgx.Tx, q Unanswered) (bool, error) {
	asked, _ := WithoutPerson(q.Text)
	q.Project = cmp.Or(q.Project, gs.named(asked, q.Lang))
	words := gs.words(withoutPrivate(asked), q.Lang, q.Project)
	if len(words) == 0 {
		return false, nil
	}
	var known bool
	err := tx.QueryRow(ctx, `SELECT EXISTS (SELECT FROM gap_questions WHERE conversation_id = $1 AND seq = $2)`, q.Conversation, q.Seq).Scan(&known)
	if err != nil || known {
		return false, err
	}
	text := MaskPerson(firstSigns(asked, maxGapText))
	g := gs.nearest(q, words)
	if g == nil {
		g = &gapGroup{project: q.Project, lang: q.Lang}
		err := tx.QueryRow(ctx, `INSERT INTO gaps (project, lang, title, opened_at) VALUES ($1, $2, $3, $4) RETURNING id`,
			q.Project, q.Lang, text, q.At).Scan(&g.id)
		if err != nil {
			return false, err
		}
		gs.list = append(gs.list, g)
	}
	if g.project == "" && q.Project != "" {
		g.project = q.Project
		if _, err := tx.Exec(ctx, `UPDATE gaps SET project = $2 WHERE id = $1`, g.id, q.Project); err != nil {
			return false, err
		}
	}
	if maskIn(text) == "" {
		if _, err := tx.Exec(ctx, `UPDATE gaps SET title = $2 WHERE id = $1 AND title LIKE '%•%'`, g.id, text); err != nil {
			return false, err
		}
	}
	gs.learn(g, words)
	_, err = tx.Exec(ctx, `INSERT INTO gap_questions (conversation_id, seq, gap_id, text, at) VALUES ($1, $2, $3, $4, $5)`,
		q.Conversation, q.Seq, g.id, text, q.At)
	return true, err
}

// nearest is the gap with the question most like this one, or nil.
func (gs *gapGroups) nearest(q Unanswered, words []gapWord) *gapGroup {
	var best *gapGroup
	most := likeGap
	for _, g := range gs.list {
		if g.lang != q.Lang || (g.project != "" && q.Project != "" && g.project != q.Project) {
			continue
		}
		for _, other := range g.questions {
			if l := gs.likeness(words, other); l >= most {
				best, most = g, l
			}
		}
	}
	return best
}

// withoutPrivate is a text without what identifies a person: whose question it is tells nothing of what is asked.
func withoutPrivate(text string) string {
	var b strings.Builder
	last := 0
	for _, p := range findPerson(text) {
		b.WriteString(text[last:p.Start])
		last = p.End
	}
	b.WriteString(text[last:])
	return b.String()
}

// firstSigns is the beginning of a text, in characters.
func firstSigns(s string, n int) string {
	if r := []rune(s); len(r) > n {
		return string(r[:n-1]) + "…"
	}
	return s
}
