package api_test

import (
	"context"
	"fmt"
	"net/url"
	"strings"
	"testing"
	"time"

	"switchboard/knowledge"
)

// taughtRig is the API over a knowledge base that learned something about two articles.
func taughtRig(t *testing.T) (r *rig, teach func(article int64, text, role, person string, solved bool), routerID, bill int64) {
	t.Helper()
	r = newRig(t)
	for _, key := range []string{"router", "bill"} {
		r.do("publish", "PUT", "/api/v1/articles/net/en/"+key, object{"title": "The " + key, "body": "About the " + key + ".", "publish": true}, 200)
	}
	ids := map[string]int64{}
	for _, key := range []string{"router", "bill"} {
		d, err := r.store.ArticleByKey(context.Background(), "net", key, "en")
		if err != nil {
			t.Fatal(err)
		}
		ids[key] = d.ID
	}
	n, at := 0, time.Now().Add(-48*time.Hour).Truncate(24*time.Hour)
	teach = func(article int64, text, role, person string, solved bool) {
		t.Helper()
		n++
		_, err := r.store.Teach(context.Background(), knowledge.Lesson{Key: fmt.Sprint("t", n), Article: article, Lang: "en", Text: text, Solved: solved, Role: role, Person: person, At: at.Add(time.Duration(n) * time.Minute)})
		if err != nil {
			t.Fatal(err)
		}
	}
	return r, teach, ids["router"], ids["bill"]
}

// lessons are the questions of a list of lessons, and its first.
func (r *rig) lessons(query string) (texts []string, first object) {
	r.Helper()
	for i, l := range r.do("read", "GET", "/api/v1/memory"+query, nil, 200)["lessons"].([]any) {
		if i == 0 {
			first = l.(object)
		}
		texts = append(texts, l.(object)["text"].(string))
	}
	return texts, first
}

func TestTheMemoryIsInspectedAndCorrected(t *testing.T) {
	t.Parallel()
	r, teach, routerID, bill := taughtRig(t)
	teach(routerID, "the box blinks, call me at 555-010-9999", "operator", "operator/1", true)
	teach(routerID, "where is my money", "operator", "operator/1", true)
	teach(bill, "why so dear", "customer", "customer/3", false)
	for query, want := range map[string]string{"": "[why so dear where is my money", "?q=MONEY": "[where is my money]", "?limit=1": "[why so dear]", fmt.Sprint("?article=", bill): "[why so dear]",
		"?person=operator/1&q=blinks": "[the box blinks", "?project=tv": "[]", "?state=quarantined": "[]", "?project=net&state=learned": "[why so dear"} {
		if got, _ := r.lessons(query); !strings.HasPrefix(fmt.Sprint(got), want) {
			t.Errorf("%s lists %v", query, got)
		}
	}
	texts, l := r.lessons("?q=blinks")
	if strings.Contains(texts[0], "9999") || l["key"] != "router" || l["title"] != "The router" || l["solved"] != true || l["void"] != false || l["role"] != "operator" || l["state"] != "learned" {
		t.Errorf("a lesson is %v", l)
	}
	like := r.do("read", "GET", router+"/earlier?q="+url.QueryEscape("my box blinks red"), nil, 200)["earlier"].([]any)
	if len(like) != 1 || !strings.HasPrefix(like[0].(object)["text"].(string), "the box blinks") || like[0].(object)["count"] != 1.0 {
		t.Errorf("it is like %v", like)
	}
	_, money := r.lessons("?q=money")
	path := fmt.Sprint("/api/v1/memory/", money["id"])
	r.do("publish", "POST", path+"/correct", object{"key": "bill"}, 204)
	if _, l = r.lessons("?q=money"); l["key"] != "bill" || l["solved"] != true || l["judge"] != "site" {
		t.Errorf("corrected: %v", l)
	}
	r.do("publish", "POST", path+"/reject", nil, 204)
	if _, l = r.lessons("?q=money"); l["state"] != "rejected" {
		t.Errorf("rejected: %v", l)
	}
	r.do("publish", "POST", path+"/approve", nil, 204)
	if _, l = r.lessons("?q=money"); l["state"] != "learned" {
		t.Errorf("approved: %v", l)
	}
	r.do("publish", "DELETE", path, nil, 204)
	if got, _ := r.lessons("?q=money"); len(got) != 0 {
		t.Errorf("forgotten: %v", got)
	}
}

func TestWhatComesByTheDozenWaitsAndIsJudgedOrForgotten(t *testing.T) {
	t.Parallel()
	r, teach, routerID, bill := taughtRig(t)
	for i := range 8 {
		teach(routerID, fmt.Sprint("flood number ", i), "customer", "customer/7", true)
	}
	teach(bill, "a bill", "operator", "operator/1", true)
	people := r.do("read", "GET", "/api/v1/memory/waiting", nil, 200)["people"].([]any)
	if len(people) != 1 || people[0].(object)["person"] != "customer/7" || people[0].(object)["lessons"] != 3.0 {
		t.Fatalf("waiting are %v", people)
	}
	for _, l := range r.do("read", "GET", "/api/v1/memory?state=quarantined", nil, 200)["lessons"].([]any) {
		if w := l.(object)["weight"].(object); w["counts"] != 0.0 || w["role"] != .15 || fmt.Sprint(w["limited_by"]) != "[person_an_article]" {
			t.Errorf("what waits weighs %v", w)
		}
	}
	verdict := object{"person": "customer/7", "verdict": "reject"}
	r.do("write", "POST", "/api/v1/memory/waiting", verdict, 403)
	if got := r.do("publish", "POST", "/api/v1/memory/waiting", verdict, 200); got["lessons"] != 3.0 {
		t.Errorf("judged %v", got)
	}
	if p := r.do("publish", "POST", "/api/v1/memory/waiting", verdict, 404); !strings.Contains(fmt.Sprint(p), "Nothing that customer/7 taught waits") {
		t.Errorf("judged again: %v", p)
	}
	if got := r.do("publish", "DELETE", "/api/v1/memory?person=customer/7", nil, 200); got["lessons"] != 8.0 {
		t.Errorf("forgotten %v", got)
	}
	if got, _ := r.lessons(""); fmt.Sprint(got) != "[a bill]" {
		t.Errorf("left are %v", got)
	}
	teach(routerID, "again", "operator", "operator/1", true)
	if got := r.do("publish", "DELETE", fmt.Sprint("/api/v1/memory?article=", routerID), nil, 200); got["lessons"] != 1.0 {
		t.Errorf("forgotten %v", got)
	}
	gone, _ := r.do("read", "GET", "/api/v1/memory/forgotten", nil, 200)["forgotten"].([]any)
	newest, _ := gone[0].(map[string]any)
	if newest["lessons"] != 1.0 || newest["project"] != "net" || newest["by"] == "" {
		t.Errorf("forgotten is %v", gone)
	}
	r.do("write", "POST", "/api/v1/memory/forgotten", map[string]any{"at": newest["at"]}, 403)
	if got := r.do("publish", "POST", "/api/v1/memory/forgotten", map[string]any{"at": newest["at"]}, 200); got["lessons"] != 1.0 {
		t.Errorf("brought back: %v", got)
	}
	r.do("publish", "POST", "/api/v1/memory/forgotten", map[string]any{"at": newest["at"]}, 404)
	if got := r.do("publish", "DELETE", fmt.Sprint("/api/v1/memory?article=", routerID), nil, 200); got["lessons"] != 1.0 {
		t.Errorf("forgot again: %v", got)
	}
	if got := r.do("publish", "DELETE", "/api/v1/memory?project=net", nil, 200); got["lessons"] != 1.0 {
		t.Errorf("forgotten %v", got)
	}
}

func TestTheMemorySaysWhatItDoesNotDo(t *testing.T) {
	t.Parallel()
	r, teach, routerID, _ := taughtRig(t)
	teach(routerID, "where", "operator", "operator/1", true)
	_, l := r.lessons("")
	one := fmt.Sprint("/api/v1/memory/", l["id"])
	for _, x := range []struct {
		key, method, path string
		body              any
		status            int
		says              string
	}{
		{"write", "POST", one + "/approve", nil, 403, "may not publish"},
		{"read", "POST", one + "/correct", object{"key": "bill"}, 403, "may not publish"},
		{"write", "DELETE", one, nil, 403, "may not publish"},
		{"write", "DELETE", "/api/v1/memory?project=net", nil, 403, "may not publish"},
		{"none", "GET", "/api/v1/memory", nil, 401, "Show a key"},
		{"publish", "POST", "/api/v1/memory/999999/approve", nil, 404, "There is no lesson 999999"},
		{"publish", "DELETE", "/api/v1/memory/999999", nil, 404, "There is no lesson 999999"},
		{"publish", "POST", one + "/correct", object{"key": "nothing"}, 422, "is no article that readers see"},
		{"publish", "POST", "/api/v1/memory/999999/correct", object{"key": "nothing"}, 404, "There is no lesson 999999"},
		{"publish", "POST", one + "/correct", object{}, 422, "key"},
		{"publish", "DELETE", "/api/v1/memory", nil, 422, "exactly one of article, project and person"},
		{"publish", "DELETE", "/api/v1/memory?project=net&person=x", nil, 422, "exactly one of article, project and person"},
		{"publish", "DELETE", "/api/v1/memory?project=nowhere", nil, 404, "no such article or project"},
		{"publish", "DELETE", "/api/v1/memory?article=999999", nil, 404, "no such article or project"},
		{"publish", "POST", "/api/v1/memory/waiting", object{"person": "x", "verdict": "maybe"}, 422, "verdict"},
		{"read", "GET", "/api/v1/memory?state=odd", nil, 422, "state"},
		{"read", "GET", "/api/v1/memory?limit=1000", nil, 422, "limit"},
		{"read", "GET", "/api/v1/memory?q=%00", nil, 400, "UTF-8"},
		{"read", "GET", router + "/earlier", nil, 422, "q"},
		{"read", "GET", "/api/v1/articles/net/en/nothing/earlier?q=x", nil, 404, "no such"},
	} {
		if said := string(r.raw(x.key, x.method, x.path, x.body, x.status)); !strings.Contains(said, x.says) {
			t.Errorf("%s %s says %s, not %q", x.method, x.path, said, x.says)
		}
	}
	if got, _ := r.lessons(""); len(got) != 1 {
		t.Errorf("something was done all the same: %v", got)
	}
}

func TestWhatWaitsForASecondVoiceIsListedAndConfirmed(t *testing.T) {
	t.Parallel()
	r, teach, routerID, _ := taughtRig(t)
	teach(routerID, "the box blinks orange", "operator", "operator/1", true)
	teach(routerID, "where is my money", "operator", "operator/1", true)
	teach(routerID, "where is my money please", "operator", "operator/2", true)
	got, l := r.lessons("?state=alone")
	if fmt.Sprint(got) != "[the box blinks orange]" || l["alone"] != true || l["state"] != "learned" {
		t.Fatalf("%v waits, as %v", got, l)
	}
	r.do("publish", "POST", fmt.Sprint("/api/v1/memory/", l["id"], "/approve"), nil, 204)
	if got, _ = r.lessons("?state=alone"); len(got) != 0 {
		t.Errorf("confirmed, and still waits: %v", got)
	}
	if _, l = r.lessons("?q=blinks"); l["alone"] != false {
		t.Errorf("confirmed: %v", l)
	}
}
