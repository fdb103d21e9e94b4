package routing

import (
	"context"
	"fmt"
	"strings"
	"unicode"

	"github.com/jackc/pgx/v5"
)

// In SQL, whether a suggestion g quotes an article that no customer may see, and whether all that it quotes is public. What a
// colleague wrote is neither.
const (
	confidential = `EXISTS (SELECT FROM jsonb_array_elements(g.sources) s WHERE (s->>'internal')::boolean AND (s->>'article')::bigint <> 0)`
	allPublic    = `NOT EXISTS (SELECT FROM jsonb_array_elements(g.sources) s WHERE (s->>'internal')::boolean)`
)

// leastWithheld is how many words a draft has that is withheld as a part of a longer text too: fewer are said by chance.
const leastWithheld = 5

// withheld refuses a text that is about to reach a customer with the words of a draft for colleagues only, alone or among others,
// whichever draft it is said to be made of: ErrInternal. Drafts count that were ever offered beside the customer's words, in whichever
// of his conversations. What a public draft or an article that customers read says as well is no secret.
func withheld(ctx context.Context, tx pgx.Tx, c *conversation, text string) error {
	words := bareWords(text)
	if words == "" {
		return nil
	}
	rows, _ := tx.Query(ctx, `SELECT g.text, `+confidential+`, `+allPublic+` FROM suggestions g
		WHERE g.conversation_id IN (SELECT id FROM conversations WHERE subscriber_id = $1) AND g.text <> ''`, c.SubscriberID)
	hidden := map[string]string{} // drafts by their words
	known := map[string]bool{}
	var draft string
	var secret, public bool
	_, err := pgx.ForEachRow(rows, []any{&draft, &secret, &public}, func() error {
		said := bareWords(draft)
		switch {
		case said == "" || said != words && (len(strings.Fields(said)) < leastWithheld || !within(said, words)):
		case secret:
			hidden[said] = draft
		case public:
			known[said] = true
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("compare a text with the drafts for colleagues: %w", err)
	}
	for said, draft := range hidden {
		if known[said] {
			continue
		}
		read := false
		if err := tx.QueryRow(ctx, `SELECT EXISTS (SELECT FROM articles a JOIN article_versions v ON v.article_id = a.id AND v.version = a.published
			WHERE a.removed_at IS NULL AND v.audience = 'public' AND strpos(regexp_replace(v.body, '\s+', ' ', 'g'), $1) > 0)`, oneLine(draft)).Scan(&read); err != nil {
			return fmt.Errorf("look for a text in the articles: %w", err)
		}
		if !read {
			return ErrInternal
		}
	}
	return nil
}

// bareWords is a text without what does not change what it says: capitals, spaces, signs, the marks of Markdown.
func bareWords(text string) string {
	return strings.Join(strings.FieldsFunc(strings.ToLower(text), func(c rune) bool { return !unicode.IsLetter(c) && !unicode.IsDigit(c) && !unicode.IsMark(c) }), " ")
}

// within tells whether words stand in others, one after the other.
func within(words, others string) bool { return strings.Contains(" "+others+" ", " "+words+" ") }
