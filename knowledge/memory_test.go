package knowledge_test

import (
	"cmp"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"switchboard/knowledge"
)

func TestLessonsAreTaughtOnceMaskedJudgedAndForgotten(t *testing.T) {
	t.Parallel()
	s, ctx, now := newStore(t, "net"), t.Context(), time.Now()
	unseen := edit("refund", "Refunds", "Within 14 days.")
	unseen.Publish = false
	id, version := save(t, s, unseen)
	l := knowledge.Lesson{Key: "c1/1", Article: id, Lang: "en", Text: "money back to a@b.com", Solved: true, Role: "operator", Person: "op/1", At: now}
	if _, err := s.Teach(ctx, l); !errors.Is(err, knowledge.ErrNotFound) {
		t.Errorf("an article nobody sees: %v", err)
	}
	if err := s.Publish(ctx, id, version, "eva"); err != nil {
		t.Fatal(err)
	}
	for i, want := range []string{"learned", ""} {
		if state, err := s.Teach(ctx, l); err != nil || state != want {
			t.Errorf("time %d: %q, %v", i+1, state, err)
		}
	}
	list, err := s.Lessons(ctx, knowledge.LessonFilter{Article: id, Project: "net", State: "learned", Text: "BACK"})
	if err != nil || len(list) != 1 || list[0].Version != version || strings.Contains(list[0].Text, "a@b.com") {
		t.Fatalf("%+v, %v", list, err)
	}
	if err := s.JudgeLesson(ctx, list[0].ID, false, "eva"); err != nil {
		t.Error(err)
	}
	if err := s.CorrectLesson(ctx, list[0].ID, "nothing", "eva"); !errors.As(err, new(knowledge.InvalidError)) {
		t.Errorf("corrected to no article: %v", err)
	}
	if err := s.CorrectLesson(ctx, list[0].ID+1, "refund", "eva"); !errors.Is(err, knowledge.ErrNotFound) {
		t.Errorf("corrected what is not there: %v", err)
	}
	if err := s.CorrectLesson(ctx, list[0].ID, "refund", "eva"); err != nil {
		t.Error(err)
	}
	if err := s.Forget(ctx, list[0].ID, "eva"); err != nil {
		t.Error(err)
	}
	if err := s.Forget(ctx, list[0].ID, "eva"); !errors.Is(err, knowledge.ErrNotFound) {
		t.Errorf("forgotten twice: %v", err)
	}
}

func TestOnePersonsFloodOfLessonsWaitsForAnEditor(t *testing.T) {
	t.Parallel()
	s, ctx, now := newStore(t, "net"), t.Context(), time.Now()
	id, version := save(t, s, edit("refund", "Refunds", "Within 14 days."))
	if err := s.Publish(ctx, id, version, "eva"); err != nil {
		t.Fatal(err)
	}
	for i := range 60 {
		l := knowledge.Lesson{Key: fmt.Sprint(i), Article: id, Lang: "en", Text: "cheap pills", Role: "customer", Person: "s/1", At: now}
		if _, err := s.Teach(ctx, l); err != nil {
			t.Fatal(err)
		}
	}
	if list, err := s.Lessons(ctx, knowledge.LessonFilter{State: "quarantined"}); err != nil || len(list) != 55 { // five of one customer about one article count
		t.Errorf("%d wait, %v", len(list), err)
	}
	if n, err := s.ClearLessons(ctx, 0, "net", "eva"); err != nil || n != 60 {
		t.Errorf("cleared %d, %v", n, err)
	}
}

func TestLessonsReachTheIndexesWeighedByRoleAndVoidedByANewVersion(t *testing.T) {
	t.Parallel()
	s, ctx, now := newStore(t, "net"), t.Context(), time.Now()
	id, version := save(t, s, edit("refund", "Refunds", "Within 14 days."))
	if err := s.Publish(ctx, id, version, "eva"); err != nil {
		t.Fatal(err)
	}
	teach := func(text, role, person string, solved bool, at time.Time) {
		t.Helper()
		l := knowledge.Lesson{Key: fmt.Sprint(text, role, person, at), Article: id, Lang: "en", Text: text, Solved: solved, Role: role, Person: person, At: at}
		if state, err := s.Teach(ctx, l); err != nil || state != "learned" {
			t.Fatalf("%s, %v", state, err)
		}
	}
	before, err := s.Rev(ctx)
	if err != nil {
		t.Fatal(err)
	}
	teach("cash back", "operator", "op/1", true, now)
	teach("cash back", "operator", "op/1", true, now.Add(-time.Second)) // the same person counts once
	for i := range 40 {
		teach("free money", "customer", fmt.Sprint("c/", i), true, now)
	}
	teach("old words", "operator", "op/1", true, now.AddDate(0, 0, -180))
	teach("router", "operator", "op/2", false, now)
	weights := func(after int64) map[string]knowledge.Remembered {
		t.Helper()
		articles, _, _, err := s.Changes(ctx, after)
		if err != nil || len(articles) != 1 {
			t.Fatalf("%d articles, %v", len(articles), err)
		}
		out := map[string]knowledge.Remembered{}
		for _, r := range articles[0].Remembered {
			out[r.Text] = r
		}
		return out
	}
	got := weights(before) // the article is read again
	for text, want := range map[string]float64{"cash back": 0.6, "free money": 0.3, "old words": 0.3, "router": -0.4} {
		if w := got[text].Weight; w < want-0.01 || w > want+0.01 {
			t.Errorf("%s weighs %v, not %v", text, w, want)
		}
	}
	if got["cash back"].Count != 1 || got["router"].Count != 0 {
		t.Errorf("%+v", got)
	}
	next := edit("refund", "Refunds", "Within 30 days.")
	next.Article, next.Based = id, version
	_, version = save(t, s, next)
	if err := s.Publish(ctx, id, version, "eva"); err != nil {
		t.Fatal(err)
	}
	if got := weights(0); len(got) != 0 {
		t.Errorf("a new version keeps %v", got)
	}
	version, err = s.Restore(ctx, id, 1, "eva")
	if err == nil {
		err = s.Publish(ctx, id, version, "eva")
	}
	if err != nil || version != 3 {
		t.Fatal(version, err)
	}
	if back := weights(0); len(back) != len(got) || math.Abs(back["cash back"].Weight-got["cash back"].Weight) > .001 {
		t.Errorf("the restored text has %v, not %v", back, got)
	}
	tagged := edit("refund", "Refunds", "Within 14 days.")
	tagged.Article, tagged.Based, tagged.Tags, tagged.Publish = id, version, []string{"money"}, true
	save(t, s, tagged)
	if back := weights(0); len(back) != len(got) {
		t.Errorf("with other tags it has %v, not %v", back, got)
	}
}

func TestWhatWasTaughtLongAgoDoesNotKeepArticlesFromTheIndexes(t *testing.T) {
	t.Parallel()
	s, ctx := newStore(t, "net"), t.Context()
	id, version := save(t, s, edit("refund", "Refunds", "Within 14 days."))
	if err := s.Publish(ctx, id, version, "eva"); err != nil {
		t.Fatal(err)
	}
	for _, year := range []int{1000, 2025, 9999} { // of a clock that was wrong, or of somebody's file
		if _, err := s.Teach(ctx, knowledge.Lesson{Key: fmt.Sprint(year), Article: id, Lang: "en", Text: fmt.Sprintf("money back please %c", 'a'+year%7), Solved: true,
			Role: "operator", Person: "operator/1", At: time.Date(year, 1, 2, 0, 0, 0, 0, time.UTC)}); err != nil {
			t.Fatal(err)
		}
	}
	list, _, _, err := s.Changes(ctx, 0)
	if err != nil || len(list) != 1 || len(list[0].Remembered) == 0 {
		t.Errorf("%+v, %v", list, err)
	}
}

// TestWhatIsClearedComesBackAsItWas: an editor lets an article's lessons be forgotten, which frees those of others that had to
// wait beside them, and brings them back; what is remembered is what it was, and so is what waits.
func TestWhatIsClearedComesBackAsItWas(t *testing.T) {
	t.Parallel()
	s, ctx := newStore(t, "net"), t.Context()
	now := time.Now().UTC().Truncate(24 * time.Hour).Add(-12 * time.Hour) // one day
	var ids [4]int64
	for i := range ids {
		ids[i], _ = save(t, s, edit(fmt.Sprint("about-", i), "About it", "Text."))
	}
	for i := range 60 { // twenty about each of three articles, so that ten are too many for one operator's day
		l := knowledge.Lesson{Key: fmt.Sprint(i), Article: ids[i/20], Lang: "en", Text: fmt.Sprintf("question%d", i), Solved: true, Role: "operator", Person: "operator/1", At: now.Add(time.Duration(i) * time.Minute)}
		if _, err := s.Teach(ctx, l); err != nil {
			t.Fatal(err)
		}
	}
	state := func() (out string) {
		t.Helper()
		articles, _, _, err := s.Changes(ctx, 0)
		if err != nil {
			t.Fatal(err)
		}
		slices.SortFunc(articles, func(a, b knowledge.Article) int { return cmp.Compare(a.ID, b.ID) })
		for _, a := range articles {
			for _, r := range a.Remembered {
				out += fmt.Sprintf("%d %s %.4f %.4f %d\n", a.ID, r.Text, r.Weight, r.Seconded, r.Count)
			}
		}
		waiting, err := s.WaitingLessons(ctx)
		if err != nil {
			t.Fatal(err)
		}
		n := 0
		for _, w := range waiting {
			n += w.Lessons
		}
		return out + fmt.Sprint("wait: ", n)
	}
	before := state()
	if !strings.HasSuffix(before, "wait: 10") {
		t.Fatalf("before:\n%s", before)
	}
	if n, err := s.ClearLessons(ctx, ids[0], "", "eva"); err != nil || n != 20 {
		t.Fatal(n, err)
	}
	if now := state(); !strings.HasSuffix(now, "wait: 0") || !strings.Contains(now, "question59 ") {
		t.Errorf("what waited beside the cleared ones still waits:\n%s", now)
	}
	gone, err := s.Forgotten(ctx)
	if err != nil || len(gone) != 1 || gone[0].Lessons != 20 || gone[0].Articles != 1 || gone[0].Title != "About it" || gone[0].Project != "net" || gone[0].Text != "" || gone[0].By != "eva" {
		t.Fatalf("%+v, %v", gone, err)
	}
	if n, err := s.BringBack(ctx, gone[0].At); err != nil || n != 20 {
		t.Fatal(n, err)
	}
	if after := state(); after != before {
		t.Errorf("before:\n%s\nafterwards:\n%s", before, after)
	}
	if _, err := s.BringBack(ctx, gone[0].At); !errors.Is(err, knowledge.ErrNotFound) {
		t.Errorf("brought back twice: %v", err)
	}
}

// "It is about another project" is what editors say most: a lesson goes to the article of any project, by its address, its key where it is
// of the same project, or its title where one article has it.
func TestALessonIsCorrectedToAnArticleOfAnyProject(t *testing.T) {
	t.Parallel()
	s, ctx := newStore(t, "net"), t.Context()
	if _, err := s.SaveProject(ctx, knowledge.Project{Key: "shop", Name: "Shop"}); err != nil {
		t.Fatal(err)
	}
	id, _ := save(t, s, edit("refund", "Refunds", "Within 14 days."))
	save(t, s, edit("same", "Called alike", "One."))
	for _, a := range [][2]string{{"returns", "Returns"}, {"refund", "Money back"}, {"alike", "Called alike"}} {
		e := edit(a[0], a[1], "In the shop.")
		e.Project = "shop"
		save(t, s, e)
	}
	if _, err := s.Teach(ctx, knowledge.Lesson{Key: "c", Article: id, Lang: "en", Text: "bring an order back", Role: "operator", Person: "operator/1", At: time.Now()}); err != nil {
		t.Fatal(err)
	}
	now := func() knowledge.Taught {
		t.Helper()
		list, err := s.Lessons(ctx, knowledge.LessonFilter{})
		if err != nil || len(list) != 1 {
			t.Fatal(list, err)
		}
		return list[0]
	}
	for _, step := range [][2]string{{"shop/returns", "shop/returns"}, {"refund", "shop/refund"}, {"net/refund", "net/refund"}, {"returns ", ""}, {"Returns", "shop/returns"}, {"called alike", ""}, {"money BACK", "shop/refund"}, {"shop/nothing", ""}, {"", ""}} {
		before := now()
		err := s.CorrectLesson(ctx, before.ID, step[0], "eva")
		after := now()
		switch got := after.Project + "/" + after.ArtKey; {
		case step[0] == "returns ": // by the title, since no article of this project has the key
			if err != nil || got != "shop/returns" {
				t.Errorf("%q leads to %s, %v", step[0], got, err)
			}
		case step[1] == "":
			if !errors.As(err, new(knowledge.InvalidError)) || after.Article != before.Article {
				t.Errorf("%q leads to %s, %v", step[0], got, err)
			}
		case err != nil || got != step[1] || !after.Solved || after.Judge != "eva":
			t.Errorf("%q leads to %s, %v", step[0], got, err)
		}
	}
	list, err := s.NamedArticles(ctx)
	if err != nil || len(list) != 5 || list[0] != (knowledge.Named{Name: "net/refund", Title: "Refunds"}) || list[4].Name != "shop/returns" {
		t.Errorf("%+v, %v", list, err)
	}
}

// Thirty customers who only thanked are told from operators who sent the article.
func TestWhoSaidThatAQuestionWasAnsweredIsCounted(t *testing.T) {
	t.Parallel()
	s, ctx := newStore(t, "net"), t.Context()
	id, _ := save(t, s, edit("refund", "Refunds", "Within 14 days."))
	for i, role := range []string{"customer", "customer", "customer", "operator"} {
		l := knowledge.Lesson{Key: fmt.Sprint(i), Article: id, Lang: "en", Text: "bring an order back", Solved: true, Role: role, Person: fmt.Sprint(role, "/", i+1), At: time.Now().Add(-time.Hour)}
		if _, err := s.Teach(ctx, l); err != nil {
			t.Fatal(err)
		}
	}
	a, err := s.Published(ctx, id)
	if err != nil || len(a.Remembered) != 1 || a.Remembered[0].Count != 4 || a.Remembered[0].Customers != 3 {
		t.Errorf("%+v, %v", a, err)
	}
}
