package knowledge_test

import (
	"errors"
	"log/slog"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"

	"switchboard/knowledge"
	"switchboard/migrations"
	"switchboard/migrations/pgtest"
)

// before was how the program stored texts: with its address, where it was then.
func before(t *testing.T, pool *pgxpool.Pool, base string) (old *knowledge.Store, picture string) {
	t.Helper()
	old = knowledge.NewStore(pool)
	f, err := old.SaveFile(ctx, "lamp.png", []byte("\x89PNG\r\n\x1a\n"), "Maria")
	if err != nil {
		t.Fatal(err)
	}
	body := "![lamp](" + base + f.Path() + ") and [b](" + base + "/help/en/p1/b), [strange](" + base + pathKey + "x.png)."
	if _, err := old.SaveProject(ctx, knowledge.Project{Key: "p1", Name: "One", Body: body}); err != nil {
		t.Fatal(err)
	}
	id, _ := save(t, old, knowledge.Edit{Project: "p1", Key: "a", Lang: "en", Author: "Maria", Draft: knowledge.Draft{Title: "A", Body: "First, " + body}})
	save(t, old, knowledge.Edit{Article: id, Based: 1, Author: "Maria", Publish: true, Draft: knowledge.Draft{Title: "A", Body: body}})
	save(t, old, knowledge.Edit{Project: "p1", Key: "b", Lang: "en", Author: "Maria", Publish: true, Draft: knowledge.Draft{Title: "B", Body: "Text."}})
	var editor int64
	if err := pool.QueryRow(ctx, `INSERT INTO operators (email, name, display_name, role) VALUES ('m@x.example', 'M', 'M', 'editor') RETURNING id`).Scan(&editor); err != nil {
		t.Fatal(err)
	}
	if err := old.KeepDraft(ctx, knowledge.Kept{Editor: editor, Form: "new:p1", Name: "M", Fields: map[string]string{"title": "C", "body": "Typed:\n" + body}}); err != nil {
		t.Fatal(err)
	}
	return old, f.Path()
}

// texts are all that is kept: versions of articles and of cards, cards, and what is being written.
func texts(t *testing.T, pool *pgxpool.Pool) (out []string) {
	t.Helper()
	for _, sql := range []string{`SELECT body FROM article_versions`, `SELECT body FROM project_versions`, `SELECT body FROM projects`, `SELECT fields->>'body' FROM article_drafts`} {
		rows, err := pool.Query(ctx, sql)
		if err != nil {
			t.Fatal(err)
		}
		for rows.Next() {
			var s string
			if err := rows.Scan(&s); err != nil {
				t.Fatal(err)
			}
			out = append(out, s)
		}
	}
	return out
}

// What an earlier version kept with an address is kept without, wherever the program was: the files that are here, and, once it is
// there again, its articles. Nothing is said anew, and the indexes are told.
func TestTextsThatWereKeptWithAnAddressAreFreedOfIt(t *testing.T) {
	t.Parallel()
	const was = "http://localhost:8080"
	pool := pgtest.New(t)
	s, picture := before(t, pool, was)
	step := func(what string, do func() error, links string, told int) {
		t.Helper()
		_, _, rev := changes(t, s, 0)
		if err := do(); err != nil {
			t.Fatal(err)
		}
		list := texts(t, pool)
		if len(list) != 6 {
			t.Errorf("%s: %d texts", what, len(list))
		}
		for _, text := range list {
			if text != "Text." && !strings.HasSuffix(text, links) {
				t.Errorf("%s: %q, not %q", what, text, links)
			}
		}
		if articles, _, _, err := s.Changes(ctx, rev); err != nil || len(articles) != told || told > 0 && articles[0].Version != 2 {
			t.Errorf("%s: the indexes are told of %+v, %v", what, articles, err)
		}
		if d, err := s.ArticleByKey(ctx, "p1", "a", "en"); err != nil || d.Latest != 2 || d.Published != 2 {
			t.Errorf("%s: %+v, %v", what, d, err)
		}
		if _, err := pool.Exec(ctx, `UPDATE article_versions SET body = ''`); err == nil {
			t.Errorf("%s: what was saved once may be changed", what)
		}
	}
	upgrade := func() error { return upgradeAnew(pool) }
	strange := ", [strange](" + was + pathKey + "x.png)."
	half := "![lamp](" + picture + ") and [b](" + was + "/help/en/p1/b)" + strange
	step("upgraded", upgrade, half, 1)
	step("upgraded twice", upgrade, half, 0)
	step("elsewhere", func() error { return s.At("https://other.example").LeaveAddress(ctx) }, half, 0)
	whole := "![lamp](" + picture + ") and [b](/help/en/p1/b), [strange](" + pathKey + "x.png)."
	step("here", func() error { return s.At(was).LeaveAddress(ctx) }, whole, 1)
	step("here again", func() error { return s.At(was).LeaveAddress(ctx) }, whole, 0)
	step("at no address", func() error { return s.LeaveAddress(ctx) }, whole, 0)
	if _, err := s.SaveProject(ctx, knowledge.Project{Key: "p1", Name: "One", Body: "Of an older replica: [b](" + was + "/help/en/p1/b)" + strange}); err != nil {
		t.Fatal(err)
	}
	if err := s.At("https://third.example").LeaveAddress(ctx); err != nil {
		t.Fatal(err)
	}
	for _, text := range texts(t, pool) {
		if strings.Contains(text, was) {
			t.Errorf("left by the program, which an older replica does not know: %q", text)
		}
	}
}

// Who publishes meanwhile has the row of knowledge_state, and touches articles with it.
func TestTextsAreFreedOfTheirAddressBesidePublishing(t *testing.T) {
	t.Parallel()
	const was = "http://localhost:8080"
	pool := pgtest.New(t)
	s, _ := before(t, pool, was)
	for what, free := range map[string]func() error{
		"upgraded": func() error { return upgradeAnew(pool) },
		"here":     func() error { return s.At(was).LeaveAddress(ctx) },
	} {
		tx, err := pool.Begin(ctx)
		if err != nil {
			t.Fatal(err)
		}
		defer tx.Rollback(ctx)
		if _, err := tx.Exec(ctx, `UPDATE knowledge_state SET rev = rev + 1`); err != nil {
			t.Fatal(err)
		}
		freed := make(chan error, 1)
		go func() { freed <- free() }()
		for waits := false; !waits; time.Sleep(5 * time.Millisecond) {
			if err := pool.QueryRow(ctx, `SELECT EXISTS (SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock')`).Scan(&waits); err != nil {
				t.Fatal(err)
			}
		}
		_, err = tx.Exec(ctx, `SELECT FROM article_versions FOR UPDATE`)
		if err := errors.Join(err, tx.Commit(ctx), <-freed); err != nil {
			t.Errorf("%s: %v", what, err)
		}
	}
}

// upgradeAnew lets the migration that frees the texts run once more.
func upgradeAnew(pool *pgxpool.Pool) error {
	if _, err := pool.Exec(ctx, `DELETE FROM goose_db_version WHERE version_id = 78`); err != nil {
		return err
	}
	return migrations.Up(ctx, pool, slog.New(slog.DiscardHandler))
}

// A folder that was imported while texts were kept with the address, and that is as it was, changes nothing: neither what somebody
// wrote since, nor what he took back.
func TestAFolderImportedWithTheAddressIsUnchangedWithoutIt(t *testing.T) {
	t.Parallel()
	s := newStore(t)
	asBefore := func(lang, project, key string) string { return home + helpPage(lang, project, key) }
	root := linked()
	root["p1/_drafts/en/later.md"].Data = []byte("---\ntitle: Later\npublish_at: 2099-12-31T09:30:00Z\n---\nSee [a](valves.md).\n")
	imported(t, s, root, knowledge.ImportOptions{Page: asBefore})
	if got := bodyOf(t, s, "p1", "en", "valves"); got != "Back to [it]("+home+"/help/en/p1/pressure)." {
		t.Fatalf("it was %q", got)
	}
	d, err := s.ArticleByKey(ctx, "p1", "secret", "en")
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Unpublish(ctx, d.ID, "Maria"); err != nil {
		t.Fatal(err)
	}
	later, err := s.ArticleByKey(ctx, "p1", "later", "en")
	if err != nil || later.PublishAt.IsZero() {
		t.Fatalf("%+v, %v", later, err)
	}
	if err := s.Plan(ctx, later.ID, knowledge.Plan{}, "Maria"); err != nil {
		t.Fatal(err)
	}
	s = s.At(home)
	if err := s.LeaveAddress(ctx); err != nil {
		t.Fatal(err)
	}
	for _, at := range []*knowledge.Store{s, s, s.At("https://other.example")} {
		for _, o := range []knowledge.ImportOptions{{Page: helpPage, DryRun: true}, {Page: helpPage}} {
			if got := imported(t, at, root, o); got != "added [] changed [] removed [] unchanged 8" {
				t.Errorf("dry %t: %s", o.DryRun, got)
			}
		}
	}
	if d, err = s.ArticleByKey(ctx, "p1", "secret", "en"); err != nil || d.Published != 0 || d.Latest != 1 {
		t.Errorf("what was taken back is %+v, %v", d, err)
	}
	if later, err = s.ArticleByKey(ctx, "p1", "later", "en"); err != nil || !later.PublishAt.IsZero() || later.Versions[0].Body != "See [a](/help/en/p1/valves)." {
		t.Errorf("what was planned and is not any more is %+v, %v", later, err)
	}
	if got := bodyOf(t, s, "p1", "en", "valves"); got != "Back to [it](/help/en/p1/pressure)." {
		t.Errorf("it is %q", got)
	}
}

// What was erased while texts were kept with the address does not come back from a folder that has it.
func TestWhatWasErasedWithTheAddressStaysErasedWithoutIt(t *testing.T) {
	t.Parallel()
	s := newStore(t, "p1")
	e := knowledge.Edit{Project: "p1", Key: "a", Lang: "en", Author: "Maria", Publish: true, Draft: knowledge.Draft{Title: "A", Body: "Ask Bob: [b](" + home + "/help/en/p1/b)."}}
	id, _ := save(t, s, e)
	folder := whole(t, s)
	e.Article, e.Based, e.Body = id, 1, "Ask us."
	save(t, s, e)
	if n, err := s.Clear(ctx, id, "Maria"); err != nil || n != 1 {
		t.Fatalf("%d versions were erased, %v", n, err)
	}
	s = s.At(home)
	if err := s.LeaveAddress(ctx); err != nil {
		t.Fatal(err)
	}
	r, err := knowledge.Import(ctx, s, folder, knowledge.ImportOptions{})
	if err != nil || len(r.LeftOut) != 1 || r.LeftOut[0].Path != "p1/en/a.md" || bodyOf(t, s, "p1", "en", "a") != "Ask us." {
		t.Errorf("%+v, %v", r, err)
	}
}
