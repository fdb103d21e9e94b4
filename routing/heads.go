package routing

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
)

// Filter says which conversations are wanted.
type Filter struct {
	State      State // empty: all that are open
	Mine       bool
	Department int64  // 0: all that the operator sees
	Text       string // in the customer's name, his addresses and the messages
	Limit      int    // default 100, at most 500
}

// isSeen tells, in SQL, whether an operator may see conversation c, by the first three arguments: see seesArgs.
const isSeen = `($1 OR c.department_id IS NULL OR c.department_id = ANY($2) OR c.owner_id = $3)`

const headSQL = `
	SELECT c.id, c.subscriber_id AS subscriber, COALESCE(NULLIF(s.name, ''), NULLIF(a.name, ''), '') AS name, c.account, a.kind,
		a.value AS address, c.state, COALESCE(c.department_id, 0) AS department, COALESCE(d.name, '') AS department_name,
		COALESCE(c.owner_id, 0) AS owner, COALESCE(o.name, '') AS owner_name, c.project, c.lang, c.page, c.priority, c.urgency, c.department_why, c.intent, c.live,
		COALESCE(c.call_id, '') AS call_id, c.opened_at, c.last_in_at, c.waiting_since, c.queued_at,
		COALESCE(c.queue_reason, '') AS reason, COALESCE(c.queue_summary, '') AS summary, c.summary_model,
		c.close_summary, c.close_summary_model AS close_model, c.snoozed_until, c.closed_at,
		COALESCE(c.disposition, '') AS disposition, COALESCE(left(m.text, 200), '') AS last_text, COALESCE(m.files, '') AS last_files,
		COALESCE(m.author, '') AS last_author, c.last_seq,
		CASE WHEN c.state = 'queued' THEN (SELECT count(*) FROM conversations x WHERE x.state = 'queued'
			AND x.department_id IS NOT DISTINCT FROM c.department_id AND (x.priority > c.priority
			OR (x.priority = c.priority AND x.queued_at <= c.queued_at))) ELSE 0 END::int AS position,
		(SELECT count(*) FROM messages f WHERE f.conversation_id = c.id AND f.state = 'failed')::int AS failed,
		a.blocked_at IS NOT NULL AS blocked
	FROM conversations c JOIN addresses a ON a.id = c.address_id JOIN subscribers s ON s.id = c.subscriber_id
	LEFT JOIN departments d ON d.id = c.department_id LEFT JOIN operators o ON o.id = c.owner_id
	LEFT JOIN LATERAL (SELECT text, author, (SELECT string_agg(COALESCE(NULLIF(f.name, ''), 'file'), ', ' ORDER BY f.id) FROM files f WHERE f.message_id = messages.id AND text = '') AS files FROM messages WHERE conversation_id = c.id AND deleted_at IS NULL AND author <> 'system'
		ORDER BY seq DESC LIMIT 1) m ON true
	WHERE c.erased_at IS NULL AND ` + isSeen

type headRow struct {
	Head
	OpenedAt     time.Time
	LastInAt     *time.Time
	WaitingSince *time.Time
	QueuedAt     *time.Time
	SnoozedUntil *time.Time
	ClosedAt     *time.Time
	LastFiles    string // names of the last message's files, where it has no words
}

// said are the last words as lists show them: of files without words, a clip and their names.
func (h headRow) said() string {
	if h.LastText == "" && h.LastFiles != "" {
		return "📎 " + h.LastFiles
	}
	if h.LastAuthor == "customer" {
		return meant(h.LastText, h.Lang, h.OneWay != "")
	}
	return h.LastText
}

// Heads returns conversations as lists show them: what waits longest first; closed ones newest first.
func (r *Router) Heads(ctx context.Context, op int64, f Filter) ([]Head, error) {
	who, err := operator(ctx, r.pool, op)
	if err != nil {
		return nil, err
	}
	sql, args := headSQL, seesArgs(who)
	add := func(cond string, v any) {
		args = append(args, v)
		sql += " AND " + strings.ReplaceAll(cond, "$?", fmt.Sprintf("$%d", len(args)))
	}
	switch {
	case f.State != "":
		add(`c.state = $?`, string(f.State))
	case f.Text == "":
		sql += ` AND c.state <> 'closed'`
	}
	if f.Mine {
		sql += ` AND c.owner_id = $3`
	}
	if f.Department != 0 {
		add(`c.department_id = $?`, f.Department)
	}
	if f.Text != "" {
		add(`(s.name ILIKE $? OR a.name ILIKE $? OR a.value ILIKE $? OR c.id::text = trim(both '%#' FROM $?)
			OR EXISTS (SELECT FROM messages t WHERE t.conversation_id = c.id AND t.text ILIKE $?))`, "%"+like(f.Text)+"%")
	}
	if f.State == Closed || f.Text != "" {
		sql += ` ORDER BY COALESCE(c.closed_at, c.last_in_at, c.opened_at) DESC`
	} else {
		sql += ` ORDER BY c.priority DESC, c.waiting_since NULLS LAST, c.last_in_at DESC NULLS LAST, c.id`
	}
	if f.Limit <= 0 || f.Limit > 500 {
		f.Limit = 100
	}
	add2 := fmt.Sprintf(" LIMIT %d", f.Limit)
	return r.heads(ctx, sql+add2, args...)
}

// seesArgs are the arguments with which headSQL keeps to what an operator may see.
func seesArgs(who Operator) []any {
	return []any{who.Role == RoleSupervisor || who.Role == RoleAdministrator, who.Departments, who.ID}
}

// like escapes the wildcards of LIKE.
func like(s string) string {
	return strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`).Replace(clean(s, 200))
}

func (r *Router) heads(ctx context.Context, sql string, args ...any) ([]Head, error) {
	rows, err := r.pool.Query(ctx, sql, args...)
	if err != nil {
		return nil, fmt.Errorf("list conversations: %w", err)
	}
	list, err := pgx.CollectRows(rows, pgx.RowToStructByNameLax[headRow])
	if err != nil {
		return nil, fmt.Errorf("list conversations: %w", err)
	}
	heads := make([]Head, len(list))
	for i, row := range list {
		row.OneWay = r.oneWay[row.Account]
		h := row.Head
		h.Opened, h.LastIn, h.Waiting = row.OpenedAt, at(row.LastInAt), at(row.WaitingSince)
		h.Queued, h.SnoozedUntil, h.Closed = at(row.QueuedAt), at(row.SnoozedUntil), at(row.ClosedAt)
		h.LastText = row.said()
		heads[i] = h
	}
	return heads, nil
}

// at is a nullable time, zero for NULL.
func at(t *time.Time) time.Time {
	if t == nil {
		return time.Time{}
	}
	return *t
}

// Head returns one conversation.
func (r *Router) Head(ctx context.Context, op, conv int64) (Head, error) {
	who, err := operator(ctx, r.pool, op)
	if err != nil {
		return Head{}, err
	}
	heads, err := r.heads(ctx, headSQL+` AND c.id = $4`, append(seesArgs(who), conv)...)
	if err != nil {
		return Head{}, err
	}
	if len(heads) == 0 {
		return Head{}, ErrNotFound
	}
	return heads[0], nil
}
