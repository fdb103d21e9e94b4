package knowledge_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"switchboard/knowledge"
	"switchboard/migrations/pgtest"
)

func TestAFloodOfSearchesDoesNotEndTheListOfThose(t *testing.T) {
	t.Parallel()
	pool := pgtest.New(t)
	s := knowledge.NewStore(pool)
	if _, err := pool.Exec(t.Context(), `
		INSERT INTO help_searches (lang, text, count, at)
		SELECT 'en', 'junk ' || n, CASE WHEN n = 1 THEN 9 ELSE 1 END, now() - interval '1 hour' + n * interval '1 second' / 5 FROM generate_series(1, 5000) n`); err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{"bagpipes", "bagpipes", "junk 900", "gift wrap", "gift wrap"} {
		if err := s.SearchedInVain(t.Context(), "en", text); err != nil {
			t.Fatal(err)
		}
	}
	list, err := s.VainSearches(t.Context(), time.Now().Add(-24*time.Hour))
	if err != nil {
		t.Fatal(err)
	}
	var often []string
	for _, v := range list {
		if v.Count > 1 {
			often = append(often, v.Text)
		}
	}
	slices.Sort(often)
	if want := []string{"bagpipes", "gift wrap", "junk 1", "junk 900"}; !slices.Equal(often, want) {
		t.Errorf("asked for more than once: %v, want %v", often, want)
	}
	var kept int
	if err := pool.QueryRow(t.Context(), `SELECT count(*) FROM help_searches`).Scan(&kept); err != nil || kept != 5000 {
		t.Errorf("%d are kept: %v", kept, err)
	}
}

func TestNobodyIsNamedByWhatReadersSay(t *testing.T) {
	t.Parallel()
	s, en, _ := shelfOf(t)
	if err := s.NoteOfReader(t.Context(), en, "My name is Anna Kowalska, which button?"); err != nil {
		t.Fatal(err)
	}
	if err := s.SearchedInVain(t.Context(), "en", "my name is anna kowalska"); err != nil {
		t.Fatal(err)
	}
	say, err := s.ReadersOf(t.Context(), en)
	if err != nil || len(say.Notes) != 1 || strings.Contains(say.Notes[0].Text, "Kowalska") {
		t.Errorf("%+v %v", say, err)
	}
	list, err := s.VainSearches(t.Context(), time.Now().Add(-time.Hour))
	if err != nil || len(list) != 1 || strings.Contains(list[0].Text, "kowalska") {
		t.Errorf("%+v %v", list, err)
	}
}
