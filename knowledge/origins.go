package knowledge

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"
)

// noteOrigin remembers which conversation an article was begun from. When its customer was erased while the article was
// being written, its owner is asked at once.
func noteOrigin(ctx context.Context, tx pgx.Tx, article, conversation int64) error {
	_, err := tx.Exec(ctx, `INSERT INTO article_origins (article_id, conversation_id) SELECT $1, id FROM conversations WHERE id = $2 FOR SHARE ON CONFLICT DO NOTHING`, article, conversation)
	if err != nil {
		return fmt.Errorf("note that article %d was begun from conversation %d: %w", article, conversation, err)
	}
	_, err = tx.Exec(ctx, `INSERT INTO article_reports (article_id, version, reporter, text, erasure)
		SELECT $1, (SELECT latest FROM articles WHERE id = $1), $3, $4, true FROM conversations c JOIN subscribers s ON s.id = c.subscriber_id
		WHERE c.id = $2 AND s.erased_at IS NOT NULL`, article, conversation, erasureReporter, readIt)
	if err != nil {
		return fmt.Errorf("ask whether article %d has words of an erased customer: %w", article, err)
	}
	return nil
}

// askAfterGap asks an article's owner to read it, if the gap that it was begun from went with a customer who was erased while the
// article was being written.
func askAfterGap(ctx context.Context, tx pgx.Tx, article, gap int64) error {
	secret, err := erasedSecret(ctx, tx.QueryRow)
	if err == nil {
		_, err = tx.Exec(ctx, `INSERT INTO article_reports (article_id, version, reporter, text, erasure)
			SELECT $1, latest, $3, $4, true FROM articles WHERE id = $1 AND EXISTS (SELECT FROM erased_lines WHERE key = $2)`, article, goneGapName(secret, gap), erasureReporter, readIt)
	}
	if err != nil {
		return fmt.Errorf("ask whether article %d has words of an erased customer: %w", article, err)
	}
	return nil
}

// erasureReporter is who asks where nobody in particular does.
const erasureReporter = "the program"

// readIt is what an owner is asked for.
const readIt = "This article was begun from a conversation of a customer who was erased since. Read it, take out what is only of that customer, and then erase the earlier versions, on their page."

// Begun is an article that was begun from what a customer said.
type Begun struct {
	Article   int64
	Project   string // key
	Lang      string
	Title     string
	Owner     string // empty: nobody
	Published bool   // readers see it
	Removed   bool
}

// BegunFrom are the articles that were begun from conversations, in whichever language, and those that close a gap and list a
// question of theirs.
func BegunFrom(ctx context.Context, tx pgx.Tx, conversations []int64) ([]Begun, error) {
	rows, _ := tx.Query(ctx, `
		WITH begun AS (
			SELECT article_id FROM article_origins WHERE conversation_id = ANY ($1)
			UNION
			SELECT g.article_id FROM gap_questions q JOIN gaps g ON g.id = q.gap_id JOIN article_versions v ON v.article_id = g.article_id
			WHERE q.conversation_id = ANY ($1) AND EXISTS (SELECT FROM unnest(v.questions) x WHERE left(x, 299) = left(btrim(regexp_replace(q.text, '\s+', ' ', 'g')), 299))
		)
		SELECT DISTINCT a.id, p.key, a.lang, v.title, a.owner, a.published IS NOT NULL, a.removed_at IS NOT NULL AS removed
		FROM begun JOIN articles o ON o.id = begun.article_id JOIN articles a ON a.project_id = o.project_id AND a.key = o.key
		JOIN projects p ON p.id = a.project_id JOIN article_versions v ON v.article_id = a.id AND v.version = a.latest
		ORDER BY removed, v.title, a.id`, conversations)
	list, err := pgx.CollectRows(rows, pgx.RowToStructByPos[Begun])
	if err != nil {
		return nil, fmt.Errorf("find articles that were begun from %d conversations: %w", len(conversations), err)
	}
	return list, nil
}

// AskToRead asks, in the transaction of a customer's erasure and in somebody's name, whoever owns articles that were begun from
// his conversations to read them: they keep their words. It comes after Forget, which takes the locks in the order of all who
// publish.
func AskToRead(ctx context.Context, tx pgx.Tx, articles []Begun, operator int64) error {
	ids := make([]int64, len(articles))
	for i, a := range articles {
		ids[i] = a.Article
	}
	_, err := tx.Exec(ctx, `INSERT INTO article_reports (article_id, version, operator_id, text, erasure) SELECT id, latest, $2, $3, true FROM articles WHERE id = ANY ($1) ORDER BY id`, ids, operator, readIt)
	if err != nil {
		return fmt.Errorf("ask whether articles have words of an erased customer: %w", err)
	}
	return nil
}
