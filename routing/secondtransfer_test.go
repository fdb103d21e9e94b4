package routing_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"switchboard/knowledge"
	"switchboard/routing"
)

// transfers lets new customers ask, and an operator transfer their conversations to a department. It returns what
// that taught.
func (r *rig) transfers(op int64, department, prefix string, questions ...string) (lessons []int64) {
	r.t.Helper()
	var to int64
	if err := r.pool.QueryRow(r.t.Context(), `SELECT id FROM departments WHERE key = $1`, department).Scan(&to); err != nil {
		r.t.Fatal(err)
	}
	for i, q := range questions {
		who := fmt.Sprint(prefix, i)
		r.says(who, q)
		h := r.head(who, state(routing.Queued))
		if err := r.Take(r.t.Context(), op, h.ID); err != nil {
			r.t.Fatal(err)
		}
		if err := r.Transfer(r.t.Context(), op, h.ID, routing.Target{Department: to}, ""); err != nil {
			r.t.Fatal(err)
		}
		lessons = append(lessons, r.taughtBy(h.ID))
	}
	return lessons
}

// taughtBy is the lesson that the transfer of a conversation left.
func (r *rig) taughtBy(conv int64) (id int64) {
	r.t.Helper()
	if err := r.pool.QueryRow(r.t.Context(), `SELECT id FROM department_lessons WHERE conversation_id = $1`, conv).Scan(&id); err != nil {
		r.t.Fatal(err)
	}
	return id
}

// goes asks like those who were charged twice, and returns the department that the conversation comes to.
func (r *rig) goes(who string) string {
	r.t.Helper()
	r.says(who, "hello, I was charged twice")
	return r.head(who, state(routing.Queued)).DepartmentName
}

var chargedTwice = []string{"I was charged twice for the invoice", "why was I charged twice", "I see that I was charged twice", "charged twice again, please check"}

// TestOneOperatorAloneTeachesNoDepartment: what one operator transfers counts once another one does so too, or an editor
// confirms it; it counts no more when the department is archived, and loses weight with time.
func TestOneOperatorAloneTeachesNoDepartment(t *testing.T) {
	r := newRig(t, routing.Policy{})
	sue := r.operator("sue@lumen.example", "Sue", routing.RoleOperator, "support")
	lessons := r.transfers(r.op, "sales", "a", chargedTwice...)
	if got := r.goes("first"); got != "Support" {
		t.Errorf("one operator alone: %s", got)
	}
	if err := r.JudgeTransfer(t.Context(), lessons[0], true, "eva"); err != nil {
		t.Fatal(err)
	}
	if got := r.goes("confirmed"); got != "Sales" {
		t.Errorf("an editor confirmed one: %s", got)
	}
	if err := r.ForgetTransfer(t.Context(), lessons[0], "eva"); err != nil {
		t.Fatal(err)
	}
	if got := r.goes("forgotten"); got != "Support" {
		t.Errorf("what was confirmed is forgotten: %s", got)
	}
	r.transfers(sue, "sales", "b", chargedTwice[1])
	if got := r.goes("second"); got != "Sales" {
		t.Errorf("a second operator: %s", got)
	}
	for as, want := range map[any]string{r.op: "Support", nil: "Sales"} { // both accounts are one person's, or they are not
		if err := pgx.BeginFunc(t.Context(), r.pool, func(tx pgx.Tx) error {
			if _, err := tx.Exec(t.Context(), `UPDATE operators SET same_as = $2 WHERE id = $1`, sue, as); err != nil {
				return err
			}
			return routing.OneVoice(t.Context(), tx, r.op, sue)
		}); err != nil {
			t.Fatal(err)
		}
		if got := r.goes(fmt.Sprint("same as ", as)); got != want {
			t.Errorf("of the same person as %v: %s", as, got)
		}
	}
	if _, err := r.pool.Exec(t.Context(), `UPDATE operators SET same_as = NULL`); err != nil {
		t.Fatal(err)
	}
	if err := pgx.BeginFunc(t.Context(), r.pool, func(tx pgx.Tx) error { return routing.OneVoice(t.Context(), tx, r.op, sue) }); err != nil {
		t.Fatal(err)
	}
	another := routing.New(routing.Config{Pool: r.pool})
	if list, err := another.Transfers(t.Context(), knowledge.TransferFilter{State: "learned"}); err != nil || len(list) != 4 {
		t.Errorf("%d lessons, %v", len(list), err)
	}
	var walked []int64
	for after := int64(0); ; after = walked[len(walked)-1] {
		page, err := another.Transfers(t.Context(), knowledge.TransferFilter{ByID: true, After: after, Limit: 1})
		if err != nil || len(page) == 0 {
			break
		}
		walked = append(walked, page[0].ID)
	}
	if len(walked) != 4 || !slices.IsSorted(walked) {
		t.Errorf("by id they are %v", walked)
	}
	if _, err := r.pool.Exec(t.Context(), `UPDATE department_lessons SET at = at - interval '3 years', rev = nextval('department_lessons_rev')`); err != nil {
		t.Fatal(err)
	}
	if got := r.goes("late"); got != "Support" {
		t.Errorf("three years later: %s", got)
	}
	if _, err := r.pool.Exec(t.Context(), `UPDATE department_lessons SET at = now(), rev = nextval('department_lessons_rev')`); err != nil {
		t.Fatal(err)
	}
	if got := r.goes("again"); got != "Sales" {
		t.Errorf("taught again: %s", got)
	}
	if _, err := r.pool.Exec(t.Context(), `UPDATE departments SET archived_at = now() WHERE key = 'sales'`); err != nil {
		t.Fatal(err)
	}
	if got := r.goes("archived"); got != "Support" {
		t.Errorf("archived: %s", got)
	}
}

// TestAWordIsAnEditorsByWhoTaughtIt: what an administrator transferred needs no second voice, also when he is an operator since; what an
// operator transferred needs one, also when he is an administrator since, here and elsewhere.
func TestAWordIsAnEditorsByWhoTaughtIt(t *testing.T) {
	for _, c := range []struct {
		was, is routing.Role
		want    string
	}{{routing.RoleAdministrator, routing.RoleOperator, "Sales"}, {routing.RoleOperator, routing.RoleAdministrator, "Support"}} {
		t.Run(string(c.was), func(t *testing.T) {
			r, there := newRig(t, routing.Policy{}), anotherRig(t, routing.Policy{})
			becomes := func(pool *pgxpool.Pool, role routing.Role) {
				t.Helper()
				if _, err := pool.Exec(t.Context(), `UPDATE operators SET role = $1`, role); err != nil {
					t.Fatal(err)
				}
			}
			becomes(r.pool, c.was)
			r.transfers(r.op, "sales", "a", chargedTwice...)
			becomes(r.pool, c.is)
			if err := pgx.BeginFunc(t.Context(), r.pool, func(tx pgx.Tx) error { return routing.OneVoice(t.Context(), tx, r.op) }); err != nil { // all is read anew
				t.Fatal(err)
			}
			if got := r.goes("here"); got != c.want {
				t.Errorf("here: %s", got)
			}
			file, err := routing.TransferFile(r.pool).Write(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			becomes(there.pool, c.is) // he has an account there too
			if _, err := routing.TransferFile(there.pool).Read(t.Context(), file, "root", false); err != nil {
				t.Fatal(err)
			}
			if got := there.goes("there"); got != c.want {
				t.Errorf("elsewhere: %s", got)
			}
		})
	}
}

// TestATransferIsRememberedWithoutThePerson: what is learned of a transfer is the question, not who asked it.
func TestATransferIsRememberedWithoutThePerson(t *testing.T) {
	r := newRig(t, routing.Policy{})
	r.transfers(r.op, "sales", "a", "I was charged twice for the invoice. My name is Zebulon Quirk, e-mail zeb@mail.example")
	list, err := r.Transfers(t.Context(), knowledge.TransferFilter{})
	if err != nil || len(list) != 1 || list[0].Text != "I was charged twice for the invoice." {
		t.Errorf("remembered as %+v, %v", list, err)
	}
}
