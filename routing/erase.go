package routing

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"time"

	"github.com/jackc/pgx/v5"

	"switchboard/knowledge"
)

// Held is how many rows of a sort are held of a person.
type Held struct {
	Sort string
	Rows int64
}

// Erased is what an erasure came to.
type Erased struct {
	Rows map[string]int64 // table → how many
	// Typed is where colleagues typed notes in Slack: what people write there only they can delete.
	Typed []TypedIn
	// Articles were begun from what was said. They keep their words until whoever owns them has read them.
	Articles []knowledge.Begun
	// Questions are test questions that are much like what the person wrote, and no copies of it. They stay until somebody has
	// read them.
	Questions []knowledge.AlikeQuestion
	// Reports are reports of colleagues and of articles that came up with this person. They keep their words.
	Reports int64
}

// TypedIn is a thread in Slack in which colleagues typed notes.
type TypedIn struct {
	Channel, Thread string
	TS              string // of the first note
	Notes           int64
}

// subject is who, or what, is erased or copied.
type subject struct {
	subs, convs     []int64
	persons, drafts []string // as lessons name them
	by              int64    // who erases; 0: the clock
}

// args are what holdings name.
func (s subject) args(ends []string) pgx.NamedArgs {
	return pgx.NamedArgs{"subs": s.subs, "convs": s.convs, "persons": s.persons, "drafts": s.drafts, "ends": ends}
}

// leads tells whether somebody may look into, copy and erase what is held of customers.
func leads(who Operator) bool { return who.Role == RoleSupervisor || who.Role == RoleAdministrator }

// subjectOf is a person with all that was ever held with him. forAll is whether nothing may be added meanwhile.
func subjectOf(ctx context.Context, q querier, subscriber int64, forAll bool) (s subject, err error) {
	rows, _ := q.Query(ctx, `SELECT id FROM subscribers WHERE (id = $1 OR merged_into = $1) AND erased_at IS NULL ORDER BY id`, subscriber)
	if s.subs, err = pgx.CollectRows(rows, pgx.RowTo[int64]); err != nil {
		return s, fmt.Errorf("find subscriber %d: %w", subscriber, err)
	}
	if !slices.Contains(s.subs, subscriber) {
		return s, ErrNotFound
	}
	if forAll {
		if err := holdAddresses(ctx, q, s.subs); err != nil {
			return s, err
		}
	}
	for _, id := range s.subs {
		s.persons = append(s.persons, "customer/"+strconv.FormatInt(id, 10))
	}
	rows, _ = q.Query(ctx, `SELECT id FROM conversations WHERE subscriber_id = ANY ($1) ORDER BY id`, s.subs)
	if s.convs, err = pgx.CollectRows(rows, pgx.RowTo[int64]); err != nil {
		return s, fmt.Errorf("find the conversations of subscriber %d: %w", subscriber, err)
	}
	return s, s.findDrafts(ctx, q)
}

// holdAddresses holds the addresses of persons: what arrives from there just now is stored before, or makes a new person
// afterwards.
func holdAddresses(ctx context.Context, q querier, subs []int64) error {
	rows, _ := q.Query(ctx, `SELECT account || '/' || value FROM addresses WHERE subscriber_id = ANY ($1) AND account <> '' ORDER BY 1`, subs)
	addresses, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		return fmt.Errorf("find the addresses of %d persons: %w", len(subs), err)
	}
	for _, a := range addresses {
		if _, err := q.Exec(ctx, `SELECT pg_advisory_xact_lock(hashtextextended($1, 0))`, a); err != nil {
			return fmt.Errorf("hold the addresses of %d persons: %w", len(subs), err)
		}
	}
	return nil
}

func (s *subject) findDrafts(ctx context.Context, q querier) (err error) {
	rows, _ := q.Query(ctx, `SELECT id::text FROM suggestions WHERE conversation_id = ANY ($1)`, s.convs)
	if s.drafts, err = pgx.CollectRows(rows, pgx.RowTo[string]); err != nil {
		return fmt.Errorf("find the drafts of %d conversations: %w", len(s.convs), err)
	}
	return nil
}

// HeldOf counts what is held of a person, for those who lead.
func (r *Router) HeldOf(ctx context.Context, op, subscriber int64) (list []Held, err error) {
	who, err := operator(ctx, r.pool, op)
	if err != nil {
		return nil, err
	}
	if !leads(who) {
		return nil, ErrForbidden
	}
	s, err := subjectOf(ctx, r.pool, subscriber, false)
	if err != nil {
		return nil, err
	}
	for _, h := range held {
		if h.named == "" {
			continue
		}
		n := Held{Sort: h.named}
		err := r.pool.QueryRow(ctx, `SELECT count(*) FROM `+h.table+` t WHERE `+h.where, s.args(nil)).Scan(&n.Rows)
		if err != nil {
			return nil, fmt.Errorf("count the %s of subscriber %d: %w", h.table, subscriber, err)
		}
		if n.Rows > 0 {
			list = append(list, n)
		}
	}
	return list, nil
}

// Erase erases a person: what he said, what was said to and of him, and who he is. What is counted stays: that there were
// conversations, when, how they ended, and what operators did. Only those who lead may, and they say why.
func (r *Router) Erase(ctx context.Context, op, subscriber int64, why string) (e Erased, err error) {
	if why = clean(why, 500); blank(why) {
		return e, errors.New("say why: the person's request, for example")
	}
	err = pgx.BeginFunc(ctx, r.pool, func(tx pgx.Tx) error {
		who, err := operator(ctx, tx, op)
		if err != nil {
			return err
		}
		if !leads(who) {
			return ErrForbidden
		}
		s, err := subjectOf(ctx, tx, subscriber, true)
		if err != nil {
			return err
		}
		s.by = op
		if e, err = r.erase(ctx, tx, s); err != nil {
			return err
		}
		return noteErasure(ctx, tx, &subscriber, &op, why, e)
	})
	if err != nil {
		return Erased{}, err
	}
	r.bus.tell(change{For: forDesk | forChannel})
	return e, nil
}

// erase goes through all that is held of a subject.
func (r *Router) erase(ctx context.Context, tx pgx.Tx, s subject) (e Erased, err error) {
	if _, err := tx.Exec(ctx, `SELECT FROM conversations WHERE id = ANY ($1) ORDER BY id FOR UPDATE`, s.convs); err != nil {
		return e, fmt.Errorf("hold %d conversations: %w", len(s.convs), err)
	}
	if err := s.findDrafts(ctx, tx); err != nil { // those that were made until the conversations were held
		return e, err
	}
	var said, told []string
	if s.by != 0 {
		if said, told, err = saidIn(ctx, tx, s.convs); err != nil {
			return e, err
		}
		if e.Articles, err = knowledge.BegunFrom(ctx, tx, s.convs); err != nil {
			return e, err
		}
	}
	rows, _ := tx.Query(ctx, `SELECT channel, thread, min(ts), count(*) FROM slack_posts WHERE theirs AND conversation_id = ANY ($1) GROUP BY 1, 2 ORDER BY 1, 2`, s.convs)
	if e.Typed, err = pgx.CollectRows(rows, pgx.RowToStructByPos[TypedIn]); err != nil {
		return e, fmt.Errorf("find what colleagues typed about %d conversations: %w", len(s.convs), err)
	}
	err = tx.QueryRow(ctx, `SELECT (SELECT count(*) FROM staff_reports WHERE conversation_id = ANY ($1)) + (SELECT count(*) FROM article_reports WHERE conversation_id = ANY ($1))`,
		s.convs).Scan(&e.Reports)
	if err != nil {
		return e, fmt.Errorf("count what stays of %d conversations: %w", len(s.convs), err)
	}
	if _, err := tx.Exec(ctx, `SET LOCAL switchboard.erasing = 'on'`); err != nil {
		return e, fmt.Errorf("open what is only added to: %w", err)
	}
	if err := lessonsInOrder(ctx, tx); err != nil {
		return e, err
	}
	if err := nameErasedTransfers(ctx, tx, s.convs); err != nil {
		return e, err
	}
	if e.Rows, err = knowledge.Forget(ctx, tx, knowledge.Erasure{Conversations: s.convs, Persons: s.persons, Drafts: s.drafts, Said: said, Told: told}); err != nil {
		return e, err
	}
	if s.by != 0 {
		if e.Questions, err = knowledge.LikeWordsOf(ctx, tx, said); err != nil {
			return e, err
		}
	}
	if err := knowledge.AskToRead(ctx, tx, e.Articles, s.by); err != nil {
		return e, err
	}
	args := s.args(append(r.Dispositions(), "solved silently"))
	for _, h := range held {
		tag, err := tx.Exec(ctx, h.erasing(), args)
		if err != nil {
			return e, fmt.Errorf("erase %s of %d conversations: %w", h.table, len(s.convs), err)
		}
		if n := tag.RowsAffected(); n > 0 {
			e.Rows[h.table] += n
		}
	}
	if _, err := tx.Exec(ctx, `SET LOCAL switchboard.erasing = 'off'`); err != nil {
		return e, fmt.Errorf("close what is only added to: %w", err)
	}
	return e, nil
}

// saidIn is what customers wrote in conversations, and what they meant by it, and what they were told.
func saidIn(ctx context.Context, tx pgx.Tx, convs []int64) (said, told []string, err error) {
	rows, _ := tx.Query(ctx, `SELECT left(m.text, 10000), c.lang, m.kind <> 'text' OR c.call_id IS NOT NULL, m.author = 'customer'
		FROM messages m JOIN conversations c ON c.id = m.conversation_id WHERE c.id = ANY ($1) AND m.author IN ('customer', 'operator') AND m.text <> ''`, convs)
	var text, lang string
	var untyped, customer bool
	_, err = pgx.ForEachRow(rows, []any{&text, &lang, &untyped, &customer}, func() error {
		if !customer {
			told = append(told, text)
			return nil
		}
		if said = append(said, text); meant(text, lang, untyped) != text {
			said = append(said, meant(text, lang, untyped))
		}
		return nil
	})
	if err != nil {
		return nil, nil, fmt.Errorf("read what was said in %d conversations: %w", len(convs), err)
	}
	return said, told, nil
}

// leftOver finds persons of whom nothing is left and who are known for long, and holds them.
func (r *Router) leftOver(ctx context.Context, tx pgx.Tx) ([]int64, error) {
	const left = `SELECT id FROM subscribers s WHERE erased_at IS NULL AND created_at < now() - $1::interval
		AND NOT EXISTS (SELECT FROM conversations WHERE subscriber_id = s.id AND erased_at IS NULL)`
	rows, _ := tx.Query(ctx, left+` ORDER BY id LIMIT $2`, r.policy.Keep, retainAtOnce)
	subs, err := pgx.CollectRows(rows, pgx.RowTo[int64])
	if err != nil {
		return nil, fmt.Errorf("find persons to erase: %w", err)
	}
	if err := holdAddresses(ctx, tx, subs); err != nil {
		return nil, err
	}
	rows, _ = tx.Query(ctx, left+` AND id = ANY ($2) ORDER BY id FOR UPDATE SKIP LOCKED`, r.policy.Keep, subs) // who wrote meanwhile stays
	if subs, err = pgx.CollectRows(rows, pgx.RowTo[int64]); err != nil {
		return nil, fmt.Errorf("find persons to erase: %w", err)
	}
	return subs, nil
}

func noteErasure(ctx context.Context, tx pgx.Tx, subscriber, op *int64, why string, e Erased) error {
	rows, err := json.Marshal(e.Rows)
	if err != nil {
		return fmt.Errorf("note an erasure: %w", err)
	}
	if _, err := tx.Exec(ctx, `INSERT INTO erasures (subscriber_id, operator_id, why, rows) VALUES ($1, $2, $3, $4)`, subscriber, op, why, rows); err != nil {
		return fmt.Errorf("note an erasure: %w", err)
	}
	return nil
}

// Erasure is one that was done.
type Erasure struct {
	ID       int64
	Person   int64  // 0: by age
	Operator string // empty: the clock
	Why      string
	Messages int64
	At       time.Time
}

// Erasures lists the last erasures, newest first, for those who lead.
func (r *Router) Erasures(ctx context.Context, op int64) ([]Erasure, error) {
	who, err := operator(ctx, r.pool, op)
	if err != nil {
		return nil, err
	}
	if !leads(who) {
		return nil, ErrForbidden
	}
	rows, _ := r.pool.Query(ctx, `SELECT e.id, COALESCE(e.subscriber_id, 0), COALESCE(o.name, ''), e.why, COALESCE((e.rows->>'messages')::bigint, 0), e.at
		FROM erasures e LEFT JOIN operators o ON o.id = e.operator_id ORDER BY e.id DESC LIMIT 100`)
	list, err := pgx.CollectRows(rows, pgx.RowToStructByPos[Erasure])
	if err != nil {
		return nil, fmt.Errorf("list erasures: %w", err)
	}
	return list, nil
}

// retainAtOnce is how many conversations one transaction of a retention erases, at most.
const retainAtOnce = 100

// Retain erases what ended longer ago than the company keeps it, and the persons of whom nothing is left. Any process may
// do it at any time.
func (r *Router) Retain(ctx context.Context) error {
	_, err := r.pool.Exec(ctx, `DELETE FROM inbound_events WHERE sender = '' AND payload IS NULL AND at < now() - interval '7 days'`)
	if err != nil {
		return fmt.Errorf("forget the keys of erased events: %w", err)
	}
	for range 1000 {
		if r.policy.Keep <= 0 {
			return nil
		}
		var n int
		err := pgx.BeginFunc(ctx, r.pool, func(tx pgx.Tx) (err error) {
			n, err = r.retain(ctx, tx)
			return err
		})
		if err != nil || n == 0 {
			return err
		}
	}
	return nil
}

// retain erases some of what is too old, and says how much that was.
func (r *Router) retain(ctx context.Context, tx pgx.Tx) (int, error) {
	var s subject
	rows, _ := tx.Query(ctx, `SELECT id FROM conversations WHERE state = 'closed' AND erased_at IS NULL AND closed_at < now() - $1::interval
		ORDER BY closed_at LIMIT $2 FOR UPDATE SKIP LOCKED`, r.policy.Keep, retainAtOnce)
	var err error
	if s.convs, err = pgx.CollectRows(rows, pgx.RowTo[int64]); err != nil {
		return 0, fmt.Errorf("find conversations to erase: %w", err)
	}
	if len(s.convs) == 0 {
		if s.subs, err = r.leftOver(ctx, tx); err != nil {
			return 0, err
		}
		for _, id := range s.subs {
			s.persons = append(s.persons, "customer/"+strconv.FormatInt(id, 10))
		}
	}
	n := len(s.convs) + len(s.subs)
	if n == 0 {
		return 0, nil
	}
	e, err := r.erase(ctx, tx, s)
	if err != nil {
		return 0, err
	}
	return n, noteErasure(ctx, tx, nil, nil, fmt.Sprintf("older than %d days", int(r.policy.Keep/(24*time.Hour))), e)
}
