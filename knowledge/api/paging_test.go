package api_test

import (
	"fmt"
	"testing"

	"switchboard/migrations/pgtest"
)

func TestAListThatEndsWithAPageHasNoOther(t *testing.T) {
	t.Parallel()
	r, teach, routerID, bill := taughtRig(t)
	for i, id := range []int64{routerID, bill, routerID, bill} {
		teach(id, fmt.Sprint("question ", i), "operator", fmt.Sprint("operator/", i+1), true)
	}
	for list, path := range map[string]string{"articles": "/api/v1/articles?limit=", "lessons": "/api/v1/memory?limit=", "transfers": "/api/v1/memory/departments?limit="} {
		all := len(r.do("read", "GET", path+"100", nil, 200)[list].([]any))
		for limit := 1; limit <= all; limit++ {
			seen := 0
			for offset := any(0.0); offset != nil; {
				page := r.do("read", "GET", fmt.Sprint(path, limit, "&offset=", offset), nil, 200)
				rows := len(page[list].([]any))
				if rows == 0 || rows > limit {
					t.Errorf("%s %d at a time from %v are %d", list, limit, offset, rows)
				}
				seen, offset = seen+rows, page["next_offset"]
			}
			if seen != all {
				t.Errorf("%s %d at a time are %d of %d", list, limit, seen, all)
			}
		}
	}
}

func TestTheLargestPageTellsWhetherAnotherFollows(t *testing.T) {
	t.Parallel()
	pool := pgtest.New(t)
	r := newRigOver(t, pool)
	for _, sql := range []string{
		`INSERT INTO gaps (project, lang, title, opened_at) SELECT 'net', 'en', 'question ' || n, now() FROM generate_series(1, 501) n`,
		`INSERT INTO articles (project_id, key, lang, latest, rev) SELECT p.id, 'a' || n, 'en', 1, 1 FROM projects p, generate_series(1, 1001) n`,
		`INSERT INTO article_versions (article_id, version, title, body, audience, author) SELECT id, 1, key, 'Text.', 'public', 'eva' FROM articles`,
		`INSERT INTO lessons (key, article_id, version, lang, text, solved, role, person, state, at) SELECT n, a.id, 1, 'en', 'question', true, 'operator', 'operator/1', 'learned', now()
			FROM (SELECT id FROM articles LIMIT 1) a, generate_series(1, 501) n`,
	} {
		if _, err := pool.Exec(t.Context(), sql); err != nil {
			t.Fatal(err)
		}
	}
	for list, path := range map[string]string{"articles": "/api/v1/articles?limit=1000", "lessons": "/api/v1/memory?limit=500", "gaps": "/api/v1/gaps?limit=500"} {
		first := r.do("read", "GET", path, nil, 200)
		if next := first["next_offset"]; next != float64(len(first[list].([]any))) {
			t.Errorf("after %d %s come those from %v", len(first[list].([]any)), list, next)
			continue
		}
		if rest := r.do("read", "GET", fmt.Sprint(path, "&offset=", first["next_offset"]), nil, 200); rest["next_offset"] != nil || len(rest[list].([]any)) != 1 {
			t.Errorf("%s: the rest are %v", list, len(rest[list].([]any)))
		}
	}
}
