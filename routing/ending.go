package routing

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/jackc/pgx/v5"

	"switchboard/assist"
)

// Proposal is how a conversation seems to have ended, for the operator to confirm or to change.
type Proposal struct {
	End  string // one of Dispositions; empty: nothing speaks for one
	Why  string
	Like int // conversations with the same evidence that operators closed
	Same int // of them, those that ended so

	evidence string // its sort
}

// Explain says in a line where a proposal comes from.
func (p Proposal) Explain() string {
	if p.Like < endingLike {
		return p.Why
	}
	return fmt.Sprintf("%s; %d of %d like this ended so", p.Why, p.Same, p.Like)
}

const (
	endingRule = 4  // closings that the rule itself counts for
	endingEach = 20 // closings of one operator that count: what one person does all day stays small
	endingLike = 3  // closings from which they are told of
)

// Proposal tells how a conversation seems to have ended, from what was said in it and from what operators chose in
// conversations like it.
func (r *Router) Proposal(ctx context.Context, op, conv int64) (Proposal, error) {
	if _, err := r.Head(ctx, op, conv); err != nil {
		return Proposal{}, err
	}
	c, err := unlocked(ctx, r.pool, conv)
	if err != nil {
		return Proposal{}, err
	}
	return r.propose(ctx, r.pool, &c)
}

func (r *Router) propose(ctx context.Context, q querier, c *conversation) (p Proposal, err error) {
	d, seq, err := talk(ctx, q, c)
	if err != nil {
		return p, err
	}
	e, err := r.evidence(ctx, q, c, d, seq)
	if err != nil || e.Key == "" {
		return p, err
	}
	rows, err := q.Query(ctx, `
		SELECT chosen, sum(n)::int FROM (
			SELECT chosen, LEAST(count(*), $2) AS n FROM closings WHERE evidence = $1 AND taken_back_at IS NULL AND at > now() - interval '180 days' GROUP BY chosen, operator_id) x
		GROUP BY chosen ORDER BY 2 DESC, 1`, e.Key, endingEach)
	if err != nil {
		return p, fmt.Errorf("read how conversations like %d ended: %w", c.ID, err)
	}
	var chosen string
	var n int
	votes := map[string]int{}
	p = Proposal{End: e.End, Why: e.Why, evidence: e.Key}
	_, err = pgx.ForEachRow(rows, []any{&chosen, &n}, func() error {
		votes[chosen] = n
		p.Like += n
		return nil
	})
	if err != nil {
		return p, fmt.Errorf("read how conversations like %d ended: %w", c.ID, err)
	}
	best := votes[e.End] + endingRule
	for _, end := range r.Dispositions() {
		if end != e.End && votes[end] > best {
			p.End, best = end, votes[end]
		}
	}
	p.Same = votes[p.End]
	return p, nil
}

// evidence is what speaks most for an ending: a model's reading, if nothing was said since, else what rules find.
func (r *Router) evidence(ctx context.Context, q querier, c *conversation, d assist.Dialogue, seq int64) (e assist.Ending, err error) {
	var stored []byte
	if err := q.QueryRow(ctx, `SELECT ending FROM conversations WHERE id = $1`, c.ID).Scan(&stored); err != nil {
		return e, fmt.Errorf("read how conversation %d seems to end: %w", c.ID, err)
	}
	var read struct {
		End, Why string
		Seq      int64
	}
	if stored != nil {
		if err := json.Unmarshal(stored, &read); err != nil {
			return e, fmt.Errorf("read how conversation %d seems to end: %w", c.ID, err)
		}
	}
	if read.Seq >= seq && slices.Contains(r.Dispositions(), read.End) {
		return assist.Ending{Key: "model: " + read.End, End: read.End, Why: "“" + read.Why + "”"}, nil
	}
	if list := assist.Endings(d); len(list) > 0 {
		return list[0], nil
	}
	return e, nil
}

// chose keeps what an operator made of a proposal.
func chose(ctx context.Context, tx pgx.Tx, c *conversation, p Proposal, op int64, end string) error {
	if p.evidence == "" {
		return nil
	}
	_, err := tx.Exec(ctx, `INSERT INTO closings (conversation_id, evidence, proposed, chosen, operator_id) VALUES ($1, $2, $3, $4, $5)`,
		c.ID, p.evidence, p.End, end, op)
	if err != nil {
		return fmt.Errorf("keep how conversation %d was closed: %w", c.ID, err)
	}
	return nil
}
