package editor_test

import (
	"net/http"
	"testing"

	"switchboard/knowledge"
)

// Of two editors who press the same at once, the second is told so and led to how it stands, and not that there is nothing.
func TestWhoPressesSecondIsToldHowItStands(t *testing.T) {
	r := newRig(t)
	id := r.article("router", "en", "Router", "Restart it.")
	if err := r.store.AddMustFind(t.Context(), knowledge.MustFind{Project: "net", Key: "router", Text: "restart it", Lang: "en", By: "Eva"}); err != nil {
		t.Fatal(err)
	}
	if _, err := r.pool.Exec(t.Context(), `INSERT INTO gaps (project, lang, title) VALUES ('net', 'en', 'What does it cost?')`); err != nil {
		t.Fatal(err)
	}
	eva, maria := r.person("Eva", true), r.person("Maria", true)
	for _, press := range []struct {
		path, stands string
		fields       []string
	}{
		{"/knowledge/must-find/1/remove", "/knowledge/must-find", nil},
		{"/knowledge/gaps/1/dismiss", "/knowledge/gaps/1", []string{"reason", "Nobody sells it."}},
		{at(id, "/remove"), at(id, ""), nil},
	} {
		if code, to := eva.post(press.path, press.fields...); code != http.StatusSeeOther {
			t.Fatalf("%s: %d %s", press.path, code, to)
		}
		code, page := maria.post(press.path, press.fields...)
		if code != http.StatusNotFound {
			t.Errorf("%s again: %d", press.path, code)
		}
		has(t, press.path, page, "This has changed in the meantime", "Your press changed nothing", `href="`+press.stands+`">See how it stands`)
		maria.shows(press.stands)
	}
	_, page := maria.post("/knowledge/a/4711/remove")
	hasNot(t, "what never was", page, "See how it stands")
}
