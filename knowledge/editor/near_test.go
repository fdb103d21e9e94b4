package editor_test

import (
	"context"
	"errors"
	"testing"

	"switchboard/knowledge"
	"switchboard/knowledge/local"
)

func TestAMistypedWordFindsWhatComesNear(t *testing.T) {
	r := newRig(t)
	r.project("shop", "Shop")
	r.article("restart", "en", "Restart the router", "Pull the plug.")
	r.article("codes", "en", "Discounts of routers", "For colleagues.", func(e *knowledge.Edit) { e.Audience = knowledge.Internal })
	r.article("restart", "uk", "Перезапуск роутера", "Вимкніть.")
	articles, _, _, err := r.store.Changes(t.Context(), 0)
	if err != nil {
		t.Fatal(err)
	}
	index := local.New()
	if err := index.Put(t.Context(), articles); err != nil {
		t.Fatal(err)
	}
	r.search = index.Search
	p := r.person("Maria", true)
	hasNot(t, "a list of what has the words", p.shows("/knowledge?q=router", "Restart the router"), "What comes near")
	p.shows("/knowledge?q=restrat+teh+roter", "What comes near", "Restart the router")
	p.shows("/knowledge?q=discuonts", "Discounts of routers")
	hasNot(t, "a list in Ukrainian", p.shows("/knowledge?lang=uk&q=restrat"), "Restart the router")
	hasNot(t, "a list of another project", p.shows("/knowledge?project=shop&q=restrat"), "Restart the router")
	hasNot(t, "nothing like it", p.shows("/knowledge?q=zzzzqqqq", "No article matches"), "What comes near")

	r.search = func(context.Context, knowledge.Query) ([]knowledge.Hit, error) { return nil, errors.New("down") }
	r.person("Maria", true).shows("/knowledge?q=restrat", "No article matches")
}
