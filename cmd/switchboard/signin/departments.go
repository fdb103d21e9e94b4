package signin

import (
	"context"
	"errors"
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"switchboard/routing"
)

// department is a queue as the pages show it.
type department struct {
	ID         int64
	Key        string
	Name       string
	Hours      *routing.Hours
	Assignment string
	Members    int
}

// Open tells whether somebody works there now, by its hours.
func (d department) Open() bool { return d.Hours.Open(time.Now()) }

// weekday is one day of the form.
type weekday struct{ Key, Name, Spans string }

// Week are the days of the form.
func (d department) Week() []weekday {
	week := []weekday{{Key: "mon", Name: "Monday"}, {Key: "tue", Name: "Tuesday"}, {Key: "wed", Name: "Wednesday"},
		{Key: "thu", Name: "Thursday"}, {Key: "fri", Name: "Friday"}, {Key: "sat", Name: "Saturday"}, {Key: "sun", Name: "Sunday"}}
	for i, day := range week {
		switch {
		case d.Hours != nil:
			week[i].Spans = strings.Join(d.Hours.Days[day.Key], ", ")
		case i < 5:
			week[i].Spans = "09:00-18:00"
		}
	}
	return week
}

// Holidays are the days off, as the form shows them.
func (d department) Holidays() string {
	if d.Hours == nil {
		return ""
	}
	return strings.Join(d.Hours.Holidays, ", ")
}

// Zone is the time zone, as the form shows it.
func (d department) Zone() string {
	if d.Hours == nil {
		return ""
	}
	return d.Hours.Zone
}

const selectDepartments = `
	SELECT id, key, name, hours, assignment, (SELECT count(*) FROM operator_departments od
		JOIN operators o ON o.id = od.operator_id AND o.disabled_at IS NULL WHERE od.department_id = d.id) AS members
	FROM departments d WHERE archived_at IS NULL`

func (g *Gate) departments(ctx context.Context) ([]department, error) {
	rows, err := g.pool.Query(ctx, selectDepartments+` ORDER BY name, id`)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, pgx.RowToStructByName[department])
}

func (g *Gate) departmentsPage(w http.ResponseWriter, r *http.Request) error {
	list, err := g.departments(r.Context())
	if err != nil {
		return err
	}
	g.show(w, r, "departments", "Departments", map[string]any{"List": list})
	return nil
}

func (g *Gate) newDepartmentPage(w http.ResponseWriter, r *http.Request) error {
	g.show(w, r, "department", "New department", map[string]any{"D": department{Assignment: "pull"}, "Zones": zones()})
	return nil
}

func (g *Gate) departmentPage(w http.ResponseWriter, r *http.Request) error {
	id, err := idOf(r)
	if err != nil {
		return err
	}
	rows, err := g.pool.Query(r.Context(), selectDepartments+` AND id = $1`, id)
	if err != nil {
		return err
	}
	d, err := pgx.CollectExactlyOneRow(rows, pgx.RowToStructByName[department])
	if errors.Is(err, pgx.ErrNoRows) {
		return errNone
	}
	if err != nil {
		return err
	}
	g.show(w, r, "department", d.Name, map[string]any{"D": d, "Zones": zones()})
	return nil
}

// zones are offered; any other zone may be typed.
func zones() []string {
	return []string{"Europe/Kyiv", "Europe/Warsaw", "Europe/Berlin", "Europe/London", "Europe/Lisbon", "Europe/Paris", "Europe/Madrid",
		"Europe/Rome", "Europe/Prague", "Europe/Vilnius", "Europe/Riga", "Europe/Tallinn", "Europe/Bucharest", "Europe/Chisinau",
		"Europe/Istanbul", "Asia/Tbilisi", "Asia/Almaty", "Asia/Dubai", "Asia/Kolkata", "Asia/Singapore", "America/New_York",
		"America/Chicago", "America/Denver", "America/Los_Angeles", "America/Sao_Paulo", "Australia/Sydney", "UTC"}
}

// typed reads the form.
func typed(r *http.Request) (department, error) {
	d := department{Key: strings.ToLower(line(r.PostFormValue("key"), 60)), Name: line(r.PostFormValue("name"), 100),
		Assignment: r.PostFormValue("assignment")}
	if r.PostFormValue("always") == "" {
		d.Hours = &routing.Hours{Zone: line(r.PostFormValue("zone"), 60), Days: map[string][]string{}, Holidays: separate(r.PostFormValue("holidays"))}
		for _, day := range d.Week() {
			if spans := separate(r.PostFormValue(day.Key)); len(spans) > 0 {
				d.Hours.Days[day.Key] = spans
			}
		}
	}
	switch {
	case d.Name == "":
		return d, wrong("Write a name.")
	case d.Assignment != "pull" && d.Assignment != "push":
		return d, wrong("Choose how conversations are given out.")
	}
	if err := d.Hours.Check(); err != nil {
		return d, wrong("Working hours: " + err.Error() + ".")
	}
	if d.Hours != nil && len(d.Hours.Days) == 0 {
		return d, wrong("Working hours: write hours for at least one day, or tick that it is always open.")
	}
	return d, nil
}

// separate splits a list; a dash may be typed long or with spaces around it.
func separate(s string) []string {
	return strings.FieldsFunc(dash.ReplaceAllString(line(s, 2000), "-"), func(c rune) bool { return c == ',' || c == ';' || c == ' ' })
}

var dash = regexp.MustCompile(`\s*[-–—]\s*`)

var keyShape = regexp.MustCompile(`^[a-z0-9][a-z0-9-]*$`)

func (g *Gate) createDepartment(w http.ResponseWriter, r *http.Request) error {
	u, _ := g.User(r)
	d, err := typed(r)
	if err == nil && !keyShape.MatchString(d.Key) {
		err = wrong("The key is made of small Latin letters, digits and dashes, for example sales.")
	}
	if err == nil {
		err = pgx.BeginFunc(r.Context(), g.pool, func(tx pgx.Tx) error {
			_, err := tx.Exec(r.Context(), `INSERT INTO departments (key, name, hours, assignment) VALUES ($1, $2, $3, $4)`,
				d.Key, d.Name, d.Hours, d.Assignment)
			if duplicate(err) {
				return wrong("There is, or was, a department with this key.")
			}
			if err != nil {
				return err
			}
			return record(r.Context(), tx, u.ID, "department created", map[string]any{"department": d.Key})
		})
	}
	return g.afterDepartment(w, r, d, err)
}

func (g *Gate) saveDepartment(w http.ResponseWriter, r *http.Request) error {
	u, _ := g.User(r)
	id, err := idOf(r)
	if err != nil {
		return err
	}
	if r.PostFormValue("archive") != "" {
		return g.archiveDepartment(w, r, u.ID, id)
	}
	d, err := typed(r)
	d.ID = id
	if err == nil {
		err = pgx.BeginFunc(r.Context(), g.pool, func(tx pgx.Tx) error {
			tag, err := tx.Exec(r.Context(), `UPDATE departments SET name = $2, hours = $3, assignment = $4
				WHERE id = $1 AND archived_at IS NULL`, id, d.Name, d.Hours, d.Assignment)
			if err != nil {
				return err
			}
			if tag.RowsAffected() == 0 {
				return errNone
			}
			return record(r.Context(), tx, u.ID, "department changed", map[string]any{"department": id})
		})
	}
	return g.afterDepartment(w, r, d, err)
}

func (g *Gate) afterDepartment(w http.ResponseWriter, r *http.Request, d department, err error) error {
	var p problem
	if errors.As(err, &p) && p.status == http.StatusUnprocessableEntity {
		g.show(w, r, "department", "Department", map[string]any{"D": d, "Zones": zones(), "Wrong": p})
		return nil
	}
	if err != nil {
		return err
	}
	http.Redirect(w, r, "/departments?said=saved", http.StatusSeeOther)
	return nil
}

// archiveDepartment takes a department away that nothing waits in.
func (g *Gate) archiveDepartment(w http.ResponseWriter, r *http.Request, by, id int64) error {
	err := pgx.BeginFunc(r.Context(), g.pool, func(tx pgx.Tx) error {
		tag, err := tx.Exec(r.Context(), `UPDATE departments SET archived_at = now() WHERE id = $1 AND archived_at IS NULL
			AND NOT EXISTS (SELECT FROM conversations WHERE department_id = $1 AND state <> 'closed')`, id)
		if err != nil {
			return err
		}
		if tag.RowsAffected() == 0 {
			return problem{http.StatusConflict, "The department " + strconv.FormatInt(id, 10) +
				" still has open conversations, or is gone already. Close or transfer them first."}
		}
		return record(r.Context(), tx, by, "department archived", map[string]any{"department": id})
	})
	if err != nil {
		return err
	}
	http.Redirect(w, r, "/departments?said=saved", http.StatusSeeOther)
	return nil
}
