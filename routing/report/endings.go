package report

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"
)

// Closed counts conversations that ended, and what became of what was proposed to the operators who ended them.
type Closed struct {
	All       int
	Operators int // ended by an operator
	Customers int // by the customer, who said that it helped
	Silence   int // by itself: nothing more was asked
	Proposed  int // an ending was proposed to the operator
	Kept      int // and he kept it
}

// Share is how much of what was proposed was kept, between 0 and 1; ok is false where nothing was proposed.
func (c Closed) Share() (share float64, ok bool) {
	if c.Proposed == 0 {
		return 0, false
	}
	return float64(c.Kept) / float64(c.Proposed), true
}

// Group is what is counted of one ending, department, project or day.
type Group struct {
	Name string // empty: none
	Day  time.Time
	Closed
}

// Proposed is what became of one ending where it was proposed.
type Proposed struct {
	End     string
	Model   bool // a model read it from the talk; else rules
	All     int
	Kept    int
	Instead []Instead // what operators chose, the commonest first
}

// Instead is an ending that operators chose in the place of another.
type Instead struct {
	End string
	All int
}

// Endings is how conversations ended.
type Endings struct {
	Sum          Closed
	ByEnd        []Group
	ByDepartment []Group
	ByProject    []Group
	ByDay        []Group // newest first, without gaps
	Proposals    []Proposed
}

// endedSQL is a row for each conversation that ended, with what was proposed to whoever ended it last.
const endedSQL = `
	SELECT c.id, c.closed_at, COALESCE(c.disposition, '') AS ending, COALESCE(d.name, '') AS department, COALESCE(NULLIF(p.name, ''), c.project) AS project, c.account, c.lang,
		CASE WHEN c.closed_by IS NOT NULL THEN 'operator' WHEN c.disposition = 'solved' THEN 'customer' ELSE 'silence' END AS by,
		COALESCE(x.proposed, '') AS proposed, COALESCE(x.evidence LIKE 'model: %', false) AS model, COALESCE(x.proposed = x.chosen, false) AS kept
	FROM conversations c LEFT JOIN departments d ON d.id = c.department_id LEFT JOIN projects p ON p.key = c.project
	LEFT JOIN LATERAL (SELECT proposed, chosen, evidence FROM closings WHERE conversation_id = c.id AND c.closed_by IS NOT NULL AND at >= c.closed_at - interval '1 minute'
		ORDER BY id DESC LIMIT 1) x ON true
	WHERE ` + within

// Ended is one conversation that ended.
type Ended struct {
	ID         int64
	ClosedAt   time.Time
	Ending     string
	Department string
	Project    string
	Account    string
	Lang       string
	By         string // operator, customer, silence
	Proposed   string // empty: nothing was
	Model      bool   // proposed by a model
	Kept       bool
}

// Ended calls f with each conversation that ended, newest first.
func (r *Reports) Ended(ctx context.Context, s Span, f func(Ended) error) error {
	rows, _ := r.pool.Query(ctx, endedSQL+` ORDER BY c.closed_at DESC, c.id DESC`, s.args())
	defer rows.Close()
	for rows.Next() {
		e, err := pgx.RowToStructByName[Ended](rows)
		if err != nil {
			return fmt.Errorf("read how a conversation ended: %w", err)
		}
		if err := f(e); err != nil {
			return err
		}
	}
	if err := rows.Err(); err != nil {
		return fmt.Errorf("read how conversations ended: %w", err)
	}
	return nil
}

// countsSQL is what is counted of the rows of endedSQL.
const countsSQL = `count(*), count(*) FILTER (WHERE by = 'operator'), count(*) FILTER (WHERE by = 'customer'), count(*) FILTER (WHERE by = 'silence'),
	count(*) FILTER (WHERE proposed <> ''), count(*) FILTER (WHERE kept)`

// mostGroups is how many departments, projects or endings are told apart, the commonest.
const mostGroups = 200

// Endings counts how conversations ended.
func (r *Reports) Endings(ctx context.Context, s Span) (out Endings, err error) {
	rows, _ := r.pool.Query(ctx, `
		SELECT CASE 0 WHEN grouping(ending) THEN 'ending' WHEN grouping(department) THEN 'department' WHEN grouping(project) THEN 'project'
				WHEN grouping(day) THEN 'day' ELSE '' END,
			COALESCE(ending, department, project, ''), COALESCE(day, 'epoch'::date), `+countsSQL+`
		FROM (SELECT *, (closed_at AT TIME ZONE (SELECT company_zone()))::date AS day FROM (`+endedSQL+`) AS ended) AS ended
		GROUP BY GROUPING SETS ((ending), (department), (project), (day), ()) ORDER BY 4 DESC, 2`, s.args())
	groups := map[string]*[]Group{"ending": &out.ByEnd, "department": &out.ByDepartment, "project": &out.ByProject}
	days := map[time.Time]Closed{}
	var by, name string
	var day time.Time
	var c Closed
	_, err = pgx.ForEachRow(rows, []any{&by, &name, &day, &c.All, &c.Operators, &c.Customers, &c.Silence, &c.Proposed, &c.Kept}, func() error {
		switch to := groups[by]; {
		case by == "":
			out.Sum = c
		case by == "day":
			days[day] = c
		case len(*to) < mostGroups:
			*to = append(*to, Group{Name: name, Closed: c})
		}
		return nil
	})
	if err != nil {
		return out, fmt.Errorf("count how conversations ended: %w", err)
	}
	for at := s.To; !at.Before(s.From); at = at.AddDate(0, 0, -1) {
		out.ByDay = append(out.ByDay, Group{Day: at, Closed: days[at]})
	}
	out.Proposals, err = r.proposals(ctx, s)
	return out, err
}

// proposals counts every proposal by itself: who reopens a conversation and ends it again is asked again.
func (r *Reports) proposals(ctx context.Context, s Span) (out []Proposed, err error) {
	rows, _ := r.pool.Query(ctx, `
		SELECT x.proposed, x.evidence LIKE 'model: %', x.chosen, count(*) FROM closings x JOIN conversations c ON c.id = x.conversation_id
		WHERE x.at >= `+begin+` AND x.at < `+end+` AND (@department = 0 OR c.department_id = @department) AND (@project = '' OR c.project = @project)
		GROUP BY 1, 2, 3 ORDER BY 4 DESC, 3`, s.args())
	var end, chosen string
	var model bool
	var n int
	_, err = pgx.ForEachRow(rows, []any{&end, &model, &chosen, &n}, func() error {
		i := slices.IndexFunc(out, func(p Proposed) bool { return p.End == end && p.Model == model })
		if i < 0 {
			i, out = len(out), append(out, Proposed{End: end, Model: model})
		}
		p := &out[i]
		p.All += n
		switch {
		case chosen == end:
			p.Kept += n
		case len(p.Instead) < 3:
			p.Instead = append(p.Instead, Instead{chosen, n})
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("count what became of proposed endings: %w", err)
	}
	slices.SortStableFunc(out, func(a, b Proposed) int { return b.All - a.All })
	return out, nil
}
