package api_test

import (
	"fmt"
	"strings"
	"sync"
	"testing"
)

const whole = `{"title": "The router", "body": "Hold it.", "audience": "internal", "questions": ["how"], "tags": ["red"], "link": "https://help.example/router",
	"valid_from": "2020-01-01", "valid_until": "2099-01-31", "owner": "Maria", "review_by": "2099-05-01", "publish": true}`

// saysNow is what an article says now, with its owner and day of review.
func (r *rig) saysNow(path string) string {
	r.Helper()
	d := r.do("read", "GET", path, nil, 200)
	v := d["versions"].([]any)[0].(object)
	return fmt.Sprint(v["audience"], v["questions"], v["tags"], v["link"], v["valid_from"], v["valid_until"], d["owner"], d["review_by"])
}

func TestWhatIsLeftOutStaysAsItWas(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	r.ask("publish", "PUT", router, whole)
	was := r.saysNow(router)
	if want := "internal[how][red]https://help.example/router 2020-01-01 2099-01-31 Maria 2099-05-01"; strings.ReplaceAll(was, " ", "") != strings.ReplaceAll(want, " ", "") {
		t.Fatalf("it says %s", was)
	}
	for name, save := range map[string]func(r *rig){
		"a draft by who may not publish": func(r *rig) {
			r.do("write", "PUT", router, object{"title": "The router", "body": "Hold it long.", "based_on": 1}, 200)
		},
		"what is removed comes back": func(r *rig) {
			r.do("publish", "DELETE", router, nil, 200)
			r.do("publish", "PUT", router, object{"title": "The router", "body": "Hold it long.", "publish": true}, 200)
		},
	} {
		r := newRig(t)
		r.ask("publish", "PUT", router, whole)
		save(r)
		if now := r.saysNow(router); now != was {
			t.Errorf("%s: it says %s, before %s", name, now, was)
		}
	}
	none := `{"title": "The router", "body": "Hold it.", "questions": [], "tags": [], "link": "", "valid_from": "", "valid_until": "", "owner": "", "review_by": ""}`
	if resp, said := r.ask("publish", "PUT", router, none, "If-Match", "*"); resp.StatusCode != 200 {
		t.Fatal(said)
	}
	if now := r.saysNow(router); now != "internal<nil> <nil> <nil> <nil> <nil> <nil> <nil>" {
		t.Errorf("cleared, it says %s", now)
	}
	if resp, said := r.ask("publish", "PUT", strings.Replace(router, "router", "modem", 1), `{"title": "The modem", "body": "Hold it."}`); resp.StatusCode != 200 || said["versions"].([]any)[0].(object)["audience"] != "public" {
		t.Errorf("a new one: %v", said)
	}
}

func TestANullSaysNothing(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	r.ask("publish", "PUT", router, whole)
	for _, field := range []string{"audience", "questions", "tags", "link", "valid_from", "valid_until", "owner", "review_by", "translates"} {
		resp, said := r.ask("publish", "PUT", router, fmt.Sprintf(`{"title": "x", "body": "y", "based_on": 1, %q: null}`, field))
		if s := fmt.Sprint(said); resp.StatusCode != 422 || !strings.Contains(s, "body."+field) || !strings.Contains(s, "null") || !strings.Contains(s, "leave it out") {
			t.Errorf("%s: %d %s", field, resp.StatusCode, s)
		}
	}
}

func TestWhatIsTriedIsTheArticleWithTheTextInPlaceOfIts(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	r.ask("publish", "PUT", router, whole)
	r.do("write", "POST", router+"/try", object{"title": "The router", "body": "Hold it long.", "valid_from": "soon"}, 422)
	r.do("write", "POST", router+"/try", object{"title": "The router", "body": "Hold it long."}, 200)
}

func TestOfManyWhoMakeAnArticleOneDoesAndTheOthersAreTold(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		headers []string
		lost    int
	}{"plainly": {nil, 409}, "if there is none": {[]string{"If-None-Match", "*"}, 412}} {
		r := newRig(t)
		for round := range 5 {
			path := strings.Replace(router, "router", fmt.Sprint("router-", round), 1)
			var wg sync.WaitGroup
			got := make([]int, 8)
			for i := range got {
				wg.Go(func() {
					resp, said := r.ask("publish", "PUT", path, fmt.Sprintf(`{"title": "The router %d", "body": "Hold it."}`, i), c.headers...)
					if got[i] = resp.StatusCode; got[i] == 409 && !strings.Contains(fmt.Sprint(said), "based_on 1") {
						t.Errorf("%s: %v", name, said)
					}
				})
			}
			wg.Wait()
			made := 0
			for _, code := range got {
				if code == 200 {
					made++
				} else if code != c.lost {
					t.Errorf("%s: %d", name, code)
				}
			}
			if made != 1 {
				t.Errorf("%s: %d of %v made it", name, made, got)
			}
		}
	}
}

func TestATranslationIsOfAVariantThatThereIs(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	in := func(lang string) string { return strings.Replace(router, "/en/", "/"+lang+"/", 1) }
	r.do("write", "PUT", in("en"), object{"title": "The router", "body": "x"}, 200)
	r.do("write", "PUT", in("uk"), object{"title": "Роутер", "body": "x", "translates": object{"lang": "en", "version": 1}}, 200)
	r.do("write", "PUT", in("pl"), object{"title": "Router", "body": "x", "translates": object{"lang": "uk"}}, 200)
	for name, c := range map[string]struct {
		lang string
		of   object
		says string
	}{
		"a variant that is not there": {"en", object{"lang": "de"}, "make that variant first"},
		"no language":                 {"en", object{"lang": "klingon"}, "no language that the article is in"},
		"a version that is not there": {"uk", object{"lang": "en", "version": 7}, "whose newest is 1"},
		"itself":                      {"en", object{"lang": "en"}, "itself"},
		"what translates it":          {"en", object{"lang": "uk"}, "itself translated from this one"},
		"what translates that":        {"en", object{"lang": "pl"}, "itself translated from this one"},
	} {
		said := fmt.Sprint(r.do("write", "PUT", in(c.lang), object{"title": "New", "body": "y", "based_on": 1, "translates": c.of}, 422))
		if !strings.Contains(said, "body.translates") || !strings.Contains(said, c.says) {
			t.Errorf("%s: %s", name, said)
		}
	}
	if got := r.do("write", "PUT", in("uk"), object{"title": "Роутер", "body": "x", "based_on": 1, "translates": object{"lang": ""}}, 200); got["translates"] != nil {
		t.Errorf("none: %v", got)
	}
	r.do("write", "PUT", in("en"), object{"title": "The router", "body": "x", "based_on": 1, "translates": object{"lang": "pl", "version": 1}}, 200)
}
