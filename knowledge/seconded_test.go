package knowledge_test

import (
	"fmt"
	"testing"
	"time"

	"switchboard/knowledge"
	"switchboard/migrations/pgtest"
)

// What lets the assistant answer alone was taught by two people, or by an editor, or confirmed by one.
func TestWhatOnePersonAloneTaughtWaitsForASecondVoice(t *testing.T) {
	t.Parallel()
	pool, ctx := pgtest.New(t), t.Context()
	s := knowledge.NewStore(pool)
	if _, err := s.SaveProject(ctx, knowledge.Project{Key: "net", Name: "Net"}); err != nil {
		t.Fatal(err)
	}
	person := func(role string) string {
		t.Helper()
		var id int64
		if err := pool.QueryRow(ctx, `INSERT INTO operators (email, name, display_name, role) VALUES ($1 || '@lumen.example', $1, $1, $1) RETURNING id`, role).Scan(&id); err != nil {
			t.Fatal(err)
		}
		return fmt.Sprint("operator/", id)
	}
	ann, sue, adam, eve := person("operator"), person("supervisor"), person("administrator"), person("editor")
	yes := func(role, who, text string) knowledge.Lesson {
		return knowledge.Lesson{Role: role, Person: who, Text: text, Solved: true}
	}
	not := func(l knowledge.Lesson) knowledge.Lesson { l.Solved = false; return l }
	const asked, alike, other = "my plastic card has gone", "where has my plastic card gone", "a lost wallet"
	id, _ := save(t, s, edit("blocking", "Blocking", "Call us."))
	for name, c := range map[string]struct {
		taught []knowledge.Lesson
		sure   int // questions that more than one voice taught
		alone  int // lessons that wait
	}{
		"one operator, whatever he says":            {[]knowledge.Lesson{yes("operator", ann, asked), yes("operator", ann, alike)}, 0, 2},
		"one operator and any customers":            {[]knowledge.Lesson{yes("operator", ann, asked), yes("customer", "customer/1", asked), yes("customer", "customer/2", alike)}, 0, 1},
		"customers alone":                           {[]knowledge.Lesson{yes("customer", "customer/1", asked), yes("customer", "customer/2", asked)}, 0, 0},
		"two operators in the same words":           {[]knowledge.Lesson{yes("operator", ann, asked), yes("operator", sue, asked)}, 1, 0},
		"two operators in much the same words":      {[]knowledge.Lesson{yes("operator", ann, asked), yes("operator", sue, alike)}, 2, 0},
		"two operators who speak of other things":   {[]knowledge.Lesson{yes("operator", ann, asked), yes("operator", sue, other)}, 0, 2},
		"the second one says that it is not so":     {[]knowledge.Lesson{yes("operator", ann, asked), not(yes("operator", sue, asked))}, 0, 1},
		"an administrator alone":                    {[]knowledge.Lesson{yes("operator", adam, asked)}, 1, 0},
		"an editor at the desk alone":               {[]knowledge.Lesson{yes("operator", eve, asked)}, 1, 0},
		"an editor's own word":                      {[]knowledge.Lesson{yes("editor", "eva", asked)}, 1, 0},
		"an administrator confirms what is alike":   {[]knowledge.Lesson{yes("operator", ann, asked), yes("operator", adam, alike)}, 2, 0},
		"an administrator on another matter":        {[]knowledge.Lesson{yes("operator", ann, asked), yes("operator", adam, other)}, 1, 1},
		"against the article alone counts for none": {[]knowledge.Lesson{not(yes("operator", ann, asked))}, 0, 0},
	} {
		if _, err := s.ClearLessons(ctx, 0, "net", "eva"); err != nil {
			t.Fatal(err)
		}
		for i, l := range c.taught {
			l.Key, l.Article, l.Lang, l.At = fmt.Sprint(name, i), id, "en", time.Now()
			if state, err := s.Teach(ctx, l); err != nil || state != "learned" {
				t.Fatal(state, err)
			}
		}
		a, err := s.Published(ctx, id)
		if err != nil || len(secondedOf(a)) != c.sure {
			t.Errorf("%s: %+v, %v", name, a.Remembered, err)
		}
		waiting, err := s.Lessons(ctx, knowledge.LessonFilter{State: knowledge.AloneState})
		if err != nil || len(waiting) != c.alone {
			t.Errorf("%s: %+v wait, %v", name, waiting, err)
		}
		for _, l := range waiting { // until an editor confirms them
			if err := s.JudgeLesson(ctx, l.ID, true, "eva"); err != nil {
				t.Fatal(err)
			}
		}
		if a, err = s.Published(ctx, id); err != nil || len(secondedOf(a)) < c.alone || len(secondedOf(a)) < c.sure {
			t.Errorf("%s, confirmed: %+v, %v", name, a.Remembered, err)
		}
		again := knowledge.Lesson{Key: name + "again", Article: id, Lang: "en", Text: asked, Solved: true, Role: "operator", Person: ann, At: time.Now()}
		if _, err := s.Teach(ctx, again); err != nil {
			t.Fatal(err)
		}
		if a, err = s.Published(ctx, id); err != nil || len(secondedOf(a)) < c.alone || len(secondedOf(a)) < c.sure {
			t.Errorf("%s, confirmed and taught again: %+v, %v", name, a.Remembered, err)
		}
	}
}

// secondedOf are the questions that count on the word of more than one person.
func secondedOf(a *knowledge.Article) (list []knowledge.Remembered) {
	for _, r := range a.Remembered {
		if r.Seconded != 0 {
			list = append(list, r)
		}
	}
	return list
}
