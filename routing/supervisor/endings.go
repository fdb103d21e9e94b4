package supervisor

import (
	"bytes"
	"cmp"
	"encoding/csv"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"switchboard/routing/report"
)

// spans are the spans that can be chosen, in days.
var spans = [...]int{7, 30, 90, 365}

const usualSpan = 30

// option is a choice of a list.
type option struct {
	Value, Name string
	Chosen      bool
}

// asked is what the form of a page asks for.
type asked struct {
	report.Span
	Days        int
	Spans       []option
	Departments []option
	Projects    []option
	Query       string // the same, for a link
}

// asked reads the form.
func (p *pages) asked(c call) (a asked, err error) {
	q := c.URL.Query()
	a.Days = usualSpan
	if v := q.Get("days"); v != "" {
		if a.Days, err = strconv.Atoi(v); err != nil || !slices.Contains(spans[:], a.Days) {
			return a, errChoice
		}
	}
	a.To = p.Router.Clock().Today()
	a.From = a.To.AddDate(0, 0, 1-a.Days)
	if v := q.Get("department"); v != "" {
		if a.Department, err = strconv.ParseInt(v, 10, 64); err != nil || a.Department < 0 {
			return a, errChoice
		}
	}
	a.Project = q.Get("project")
	for _, n := range spans {
		a.Spans = append(a.Spans, option{strconv.Itoa(n), fmt.Sprintf("the last %d days", n), n == a.Days})
	}
	departments, err := p.Router.Departments(c.Context())
	if err != nil {
		return a, err
	}
	for _, d := range departments {
		a.Departments = append(a.Departments, option{strconv.FormatInt(d.ID, 10), d.Name, d.ID == a.Department})
	}
	projects, err := p.Projects(c.Context())
	if err != nil {
		return a, err
	}
	for key, name := range projects {
		a.Projects = append(a.Projects, option{key, cmp.Or(name, key), key == a.Project})
	}
	slices.SortFunc(a.Projects, func(x, y option) int {
		return cmp.Or(strings.Compare(x.Name, y.Name), strings.Compare(x.Value, y.Value))
	})
	a.Query = url.Values{"days": {strconv.Itoa(a.Days)}, "department": {strconv.FormatInt(a.Department, 10)}, "project": {a.Project}}.Encode()
	return a, nil
}

func (p *pages) showEndings(c call) error {
	a, err := p.asked(c)
	if err != nil {
		return err
	}
	e, err := p.Reports.Endings(c.Context(), a.Span)
	if err != nil {
		return err
	}
	most := 0
	for _, d := range e.ByDay {
		most = max(most, d.All)
	}
	return p.show(c, 200, "endings", "Endings", "endings", map[string]any{"Asked": a, "Endings": e, "Most": most})
}

// takeEndings is a row for each conversation.
func (p *pages) takeEndings(c call) error {
	a, err := p.asked(c)
	if err != nil {
		return err
	}
	var b bytes.Buffer // a table that ends early must not pass for a whole one
	out := csv.NewWriter(&b)
	_ = out.Write([]string{"closed_at", "conversation", "department", "project", "channel", "language", "ending", "ended_by", "proposed", "proposed_by", "kept"})
	err = p.Reports.Ended(c.Context(), a.Span, func(e report.Ended) error {
		by, kept := "", ""
		if e.Proposed != "" {
			by, kept = "rules", strconv.FormatBool(e.Kept)
			if e.Model {
				by = "model"
			}
		}
		return out.Write([]string{e.ClosedAt.UTC().Format(time.RFC3339), strconv.FormatInt(e.ID, 10), cell(e.Department), cell(e.Project), cell(e.Account),
			cell(e.Lang), cell(e.Ending), e.By, e.Proposed, by, kept})
	})
	if err != nil {
		return err
	}
	out.Flush()
	c.w.Header().Set("Content-Type", "text/csv; charset=utf-8")
	c.w.Header().Set("Content-Disposition", `attachment; filename="endings.csv"`)
	_, _ = c.w.Write(b.Bytes()) // the reader has gone: nobody to tell
	return nil
}

// cell is a text that no spreadsheet takes for a formula.
func cell(text string) string {
	if text != "" && strings.ContainsRune("=+-@\t\r", rune(text[0])) {
		return "'" + text
	}
	return text
}
