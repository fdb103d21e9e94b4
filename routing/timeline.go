package routing

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/jackc/pgx/v5"

	"switchboard/assist"
	"switchboard/knowledge"
)

const timelineSQL = `
	SELECT t.*, (SELECT lang FROM conversations WHERE id = $1) FROM (
		SELECT m.seq, 'message' AS sort, m.id, m.author, COALESCE(o.display_name, '') AS operator, m.kind, m.text, m.quote,
			m.choices, m.sources, m.reaction, m.state, COALESCE(m.error, '') AS error, m.edited_at IS NOT NULL AS edited,
			m.deleted_at IS NOT NULL AS deleted,
			(SELECT bool_and(s.helped) FROM suggestions s WHERE s.message_id = m.id) AS helped, m.data, m.at,
			(SELECT jsonb_agg(jsonb_build_object('ID', f.id, 'Name', f.name, 'Type', f.type, 'Size', f.size, 'Sort', f.sort,
				'Caption', f.caption, 'Duration', f.duration_ms * 1000000, 'Error', COALESCE(f.error, '')) ORDER BY f.id)
				FROM files f WHERE f.message_id = m.id) AS files
		FROM messages m LEFT JOIN operators o ON o.id = m.operator_id
		WHERE m.conversation_id = $1 AND m.seq > $2
		UNION ALL
		SELECT n.seq, 'note', n.id, 'operator', COALESCE(o.name, n.author), '', n.text, '', NULL, NULL, '', '', '',
			n.edited_at IS NOT NULL, n.deleted_at IS NOT NULL, NULL, NULL, n.at, NULL
		FROM notes n LEFT JOIN operators o ON o.id = n.operator_id WHERE n.conversation_id = $1 AND n.seq > $2
		UNION ALL
		SELECT e.seq, 'event', e.id, e.actor, COALESCE(o.name, ''), e.what, e.why, '', NULL, NULL, '', '', '', false, false, NULL,
			e.data, e.at, NULL
		FROM events e LEFT JOIN operators o ON o.id = e.operator_id WHERE e.conversation_id = $1 AND e.seq > $2
	) t ORDER BY seq LIMIT 2000`

// Timeline returns the conversation's lines after a place, in order: messages, notes and events. A call's are in the order in which
// they were said.
func (r *Router) Timeline(ctx context.Context, op, conv, after int64) ([]Item, error) {
	if _, err := r.Head(ctx, op, conv); err != nil {
		return nil, err
	}
	return r.timeline(ctx, conv, after)
}

func (r *Router) timeline(ctx context.Context, conv, after int64) ([]Item, error) {
	rows, err := r.pool.Query(ctx, timelineSQL, conv, after)
	if err != nil {
		return nil, fmt.Errorf("read conversation %d: %w", conv, err)
	}
	items, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (it Item, err error) {
		var sources, files, data []byte
		var lang string
		err = row.Scan(&it.Seq, &it.Sort, &it.ID, &it.Author, &it.Operator, &it.Kind, &it.Text, &it.Quote, &it.Choices,
			&sources, &it.Reaction, &it.State, &it.Error, &it.Edited, &it.Deleted, &it.Helped, &data, &it.At, &files, &lang)
		if err != nil {
			return it, err
		}
		for _, part := range []struct {
			from []byte
			to   any
		}{{sources, &it.Sources}, {files, &it.Files}, {data, &it.Data}} {
			if part.from == nil {
				continue
			}
			if err := json.Unmarshal(part.from, part.to); err != nil {
				return it, err
			}
		}
		it.Partial, _ = it.Data["partial"].(bool)
		if it.Sort == "message" && it.Author == "customer" && !it.Deleted {
			if said := meant(it.Text, lang, it.Kind == "speech" || it.Kind == "press"); said != it.Text {
				it.Meant = said
			}
		}
		return it, nil
	})
	if err != nil {
		return nil, fmt.Errorf("read conversation %d: %w", conv, err)
	}
	return asSpoken(items, (*Item).begins, func(it *Item) { it.Late = true }), nil
}

// Drafts returns the suggestions on offer, best first, the one that a model writes, has written or could not write beside the best.
func (r *Router) Drafts(ctx context.Context, op, conv int64) ([]Draft, error) {
	if _, err := r.Head(ctx, op, conv); err != nil {
		return nil, err
	}
	return r.drafts(ctx, conv, `state IN ('offered', 'writing', 'unwritten')`)
}

func (r *Router) drafts(ctx context.Context, conv int64, cond string) ([]Draft, error) {
	rows, err := r.pool.Query(ctx, `
		SELECT id, for_seq, rank, text, lang, score, sources, state, earlier, alone, verdict = 'denies', model, part, trouble, again, at, state = 'withdrawn' AND COALESCE(reason, '') = $2,
			`+isUndoable+`,
			ARRAY(SELECT (s->>'article')::bigint FROM jsonb_array_elements(g.sources) s WHERE `+knowledge.OpenReport("(s->>'article')::bigint", "(s->>'version')::int")+`)
		FROM suggestions g WHERE conversation_id = $1 AND (`+cond+`) ORDER BY for_seq DESC, CASE WHEN model THEN 0.5 ELSE rank END LIMIT 10`, conv, articleChanged)
	if err != nil {
		return nil, fmt.Errorf("read the drafts of conversation %d: %w", conv, err)
	}
	var outdated []int64 // articles that were reported as wrong when a draft was made
	drafts, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (d Draft, err error) {
		var sources []assist.Source
		var wrong []int64 // since the draft was made
		err = row.Scan(&d.ID, &d.ForSeq, &d.Rank, &d.Text, &d.Lang, &d.Score, &sources, &d.State, &d.Like, &d.Alone, &d.Denied, &d.Model, &d.Part, &d.Trouble, &d.Again, &d.At, &d.Outdated, &d.Undoable, &wrong)
		for i := range sources {
			switch {
			case slices.Contains(wrong, sources[i].Article):
				sources[i].Doubt = knowledge.ReportedWrong
			case sources[i].Doubt == knowledge.ReportedWrong:
				outdated = append(outdated, sources[i].Article)
			}
		}
		d.Sources, d.Public = sources, !internal(sources)
		return d, err
	})
	if err == nil {
		err = r.doubtAnew(ctx, drafts, outdated)
	}
	if err != nil {
		return nil, fmt.Errorf("read the drafts of conversation %d: %w", conv, err)
	}
	return drafts, nil
}

// doubtAnew marks the sources of drafts that were made while a report was open, which is answered since, as their articles are now.
func (r *Router) doubtAnew(ctx context.Context, drafts []Draft, outdated []int64) error {
	if len(outdated) == 0 {
		return nil
	}
	doubts, err := knowledge.NewStore(r.pool).Doubts(ctx, outdated)
	if err != nil {
		return err
	}
	for _, d := range drafts {
		for i, s := range d.Sources {
			if slices.Contains(outdated, s.Article) && s.Doubt == knowledge.ReportedWrong {
				d.Sources[i].Doubt = doubts[s.Article]
			}
		}
	}
	return nil
}

// Updates returns what may have changed, for a desk: merged and lossy, so read again on each. stop must be called.
func (r *Router) Updates(int64) (updates <-chan Update, stop func()) { return r.bus.watchDesk() }
