// Package report answers questions about the past of conversations, in numbers: for the pages of those who lead, and as
// rows to take away.
//
// The idea: a question is a Span and one query over the tables of routing; nothing is counted in advance, so numbers and
// the rows behind them cannot disagree. Conversations that were erased are counted still. The package owns no tables.
package report

import (
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
)

// Reports asks the database.
type Reports struct{ pool *pgxpool.Pool }

// New returns Reports.
func New(pool *pgxpool.Pool) *Reports { return &Reports{pool: pool} }

// Span is what a question is about. Its days are the company's, kept as 00:00 UTC; both ends belong to it.
type Span struct {
	From, To   time.Time
	Department int64  // 0: all
	Project    string // key; empty: all
}

// args are what queries name: the last day ends where the next begins.
func (s Span) args() pgx.NamedArgs {
	return pgx.NamedArgs{"from": s.From, "to": s.To.AddDate(0, 0, 1), "department": s.Department, "project": s.Project}
}

// Where a span begins and ends, in SQL: at midnight where the company is.
const begin, end = `(SELECT company_midnight(@from))`, `(SELECT company_midnight(@to))`

// within keeps a query to conversations c of a span that ended in it.
const within = `c.state = 'closed' AND c.closed_at >= ` + begin + ` AND c.closed_at < ` + end + `
	AND (@department = 0 OR c.department_id = @department) AND (@project = '' OR c.project = @project)`
