package knowledge_test

import (
	"context"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"

	"switchboard/knowledge"
	"switchboard/migrations/pgtest"
)

// waits until somebody waits for a lock of this database, or has ended.
func waits(t *testing.T, pool *pgxpool.Pool, ended <-chan error) {
	t.Helper()
	for deadline := time.Now().Add(time.Minute); len(ended) == 0; time.Sleep(5 * time.Millisecond) {
		var n int
		if err := pool.QueryRow(t.Context(), `SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`).Scan(&n); err != nil {
			t.Fatal(err)
		}
		if n > 0 {
			return
		}
		if time.Now().After(deadline) {
			t.Fatal("nobody waits")
		}
	}
}

// TestAnAnsweredQuestionAndAnEditorWhoMergesDoNotHoldEachOther: whoever comes second waits, and what was moved leaves its new gap.
func TestAnAnsweredQuestionAndAnEditorWhoMergesDoNotHoldEachOther(t *testing.T) {
	t.Parallel()
	pool := pgtest.New(t)
	talked(t, pool, 2)
	store := knowledge.NewStore(pool)
	for i, text := range []string{"Do you deliver to Lviv on Sundays?", "Can I pay with cryptocurrency?"} {
		if _, err := store.AddUnanswered(t.Context(), []knowledge.Unanswered{{Conversation: int64(i + 1), Seq: 1, Text: text, Lang: "en", At: time.Now()}}); err != nil {
			t.Fatal(err)
		}
	}
	editor, err := pool.Begin(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = editor.Rollback(context.WithoutCancel(t.Context())) }()
	does := func(sql string) {
		t.Helper()
		if _, err := editor.Exec(t.Context(), sql); err != nil {
			t.Fatal(err)
		}
	}
	does(`SELECT pg_advisory_xact_lock(hashtextextended('knowledge gaps', 0))`) // as MergeGaps does
	does(`SELECT FROM gaps ORDER BY id FOR UPDATE`)
	ended := make(chan error, 1)
	go func() { ended <- knowledge.NoGap(t.Context(), pool, 1, 1) }()
	waits(t, pool, ended)
	does(`UPDATE gap_questions SET gap_id = (SELECT max(id) FROM gaps)`)
	does(`DELETE FROM gaps WHERE id = (SELECT min(id) FROM gaps)`)
	if err := editor.Commit(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := <-ended; err != nil {
		t.Fatal(err)
	}
	if gaps, err := store.Gaps(t.Context(), "open", "", ""); err != nil || len(gaps) != 1 || gaps[0].Count != 1 || gaps[0].Title != "Can I pay with cryptocurrency?" {
		t.Errorf("%+v, %v", gaps, err)
	}
}

// TestWhatIsAnsweredWhileItIsGatheredIsNoGap: it was read before the answer.
func TestWhatIsAnsweredWhileItIsGatheredIsNoGap(t *testing.T) {
	t.Parallel()
	pool := pgtest.New(t)
	talked(t, pool, 1)
	store := knowledge.NewStore(pool)
	ended := make(chan error, 1)
	moved, err := store.GatherGaps(t.Context(), func(context.Context, int64) ([]knowledge.Unanswered, int64, error) {
		go func() { ended <- knowledge.NoGap(t.Context(), pool, 1, 1) }()
		waits(t, pool, ended)
		return []knowledge.Unanswered{{Conversation: 1, Seq: 1, Text: "Do you deliver to Lviv on Sundays?", Lang: "en", At: time.Now()}}, 7, nil
	})
	if err != nil || !moved {
		t.Fatalf("%v, %v", moved, err)
	}
	if err := <-ended; err != nil {
		t.Fatal(err)
	}
	if gaps, err := store.Gaps(t.Context(), "open", "", ""); err != nil || len(gaps) != 0 {
		t.Errorf("%+v, %v", gaps, err)
	}
}
