package knowledgetest

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"testing"

	"switchboard/knowledge"
)

func limit(_ *testing.T, b *bench) {
	var many []knowledge.Article
	for i := range 130 {
		many = append(many, article(int64(i+1), fmt.Sprint("a", i), "Router", fmt.Sprintf("Router number %d.", i)))
	}
	b.put(many...)
	for limit, want := range map[int]int{0: 10, -1: 10, 1: 1, 25: 25, 1000: 100} {
		hits := b.search(knowledge.Query{Text: "router", Limit: limit})
		if len(hits) != want {
			b.Errorf("limit %d: %d hits, want %d", limit, len(hits), want)
		}
		for i := range hits[:max(0, len(hits)-1)] {
			if hits[i].Score < hits[i+1].Score {
				b.Errorf("limit %d: hit %d scores %v, the next %v", limit, i, hits[i].Score, hits[i+1].Score)
			}
		}
	}
}

func hostile(_ *testing.T, b *bench) {
	secret := article(2, "secret", "Secret discount", "The secret discount is half off.")
	secret.Audience = knowledge.Internal
	b.put(article(1, "router", "Router", "Restart the router."), secret)
	injection := `router" OR audience = internal OR audience = "internal`
	for _, text := range []string{
		injection, `'; DROP TABLE articles; --`, `secret" discount`, `"secret discount"`, "secret AND (", `\`, `\"`, "secret -router", "*", "secret\x00discount",
		"\xff\xfe secret \xc3", strings.Repeat("secret discount ", 7000), strings.Repeat("s", 100<<10), strings.Repeat("secret'", 10000),
		strings.Repeat("\xff", 100<<10), strings.Repeat("сек👍", 20000), "<script>alert(1)</script> secret", "secret" + strings.Repeat("\u0301", 5000),
		"%s %d %n", "${secret}", "{{secret}}",
	} {
		for _, q := range []knowledge.Query{
			{Text: text}, {Text: text, Lang: injection}, {Text: text, Projects: []string{"net", injection}}, {Text: text, Only: []string{"en", injection}},
		} {
			for _, h := range b.search(q) {
				checkMarks(b, h)
				if h.Audience != knowledge.Public {
					b.Fatalf("%.60q shows what is internal", text)
				}
			}
		}
	}
	b.expect("afterwards", knowledge.Query{Text: "router"}, 1)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := b.index.Search(ctx, knowledge.Query{Text: "router"}); err == nil {
		b.Error("a search that was called off returned no error")
	}
}

func concurrent(_ *testing.T, b *bench) {
	b.put(article(1, "stays", "Stays", "The lighthouse stays."))
	var wait sync.WaitGroup
	for writer := range 2 {
		wait.Go(func() {
			for i := range 5 {
				id := int64(10 + writer)
				a := article(id, fmt.Sprint("w", writer), "Lighthouse", fmt.Sprintf("The lighthouse shines, take %d.", i))
				if err := b.index.Put(context.Background(), []knowledge.Article{a}); err != nil {
					b.Error(err)
				}
				if i == 3 {
					if err := b.index.Delete(context.Background(), []int64{id}); err != nil {
						b.Error(err)
					}
				}
			}
		})
	}
	for range 3 {
		wait.Go(func() {
			for range 15 {
				hits, err := b.index.Search(context.Background(), knowledge.Query{Text: "lighthouse"})
				if err != nil || len(hits) == 0 {
					b.Errorf("%d hits, %v", len(hits), err)
				}
			}
		})
	}
	wait.Wait()
	b.expect("afterwards", knowledge.Query{Text: "lighthouse"}, 1, 10, 11)
}

func rebuild(t *testing.T, b *bench) {
	rebuilder, ok := b.index.(knowledge.Rebuilder)
	if !ok {
		t.Skip("not a Rebuilder")
	}
	b.put(article(1, "stays", "Stays", "The lighthouse stays."), article(2, "goes", "Goes", "The lighthouse goes."))
	stop, searched := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(searched)
		for {
			hits, err := b.index.Search(context.Background(), knowledge.Query{Text: "lighthouse"})
			if err != nil || len(hits) != 2 {
				b.Errorf("during a rebuild: %d hits, %v", len(hits), err)
				return
			}
			select {
			case <-stop:
				return
			default:
			}
		}
	}()
	err := rebuilder.Rebuild(context.Background(), func(yield func([]knowledge.Article, error) bool) {
		if yield([]knowledge.Article{article(1, "stays", "Stays", "The lighthouse stays.")}, nil) {
			yield([]knowledge.Article{article(3, "comes", "Comes", "The lighthouse comes.")}, nil)
		}
	})
	close(stop)
	<-searched
	if err != nil {
		b.Fatal(err)
	}
	b.expect("after a rebuild", knowledge.Query{Text: "lighthouse"}, 1, 3)
	failed := rebuilder.Rebuild(context.Background(), func(yield func([]knowledge.Article, error) bool) {
		if yield([]knowledge.Article{article(9, "half", "Half", "Half a lighthouse.")}, nil) {
			yield(nil, context.DeadlineExceeded)
		}
	})
	if failed == nil {
		b.Error("a rebuild whose source failed returned no error")
	}
	b.expect("after a failed rebuild", knowledge.Query{Text: "lighthouse"}, 1, 3)
	b.put(article(4, "later", "Later", "A later lighthouse."))
	b.expect("put after a rebuild", knowledge.Query{Text: "lighthouse"}, 1, 3, 4)
}
