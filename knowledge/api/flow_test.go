package api_test

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

func TestAnArticleGoesThroughReviewPlanAndDoubt(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	got := r.do("write", "PUT", router, object{"title": "The router", "body": "Hold the button.", "submit": true}, 200)
	if got["submitted"] != 1.0 || got["submitted_by"] != "site" || got["published"] != 0.0 {
		t.Errorf("submitted: %v", got)
	}
	r.do("write", "POST", router+"/return", object{"note": "For how long?"}, 403)
	r.do("publish", "POST", router+"/return", object{}, 422)
	if got = r.do("publish", "POST", router+"/return", object{"note": "For how long?"}, 200); got["submitted"] != nil {
		t.Errorf("returned: %v", got)
	}
	for move, body := range map[string]object{"/return": {"note": "Again."}, "/withdraw": nil} {
		if p := r.do("publish", "POST", router+move, body, 409); !strings.Contains(fmt.Sprint(p["detail"]), "awaits a review") {
			t.Errorf("%s of nothing: %v", move, p)
		}
	}
	if got = r.do("write", "POST", router+"/submit", object{}, 200); got["submitted"] != 1.0 {
		t.Errorf("submitted again: %v", got)
	}
	tomorrow := time.Now().Add(24 * time.Hour).UTC().Truncate(time.Second)
	r.do("write", "POST", router+"/plan", object{"publish_at": tomorrow}, 403)
	for _, wrong := range []object{{"publish_at": time.Now().Add(-time.Hour)}, {"version": 1}, {"version": 1, "expire_at": time.Now().Add(time.Hour)}} {
		said := fmt.Sprint(r.do("publish", "POST", router+"/plan", wrong, 422))
		_, given, _ := strings.Cut(said, "for example: ")
		given, _, _ = strings.Cut(given, "]")
		moment, err := time.Parse(time.RFC3339, given)
		if err != nil {
			t.Errorf("%v: the example of %s is no moment: %v", wrong, said, err)
			continue
		}
		r.do("publish", "POST", router+"/plan", object{"publish_at": moment}, 200)
		r.do("publish", "POST", router+"/plan", object{}, 200)
	}
	got = r.do("publish", "POST", router+"/plan", object{"publish_at": tomorrow, "expire_at": tomorrow.Add(time.Hour)}, 200)
	if got["publish_version"] != 1.0 || got["publish_at"] != tomorrow.Format(time.RFC3339) {
		t.Errorf("planned: %v", got)
	}
	if got = r.do("publish", "POST", router+"/plan", object{}, 200); got["publish_at"] != nil || got["expire_at"] != nil {
		t.Errorf("nothing is planned: %v", got)
	}
	r.do("publish", "POST", router+"/publish", object{"version": 1}, 200)
	if got = r.do("write", "POST", router+"/doubt", object{"note": "Ten seconds?"}, 200); got["unverified"] != true {
		t.Errorf("doubted: %v", got)
	}
	if got = r.do("publish", "POST", router+"/verify", object{"review_by": "2099-05-01"}, 200); got["unverified"] != nil || got["review_by"] != "2099-05-01" {
		t.Errorf("verified: %v", got)
	}
}

func TestQuestionsAreStoredListedAndForgotten(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	r.do("write", "PUT", router, object{"title": "The router", "body": "Hold the button."}, 200)
	project, key := "net", router[strings.LastIndex(router, "/")+1:]
	r.do("read", "POST", "/api/v1/must-find", object{"project": project, "key": key, "text": "where is the button"}, 403)
	r.do("write", "POST", "/api/v1/must-find", object{"project": project, "key": "none", "text": "where is the button"}, 404)
	r.do("write", "POST", "/api/v1/must-find", object{"project": project, "key": key, "text": " "}, 422)
	r.do("write", "POST", "/api/v1/must-find", object{"project": project, "key": key, "text": "where is the button"}, 204)
	list := r.do("read", "GET", "/api/v1/must-find?project=net", nil, 200)["questions"].([]any)
	if len(list) != 1 || list[0].(object)["text"] != "where is the button" {
		t.Fatalf("listed %v", list)
	}
	path := fmt.Sprintf("/api/v1/must-find/%v", list[0].(object)["id"])
	r.do("write", "DELETE", path, nil, 403)
	r.do("publish", "DELETE", path, nil, 204)
	r.do("publish", "DELETE", path, nil, 404)
}

// Whoever edits next begins with what readers see, also where an older version was published in place of a spoilt one.
func TestAnOlderVersionIsPublishedAsTheNewest(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	text := object{"title": "The router", "body": "Good.", "publish": true}
	r.do("publish", "PUT", router, text, 200)
	text["based_on"], text["body"] = 1, "Spoilt."
	r.do("publish", "PUT", router, text, 200)
	for range 2 { // again is no other version
		got := r.do("publish", "POST", router+"/publish", object{"version": 1}, 200)
		if newest := got["versions"].([]any)[0].(object); got["published"] != 3.0 || got["latest"] != 3.0 || newest["body"] != "Good." || newest["comment"] != "Restores version 1." {
			t.Fatalf("published %v", got)
		}
	}
	text["based_on"], text["body"], text["publish"] = 3, "A draft.", false
	r.do("publish", "PUT", router, text, 200)
	if got := r.do("publish", "POST", router+"/publish", object{"version": 2}, 200); got["published"] != 2.0 || got["latest"] != 4.0 {
		t.Errorf("with a draft begun, published %v", got)
	}
	if got := r.do("publish", "POST", router+"/plan", object{"version": 2, "publish_at": time.Now().Add(time.Hour)}, 422); !strings.Contains(fmt.Sprint(got), "readers see version 2 already") {
		t.Errorf("what readers see, planned: %v", got)
	}
}
