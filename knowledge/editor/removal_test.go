package editor_test

import (
	"testing"

	"switchboard/knowledge"
)

func TestWhoRemovedAnArticleStandsWithIt(t *testing.T) {
	r := newRig(t)
	cards, pay := r.article("cards", "en", "Cards", "By card."), r.article("pay", "en", "Paying", "Cash or card.")
	eva, maria := r.person("Eva", true), r.person("Maria", true)
	if code, to := eva.post(at(cards, "/remove")); code != 303 {
		t.Fatal(code, to)
	}
	for _, path := range []string{at(cards, ""), at(cards, "/versions")} {
		maria.shows(path, "This article was removed", "by Eva.")
	}
	maria.shows(at(cards, ""), "removed by Eva")
	maria.shows("/knowledge?state=removed", "Removed by Eva. Readers do not see it.")
	if code, to := maria.post(at(cards, "/restore"), "v", "1"); code != 303 {
		t.Fatal(code, to)
	}
	hasNot(t, "the article", maria.shows(at(cards, ""), "brought back by Maria"), "This article was removed")
	r.again(cards, 1, "By any card.", true)
	_, _, err := r.store.SaveVersion(t.Context(), knowledge.Edit{Article: pay, Based: 1, Publish: true, Merges: cards, Author: "Olena", Draft: knowledge.Draft{Title: "Paying", Body: "In cash or by any card."}})
	if err != nil {
		t.Fatal(err)
	}
	maria.shows(at(cards, ""), `merged into <a href="`+at(pay, "")+`" lang="en">Paying</a>`, "by Olena.")
	if code, to := eva.post("/knowledge/p/net/remove"); code != 303 {
		t.Fatal(code, to)
	}
	maria.shows(at(pay, ""), "The project Home Internet was removed", "by Eva, and its articles with it.")
	maria.shows("/knowledge?state=removed", "removed by Eva")
}
