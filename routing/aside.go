package routing

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"switchboard/assist"
)

// Who waits while nobody is there may ask something else that the knowledge base answers beyond doubt. He is answered, and keeps his place
// in the queue: what he asked before still waits for a person, which he is told once.

// meanwhile tells whether a customer who waits may be answered what he has just asked: nobody is there, it stands by itself, takes back
// nothing that he said, and he is not angry or in trouble.
func (r *Router) meanwhile(ctx context.Context, g *gathered, s situation) (bool, error) {
	if s.State != Queued || s.Call || !assist.AsksFurther(s.Text, languageOf(s.Text, g.conv.Lang)) || assist.Corrects(s.Text) ||
		assist.Upset(s.Text) || assist.UrgencyOf(s.Text).Level > 0 {
		return false, nil
	}
	return nobodyThere(ctx, r.pool, g.conv.ID)
}

// nobodyThere tells whether nobody is there to answer in a conversation's department.
func nobodyThere(ctx context.Context, q querier, conv int64) (bool, error) {
	o, err := look(ctx, q, conv)
	return err == nil && o.away(time.Now()), err
}

// byItself is what the assistant is asked about without what was said before, and without the project, which may have been guessed by that.
func (g *gathered) byItself(d assist.Dialogue) assist.Dialogue {
	d.Turns, d.Projects = nil, nil
	for _, m := range g.pending {
		d.Turns = append(d.Turns, assist.Turn{Customer: true, Text: m.Text})
	}
	return d
}

// answersAside tells whether drafts answer what a customer asks while he waits.
func (r *Router) answersAside(ctx context.Context, s situation, d assist.Dialogue, drafts []assist.Suggestion) (bool, error) {
	in, err := r.policies(ctx, r.pool, d)
	return err == nil && triage(s, drafts, severalProjects(d, drafts), in).Act == ActAnswer, err
}

// aside answers what a customer asks while he waits. It asks not whether that helped: he waits on, whatever he says. The drafts for what
// he asked before stay on offer.
func (r *Router) aside(ctx context.Context, tx pgx.Tx, c *conversation, g *gathered, answers []assist.Suggestion) error {
	seq := g.question()
	offered, err := r.offer(ctx, tx, c, seq, answers, Policy{}) // each is sure enough by its own project's policy
	if err != nil {
		return err
	}
	told, err := toldThatHeWaits(ctx, tx, c)
	if err != nil {
		return err
	}
	text := answerTo(answers)
	if !told {
		text += "\n\n" + phrase(c.Lang, textWaits)
	}
	if err := r.quote(ctx, tx, c, line{Text: text, Answers: seq}, answers, offered); err != nil {
		return err
	}
	_, err = tx.Exec(ctx, `UPDATE messages SET data = COALESCE(data, '{}') || '{"aside": true}'
		WHERE conversation_id = $1 AND (seq = ANY ($2) OR author = 'assistant' AND answers = $3)`, c.ID, g.asksAside(), seq)
	if err != nil {
		return fmt.Errorf("note what was answered aside in conversation %d: %w", c.ID, err)
	}
	return nil
}

// asksAside are the lines that an answer aside is for. What only tells something beside a question may belong to what he waits with.
func (g *gathered) asksAside() (seqs []int64) {
	var all []int64
	for _, m := range g.pending {
		all = append(all, m.Seq)
		if assist.AsksFurther(m.Text, languageOf(m.Text, g.conv.Lang)) {
			seqs = append(seqs, m.Seq)
		}
	}
	if len(seqs) == 0 { // the question is of several lines
		return all
	}
	return seqs
}

// toldThatHeWaits tells whether the customer was answered aside since a person wrote to him last.
func toldThatHeWaits(ctx context.Context, tx pgx.Tx, c *conversation) (told bool, err error) {
	err = tx.QueryRow(ctx, `SELECT EXISTS (SELECT FROM messages m WHERE m.conversation_id = $1 AND m.author = 'assistant' AND m.data->>'aside' = 'true'
		AND m.seq > COALESCE((SELECT max(o.seq) FROM messages o WHERE o.conversation_id = $1 AND o.author = 'operator'), 0))`, c.ID).Scan(&told)
	if err != nil {
		return false, fmt.Errorf("look whether the customer of conversation %d knows that he waits: %w", c.ID, err)
	}
	return told, nil
}
