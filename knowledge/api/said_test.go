package api_test

import (
	"fmt"
	"strings"
	"testing"
)

// TestWhatIsWrongIsSaidWhereItStands: a field is named as the request has it, and what is not there by its own name.
func TestWhatIsWrongIsSaidWhereItStands(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	text := object{"title": "x", "body": "x"}
	r.do("write", "PUT", router, text, 200)
	for _, c := range []struct {
		method, path string
		body         any
		code         int
		says         string
	}{
		{"PUT", "/api/v1/articles/net/klingon/x", text, 422, "path.lang"},
		{"PUT", "/api/v1/articles/net/en/A%20B", text, 422, "path.key"},
		{"PUT", "/api/v1/articles/none/en/x", text, 422, "path.project"},
		{"PUT", "/api/v1/projects/A%20B", object{"name": "x"}, 422, "path.project"},
		{"PUT", "/api/v1/articles/net/en/x", object{"title": "x", "body": "x", "questions": []string{"one", "two", "three\nlines"}}, 422, "body.questions[2]"},
		{"PUT", "/api/v1/articles/net/en/x", object{"title": "x", "body": "x", "tags": []string{"", strings.Repeat("x", 400)}}, 422, "body.tags[1]"},
		{"PUT", "/api/v1/projects/shop", object{"name": "x", "aliases": []string{"x", "\x07"}}, 422, "body.aliases[1]"},
		{"PUT", "/api/v1/synonyms/en", object{"groups": []string{"a, b", "alone"}, "based_on": 0}, 422, "body.groups[1]"},
		{"PUT", "/api/v1/synonyms/klingon", object{"groups": []string{"a, b"}, "based_on": 0}, 422, "path.lang"},
		{"PUT", "/api/v1/thresholds", object{"lang": "klingon", "answer": .9}, 422, "body.lang"},
		{"PUT", "/api/v1/thresholds", object{"project": "a\x00b", "answer": .9}, 422, "body.project"},
		{"POST", "/api/v1/must-find", object{"project": "net", "key": "router", "text": " "}, 422, "body.text"},
		{"POST", "/api/v1/must-find", object{"project": "net", "key": "router", "text": "where", "lang": "klingon"}, 422, "body.lang"},
		{"POST", "/api/v1/must-find", object{"project": "net", "key": "none", "text": "where"}, 404, `no article "none" in project "net"`},
		{"DELETE", "/api/v1/must-find/77", nil, 404, "no stored question 77"},
		{"POST", "/api/v1/files?name=lamp.svg", []byte("x"), 422, "query.name"},
		{"GET", "/api/v1/files/" + strings.Repeat("0", 32), nil, 404, "no file 0000"},
		{"POST", "/api/v1/reports/77/resolve", object{"answer": "Corrected."}, 404, "no report 77"},
		{"POST", "/api/v1/thresholds/77/revert", nil, 404, "no change 77"},
		{"GET", "/api/v1/projects/none", nil, 404, `no project "none"`},
		{"DELETE", "/api/v1/projects/none", nil, 404, `no project "none"`},
		{"POST", "/api/v1/projects/net/restore", nil, 404, "that was removed"},
		{"POST", "/api/v1/gaps/77/dismiss", object{"reason": "no"}, 404, "no gap 77"},
		{"POST", "/api/v1/gaps/77/merge", object{"into": 77}, 422, "body.into"},
		{"POST", "/api/v1/check-up/settle", object{"a": "net/en/router", "b": "net/en/none"}, 404, `no article "net/en/none"`},
		{"POST", router + "/verify", object{"review_by": "soon"}, 422, "body.review_by"},
		{"POST", "/api/v1/articles/batch", object{"do": "verify", "articles": []int{1}, "review_by": "soon"}, 422, "body.review_by"},
	} {
		said := r.do("publish", c.method, c.path, c.body, c.code)
		if s := strings.ReplaceAll(fmt.Sprint(said), `\"`, `"`); !strings.Contains(s, c.says) {
			t.Errorf("%s %s says %s, want %q", c.method, c.path, s, c.says)
		}
	}
}

func TestAnImportSpeaksOfParametersAndRows(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	got := r.do("publish", "POST", "/api/v1/import?name=answers.csv&dry_run=true", []byte("question,answer,project\nHow do I pay?,By card.,none\nYes?,,net\nCan I?,You can.,net\n"), 200)
	if s := fmt.Sprint(got["problems"], got["warnings"]); strings.Contains(s, "--") || strings.Contains(s, "command line") || !strings.Contains(s, "line:3") {
		t.Errorf("it says %s", s)
	}
}
