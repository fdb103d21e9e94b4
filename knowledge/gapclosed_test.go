package knowledge_test

import (
	"errors"
	"strings"
	"testing"

	"switchboard/knowledge"
	"switchboard/migrations/pgtest"
)

// TestWhatIsClosedMeanwhileIsLeftAsItIs presses everything that a page of open gaps offers, after somebody closed the gap.
func TestWhatIsClosedMeanwhileIsLeftAsItIs(t *testing.T) {
	t.Parallel()
	ctx, pool := t.Context(), pgtest.New(t)
	s := knowledge.NewStore(pool)
	if _, err := s.SaveProject(ctx, knowledge.Project{Key: "net", Name: "Net"}); err != nil {
		t.Fatal(err)
	}
	if _, err := pool.Exec(ctx, `INSERT INTO gaps (project, lang, title) SELECT 'net', 'en', 'question ' || n FROM generate_series(1, 5) n`); err != nil {
		t.Fatal(err)
	}
	id, _, err := s.SaveVersion(ctx, knowledge.Edit{Project: "net", Key: "ring", Lang: "en", Author: "maria", Publish: true, Draft: knowledge.Draft{Title: "Rings", Body: "With a thread.", Audience: knowledge.Public}})
	if err != nil {
		t.Fatal(err)
	}
	const open, other, dismissed, written, merged = 1, 2, 3, 4, 5
	if err := errors.Join(s.DismissGap(ctx, dismissed, "eva", "not ours"), s.AnswerGap(ctx, written, id, "eva"), s.MergeGaps(ctx, merged, open)); err != nil {
		t.Fatal(err)
	}
	state := func() (all string) {
		t.Helper()
		if err := pool.QueryRow(ctx, `SELECT string_agg(g::text, '|' ORDER BY g.id) || (SELECT count(*) FROM article_versions) FROM gaps g`).Scan(&all); err != nil {
			t.Fatal(err)
		}
		return all
	}
	before := state()
	for gap, why := range map[int64]string{dismissed: "“question 3” was dismissed by eva at 2", written: "“question 4” was closed by eva at 2", merged: "gap 5 is not there any more"} {
		batch := func(do knowledge.GapAct, gaps ...int64) func() error {
			return func() error {
				_, err := s.ChangeGaps(ctx, knowledge.GapBatch{Gaps: gaps, Do: do, Assignee: "ann", Reason: "no", By: "maria"})
				return err
			}
		}
		for what, press := range map[string]func() error{
			"assigned":      func() error { return s.AssignGap(ctx, gap, "ann", "maria") },
			"dismissed":     func() error { return s.DismissGap(ctx, gap, "maria", "no") },
			"answered":      func() error { return s.AnswerGap(ctx, gap, id, "maria") },
			"merged":        func() error { return s.MergeGaps(ctx, gap, open) },
			"merged into":   func() error { return s.MergeGaps(ctx, open, gap) },
			"many assigned": batch(knowledge.GapAssign, gap), "many dismissed": batch(knowledge.GapDismiss, gap), "many merged": batch(knowledge.GapMerge, open, other, gap),
			"many merged into": batch(knowledge.GapMerge, gap, open, other),
			"written": func() error {
				_, _, err := s.SaveVersion(ctx, knowledge.Edit{Project: "net", Key: "late", Lang: "en", Author: "maria", Gap: gap, Draft: knowledge.Draft{Title: "Late", Body: "Late.", Audience: knowledge.Public}})
				return err
			},
		} {
			err := press()
			if _, ok := errors.AsType[*knowledge.ClosedGapError](err); !ok || !strings.Contains(err.Error(), why) {
				t.Errorf("gap %d is %s: %v", gap, what, err)
			}
			if now := state(); now != before {
				t.Fatalf("gap %d, %s, is changed: %s, was %s", gap, what, now, before)
			}
		}
	}
	if err := s.AssignGap(ctx, 99, "ann", "maria"); !errors.Is(err, knowledge.ErrNotFound) {
		t.Errorf("what never was: %v", err)
	}
	done, err := s.ChangeGaps(ctx, knowledge.GapBatch{Gaps: []int64{dismissed, open}, Do: knowledge.GapAssign, Assignee: "ann", By: "maria"})
	if err != nil || len(done) != 1 || done[0] != open {
		t.Errorf("of an open and a dismissed one are assigned %v, %v", done, err)
	}
}

// TestReopeningWhatIsOpenTakesNothingFromIt: a second press comes when somebody has begun to write.
func TestReopeningWhatIsOpenTakesNothingFromIt(t *testing.T) {
	t.Parallel()
	ctx, pool := t.Context(), pgtest.New(t)
	s := knowledge.NewStore(pool)
	if _, err := s.SaveProject(ctx, knowledge.Project{Key: "net", Name: "Net"}); err != nil {
		t.Fatal(err)
	}
	if _, err := pool.Exec(ctx, `INSERT INTO gaps (project, lang, title) VALUES ('net', 'en', 'rings?')`); err != nil {
		t.Fatal(err)
	}
	id, _, err := s.SaveVersion(ctx, knowledge.Edit{Project: "net", Key: "ring", Lang: "en", Author: "maria", Gap: 1, Draft: knowledge.Draft{Title: "Rings", Body: "With a thread.", Audience: knowledge.Public}})
	if err == nil {
		err = s.ReopenGap(ctx, 1)
	}
	if err != nil {
		t.Fatal(err)
	}
	if g, _, err := s.Gap(ctx, 1); err != nil || g.Article != id || g.State != "open" {
		t.Errorf("%+v, %v", g, err)
	}
}
