package knowledge

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"
)

// AlikeQuestion is a test question that says in other words what an erased customer wrote, as far as rules can tell.
type AlikeQuestion struct {
	ID      int64
	Article int64 // one of the languages' that it must find
	Title   string
	Text    string
}

const (
	alikeWords = 3    // that say something; with fewer everybody asks the same
	alikeShare = 0.75 // of them, that stand in one message of the customer's
	mostAlike  = 50
)

// LikeWordsOf are the test questions that are much like what a customer wrote, and that nobody else is known to have asked. They
// are no copy, so they stay: whoever erases is to read them. Those that are copies are gone by then: see Forget.
func LikeWordsOf(ctx context.Context, tx pgx.Tx, said []string) ([]AlikeQuestion, error) {
	messages := make([]map[string]bool, len(said))
	for i, text := range said {
		messages[i] = saysAbout(Mask(text))
	}
	rows, _ := tx.Query(ctx, `SELECT m.id, a.id, v.title, m.text FROM must_find m
		JOIN LATERAL (SELECT id, latest FROM articles a WHERE a.project_id = m.project_id AND a.key = m.key ORDER BY a.lang = m.lang DESC, a.id LIMIT 1) a ON true
		JOIN article_versions v ON v.article_id = a.id AND v.version = a.latest
		WHERE NOT EXISTS (SELECT FROM lessons WHERE lower(text) = lower(m.text)) AND NOT EXISTS (SELECT FROM gap_questions WHERE lower(text) = lower(m.text)) ORDER BY m.id`)
	var out []AlikeQuestion
	var q AlikeQuestion
	_, err := pgx.ForEachRow(rows, []any{&q.ID, &q.Article, &q.Title, &q.Text}, func() error {
		words := saysAbout(q.Text)
		if len(words) < alikeWords || len(out) == mostAlike {
			return nil
		}
		for _, message := range messages {
			shared := 0
			for w := range words {
				if message[w] {
					shared++
				}
			}
			if float64(shared) >= alikeShare*float64(len(words)) {
				out = append(out, q)
				break
			}
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("find test questions like customers' words: %w", err)
	}
	return out, nil
}

// saysAbout are the words of a text that say something, as their stems.
func saysAbout(text string) map[string]bool {
	words := map[string]bool{}
	lang, _ := Language(text, "")
	for _, t := range Analyze(text, lang) {
		if !t.Stop && !StopWord(t.Word, "") {
			words[t.Term] = true
		}
	}
	return words
}
