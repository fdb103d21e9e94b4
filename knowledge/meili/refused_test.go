package meili_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"switchboard/knowledge"
	"switchboard/knowledge/meili"
)

// TestAnArticleThatTheServerRefusesKeepsNoOtherOut has one article that the server does not take among others, at the first
// fill and later: the others are found, and the state names it, until it is one that the server takes.
func TestAnArticleThatTheServerRefusesKeepsNoOtherOut(t *testing.T) {
	t.Parallel()
	s, store := newServer(t, "master"), library(t)
	s.refuses = "quagmire"
	first := publish(t, store, "bad-at-first", "A lighthouse in a quagmire.", revision{})
	x := open(t, s)
	f := follow(t, store, x)
	names := func(key string) func() bool {
		return func() bool {
			refused, ok := errors.AsType[knowledge.RefusedError](f.State().Err)
			return f.State().Filled && ok && len(refused) == 1 && refused[0].Name == "net/en/"+key && strings.Contains(refused.Error(), "invalid_document_fields")
		}
	}
	eventually(t, "the fill, but for the one that is named", names("bad-at-first"))
	if got := finds(t, x, "lighthouse"); len(got) != 1 {
		t.Errorf("of the first fill %v are found", got)
	}
	publish(t, store, "bad-at-first", "A lighthouse on a rock.", first)
	eventually(t, "the one that is taken now", func() bool { return f.State().Err == nil && len(finds(t, x, "lighthouse")) == 2 })

	later := publish(t, store, "bad-later", "This lighthouse costs 5 euros.", revision{})
	eventually(t, "the good version", func() bool { return slices.Contains(finds(t, x, "euros"), later.article) })
	publish(t, store, "bad-later", "This lighthouse costs 9 euros, by the quagmire.", later)
	comes := publish(t, store, "good-later", "Another lighthouse costs 7 euros.", revision{})
	eventually(t, "the later one named", names("bad-later"))
	eventually(t, "the other one alone, and nothing that is not true any more", func() bool { return slices.Equal(finds(t, x, "euros"), []int64{comes.article}) })
	must(t, store.Unpublish(t.Context(), later.article, "maria"))
	eventually(t, "nothing refused", func() bool { return f.State().Err == nil })
}

// TestARequestThatIsTooLargeIsSplit: a server says so with a code, a proxy before it with a page.
func TestARequestThatIsTooLargeIsSplit(t *testing.T) {
	t.Parallel()
	for name, most := range map[string]struct{ server, proxy int64 }{"server": {server: 9_000}, "proxy": {proxy: 9_000}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			real := newServer(t, "master")
			real.most = int(most.server)
			s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				body, err := io.ReadAll(r.Body)
				if err != nil {
					t.Error(err)
				}
				r.Body = io.NopCloser(bytes.NewReader(body))
				if most.proxy > 0 && int64(len(body)) > most.proxy {
					w.Header().Set("Content-Type", "text/html")
					w.WriteHeader(http.StatusRequestEntityTooLarge)
					_, _ = w.Write([]byte("<html><h1>413 Request Entity Too Large</h1></html>"))
					return
				}
				real.Config.Handler.ServeHTTP(w, r)
			}))
			t.Cleanup(s.Close)
			x, err := meili.New(meili.Config{URL: s.URL, Key: "master"})
			must(t, err)
			var articles []knowledge.Article
			for i := range 20 {
				a := one(int64(i+1), fmt.Sprintf("The lighthouse of port%d. %s", i, strings.Repeat("It stands. ", 60)))[0]
				a.Key = fmt.Sprint("a", i)
				articles = append(articles, a)
			}
			must(t, x.Put(t.Context(), articles))
			if got := finds(t, x, "lighthouse"); len(got) != 20 {
				t.Errorf("of 20 articles %d are found", len(got))
			}
			huge := one(30, strings.Repeat("A huge lighthouse stands. ", 500))[0]
			huge.Key = "huge"
			err = x.Put(t.Context(), []knowledge.Article{huge, one(31, "A beacon.")[0]})
			refused, ok := errors.AsType[knowledge.RefusedError](err)
			if !ok || len(refused) != 1 || refused[0].Article != 30 || !strings.Contains(err.Error(), "net/en/huge") || !strings.Contains(err.Error(), "payload_too_large") {
				t.Errorf("one that is too large by itself: %v", err)
			}
			if got := finds(t, x, "beacon"); !slices.Equal(got, []int64{31}) {
				t.Errorf("beside it %v are found", got)
			}
		})
	}
}
