package api_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"switchboard/knowledge"
)

func TestOneArticleTakesAnotherIn(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	modem := strings.Replace(router, "/router", "/modem", 1)
	put := func(path, title string, more object) object {
		o := object{"title": title, "body": "Hold the button.", "publish": true}
		for k, v := range more {
			o[k] = v
		}
		return r.do("publish", "PUT", path, o, 200)
	}
	put(router, "The router", object{"questions": []string{"restart it"}, "tags": []string{"net"}})
	goes := put(modem, "The modem", object{"questions": []string{"Restart it", "how to reboot"}, "tags": []string{"box"}})
	id := int64(goes["id"].(float64))
	if _, err := r.store.Teach(t.Context(), knowledge.Lesson{Key: "k", Article: id, Lang: "en", Text: "switch it off and on", Solved: true, Role: "editor", Person: "eva", At: time.Now()}); err != nil {
		t.Fatal(err)
	}
	r.do("write", "POST", router+"/merge", object{"article": "net/en/modem"}, 403)
	for _, wrong := range []string{"net/en/router", "net/en/none", "shop/en/modem", "modem", "a/b/c/d"} {
		if p := r.do("publish", "POST", router+"/merge", object{"article": wrong}, 422); !strings.Contains(fmt.Sprint(p), "body.article") {
			t.Errorf("%s: %v", wrong, p)
		}
	}
	r.do("publish", "POST", router+"/merge", object{}, 422)
	r.do("publish", "POST", strings.Replace(router, "/router", "/none", 1)+"/merge", object{"article": "net/en/modem"}, 404)
	r.do("publish", "POST", router+"/merge", object{"article": "net/en/modem", "based_on": 7}, 409)
	r.do("write", "POST", "/api/v1/must-find", object{"project": "net", "key": "modem", "text": "modem"}, 204)
	for title, breaks := range map[string]int{"The box": 1, "The box, a modem": 0} {
		try := r.do("write", "POST", router+"/try", object{"title": title, "body": "Hold the button.", "merges": "net/en/modem"}, 200)
		if list := try["breaks"].([]any); len(list) != breaks || breaks == 1 && list[0].(object)["key"] != "router" {
			t.Errorf("with %s it would break %v", title, list)
		}
	}
	r.do("write", "POST", router+"/try", object{"title": "The box", "body": "Hold the button.", "merges": "net/en/none"}, 422)
	if p := r.do("publish", "POST", router+"/merge", object{"article": "net/en/modem", "title": "The box"}, 409); !strings.Contains(fmt.Sprint(p), "would not find net/router any more") {
		t.Errorf("merged without its words: %v", p)
	}
	if p := r.do("publish", "POST", router+"/merge", object{"article": "net/en/modem", "title": "The box", "reason": "We have no modems."}, 200); p["published"] != 2.0 {
		t.Errorf("merged: %v", p)
	}
	got := r.do("read", "GET", router, nil, 200)["versions"].([]any)[0].(object)
	if fmt.Sprint(got["questions"]) != "[restart it how to reboot]" || fmt.Sprint(got["tags"]) != "[net box]" || got["title"] != "The box" || got["body"] != "Hold the button." || got["comment"] != "Merges “The modem”." {
		t.Errorf("it says %v", got)
	}
	if p := r.do("read", "GET", modem, nil, 200); p["removed"] != true {
		t.Errorf("the other: %v", p)
	}
	lessons := r.do("read", "GET", "/api/v1/memory?project=net", nil, 200)["lessons"].([]any)
	if l := lessons[0].(object); len(lessons) != 1 || l["key"] != "router" || l["taught_of"] != "The modem" || l["void"] != false {
		t.Errorf("what was learned: %v", lessons)
	}
	if like := r.do("read", "GET", router+"/earlier?q=switch+it+off", nil, 200)["earlier"].([]any); len(like) != 1 {
		t.Errorf("it is explained by %v", like)
	}
	r.do("publish", "POST", router+"/merge", object{"article": "net/en/modem"}, 422)
	r.do("publish", "POST", modem+"/restore", object{"version": 1}, 200)
	if l := r.do("read", "GET", "/api/v1/memory?project=net", nil, 200)["lessons"].([]any)[0].(object); l["key"] != "router" || l["void"] != false {
		t.Errorf("while it is a draft: %v", l)
	}
	r.do("publish", "POST", modem+"/publish", object{"version": 1}, 200)
	if l := r.do("read", "GET", "/api/v1/memory?project=net", nil, 200)["lessons"].([]any)[0].(object); l["key"] != "modem" || l["taught_of"] != nil {
		t.Errorf("once it is back: %v", l)
	}
}
