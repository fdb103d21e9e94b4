package routing

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/jackc/pgx/v5"

	"switchboard/assist"
)

// Who asks something else before a person has answered still waits for both: the best quote for each earlier question stays on offer
// beside the drafts for the newest, as for several questions of one message, until somebody answers.

// mostStill is how many quotes for earlier questions stay. Older ones are withdrawn.
const mostStill = 3

// oneQuestion leaves of the pending lines of a customer who waits for a person those of the first question: each is asked for by itself, in its
// turn. It notes with which line that begins, which may have been dealt with before: the first half of a sentence, what is put right now.
func (g *gathered) oneQuestion() {
	if len(g.pending) == 0 || g.asked != nil || g.conv.CallID != nil || g.conv.State == Assistant || g.conv.State == Closed {
		return
	}
	for i := range g.pending[1:] {
		if g.asksAnew(g.pending[i+1], g.pending[i]) {
			next := g.pending[i+1].Seq
			g.pending, g.upTo = g.pending[:i+1], g.pending[i].Seq
			g.lines = slices.DeleteFunc(g.lines, func(m said) bool { return m.Seq >= next })
			break
		}
	}
	first := slices.IndexFunc(g.lines, func(m said) bool { return m.Seq == g.pending[0].Seq })
	begun := g.pending[0]
	for _, m := range slices.Backward(g.lines[:first]) {
		if m.Author == "system" || m.Author == "customer" && isNoQuestion(m.Text) {
			continue
		}
		if m.Author != "customer" || m.Aside || g.asksAnew(begun, m) {
			break
		}
		begun = m
	}
	g.begun = begun.Seq
}

// asksAnew tells whether a line asks a question of its own behind the one before it.
func (g *gathered) asksAnew(m, before said) bool {
	return m.Kind == "text" && assist.AsksAnew(m.Text, before.Text, languageOf(m.Text, g.conv.Lang))
}

// anew tells whether what was said before a line is asked for by itself: with it a question begins, or it goes on with one as who asks further does.
func (g *gathered) anew(m said) bool {
	if g.begun == 0 || m.Author != "customer" {
		return false
	}
	return m.Seq == g.begun || m.Seq == g.pending[0].Seq && assist.GoesOn(m.Text, languageOf(m.Text, g.conv.Lang))
}

// asking is what the customer says of the question of the pending lines.
func (g *gathered) asking() (lines []said) {
	if g.begun == 0 {
		return g.pending
	}
	for _, m := range g.lines {
		if m.Author == "customer" && m.Seq >= g.begun && m.Seq <= g.upTo && !isNoQuestion(m.Text) {
			lines = append(lines, m)
		}
	}
	return lines
}

// still withdraws the drafts on offer but for those that earlier questions still need beside the next ones, which answer the line at seq and
// those of the same question before it,
// and notes which question each of them answers. It returns what the next ones answer; empty: nothing stays, or they tell that themselves.
func still(ctx context.Context, tx pgx.Tx, c *conversation, g *gathered, s situation, seq int64, next []assist.Suggestion) (part string, err error) {
	kept := []int64{}
	if c.CallID == nil && s.State != Assistant && c.State != Closed && !s.Withdraws && !assist.Withdraws(s.Text) {
		before := seq
		if g.begun != 0 && (len(next) > 0 || assist.Corrects(s.Text)) {
			before = g.begun
		}
		if kept, err = quotesOf(ctx, tx, c, before, next); err != nil {
			return "", err
		}
	}
	_, err = tx.Exec(ctx, `UPDATE suggestions SET state = 'withdrawn', reason = 'the customer went on', decided_at = now()
		WHERE conversation_id = $1 AND state = 'offered' AND id <> ALL ($2)`, c.ID, kept)
	if err != nil {
		return "", fmt.Errorf("withdraw the drafts of conversation %d: %w", c.ID, err)
	}
	asking := g.asking()
	if (len(kept) > 0 || len(asking) > 1 && g.begun != 0) && !slices.ContainsFunc(next, func(s assist.Suggestion) bool { return s.Part != "" }) {
		part = partOf(cmp.Or(joined(asking), s.Text), c.Lang)
	}
	return part, stopWriting(ctx, tx, c.ID)
}

// quotesOf are the quotes that stay: the best one for each question before a line that the next drafts do not quote as well.
func quotesOf(ctx context.Context, tx pgx.Tx, c *conversation, seq int64, next []assist.Suggestion) ([]int64, error) {
	rows, _ := tx.Query(ctx, `
		SELECT g.id, g.for_seq, g.part, g.text, ARRAY(SELECT left(m.text, 2000) FROM messages m
			WHERE m.conversation_id = g.conversation_id AND m.author = 'customer' AND m.deleted_at IS NULL AND m.seq <= g.for_seq
				AND m.seq > COALESCE(GREATEST((SELECT max(o.seq) FROM messages o WHERE o.conversation_id = g.conversation_id AND o.author <> 'customer' AND o.seq < g.for_seq),
					(SELECT max(o.for_seq) FROM suggestions o WHERE o.conversation_id = g.conversation_id AND o.for_seq < g.for_seq)), 0) ORDER BY m.seq)
		FROM suggestions g WHERE g.conversation_id = $1 AND g.for_seq < $2 AND g.state = 'offered' AND NOT g.model
		ORDER BY g.for_seq DESC, g.part = '', g.rank`, c.ID, seq)
	type quote struct {
		ID, Seq    int64
		Part, Text string
		Asked      []string
	}
	list, err := pgx.CollectRows(rows, pgx.RowToStructByPos[quote])
	if err != nil {
		return nil, fmt.Errorf("read what conversation %d still asks: %w", c.ID, err)
	}
	var kept []quote
	for _, q := range list {
		other := slices.ContainsFunc(kept, func(k quote) bool { return k.Seq == q.Seq && (k.Part == q.Part || q.Part == "") }) // the next best, or for all of several
		again := slices.ContainsFunc(next, func(s assist.Suggestion) bool { return s.Text == q.Text })
		q.Asked = slices.DeleteFunc(q.Asked, func(text string) bool { return isNoQuestion(meant(text, c.Lang, false)) })
		if other || again || !asksSomething(meant(strings.Join(q.Asked, "\n"), c.Lang, false)) {
			continue
		}
		kept = append(kept, q)
	}
	ids := []int64{}
	for _, q := range kept[:min(len(kept), mostStill)] {
		ids = append(ids, q.ID)
		if q.Part != "" {
			continue
		}
		if _, err := tx.Exec(ctx, `UPDATE suggestions SET part = $2 WHERE id = $1`, q.ID, partOf(strings.Join(q.Asked, "\n"), c.Lang)); err != nil {
			return nil, fmt.Errorf("note what draft %d answers: %w", q.ID, err)
		}
	}
	return ids, nil
}

// partOf is what a customer's words ask, as drafts beside others name it.
func partOf(text, lang string) string {
	return strings.Join(strings.Fields(cmp.Or(whatIsAsked(meant(text, lang, false)), text)), " ")
}

// answering has drafts say which question they answer; of an empty one nothing is said.
func answering(drafts []assist.Suggestion, part string) []assist.Suggestion {
	if part == "" {
		return drafts
	}
	drafts = slices.Clone(drafts)
	for i := range drafts {
		drafts[i].Part = part
	}
	return drafts
}
