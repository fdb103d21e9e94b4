package knowledge_test

import (
	"context"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"switchboard/knowledge"
	"switchboard/migrations/pgtest"
)

var customerName = regexp.MustCompile(`"customer/[^"]+"`)

// asThere gives the customers of a restored base the numbers that they had where they come from: one person each, and none a
// number of this base.
func asThere(t *testing.T, got, want string) string {
	t.Helper()
	theirs := customerName.FindAllString(want, -1)
	was := map[string]string{}
	for i, name := range customerName.FindAllString(got, -1) {
		if !strings.HasPrefix(name, `"customer/~`) || i >= len(theirs) || was[name] != "" && was[name] != theirs[i] {
			t.Fatalf("%s stands for %v, and was %q", name, theirs[min(i, len(theirs)-1)], was[name])
		}
		was[name] = theirs[i]
	}
	return customerName.ReplaceAllStringFunc(got, func(name string) string { return was[name] })
}

func personsOf(t *testing.T, pool *pgxpool.Pool) string {
	t.Helper()
	rows, _ := pool.Query(t.Context(), `SELECT person FROM lessons ORDER BY text`)
	list, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		t.Fatal(err)
	}
	return strings.Join(list, " ")
}

// TestCustomersOfAnotherBaseAreNobodyHere: their numbers are others' here. In the base that wrote the folder they are who they were.
func TestCustomersOfAnotherBaseAreNobodyHere(t *testing.T) {
	t.Parallel()
	pool, other := pgtest.New(t), pgtest.New(t)
	s, there := knowledge.NewStore(pool), knowledge.NewStore(other)
	if _, err := other.Exec(t.Context(), `UPDATE knowledge_state SET secret = gen_random_uuid()`); err != nil { // all bases of these tests are copies of one
		t.Fatal(err)
	}
	if _, err := s.SaveProject(t.Context(), knowledge.Project{Key: "net", Name: "Net"}); err != nil {
		t.Fatal(err)
	}
	id, _, err := s.SaveVersion(t.Context(), knowledge.Edit{Project: "net", Key: "router", Lang: "en", Author: "Ed", Publish: true, Draft: knowledge.Draft{Title: "Router", Body: "Restart it.", Audience: "public"}})
	if err != nil {
		t.Fatal(err)
	}
	for text, person := range map[string]string{"a lamp blinks": "customer/1", "b lamp is red": "customer/1", "c lamp is off": "customer/2"} {
		if _, err := s.Teach(t.Context(), knowledge.Lesson{Key: text, Article: id, Lang: "en", Text: text, Solved: true, Role: "customer", Person: person, At: time.Now().Add(-time.Hour)}); err != nil {
			t.Fatal(err)
		}
	}
	folder := whole(t, s)
	if memory := string(folder["net/_memory.jsonl"].Data); strings.Contains(memory, "customer/1") || strings.Count(memory, "customer/~") != 3 {
		t.Errorf("the folder has numbers of customers: %s", memory)
	}
	imported(t, there, folder, knowledge.ImportOptions{})
	if names := strings.Fields(personsOf(t, other)); len(names) != 3 || names[0] != names[1] || names[1] == names[2] || !strings.HasPrefix(names[0], "customer/~") {
		t.Errorf("there they are %q", names)
	}
	if n := forget(t, other, "customer/1"); n != 0 {
		t.Errorf("another customer's erasure took %d lessons", n)
	}
	if _, err := pool.Exec(t.Context(), `DELETE FROM lessons`); err != nil { // as after an accident
		t.Fatal(err)
	}
	imported(t, s, folder, knowledge.ImportOptions{})
	if got := personsOf(t, pool); !strings.Contains(got, "customer/~") {
		t.Errorf("without customers they are %s", got)
	}
	if n := forget(t, pool, "customer/1"); n != 2 {
		t.Errorf("the erasure of who taught them finds %d", n)
	}

	old := fstest.MapFS{} // as folders were before
	for name, file := range folder {
		old[name] = file
	}
	first := true
	old["net/_memory.jsonl"] = &fstest.MapFile{Data: regexp.MustCompile(`customer/~[0-9a-f]+`).ReplaceAllFunc(
		regexp.MustCompile(`"key":"[^"]*",`).ReplaceAll(folder["net/_memory.jsonl"].Data, nil), func([]byte) []byte { first = false; return []byte("customer/7") })}
	third := pgtest.New(t)
	imported(t, knowledge.NewStore(third), old, knowledge.ImportOptions{})
	if got := personsOf(t, third); first || got != "customer/was-7 customer/was-7 customer/was-7" {
		t.Errorf("of an old folder they are %s", got)
	}
	if n := forget(t, third, "customer/7"); n != 3 { // it may be the base's own old folder: rather too much than too little
		t.Errorf("the erasure of a customer with that number finds %d", n)
	}
}

// forget erases what a person taught, and says how much.
func forget(t *testing.T, pool *pgxpool.Pool, person string) (n int64) {
	t.Helper()
	err := pgx.BeginFunc(t.Context(), pool, func(tx pgx.Tx) error {
		rows, err := knowledge.Forget(context.WithoutCancel(t.Context()), tx, knowledge.Erasure{Persons: []string{person}, Conversations: []int64{}, Drafts: []string{}})
		n = rows["lessons"]
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}
