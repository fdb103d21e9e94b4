package spend

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"switchboard/assist"
)

// use is a row of the book.
type use struct {
	Day     time.Time
	Feature string
	Model   string
	Total
}

// since reads the rows from a day on, the newest first.
func (b *Book) since(ctx context.Context, from time.Time) ([]use, error) {
	rows, err := b.pool.Query(ctx, `SELECT day, feature, model, calls, failed, guessed, tokens_in, tokens_out, cost::float8, served, saved::float8, useless
		FROM model_use WHERE day >= $1 ORDER BY day DESC, cost DESC, feature, model`, from)
	if err != nil {
		return nil, fmt.Errorf("read what models cost: %w", err)
	}
	list, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (u use, err error) {
		err = row.Scan(&u.Day, &u.Feature, &u.Model, &u.Calls, &u.Failed, &u.Guessed, &u.In, &u.Out, &u.Cost, &u.Served, &u.Saved, &u.Useless)
		if u.Feature == assist.FeatureVectors {
			u.Vectors = u.Tokens()
		}
		return u, err
	})
	if err != nil {
		return nil, fmt.Errorf("read what models cost: %w", err)
	}
	return list, nil
}

func (t *Total) add(o Total) {
	t.Calls, t.Failed, t.Guessed = t.Calls+o.Calls, t.Failed+o.Failed, t.Guessed+o.Guessed
	t.In, t.Out, t.Vectors, t.Cost = t.In+o.In, t.Out+o.Out, t.Vectors+o.Vectors, t.Cost+o.Cost
	t.Served, t.Saved, t.Useless = t.Served+o.Served, t.Saved+o.Saved, t.Useless+o.Useless
}

// day is a day of the page, with its share of the dearest one.
type day struct {
	Day time.Time
	Total
}

// days sums the rows by day, the newest first, without gaps.
func days(rows []use, from, to time.Time) []day {
	by := map[time.Time]*Total{}
	for _, u := range rows {
		if by[u.Day] == nil {
			by[u.Day] = &Total{}
		}
		by[u.Day].add(u.Total)
	}
	var out []day
	for at := to; !at.Before(from); at = at.AddDate(0, 0, -1) {
		d := day{Day: at}
		if t := by[at]; t != nil {
			d.Total = *t
		}
		out = append(out, d)
	}
	return out
}

// uses sums the rows by feature and model, the dearest first.
func uses(rows []use) []use {
	var out []use
	for _, u := range rows {
		i := slices.IndexFunc(out, func(o use) bool { return o.Feature == u.Feature && o.Model == u.Model })
		if i < 0 {
			out = append(out, use{Feature: u.Feature, Model: u.Model})
			i = len(out) - 1
		}
		out[i].add(u.Total)
	}
	slices.SortStableFunc(out, func(a, b use) int {
		return cmp.Or(cmp.Compare(b.Cost, a.Cost), cmp.Compare(b.Tokens(), a.Tokens()))
	})
	return out
}

// money is an amount as people read it: cents, and more digits where the amount is smaller than that.
func (b *Book) money(amount float64) string {
	digits := 2
	for at := 0.1; digits < 6 && amount > 0 && amount < at; at /= 10 {
		digits++
	}
	return strings.TrimSpace(strconv.FormatFloat(amount, 'f', digits, 64) + " " + b.currency)
}

// grouped is a number with its thousands apart.
func grouped(n int64) string {
	s := strconv.FormatInt(n, 10)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "\u202f" + s[i:]
	}
	return s
}
