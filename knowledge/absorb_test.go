package knowledge_test

import (
	"errors"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"switchboard/knowledge"
)

// taughtStore is a store with what is taught in a test.
type taughtStore struct {
	testing.TB
	*knowledge.Store
	n int
}

func (s *taughtStore) teach(article int64, text, role, person string) {
	s.Helper()
	s.n++
	l := knowledge.Lesson{Key: fmt.Sprint("l", s.n), Article: article, Lang: "en", Text: text, Solved: true, Role: role, Person: person, At: time.Now()}
	if state, err := s.Teach(ctx, l); err != nil || state == "" {
		s.Fatalf("%q, %v", state, err)
	}
}

// heard is what the indexes learn of an article, with weights to a hundredth; nil: readers do not see it.
func (s *taughtStore) heard(id int64) map[string]string {
	s.Helper()
	articles, _, _, err := s.Changes(ctx, 0)
	if err != nil {
		s.Fatal(err)
	}
	for _, a := range articles {
		if a.ID == id {
			out := map[string]string{}
			for _, r := range a.Remembered {
				out[r.Text] = fmt.Sprintf("%.2f of %d, alone %.2f", r.Weight, r.Count, r.Seconded)
			}
			return out
		}
	}
	return nil
}

func (s *taughtStore) hears(what string, id int64, want map[string]string) {
	s.Helper()
	if got := s.heard(id); !maps.Equal(got, want) {
		s.Errorf("%s: %v, not %v", what, got, want)
	}
}

func (s *taughtStore) merge(into int64, based int, body string, other int64) {
	s.Helper()
	e := edit("", "Paying by card", body)
	e.Article, e.Based, e.Merges = into, based, other
	save(s, s.Store, e)
}

func TestWhatWasLearnedFollowsAMergeAndComesBack(t *testing.T) {
	t.Parallel()
	s := &taughtStore{TB: t, Store: newStore(t, "net")}
	stays, _ := save(t, s.Store, edit("card", "Paying by card", "The fee is 10."))
	goes, _ := save(t, s.Store, edit("banks", "Which banks", "All banks."))
	s.teach(stays, "card fee", "operator", "operator/1")
	s.teach(goes, "is my bank taken", "operator", "operator/1")
	s.teach(goes, "is my bank taken", "operator", "operator/2")
	s.teach(goes, "card fee", "operator", "operator/1") // he said so of both: it counts once
	s.teach(goes, "foreign bank", "customer", "customer/1")
	of, own := s.heard(goes), s.heard(stays)
	if n, err := s.Following(ctx, goes); err != nil || n != 4 {
		t.Errorf("%d follow, %v", n, err)
	}
	before, err := s.Rev(ctx)
	if err != nil {
		t.Fatal(err)
	}
	s.merge(stays, 1, "The fee is 10. All banks.", goes)
	both := map[string]string{"card fee": own["card fee"], "is my bank taken": of["is my bank taken"], "foreign bank": of["foreign bank"]}
	s.hears("the merged article", stays, both)
	if titles, gone, _ := changes(t, s.Store, before); titles != "Paying by card;" || len(gone) != 1 || gone[0] != goes {
		t.Errorf("the indexes hear of %s and without %v", titles, gone)
	}
	list, err := s.Lessons(ctx, knowledge.LessonFilter{Article: stays})
	if err != nil || len(list) != 5 {
		t.Fatalf("%+v %v", list, err)
	}
	from := map[string]int{}
	for _, l := range list {
		from[l.Of]++
		if l.Void {
			t.Errorf("void: %+v", l)
		}
	}
	if from["Which banks"] != 4 || from[""] != 1 {
		t.Errorf("where it comes from: %v", from)
	}

	// An edit voids it, as it voids everything; the version that was restored has it again.
	next := edit("", "Paying by card", "The fee is 12. All banks.")
	next.Article, next.Based = stays, 2
	save(t, s.Store, next)
	s.hears("an edited article", stays, map[string]string{})
	if err := s.Publish(ctx, stays, 2, "eva"); err != nil {
		t.Fatal(err)
	}
	s.hears("the merged version once more", stays, both)
	if err := s.Publish(ctx, stays, 1, "eva"); err != nil {
		t.Fatal(err)
	}
	s.hears("the version before the merge", stays, own)

	// The other article comes back with its own.
	if err := s.Publish(ctx, stays, 2, "eva"); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Restore(ctx, goes, 1, "oleh"); err != nil {
		t.Fatal(err)
	}
	s.hears("as long as the other is a draft", stays, both)
	if n, err := s.ClearLessons(ctx, stays, "", "eva"); err != nil || n != 5 {
		t.Fatal(n, err)
	}
	gone, err := s.Forgotten(ctx)
	if err != nil || len(gone) != 1 {
		t.Fatalf("%+v, %v", gone, err)
	}
	if n, err := s.BringBack(ctx, gone[0].At); err != nil || n != 5 {
		t.Fatal(n, err)
	}
	s.hears("what was forgotten by mistake", stays, both)
	if err := s.Publish(ctx, goes, 1, "eva"); err != nil {
		t.Fatal(err)
	}
	s.hears("the article that had taken it in", stays, map[string]string{})
	s.hears("the article that came back", goes, of)
}

func TestMergesAreUndoneOneByOne(t *testing.T) {
	t.Parallel()
	s := &taughtStore{TB: t, Store: newStore(t, "net")}
	var ids []int64
	for _, key := range []string{"a", "b", "c"} {
		id, _ := save(t, s.Store, edit(key, "Paying by card", "Text "+key+"."))
		s.teach(id, "question of "+key, "editor", "eva")
		ids = append(ids, id)
	}
	one := func(keys string) map[string]string {
		out := map[string]string{}
		for _, key := range strings.Fields(keys) {
			out["question of "+key] = "1.00 of 1, alone 1.00"
		}
		return out
	}
	s.merge(ids[1], 1, "Text b.", ids[0])
	s.merge(ids[2], 1, "Text c.", ids[1])
	s.hears("the last", ids[2], one("a b c"))
	if _, to, err := s.MovedTo(ctx, "net", "a", "en"); err != nil || to != "c" {
		t.Errorf("readers of the first are led to %q, %v", to, err)
	}
	back := func(id int64, do func() error) {
		t.Helper()
		if err := do(); err != nil {
			t.Fatal(err)
		}
		if err := s.Publish(ctx, id, 1, "eva"); err != nil {
			t.Fatal(err)
		}
	}
	back(ids[1], func() error {
		_, err := s.ChangeAll(ctx, knowledge.Batch{Do: knowledge.BatchRestore, Articles: []int64{ids[1]}, By: "eva"})
		return err
	})
	s.hears("the last without the second", ids[2], one("c"))
	s.hears("the second with the first", ids[1], one("a b"))
	back(ids[0], func() error { // written anew under its old name
		e := edit("a", "Paying by card", "Text a.")
		e.Publish = false
		_, _, err := s.SaveVersion(ctx, e)
		return err
	})
	s.hears("the second alone", ids[1], one("b"))
	s.hears("the first", ids[0], one("a"))
}

// questions are the stored questions, each with the article that it must find.
func (s *taughtStore) questions() string {
	s.Helper()
	list, err := s.MustFinds(ctx, "", "", 100)
	if err != nil {
		s.Fatal(err)
	}
	var out []string
	for _, m := range list {
		out = append(out, m.Key+": "+m.Text)
	}
	slices.Sort(out)
	return strings.Join(out, "; ")
}

// TestStoredQuestionsComeBackWithTheirArticle merges one article into a second and that into a third, and brings them back.
func TestStoredQuestionsComeBackWithTheirArticle(t *testing.T) {
	t.Parallel()
	s := &taughtStore{TB: t, Store: newStore(t, "net")}
	card, _ := save(t, s.Store, edit("card", "Paying by card", "The fee is 10."))
	banks, _ := save(t, s.Store, edit("banks", "Which banks", "All banks."))
	abroad, _ := save(t, s.Store, edit("abroad", "Banks abroad", "Those too."))
	for key, texts := range map[string][]string{"card": {"what is the fee"}, "banks": {"is my bank taken", "what is the fee"}, "abroad": {"foreign bank"}} {
		for _, text := range texts {
			if err := s.AddMustFind(ctx, knowledge.MustFind{Project: "net", Key: key, Text: text, By: "eva"}); err != nil {
				t.Fatal(err)
			}
		}
	}
	start := s.questions()
	says := func(what, want string) {
		t.Helper()
		if got := s.questions(); got != want {
			t.Errorf("%s: %s, want %s", what, got, want)
		}
	}
	e := edit("", "Which banks", "All banks, those abroad too.")
	e.Article, e.Based, e.Merges = banks, 1, abroad
	save(t, s.Store, e)
	says("one taken in", "banks: foreign bank; banks: is my bank taken; banks: what is the fee; card: what is the fee")
	s.merge(card, 1, "The fee is 10. All banks, those abroad too.", banks)
	says("both", "card: foreign bank; card: is my bank taken; card: what is the fee")

	if err := s.Publish(ctx, card, 2, "eva"); err != nil { // it says what both said
		t.Fatal(err)
	}
	says("the one that stays, once more", "card: foreign bank; card: is my bank taken; card: what is the fee")
	number, err := s.Restore(ctx, banks, 1, "eva")
	if err != nil {
		t.Fatal(err)
	}
	if list, err := s.MustFinds(ctx, "net", "card", 100); err != nil || len(list) != 3 {
		t.Errorf("a draft takes questions: %+v, %v", list, err)
	}
	if err := s.Publish(ctx, banks, number, "eva"); err != nil {
		t.Fatal(err)
	}
	says("the second is back", "banks: foreign bank; banks: is my bank taken; banks: what is the fee; card: what is the fee")
	if number, err = s.Restore(ctx, abroad, 1, "eva"); err != nil {
		t.Fatal(err)
	}
	if err := s.Publish(ctx, abroad, number, "eva"); err != nil {
		t.Fatal(err)
	}
	says("all are back", start)

	// A merge of the last one, straight into the first, is undone as well; what it was before is forgotten.
	s.merge(card, 2, "The fee is 10. Those abroad too.", abroad)
	says("another merge", "banks: is my bank taken; banks: what is the fee; card: foreign bank; card: what is the fee")
	if number, err = s.Restore(ctx, abroad, number, "eva"); err != nil {
		t.Fatal(err)
	}
	if err := s.Publish(ctx, abroad, number, "eva"); err != nil {
		t.Fatal(err)
	}
	says("undone", start)
}

// TestStoredQuestionsComeBackElsewhere exports a merged knowledge base and brings the article back in another one.
func TestStoredQuestionsComeBackElsewhere(t *testing.T) {
	t.Parallel()
	s := &taughtStore{TB: t, Store: newStore(t, "net")}
	card, _ := save(t, s.Store, edit("card", "Paying by card", "The fee is 10."))
	banks, _ := save(t, s.Store, edit("banks", "Which banks", "All banks."))
	if err := s.AddMustFind(ctx, knowledge.MustFind{Project: "net", Key: "banks", Text: "is my bank taken", By: "eva"}); err != nil {
		t.Fatal(err)
	}
	s.merge(card, 1, "The fee is 10. All banks.", banks)
	dir := t.TempDir()
	if _, err := knowledge.Export(ctx, s.Store, dir); err != nil {
		t.Fatal(err)
	}
	other := &taughtStore{TB: t, Store: newStore(t)}
	report, err := knowledge.Import(ctx, other.Store, os.DirFS(dir), knowledge.ImportOptions{Author: "eva"})
	if err != nil || len(report.Bad) > 0 {
		t.Fatal(report.Bad, err)
	}
	if got := other.questions(); got != "card: is my bank taken" {
		t.Fatal(got)
	}
	d, err := other.ArticleByKey(ctx, "net", "banks", "en")
	if err != nil {
		t.Fatal(err)
	}
	number, err := other.Restore(ctx, d.ID, 1, "eva")
	if err == nil {
		err = other.Publish(ctx, d.ID, number, "eva")
	}
	if got := other.questions(); err != nil || got != "banks: is my bank taken" {
		t.Error(got, err)
	}
}

func TestACorrectedLessonStaysWhereAnEditorPutIt(t *testing.T) {
	t.Parallel()
	s := &taughtStore{TB: t, Store: newStore(t, "net")}
	stays, _ := save(t, s.Store, edit("card", "Paying by card", "The fee is 10."))
	goes, _ := save(t, s.Store, edit("banks", "Which banks", "All banks."))
	third, _ := save(t, s.Store, edit("cash", "Cash", "Never."))
	s.teach(goes, "may I pay cash", "editor", "eva")
	s.merge(stays, 1, "The fee is 10.", goes)
	list, err := s.Lessons(ctx, knowledge.LessonFilter{Article: stays})
	if err != nil || len(list) != 1 {
		t.Fatal(list, err)
	}
	if err := s.CorrectLesson(ctx, list[0].ID, "cash", "eva"); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Restore(ctx, goes, 1, "eva"); err != nil {
		t.Fatal(err)
	}
	if err := s.Publish(ctx, goes, 1, "eva"); err != nil {
		t.Fatal(err)
	}
	s.hears("the third", third, map[string]string{"may I pay cash": "1.00 of 1, alone 1.00"})
}

func TestAMergeLetsNoMoreCountThanBefore(t *testing.T) {
	t.Parallel()
	s := &taughtStore{TB: t, Store: newStore(t, "net")}
	stays, _ := save(t, s.Store, edit("card", "Paying by card", "The fee is 10."))
	goes, _ := save(t, s.Store, edit("banks", "Which banks", "All banks."))
	for i := range 15 {
		s.teach(stays, fmt.Sprint("card question ", i), "operator", "operator/1")
		s.teach(goes, fmt.Sprint("bank question ", i), "operator", "operator/1")
	}
	s.merge(stays, 1, "The fee is 10.", goes)
	s.teach(stays, "one more", "operator", "operator/2")
	if list, err := s.Lessons(ctx, knowledge.LessonFilter{State: "quarantined"}); err != nil || len(list) != 0 {
		t.Errorf("%d wait that did not before, %v", len(list), err)
	}
	for i := range 10 { // five more of one operator about that article wait, as without the merge
		s.teach(stays, fmt.Sprint("late question ", i), "operator", "operator/1")
	}
	if list, err := s.Lessons(ctx, knowledge.LessonFilter{State: "quarantined"}); err != nil || len(list) != 5 {
		t.Errorf("%d wait, %v", len(list), err)
	}
}

func TestOnlyAnArticleThatReadersSeeIsMerged(t *testing.T) {
	t.Parallel()
	s := newStore(t, "net", "shop")
	stays, _ := save(t, s, edit("card", "Paying by card", "The fee is 10."))
	unseen := edit("draft", "Draft", "Text.")
	unseen.Publish = false
	draft, _ := save(t, s, unseen)
	foreign := edit("card", "Cards", "Text.")
	foreign.Project = "shop"
	other, _ := save(t, s, foreign)
	for name, id := range map[string]int64{"itself": stays, "a draft": draft, "another project's": other, "none": 99999} {
		e := edit("", "Paying by card", "Another text.")
		e.Article, e.Based, e.Merges = stays, 1, id
		_, _, err := s.SaveVersion(ctx, e)
		if invalid := (knowledge.InvalidError)(nil); !errors.As(err, &invalid) || invalid[0].Field != "merge" {
			t.Errorf("%s: %v", name, err)
		}
	}
	if d := article(t, s, stays); d.Latest != 1 {
		t.Errorf("saved all the same: %d", d.Latest)
	}
}

func TestAMergeIsExportedAndUndoneElsewhere(t *testing.T) {
	t.Parallel()
	s := &taughtStore{TB: t, Store: newStore(t, "net")}
	stays, _ := save(t, s.Store, edit("card", "Paying by card", "The fee is 10."))
	goes, _ := save(t, s.Store, edit("banks", "Which banks", "All banks."))
	s.teach(goes, "is my bank taken", "editor", "eva")
	s.merge(stays, 1, "The fee is 10.", goes)
	dir := t.TempDir()
	if _, err := knowledge.Export(ctx, s.Store, dir); err != nil {
		t.Fatal(err)
	}
	there := &taughtStore{TB: t, Store: newStore(t)}
	if report, err := knowledge.Import(ctx, there.Store, os.DirFS(dir), knowledge.ImportOptions{Author: "import"}); err != nil || len(report.Bad) > 0 {
		t.Fatal(report, err)
	}
	id := func(key string) int64 {
		d, err := there.ArticleByKey(ctx, "net", key, "en")
		if err != nil {
			t.Fatal(err)
		}
		return d.ID
	}
	question := map[string]string{"is my bank taken": "1.00 of 1, alone 1.00"}
	there.hears("the merged article", id("card"), question)
	if _, err := there.Restore(ctx, id("banks"), 1, "eva"); err != nil {
		t.Fatal(err)
	}
	if err := there.Publish(ctx, id("banks"), 1, "eva"); err != nil {
		t.Fatal(err)
	}
	there.hears("the merged article without the other", id("card"), map[string]string{})
	there.hears("the other", id("banks"), question)
}
