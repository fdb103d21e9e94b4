package knowledge_test

import (
	"fmt"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"

	"switchboard/knowledge"
	"switchboard/migrations/pgtest"
)

// What editors let be forgotten does not come back with an export that was written before: not while it can be brought back, nor later, nor
// from a folder of which the lines have no names.
func TestWhatWasForgottenIsNotImportedAgain(t *testing.T) {
	t.Parallel()
	ctx := t.Context()
	pool, s := taughtRouter(t, "router blinks red", "router is dead", "no lamp is on")
	before := whole(t, s)
	nameless := fstest.MapFS{}
	for name, file := range before {
		nameless[name] = file
	}
	nameless["net/_memory.jsonl"] = &fstest.MapFile{Data: regexp.MustCompile(`"key":"[^"]*",`).ReplaceAll(before["net/_memory.jsonl"].Data, nil)}
	texts := func() (all string) {
		t.Helper()
		list, err := s.Lessons(ctx, knowledge.LessonFilter{})
		if err != nil {
			t.Fatal(err)
		}
		for _, l := range list {
			all += l.Text + "; "
		}
		return all
	}
	again := func(when string, left int) {
		t.Helper()
		for kind, folder := range map[string]fstest.MapFS{"named": before, "nameless": nameless} {
			r, err := knowledge.Import(ctx, s, folder, knowledge.ImportOptions{})
			if err != nil || len(r.Bad) > 0 {
				t.Fatal(err, r.Bad)
			}
			told := fmt.Sprint(r.LeftOut)
			if left > 0 != strings.Contains(told, fmt.Sprintf("net/_memory.jsonl: %d lines were left out: editors let them be forgotten", left)) {
				t.Errorf("%s, %s: %s", when, kind, told)
			}
		}
	}
	list, err := s.Lessons(ctx, knowledge.LessonFilter{Text: "router"})
	if err != nil || len(list) != 2 {
		t.Fatal(list, err)
	}
	for _, l := range list {
		if err := s.Forget(ctx, l.ID, "eva"); err != nil {
			t.Fatal(err)
		}
	}
	again("the day after", 2)
	if got := texts(); got != "no lamp is on; " {
		t.Errorf("the memory has %s", got)
	}
	gone, err := s.Forgotten(ctx)
	if err != nil || len(gone) != 2 {
		t.Fatal(gone, err)
	}
	if _, err := s.BringBack(ctx, gone[0].At); err != nil { // what an editor brings back is known again
		t.Fatal(err)
	}
	if got := texts(); strings.Count(got, "router") != 1 {
		t.Errorf("brought back: %s", got)
	}
	list, _ = s.Lessons(ctx, knowledge.LessonFilter{Text: "router"})
	if err := s.Forget(ctx, list[0].ID, "eva"); err != nil {
		t.Fatal(err)
	}
	if _, err := pool.Exec(ctx, `UPDATE forgotten_lessons SET forgotten_at = now() - interval '31 days'`); err != nil {
		t.Fatal(err)
	}
	if _, err := s.AgeLessons(ctx); err != nil {
		t.Fatal(err)
	}
	var kept, names int
	if err := pool.QueryRow(ctx, `SELECT (SELECT count(*) FROM forgotten_lessons), (SELECT count(*) FROM forgotten_lines) + (SELECT count(*) FROM forgotten_names)`).Scan(&kept, &names); err != nil || kept != 0 || names != 4 {
		t.Errorf("after a month %d are kept, and %d names, %v", kept, names, err)
	}
	again("a month later", 2)
	if got := texts(); got != "no lamp is on; " {
		t.Errorf("after a month the memory has %s", got)
	}
}

// What was forgotten is forgotten in another base too, once it has the export: an older folder does not bring it back there, and the export says
// who let it be forgotten. What is known there stays.
func TestWhatWasForgottenIsForgottenElsewhere(t *testing.T) {
	t.Parallel()
	ctx := t.Context()
	pool, s := taughtRouter(t, "router blinks red", "no lamp is on", "a purple cable")
	older := whole(t, s)
	had := knowledge.NewStore(pgtest.New(t))
	imported(t, had, older, knowledge.ImportOptions{})
	for i, text := range []string{"router blinks red", "no lamp is on"} {
		list, err := s.Lessons(ctx, knowledge.LessonFilter{Text: text})
		if err != nil || len(list) != 1 {
			t.Fatal(list, err)
		}
		if err := s.Forget(ctx, list[0].ID, "eva"); err != nil {
			t.Fatal(err)
		}
		if i == 0 { // the other one lately
			if _, err := pool.Exec(ctx, `UPDATE forgotten_lessons SET forgotten_at = now() - interval '31 days'`); err != nil {
				t.Fatal(err)
			}
			if _, err := s.AgeLessons(ctx); err != nil {
				t.Fatal(err)
			}
		}
	}
	now := whole(t, s)
	if file := string(now["forgotten.jsonl"].Data); strings.Count(file, `"by":"eva","at":"`) != 2 || strings.Count(file, "\n") != 2 {
		t.Errorf("forgotten.jsonl: %s", file)
	}
	fresh := knowledge.NewStore(pgtest.New(t))
	imported(t, fresh, now, knowledge.ImportOptions{})
	for where, c := range map[string]struct {
		store *knowledge.Store
		want  int
	}{"fresh": {fresh, 1}, "had it": {had, 3}} {
		for _, folder := range []fstest.MapFS{now, older, now} {
			imported(t, c.store, folder, knowledge.ImportOptions{})
		}
		if list, err := c.store.Lessons(ctx, knowledge.LessonFilter{}); err != nil || len(list) != c.want {
			t.Errorf("%s: %d lessons, %v", where, len(list), err)
		}
	}
	if got := string(whole(t, fresh)["forgotten.jsonl"].Data); got != string(now["forgotten.jsonl"].Data) {
		t.Errorf("the other base says %s", got)
	}
}

// Whose word confirms is told by who he was when he taught: a role that he gets or loses later changes nothing of it, on the page as in the
// index, nor in another base.
func TestARoleThatIsGivenLaterConfirmsNothing(t *testing.T) {
	t.Parallel()
	pool, ctx := pgtest.New(t), t.Context()
	s := knowledge.NewStore(pool)
	if _, err := s.SaveProject(ctx, knowledge.Project{Key: "net", Name: "Net"}); err != nil {
		t.Fatal(err)
	}
	id, _ := save(t, s, edit("router", "Restart the router", "Hold the button."))
	ids := map[string]int64{}
	for _, role := range []string{"operator", "editor"} {
		var op int64
		if err := pool.QueryRow(ctx, `INSERT INTO operators (email, name, display_name, role) VALUES ($1 || '@lumen.example', $1, $1, $1) RETURNING id`, role).Scan(&op); err != nil {
			t.Fatal(err)
		}
		ids[role] = op
	}
	teach := func(text, by string) {
		t.Helper()
		if _, err := s.Teach(ctx, knowledge.Lesson{Key: text, Article: id, Lang: "en", Text: text, Solved: true, Role: "operator", Person: fmt.Sprint("operator/", ids[by]), At: time.Now().Add(-time.Hour)}); err != nil {
			t.Fatal(err)
		}
	}
	teach("my box blinks", "operator")
	teach("a purple cable", "editor")
	sure := func(s *knowledge.Store) string {
		t.Helper()
		a, err := s.ArticleByKey(ctx, "net", "router", "en")
		if err != nil {
			t.Fatal(err)
		}
		p, err := s.Published(ctx, a.ID)
		if err != nil {
			t.Fatal(err)
		}
		out := ""
		for _, r := range p.Remembered {
			if r.Seconded > 0 {
				out += "index: " + r.Text + "; "
			}
		}
		list, err := s.Lessons(ctx, knowledge.LessonFilter{})
		if err != nil {
			t.Fatal(err)
		}
		for _, l := range list {
			if !l.Alone {
				out += "page: " + l.Text + "; "
			}
		}
		return out
	}
	const want = "index: a purple cable; page: a purple cable; "
	if got := sure(s); got != want {
		t.Fatal(got)
	}
	if _, err := pool.Exec(ctx, `UPDATE operators SET role = CASE role WHEN 'editor' THEN 'operator' ELSE 'editor' END`); err != nil {
		t.Fatal(err)
	}
	if got := sure(s); got != want {
		t.Errorf("after their roles changed: %s", got)
	}
	other := knowledge.NewStore(pgtest.New(t))
	imported(t, other, whole(t, s), knowledge.ImportOptions{})
	if got := sure(other); got != want {
		t.Errorf("in another base: %s", got)
	}
	teach("my lamp is green", "operator") // who is an editor by now
	if got := sure(s); !strings.Contains(got, "index: my lamp is green") {
		t.Errorf("an editor's new word: %s", got)
	}
}

// taughtRouter is a base of one article, to which an operator has taught questions.
func taughtRouter(t *testing.T, questions ...string) (pool *pgxpool.Pool, s *knowledge.Store) {
	t.Helper()
	pool = pgtest.New(t)
	s = knowledge.NewStore(pool)
	if _, err := s.SaveProject(t.Context(), knowledge.Project{Key: "net", Name: "Net"}); err != nil {
		t.Fatal(err)
	}
	article, _ := save(t, s, edit("router", "Restart the router", "Hold the button."))
	for _, text := range questions {
		state, err := s.Teach(t.Context(), knowledge.Lesson{Key: text, Article: article, Lang: "en", Text: text, Solved: true, Role: "operator", Person: "operator/7", At: time.Now().Add(-time.Hour)})
		if err != nil || state != "learned" {
			t.Fatal(state, err)
		}
	}
	return pool, s
}
