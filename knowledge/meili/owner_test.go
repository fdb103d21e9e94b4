package meili_test

import (
	"context"
	"errors"
	"log/slog"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"

	"switchboard/knowledge"
	"switchboard/knowledge/meili"
	"switchboard/migrations/pgtest"
)

// owner is a database with the index of a server.
type owner struct {
	pool  *pgxpool.Pool
	store *knowledge.Store
	index *meili.Index
}

func owned(t *testing.T, s *server, project, body string) owner {
	t.Helper()
	o := owner{pool: pgtest.New(t)}
	o.store = knowledge.NewStore(o.pool)
	_, err := o.store.SaveProject(t.Context(), knowledge.Project{Key: "net", Name: project})
	must(t, err)
	publish(t, o.store, "tower", body, revision{})
	o.index = o.opened(t, s)
	return o
}

// opened is the index as another process of the same database opens it.
func (o owner) opened(t *testing.T, s *server) *meili.Index {
	t.Helper()
	x, err := meili.New(meili.Config{URL: s.URL, Key: s.key, HTTPClient: s.Client(), Marks: o.store})
	must(t, err)
	return x
}

// copyOf makes this database know what another one knew: its name, and what it had signed by now.
func (o owner) copyOf(t *testing.T, other owner) {
	t.Helper()
	var name string
	must(t, other.pool.QueryRow(t.Context(), `SELECT value #>> '{}' FROM settings WHERE key = 'database'`).Scan(&name))
	var marks []string
	must(t, other.pool.QueryRow(t.Context(), `SELECT array_agg(mark) FROM index_marks`).Scan(&marks))
	_, err := o.pool.Exec(t.Context(), `INSERT INTO settings (key, value) VALUES ('database', to_jsonb($1::text))`, name)
	must(t, err)
	_, err = o.pool.Exec(t.Context(), `INSERT INTO index_marks (mark) SELECT unnest($1::text[])`, marks)
	must(t, err)
}

// heard sets when the index's database was last heard of.
func heard(s *server, ago time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, i := range s.indexes {
		if n := i.docs["note"]; n != nil {
			n["seen"] = float64(time.Now().Add(-ago).Unix())
		}
	}
}

func refusedAs(err error, copied bool) bool {
	other, ok := errors.AsType[meili.OwnedError](err)
	return ok && other.Copied == copied
}

// TestTwoDatabasesDoNotShareAnIndex: the second one neither writes nor searches there, and says what to do; it may take the index on
// purpose, and then the first one is told.
func TestTwoDatabasesDoNotShareAnIndex(t *testing.T) {
	t.Parallel()
	s := newServer(t, "master")
	one, two := owned(t, s, "One", "The lighthouse of one."), owned(t, s, "Two", "The beacon of two.")
	first := follow(t, one.store, one.index)
	eventually(t, "the first one's fill", func() bool { return first.State().Filled })
	second := follow(t, two.store, two.index)
	eventually(t, "the refusal", func() bool { return refusedAs(second.State().Err, false) })
	for _, part := range []string{"belongs to another database", "MEILI_INDEX", "take-index", "24 hours"} {
		if !strings.Contains(second.State().Err.Error(), part) {
			t.Errorf("it does not say %q: %v", part, second.State().Err)
		}
	}
	for what, err := range map[string]error{
		"a search": func() error {
			_, err := two.opened(t, s).Search(t.Context(), knowledge.Query{Text: "lighthouse"})
			return err
		}(),
		"a put":      two.index.Put(t.Context(), []knowledge.Article{{ID: 9, Title: "Beacon", Body: "A beacon."}}),
		"a deletion": two.index.Delete(t.Context(), []int64{1}),
		"synonyms":   two.index.Reword(t.Context(), knowledge.Synonyms{}),
		"a rebuild":  two.index.Rebuild(t.Context(), func(func([]knowledge.Article, error) bool) {}),
		"doctor":     func() error { _, err := two.index.Check(t.Context()); return err }(),
	} {
		if !refusedAs(err, false) {
			t.Errorf("%s: %v", what, err)
		}
	}
	publish(t, one.store, "later", "Another lighthouse of one.", revision{})
	eventually(t, "what the first one writes later", func() bool { return len(finds(t, one.index, "lighthouse")) == 2 })

	eventually(t, "its note", func() bool { return first.State().Reached == first.State().Wanted })
	must(t, two.opened(t, s).Take(t.Context()))
	eventually(t, "the first one is told", func() bool { return refusedAs(first.State().Err, false) })
	eventually(t, "the second one's fill", func() bool {
		hits, err := two.index.Search(t.Context(), knowledge.Query{Text: "beacon"})
		return err == nil && len(hits) == 1 && second.State().Err == nil
	})
	if hits, err := two.index.Search(t.Context(), knowledge.Query{Text: "lighthouse"}); err != nil || len(hits) != 0 {
		t.Errorf("of the first one %v are found, %v", hits, err)
	}
}

// TestACopyOfADatabaseIsToldFromIt: a staging system with a copy of the production's database is refused as long as that lives, though
// it knows all that was signed before; where that is gone, as after a backup was restored, the index is taken over without a word.
func TestACopyOfADatabaseIsToldFromIt(t *testing.T) {
	t.Parallel()
	s := newServer(t, "master")
	production := owned(t, s, "One", "The lighthouse of one.")
	running := follow(t, production.store, production.index)
	eventually(t, "the fill", func() bool { return running.State().Filled })
	copied := owned(t, s, "Two", "The beacon of two.")
	copied.copyOf(t, production)
	heard(s, 3*time.Minute) // now it is signed anew
	_, err := production.opened(t, s).Holds(t.Context())
	must(t, err)
	staging := follow(t, copied.store, copied.index)
	eventually(t, "the refusal", func() bool {
		return refusedAs(staging.State().Err, true) && strings.Contains(staging.State().Err.Error(), "another copy of this database")
	})
	if got := finds(t, production.index, "lighthouse"); len(got) != 1 {
		t.Errorf("production finds %v", got)
	}
}

func TestTheIndexOfADatabaseThatIsGoneIsTakenOver(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		copied bool
		ago    time.Duration
		taken  bool
	}{
		"a copy, just now":         {true, 8 * time.Minute, false},
		"a copy, a while ago":      {true, 11 * time.Minute, true},
		"another, a while ago":     {false, 11 * time.Minute, false},
		"another, two days ago":    {false, 48 * time.Hour, true},
		"another, not so long ago": {false, 23 * time.Hour, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newServer(t, "master")
			gone, other := owned(t, s, "One", "The lighthouse of one."), owned(t, s, "Two", "The beacon of two.")
			must(t, gone.index.Put(t.Context(), one(1, "The lighthouse of one.")))
			if c.copied {
				_, err := gone.store.NewMark(t.Context())
				must(t, err)
				other.copyOf(t, gone)
			}
			must(t, gone.index.Note(t.Context(), 1, nil))
			heard(s, c.ago)
			if _, err := other.index.Search(t.Context(), knowledge.Query{Text: "lighthouse"}); err == nil {
				t.Error("what another database wrote is found")
			}
			f := follow(t, other.store, other.index)
			if !c.taken {
				eventually(t, "the refusal", func() bool { return refusedAs(f.State().Err, c.copied) })
				return
			}
			eventually(t, "the fill", func() bool { return f.State().Filled && f.State().Err == nil })
			if got := finds(t, other.index, "beacon"); len(got) != 1 {
				t.Errorf("%v are found", got)
			}
			if _, err := gone.index.Holds(t.Context()); !refusedAs(err, c.copied) {
				t.Errorf("whoever comes back is told %v", err)
			}
		})
	}
}

// TestWhatAnEarlierVersionFilledIsSigned: its note has no mark; whoever follows it first has the index.
func TestWhatAnEarlierVersionFilledIsSigned(t *testing.T) {
	t.Parallel()
	s := newServer(t, "master")
	before := open(t, s)
	must(t, before.Note(t.Context(), 1, nil))
	one, two := owned(t, s, "One", "The lighthouse of one."), owned(t, s, "Two", "The beacon of two.")
	if rev, err := one.index.Holds(t.Context()); err != nil || rev != 1 {
		t.Errorf("at %d, %v", rev, err)
	}
	if _, err := two.index.Holds(t.Context()); !refusedAs(err, false) {
		t.Errorf("the other one is told %v", err)
	}
	if rev, err := one.index.Holds(t.Context()); err != nil || rev != 1 {
		t.Errorf("at %d, %v", rev, err)
	}
}

// TestARefusedArticleIsNamedAgainAfterAStart: the index is not filled anew then, so that nothing else would tell of it.
func TestARefusedArticleIsNamedAgainAfterAStart(t *testing.T) {
	t.Parallel()
	s, store := newServer(t, "master"), library(t)
	s.refuses = "quagmire"
	bad := publish(t, store, "bad", "A lighthouse in a quagmire.", revision{})
	named := func(f *knowledge.Follower) func() bool {
		return func() bool {
			refused, ok := errors.AsType[knowledge.RefusedError](f.State().Err)
			return f.State().Filled && ok && len(refused) == 1 && refused[0].Name == "net/en/bad" && strings.Contains(refused.Error(), "invalid_document_fields")
		}
	}
	eventually(t, "it is named", named(follow(t, store, open(t, s))))
	s.mu.Lock()
	made := len(slices.DeleteFunc(slices.Clone(s.tasks), func(t *task) bool { return t.kind != "indexCreation" }))
	s.mu.Unlock()
	f := knowledge.NewFollower(store, open(t, s), nil, slog.New(slog.DiscardHandler))
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan struct{})
	go func() { defer close(done); f.Run(ctx, nil) }()
	eventually(t, "it is named again", named(f))
	stop()
	<-done
	s.mu.Lock()
	again := len(slices.DeleteFunc(slices.Clone(s.tasks), func(t *task) bool { return t.kind != "indexCreation" }))
	s.mu.Unlock()
	if made != again {
		t.Error("it was filled anew")
	}
	publish(t, store, "bad", "A lighthouse on a rock.", bad)
	later := follow(t, store, open(t, s))
	eventually(t, "nothing is refused any more", func() bool { return later.State().Filled && later.State().Err == nil })
}
