package signin_test

import (
	"io"
	"net/http"
	"strings"
	"testing"

	"switchboard/routing"
)

func TestAFormOfSomebodySignedOutLeadsBackToItsPage(t *testing.T) {
	o := open(t)
	o.hire("olha@example.com", routing.RoleOperator)
	for _, c := range []struct{ accept, from, next string }{
		{"text/html,*/*", o.url + "/knowledge/a/7/edit?v=2", "/knowledge/a/7/edit?v=2"},
		{"text/html,*/*", "https://evil.example/knowledge", "/desk"},
		{"text/html,*/*", "", "/desk"},
		{"*/*", o.url + "/knowledge/a/7/edit", ""}, // a script, which tells in words of its own
	} {
		r, err := http.NewRequestWithContext(t.Context(), "POST", o.url+"/desk", strings.NewReader("title=x"))
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Accept", c.accept)
		r.Header.Set("Referer", c.from)
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		resp, err := http.DefaultClient.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		page, err := io.ReadAll(resp.Body)
		_ = resp.Body.Close()
		if err != nil || resp.StatusCode != 401 {
			t.Fatal(resp.StatusCode, err)
		}
		if led := strings.Contains(string(page), `name="next" value="`+c.next+`"`) && strings.Contains(string(page), "not saved"); led != (c.next != "") {
			t.Errorf("%+v: %s", c, page)
		}
	}
}
