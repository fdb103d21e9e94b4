package routing

import (
	"cmp"
	"context"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/jackc/pgx/v5"

	"switchboard/assist"
)

// Who asks something else before a person has answered still waits for both: the best quote for each earlier question stays on offer
// beside the drafts for the newest, as for several questions of one message, until somebody answers.

// mostStill is how many quotes for earlier questions stay. Older ones are withdrawn.
const mostStill = 3

// corrects are the words by which a customer takes back what he has said before, in en, uk, ru, de and pl.
var corrects = regexp.MustCompile(`(?i)^[^\p{L}\p{N}]*(?:no|nope|sorry|oops|wait|actually|rather|ні|вибачте|перепрошую|тобто|вірніше|точніше|стоп|нет|извините|простите|то есть|вернее|точнее|nein|entschuldigung|moment|` +
	`nie|przepraszam|to znaczy|raczej)(?:[\s,.:;!–-]|$)|\bi (?:mean|meant)\b|\bich meine?\b`)

// still withdraws the drafts on offer but for those that earlier questions still need beside the next ones, which answer the line at seq,
// and notes which question each of them answers. It returns what the next ones answer; empty: nothing stays, or they tell that themselves.
func still(ctx context.Context, tx pgx.Tx, c *conversation, s situation, seq int64, next []assist.Suggestion) (part string, err error) {
	kept := []int64{}
	if c.CallID == nil && s.State != Assistant && c.State != Closed && !s.Withdraws && !assist.Withdraws(s.Text) && !corrects.MatchString(s.Text) {
		if kept, err = quotesOf(ctx, tx, c, seq, next); err != nil {
			return "", err
		}
	}
	_, err = tx.Exec(ctx, `UPDATE suggestions SET state = 'withdrawn', reason = 'the customer went on', decided_at = now()
		WHERE conversation_id = $1 AND state = 'offered' AND id <> ALL ($2)`, c.ID, kept)
	if err != nil {
		return "", fmt.Errorf("withdraw the drafts of conversation %d: %w", c.ID, err)
	}
	if len(kept) > 0 && !slices.ContainsFunc(next, func(s assist.Suggestion) bool { return s.Part != "" }) {
		part = partOf(s.Text, c.Lang)
	}
	return part, stopWriting(ctx, tx, c.ID)
}

// quotesOf are the quotes that stay: the best one for each earlier question that the next drafts do not quote as well.
func quotesOf(ctx context.Context, tx pgx.Tx, c *conversation, seq int64, next []assist.Suggestion) ([]int64, error) {
	rows, _ := tx.Query(ctx, `
		SELECT g.id, g.for_seq, g.part, g.text, (SELECT left(string_agg(m.text, E'\n' ORDER BY m.seq), 2000) FROM messages m
			WHERE m.conversation_id = g.conversation_id AND m.author = 'customer' AND m.deleted_at IS NULL AND m.seq <= g.for_seq
				AND m.seq > COALESCE(GREATEST((SELECT max(o.seq) FROM messages o WHERE o.conversation_id = g.conversation_id AND o.author <> 'customer' AND o.seq < g.for_seq),
					(SELECT max(o.for_seq) FROM suggestions o WHERE o.conversation_id = g.conversation_id AND o.for_seq < g.for_seq)), 0))
		FROM suggestions g WHERE g.conversation_id = $1 AND g.for_seq < $2 AND g.state = 'offered' AND NOT g.model
		ORDER BY g.for_seq DESC, g.part = '', g.rank`, c.ID, seq)
	type quote struct {
		ID, Seq    int64
		Part, Text string
		Asked      *string
	}
	list, err := pgx.CollectRows(rows, pgx.RowToStructByPos[quote])
	if err != nil {
		return nil, fmt.Errorf("read what conversation %d still asks: %w", c.ID, err)
	}
	var kept []quote
	for _, q := range list {
		other := slices.ContainsFunc(kept, func(k quote) bool { return k.Seq == q.Seq && (k.Part == q.Part || q.Part == "") }) // the next best, or for all of several
		again := slices.ContainsFunc(next, func(s assist.Suggestion) bool { return s.Text == q.Text })
		if other || again || q.Asked == nil || !asksSomething(meant(*q.Asked, c.Lang, false)) {
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
		if _, err := tx.Exec(ctx, `UPDATE suggestions SET part = $2 WHERE id = $1`, q.ID, partOf(*q.Asked, c.Lang)); err != nil {
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
