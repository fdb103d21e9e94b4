package knowledge_test

import (
	"errors"
	"fmt"
	"maps"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"switchboard/knowledge"
	"switchboard/migrations/pgtest"
)

// TestWhatEarlierVersionsSaidIsErasedForGood: not what readers see, what is newest or what is planned; it does not come back
// with a folder that was exported before, and nothing can be made of it any more.
func TestWhatEarlierVersionsSaidIsErasedForGood(t *testing.T) {
	t.Parallel()
	const secret = "Quetzalcoatl"
	pool := pgtest.New(t)
	s := knowledge.NewStore(pool)
	if _, err := s.SaveProject(ctx, knowledge.Project{Key: "net", Name: "Net"}); err != nil {
		t.Fatal(err)
	}
	picture, err := s.SaveFile(ctx, "screen.png", []byte("\x89PNG\r\n\x1a\nx"), "Maria")
	if err != nil {
		t.Fatal(err)
	}
	says := func(n int) knowledge.Edit {
		e := edit("router", fmt.Sprint("Router ", n), fmt.Sprint("Pull the plug ", n, "."))
		if n < 3 {
			e.Title, e.Body, e.Comment = "Router of "+secret, fmt.Sprint("Ask ", secret, n, " ![x](https://gw.example", picture.Path(), ")"), secret
			e.Questions, e.Tags, e.Link = []string{"where is " + secret}, []string{strings.ToLower(secret)}, "https://net.example/"+secret
		}
		return e
	}
	id, _ := save(t, s, says(1))
	if err := s.Publish(ctx, id, 1, "Maria"); err != nil {
		t.Fatal(err)
	}
	folder := whole(t, s) // the words are published
	for n := 2; n <= 5; n++ {
		e := says(n)
		e.Article, e.Based, e.Publish = id, n-1, false
		save(t, s, e)
	}
	drafts := whole(t, s)
	for _, act := range []error{s.Publish(ctx, id, 3, "Maria"), s.Plan(ctx, id, knowledge.Plan{Version: 4, From: time.Now().Add(time.Hour)}, "Maria")} {
		if act != nil {
			t.Fatal(act)
		}
	}
	d, err := s.Article(ctx, id)
	if err != nil {
		t.Fatal(err)
	}
	checked := func(what string, want int) {
		t.Helper()
		for name, file := range whole(t, s) {
			if strings.Contains(strings.ToLower(string(file.Data)), strings.ToLower(secret)) {
				t.Errorf("%s: it stands in %s:\n%s", what, name, file.Data)
			}
		}
		now, err := s.Article(ctx, id)
		if err != nil || len(now.Versions) != want {
			t.Errorf("%s: %d versions, %v", what, len(now.Versions), err)
		}
	}
	if n, err := s.Clear(ctx, id, "Maria"); err != nil || n != 2 {
		t.Fatalf("%d versions were erased, %v", n, err)
	}
	checked("erased", 5)
	now, err := s.Article(ctx, id)
	if err != nil {
		t.Fatal(err)
	}
	for i, v := range now.Versions {
		was := d.Versions[i]
		if v.Cleared() != (v.Number < 3) || v.Author != was.Author || !v.At.Equal(was.At) || v.Number >= 3 && (v.Title != was.Title || v.Body != was.Body) {
			t.Errorf("version %d is %+v", v.Number, v)
		}
	}
	if n, err := s.Clear(ctx, id, "Maria"); err != nil || n != 0 {
		t.Errorf("%d versions were erased again, %v", n, err)
	}
	if n, err := s.DropFiles(ctx, time.Now().Add(time.Hour)); err != nil || n != 1 {
		t.Errorf("%d pictures that only they showed go, %v", n, err)
	}
	_, restored := s.Restore(ctx, id, 1, "Maria")
	for what, err := range map[string]error{"restored": restored, "published": s.Publish(ctx, id, 2, "Maria"), "planned": s.Plan(ctx, id, knowledge.Plan{Version: 1, From: time.Now().Add(time.Hour)}, "Maria"), "submitted": s.Submit(ctx, id, 1, "Maria", "")} {
		if invalid := (knowledge.InvalidError{}); !errors.As(err, &invalid) {
			t.Errorf("%s: %v", what, err)
		}
	}
	steps, err := s.Steps(ctx, id)
	if err != nil || len(steps) == 0 || steps[0].What != "cleared" || steps[0].By != "Maria" {
		t.Errorf("%+v, %v", steps, err)
	}
	for name, old := range map[string]fstest.MapFS{"published": folder, "drafts": drafts} {
		for _, dry := range []bool{true, false} {
			r, err := knowledge.Import(ctx, s, old, knowledge.ImportOptions{DryRun: dry})
			if err != nil || len(r.Bad) > 0 || len(r.LeftOut) != 1 || r.LeftOut[0].Path != "net/en/router.md" {
				t.Errorf("%s, dry %t: %+v, %v", name, dry, r, err)
			}
		}
	}
	if now, err = s.Article(ctx, id); err != nil {
		t.Fatal(err)
	}
	checked("imported", len(now.Versions))

	other := knowledge.NewStore(pgtest.New(t))
	if r, err := knowledge.Import(ctx, other, whole(t, s), knowledge.ImportOptions{}); err != nil || len(r.Bad) > 0 {
		t.Fatalf("%+v, %v", r, err)
	}
	if a, b := whole(t, s)["net/_history/en/router.yaml"], whole(t, other)["net/_history/en/router.yaml"]; string(a.Data) != string(b.Data) {
		t.Errorf("a restored base has\n%s\nand not\n%s", b.Data, a.Data)
	}
	if err := s.Remove(ctx, id, "eva"); err != nil {
		t.Fatal(err)
	}
	if n, err := s.Clear(ctx, id, "Maria"); err != nil || n != len(now.Versions)-2 {
		t.Errorf("%d versions of a removed article were erased, %v", n, err)
	}
	for name, file := range maps.All(whole(t, s)) {
		if strings.Contains(string(file.Data), "Pull the plug") {
			t.Errorf("%s still says\n%s", name, file.Data)
		}
	}
	if _, err := s.Clear(ctx, 999, "Maria"); !errors.Is(err, knowledge.ErrNotFound) {
		t.Errorf("of no article: %v", err)
	}
}
