package main

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/jackc/pgx/v5/pgxpool"

	"switchboard/knowledge"
	"switchboard/migrations/pgtest"
	"switchboard/routing"
)

// erasable fills a knowledge base with what two customers said, one of whom is to be erased, and returns who that is and who
// may erase him. In every word of his stands Zebulon; in the other's, Yolanda.
func erasable(t *testing.T, pool *pgxpool.Pool) (s *knowledge.Store, r *routing.Router, boss, him int64) {
	t.Helper()
	fill(t, pool)
	ctx := t.Context()
	s = storeWithExtras(pool)
	r = routing.New(routing.Config{Pool: pool})
	err := pool.QueryRow(ctx, `INSERT INTO operators (email, name, display_name, role) VALUES ('sue@net.example', 'Sue', 'S', 'supervisor') RETURNING id`).Scan(&boss)
	if err != nil {
		t.Fatal(err)
	}
	for i, name := range []string{"Yolanda", "Zebulon"} {
		err := pool.QueryRow(ctx, `INSERT INTO subscribers (name) VALUES ($1) RETURNING id`, name).Scan(&him)
		if err != nil {
			t.Fatal(err)
		}
		for _, sql := range []string{
			`INSERT INTO addresses (subscriber_id, account, kind, value) VALUES ($1, 'chat', 'chat', $2)`,
			`INSERT INTO conversations (subscriber_id, address_id, account, state, closed_at) SELECT $1, max(id), 'chat', 'closed', now() FROM addresses WHERE $2 <> ''`,
			`INSERT INTO messages (conversation_id, seq, rev, author, text, state, at) SELECT max(id), 1, 1, 'customer', 'Hello. Where does ' || $2 || ' find the reset button, please?', 'stored', now() FROM conversations WHERE subscriber_id = $1`,
			`INSERT INTO suggestions (conversation_id, for_seq, rank, text, score, sources) SELECT max(id), 1, 1, $2, 0.5, '[{"title": "x"}]' FROM conversations WHERE subscriber_id = $1`,
			`INSERT INTO lessons (key, article_id, version, lang, text, solved, role, person, state, at)
				SELECT 'suggestion/' || s.id || '/operator/true', a.id, 1, 'en', 'where does ' || $2 || ' find it', true, 'operator', 'operator/2', 'learned', now()
				FROM suggestions s JOIN conversations c ON c.id = s.conversation_id AND c.subscriber_id = $1, (SELECT min(id) AS id FROM articles) a WHERE $2 <> ''`,
			`INSERT INTO lessons (key, article_id, version, lang, text, solved, role, person, state, at)
				SELECT 'said/' || $2, min(id), 1, 'en', $2 || ' says it helped', true, 'customer', 'customer/' || $1::bigint, 'learned', now() FROM articles`,
			`INSERT INTO lessons (key, article_id, version, lang, text, solved, role, person, state, at)
				SELECT 'asked/' || $2, min(id), 1, 'en', 'words that both use', true, 'customer', 'customer/' || $1::bigint, 'learned', now() FROM articles`,
			`INSERT INTO department_lessons (conversation_id, department, text, weight, operator_id, rev)
				SELECT max(id), 'sales', $2 || ' wants to buy', 1, 1, nextval('department_lessons_rev') FROM conversations WHERE subscriber_id = $1`,
			`INSERT INTO article_drafts (editor_id, form, name, fields) SELECT 1, 'new:net:conversation' || max(id), 'Maria', jsonb_build_object('title', $2::text) FROM conversations WHERE subscriber_id = $1`,
			`INSERT INTO gap_questions (conversation_id, seq, gap_id, text, at) SELECT max(c.id), 1, (SELECT min(id) FROM gaps), $2 || ' asks for parcels', now() - interval '1 hour' FROM conversations c WHERE c.subscriber_id = $1`,
			`WITH g AS (INSERT INTO gaps (lang, title) VALUES ('en', $2 || ' asks something else') RETURNING id)
				INSERT INTO gap_questions (conversation_id, seq, gap_id, text, at) SELECT max(c.id), 2, max(g.id), $2 || ' asks something else', now() FROM conversations c, g WHERE c.subscriber_id = $1`,
			`UPDATE gaps SET title = $2 || ' asks for parcels' WHERE id = (SELECT min(id) FROM gaps) AND $1 > 0`,
		} {
			if _, err := pool.Exec(ctx, sql, him, name); err != nil {
				t.Fatalf("%s: %v", sql, err)
			}
		}
		for _, text := range []string{"where does " + name + " find the reset button", name + " asks something else", name + " is no word of any customer here", "Words that both use"} {
			if err := s.AddMustFind(ctx, knowledge.MustFind{Project: "net", Key: "zero", Text: text, By: fmt.Sprint("editor ", i)}); err != nil {
				t.Fatal(err)
			}
		}
	}
	return s, r, boss, him
}

// says counts the lines of a folder in which a word stands, by file.
func says(folder fstest.MapFS, word string) map[string]int {
	out := map[string]int{}
	for name, file := range folder {
		if n := strings.Count(string(file.Data), word); n > 0 {
			out[name] = n
		}
	}
	return out
}

// withoutNames is a folder as it was written before its lines had names.
func withoutNames(folder fstest.MapFS) fstest.MapFS {
	out := fstest.MapFS{}
	for name, file := range folder {
		var lines []string
		for line := range strings.Lines(string(file.Data)) {
			switch {
			case strings.HasSuffix(name, "_must-find.yaml") && strings.HasPrefix(line, "  key: "):
				continue
			case strings.HasSuffix(name, "_memory.jsonl") || name == "unsaved.jsonl":
				if strings.HasPrefix(line, `{"key":"`) {
					line = "{" + line[len(`{"key":"00000000-0000-0000-0000-000000000000",`):]
				}
			}
			lines = append(lines, line)
		}
		out[name] = &fstest.MapFile{Data: []byte(strings.Join(lines, ""))}
	}
	return out
}

// TestWhatIsErasedDoesNotComeBackWithAnExport exports, erases, and imports what was exported before: where it was erased,
// into a base that was restored from an export of afterwards, and into one that had it before it heard of the erasure.
func TestWhatIsErasedDoesNotComeBackWithAnExport(t *testing.T) {
	t.Parallel()
	pool := pgtest.New(t)
	s, r, boss, him := erasable(t, pool)
	before := exported(t, s)
	had, kept := says(before, "Zebulon"), says(before, "Yolanda")
	for _, name := range []string{"gaps.jsonl", "net/_memory.jsonl", "net/_must-find.yaml", "transfers.jsonl", "unsaved.jsonl"} {
		if had[name] == 0 {
			t.Errorf("this test shows nothing of %s", name)
		}
	}
	imported := func(s *knowledge.Store, folder fstest.MapFS, dry bool) knowledge.ImportReport {
		t.Helper()
		report, err := knowledge.Import(t.Context(), s, folder, knowledge.ImportOptions{DryRun: dry})
		if err != nil || len(report.Bad) > 0 {
			t.Fatalf("%v, %v", report.Bad, err)
		}
		return report
	}
	fresh := func() *knowledge.Store { return storeWithExtras(pgtest.New(t)) }
	heard := fresh()
	imported(heard, before, false)

	e, err := r.Erase(t.Context(), boss, him, "asked by letter")
	if err != nil {
		t.Fatal(err)
	}
	if e.Rows["must_find"] != 2 || e.Rows["lessons"] != 3 || e.Rows["gap_questions"] != 2 || e.Rows["article_drafts"] != 1 {
		t.Errorf("erased: %v", e.Rows)
	}
	after := exported(t, s)
	kept["gaps.jsonl"]++                                      // a gap that was named after him is named after the next question
	const written = "Zebulon is no word of any customer here" // the editor's own
	checked := func(what string, s *knowledge.Store) {
		t.Helper()
		now := exported(t, s)
		if left := says(now, "Zebulon"); len(left) != 1 || left["net/_must-find.yaml"] != 1 || !strings.Contains(string(now["net/_must-find.yaml"].Data), written) {
			t.Errorf("%s: it is back in %v", what, left)
		}
		if !strings.Contains(string(now["net/_must-find.yaml"].Data), "Words that both use") {
			t.Errorf("%s: a test question in the words of the other customer is gone", what)
		}
		if stays := says(now, "Yolanda"); fmt.Sprint(stays) != fmt.Sprint(kept) {
			t.Errorf("%s: of the other customer there was %v, and is %v", what, kept, stays)
		}
		if a, b := string(now["erased.jsonl"].Data), string(after["erased.jsonl"].Data); a != b || a == "" {
			t.Errorf("%s: of what was erased it knows\n%s, and not\n%s", what, a, b)
		}
	}
	left := func(r knowledge.ImportReport) string { return fmt.Sprint(r.LeftOut) }
	const want = "[gaps.jsonl: 2 lines were left out: they are of customers who were erased net/_memory.jsonl: 3 lines were left out: they are of customers who were erased " +
		"net/_must-find.yaml: 2 lines were left out: they are of customers who were erased transfers.jsonl: 1 line was left out: it is of a customer who was erased " +
		"unsaved.jsonl: 1 line was left out: it is of a customer who was erased]"
	checked("erased", s)
	for _, folder := range []fstest.MapFS{before, withoutNames(before)} {
		for _, dry := range []bool{true, false} {
			if report := imported(s, folder, dry); left(report) != want || len(report.Added)+len(report.Changed) > 0 {
				t.Errorf("imported where it was erased, dry %t: %s\n%+v", dry, left(report), report)
			}
		}
		checked("imported where it was erased", s)
	}
	restored := fresh()
	if report := imported(restored, after, false); len(report.LeftOut) > 0 {
		t.Errorf("an export of afterwards: %v", report.LeftOut)
	}
	for _, dry := range []bool{true, false} {
		if report := imported(restored, before, dry); left(report) != want || len(report.Added)+len(report.Changed) > 0 {
			t.Errorf("imported after an export of afterwards, dry %t: %s\n%+v", dry, left(report), report)
		}
	}
	checked("imported after an export of afterwards", restored)
	if report := imported(heard, after, true); !slices.Equal(report.Changed, []string{"erased.jsonl"}) || len(says(exported(t, heard), "Zebulon")) < 4 {
		t.Errorf("a base that hears of it would do %+v", report)
	}
	imported(heard, after, false)
	checked("a base that hears of it", heard)
	imported(heard, before, false)
	checked("a base that heard of it", heard)

	both := fstest.MapFS{}
	for name, file := range before {
		both[name] = file
	}
	both["erased.jsonl"] = after["erased.jsonl"]
	first := fresh()
	imported(first, both, false)
	checked("a folder that has the words and says that they were erased", first)
}

// TestWhatRemainsOfAnErasureSaysNothing: names are random, digests stay here and mean nothing without the secret.
func TestWhatRemainsOfAnErasureSaysNothing(t *testing.T) {
	t.Parallel()
	pool := pgtest.New(t)
	s, r, boss, him := erasable(t, pool)
	if _, err := r.Erase(t.Context(), boss, him, "asked by letter"); err != nil {
		t.Fatal(err)
	}
	var random, digests int
	err := pool.QueryRow(context.Background(), `SELECT count(*) FILTER (WHERE NOT here AND substr(key::text, 15, 1) = '4'), count(*) FILTER (WHERE here) FROM erased_lines`).Scan(&random, &digests)
	if err != nil || random != 3+9 || digests != 7 { // three were there before; one digest is that of a gap that is gone
		t.Errorf("%d random names, %d digests, %v", random, digests, err)
	}
	if n := strings.Count(string(exported(t, s)["erased.jsonl"].Data), "\n"); n != random {
		t.Errorf("%d lines are exported", n)
	}
}
