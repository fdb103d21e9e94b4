package api_test

import (
	"fmt"
	"net/url"
	"strings"
	"testing"
	"time"

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

// TestAWalkMissesNothingThatIsChangedMeanwhile goes through lists by id, and changes after each page what is yet to come.
func TestAWalkMissesNothingThatIsChangedMeanwhile(t *testing.T) {
	t.Parallel()
	pool := pgtest.New(t)
	r := newRigOver(t, pool)
	for _, sql := range []string{
		`INSERT INTO gaps (project, lang, title, opened_at) SELECT 'net', 'en', 'question ' || n, now() FROM generate_series(1, 9) n`,
		`INSERT INTO articles (project_id, key, lang, latest, rev) SELECT p.id, 'a' || n, 'en', 1, 1 FROM projects p, generate_series(1, 9) n`,
		`INSERT INTO article_versions (article_id, version, title, body, audience, author) SELECT id, 1, key, 'Text.', 'public', 'eva' FROM articles`, `UPDATE articles SET published = 1`,
		`INSERT INTO lessons (key, article_id, version, lang, text, solved, role, person, state, at) SELECT n, a.id, 1, 'en', 'question ' || n, true, 'operator', 'operator/1', 'learned', now() - make_interval(hours => n)
			FROM (SELECT id FROM articles LIMIT 1) a, generate_series(1, 9) n`,
	} {
		if _, err := pool.Exec(t.Context(), sql); err != nil {
			t.Fatal(err)
		}
	}
	stir := []string{`UPDATE gaps SET opened_at = now() + interval '1 day' WHERE id = (SELECT max(id) FROM gaps)`,
		`INSERT INTO article_versions (article_id, version, title, body, audience, author) SELECT id, latest + 1, key, 'Text.', 'public', 'eva' FROM articles WHERE id = (SELECT max(id) FROM articles)`,
		`UPDATE articles SET latest = latest + 1 WHERE id = (SELECT max(id) FROM articles)`, `UPDATE lessons SET at = now() WHERE id = (SELECT max(id) FROM lessons)`}
	for list, path := range map[string]string{"articles": "/api/v1/articles?", "lessons": "/api/v1/memory?", "gaps": "/api/v1/gaps?", "waiting": "/api/v1/memory?state=alone&"} {
		if list == "waiting" {
			list = "lessons"
		}
		seen := map[any]bool{}
		for after := any(0.0); after != nil; {
			page := r.do("read", "GET", fmt.Sprint(path, "sort=id&limit=2&after=", after), nil, 200)
			for _, row := range page[list].([]any) {
				if id := row.(object)["id"]; seen[id] {
					t.Errorf("%s: %v comes twice", path, id)
				} else {
					seen[id] = true
				}
			}
			if after = page["next_after"]; page["next_offset"] != nil {
				t.Errorf("%s: a walk goes on at %v", path, page["next_offset"])
			}
			for _, sql := range stir {
				if _, err := pool.Exec(t.Context(), sql); err != nil {
					t.Fatal(err)
				}
			}
		}
		if len(seen) != 9 {
			t.Errorf("%s: %d of 9 are seen", path, len(seen))
		}
	}
	for _, path := range []string{"/api/v1/articles?after=1", "/api/v1/memory?after=1&sort=newest", "/api/v1/gaps?after=1"} {
		if s := fmt.Sprint(r.do("read", "GET", path, nil, 422)); !strings.Contains(s, "query.after") {
			t.Errorf("%s: %s", path, s)
		}
	}
}

func TestChangesAreFollowedAndAListTellsHowArticlesStand(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	in := func(key string) string { return strings.Replace(router, "router", key, 1) }
	for _, key := range []string{"router", "cable", "modem", "lamp"} {
		r.do("publish", "PUT", in(key), object{"title": "The " + key, "body": "Hold it.", "publish": true, "tags": []string{"red"}, "valid_until": "2099-01-31"}, 200)
	}
	since := url.QueryEscape(time.Now().Format(time.RFC3339Nano))
	changed := func(query string) (keys []string) {
		for _, row := range r.do("read", "GET", "/api/v1/articles?sort=title&changed_since="+since+query, nil, 200)["articles"].([]any) {
			keys = append(keys, fmt.Sprint(row.(object)["key"]))
		}
		return keys
	}
	if got := changed(""); len(got) != 0 {
		t.Errorf("nothing is changed, and there are %v", got)
	}
	r.do("publish", "PUT", router, object{"title": "The router", "body": "Press it.", "based_on": 1, "submit": true}, 200)
	r.do("publish", "POST", in("modem")+"/verify", object{"review_by": "2099-05-01"}, 200)
	r.do("publish", "POST", in("lamp")+"/plan", object{"expire_at": "2099-06-01T10:00:00Z"}, 200)
	r.do("publish", "POST", in("lamp")+"/doubt", object{"note": "Is it?"}, 200)
	r.do("publish", "DELETE", in("cable"), nil, 200)
	if got := fmt.Sprint(changed("")); got != "[lamp modem router]" {
		t.Errorf("changed are %s", got)
	}
	if got := fmt.Sprint(changed("&removed=true")); got != "[cable]" {
		t.Errorf("removed are %s", got)
	}
	rows := r.do("read", "GET", "/api/v1/articles?sort=title", nil, 200)["articles"].([]any)
	lamp, modem, routerRow := rows[0].(object), rows[1].(object), rows[2].(object)
	if lamp["expire_at"] != "2099-06-01T10:00:00Z" || lamp["unverified"] != true || fmt.Sprint(lamp["tags"]) != "[red]" || lamp["valid_until"] != "2099-01-31" || modem["review_by"] != "2099-05-01" || routerRow["submitted"] != 2.0 {
		t.Errorf("the list says %v", rows)
	}
}
