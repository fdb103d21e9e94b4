package routing

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"

	"switchboard/assist"
	"switchboard/knowledge"
)

// Found is an article that an operator found himself, in a desk's search, and put into a reply. It is for the question that it answers
// what a draft is that was chosen: it teaches, and the message has its source. Where nobody can tell which of several questions that is, the
// source is all. Of the assistant's drafts it tells nothing.
type Found struct {
	Article int64
	Version int // that he saw
}

// foundArgs takes a question out of the gaps that an operator answered with an article.
type foundArgs struct {
	Conversation int64 `json:"conversation"`
	Seq          int64 `json:"seq"` // of the question
}

// Kind names the job.
func (foundArgs) Kind() string { return "found" }

// maxFound is how many articles go with one reply.
const maxFound = 5

// finding is a found article, with the passage of it that a reply is made of. Its version is the one that the operator saw.
type finding struct {
	assist.Source
	distance float64 // of the reply from it: 0 where all of it stands in the article
	used     bool    // in the reply, as far as its words tell
	answers  openQuestion
}

// findings compares a reply with what was found for it. That takes a while for long articles, so the conversation is not locked
// meanwhile; standing looks whether it still holds.
func (r *Router) findings(ctx context.Context, conv int64, p Reply) ([]finding, error) {
	var ids []int64
	var versions []int
	for _, f := range p.Found {
		if !slices.Contains(ids, f.Article) && len(ids) < maxFound {
			ids, versions = append(ids, f.Article), append(versions, f.Version)
		}
	}
	if len(ids) == 0 {
		return nil, nil
	}
	rows, _ := r.pool.Query(ctx, `
		SELECT a.id, f.version, a.key, p.key, p.name, a.lang, v.title, v.link, v.body, v.at
		FROM unnest($1::bigint[], $2::int[]) WITH ORDINALITY f (id, version, n) JOIN articles a ON a.id = f.id JOIN projects p ON p.id = a.project_id
		JOIN LATERAL (SELECT * FROM article_versions WHERE article_id = a.id AND version IN (f.version, a.published) ORDER BY version = f.version DESC LIMIT 1) v ON true
		ORDER BY f.n`, ids, versions)
	said := reworded{text: p.Text}
	list, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (f finding, err error) {
		var body string
		err = row.Scan(&f.Article, &f.Version, &f.Key, &f.Project, &f.Name, &f.Lang, &f.Title, &f.Link, &body, &f.Published)
		said.liken(&f, r.abroad(body))
		return f, err
	})
	if err != nil {
		return nil, fmt.Errorf("look at what was found for a reply: %w", err)
	}
	return list, r.tellWhatIsAnswered(ctx, conv, list)
}

// tellWhatIsAnswered notes which question of a conversation each finding answers that a reply is made of.
func (r *Router) tellWhatIsAnswered(ctx context.Context, conv int64, list []finding) error {
	var used []int64
	for _, f := range list {
		if f.used {
			used = append(used, f.Article)
		}
	}
	if len(used) == 0 {
		return nil
	}
	answers, err := r.answeredBy(ctx, conv, used)
	if err != nil {
		return err
	}
	for i := range list {
		list[i].answers = answers[list[i].Article]
	}
	return nil
}

// standing are the findings that go with a reply, but for what it quotes already. What is for colleagues by now refuses the reply, and
// so does what it is made of and has changed since; what it is not made of, or is not here any more, is left out.
func standing(ctx context.Context, tx pgx.Tx, list []finding, quoted []assist.Source) ([]finding, error) {
	list = slices.DeleteFunc(list, func(f finding) bool {
		return slices.ContainsFunc(quoted, func(s assist.Source) bool { return s.Article == f.Article })
	})
	if len(list) == 0 {
		return nil, nil
	}
	ids := make([]int64, len(list))
	for i, f := range list {
		ids[i] = f.Article
	}
	rows, _ := tx.Query(ctx, `
		SELECT a.id, v.version, v.audience = 'internal', a.removed_at IS NOT NULL OR p.removed_at IS NOT NULL
		FROM articles a JOIN projects p ON p.id = a.project_id JOIN article_versions v ON v.article_id = a.id AND v.version = a.published
		WHERE a.id = ANY ($1)`, ids)
	versions := map[int64]int{} // that customers read
	var article int64
	var version int
	var secret, removed, internal bool
	_, err := pgx.ForEachRow(rows, []any{&article, &version, &secret, &removed}, func() error {
		internal = internal || secret
		if !removed {
			versions[article] = version
		}
		return nil
	})
	list = slices.DeleteFunc(list, func(f finding) bool { return !f.used || versions[f.Article] == 0 })
	switch {
	case err != nil:
		return nil, fmt.Errorf("look at what was found for a reply: %w", err)
	case internal:
		return nil, ErrInternal
	case slices.ContainsFunc(list, func(f finding) bool { return f.Version != versions[f.Article] }):
		return nil, StaleError{What: "an article that was found for this reply has changed since: search again, or write without it"}
	}
	return list, nil
}

// reworded is a reply that is compared with articles.
type reworded struct {
	text  string
	words map[string]map[string]bool // by language
}

// in are the words of the reply that say something, as a language has them.
func (r *reworded) in(lang string) map[string]bool {
	if r.words == nil {
		r.words = map[string]map[string]bool{}
	}
	if r.words[lang] == nil {
		r.words[lang] = termsOf(r.text, lang)
	}
	return r.words[lang]
}

// liken finds the passage that a reply is made of, whether it is, and how far it went from the article. Of a few words nothing
// follows unless they are a whole passage. One in another language than the article's was translated from it.
func (r *reworded) liken(f *finding, body string) {
	words, bare := r.in(f.Lang), bareWords(r.text)
	most, whole := -1, false
	for _, p := range knowledge.WholePassages(body) {
		n, same := shared(words, p.Text, f.Lang), bareWords(p.Text) == bare
		if same || !whole && n > most {
			most, whole, f.Heading, f.Passage = n, whole || same, p.Heading, p.Text
		}
	}
	enough := len(words) >= wordsToJudge
	if whole || enough && within(bare, bareWords(body)) {
		f.used = bare != ""
		return
	}
	share := float64(max(most, 0)) / float64(max(len(words), 1))
	f.used, f.distance = r.translated(f.Lang) || enough && most > 1 && share > notArticle, 1-share // one word is shared by chance
}

// translated tells whether the reply is plainly in another language than what it was made of.
func (r *reworded) translated(from string) bool {
	lang, sure := knowledge.Language(r.text, from)
	return sure && knowledge.Base(lang) != knowledge.Base(from) && len(r.in(lang)) >= wordsToJudge
}

// recordFound has articles that were found stand as drafts that were chosen, for the questions that they answer. Those are no gaps
// any more, if they were: editors' work may hold the gaps, so the reply does not wait for that. It comes after what became of the other drafts.
func (r *Router) recordFound(ctx context.Context, tx pgx.Tx, c *conversation, op int64, list []finding, message int64) error {
	var noGaps []int64
	for _, f := range list {
		if f.answers.seq == 0 {
			continue
		}
		state := "sent"
		if f.distance > 0 {
			state = "edited"
		}
		_, err := tx.Exec(ctx, `
			INSERT INTO suggestions (conversation_id, for_seq, rank, text, lang, score, sources, state, distance, operator_id, message_id, decided_at, found, part)
			SELECT conversation, seq, `+nextRank+`, $3, $4, 1, $5, $6, $7, $8, $9, now(), true, $10 FROM (SELECT $1::bigint AS conversation, $2::bigint AS seq) place`,
			c.ID, f.answers.seq, f.Passage, f.Lang, jsonOf([]assist.Source{f.Source}), state, f.distance, op, message, f.answers.part)
		if err != nil {
			return fmt.Errorf("record that article %d was found for conversation %d: %w", f.Article, c.ID, err)
		}
		if !slices.Contains(noGaps, f.answers.seq) {
			noGaps = append(noGaps, f.answers.seq)
		}
	}
	for _, seq := range noGaps {
		if err := r.later(ctx, tx, foundArgs{Conversation: c.ID, Seq: seq}, time.Time{}); err != nil {
			return err
		}
	}
	return nil
}
