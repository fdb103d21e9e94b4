package routing

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"

	"switchboard/assist"
)

// sense notes how urgent the customer's new words are and what they are about. Urgency never goes down by itself: who
// says "fire" and then "hello?" is to be answered as before. Danger is told before all else.
func (r *Router) sense(ctx context.Context, tx pgx.Tx, c *conversation, g *gathered, drafts []assist.Suggestion, p Policy) error {
	var worst assist.Urgency
	for _, m := range g.pending {
		if u := assist.UrgencyOf(assist.WithoutHistory(m.Text)); u.Level > worst.Level {
			worst = u
		}
	}
	intent := ""
	if telling(drafts, p) {
		intent = clean(drafts[0].Sources[0].Title, 200)
	}
	if worst.Level == 0 && intent == "" {
		return nil
	}
	_, err := tx.Exec(ctx, `UPDATE conversations SET priority = GREATEST(priority, $2),
			urgency = CASE WHEN $2 > priority OR $5 THEN $3 ELSE urgency END, intent = COALESCE(NULLIF($4, ''), intent)
		WHERE id = $1`, c.ID, worst.Level, worst.Why, intent, worst.Danger())
	if err != nil {
		return fmt.Errorf("note how urgent conversation %d is: %w", c.ID, err)
	}
	return nil
}

// guessed is a department that transfers of questions like this one speak for.
type guessed struct {
	assist.Guess
	First bool // it counts before the department of a project that is guessed as well
}

// guess is the department that transfers of questions like this one speak for, if no department is known.
func (r *Router) guess(c *conversation, d assist.Dialogue) (g guessed) {
	if c.DepartmentID != nil {
		return g
	}
	var texts []string
	for _, t := range d.Turns {
		if t.Customer {
			texts = append(texts, t.Text)
		}
	}
	g.Guess = r.taught.guess(asksFor(texts))
	return g
}

// explain notes why a conversation is in the department that was guessed. Where something else decided it says nothing.
func explain(ctx context.Context, tx pgx.Tx, c *conversation, guess guessed, name string) error {
	why := ""
	if guess.Department != "" && name != "" {
		why = fmt.Sprintf("like %d transfers to %s", guess.Like, name)
	}
	_, err := tx.Exec(ctx, `UPDATE conversations c SET department_why = $2 WHERE id = $1
		AND ($2 = '' OR department_id = (SELECT id FROM departments WHERE key = $3))`, c.ID, why, guess.Department)
	if err != nil {
		return fmt.Errorf("note why conversation %d is in its department: %w", c.ID, err)
	}
	return nil
}
