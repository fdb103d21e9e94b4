package knowledge_test

import (
	"fmt"
	"io"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"switchboard/knowledge"
	"switchboard/migrations/pgtest"
)

// TestWhatWasAskedAndSaidIsTakenInLineByLine: good lines of a file are taken, each bad one is named with its line, and what
// is about texts that are not here is left out.
func TestWhatWasAskedAndSaidIsTakenInLineByLine(t *testing.T) {
	t.Parallel()
	s := newStore(t, "net")
	id, _ := save(t, s, edit("router", "Router", "Pull the plug."))
	key := func(n int) string { return fmt.Sprintf("00000000-0000-4000-8000-%012d", n) }
	const at = `"2026-01-31T09:30:00Z"`
	gap := func(n int, more string) string {
		return fmt.Sprintf(`{"key":%q,"project":"net","lang":"en","title":"call me at 555-123-4567: why","opened":%s,"questions":[{"key":%q,"text":"my card 4242 4242 4242 4242 is lost","at":%s}]%s}`, key(n), at, key(100+n), at, more)
	}
	long := []string{}
	for day := range 25 {
		long = append(long, fmt.Sprintf(`{"project":"net","article":"router","in":"en","version":9,"day":"2026-01-%02d","helped":1,"not_helped":0}`, day+1))
	}
	root := files(
		"gaps.jsonl", strings.Join([]string{gap(1, `,"state":"open","assignee":"Ann"`), "not json", gap(2, `,"state":"shut"`), gap(3, `,"state":"written"`), `{"what":1}`, gap(4, `,"state":"dismissed","closed":`+at+`,"article":"net/en/nothing"`), gap(1, `,"state":"open"`)}, "\n"),
		"reports.jsonl", `{"key":"`+key(7)+`","project":"net","article":"router","in":"en","version":1,"operator":"Nobody@net.example","text":"it is old","at":`+at+"}\n"+
			`{"key":"x","project":"net","article":"router","in":"en","version":1,"operator":"a@net.example","text":"","at":`+at+"}\n",
		"votes.jsonl", strings.Join(long, "\n"),
		"notes.jsonl", `{"project":"net","article":"none","in":"en","version":1,"text":"x","at":`+at+"}\n",
		"searches.jsonl", `{"lang":"en","text":"write to bob@mail.example","count":3,"at":`+at+"}\n"+`{"lang":"en","text":"x","count":0,"at":`+at+"}\n",
		"settled.jsonl", `{"a":"net/en/router","a_version":1,"b":"net/en/router","b_version":1,"by":"Ann","at":`+at+"}\n",
		"unsaved.jsonl", `{"editor":"ann@net.example","form":"article net/en/none","at":`+at+`,"fields":{"title":"x"}}`+"\n"+`{"editor":"ann@net.example","form":"new:net:conversation7","at":`+at+`,"fields":{"title":"x"}}`+"\n"+
			`{"editor":"ann@net.example","form":"article net/en/router","at":`+at+`,"fields":{"title":"Router!"}}`+"\n")
	maps.Copy(root, whole(t, s)) // its history tells what its versions say
	said := func(r knowledge.ImportReport) string {
		return fmt.Sprintf("added %v changed %v removed %v unchanged %d bad %v", r.Added, r.Changed, r.Removed, r.Unchanged, r.Bad)
	}
	dry, err := knowledge.Import(ctx, s, root, knowledge.ImportOptions{DryRun: true})
	if err != nil {
		t.Fatal(err)
	}
	r, err := knowledge.Import(ctx, s, root, knowledge.ImportOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if did := said(r); did != said(dry) || !slices.Equal(r.Added, []string{"gaps.jsonl", "reports.jsonl", "searches.jsonl", "unsaved.jsonl"}) {
		t.Errorf("it was to do\n%s, and did\n%s", said(dry), did)
	}
	var bad []string
	for _, b := range r.Bad {
		bad = append(bad, b.String())
	}
	for i, want := range []string{"gaps.jsonl:2: ", "gaps.jsonl:3: state \"shut\" is none of", "gaps.jsonl:4: closed stands with", "gaps.jsonl:5: json: unknown field \"what\"",
		"notes.jsonl:1: is about a version of an article that this knowledge base does not have", "reports.jsonl:2: key \"x\" is none", "searches.jsonl:2: text and count", "settled.jsonl:1: a and b must be two articles",
		"unsaved.jsonl:1: is about an article that", "unsaved.jsonl:2: form \"new:net:conversation7\" is no form", "votes.jsonl: 5 more lines: is about a version"} {
		if i >= len(bad) || !strings.HasPrefix(bad[i], want) {
			t.Errorf("%d: it does not say %q: %q", i, want, bad)
			break
		}
	}
	if len(bad) != 11+20 {
		t.Errorf("%d lines are named: %q", len(bad), bad)
	}
	gaps, err := s.Gaps(ctx, "open", "", "")
	if err != nil || len(gaps) != 1 || gaps[0].Assignee != "Ann" || gaps[0].Count != 1 || strings.Contains(gaps[0].Title, "555") {
		t.Fatalf("%+v, %v", gaps, err)
	}
	if _, asked, err := s.Gap(ctx, gaps[0].ID); err != nil || asked[0].Conversation != 0 || asked[0].Text != "my card •••• 4242 is lost" {
		t.Errorf("%+v, %v", asked, err)
	}
	if closed, err := s.Gaps(ctx, "dismissed", "", ""); err != nil || len(closed) != 1 || closed[0].Article != 0 {
		t.Errorf("%+v, %v", closed, err)
	}
	if list, err := s.Reports(ctx, false); err != nil || len(list) != 1 || list[0].Operator != "nobody@net.example" || list[0].Article != id {
		t.Errorf("%+v, %v", list, err)
	}
	if vain, err := s.VainSearches(ctx, time.Time{}); err != nil || len(vain) != 1 || strings.Contains(vain[0].Text, "bob@") {
		t.Errorf("%+v, %v", vain, err)
	}
	if again, err := knowledge.Import(ctx, s, root, knowledge.ImportOptions{}); err != nil || len(again.Added)+len(again.Changed) > 0 {
		t.Errorf("imported again: %+v, %v", again, err)
	}
}

// TestWhatHappenedSinceAnExportStays: a gap that was merged or answered since does not come back, and neither does what was
// saved or answered meanwhile become open again.
func TestWhatHappenedSinceAnExportStays(t *testing.T) {
	t.Parallel()
	pool := pgtest.New(t)
	talked(t, pool, 2)
	s := knowledge.NewStore(pool)
	if _, err := s.SaveProject(ctx, knowledge.Project{Key: "net", Name: "Net"}); err != nil {
		t.Fatal(err)
	}
	for i, text := range []string{"do you deliver parcels abroad", "is there a shop in town"} {
		if _, err := s.AddUnanswered(ctx, []knowledge.Unanswered{{Conversation: int64(i + 1), Seq: 1, Text: text, Lang: "en", At: time.Now()}}); err != nil {
			t.Fatal(err)
		}
	}
	dir := t.TempDir()
	if _, err := knowledge.Export(ctx, s, dir); err != nil {
		t.Fatal(err)
	}
	old := whole(t, s)
	gaps, err := s.Gaps(ctx, "open", "", "")
	if err != nil || len(gaps) != 2 {
		t.Fatal(gaps, err)
	}
	if err := s.MergeGaps(ctx, gaps[0].ID, gaps[1].ID); err != nil {
		t.Fatal(err)
	}
	if err := s.DismissGap(ctx, gaps[1].ID, "Ann", "not ours"); err != nil {
		t.Fatal(err)
	}
	if r, err := knowledge.Import(ctx, s, old, knowledge.ImportOptions{}); err != nil || len(r.Added)+len(r.Changed)+len(r.Bad) > 0 {
		t.Errorf("%+v, %v", r, err)
	}
	if open, err := s.Gaps(ctx, "open", "", ""); err != nil || len(open) != 0 {
		t.Errorf("came back: %+v, %v", open, err)
	}
	if _, err := pool.Exec(ctx, `DELETE FROM gaps`); err != nil {
		t.Fatal(err)
	}
	if _, err := knowledge.Export(ctx, s, dir); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(dir + "/gaps.jsonl"); err == nil {
		t.Error("the gaps of an earlier export stay in the folder, and would come back")
	}
}

// TestWhoGetsAnAccountGetsWhatIsHis: what editors typed and operators reported elsewhere is theirs once they are here.
func TestWhoGetsAnAccountGetsWhatIsHis(t *testing.T) {
	t.Parallel()
	pool := pgtest.New(t)
	s := knowledge.NewStore(pool)
	const at = `"2026-01-31T09:30:00Z"`
	root := fstest.MapFS{"net/project.md": {Data: []byte("---\nname: Net\n---\n")}, "net/en/a.md": {Data: []byte("---\ntitle: A\n---\nA.\n")},
		"unsaved.jsonl": {Data: []byte(`{"editor":"Ann@net.example","form":"article net/en/a","based":1,"at":` + at + `,"fields":{"title":"Mine"}}` + "\n" + `{"editor":"ann@net.example","form":"new:net:kept0a1b2c3d","at":` + at + `,"fields":{"title":"New"}}`)}}
	if r, err := knowledge.Import(ctx, s, root, knowledge.ImportOptions{}); err != nil || len(r.Bad) > 0 {
		t.Fatal(r, err)
	}
	if got, shared := whole(t, s), zipped(t, func(w io.Writer) error { return knowledge.ExportShared(ctx, s, w) }); got["unsaved.jsonl"] == nil || shared["unsaved.jsonl"] != nil || len(shared) != len(got)-1 {
		t.Errorf("who may not publish gets %d of %d files", len(shared), len(got))
	}
	first, err := s.ArticleByKey(ctx, "net", "a", "en")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Teach(ctx, knowledge.Lesson{Key: "imported/1", Article: first.ID, Lang: "en", Text: "how is it", Solved: true, Role: "operator", Person: "operator/ann@net.example", At: time.Now()}); err != nil {
		t.Fatal(err)
	}
	_, _, taught := changes(t, s, 0)
	var ann int64
	if err := pool.QueryRow(ctx, `INSERT INTO operators (email, name, display_name, role) VALUES ('ann@net.example', 'Ann', 'A', 'editor') RETURNING id`).Scan(&ann); err != nil {
		t.Fatal(err)
	}
	mine, err := s.MyDrafts(ctx, ann)
	if err != nil || len(mine) != 2 {
		t.Fatalf("%+v, %v", mine, err)
	}
	d, err := s.ArticleByKey(ctx, "net", "a", "en")
	if err != nil {
		t.Fatal(err)
	}
	if k, err := s.KeptDraft(ctx, ann, fmt.Sprint("a", d.ID)); err != nil || k.Article != d.ID || k.Fields["title"] != "Mine" || k.Based != 1 {
		t.Errorf("%+v, %v", k, err)
	}
	list, err := s.Lessons(ctx, knowledge.LessonFilter{Person: fmt.Sprint("operator/", ann)})
	if _, _, rev := changes(t, s, 0); err != nil || len(list) != 1 || list[0].Who != "Ann" || rev <= taught {
		t.Errorf("what she taught is %+v at revision %d, after %d, %v", list, rev, taught, err)
	}
	before := whole(t, s)
	if _, err := pool.Exec(ctx, `UPDATE operators SET email = 'ann.b@net.example' WHERE id = $1`, ann); err != nil {
		t.Fatal(err)
	}
	if after := whole(t, s); string(before["unsaved.jsonl"].Data) != strings.ReplaceAll(string(after["unsaved.jsonl"].Data), "ann.b@", "ann@") {
		t.Errorf("it is\n%s\nand was\n%s", after["unsaved.jsonl"].Data, before["unsaved.jsonl"].Data)
	}
}
