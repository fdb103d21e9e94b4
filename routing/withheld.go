package routing

import (
	"context"
	"fmt"
	"strings"
	"unicode"

	"github.com/jackc/pgx/v5"

	"switchboard/knowledge"
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
func (r *Router) withheld(ctx context.Context, tx pgx.Tx, c *conversation, text string) error {
	words := bareWords(text)
	if words == "" {
		return nil
	}
	hidden, err := draftsWithin(ctx, tx, c, confidential, words) // usually none, and nothing else is read
	if err != nil || len(hidden) == 0 {
		return err
	}
	known, err := draftsWithin(ctx, tx, c, allPublic, words)
	if err != nil {
		return err
	}
	for words, draft := range hidden {
		if known[words] != "" {
			continue
		}
		read := false
		if err := tx.QueryRow(ctx, `SELECT EXISTS (SELECT FROM articles a JOIN article_versions v ON v.article_id = a.id AND v.version = a.published
			WHERE a.removed_at IS NULL AND v.audience = 'public' AND strpos(regexp_replace(v.body, '\s+', ' ', 'g'), $1) > 0)`, oneLine(knowledge.Relative(draft, r.base))).Scan(&read); err != nil {
			return fmt.Errorf("look for a text in the articles: %w", err)
		}
		if !read {
			return ErrInternal
		}
	}
	return nil
}

// draftsWithin returns a customer's drafts of a kind, by their words, that stand in other words or say the same.
func draftsWithin(ctx context.Context, tx pgx.Tx, c *conversation, kind, words string) (map[string]string, error) {
	rows, _ := tx.Query(ctx, `SELECT g.text FROM suggestions g
		WHERE g.conversation_id IN (SELECT id FROM conversations WHERE subscriber_id = $1) AND g.text <> '' AND `+kind, c.SubscriberID)
	list := map[string]string{}
	var draft string
	_, err := pgx.ForEachRow(rows, []any{&draft}, func() error {
		bare := bareWords(draft)
		if bare != "" && (bare == words || len(strings.Fields(bare)) >= leastWithheld && within(bare, words)) {
			list[bare] = draft
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("compare a text with drafts: %w", err)
	}
	return list, nil
}

// bareWords is a text without what does not change what it says: capitals, spaces, signs, the marks of Markdown.
func bareWords(text string) string {
	return strings.Join(strings.FieldsFunc(strings.ToLower(text), func(c rune) bool { return !unicode.IsLetter(c) && !unicode.IsDigit(c) && !unicode.IsMark(c) }), " ")
}

// within tells whether words stand in others, one after the other.
func within(words, others string) bool { return strings.Contains(" "+others+" ", " "+words+" ") }
