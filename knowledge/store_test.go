package knowledge_test

import (
	"context"
	"errors"
	"strings"
	"sync"
	"testing"
	"time"

	"switchboard/knowledge"
	"switchboard/migrations/pgtest"
)

var ctx = context.Background()

func newStore(t testing.TB, projects ...string) *knowledge.Store {
	t.Helper()
	s := knowledge.NewStore(pgtest.New(t))
	for _, key := range projects {
		if _, err := s.SaveProject(ctx, knowledge.Project{Key: key, Name: strings.ToUpper(key)}); err != nil {
			t.Fatal(err)
		}
	}
	return s
}

func edit(key, title, body string) knowledge.Edit {
	return knowledge.Edit{Project: "net", Key: key, Lang: "en", Author: "maria", Draft: knowledge.Draft{Title: title, Body: body}, Publish: true}
}

func save(t testing.TB, s *knowledge.Store, e knowledge.Edit) (id int64, version int) {
	t.Helper()
	id, version, err := s.SaveVersion(ctx, e)
	if err != nil {
		t.Fatal(err)
	}
	return id, version
}

func changes(t testing.TB, s *knowledge.Store, after int64) (titles string, gone []int64, rev int64) {
	t.Helper()
	articles, gone, rev, err := s.Changes(ctx, after)
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range articles {
		titles += a.Title + ";"
	}
	return titles, gone, rev
}

func TestAnArticleFromDraftToRemovalAndBack(t *testing.T) {
	t.Parallel()
	s := newStore(t, "net")
	e := edit("router", "Router", "Restart it.")
	e.Publish = false
	id, _ := save(t, s, e)
	if titles, _, _ := changes(t, s, 0); titles != "" {
		t.Fatalf("readers see a draft: %s", titles)
	}
	e.Article, e.Based, e.Body, e.Publish = id, 1, "Restart it twice.", true
	if _, version := save(t, s, e); version != 2 {
		t.Fatalf("version %d", version)
	}
	e.Based = 2
	if _, version := save(t, s, e); version != 2 {
		t.Fatalf("saving the same again made version %d", version)
	}
	titles, _, rev := changes(t, s, 0)
	if titles != "Router;" {
		t.Fatalf("readers see %q", titles)
	}
	if err := s.Unpublish(ctx, id, "maria"); err != nil {
		t.Fatal(err)
	}
	if titles, gone, _ := changes(t, s, rev); titles != "" || len(gone) != 1 || gone[0] != id {
		t.Fatalf("after unpublishing: %q, gone %v", titles, gone)
	}
	if err := s.Publish(ctx, id, 1, "maria"); err != nil {
		t.Fatal(err)
	}
	if err := s.Publish(ctx, id, 7, "maria"); !errors.Is(err, knowledge.ErrNotFound) {
		t.Fatalf("publishing a version that does not exist: %v", err)
	}
	if err := s.Remove(ctx, id, "eva"); err != nil {
		t.Fatal(err)
	}
	if err := s.Publish(ctx, id, 1, "maria"); !errors.Is(err, knowledge.ErrNotFound) {
		t.Fatalf("publishing a removed article: %v", err)
	}
	if rows, err := s.Articles(ctx, knowledge.Filter{}); err != nil || len(rows) != 0 {
		t.Fatalf("removed, but listed: %v, %v", rows, err)
	}
	if version, err := s.Restore(ctx, id, 1, "olena"); err != nil || version != 3 {
		t.Fatalf("restored as version %d: %v", version, err)
	}
	d, err := s.ArticleByKey(ctx, "net", "router", "en")
	if err != nil {
		t.Fatal(err)
	}
	if v := d.Versions[0]; d.Published != 0 || d.Latest != 3 || v.Body != "Restart it." || v.Author != "olena" || len(d.Versions) != 3 {
		t.Fatalf("restored: %+v", d)
	}
}

func TestTwoEditorsAtOnceDoNotOverwriteEachOther(t *testing.T) {
	t.Parallel()
	s := newStore(t, "net")
	id, _ := save(t, s, edit("router", "Router", "Restart it."))
	var wait sync.WaitGroup
	errs := make([]error, 8)
	for i := range errs {
		wait.Go(func() {
			e := edit("", "Router", strings.Repeat("x", i+1))
			e.Article, e.Based, e.Author = id, 1, "editor"
			_, _, errs[i] = s.SaveVersion(ctx, e)
		})
	}
	wait.Wait()
	saved := 0
	for _, err := range errs {
		conflict, is := errors.AsType[*knowledge.ConflictError](err)
		switch {
		case err == nil:
			saved++
		case !is || !errors.Is(err, knowledge.ErrConflict) || conflict.Version != 2 || conflict.Author != "editor" || conflict.At.IsZero():
			t.Errorf("not a conflict that names who and when: %v", err)
		}
	}
	if saved != 1 {
		t.Errorf("%d of 8 saved", saved)
	}
}

func TestWrongFieldsAreNamedWithAnExample(t *testing.T) {
	t.Parallel()
	s := newStore(t, "net")
	good := edit("router", "Router", "Restart it.")
	for want, change := range map[string]func(*knowledge.Edit){
		"title":       func(e *knowledge.Edit) { e.Title = "  " },
		"body":        func(e *knowledge.Edit) { e.Body = strings.Repeat("x", knowledge.MaxBody+1) },
		"audience":    func(e *knowledge.Edit) { e.Audience = "everyone" },
		"key":         func(e *knowledge.Edit) { e.Key = "../Router" },
		"language":    func(e *knowledge.Edit) { e.Lang = "English" },
		"link":        func(e *knowledge.Edit) { e.Link = "javascript:alert(1)" },
		"valid_until": func(e *knowledge.Edit) { e.ValidFrom, e.ValidUntil = time.Now(), time.Now().AddDate(0, 0, -2) },
		"project":     func(e *knowledge.Edit) { e.Project = "none" },
		"author":      func(e *knowledge.Edit) { e.Author = "" },
		"questions":   func(e *knowledge.Edit) { e.Questions = []string{"a\x00b"} },
		"tags":        func(e *knowledge.Edit) { e.Tags = []string{"a\xffb"} },
	} {
		e := good
		change(&e)
		_, _, err := s.SaveVersion(ctx, e)
		invalid, ok := errors.AsType[knowledge.InvalidError](err)
		if !ok || invalid[0].Field != want {
			t.Errorf("%s: %v", want, err)
		}
	}
	save(t, s, good)
	if _, _, err := s.SaveVersion(ctx, good); err == nil || !strings.Contains(err.Error(), "router-2") {
		t.Errorf("a taken key: %v", err)
	}
	if _, err := s.SaveProject(ctx, knowledge.Project{Key: "Bad Key"}); err == nil || !strings.Contains(err.Error(), "home-internet") {
		t.Errorf("a wrong project: %v", err)
	}
	if rows, err := s.Articles(ctx, knowledge.Filter{Text: "100% \x00\xff_'\\"}); err != nil || len(rows) != 0 {
		t.Errorf("hostile text in the list's filter: %v, %v", rows, err)
	}
}

func TestLists(t *testing.T) {
	t.Parallel()
	s := newStore(t, "net", "pay")
	save(t, s, edit("router", "Router", "Restart it."))
	internal := edit("limits", "Limits", "Up to 50% off.")
	internal.Project, internal.Audience, internal.Lang, internal.Questions = "pay", knowledge.Internal, "uk", []string{"Скільки?"}
	save(t, s, internal)
	for want, f := range map[string]knowledge.Filter{
		"limits;router;": {},
		"limits;":        {Project: "pay"},
		"router;":        {Lang: "en"},
		"limits; ":       {Audience: knowledge.Internal},
		"limits;  ":      {Text: "50%"},
		"limits;   ":     {Text: "скільки"},
		"router; ":       {Text: "ROUT"},
		"router;  ":      {Limit: 1, Offset: 1},
		"":               {Removed: true},
	} {
		rows, err := s.Articles(ctx, f)
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		for _, r := range rows {
			got += r.Key + ";"
		}
		if got != strings.TrimSpace(want) {
			t.Errorf("%+v: %q", f, got)
		}
	}
	if langs, err := s.Languages(ctx); err != nil || len(langs) != 2 {
		t.Errorf("languages %v, %v", langs, err)
	}
}

func TestAProjectsNewNameReachesItsArticles(t *testing.T) {
	t.Parallel()
	s := newStore(t, "net", "pay")
	save(t, s, edit("router", "Router", "Restart it."))
	_, _, rev := changes(t, s, 0)
	if _, err := s.SaveProject(ctx, knowledge.Project{Key: "net", Name: "NET", Summary: "Internet at home"}); err != nil {
		t.Fatal(err)
	}
	if titles, _, _ := changes(t, s, rev); titles != "" {
		t.Errorf("a new summary changed the articles: %q", titles)
	}
	if _, err := s.SaveProject(ctx, knowledge.Project{Key: "net", Name: "Home Internet", Aliases: []string{"homenet"}}); err != nil {
		t.Fatal(err)
	}
	articles, _, rev, err := s.Changes(ctx, rev)
	if err != nil || len(articles) != 1 || articles[0].Name != "Home Internet" || articles[0].Aliases[0] != "homenet" {
		t.Fatalf("%+v, %v", articles, err)
	}
	if err := s.RemoveProject(ctx, "net", "eva"); err != nil {
		t.Fatal(err)
	}
	if _, gone, _ := changes(t, s, rev); len(gone) != 1 {
		t.Errorf("a removed project's articles: gone %v", gone)
	}
	if _, err := s.Project(ctx, "net"); !errors.Is(err, knowledge.ErrNotFound) {
		t.Errorf("a removed project: %v", err)
	}
}
