package knowledge_test

import (
	"errors"
	"slices"
	"testing"
	"time"

	"switchboard/knowledge"
	"switchboard/migrations/pgtest"
)

// shelfOf is a store with an article in two languages, the second a translation, of which the first has a newer draft.
func shelfOf(t *testing.T) (s *knowledge.Store, en, uk int64) {
	t.Helper()
	s = knowledge.NewStore(pgtest.New(t))
	if _, err := s.SaveProject(t.Context(), knowledge.Project{Key: "net", Name: "Net"}); err != nil {
		t.Fatal(err)
	}
	save := func(e knowledge.Edit) int64 {
		t.Helper()
		e.Author, e.Audience, e.Owner = "maria", knowledge.Public, "Petro"
		id, _, err := s.SaveVersion(t.Context(), e)
		if err != nil {
			t.Fatal(err)
		}
		return id
	}
	en = save(knowledge.Edit{Project: "net", Key: "router", Lang: "en", Publish: true, Draft: knowledge.Draft{Title: "Router", Body: "Restart it.", Tags: []string{"old"}}})
	uk = save(knowledge.Edit{Project: "net", Key: "router", Lang: "uk", Publish: true, Draft: knowledge.Draft{Title: "Роутер", Body: "Перезапустіть."},
		Original: &knowledge.Original{Lang: "en", Version: 1}})
	return s, en, uk
}

func TestLabelsOfManyChangeAtOnceAndNothingElseDoes(t *testing.T) {
	t.Parallel()
	s, en, uk := shelfOf(t)
	d, err := s.Article(t.Context(), en)
	if err != nil {
		t.Fatal(err)
	}
	draft := d.Versions[0].Draft
	draft.Body = "Restart it twice."
	if _, _, err := s.SaveVersion(t.Context(), knowledge.Edit{Article: en, Based: 1, Draft: draft, Author: "oleh", Submit: true}); err != nil {
		t.Fatal(err)
	}
	if err := s.Doubt(t.Context(), uk, "oleh", "Is it so?"); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Teach(t.Context(), knowledge.Lesson{Key: "k", Article: en, Lang: "en", Text: "my router is slow", Solved: true, Role: "operator", Person: "operator/1", At: time.Now()}); err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(s.Vote(t.Context(), en, false), s.NoteOfReader(t.Context(), en, "Which button?")); err != nil {
		t.Fatal(err)
	}
	done, err := s.ChangeAll(t.Context(), knowledge.Batch{Articles: []int64{uk, en, en, 99999}, Do: knowledge.BatchTags, Add: []string{"router", "router"}, Drop: []string{"old"}, By: "maria"})
	if err != nil || done.Changed != 2 || len(done.Left) != 1 || done.Left[0].Article != 99999 || done.Left[0].Why != "There is no such article." {
		t.Fatalf("%+v %v", done, err)
	}
	d, err = s.Article(t.Context(), en)
	if err != nil {
		t.Fatal(err)
	}
	shown, _ := d.Version(d.Published)
	if d.Latest != 4 || d.Published != 3 || shown.Body != "Restart it." || !slices.Equal(shown.Tags, []string{"router"}) {
		t.Errorf("readers see version %d of %d: %+v", d.Published, d.Latest, shown)
	}
	if newest := d.Versions[0]; newest.Body != "Restart it twice." || !slices.Equal(newest.Tags, []string{"router"}) || d.Submitted != 4 {
		t.Errorf("the draft is %+v, version %d awaits a review", newest, d.Submitted)
	}
	other, err := s.Article(t.Context(), uk)
	if err != nil || other.Behind() || !other.Unverified || other.Latest != 2 || other.Published != 2 {
		t.Errorf("the translation is %+v, %v", other.Flow, err)
	}
	lessons, err := s.Lessons(t.Context(), knowledge.LessonFilter{Article: en})
	if err != nil || len(lessons) != 1 || lessons[0].Void {
		t.Errorf("what was learned about it: %+v, %v", lessons, err)
	}
	if say, err := s.ReadersOf(t.Context(), en); err != nil || say.NotHelped != 1 || len(say.Notes) != 1 {
		t.Errorf("what readers said of it: %+v, %v", say, err)
	}
	again, err := s.ChangeAll(t.Context(), knowledge.Batch{Articles: []int64{en, uk}, Do: knowledge.BatchTags, Add: []string{"router"}, By: "maria"})
	if err != nil || again.Same != 2 || again.Changed != 0 {
		t.Errorf("once more: %+v %v", again, err)
	}
	if ids, err := s.ArticleIDs(t.Context(), knowledge.Filter{Tag: "router", Limit: 10}); err != nil || !slices.Equal(ids, []int64{en, uk}) {
		t.Errorf("found by the tag: %v %v", ids, err)
	}
}

func TestManyAreHandedOverVerifiedPublishedTakenBackRemovedAndBroughtBack(t *testing.T) {
	t.Parallel()
	s, en, uk := shelfOf(t)
	all := []int64{en, uk}
	do := func(b knowledge.Batch) knowledge.BatchDone {
		t.Helper()
		b.Articles, b.By = all, "maria"
		done, err := s.ChangeAll(t.Context(), b)
		if err != nil {
			t.Fatal(err)
		}
		return done
	}
	read := func(id int64) knowledge.Document {
		t.Helper()
		d, err := s.Article(t.Context(), id)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	if do(knowledge.Batch{Do: knowledge.BatchOwner, Owner: "Olena"}); read(en).Owner != "Olena" || read(uk).Owner != "Olena" {
		t.Error("they are not handed over")
	}
	if do(knowledge.Batch{Do: knowledge.BatchAudience, Audience: knowledge.Internal}); read(en).Versions[0].Audience != knowledge.Internal || read(en).Published != 3 {
		t.Error("customers may still read them")
	}
	until := time.Now().UTC().AddDate(0, 6, 0)
	if do(knowledge.Batch{Do: knowledge.BatchVerify, ReviewBy: until}); read(uk).VerifiedBy != "maria" || read(uk).ReviewBy.Format(time.DateOnly) != until.Format(time.DateOnly) {
		t.Errorf("verified: %+v", read(uk).Flow)
	}
	if done := do(knowledge.Batch{Do: knowledge.BatchUnpublish}); done.Changed != 2 || read(en).Published != 0 {
		t.Errorf("taken back: %+v", done)
	}
	if done := do(knowledge.Batch{Do: knowledge.BatchVerify}); len(done.Left) != 2 || done.Left[0].Why == "" {
		t.Errorf("what readers do not see is verified: %+v", done)
	}
	if done := do(knowledge.Batch{Do: knowledge.BatchPublish}); done.Changed != 2 || read(en).Published != read(en).Latest {
		t.Errorf("published: %+v", done)
	}
	if done := do(knowledge.Batch{Do: knowledge.BatchRemove}); done.Changed != 2 || read(en).Removed.IsZero() {
		t.Errorf("removed: %+v", done)
	}
	if done := do(knowledge.Batch{Do: knowledge.BatchOwner, Owner: "x"}); len(done.Left) != 2 {
		t.Errorf("removed ones are changed: %+v", done)
	}
	if done := do(knowledge.Batch{Do: knowledge.BatchRestore}); done.Changed != 2 || !read(en).Removed.IsZero() {
		t.Errorf("brought back: %+v", done)
	}
	for _, b := range []knowledge.Batch{{Do: "odd"}, {Do: knowledge.BatchTags}, {Do: knowledge.BatchAudience, Audience: "all"}, {Do: knowledge.BatchOwner, Owner: "a\nb"}, {Do: knowledge.BatchOwner, Articles: make([]int64, 1)}} {
		if b.Articles != nil {
			for i := range knowledge.MostBatch {
				b.Articles = append(b.Articles, int64(i+1))
			}
		}
		if _, err := s.ChangeAll(t.Context(), b); err == nil {
			t.Errorf("%s with %d articles is done", b.Do, len(b.Articles))
		} else if _, ok := errors.AsType[knowledge.InvalidError](err); !ok {
			t.Errorf("%s: %v", b.Do, err)
		}
	}
}
