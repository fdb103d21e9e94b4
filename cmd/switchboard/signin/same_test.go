package signin_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"switchboard/knowledge"
	"switchboard/routing"
)

// TestTwoAccountsOfOnePersonAreOneVoice: an administrator says so, what both taught waits for somebody else, and what was done stays with
// each; that they are several people brings back what was.
func TestTwoAccountsOfOnePersonAreOneVoice(t *testing.T) {
	o, ctx := open(t), t.Context()
	o.hire("adam@lumen.example", routing.RoleAdministrator)
	web, slack, third := o.hire("olha@lumen.example", routing.RoleOperator), o.hire("o.koval@mail.example", routing.RoleOperator), o.hire("olha@home.example", routing.RoleOperator)
	store := knowledge.NewStore(o.pool)
	if _, err := store.SaveProject(ctx, knowledge.Project{Key: "net", Name: "Net"}); err != nil {
		t.Fatal(err)
	}
	id, _, err := store.SaveVersion(ctx, knowledge.Edit{Project: "net", Key: "card", Lang: "en", Author: "eva", Publish: true, Draft: knowledge.Draft{Title: "Blocking", Body: "Call us."}})
	if err != nil {
		t.Fatal(err)
	}
	for _, op := range []int64{web, slack} {
		l := knowledge.Lesson{Key: fmt.Sprint("k", op), Article: id, Lang: "en", Text: "my plastic card has gone", Solved: true, Role: "operator", Person: fmt.Sprint("operator/", op), At: time.Now()}
		if _, err := store.Teach(ctx, l); err != nil {
			t.Fatal(err)
		}
	}
	rev := int64(0)
	sure := func() bool {
		t.Helper()
		articles, _, now, err := store.Changes(ctx, rev)
		if err != nil || len(articles) != 1 {
			t.Fatalf("%d articles changed, %v", len(articles), err)
		}
		rev = now
		alone, err := store.Lessons(ctx, knowledge.LessonFilter{State: knowledge.AloneState})
		if err != nil {
			t.Fatal(err)
		}
		seconded := slices.ContainsFunc(articles[0].Remembered, func(r knowledge.Remembered) bool { return r.Seconded != 0 })
		if seconded == (len(alone) == 2) {
			t.Errorf("seconded: %v, and %d wait for a second voice", seconded, len(alone))
		}
		return seconded
	}
	if !sure() {
		t.Fatal("two accounts are no two voices before anybody has said a word")
	}
	admin := o.signedIn("adam@lumen.example")
	if _, body := admin.get("/people"); !strings.Contains(body, "two accounts of one person?") {
		t.Error("accounts with the same name are not pointed out")
	}
	page := fmt.Sprint("/people/", slack)
	if _, body := admin.post(page+"/same", "of", fmt.Sprint(web)); !strings.Contains(body, "what both teach is one voice") || !strings.Contains(body, "The same person has olha@lumen.example.") {
		t.Errorf("said: %s", body)
	}
	if sure() {
		t.Error("one person seconds himself")
	}
	if _, body := admin.post(fmt.Sprint("/people/", third, "/same"), "of", fmt.Sprint(slack)); !strings.Contains(body, "The same person has olha@lumen.example, o.koval@mail.example.") {
		t.Errorf("a third account: %s", body)
	}
	for what, of := range map[string]string{"itself": fmt.Sprint(slack), "nobody": "", "a stranger": "99999", "words": "olha"} {
		if _, body := admin.post(page+"/same", "of", of); !strings.Contains(body, "Choose the other account of the same person.") {
			t.Errorf("%s is taken: %s", what, body)
		}
	}
	if code, _ := o.signedIn("olha@lumen.example").post(page+"/same", "of", fmt.Sprint(third)); code != 403 {
		t.Errorf("an operator may say it: %d", code)
	}
	if _, body := admin.post(page+"/same", "of", "0"); !strings.Contains(body, "They are several people: each has a voice.") {
		t.Errorf("taken back: %s", body)
	}
	rev = 0
	if !sure() {
		t.Error("they are two people again, and no two voices")
	}
	for _, account := range []int64{web, slack} {
		var kept int
		if err := o.pool.QueryRow(ctx, `SELECT count(*) FROM lessons WHERE person = $1`, fmt.Sprint("operator/", account)).Scan(&kept); err != nil || kept != 1 {
			t.Errorf("of account %d there are %d, %v", account, kept, err)
		}
	}
	var said int
	if err := o.pool.QueryRow(ctx, `SELECT count(*) FROM events WHERE what IN ('accounts of one person', 'accounts of several people') AND operator_id IS NOT NULL`).Scan(&said); err != nil || said != 3 {
		t.Errorf("%d events, %v", said, err)
	}
}
