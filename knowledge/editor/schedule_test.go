package editor_test

import (
	"testing"
	"time"

	"switchboard/knowledge"
)

// What readers see already cannot be published later: the page offers the draft that is newer, or none.
func TestScheduleOffersNothingThatReadersSeeAlready(t *testing.T) {
	r := newRig(t)
	id, p := r.article("router", "en", "Router", "First."), r.person("Maria", true)
	page := p.shows(at(id, ""), "Readers see the newest version already.", "Unpublish at", "Leave it empty to clear the schedule.")
	hasNot(t, "a published article", page, `name="publish_at"`, "Publish version 1")
	code, page := p.post(at(id, "/plan"), "v", "1", "publish_at", "2099-01-01T10:00", "zone", "UTC")
	if code != 422 || r.read(id).PublishVersion != 0 {
		t.Errorf("what readers see is planned: %d, %+v", code, r.read(id).Flow)
	}
	has(t, "what readers see, planned", page, "would change nothing: readers see version 1 already", `value="2099-01-01T10:00" aria-invalid="true"`)
	if code, to := p.post(at(id, "/plan"), "expire_at", "2099-01-01T10:00", "zone", "UTC"); code != 303 || r.read(id).ExpireAt.IsZero() {
		t.Errorf("an end: %d %s", code, to)
	}
	r.again(id, 1, "Second.", false)
	for _, path := range []string{at(id, ""), at(id, "?v=2")} {
		p.shows(path, "Publish version 2, in place of version 1, at")
	}
}

// A version that readers saw before is planned as what it is then: the newest.
func TestAnOlderVersionIsPlannedAsTheNewest(t *testing.T) {
	r := newRig(t)
	id, p := r.article("router", "en", "Router", "Good."), r.person("Maria", true)
	r.again(id, 1, "Spoilt.", true)
	p.shows(at(id, "?v=1"), "Publish version 1, in place of version 2, at")
	if code, to := p.post(at(id, "/plan"), "v", "1", "publish_at", "2099-01-01T10:00", "zone", "UTC"); code != 303 {
		t.Fatal(code, to)
	}
	if d := r.read(id); d.Latest != 3 || d.PublishVersion != 3 || d.Versions[0].Body != "Good." || d.Versions[0].Comment != "Restores version 1." {
		t.Errorf("planned %+v", d)
	}
	if _, err := r.store.PublishBecause(t.Context(), id, 1, "Maria", ""); err != nil {
		t.Fatal(err)
	}
	if err := r.store.Plan(t.Context(), id, knowledge.Plan{Version: 3, From: time.Now().Add(time.Hour)}, "Maria"); err != nil {
		t.Errorf("the newest, which readers do not see: %v", err)
	}
}
