package main

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"switchboard/assist/eval"
	"switchboard/knowledge"
	"switchboard/migrations/pgtest"
	"switchboard/routing"
)

// carried is a table that an export carries: what its rows are told by elsewhere, and which columns mean something in one
// database only, with the reason.
type carried struct {
	names string // pairs for jsonb_build_object; t is the row
	joins string
	apart map[string]string
}

const (
	ofArticle    = `'of', (SELECT p.key || '/' || a.lang || '/' || a.key FROM articles a JOIN projects p ON p.id = a.project_id WHERE a.id = t.article_id)`
	number       = "a number of this database"
	ofImport     = "what an import knows of its files"
	madeHere     = "when the row was made here"
	conversation = "conversations stay behind"
)

// carriedTables are the tables of the knowledge base.
var carriedTables = map[string]carried{
	"projects":         {apart: map[string]string{"id": number, "source_hash": ofImport, "created_at": madeHere}},
	"project_versions": {names: `'of', (SELECT key FROM projects p WHERE p.id = t.project_id)`, apart: map[string]string{"project_id": number}},
	"articles": {names: `'of', (SELECT key FROM projects p WHERE p.id = t.project_id)`, apart: map[string]string{"id": number, "project_id": number, "source_hash": ofImport,
		"draft_hash": ofImport, "imported": ofImport, "taken": ofImport, "created_at": madeHere, "rev": number, "aged_at": "since when what was taught weighs what it weighs: reckoned anew"}},
	"article_versions":  {names: ofArticle, apart: map[string]string{"article_id": number}},
	"article_steps":     {names: ofArticle, apart: map[string]string{"id": number, "article_id": number}},
	"article_file_uses": {names: ofArticle, apart: map[string]string{"article_id": number}},
	"knowledge_files":   {},
	"must_find":         {names: `'of', (SELECT key FROM projects p WHERE p.id = t.project_id)`, apart: map[string]string{"id": number, "project_id": number}},
	"synonyms":          {apart: map[string]string{"rev": number}},
	"lessons": {names: ofArticle + `, 'who', COALESCE('operator/' || o.email, t.person)`, joins: `LEFT JOIN operators o ON t.person = 'operator/' || o.id`,
		apart: map[string]string{"id": number, "key": "what taught it here", "article_id": number, "person": "told by his address"}},
	"lesson_moves": {names: ofArticle + `, 'lesson', (SELECT line FROM lessons l WHERE l.id = t.lesson_id)`, apart: map[string]string{"lesson_id": number, "article_id": number}},
	"gaps":         {names: ofArticle, apart: map[string]string{"id": number, "article_id": number}},
	"gap_questions": {names: `'of', (SELECT key FROM gaps g WHERE g.id = t.gap_id)`,
		apart: map[string]string{"gap_id": number, "conversation_id": conversation, "seq": conversation}},
	"article_reports": {names: ofArticle + `, 'who', COALESCE(o.email, t.reporter)`, joins: `LEFT JOIN operators o ON o.id = t.operator_id`,
		apart: map[string]string{"id": number, "article_id": number, "operator_id": "told by his address", "reporter": "told by his address", "conversation_id": conversation}},
	"article_drafts": {names: ofArticle + `, 'who', COALESCE(o.email, t.editor), 'what', t.fields - 'gap',
			'gap', (SELECT key FROM gaps g WHERE g.id::text = t.fields->>'gap'), 'at', CASE WHEN t.form ~ '^a[0-9]|gap|conversation|kept' THEN '' ELSE t.form END`,
		joins: `LEFT JOIN operators o ON o.id = t.editor_id`,
		apart: map[string]string{"editor_id": "told by his address", "editor": "told by his address", "article_id": number, "form": "has numbers in it", "fields": "has a gap's number in it",
			"seen_at": "who is at a form now"}},
	"erased_lines":      {},
	"threshold_changes": {apart: map[string]string{"id": number}},
	"tunings":           {apart: map[string]string{"id": number}},
	"help_votes":        {names: ofArticle, apart: map[string]string{"article_id": number}},
	"help_notes":        {names: ofArticle, apart: map[string]string{"id": number, "article_id": number}},
	"help_searches":     {},
	"alike_settled": {names: `'pair', (SELECT array_agg(a.key || ' ' || CASE a.id WHEN t.a_article THEN t.a_version ELSE t.b_version END ORDER BY a.key) FROM articles a WHERE a.id IN (t.a_article, t.b_article))`,
		apart: map[string]string{"a_article": number, "b_article": number, "a_version": "told with its article", "b_version": "told with its article"}},
	"department_lessons": {names: `'who', COALESCE(o.email, t.operator), 'as', t.role`, joins: `LEFT JOIN operators o ON o.id = t.operator_id`,
		apart: map[string]string{"id": number, "rev": number, "conversation_id": conversation, "operator_id": "told by his address", "operator": "told by his address", "role": "told with him"}},
}

// apartTables are all others, and why an export of the knowledge base leaves them out.
var apartTables = func() map[string]string {
	out := map[string]string{
		"knowledge_state": "a counter of this database, and a secret that stays in it", "api_keys": "secrets, of which only digests are kept", "vectors": "follows from texts and model", "kept_answers": "a cache, for a week", "forgotten_lessons": "what editors let the memory forget, for a month", "forgotten_lines": "digests of what was forgotten longer ago, keyed by a secret that stays", "forgotten_names": "names of what was forgotten longer ago: forgotten.jsonl has them beside those of forgotten_lessons", "draft_claims": "of drafts that are being written, for seconds",
		"model_use": "what was paid", "model_troubles": "why a model did not answer here", "index_marks": "this database's signature on its search index, which no other may have", "settings": "of this program: of it, thresholds.json carries the thresholds",
	}
	for why, tables := range map[string]string{
		"conversations, which are no part of the knowledge base": `conversations messages message_changes message_versions files file_contents inbound_events events lanes notes suggestions
			facts closings wishes article_origins subscribers addresses staff_reports erasures`,
		"people and departments": "operators operator_departments departments sessions invites sign_in_attempts",
		"Slack's":                "slack_asks slack_channels slack_gap_notices slack_lines slack_live slack_notices slack_pauses slack_people slack_posts slack_received slack_report_notices slack_reveals slack_threads",
		"the program's own":      "leases account_pauses goose_db_version river_client river_client_queue river_job river_leader river_migration river_notification river_queue",
	} {
		for _, table := range strings.Fields(tables) {
			out[table] = why
		}
	}
	return out
}()

// rowsOf are the rows of a carried table as text, without what means something in its database only.
func rowsOf(t *testing.T, pool *pgxpool.Pool, table string) []string {
	t.Helper()
	c := carriedTables[table]
	rows, _ := pool.Query(t.Context(), `SELECT ((to_jsonb(t) - $1::text[]) || jsonb_build_object(`+c.names+`))::text FROM `+table+` t `+c.joins+` WHERE NOT (to_jsonb(t) @> '{"what": "restored"}') ORDER BY 1`,
		append([]string{}, slices.Collect(maps.Keys(c.apart))...))
	list, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		t.Fatalf("%s: %v", table, err)
	}
	return list
}

// TestAnExportHasEveryTableOfTheKnowledgeBase fills every table of the knowledge base, exports, restores into an empty
// database, and finds the rows and the folder equal. A table or a column that is new is compared without being named here,
// unless it is said why it is apart.
func TestAnExportHasEveryTableOfTheKnowledgeBase(t *testing.T) {
	t.Parallel()
	pool, other := pgtest.New(t), pgtest.New(t)
	rows, _ := pool.Query(t.Context(), `SELECT tablename::text FROM pg_tables WHERE schemaname = 'public'`)
	tables, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		t.Fatal(err)
	}
	for _, table := range tables {
		_, is := carriedTables[table]
		if _, not := apartTables[table]; is == not {
			t.Errorf("table %s: an export carries it, or it is said here why not (one of both)", table)
		}
	}
	fill(t, pool)
	s := storeWithExtras(pool)
	empty := storeWithExtras(other)
	first := exported(t, s)
	for _, dry := range []bool{true, false} {
		if r, err := knowledge.Import(t.Context(), empty, first, knowledge.ImportOptions{DryRun: dry}); err != nil || len(r.Bad) > 0 {
			t.Fatalf("dry %t: %v, %v", dry, r.Bad, err)
		}
	}
	for _, table := range slices.Sorted(maps.Keys(carriedTables)) {
		was, is := rowsOf(t, pool, table), rowsOf(t, other, table)
		if len(was) == 0 {
			t.Errorf("table %s is empty: nothing is shown of it", table)
		}
		for i := range max(len(was), len(is)) {
			if i >= len(was) || i >= len(is) || was[i] != is[i] {
				t.Errorf("table %s has %d and %d rows; they differ at\n%v\n%v", table, len(was), len(is), was[min(i, len(was)):min(i+1, len(was))], is[min(i, len(is)):min(i+1, len(is))])
				break
			}
		}
	}
	again := exported(t, empty)
	for name := range again {
		if first[name] == nil || string(first[name].Data) != string(again[name].Data) {
			t.Errorf("%s, exported again, is\n%s\nand was\n%v", name, again[name].Data, first[name])
		}
	}
	if len(first) != len(again) {
		t.Errorf("%d files became %d", len(first), len(again))
	}
	for _, at := range []*knowledge.Store{s, empty} {
		r, err := knowledge.Import(t.Context(), at, first, knowledge.ImportOptions{Remove: true})
		if err != nil || len(r.Added)+len(r.Changed)+len(r.Removed)+len(r.Bad) > 0 {
			t.Errorf("imported again: %+v, %v", r, err)
		}
	}
}

// exported is what an export writes.
func exported(t *testing.T, s *knowledge.Store) fstest.MapFS {
	t.Helper()
	files := fstest.MapFS{}
	err := knowledge.EachFile(t.Context(), s, func(name string, data []byte) error {
		files[name] = &fstest.MapFile{Data: slices.Clone(data)}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// fill puts something into every table of the knowledge base.
func fill(t *testing.T, pool *pgxpool.Pool) {
	t.Helper()
	ctx := t.Context()
	s := knowledge.NewStore(pool).At("https://gw.example")
	try := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	_, err := s.SaveProject(ctx, knowledge.Project{Key: "net", Name: "Net", Body: "All of it."})
	try(err)
	stored, err := s.SaveFile(ctx, "a lamp.png", []byte("\x89PNG\r\n\x1a\nx"), "Maria")
	try(err)
	typed, err := s.SaveFile(ctx, "typed.png", []byte("\x89PNG\r\n\x1a\ny"), "Maria")
	try(err)
	var ids []int64
	for i, key := range []string{"zero", "router", "cable"} { // the pair below stands in another order by name than by number
		id, _, err := s.SaveVersion(ctx, knowledge.Edit{Project: "net", Key: key, Lang: "en", Author: "Maria", Publish: true,
			Draft: knowledge.Draft{Title: key, Body: fmt.Sprintf("Text %d ![x](https://gw.example%s).", i, stored.Path()), Questions: []string{"how " + key}, Owner: "Olena"}})
		try(err)
		ids = append(ids, id)
	}
	_, _, err = s.SaveVersion(ctx, knowledge.Edit{Article: ids[0], Based: 1, Author: "Maria", Submit: true, Draft: knowledge.Draft{Title: "Zero", Body: "Another."}})
	try(err)
	try(s.AddMustFind(ctx, knowledge.MustFind{Project: "net", Key: "zero", Text: "how", Lang: "en", By: "Ann"}))
	try(s.SaveSynonyms(ctx, "en", "wifi, wlan", 0, "Ann"))
	var maria, ann int64
	try(pool.QueryRow(ctx, `INSERT INTO operators (email, name, display_name, role) VALUES ('maria@net.example', 'Maria', 'M', 'editor') RETURNING id`).Scan(&maria))
	try(pool.QueryRow(ctx, `INSERT INTO operators (email, name, display_name, role) VALUES ('ann@net.example', 'Ann', 'A', 'operator') RETURNING id`).Scan(&ann))
	var lessons []string
	for _, card := range []string{"my card 4242 4242 4242 4242 was charged", "a lamp blinks, call 555-123-4567 or a@b.example"} {
		_, err := s.Teach(ctx, knowledge.Lesson{Key: "x/" + card, Article: ids[0], Lang: "en", Text: card, Solved: true, Role: "operator", Person: fmt.Sprint("operator/", ann), At: time.Now()})
		try(err)
		lessons = append(lessons, card)
	}
	merged, _, err := s.SaveVersion(ctx, knowledge.Edit{Project: "net", Key: "merged", Lang: "en", Author: "Maria", Publish: true, Draft: knowledge.Draft{Title: "Merged", Body: "The same."}})
	try(err)
	_, err = s.Teach(ctx, knowledge.Lesson{Key: "merged", Article: merged, Lang: "en", Text: "cable broken", Solved: true, Role: "editor", Person: "Maria", At: time.Now()})
	try(err)
	_, _, err = s.SaveVersion(ctx, knowledge.Edit{Article: ids[2], Based: 1, Author: "Maria", Publish: true, Merges: merged, Draft: knowledge.Draft{Title: "cable", Body: "Text 2 and the same."}})
	try(err)
	now := time.Now()
	asked := func(conversation int64, text string) {
		_, err := s.AddUnanswered(ctx, []knowledge.Unanswered{{Conversation: conversation, Seq: 1, Lang: "en", Text: text, At: now.Add(time.Duration(conversation) * time.Second)}})
		try(err)
	}
	try(routing.New(routing.Config{Pool: pool}).EnsureDepartments(ctx, map[string]string{"sales": "Sales", "support": "Support"}))
	_, err = pool.Exec(ctx, `
		WITH s AS (INSERT INTO subscribers (name) VALUES ('Sam') RETURNING id), a AS (INSERT INTO addresses (subscriber_id, account, kind, value) SELECT id, 'chat', 'chat', 'sam' FROM s RETURNING id, subscriber_id)
		INSERT INTO conversations (subscriber_id, address_id, account, state, closed_at) SELECT a.subscriber_id, a.id, 'chat', 'closed', now() FROM a, generate_series(1, 6)`)
	try(err)
	asked(1, "do you deliver parcels abroad")
	asked(2, "do you deliver parcels abroad please")
	asked(3, "my name is Zebulon Quirk, do you\nsell used modems")
	asked(4, "is there a shop in town")
	gaps, err := s.Gaps(ctx, "open", "", "")
	try(err)
	if len(gaps) != 3 {
		t.Fatalf("%d gaps", len(gaps))
	}
	try(s.AssignGap(ctx, gaps[0].ID, "olena@net.example", "Maria"))
	try(s.WriteGap(ctx, gaps[1].ID, ids[1], "Maria"))
	try(s.DismissGap(ctx, gaps[2].ID, "Maria", "we do not"))
	for _, helped := range []bool{true, false, true} {
		try(s.Vote(ctx, ids[0], helped))
	}
	try(s.NoteOfReader(ctx, ids[0], "call me at +380 50 123 45 67\nI miss the price"))
	try(s.SearchedInVain(ctx, "en", "Used  Modems"))
	try(s.Settle(ctx, ids[1], ids[2], "Maria", "two sorts"))
	_, err = pool.Exec(ctx, `INSERT INTO article_reports (article_id, version, conversation_id, operator_id, text, resolved_at, resolved_by, answer) VALUES
		($1, 1, 1, $2, E'the price is old\nsee there', NULL, '', ''), ($1, 1, NULL, $2, 'so is this', now(), 'Maria', 'mended')`, ids[0], ann)
	try(err)
	_, err = pool.Exec(ctx, `UPDATE article_reports SET erasure = true WHERE text = 'so is this'`)
	try(err)
	_, err = pool.Exec(ctx, `INSERT INTO erased_lines (key) SELECT gen_random_uuid() FROM generate_series(1, 3)`)
	try(err)
	for form, fields := range map[string]map[string]string{
		fmt.Sprint("a", ids[0]):               {"title": "Zero", "body": "Typed ![y](" + typed.Path() + ")"},
		"new:net":                             {"title": "New one"},
		fmt.Sprint("new:net:gap", gaps[0].ID): {"title": "Gap", "gap": fmt.Sprint(gaps[0].ID)},
		"new:net:conversation5":               {"title": "What he asked"},
		"new:net:asked":                       {"title": "Asked"},
		"new:net:router:uk":                   {"title": "Роутер"},
		"p:net":                               {"name": "Net!", "summary": "x"},
	} {
		k := knowledge.Kept{Editor: maria, Form: form, Name: "Maria", Fields: fields, Based: 1}
		if strings.HasPrefix(form, "a") {
			k.Article = ids[0]
		}
		try(s.KeepDraft(ctx, k))
	}
	_, err = pool.Exec(ctx, `INSERT INTO department_lessons (conversation_id, department, text, lang, weight, state, judge, operator_id, rev) VALUES
		(1, 'sales', 'I want a second line', 'en', 1, 'learned', 'eva', $1, nextval('department_lessons_rev')), (2, 'sales', $3, '', 0, 'quarantined', '', $2, nextval('department_lessons_rev'))`,
		ann, maria, knowledge.MaskPerson(lessons[0]))
	try(err)
	for _, answer := range []float64{.8, .9} {
		try(saveTuned(ctx, pool, []eval.Tuned{{Project: "net", Lang: "en", Asked: []eval.Asked{{Sure: .95, Place: 1, Known: true}, {Sure: .2}}, Answer: answer, Goal: usualGoal}}, "Ann"))
		try(routing.SaveThresholds(ctx, pool, routing.Thresholds{"net/en": {Answer: answer, Draft: .2}}, "Ann", "chosen from past questions"))
	}
}
