package api_test

import (
	"fmt"
	"strings"
	"testing"
)

func TestACardIsNotReplacedUnread(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	const path = "/api/v1/projects/net"
	read, card := r.ask("read", "GET", path, "")
	tag := read.Header.Get("ETag")
	if tag == "" || card["version"] != 1.0 {
		t.Fatalf("read %q %v", tag, card)
	}
	if same, _ := r.ask("read", "GET", path, "", "If-None-Match", tag); same.StatusCode != 304 {
		t.Errorf("read again: %d", same.StatusCode)
	}
	for name, c := range map[string]struct {
		path, body string
		headers    []string
		code       int
	}{
		"unread":                          {path, `{"name": "Mine"}`, nil, 409},
		"over a version that is not":      {path, `{"name": "Mine", "version": 7}`, nil, 409},
		"by two versions":                 {path + "?based_on=1", `{"name": "Mine", "version": 2}`, nil, 422},
		"if there is none":                {path, `{"name": "Mine"}`, []string{"If-None-Match", "*"}, 412},
		"over something else":             {path, `{"name": "Mine"}`, []string{"If-Match", `"x"`}, 412},
		"over one that never was":         {"/api/v1/projects/shop?based_on=1", `{"name": "Shop"}`, nil, 404},
		"over what is not there":          {"/api/v1/projects/shop", `{"name": "Shop"}`, []string{"If-Match", "*"}, 412},
		"with a department that is not":   {path, `{"name": "Net", "department": "nope", "version": 1}`, nil, 422},
		"with a department that there is": {path, `{"name": "Net", "department": "billing", "version": 1}`, nil, 200},
	} {
		t.Run(name, func(t *testing.T) {
			r := newRig(t)
			if resp, said := r.ask("publish", "PUT", c.path, c.body, c.headers...); resp.StatusCode != c.code {
				t.Errorf("%d %v, want %d", resp.StatusCode, said, c.code)
			} else if c.code == 422 && !strings.Contains(fmt.Sprint(said), "body.") {
				t.Errorf("%v", said)
			}
		})
	}
	saved, got := r.ask("publish", "PUT", path, `{"name": "Net", "version": 1}`)
	if saved.StatusCode != 200 || got["version"] != 2.0 || saved.Header.Get("ETag") == tag {
		t.Errorf("by its version: %d %v", saved.StatusCode, got)
	}
	if late, said := r.ask("publish", "PUT", path, `{"name": "Old"}`, "If-Match", tag); late.StatusCode != 412 {
		t.Errorf("over what was read before: %d %v", late.StatusCode, said)
	}
	if late, said := r.ask("publish", "DELETE", path, "", "If-Match", tag); late.StatusCode != 412 {
		t.Errorf("removed: %d %v", late.StatusCode, said)
	}
	if saved, got = r.ask("publish", "PUT", path, `{"name": "Net again"}`, "If-Match", saved.Header.Get("ETag")); got["version"] != 3.0 {
		t.Errorf("by its ETag: %d %v", saved.StatusCode, got)
	}
	if saved, got = r.ask("publish", "PUT", path, `{"name": "Whatever stands"}`, "If-Match", "*"); got["version"] != 4.0 {
		t.Errorf("over whatever stands: %d %v", saved.StatusCode, got)
	}
	if made, got := r.ask("publish", "PUT", "/api/v1/projects/shop", `{"name": "Shop"}`, "If-None-Match", "*"); made.StatusCode != 200 || made.Header.Get("ETag") == "" {
		t.Errorf("made: %d %v", made.StatusCode, got)
	}
	r.raw("publish", "DELETE", "/api/v1/projects/shop", nil, 204)
	if back, got := r.ask("publish", "PUT", "/api/v1/projects/shop", `{"name": "Shop"}`); back.StatusCode != 409 { // it is brought back by being restored
		t.Errorf("over a removed one: %d %v", back.StatusCode, got)
	}
}
