package knowledge_test

import (
	"context"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"pgregory.net/rapid"

	"switchboard/knowledge"
	"switchboard/migrations/pgtest"
)

// state is all that a knowledge base says, without the numbers that a database gives: a line a row.
func state(t testing.TB, pool *pgxpool.Pool) string {
	t.Helper()
	var out []string
	for _, q := range []string{
		`SELECT key, name, summary, url, aliases, department, contacts, hours, body, sample, version, removed_at, removed_by FROM projects`,
		`SELECT p.key AS project, v.version, v.name, v.summary, v.url, v.aliases, v.department, v.contacts, v.hours, v.body, v.author, v.at
			FROM project_versions v JOIN projects p ON p.id = v.project_id`,
		`SELECT p.key AS project, a.key, a.lang, a.published, a.latest, a.owner, a.sample, a.removed_at, a.submitted, a.submitted_by, a.submitted_at, a.publish_version,
			a.publish_at, a.publish_by, a.expire_at, a.review_by, a.unverified, a.verified_by, a.verified_at, a.translates, a.translated FROM articles a JOIN projects p ON p.id = a.project_id`,
		`SELECT p.key AS project, a.key, a.lang, v.version, v.title, v.body, v.audience, v.questions, v.tags, v.link, v.valid_from, v.valid_until, v.owner, v.author, v.comment, v.at
			FROM article_versions v JOIN articles a ON a.id = v.article_id JOIN projects p ON p.id = a.project_id`,
		`SELECT p.key AS project, a.key, a.lang, s.version, s.what, s.by, s.note, s.at
			FROM article_steps s JOIN articles a ON a.id = s.article_id JOIN projects p ON p.id = a.project_id WHERE s.what <> 'restored'`,
		`SELECT p.key AS project, a.key, a.lang, l.version, l.lang AS asked, l.text, l.solved, l.role, l.person, l.state, l.judge, l.at, l.inferred
			FROM lessons l JOIN articles a ON a.id = l.article_id JOIN projects p ON p.id = a.project_id`,
		`SELECT p.key AS project, m.key, m.text, m.lang, m.by, m.at, m.was FROM must_find m JOIN projects p ON p.id = m.project_id`,
		`SELECT lang, groups FROM synonyms`,
	} {
		rows, _ := pool.Query(ctx, `SELECT to_jsonb(x)::text FROM (`+q+`) x ORDER BY 1`)
		list, err := pgx.CollectRows(rows, pgx.RowTo[string])
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, list...)
	}
	return strings.Join(out, "\n")
}

// differs is the first line of two texts that differs.
func differs(a, b string) string {
	x, y := strings.Split(a, "\n"), strings.Split(b, "\n")
	for i := range max(len(x), len(y)) {
		if i >= len(x) || i >= len(y) || x[i] != y[i] {
			return fmt.Sprintf("line %d of %d and %d:\n%.600s\n%.600s", i+1, len(x), len(y), strings.Join(x[min(i, len(x)):min(i+1, len(x))], ""), strings.Join(y[min(i, len(y)):min(i+1, len(y))], ""))
		}
	}
	return ""
}

// rich fills a knowledge base with everything that it can hold.
func rich(t *testing.T, s *knowledge.Store, pool *pgxpool.Pool) (router int64) {
	t.Helper()
	try := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	in := func(days int) time.Time { return time.Now().UTC().AddDate(0, 0, days).Truncate(time.Second) }
	for i, body := range []string{"First.", "Second.\n\n## Offers\n- Half price (until 2099-12-31)"} {
		_, err := s.SaveCard(ctx, knowledge.CardEdit{Project: knowledge.Project{Key: "net", Name: fmt.Sprint("Net ", i), Aliases: []string{"wifi"}, Contacts: "Call\n555", Body: body}, Based: i, Author: "Maria"})
		try(err)
	}
	_, err := s.SaveProject(ctx, knowledge.Project{Key: "old", Name: "Old"})
	try(err)
	put := func(e knowledge.Edit) int64 {
		t.Helper()
		if e.Project == "" {
			e.Project = "net"
		}
		e.Author, e.Comment = "Maria", "why: \"so\""
		id, _, err := s.SaveVersion(ctx, e)
		try(err)
		return id
	}
	router = put(knowledge.Edit{Key: "router", Lang: "en", Publish: true, Reason: "it must", Draft: knowledge.Draft{Title: "Router", Body: "One.\n\n    code\n\n- a\n  - b\n\n---\n\ntitle: x", Questions: []string{"how: do I"}}})
	put(knowledge.Edit{Article: router, Based: 1, Publish: true, Draft: knowledge.Draft{Title: "Router", Body: "Two, with trailing \nspaces \tand tabs.", Audience: knowledge.Internal, Tags: []string{"x"}, Owner: "Olena"}})
	put(knowledge.Edit{Article: router, Based: 2, Submit: true, Draft: knowledge.Draft{Title: "Router", Body: "Three."}})
	put(knowledge.Edit{Article: router, Based: 3, Draft: knowledge.Draft{Title: "Router", Body: "Four.", ValidFrom: in(-3).Truncate(24 * time.Hour)}})
	try(s.Plan(ctx, router, knowledge.Plan{Version: 3, From: in(5), Until: in(9)}, "Petro")) // a version that is not the newest
	try(s.Verify(ctx, router, "Ann", in(100)))
	uk := put(knowledge.Edit{Key: "router", Lang: "uk", Publish: true, Original: &knowledge.Original{Lang: "en", Version: 1}, Draft: knowledge.Draft{Title: "Роутер", Body: "Так."}})
	gone := put(knowledge.Edit{Key: "gone", Lang: "en", Publish: true, Draft: knowledge.Draft{Title: "Gone", Body: "Away."}})
	back := put(knowledge.Edit{Key: "back", Lang: "en", Publish: true, Draft: knowledge.Draft{Title: "Back", Body: "Taken back."}})
	try(s.Unpublish(ctx, back, "Maria"))
	old := put(knowledge.Edit{Project: "old", Key: "a", Lang: "en", Publish: true, Draft: knowledge.Draft{Title: "Old", Body: "Old."}})
	try(s.Doubt(ctx, old, "Petro", "is it so?\nIs it?"))
	var maria int64
	try(pool.QueryRow(ctx, `INSERT INTO operators (email, name, display_name, role) VALUES ('maria@net.example', 'Maria', 'M', 'operator') RETURNING id`).Scan(&maria))
	teach := func(key string, article int64, text, role, person string, solved bool) {
		t.Helper()
		_, err := s.Teach(ctx, knowledge.Lesson{Key: key, Article: article, Lang: "en", Text: text, Solved: solved, Role: role, Person: person, At: in(-10)})
		try(err)
	}
	teach("draft/1", router, "the lamp blinks, call 555-123-4567", "operator", fmt.Sprint("operator/", maria), true)
	teach("draft/2", router, "=1+1 <b>\"lamp\"</b>", "customer", "customer/9", false)
	teach("draft/3", uk, "лампа", "editor", "editor", true)
	teach("draft/4", gone, "where is it", "operator", "operator/nobody", true)
	teach("draft/5", old, "old thing", "customer", "customer/9", true)
	for i := range 8 { // some of them wait for an editor
		teach(fmt.Sprint("flood/", i), router, fmt.Sprint("flood ", i), "customer", "customer/7", true)
	}
	list, err := s.Lessons(ctx, knowledge.LessonFilter{State: "quarantined"})
	if try(err); len(list) < 2 {
		t.Fatalf("%d lessons wait", len(list))
	}
	try(s.JudgeLesson(ctx, list[0].ID, false, "Ann"))
	for _, m := range []knowledge.MustFind{{Project: "net", Key: "router", Text: "how", Lang: "en", By: "Ann"}, {Project: "net", Key: "gone", Text: "where", By: "Ann"}, {Project: "old", Key: "a", Text: "old", By: "Ann"}} {
		try(s.AddMustFind(ctx, m))
	}
	try(s.SaveSynonyms(ctx, "en", "wifi, wlan", 0, "Ann"))
	try(s.Remove(ctx, gone, "eva"))
	try(s.RemoveProject(ctx, "old", "eva"))
	return router
}

// elsewhere is an extra that somebody else keeps.
func elsewhere(value *string) knowledge.Extra {
	return knowledge.Extra{Name: "thresholds.json",
		Write: func(context.Context) ([]byte, error) { return []byte(*value), nil },
		Read: func(_ context.Context, file []byte, _ string, dry bool) (taken knowledge.Taken, err error) {
			if string(file) == "bad" {
				return taken, knowledge.InvalidError{{Field: "thresholds", Problem: "are bad"}}
			}
			taken.Changed = *value != string(file)
			if !dry {
				*value = string(file)
			}
			return taken, nil
		}}
}

func TestAnEmptyKnowledgeBaseBecomesTheExportedOne(t *testing.T) {
	t.Parallel()
	pool, other := pgtest.New(t), pgtest.New(t)
	said, heard := "{\"net\":0.9}\n", ""
	s, empty := knowledge.NewStore(pool, elsewhere(&said)), knowledge.NewStore(other, elsewhere(&heard))
	router := rich(t, s, pool)
	if _, err := other.Exec(ctx, `INSERT INTO operators (email, name, display_name, role) VALUES ('x@net.example', 'X', 'X', 'operator')`); err != nil {
		t.Fatal(err)
	}
	if _, err := other.Exec(ctx, `INSERT INTO operators (email, name, display_name, role) VALUES ('maria@net.example', 'Maria', 'M', 'operator')`); err != nil {
		t.Fatal(err)
	}
	want := strings.ReplaceAll(state(t, pool), `"operator/1"`, `"operator/2"`) // her number is another there
	first := whole(t, s)
	dry := imported(t, empty, first, knowledge.ImportOptions{DryRun: true})
	if heard != "" {
		t.Error("a dry run told the others")
	}
	done := imported(t, empty, first, knowledge.ImportOptions{})
	if done != dry {
		t.Errorf("it was to do\n%s\nand did\n%s", dry, done)
	}
	if got := asThere(t, state(t, other), want); got != want {
		t.Errorf("the restored one differs at %s", differs(want, got))
	}
	if heard != said {
		t.Errorf("the others were told %q", heard)
	}
	for name, file := range whole(t, empty) {
		if d := differs(string(first[name].Data), string(file.Data)); d != "" {
			t.Errorf("%s, exported again, differs at %s", name, d)
		}
	}
	for _, at := range []*knowledge.Store{s, empty} {
		if again := imported(t, at, first, knowledge.ImportOptions{}); again != fmt.Sprintf("added [] changed [] removed [] unchanged %d", len(first)) {
			t.Errorf("imported again: %s of %d", again, len(first))
		}
	}
	if got := asThere(t, state(t, other), want); got != want {
		t.Errorf("after a second import it differs at %s", differs(want, got))
	}
	d, err := empty.ArticleByKey(ctx, "net", "router", "en")
	if err != nil {
		t.Fatal(err)
	}
	steps, err := empty.Steps(ctx, d.ID)
	if err != nil || steps[0].What != "restored" || steps[0].By != "import" {
		t.Errorf("its steps are %+v, %v", steps, err)
	}
	a, err := empty.Published(ctx, d.ID)
	b, errB := s.Published(ctx, router)
	if err != nil || errB != nil || len(a.Remembered) == 0 || fmt.Sprint(remembers(a)) != fmt.Sprint(remembers(b)) {
		t.Errorf("remembered %+v and %+v, %v, %v", a.Remembered, b.Remembered, err, errB)
	}
	if n, err := empty.CarryOut(ctx); err != nil || n != 0 {
		t.Errorf("%d plans were carried out, %v", n, err)
	}
}

// remembers is what an article remembers, its weights as they are shown: a second makes them lighter.
func remembers(a *knowledge.Article) (out []string) {
	for _, r := range a.Remembered {
		out = append(out, fmt.Sprintf("%s %s %.2f %d", r.Text, r.Lang, r.Weight, r.Count))
	}
	return out
}

func TestAHistoryIsTakenInWithWhatIsNotKnownYet(t *testing.T) {
	t.Parallel()
	pool, other := pgtest.New(t), pgtest.New(t)
	s, there := knowledge.NewStore(pool), knowledge.NewStore(other)
	rich(t, s, pool)
	first := whole(t, s)
	if _, err := there.SaveProject(ctx, knowledge.Project{Key: "net", Name: "Their net"}); err != nil {
		t.Fatal(err)
	}
	theirs, _ := save(t, there, edit("router", "Their router", "Their own."))
	second := edit("", "Their router", "Their own still.")
	second.Article, second.Based = theirs, 1
	save(t, there, second)
	first["net/en/back.md"] = &fstest.MapFile{Data: []byte("---\ntitle: Back\n---\nWritten by hand in the folder.\n")}
	delete(first, "net/_drafts/en/back.md")
	first["net/_history/en/broken.yaml"] = &fstest.MapFile{Data: []byte("published: 7\nversions:\n  - version: 1\n    title: A\n    body: B\n    at: 2026-01-31T09:30:00Z\n")}
	for name, fault := range map[string]string{"far": "translated: 99999999999", "before": "translated: -1", "late": "steps:\n  - what: published\n    version: 99999999999\n    at: 2026-01-31T09:30:00Z"} {
		first["net/_history/en/"+name+".yaml"] = &fstest.MapFile{Data: []byte(fault + "\nversions:\n  - version: 1\n    title: A\n    body: B\n    at: 2026-01-31T09:30:00Z\n")}
	}
	first["net/_history/en/odd.yaml"] = &fstest.MapFile{Data: []byte("versions: 3\n")}
	first["nowhere/_history/en/a.yaml"] = &fstest.MapFile{Data: []byte("versions: []\n")}
	first["net/_memory.jsonl"] = &fstest.MapFile{Data: append([]byte("not json\n{\"role\":\"king\"}\n"), first["net/_memory.jsonl"].Data...)}
	r, err := knowledge.Import(ctx, there, first, knowledge.ImportOptions{Unverified: true})
	if err != nil {
		t.Fatal(err)
	}
	bad := fmt.Sprint(r.Bad)
	for _, want := range []string{"net/_history/en/broken.yaml: published is version 7 of 1", "net/_history/en/odd.yaml:1: ", "net/_history/en/far.yaml: translated ", "net/_history/en/before.yaml: translated ", "net/_history/en/late.yaml: steps ", "nowhere/_history/en/a.yaml: its project does not exist",
		"net/_memory.jsonl:1: ", "net/_memory.jsonl:2: ", "net/_memory.jsonl: 10 of 12 lessons are about versions of articles that this knowledge base does not have"} {
		if !strings.Contains(bad, want) {
			t.Errorf("it does not say %q: %s", want, bad)
		}
	}
	d, err := there.ArticleByKey(ctx, "net", "router", "en")
	if err != nil || d.Latest != 5 || d.Published != 3 || d.Conflict != 4 || d.Versions[2].Title != "Their router" || d.Versions[1].Title != "Router" {
		t.Errorf("what they had is now %+v, %v", d, err)
	}
	back, err := there.ArticleByKey(ctx, "net", "back", "en")
	if err != nil || back.Latest != 2 || back.Published != 2 || back.Versions[1].Author != "Maria" || back.Versions[0].Author != "import" || !back.Unverified {
		t.Errorf("a changed file after its history is %+v, %v", back, err)
	}
	if uk, err := there.ArticleByKey(ctx, "net", "router", "uk"); err != nil || !uk.Unverified || uk.Versions[0].Author != "Maria" {
		t.Errorf("what is new is not to be trusted: %+v, %v", uk, err)
	}
	if gone, err := there.ArticleByKey(ctx, "net", "gone", "en"); err != nil || gone.Removed.IsZero() {
		t.Errorf("what was removed is %+v, %v", gone, err)
	}
}

func TestAFolderThatIsExportedAgainHasNothingThatIsRemoved(t *testing.T) {
	t.Parallel()
	s, dir := newStore(t, "net", "tv"), t.TempDir()
	id, _ := save(t, s, edit("a", "A", "A."))
	save(t, s, edit("b", "B", "B."))
	export := func() []string {
		t.Helper()
		if _, err := knowledge.Export(ctx, s, dir); err != nil {
			t.Fatal(err)
		}
		names := []string{}
		for name := range whole(t, s) {
			if _, err := os.Stat(dir + "/" + name); err != nil {
				t.Error(err)
			}
			names = append(names, name)
		}
		return names
	}
	export()
	if err := os.WriteFile(dir+"/net/en/own.md", []byte("---\ntitle: Own\n---\nOwn.\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := s.Remove(ctx, id, "eva"); err != nil {
		t.Fatal(err)
	}
	if err := s.RemoveProject(ctx, "tv", "eva"); err != nil {
		t.Fatal(err)
	}
	if names := export(); slices.Contains(names, "net/en/a.md") || !slices.Contains(names, "net/_history/en/a.yaml") {
		t.Errorf("exported %v", names)
	}
	for _, name := range []string{"net/en/a.md", "tv/project.md"} {
		if _, err := os.Stat(dir + "/" + name); err == nil {
			t.Errorf("%s stays, and would come back", name)
		}
	}
	if _, err := os.Stat(dir + "/net/en/own.md"); err != nil {
		t.Errorf("somebody's own file is gone: %v", err)
	}
}

func TestAnyTextComesBackOutOfAHistory(t *testing.T) {
	t.Parallel()
	pool, other := pgtest.New(t), pgtest.New(t)
	s, n := knowledge.NewStore(pool), 0
	if _, err := s.SaveProject(ctx, knowledge.Project{Key: "net", Name: "Net"}); err != nil {
		t.Fatal(err)
	}
	line := rapid.StringMatching(`[^\x00-\x1f\x7f-\x{9f}\x{2028}\x{2029}]{1,40}`)
	text := rapid.StringMatching(`([ -~]|[а-яёґї ]|\n|\n {1,4}|---\n|# |"|: |- |\||>|%|\t|&|\*|'|[🙂é\x{a0}\x{200d}\x{feff}]){1,200}`)
	rapid.Check(t, func(rt *rapid.T) {
		n++
		e := edit(fmt.Sprint("a", n), line.Draw(rt, "title"), text.Draw(rt, "body"))
		e.Questions, e.Tags = rapid.SliceOfN(line, 0, 3).Draw(rt, "questions"), rapid.SliceOfN(line, 0, 3).Draw(rt, "tags")
		e.Comment, e.Owner = line.Draw(rt, "comment"), line.Draw(rt, "owner")
		if strings.TrimSpace(e.Title) == "" || strings.TrimSpace(e.Body) == "" {
			return
		}
		id, _ := save(t, s, e)
		if err := s.Doubt(ctx, id, "Petro", "why "+e.Body[:min(len(e.Body), 20)]); err != nil && !strings.Contains(err.Error(), "UTF-8") {
			rt.Fatal(err)
		}
		p := knowledge.Project{Key: fmt.Sprint("p", n), Name: e.Title, Contacts: e.Body, Aliases: e.Tags, Body: e.Body}
		if _, err := s.SaveProject(ctx, p); err != nil {
			rt.Fatal(err)
		}
	})
	folder := whole(t, s)
	for _, name := range slices.Collect(maps.Keys(folder)) {
		if !strings.Contains(name, "/_history/") {
			delete(folder, name) // the histories alone restore all
		}
	}
	imported(t, knowledge.NewStore(other), folder, knowledge.ImportOptions{})
	if want, got := state(t, pool), state(t, other); got != want {
		t.Errorf("differs at %s", differs(want, got))
	}
}
