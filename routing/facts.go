package routing

import (
	"context"
	"errors"
	"fmt"
	"hash/fnv"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"switchboard/assist"
	"switchboard/knowledge"
)

// Fact is a change that is offered for a subscriber's card, with the customer's words that speak for it.
type Fact struct {
	ID    int64
	Field string
	Value string
	Was   string // what stands in the field now; empty: nothing
	Quote string
	Seq   int64  // of the message that it stands in
	Model string // that found it; empty: rules did
	At    time.Time
}

// Mark changes when what stands in the field does: who accepts a change says by it which one he has seen.
func (f Fact) Mark() int64 {
	h := fnv.New32a()
	_, _ = h.Write([]byte(f.Field + "\x00" + f.Was))
	return int64(h.Sum32())
}

// FactsMark is the mark of several changes: who accepts all of them says by it which ones he has seen.
func FactsMark(list []Fact) int64 {
	h := fnv.New32a()
	for _, f := range list {
		_, _ = fmt.Fprintf(h, "%d %d\n", f.ID, f.Mark())
	}
	return int64(h.Sum32())
}

// card is what is known of a subscriber, to be compared with what he says.
type card struct {
	Name, Lang string
	Fields     map[string]string
	Known      []string // telephone numbers and e-mail addresses at which he was met
}

// fieldNames are what companies call the fields that facts go into, besides our own names for them.
var fieldNames = map[string]string{
	assist.FactPhone:    "phone, phone number, tel, mobile, телефон, telefon",
	assist.FactEmail:    "email, mail, e-mail address, пошта, почта",
	assist.FactContract: "account, contract number, account number, договір, договор, vertrag, umowa",
	assist.FactAddress:  "адреса, адрес, adresse, adres",
	assist.FactDevice:   "model, router, пристрій, gerät, urządzenie",
	assist.FactPlan:     "tariff, package, тариф, tarif, taryfa",
}

// place is the field of a card that a fact belongs into, by the name that the company gave it.
func (k card) place(field string) string {
	for _, name := range slices.Sorted(maps.Keys(k.Fields)) {
		if low := strings.ToLower(strings.TrimSpace(name)); low == field || slices.Contains(strings.Split(fieldNames[field], ", "), low) {
			return name
		}
	}
	return field
}

// holds is what stands in the field.
func (k card) holds(field string) string {
	switch field {
	case assist.FactName:
		return k.Name
	case assist.FactLanguage:
		return k.Lang
	}
	return k.Fields[k.place(field)]
}

// knows tells whether a card says already what a fact says.
func (k card) knows(field, value string) bool {
	key := assist.FactKey(field, value)
	switch field {
	case assist.FactName:
		return key != "" && strings.Contains(" "+assist.FactKey(field, k.Name)+" ", " "+key+" ")
	case assist.FactLanguage:
		return knowledge.Base(k.Lang) == value
	case assist.FactPhone, assist.FactEmail:
		if slices.ContainsFunc(k.Known, func(a string) bool { return assist.FactKey(field, a) == key }) {
			return true
		}
	}
	for _, v := range k.Fields {
		if assist.FactKey(field, v) == key {
			return true
		}
	}
	return false
}

func cardOf(ctx context.Context, q querier, subscriber int64, lock string) (k card, err error) {
	err = q.QueryRow(ctx, `SELECT name, lang, fields, ARRAY(SELECT value FROM addresses WHERE subscriber_id = s.id) FROM subscribers s WHERE id = $1 `+lock, subscriber).
		Scan(&k.Name, &k.Lang, &k.Fields, &k.Known)
	if err != nil {
		return k, fmt.Errorf("read the card of subscriber %d: %w", subscriber, err)
	}
	return k, nil
}

// learn offers facts for the card of a conversation's customer. What the card says already is not offered, nor what was
// rejected once, nor what is outdated unless it was said again since; a newer value takes the place of one that nobody decided on.
func (r *Router) learn(ctx context.Context, tx pgx.Tx, c *conversation, found []assist.Fact, model string) error {
	if len(found) == 0 {
		return nil
	}
	k, err := cardOf(ctx, tx, c.SubscriberID, "")
	if err != nil {
		return err
	}
	for _, f := range found {
		value := clean(f.Value, 500)
		if blank(value) {
			continue
		}
		if k.knows(f.Field, value) {
			if f.Field == assist.FactDevice { // he may well have two
				continue
			}
			if err := r.outdate(ctx, tx, c, assist.Fact{Field: f.Field, Seq: f.Seq}); err != nil { // he has come back to it
				return err
			}
			continue
		}
		if ours, err := isOurs(ctx, tx, f); err != nil || ours {
			if err != nil {
				return err
			}
			continue
		}
		var message int64
		err := tx.QueryRow(ctx, `
			INSERT INTO facts (subscriber_id, conversation_id, message_id, field, value, key, quote, model)
			SELECT $1, m.conversation_id, m.id, $4, $5, $6, $7, $8 FROM messages m
			WHERE m.conversation_id = $2 AND m.seq = $3 AND m.author = 'customer' AND m.deleted_at IS NULL
			ON CONFLICT (subscriber_id, field, key) DO UPDATE SET conversation_id = EXCLUDED.conversation_id, message_id = EXCLUDED.message_id,
				value = EXCLUDED.value, quote = EXCLUDED.quote, model = EXCLUDED.model, at = now(), state = 'offered', operator_id = NULL, decided_at = NULL
			WHERE facts.state <> 'rejected' AND (facts.state <> 'offered' OR EXCLUDED.model = '' OR facts.model <> '')
				AND (facts.state <> 'outdated' OR EXCLUDED.message_id > facts.message_id)
			RETURNING message_id`, c.SubscriberID, c.ID, f.Seq, f.Field, value, assist.FactKey(f.Field, value), clean(f.Quote, 2000), model).Scan(&message)
		if errors.Is(err, pgx.ErrNoRows) {
			continue
		}
		if err != nil {
			return fmt.Errorf("offer the %s of subscriber %d: %w", f.Field, c.SubscriberID, err)
		}
		_, err = tx.Exec(ctx, `UPDATE facts SET state = 'outdated' WHERE subscriber_id = $1 AND field = $2 AND state = 'offered' AND message_id < $3`,
			c.SubscriberID, f.Field, message)
		if err != nil {
			return fmt.Errorf("offer the %s of subscriber %d: %w", f.Field, c.SubscriberID, err)
		}
	}
	return nil
}

// outdate takes older values of a fact's field off the offer, or its value alone where it has one: the customer said since that it is not so.
func (r *Router) outdate(ctx context.Context, tx pgx.Tx, c *conversation, f assist.Fact) error {
	_, err := tx.Exec(ctx, `
		UPDATE facts SET state = 'outdated' WHERE subscriber_id = $1 AND field = $2 AND state = 'offered' AND ($5 = '' OR key = $5)
			AND message_id < (SELECT id FROM messages WHERE conversation_id = $3 AND seq = $4)`, c.SubscriberID, f.Field, c.ID, f.Seq, assist.FactKey(f.Field, f.Value))
	if err != nil {
		return fmt.Errorf("outdate the %s of subscriber %d: %w", f.Field, c.SubscriberID, err)
	}
	return nil
}

// isOurs tells whether a telephone number or an e-mail address is one that stands on a project's card.
func isOurs(ctx context.Context, q querier, f assist.Fact) (ours bool, err error) {
	key := assist.FactKey(f.Field, f.Value)
	switch {
	case key == "":
		return false, nil
	case f.Field == assist.FactPhone:
		err = q.QueryRow(ctx, `SELECT EXISTS (SELECT FROM projects WHERE strpos(regexp_replace(contacts, '\D', '', 'g'), $1) > 0)`, key).Scan(&ours)
	case f.Field == assist.FactEmail:
		err = q.QueryRow(ctx, `SELECT EXISTS (SELECT FROM projects WHERE strpos(lower(contacts), $1) > 0)`, key).Scan(&ours)
	}
	if err != nil {
		return false, fmt.Errorf("look for a %s among the projects' contacts: %w", f.Field, err)
	}
	return ours, nil
}

// factsSQL reads what is on offer: what the customer took back or reworded since is not.
const factsSQL = `
	SELECT f.id, f.field, f.value, f.quote, m.seq, f.model, f.at FROM facts f JOIN messages m ON m.id = f.message_id
	WHERE f.state = 'offered' AND m.deleted_at IS NULL AND strpos(m.text, f.quote) > 0 AND `

// Facts returns the changes on offer for the card of a conversation's customer.
func (r *Router) Facts(ctx context.Context, op, conv int64) ([]Fact, error) {
	h, err := r.Head(ctx, op, conv)
	if err != nil {
		return nil, err
	}
	return r.facts(ctx, h)
}

func (r *Router) facts(ctx context.Context, h Head) ([]Fact, error) {
	rows, err := r.pool.Query(ctx, factsSQL+`f.conversation_id = $1 AND f.subscriber_id = $2 ORDER BY f.id LIMIT 50`, h.ID, h.Subscriber)
	if err != nil {
		return nil, fmt.Errorf("read the facts of conversation %d: %w", h.ID, err)
	}
	list, err := pgx.CollectRows(rows, pgx.RowToStructByNameLax[Fact])
	if err != nil || len(list) == 0 {
		return nil, err
	}
	k, err := cardOf(ctx, r.pool, h.Subscriber, "")
	if err != nil {
		return nil, err
	}
	list = slices.DeleteFunc(list, func(f Fact) bool { return k.knows(f.Field, f.Value) }) // somebody typed it meanwhile
	for i := range list {
		list[i].Was = k.holds(list[i].Field)
	}
	order := assist.FactFields()
	slices.SortStableFunc(list, func(a, b Fact) int { return slices.Index(order, a.Field) - slices.Index(order, b.Field) })
	return list, nil
}

var (
	errDecided = errors.New("somebody has decided on this already")
	errSeveral = errors.New("several values are on offer for one field: choose one of them")
)

// AcceptFact writes a fact to the subscriber's card. seen is the mark of the change that the operator saw: if the field
// holds something else by now, the error is ErrConflict.
func (r *Router) AcceptFact(ctx context.Context, op, fact, seen int64) error {
	return r.decideFact(ctx, op, fact, func(tx pgx.Tx, c *conversation, f Fact) error {
		k, err := cardOf(ctx, tx, c.SubscriberID, "FOR UPDATE")
		if err != nil {
			return err
		}
		if f.Was = k.holds(f.Field); f.Mark() != seen {
			return ErrConflict
		}
		switch f.Field {
		case assist.FactName:
			_, err = tx.Exec(ctx, `UPDATE subscribers SET name = $2, version = version + 1 WHERE id = $1`, c.SubscriberID, clean(f.Value, 200))
		case assist.FactLanguage:
			_, err = tx.Exec(ctx, `UPDATE subscribers SET lang = $2, version = version + 1 WHERE id = $1`, c.SubscriberID, clean(f.Value, 35))
		default:
			_, err = tx.Exec(ctx, `UPDATE subscribers SET fields = jsonb_set(fields, ARRAY[$2], to_jsonb($3::text)), version = version + 1 WHERE id = $1`,
				c.SubscriberID, k.place(f.Field), f.Value)
		}
		if err != nil {
			return fmt.Errorf("write the %s of subscriber %d: %w", f.Field, c.SubscriberID, err)
		}
		_, err = tx.Exec(ctx, `UPDATE facts SET state = 'accepted', operator_id = $2, decided_at = now(), was = $3 WHERE id = $1`, f.ID, op, f.Was)
		if err != nil {
			return fmt.Errorf("accept fact %d: %w", f.ID, err)
		}
		return r.record(ctx, tx, c, Event{Actor: "operator", Operator: op, What: "fact accepted", Why: f.Field,
			Data: map[string]any{"field": k.place(f.Field), "before": f.Was, "after": f.Value, "quote": f.Quote, "seq": f.Seq}})
	})
}

// ClearFacts are those of facts on offer whose field has one value: of several nobody but an operator can tell which is right.
func ClearFacts(list []Fact) []Fact {
	return slices.DeleteFunc(slices.Clone(list), func(f Fact) bool {
		return slices.ContainsFunc(list, func(o Fact) bool { return o.Field == f.Field && o.ID != f.ID })
	})
}

// AcceptFacts writes to the card the facts on offer that one message says, or the whole conversation if message is 0. Where a field has
// several values on offer, all of them stay there. seen is the FactsMark of those that the operator saw.
func (r *Router) AcceptFacts(ctx context.Context, op, conv, message, seen int64) error {
	all, err := r.Facts(ctx, op, conv)
	if err != nil {
		return err
	}
	said := func(list []Fact) []Fact {
		return slices.DeleteFunc(slices.Clone(list), func(f Fact) bool { return message != 0 && f.Seq != message })
	}
	if list := said(all); len(list) == 0 {
		return errDecided
	} else if FactsMark(list) != seen {
		return ErrConflict
	}
	list := said(ClearFacts(all))
	if len(list) == 0 {
		return errSeveral
	}
	for _, f := range list {
		if err := r.AcceptFact(ctx, op, f.ID, f.Mark()); err != nil {
			return err
		}
	}
	return nil
}

// RejectFact takes a fact off the offer for good.
func (r *Router) RejectFact(ctx context.Context, op, fact int64) error {
	return r.decideFact(ctx, op, fact, func(tx pgx.Tx, c *conversation, f Fact) error {
		_, err := tx.Exec(ctx, `UPDATE facts SET state = 'rejected', operator_id = $2, decided_at = now() WHERE id = $1`, f.ID, op)
		if err != nil {
			return fmt.Errorf("reject fact %d: %w", f.ID, err)
		}
		_, err = tx.Exec(ctx, `INSERT INTO events (subscriber_id, actor, operator_id, what, why, data) VALUES ($1, 'operator', $2, 'fact rejected', $3, $4)`,
			c.SubscriberID, op, f.Field, jsonOf(map[string]any{"value": f.Value, "quote": f.Quote, "conversation": c.ID, "seq": f.Seq}))
		if err != nil {
			return fmt.Errorf("log that fact %d was rejected: %w", f.ID, err)
		}
		return nil
	})
}

// decideFact runs what an operator decides on a fact that is still on offer.
func (r *Router) decideFact(ctx context.Context, op, fact int64, f func(pgx.Tx, *conversation, Fact) error) error {
	var conv int64
	err := r.pool.QueryRow(ctx, `SELECT conversation_id FROM facts WHERE id = $1`, fact).Scan(&conv)
	if errors.Is(err, pgx.ErrNoRows) {
		return ErrNotFound
	}
	if err != nil {
		return fmt.Errorf("find fact %d: %w", fact, err)
	}
	return r.act(ctx, op, conv, func(tx pgx.Tx, _ Operator, c *conversation) error {
		rows, err := tx.Query(ctx, factsSQL+`f.id = $1 AND f.conversation_id = $2 AND f.subscriber_id = $3 FOR UPDATE OF f`, fact, conv, c.SubscriberID)
		if err != nil {
			return fmt.Errorf("read fact %d: %w", fact, err)
		}
		found, err := pgx.CollectExactlyOneRow(rows, pgx.RowToStructByNameLax[Fact])
		if errors.Is(err, pgx.ErrNoRows) {
			return errDecided
		}
		if err != nil {
			return fmt.Errorf("read fact %d: %w", fact, err)
		}
		return f(tx, c, found)
	})
}
