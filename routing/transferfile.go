package routing

import (
	"bytes"
	"context"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"switchboard/knowledge"
)

// transferLine is what a transfer taught, in the file of an exported knowledge base. The operator is named by his address;
// the conversation stays behind.
type transferLine struct {
	Key        string    `json:"key"`
	Department string    `json:"department"` // key
	Question   string    `json:"question"`   // masked
	Lang       string    `json:"lang,omitempty"`
	State      string    `json:"state"`
	Weight     int       `json:"weight"`
	Operator   string    `json:"operator"`
	Role       string    `json:"role,omitempty"` // his when he taught it: what editors and administrators say needs no second voice
	Judge      string    `json:"judge,omitempty"`
	At         time.Time `json:"at"`
}

// maxTransferFile is the longest such file in bytes, maxTransferred the longest question of it.
const (
	maxTransferFile = 256 << 20
	maxTransferred  = 64 << 10
)

var keyForm = regexp.MustCompile(`^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$`)

// check says what is wrong with a line; empty: nothing.
func (l *transferLine) check() string {
	l.Question, l.Operator = knowledge.MaskPerson(l.Question), strings.ToLower(strings.TrimSpace(l.Operator))
	switch {
	case !keyForm.MatchString(l.Key):
		return fmt.Sprintf("key %q is none, for example: 9b2e4f0a-6c1d-4e57-9c55-0a3f1c9d7e21", l.Key)
	case l.Question == "" || len(l.Question) > maxTransferred || strings.ContainsRune(l.Question+l.Department+l.Lang+l.Operator+l.Judge, 0):
		return "question is missing, too long, or has a character that no text has"
	case l.Department == "" || len(l.Department) > 100 || len(l.Lang) > 35 || len(l.Judge) > 300:
		return "department is missing, or a field is too long"
	case !strings.Contains(l.Operator, "@") || len(l.Operator) > 300:
		return fmt.Sprintf("operator %q is no address, for example: maria@example.com", l.Operator)
	case !slices.Contains([]string{"learned", "quarantined", "rejected"}, l.State):
		return fmt.Sprintf("state %q is none of learned, quarantined, rejected", l.State)
	case !slices.Contains([]Role{"", RoleOperator, RoleEditor, RoleSupervisor, RoleAdministrator}, Role(l.Role)):
		return fmt.Sprintf("role %q is none", l.Role)
	case l.Weight < 0 || l.Weight > 1000 || l.Weight > 0 && l.State != "learned":
		return fmt.Sprintf("weight %d does not fit the state %s", l.Weight, l.State)
	case l.At.Year() < 1 || l.At.Year() > 9999 || l.At.IsZero():
		return "at is missing, or no time, for example: 2026-01-31T09:30:00Z"
	}
	return ""
}

// TransferFile is the file of an exported knowledge base that has what transfers taught about departments. What was
// forgotten is not in it. A lesson that is known is passed over; one of an operator who has no account here is his once he
// has one, and counts as another person's until then.
func TransferFile(pool *pgxpool.Pool) knowledge.Extra {
	return knowledge.Extra{Name: "transfers.jsonl", Most: maxTransferFile, Clears: true,
		Write: func(ctx context.Context) ([]byte, error) {
			lines, err := transferLines(ctx, pool)
			if err != nil || len(lines) == 0 {
				return nil, err
			}
			return knowledge.Lines(lines)
		},
		Read: func(ctx context.Context, file []byte, _ string, dry bool) (taken knowledge.Taken, err error) {
			rows, _ := pool.Query(ctx, `SELECT key::text FROM department_lessons`)
			known, err := pgx.CollectRows(rows, pgx.RowTo[string])
			if err != nil {
				return taken, fmt.Errorf("read which transfers are known: %w", err)
			}
			erased, err := erasedTransfers(ctx, pool)
			if err != nil {
				return taken, err
			}
			seen := make(map[string]bool, len(known))
			for _, key := range known {
				seen[key] = true
			}
			var lines []transferLine
			var wrong knowledge.LineErrors
			bad := func(n int, problem string) {
				wrong = append(wrong, knowledge.BadFile{Line: n, Problem: problem})
			}
			knowledge.ReadLines(bytes.NewReader(file), func(n int, l transferLine) {
				if problem := l.check(); problem != "" {
					bad(n, problem)
				} else if erased[l.Key] {
					taken.LeftOut++
				} else if !seen[l.Key] {
					seen[l.Key] = true
					lines = append(lines, l)
				}
			}, bad)
			taken.Changed = len(lines) > 0
			if !dry && len(lines) > 0 {
				if err := addTransfers(ctx, pool, lines); err != nil {
					return taken, err
				}
			}
			if len(wrong) > 0 {
				return taken, wrong
			}
			return taken, nil
		}, Erase: eraseTransfers}
}

// nameErasedTransfers keeps the names of the lines that a folder has of what transfers of conversations taught, before they are
// erased.
func nameErasedTransfers(ctx context.Context, tx pgx.Tx, convs []int64) error {
	_, err := tx.Exec(ctx, `INSERT INTO erased_lines (key) SELECT key FROM department_lessons WHERE conversation_id = ANY ($1) AND text <> '' ON CONFLICT DO NOTHING`, convs)
	if err != nil {
		return fmt.Errorf("note what transfers of %d conversations taught: %w", len(convs), err)
	}
	return nil
}

// erasedTransfers are the names of lines that were erased with a customer.
func erasedTransfers(ctx context.Context, q querier) (map[string]bool, error) {
	rows, err := q.Query(ctx, `SELECT key::text FROM erased_lines WHERE NOT here`)
	if err != nil {
		return nil, fmt.Errorf("read what was erased: %w", err)
	}
	names, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		return nil, fmt.Errorf("read what was erased: %w", err)
	}
	erased := make(map[string]bool, len(names))
	for _, name := range names {
		erased[name] = true
	}
	return erased, nil
}

// eraseTransfers forgets what transfers taught by words that were erased elsewhere.
func eraseTransfers(ctx context.Context, tx pgx.Tx, names [][16]byte) error {
	if err := lessonsInOrder(ctx, tx); err != nil {
		return err
	}
	_, err := tx.Exec(ctx, `UPDATE department_lessons SET text = '', state = 'rejected', weight = 0, rev = nextval('department_lessons_rev') WHERE key = ANY ($1) AND text <> ''`, names)
	if err != nil {
		return fmt.Errorf("forget what %d transfers taught: %w", len(names), err)
	}
	return nil
}

func transferLines(ctx context.Context, q querier) ([]transferLine, error) {
	rows, err := q.Query(ctx, `
		SELECT l.key::text, l.department, l.text, l.lang, l.state, l.weight, COALESCE(o.email, l.operator), l.role, l.judge, l.at
		FROM department_lessons l LEFT JOIN operators o ON o.id = l.operator_id WHERE l.text <> '' ORDER BY l.at, l.key`)
	if err != nil {
		return nil, fmt.Errorf("read what transfers taught: %w", err)
	}
	lines, err := pgx.CollectRows(rows, pgx.RowToStructByPos[transferLine])
	if err != nil {
		return nil, fmt.Errorf("read what transfers taught: %w", err)
	}
	for i := range lines {
		lines[i].At = lines[i].At.UTC()
	}
	return lines, nil
}

// addTransfers stores lessons that came with a folder, which every process reads before it guesses next.
func addTransfers(ctx context.Context, pool *pgxpool.Pool, lines []transferLine) error {
	err := pgx.BeginFunc(ctx, pool, func(tx pgx.Tx) error {
		if err := lessonsInOrder(ctx, tx); err != nil {
			return err
		}
		b := &pgx.Batch{}
		for _, l := range lines {
			b.Queue(`
				INSERT INTO department_lessons (key, department, text, lang, state, weight, operator_id, operator, role, judge, at, rev)
				SELECT $1::text::uuid, $2, $3, $4, $5, $6, o.id, CASE WHEN o.id IS NULL THEN x.email ELSE '' END, COALESCE(NULLIF($8, ''), o.role, ''), $9, $10,
					nextval('department_lessons_rev')
				FROM (SELECT $7::text AS email) x LEFT JOIN operators o ON o.email = x.email ON CONFLICT DO NOTHING`,
				l.Key, l.Department, l.Question, l.Lang, l.State, l.Weight, l.Operator, l.Role, l.Judge, l.At)
		}
		return tx.SendBatch(ctx, b).Close()
	})
	if err != nil {
		return fmt.Errorf("store what %d transfers taught: %w", len(lines), err)
	}
	return nil
}
