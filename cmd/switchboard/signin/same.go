package signin

import (
	"context"
	"errors"
	"net/http"
	"strconv"

	"github.com/jackc/pgx/v5"

	"switchboard/knowledge"
	"switchboard/routing"
)

// same says that an account and another one are one person's, or, where none is named, that they are several people. Both go on as they are, and
// what was done by either stays with it; what they teach is one voice.
func (g *Gate) same(w http.ResponseWriter, r *http.Request) error {
	of, then := int64(0), "apart"
	if typed := r.PostFormValue("of"); typed != "0" {
		var err error
		if of, err = strconv.ParseInt(typed, 10, 64); err != nil || of <= 0 {
			of = -1
		}
		then = "same"
	}
	return g.change(w, r, "said who is one person", then, func(ctx context.Context, tx pgx.Tx, id int64) error {
		accounts, err := accountsOf(ctx, tx, id)
		if err != nil {
			return err
		}
		if of == 0 {
			return g.speak(ctx, tx, r, "accounts of several people", nil, accounts)
		}
		others, err := accountsOf(ctx, tx, of)
		var p problem
		if errors.As(err, &p) || of == id {
			return wrong("Choose the other account of the same person.")
		}
		if err != nil {
			return err
		}
		return g.speak(ctx, tx, r, "accounts of one person", &others[0], append(others, accounts...))
	})
}

// accountsOf are all accounts of the person who has one, the first one first.
func accountsOf(ctx context.Context, tx pgx.Tx, id int64) ([]int64, error) {
	rows, err := tx.Query(ctx, `SELECT id FROM operators WHERE COALESCE(same_as, id) = (SELECT COALESCE(same_as, id) FROM operators WHERE id = $1)
		ORDER BY same_as IS NOT NULL, id FOR UPDATE`, id)
	if err != nil {
		return nil, err
	}
	ids, err := pgx.CollectRows(rows, pgx.RowTo[int64])
	if err == nil && len(ids) == 0 {
		err = errNone
	}
	return ids, err
}

// speak makes one voice of some accounts, that of the first; of none: each has its own again.
func (g *Gate) speak(ctx context.Context, tx pgx.Tx, r *http.Request, what string, first *int64, accounts []int64) error {
	_, err := tx.Exec(ctx, `UPDATE operators SET same_as = NULLIF($1::bigint, id) WHERE id = ANY($2)`, first, accounts)
	if err == nil {
		err = routing.OneVoice(ctx, tx, accounts...)
	}
	if err == nil {
		err = knowledge.OneVoice(ctx, tx, accounts...)
	}
	if err != nil {
		return err
	}
	u, _ := g.User(r)
	return record(ctx, tx, u.ID, what, map[string]any{"operators": accounts})
}
