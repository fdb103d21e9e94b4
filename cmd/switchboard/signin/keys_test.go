package signin_test

import (
	"errors"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"

	"switchboard/cmd/switchboard/signin"
	"switchboard/routing"
)

func TestAKeyIsShownOnceCountsUntilItIsEndedAndIsKeptAsAHash(t *testing.T) {
	o := open(t)
	o.hire("root@lumen.example", routing.RoleAdministrator)
	b := o.signedIn("root@lumen.example")
	if code, _ := b.post("/keys", "name", " ", "may", "write"); code != 422 {
		t.Error("a key without a name:", code)
	}
	if code, _ := b.post("/keys", "name", "Site", "may", "all"); code != 422 {
		t.Error("a key that may anything:", code)
	}
	_, page := b.post("/keys", "name", "Site of the <shop>", "may", "write")
	key := regexp.MustCompile(`swk_[A-Za-z0-9_-]{20,}`).FindString(page)
	if key == "" || strings.Contains(page, "<shop>") {
		t.Fatal(page)
	}
	if _, again := b.get("/keys"); strings.Contains(again, key) || !strings.Contains(again, "Site of the") {
		t.Error("the list is", again)
	}
	var kept int
	if err := o.pool.QueryRow(t.Context(), `SELECT count(*) FROM api_keys k WHERE k::text LIKE '%' || $1 || '%'`, key).Scan(&kept); err != nil || kept != 0 {
		t.Error("the key itself is kept", err)
	}
	show := func(header string) (signin.Key, error) {
		r := httptest.NewRequest("GET", "/", nil).WithContext(t.Context())
		r.Header.Set("Authorization", header)
		return o.gate.Key(r)
	}
	if k, err := show("Bearer " + key); err != nil || k.Name != "Site of the <shop>" || k.May != "write" {
		t.Errorf("%+v, %v", k, err)
	}
	for _, scheme := range []string{"bearer ", "BEARER  "} {
		if _, err := show(scheme + key); err != nil {
			t.Errorf("%q: %v", scheme, err)
		}
	}
	for _, header := range []string{"", key, "Bearer" + key, "Basic " + key, "Bearer swk_", "Bearer " + key + "x", "Bearer swk_\x00"} {
		if _, err := show(header); !errors.Is(err, signin.ErrNoKey) {
			t.Errorf("%q: %v", header, err)
		}
	}
	if _, page := b.post("/keys/1/end"); !strings.Contains(page, "ended") {
		t.Error(page)
	}
	if _, err := show("Bearer " + key); !errors.Is(err, signin.ErrNoKey) {
		t.Error("an ended key counts:", err)
	}
	if code, _ := b.post("/keys", "name", "Site of the <SHOP>", "may", "read"); code != 200 {
		t.Error("the name of one that is ended:", code)
	}
	for name, says := range map[string]string{"site of the <shop>": "Another key", "ROOT@lumen.example": "A person"} {
		if code, page := b.post("/keys", "name", name, "may", "read"); code != 422 || !strings.Contains(page, says) {
			t.Errorf("named %s: %d %s", name, code, page)
		}
	}
	if code, _ := b.post("/keys/1/end"); code != 404 {
		t.Error("ended twice:", code)
	}
	o.hire("ann@lumen.example", routing.RoleEditor)
	if code, _ := o.signedIn("ann@lumen.example").get("/keys"); code != 403 {
		t.Error("an editor sees keys:", code)
	}
}
