package knowledge_test

import (
	"fmt"
	"math"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"switchboard/knowledge"
	"switchboard/migrations/pgtest"
)

// lessonsOf draws what people taught about two articles within a few days.
func lessonsOf(t *rapid.T, articles [2]int64, now time.Time) []knowledge.Lesson {
	words := strings.Fields("card lost refund money late order router light")
	list := make([]knowledge.Lesson, rapid.IntRange(1, 14).Draw(t, "lessons"))
	for i := range list {
		l := &list[i]
		l.Key, l.Lang = fmt.Sprint("k", i), rapid.SampledFrom([]string{"en", "uk"}).Draw(t, "lang")
		l.Article, l.Solved = rapid.SampledFrom(articles[:]).Draw(t, "article"), rapid.Bool().Draw(t, "solved")
		l.Text = strings.Join(rapid.SliceOfN(rapid.SampledFrom(words), 1, 4).Draw(t, "words"), " ")
		l.Role = rapid.SampledFrom([]string{"editor", "operator", "customer", "customer"}).Draw(t, "role")
		l.Person = fmt.Sprint(l.Role, "/", rapid.IntRange(1, 2).Draw(t, "person"))
		l.Inferred = l.Role != "editor" && rapid.Bool().Draw(t, "inferred")
		l.At = now.Add(-time.Duration(rapid.IntRange(0, 72).Draw(t, "hours")) * time.Hour)
	}
	return list
}

// TestWhatIsRememberedFollowsFromWhatWasTaughtAlone: lessons of a batch taught in whatever order are remembered alike, and
// a lesson that is forgotten, rejected or taught twice leaves what was remembered without it.
func TestWhatIsRememberedFollowsFromWhatWasTaughtAlone(t *testing.T) {
	t.Parallel()
	s, ctx, now := newStore(t, "net"), t.Context(), time.Now()
	var ids [2]int64
	for i, key := range []string{"refund", "router"} {
		ids[i], _ = save(t, s, edit(key, "About "+key, "Text."))
	}
	rapid.Check(t, func(t *rapid.T) {
		fatal := func(err error) {
			if err != nil {
				t.Fatal(err)
			}
		}
		teach := func(list []knowledge.Lesson) {
			_, err := s.ClearLessons(ctx, 0, "net", "eva")
			fatal(err)
			for _, l := range list {
				_, err := s.Teach(ctx, l)
				fatal(err)
			}
		}
		remembered := func() map[string]knowledge.Remembered {
			out := map[string]knowledge.Remembered{}
			articles, _, _, err := s.Changes(ctx, 0)
			fatal(err)
			for _, a := range articles {
				for _, r := range a.Remembered {
					out[fmt.Sprint(a.ID, r.Lang, r.Text)] = r
				}
			}
			return out
		}
		same := func(what string, a, b map[string]knowledge.Remembered) {
			if len(a) != len(b) {
				t.Fatalf("%s: %v, %v", what, a, b)
			}
			for k, x := range a {
				if y, ok := b[k]; !ok || math.Abs(x.Weight-y.Weight) > 1e-6 || x.Count != y.Count || math.Abs(x.Seconded-y.Seconded) > 1e-6 {
					t.Fatalf("%s: %+v, %+v", what, x, y)
				}
			}
		}
		list := lessonsOf(t, ids, now)
		teach(list)
		before := remembered()
		teach(rapid.Permutation(list).Draw(t, "order"))
		same("in another order", before, remembered())

		more := lessonsOf(t, ids, now)[0]
		more.Key = "more"
		_, err := s.Teach(ctx, more)
		fatal(err)
		taught, err := s.Lessons(ctx, knowledge.LessonFilter{})
		fatal(err)
		for _, l := range taught {
			if l.Key != "more" {
				continue
			}
			if rapid.Bool().Draw(t, "reject") {
				fatal(s.JudgeLesson(ctx, l.ID, false, "eva"))
			} else {
				fatal(s.Forget(ctx, l.ID, "eva"))
			}
		}
		if len(taught) == len(list)+1 {
			same("without it again", before, remembered())
		}
	})
}

func TestWhoSaysTheSameInAHundredWaysHasSaidItOnce(t *testing.T) {
	t.Parallel()
	s, ctx := newStore(t, "net"), t.Context()
	id, _ := save(t, s, edit("refund", "Refunds", "Within 14 days."))
	now := time.Now()
	for i := range 60 {
		l := knowledge.Lesson{Key: fmt.Sprint(i), Article: id, Lang: "en", Text: fmt.Sprintf("lost card blocked number%d", i), Solved: true,
			Role: "operator", Person: "op/1", At: now.AddDate(0, 0, -i)}
		if state, err := s.Teach(ctx, l); err != nil || state != "learned" {
			t.Fatal(state, err)
		}
	}
	articles, _, _, err := s.Changes(ctx, 0)
	if err != nil || len(articles) != 1 {
		t.Fatal(articles, err)
	}
	sum, count := 0.0, 0
	for _, r := range articles[0].Remembered {
		sum, count = sum+r.Weight, count+r.Count
	}
	if sum > 0.6001 || count != 60 {
		t.Errorf("all weigh %.3f, and %d are counted", sum, count)
	}
}

func TestLessonsLoseWeightWithTimeThoughNobodyTouchesTheArticle(t *testing.T) {
	t.Parallel()
	pool, ctx := pgtest.New(t), t.Context()
	s := knowledge.NewStore(pool)
	if _, err := s.SaveProject(ctx, knowledge.Project{Key: "net", Name: "Net"}); err != nil {
		t.Fatal(err)
	}
	id, _ := save(t, s, edit("refund", "Refunds", "Within 14 days."))
	l := knowledge.Lesson{Key: "a", Article: id, Lang: "en", Text: "cash back", Solved: true, Role: "operator", Person: "op/1", At: time.Now()}
	if _, err := s.Teach(ctx, l); err != nil {
		t.Fatal(err)
	}
	rev, err := s.Rev(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if n, err := s.AgeLessons(ctx); err != nil || n != 0 {
		t.Errorf("nothing is old: %d, %v", n, err)
	}
	for _, sql := range []string{`UPDATE lessons SET at = at - interval '180 days'`, `UPDATE articles SET aged_at = aged_at - interval '180 days'`} { // half a year goes by
		if _, err := pool.Exec(ctx, sql); err != nil {
			t.Fatal(err)
		}
	}
	if n, err := s.AgeLessons(ctx); err != nil || n != 1 {
		t.Errorf("%d articles are read again, %v", n, err)
	}
	articles, _, _, err := s.Changes(ctx, rev)
	if err != nil || len(articles) != 1 || len(articles[0].Remembered) != 1 || math.Abs(articles[0].Remembered[0].Weight-0.3) > 0.01 {
		t.Errorf("%+v, %v", articles, err)
	}
	if n, err := s.AgeLessons(ctx); err != nil || n != 0 {
		t.Errorf("read again at once: %d, %v", n, err)
	}
}
