package routing

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"
)

// Dismissal is a reason why a draft does not fit.
type Dismissal struct {
	Reason string // as it is kept; what the operator adds in his own words stands behind it, after ": "
	Label  string // in words for operators

	teaches bool // the article does not answer what was asked; else it is to be mended, and answers it all the same
}

// Dismissals are the reasons that desks offer, the likeliest first.
func Dismissals() []Dismissal {
	return []Dismissal{
		{Reason: "does not answer the question", Label: "It does not answer the question", teaches: true},
		{Reason: "out of date", Label: "It is out of date"},
		{Reason: "wrong", Label: "It is wrong"},
		{Reason: "other project", Label: "It is about another project", teaches: true},
		{Reason: "badly worded", Label: "It is badly worded"},
		{Reason: "other", Label: "Something else"},
	}
}

// teachingReasons are those from which it is learned what an article does not answer.
func teachingReasons() (list []string) {
	for _, d := range Dismissals() {
		if d.teaches {
			list = append(list, d.Reason)
		}
	}
	return list
}

// WhyDismissed tells why operators dismissed the drafts that lessons were taught by: the reason by the lesson's key. Those that no
// operator taught so are left out.
func (r *Router) WhyDismissed(ctx context.Context, keys []string) (map[string]string, error) {
	rows, _ := r.pool.Query(ctx, `SELECT k.key, s.reason FROM unnest($1::text[]) AS k (key)
		JOIN suggestions s ON k.key = 'suggestion/' || s.id || '/operator/false' AND s.id = substring(k.key FROM '^suggestion/([0-9]{1,18})/')::bigint
		WHERE s.state = 'dismissed' AND s.reason <> ''`, keys)
	why := map[string]string{}
	var key, reason string
	if _, err := pgx.ForEachRow(rows, []any{&key, &reason}, func() error { why[key] = reason; return nil }); err != nil {
		return nil, fmt.Errorf("read why drafts were dismissed: %w", err)
	}
	return why, nil
}
