package editor_test

import (
	"net/http"
	"testing"

	"switchboard/knowledge"
)

// Two who changed different fields of one text need not put anything together by hand, nor does one take back the other's.
func TestFieldsThatTwoChangedAreMerged(t *testing.T) {
	r := newRig(t)
	id := r.article("prices", "en", "Prices", "It costs 10.")
	d := r.read(id)
	e := knowledge.Edit{Article: id, Based: 1, Author: "Olena", Draft: d.Versions[0].Draft}
	e.Tags = []string{"money"}
	if _, _, err := r.store.SaveVersion(t.Context(), e); err != nil {
		t.Fatal(err)
	}
	p := r.person("Maria", true)
	mine := []string{"do", "save", "based", "1", "title", "Prices", "body", "It costs 10.", "audience", "public", "owner", "Petro"}
	code, page := p.post(at(id, "/edit"), mine...)
	if code != http.StatusConflict {
		t.Fatal(code, page)
	}
	has(t, "the conflict", page, "The texts are the same.", "Merge both changes", "They touch different fields or lines")
	code, page = p.post(at(id, "/edit"), append(mine, "do", "merge", "based", "2", "old", "1")...)
	if code != http.StatusOK {
		t.Fatal(code, page)
	}
	has(t, "both", page, `name="tags" value="money"`, `value="Petro"`, "Both changes are merged")

	code, page = p.post(at(id, "/edit"), append(mine, "owner", "Maria")...)
	if code != http.StatusConflict {
		t.Fatal(code, page)
	}
	has(t, "nothing but theirs", page, "Merge both changes")
	if code, page = p.post(at(id, "/edit"), append(mine, "owner", "Maria", "tags", "money")...); code != http.StatusConflict {
		t.Fatal(code, page)
	}
	hasNot(t, "the same change twice", page, "Merge both changes")
}
