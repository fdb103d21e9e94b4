package knowledge_test

import (
	"errors"
	"sync"
	"testing"
	"time"

	"switchboard/knowledge"
	"switchboard/migrations/pgtest"
)

func article(t testing.TB, s *knowledge.Store, id int64) knowledge.Document {
	t.Helper()
	d, err := s.Article(ctx, id)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestADraftIsSubmittedReturnedAndPublished(t *testing.T) {
	t.Parallel()
	s := newStore(t, "net")
	e := edit("router", "Router", "Restart it.")
	e.Publish, e.Submit, e.Author, e.Comment = false, true, "oleh", "first text"
	id, _ := save(t, s, e)
	if d := article(t, s, id); d.Submitted != 1 || d.SubmittedBy != "oleh" || d.SubmittedAt.IsZero() || d.Published != 0 {
		t.Fatalf("not submitted: %+v", d.Flow)
	}
	if rows, err := s.Articles(ctx, knowledge.Filter{State: knowledge.InReview}); err != nil || len(rows) != 1 || rows[0].Submitted != 1 {
		t.Fatal(rows, err)
	}
	if err := s.Return(ctx, id, "maria", " "); err == nil {
		t.Error("returned without a word")
	}
	if err := s.Return(ctx, id, "maria", "Say how long to wait."); err != nil {
		t.Fatal(err)
	}
	if err := s.Return(ctx, id, "maria", "Again."); !errors.Is(err, knowledge.ErrNotFound) {
		t.Errorf("returned twice: %v", err)
	}
	e.Article, e.Based, e.Body = id, 1, "Restart it, wait ten seconds."
	save(t, s, e)
	if err := s.Publish(ctx, id, 2, "maria"); err != nil {
		t.Fatal(err)
	}
	d := article(t, s, id)
	if d.Submitted != 0 || d.Published != 2 || d.VerifiedBy != "maria" || d.Unverified {
		t.Errorf("after the publication: %+v", d)
	}
	steps, err := s.Steps(ctx, id)
	var got string
	for _, st := range steps {
		got += st.What + " by " + st.By + ": " + st.Note + "; "
	}
	if want := "published by maria: ; submitted by oleh: first text; returned by maria: Say how long to wait.; submitted by oleh: first text; "; got != want || err != nil {
		t.Errorf("steps: %s %v", got, err)
	}
}

func TestWhatIsPlannedIsCarriedOutOnceByWhicheverReplica(t *testing.T) {
	t.Parallel()
	pool := pgtest.New(t)
	s := knowledge.NewStore(pool)
	if _, err := s.SaveProject(ctx, knowledge.Project{Key: "net", Name: "Net"}); err != nil {
		t.Fatal(err)
	}
	e := edit("offer", "Offer", "Half price.")
	e.Publish = false
	id, _ := save(t, s, e)
	soon := time.Now().Add(time.Hour)
	for name, p := range map[string]knowledge.Plan{
		"the past":           {Version: 1, From: time.Now().Add(-time.Minute)},
		"an end in the past": {Until: time.Now().Add(-time.Minute)},
		"an end too early":   {Version: 1, From: soon.Add(time.Hour), Until: soon},
		"no version":         {From: soon},
		"no such version":    {Version: 7, From: soon},
	} {
		if err := s.Plan(ctx, id, p, "maria"); err == nil {
			t.Errorf("%s is planned", name)
		}
	}
	if err := s.Plan(ctx, id, knowledge.Plan{Version: 1, From: soon, Until: soon.Add(time.Hour)}, "maria"); err != nil {
		t.Fatal(err)
	}
	if d, err := s.NextDue(ctx, 2*time.Hour); err != nil || d < 50*time.Minute || d > time.Hour {
		t.Errorf("due in %v, %v", d, err)
	}
	if n, err := s.CarryOut(ctx); n != 0 || err != nil {
		t.Fatalf("an hour too early: %d %v", n, err)
	}
	due := func(column string) (done int) {
		t.Helper()
		if _, err := pool.Exec(ctx, `UPDATE articles SET `+column+` = now() - interval '1 second'`); err != nil {
			t.Fatal(err)
		}
		var mu sync.Mutex
		var all sync.WaitGroup
		for range 4 {
			all.Go(func() {
				n, err := s.CarryOut(ctx)
				mu.Lock()
				defer mu.Unlock()
				if done += n; err != nil {
					t.Error(err)
				}
			})
		}
		all.Wait()
		return done
	}
	if n := due("publish_at"); n != 1 || article(t, s, id).Published != 1 {
		t.Fatalf("published %d times: %+v", n, article(t, s, id))
	}
	if titles, _, _ := changes(t, s, 0); titles != "Offer;" {
		t.Errorf("readers see %q", titles)
	}
	if n := due("expire_at"); n != 1 || article(t, s, id).Published != 0 || !article(t, s, id).ExpireAt.IsZero() {
		t.Fatalf("expired %d times: %+v", n, article(t, s, id))
	}
	if titles, gone, _ := changes(t, s, 0); titles != "" || len(gone) != 1 {
		t.Errorf("readers still see %q", titles)
	}
}

func TestAPlanOutlivesAFixThatIsPublishedBefore(t *testing.T) {
	t.Parallel()
	s := newStore(t, "net")
	id, _ := save(t, s, edit("price", "Price", "It is 10."))
	next := edit("price", "Price", "It is 12.")
	next.Article, next.Based, next.Publish = id, 1, false
	save(t, s, next)
	if err := s.Plan(ctx, id, knowledge.Plan{Version: 2, From: time.Now().Add(time.Hour)}, "maria"); err != nil {
		t.Fatal(err)
	}
	if err := s.Publish(ctx, id, 1, "maria"); err != nil {
		t.Fatal(err)
	}
	if d := article(t, s, id); d.PublishVersion != 2 {
		t.Errorf("the plan for version 2 is gone: %+v", d.Flow)
	}
	if err := s.Publish(ctx, id, 2, "maria"); err != nil {
		t.Fatal(err)
	}
	if d := article(t, s, id); d.PublishVersion != 0 || !d.PublishAt.IsZero() {
		t.Errorf("the plan for version 2 stands: %+v", d.Flow)
	}
}

func TestDoubtsNameWhatMustNotBeAnsweredUnseen(t *testing.T) {
	t.Parallel()
	pool := pgtest.New(t)
	s := knowledge.NewStore(pool)
	if _, err := s.SaveProject(ctx, knowledge.Project{Key: "net", Name: "Net"}); err != nil {
		t.Fatal(err)
	}
	fine, _ := save(t, s, edit("fine", "Fine", "x"))
	doubted, _ := save(t, s, edit("doubted", "Doubted", "x"))
	stale, _ := save(t, s, edit("stale", "Stale", "x"))
	back, _ := save(t, s, edit("back", "Back", "x"))
	if err := s.Doubt(ctx, doubted, "oleh", "The price?"); err != nil {
		t.Fatal(err)
	}
	if _, err := pool.Exec(ctx, `UPDATE articles SET review_by = '2020-05-03' WHERE id = $1`, stale); err != nil {
		t.Fatal(err)
	}
	if err := s.Unpublish(ctx, back, "maria"); err != nil {
		t.Fatal(err)
	}
	got, err := s.Doubts(ctx, []int64{fine, doubted, stale, back, 999})
	if err != nil || len(got) != 3 || got[doubted] != "not verified" || got[stale] != "review overdue since 3 May 2020" || got[back] != "taken back from readers" {
		t.Errorf("%v, %v", got, err)
	}
	for state, id := range map[knowledge.State]int64{knowledge.Unverified: doubted, knowledge.Stale: stale} {
		if rows, err := s.Articles(ctx, knowledge.Filter{State: state}); err != nil || len(rows) != 1 || rows[0].ID != id {
			t.Errorf("%s: %v %v", state, rows, err)
		}
	}
	for _, id := range []int64{doubted, stale} {
		if err := s.Verify(ctx, id, "maria", time.Now().AddDate(0, 6, 0)); err != nil {
			t.Fatal(err)
		}
	}
	if got, err := s.Doubts(ctx, []int64{fine, doubted, stale}); err != nil || len(got) != 0 {
		t.Errorf("after verifying: %v, %v", got, err)
	}
	if err := s.Verify(ctx, fine, "maria", time.Now().AddDate(0, 0, -5)); err == nil {
		t.Error("a review in the past is taken")
	}
}

func TestATranslationFallsBehindWithItsOriginal(t *testing.T) {
	t.Parallel()
	s := newStore(t, "net")
	en, _ := save(t, s, edit("router", "Router", "Restart it."))
	uk := edit("router", "Роутер", "Перезапустіть.")
	uk.Lang, uk.Original = "uk", &knowledge.Original{Lang: "en", Version: 1}
	id, _ := save(t, s, uk)
	if d := article(t, s, id); d.Behind() || d.Translates != "en" {
		t.Fatalf("%+v", d.Flow)
	}
	next := edit("router", "Router", "Restart it twice.")
	next.Article, next.Based = en, 1
	save(t, s, next)
	if d := article(t, s, id); !d.Behind() || d.Flow.Original != 2 {
		t.Errorf("it is not behind: %+v", d.Flow)
	}
	if rows, err := s.Articles(ctx, knowledge.Filter{State: knowledge.Behind}); err != nil || len(rows) != 1 || rows[0].ID != id || !rows[0].Behind() {
		t.Errorf("%v %v", rows, err)
	}
	behind := func(what string, want bool) {
		t.Helper()
		rows, err := s.Articles(ctx, knowledge.Filter{State: knowledge.Behind})
		todo, err2 := s.Todo(ctx)
		if is := article(t, s, id).Behind(); err != nil || err2 != nil || is != want || (len(rows) == 1) != want || (todo.Behind == 1) != want {
			t.Errorf("%s: behind %t, in the list %d, counted %d, %v, %v", what, is, len(rows), todo.Behind, err, err2)
		}
	}
	if _, err := s.Restore(ctx, en, 1, "maria"); err != nil {
		t.Fatal(err)
	}
	behind("put back, and not published yet", true)
	if err := s.Publish(ctx, en, 3, "maria"); err != nil {
		t.Fatal(err)
	}
	behind("put back", false)
	next.Based, next.Tags, next.Body = 3, []string{"router"}, "Restart it."
	save(t, s, next)
	behind("another tag", false)
	next.Based, next.Questions = 4, []string{"how do i restart it"}
	save(t, s, next)
	behind("another question", true)
	uk.Article, uk.Based, uk.Original.Version = id, 1, 5
	save(t, s, uk)
	behind("it follows", false)
}

func TestTheOwnerBelongsToTheVersion(t *testing.T) {
	t.Parallel()
	s := newStore(t, "net")
	e := edit("router", "Router", "Restart it.")
	e.Owner = "maria"
	id, _ := save(t, s, e)
	e.Article, e.Based, e.Owner = id, 1, "oleh"
	if _, n := save(t, s, e); n != 2 {
		t.Errorf("a new owner is version %d", n)
	}
	if _, err := s.Restore(ctx, id, 1, "petro"); err != nil {
		t.Fatal(err)
	}
	if d := article(t, s, id); d.Owner != "maria" || d.Versions[1].Owner != "oleh" {
		t.Errorf("%+v", d)
	}
}
