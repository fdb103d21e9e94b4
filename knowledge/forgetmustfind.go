package knowledge

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"github.com/jackc/pgx/v5"
)

// customerWords are what a customer wrote, message by message: masked words in small letters, with a space on both sides.
type customerWords []string

func wordsOfCustomer(messages []string) (out customerWords) {
	for _, text := range messages {
		out = append(out, " "+plainWords(Mask(text))+" ")
	}
	return out
}

// have tells whether a text is what he wrote, or a part of it.
func (his customerWords) have(text string) bool {
	words := plainWords(text)
	return words != "" && slices.ContainsFunc(his, func(s string) bool {
		return strings.TrimSpace(s) == words || strings.Count(words, " ")+1 >= leastCopied && strings.Contains(s, " "+words+" ")
	})
}

// leastCopied is how many words a question has at least that counts as taken from the middle of a message.
const leastCopied = 4

// inWordsOf deletes the test questions that are what a customer wrote, or a part of it. Those stay that somebody else asked in
// the same words: they are as much his.
func (f *forgetting) inWordsOf(ctx context.Context, his customerWords) error {
	rows, _ := f.tx.Query(ctx, `SELECT m.id, m.text FROM must_find m`)
	var id int64
	var text string
	var found []int64
	if _, err := pgx.ForEachRow(rows, []any{&id, &text}, func() error {
		if his.have(text) {
			found = append(found, id)
		}
		return nil
	}); err != nil {
		return fmt.Errorf("find test questions in customers' words: %w", err)
	}
	if len(found) == 0 {
		return nil
	}
	return f.mustFinds(ctx, `m.id = ANY ($1) AND NOT EXISTS (SELECT FROM lessons WHERE lower(text) = lower(m.text)) AND NOT EXISTS (SELECT FROM gap_questions WHERE lower(text) = lower(m.text))`, found)
}

// mustFinds deletes test questions.
func (f *forgetting) mustFinds(ctx context.Context, where string, arg any) error {
	rows, _ := f.tx.Query(ctx, `DELETE FROM must_find m USING projects p WHERE p.id = m.project_id AND `+where+` RETURNING m.line, p.key, m.key, m.text`, arg)
	var name lineName
	var m MustFind
	if _, err := pgx.ForEachRow(rows, []any{&name, &m.Project, &m.Key, &m.Text}, func() error {
		f.gone("must_find", name, m.digest(f.secret))
		return nil
	}); err != nil {
		return fmt.Errorf("forget test questions: %w", err)
	}
	return nil
}

// plainWords are the words of a text in small letters, with a space between them.
func plainWords(text string) string {
	return strings.Join(strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) }), " ")
}
