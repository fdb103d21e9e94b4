package routing_test

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"switchboard/channels"
	"switchboard/knowledge"
	"switchboard/migrations/pgtest"
	"switchboard/routing"
)

// TestEveryTableIsKnownToErasure walks the schema: a new table has to say what it holds of customers, and a table that an
// erasure only empties has to say so of each column that can hold words.
func TestEveryTableIsKnownToErasure(t *testing.T) {
	t.Parallel()
	pool := pgtest.New(t)
	rows, _ := pool.Query(t.Context(), `
		SELECT c.table_name, array_agg(c.column_name::text ORDER BY c.ordinal_position),
			array_agg(c.column_name::text ORDER BY c.ordinal_position) FILTER (WHERE c.data_type IN ('text', 'jsonb', 'json', 'bytea', 'ARRAY', 'character varying'))
		FROM information_schema.columns c JOIN information_schema.tables t ON t.table_schema = c.table_schema AND t.table_name = c.table_name
		WHERE c.table_schema = 'public' AND t.table_type = 'BASE TABLE' AND c.table_name !~ '^(river_|goose_)' GROUP BY 1`)
	var table string
	var columns, words []string
	held, apart, seen := routing.HeldTables(), routing.ApartTables(), map[string]bool{}
	_, err := pgx.ForEachRow(rows, []any{&table, &columns, &words}, func() error {
		seen[table] = true
		h, known := held[table]
		_, kept := apart[table]
		if known == kept {
			t.Errorf("table %s: say in held.go what an erasure makes of it, or that nothing of customers is in it (one of both)", table)
			return nil
		}
		if kept {
			for _, c := range columns {
				if slices.Contains([]string{"conversation_id", "message_id", "subscriber_id", "file_id", "address_id"}, c) && table != "erasures" {
					t.Errorf("table %s is said to hold nothing of customers, but has a column %s", table, c)
				}
			}
			return nil
		}
		if h[0] == "" {
			return nil
		}
		for _, c := range words {
			if !regexp.MustCompile(`(?m)(^|[,\s])`+c+` = `).MatchString(h[0]) && !slices.Contains(strings.Split(h[1], ", "), c) {
				t.Errorf("an erasure leaves %s.%s as it is: set it, or say that nothing of customers is in it", table, c)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for table := range held {
		if !seen[table] {
			t.Errorf("there is no table %s", table)
		}
	}
	for table := range apart {
		if !seen[table] {
			t.Errorf("there is no table %s", table)
		}
	}
}

// TestAnErasureReadsNoLargeTableFromEndToEnd: conversations are held meanwhile, and what is taught waits.
func TestAnErasureReadsNoLargeTableFromEndToEnd(t *testing.T) {
	t.Parallel()
	tx, err := pgtest.New(t).Begin(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer tx.Rollback(context.Background())
	if _, err := tx.Exec(t.Context(), `SET LOCAL enable_seqscan = off`); err != nil { // only where there is no other way
		t.Fatal(err)
	}
	large := regexp.MustCompile(`Seq Scan on (inbound_events|events|messages|message_changes|message_versions|files|file_contents|suggestions|facts|notes|lessons|lanes|conversations|addresses|subscribers|slack_posts)\b`)
	list, args := routing.Erasing()
	for _, sql := range append(list, `DELETE FROM inbound_events WHERE sender = '' AND payload IS NULL AND at < now() - interval '7 days'`,
		`SELECT FROM message_changes WHERE message_id = 1`, `SELECT FROM files WHERE message_id = 1`, `SELECT FROM facts WHERE message_id = 1`) { // as foreign keys look
		rows, _ := tx.Query(t.Context(), `EXPLAIN `+sql, args)
		plan, err := pgx.CollectRows(rows, pgx.RowTo[string])
		if err != nil {
			t.Fatalf("%s: %v", sql, err)
		}
		if way := strings.Join(plan, "\n"); large.MatchString(way) {
			t.Errorf("%s:\n%s", sql, way)
		}
	}
}

// secret stands in every word that the customers of these tests are known by.
const secret = "Quetzalcoatl"

// met makes a customer of whom every table holds something.
func (r *rig) met(from string) routing.Head {
	r.t.Helper()
	r.receive(channels.Inbound{Account: "chat", ID: "a-" + from, From: from + secret, Name: secret, Text: "My name is " + secret + " Smith, contract number AB-55017. " + secret + " wants a router and a person",
		Raw: []byte(secret), Files: []channels.File{{Name: secret + ".txt", Type: "text/plain", Data: []byte(secret)}}})
	h := r.head(from+secret, func(h routing.Head) bool { return h.State == routing.Queued })
	r.receive(channels.Inbound{Account: "chat", Kind: channels.Edit, ID: "b-" + from, Ref: "a-" + from, From: from + secret, Text: "My name is " + secret + " Smith, contract number AB-55017. " + secret + " needs a router"})
	must := func(err error) {
		r.t.Helper()
		if err != nil {
			r.t.Fatal(err)
		}
	}
	must(r.Take(r.t.Context(), r.op, h.ID))
	must(r.Note(r.t.Context(), r.op, h.ID, secret+" is nice"))
	_, err := r.Reply(r.t.Context(), r.op, h.ID, routing.Reply{Text: "Dear " + secret, LastSeq: 1 << 40})
	must(err)
	r.eventually(func() bool {
		return r.count(`SELECT count(*) FROM messages WHERE conversation_id = $1 AND state = 'sent'`, h.ID) > 0
	}, func() string { return "the reply is not sent" })
	must(r.CloseConversation(r.t.Context(), r.op, h.ID, routing.Closing{Disposition: "told " + secret, Comment: secret, Wish: secret, Opinion: secret}))
	for _, sql := range []string{
		`INSERT INTO gaps (lang, title) VALUES ('en', $2 || ' asks')`,
		`INSERT INTO gap_questions (conversation_id, seq, gap_id, text, at) SELECT $1, 1, max(id), $2 || ' asks', now() FROM gaps`,
		`INSERT INTO suggestions (conversation_id, for_seq, rank, text, score, sources) VALUES ($1, 1, 77, $2, 0.5, '[{"title": "x"}]')`,
		`INSERT INTO lessons (key, article_id, version, lang, text, solved, role, person, state, at)
			SELECT 'suggestion/' || max(s.id) || '/operator/true', min(a.id), 1, 'en', $2, true, 'operator', 'operator/1', 'learned', now() FROM suggestions s, articles a WHERE s.conversation_id = $1`,
		`INSERT INTO lessons (key, article_id, version, lang, text, solved, role, person, state, at)
			SELECT 'elsewhere/' || c.id, min(a.id), 1, 'en', $2, true, 'customer', 'customer/' || c.subscriber_id, 'learned', now() FROM conversations c, articles a WHERE c.id = $1 GROUP BY c.id`,
		`INSERT INTO forgotten_lessons (line, key, article_id, version, lang, text, solved, role, person, state, judge, at, inferred, forgotten_by)
			SELECT gen_random_uuid(), 'elsewhere/' || c.id, min(a.id), 1, 'en', $2, true, 'customer', 'customer/' || c.subscriber_id, 'learned', '', now(), false, 'eva' FROM conversations c, articles a WHERE c.id = $1 GROUP BY c.id`,
		`INSERT INTO department_lessons (conversation_id, department, text, weight, operator_id, rev) SELECT $1, 'sales', $2, 1, min(id), nextval('department_lessons_rev') FROM operators`,
		`INSERT INTO facts (subscriber_id, conversation_id, message_id, field, value, key, quote) SELECT c.subscriber_id, c.id, min(m.id), 'city', $2, $2, $2 FROM conversations c JOIN messages m ON m.conversation_id = c.id WHERE c.id = $1 GROUP BY c.id`,
		`INSERT INTO message_changes (message_id, operator_id, text) SELECT min(m.id), min(o.id), $2 FROM messages m, operators o WHERE m.conversation_id = $1`,
		`INSERT INTO closings (conversation_id, evidence, proposed, chosen, operator_id) SELECT $1, 'talked', 'solved', $2, min(id) FROM operators`,
		`INSERT INTO staff_reports (kind, operator_id, conversation_id, text) SELECT 'problem', min(id), $1, 'The printer is broken, not ' || left($2, 1) FROM operators`,
		`INSERT INTO article_reports (article_id, version, conversation_id, operator_id, text) SELECT min(a.id), 1, $1, min(o.id), 'The price is old, not ' || left($2, 1) FROM articles a, operators o`,
		`INSERT INTO article_drafts (editor_id, form, name, fields) SELECT min(id), 'new:net:conversation' || $1::bigint, 'Ed', jsonb_build_object('title', $2::text) FROM operators`,
		`INSERT INTO slack_threads (conversation_id, channel, ts, error) VALUES ($1::bigint, 'C1', 't' || $1::bigint, $2::text)`,
		`INSERT INTO slack_posts (conversation_id, place, channel, ts, hash) VALUES ($1::bigint, 'card', 'C1', 't' || $1::bigint, convert_to($2, 'UTF8'))`,
		`INSERT INTO slack_live (conversation_id, operator_id, until) SELECT $1, min(id), now() FROM operators WHERE $2 <> ''`,
		`INSERT INTO slack_lines (conversation_id, operator_id, channel, ts, text, due_at) SELECT $1, min(id), 'C1', 'l' || $1::bigint, $2, now() FROM operators`,
		`INSERT INTO slack_asks (conversation_id, operator_id, user_id, question, answer) SELECT $1, min(id), 'U1', $2, $2 FROM operators`,
		`INSERT INTO slack_reveals (conversation_id, operator_id, field, reason, until) SELECT $1, min(id), 'phone', $2, now() FROM operators`,
		`INSERT INTO slack_notices (conversation_id, operator_id, why, by_name) SELECT $1, min(id), 'waits', $2 FROM operators`,
		`UPDATE conversations SET page = $2, call = jsonb_build_object('from', $2::text), queue_summary = $2, close_summary = $2, ending = jsonb_build_object('why', $2::text), urgency = $2, snooze_reason = $2 WHERE id = $1`,
		`UPDATE subscribers SET comment = $2, fields = jsonb_build_object($2::text, $2::text), name = $2 WHERE id = (SELECT subscriber_id FROM conversations WHERE id = $1)`,
		`INSERT INTO addresses (subscriber_id, account, kind, value) SELECT subscriber_id, '', 'phone', $2 || '+380671234567' FROM conversations WHERE id = $1`,
		`UPDATE inbound_events SET dead = $2 WHERE conversation_id = $1`,
	} {
		args := []any{h.ID, secret}
		if !strings.Contains(sql, "$1") {
			sql = strings.ReplaceAll(sql, "$2", "$1")
			args = args[1:]
		}
		if _, err := r.pool.Exec(r.t.Context(), sql, args...); err != nil {
			r.t.Fatalf("%s: %v", sql, err)
		}
	}
	return h
}

// article publishes one, so that something can be taught about it.
func (r *rig) article() (id int64) {
	r.t.Helper()
	s := knowledge.NewStore(r.pool)
	if _, err := s.SaveProject(r.t.Context(), knowledge.Project{Key: "net", Name: "Net"}); err != nil {
		r.t.Fatal(err)
	}
	id, _, err := s.SaveVersion(r.t.Context(), knowledge.Edit{Project: "net", Key: "router", Lang: "en", Author: "Ed", Publish: true,
		Draft: knowledge.Draft{Title: "Restart the router", Body: "Hold the button for ten seconds.", Audience: "public"}})
	if err != nil {
		r.t.Fatal(err)
	}
	return id
}

// holders are the tables in which a word stands, in plain or in bytes.
func (r *rig) holders(word string) (out []string) {
	r.t.Helper()
	for table := range tablesOf(r) {
		n := r.count(`SELECT count(*) FROM `+table+` t WHERE strpos(t::text, $1) > 0 OR strpos(t::text, $2) > 0`, word, hex.EncodeToString([]byte(word)))
		if n > 0 {
			out = append(out, table)
		}
	}
	slices.Sort(out)
	return out
}

func tablesOf(r *rig) map[string]bool {
	rows, _ := r.pool.Query(r.t.Context(), `SELECT tablename::text FROM pg_tables WHERE schemaname = 'public'`)
	list, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		r.t.Fatal(err)
	}
	out := map[string]bool{}
	for _, t := range list {
		out[t] = true
	}
	return out
}

func TestNothingOfAnErasedPersonIsLeft(t *testing.T) {
	r := newRig(t, routing.Policy{})
	r.article()
	h := r.met("eve")
	boss := r.operator("sue@lumen.example", "Sue", routing.RoleSupervisor)
	had := r.holders(secret)
	for table, h := range routing.HeldTables() {
		exempt := []string{"lanes", "slack_live", "staff_reports", "article_reports", "article_origins"} // no words of customers; looked at below
		if !slices.Contains(had, table) && !slices.Contains(exempt, table) {
			t.Errorf("this test puts nothing into %s, so it shows nothing of it (%v)", table, h)
		}
	}
	if _, err := r.Erase(t.Context(), r.op, h.Subscriber, "asked"); !errors.Is(err, routing.ErrForbidden) {
		t.Errorf("an operator erases: %v", err)
	}
	if _, err := r.Erase(t.Context(), boss, h.Subscriber, " "); err == nil {
		t.Error("nobody has to say why")
	}
	e, err := r.Erase(t.Context(), boss, h.Subscriber, "asked by letter")
	if err != nil {
		t.Fatal(err)
	}
	if left := r.holders(secret); len(left) > 0 {
		t.Errorf("it still stands in %v", left)
	}
	if e.Rows["messages"] < 2 || e.Rows["lessons"] != 2 || e.Rows["facts"] < 1 || e.Reports != 2 {
		t.Errorf("%+v", e)
	}
	for sql, want := range map[string]int{
		`SELECT count(*) FROM lanes`: 0, `SELECT count(*) FROM slack_live`: 0, `SELECT count(*) FROM slack_threads`: 0,
		`SELECT count(*) FROM staff_reports WHERE conversation_id IS NULL`:                                                      1,
		`SELECT count(*) FROM article_reports WHERE conversation_id IS NULL`:                                                    1,
		`SELECT count(*) FROM closings WHERE chosen = 'other' AND evidence <> ''`:                                               2, // counted still
		`SELECT count(*) FROM conversations WHERE state = 'closed' AND disposition = 'other' AND closed_at IS NOT NULL`:         1,
		`SELECT count(*) FROM events WHERE what = 'closed' AND operator_id IS NOT NULL AND conversation_id IS NOT NULL`:         1,
		`SELECT count(*) FROM erasures WHERE why = 'asked by letter' AND subscriber_id IS NOT NULL AND rows->>'messages' > '1'`: 1,
		`SELECT count(*) FROM slack_posts WHERE ts <> ''`:                                                                       1, // until the desk in Slack has deleted it there
		`SELECT count(*) FROM gaps`: 0,
	} {
		if got := r.count(sql); got != want {
			t.Errorf("%s: %d, want %d", sql, got, want)
		}
	}
	if _, err := r.Head(t.Context(), boss, h.ID); !errors.Is(err, routing.ErrNotFound) {
		t.Errorf("the conversation is still shown: %v", err)
	}
	if _, err := r.Erase(t.Context(), boss, h.Subscriber, "again"); !errors.Is(err, routing.ErrNotFound) {
		t.Errorf("erased twice: %v", err)
	}
	if err := r.Retry(t.Context(), boss, 1); err == nil {
		t.Error("something can be sent still")
	}
	if _, err := r.pool.Exec(t.Context(), `UPDATE events SET why = 'x'`); err == nil {
		t.Error("the log can be changed after an erasure")
	}
	// Who writes again is somebody new.
	r.receive(channels.Inbound{Account: "chat", ID: "later", From: "eve" + secret, Text: "hello there, I need a person"})
	again := r.head("eve"+secret, func(h routing.Head) bool { return h.ID != 0 })
	if again.Subscriber == h.Subscriber || again.ID == h.ID {
		t.Errorf("%+v", again)
	}
}

func TestAPersonsCopyHasAllThatIsHisAndNothingInternal(t *testing.T) {
	r := newRig(t, routing.Policy{})
	r.article()
	h := r.met("eve")
	r.says("bob", "hello, my router")
	boss := r.operator("sue@lumen.example", "Sue", routing.RoleSupervisor)
	if err := r.Copy(t.Context(), r.op, h.Subscriber, io.Discard); !errors.Is(err, routing.ErrForbidden) {
		t.Errorf("an operator copies: %v", err)
	}
	var b bytes.Buffer
	if err := r.Copy(t.Context(), boss, h.Subscriber, &b); err != nil {
		t.Fatal(err)
	}
	z, err := zip.NewReader(bytes.NewReader(b.Bytes()), int64(b.Len()))
	if err != nil || len(z.File) != 2 {
		t.Fatal(z, err)
	}
	read := func(i int) string {
		f, err := z.File[i].Open()
		if err != nil {
			t.Fatal(err)
		}
		data, err := io.ReadAll(f)
		if err != nil {
			t.Fatal(err)
		}
		return string(data)
	}
	if name := z.File[1].Name; !strings.HasPrefix(name, "files/") || !strings.HasSuffix(name, "-"+secret+".txt") || read(1) != secret {
		t.Errorf("%s: %s", name, read(1))
	}
	var data map[string][]map[string]any
	if err := json.Unmarshal([]byte(read(0)), &data); err != nil {
		t.Fatal(err)
	}
	if len(data["messages"]) < 2 || len(data["facts"]) < 1 || len(data["wishes"]) != 2 || len(data["message_versions"]) != 1 || len(data["subscribers"]) != 1 {
		t.Errorf("%d %d %d", len(data["messages"]), len(data["facts"]), len(data["wishes"]))
	}
	for _, internal := range []string{"is nice", "bob", `"comment":`, "suggestions", "notes"} {
		if strings.Contains(read(0), internal) {
			t.Errorf("the copy has %q", internal)
		}
	}
	list, err := r.HeldOf(t.Context(), boss, h.Subscriber)
	if err != nil || !slices.ContainsFunc(list, func(h routing.Held) bool { return h.Sort == "facts found in the talk" && h.Rows > 0 }) {
		t.Errorf("%+v %v", list, err)
	}
	if n := r.count(`SELECT count(*) FROM events WHERE what = 'data copied' AND operator_id = $1`, boss); n != 1 {
		t.Errorf("%d notes that it was copied", n)
	}
}

func TestWhatIsTooOldIsErasedByItself(t *testing.T) {
	r := newRig(t, routing.Policy{Keep: 30 * 24 * time.Hour})
	r.article()
	old, fresh := r.met("old"), r.met("new")
	for i, sql := range []string{
		`UPDATE conversations SET closed_at = now() - interval '31 days' WHERE id = $1`,
		`UPDATE subscribers SET created_at = now() - interval '31 days' WHERE id = $1`,
	} {
		if _, err := r.pool.Exec(t.Context(), sql, []int64{old.ID, old.Subscriber}[i]); err != nil {
			t.Fatal(err)
		}
	}
	open := "open" + secret
	r.receive(channels.Inbound{Account: "chat", ID: "o1", From: open, Text: "I need a person for my fridge, please"})
	for range 2 {
		if err := r.Retain(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	for sql, want := range map[string]int{
		fmt.Sprintf(`SELECT count(*) FROM messages WHERE conversation_id = %d`, old.ID):                         0,
		fmt.Sprintf(`SELECT count(*) FROM subscribers WHERE id = %d AND erased_at IS NOT NULL`, old.Subscriber): 1,
		fmt.Sprintf(`SELECT count(*) FROM conversations WHERE id = %d AND erased_at IS NULL`, fresh.ID):         1,
		`SELECT count(*) FROM erasures WHERE why = 'older than 30 days' AND operator_id IS NULL`:                2,
		`SELECT count(*) FROM lessons`: 2,
	} {
		if got := r.count(sql); got != want {
			t.Errorf("%s: %d, want %d", sql, got, want)
		}
	}
	r.head(open, func(h routing.Head) bool { return h.State != routing.Closed })
	keep := newKeeper(r)
	if err := keep.Retain(context.Background()); err != nil {
		t.Fatal(err)
	}
	if n := r.count(`SELECT count(*) FROM conversations WHERE id = $1 AND erased_at IS NULL`, fresh.ID); n != 1 {
		t.Error("what is kept for ever was erased")
	}
}

// TestWhoWritesWhileHeIsForgottenIsAnswered: a person of whom nothing is left writes just when the clock erases him. He keeps the
// address at which he is answered.
func TestWhoWritesWhileHeIsForgottenIsAnswered(t *testing.T) {
	r := newRig(t, routing.Policy{Keep: 30 * 24 * time.Hour})
	var sub, address int64
	err := r.pool.QueryRow(t.Context(), `WITH s AS (INSERT INTO subscribers (name, created_at) VALUES ('Ann', now() - interval '31 days') RETURNING id)
		INSERT INTO addresses (subscriber_id, account, kind, value) SELECT id, 'chat', 'chat', 'ann' FROM s RETURNING subscriber_id, id`).Scan(&sub, &address)
	if err != nil {
		t.Fatal(err)
	}
	tx, err := r.pool.Begin(t.Context()) // as Receive does: it holds the address, knows who writes, and is about to begin a conversation
	if err != nil {
		t.Fatal(err)
	}
	defer tx.Rollback(context.Background())
	if _, err := tx.Exec(t.Context(), `SELECT pg_advisory_xact_lock(hashtextextended('chat/ann', 0))`); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- r.Retain(context.Background()) }()
	r.eventually(func() bool {
		return len(ended) > 0 || r.count(`SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted
			AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`) > 0
	}, func() string { return "the retention neither waits nor ends" })
	if _, err := tx.Exec(t.Context(), `INSERT INTO conversations (subscriber_id, address_id, account, state) VALUES ($1, $2, 'chat', 'assistant')`, sub, address); err != nil {
		t.Fatal(err)
	}
	if err := tx.Commit(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := <-ended; err != nil {
		t.Fatal(err)
	}
	if n := r.count(`SELECT count(*) FROM addresses a JOIN subscribers s ON s.id = a.subscriber_id WHERE a.value = 'ann' AND s.erased_at IS NULL`); n != 1 {
		t.Error("he has an open conversation, and no address any more")
	}
}

// newKeeper is a router of a company that keeps everything, over the same database.
func newKeeper(r *rig) *routing.Router { return routing.New(routing.Config{Pool: r.pool}) }

func TestAGapIsNamedAfterAnotherQuestion(t *testing.T) {
	r := newRig(t, routing.Policy{})
	r.article()
	h := r.met("eve")
	r.says("bob", "I need a person for my fridge")
	bob := r.head("bob", state(routing.Queued))
	if _, err := r.pool.Exec(t.Context(), `INSERT INTO gap_questions (conversation_id, seq, gap_id, text, at) SELECT $1, 1, id, 'Bob asks', now() FROM gaps`, bob.ID); err != nil {
		t.Fatal(err)
	}
	boss := r.operator("sue@lumen.example", "Sue", routing.RoleSupervisor)
	if _, err := r.Erase(t.Context(), boss, h.Subscriber, "asked"); err != nil {
		t.Fatal(err)
	}
	if n := r.count(`SELECT count(*) FROM gaps WHERE title = 'Bob asks'`); n != 1 {
		t.Error("the gap goes, or keeps its name")
	}
}

// TestWhatArrivesWhileSomebodyIsErased: a message is erased with him, or begins somebody new; nothing is written to what
// was erased, whoever was at it.
func TestWhatArrivesWhileSomebodyIsErased(t *testing.T) {
	r := newRig(t, routing.Policy{})
	boss := r.operator("sue@lumen.example", "Sue", routing.RoleSupervisor)
	r.says("c", "my router is slow")
	first := r.head("c", func(h routing.Head) bool { return h.ID != 0 })
	const more = 24
	var all sync.WaitGroup
	for i := range more {
		all.Go(func() {
			in := channels.Inbound{Account: "chat", ID: fmt.Sprint("x", i), From: "c", Text: fmt.Sprintf("my router blinks %d, I want a person", i), Raw: []byte("x")}
			if err := r.Receive(context.Background(), in); err != nil {
				t.Error(err)
			}
		})
		if i == more/2 {
			all.Go(func() {
				if _, err := r.Erase(context.Background(), boss, first.Subscriber, "asked"); err != nil {
					t.Error(err)
				}
			})
		}
	}
	all.Wait()
	r.eventually(func() bool { return r.count(`SELECT count(*) FROM lanes WHERE tail > done`) == 0 }, func() string { return "work is left" })
	for _, table := range []string{"messages", "suggestions", "facts", "lanes", "notes"} {
		if n := r.count(`SELECT count(*) FROM ` + table + ` x JOIN conversations c ON c.id = x.conversation_id WHERE c.erased_at IS NOT NULL`); n != 0 {
			t.Errorf("%d %s of an erased conversation", n, table)
		}
	}
	if n := r.count(`SELECT count(*) FROM conversations WHERE erased_at IS NOT NULL AND (queue_summary IS NOT NULL OR queue_reason IS NOT NULL OR intent <> '' OR state <> 'closed')`); n != 0 {
		t.Error("something is written to an erased conversation")
	}
	if n := r.count(`SELECT count(*) FROM inbound_events WHERE sender <> ''`); n != r.count(`SELECT count(*) FROM messages WHERE author = 'customer'`) {
		t.Errorf("%d events remember who sent them", n)
	}
}
