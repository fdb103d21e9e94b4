package editor

import (
	"errors"
	"maps"
	"strings"

	"switchboard/knowledge"
)

// restoredCard fills a card's form with what was typed in it and not saved. What the card says already is forgotten.
func (e *editor) restoredCard(c call, f *projectForm) error {
	if !storable(f.Draft()) {
		return nil
	}
	k, err := e.store.KeptDraft(c.Context(), c.me.ID, f.Draft())
	if errors.Is(err, knowledge.ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	typed := *f
	typed.put(k.Fields)
	if maps.Equal(typed.values(), f.values()) {
		return e.store.DropDraft(c.Context(), c.me.ID, f.Draft())
	}
	latest := f.Based
	*f = typed
	f.Restored, f.Unsaved = k.At, true
	if f.Based, f.Old = goesOn(k.Based, latest); f.Old == 0 {
		return nil
	}
	list, base, err := e.cardsSince(c, *f)
	if err == nil {
		f.meet(base, list[0])
	}
	return err
}

// values are what the form says, to be compared.
func (f projectForm) values() map[string]string {
	out := map[string]string{"offers": f.offerLines()}
	for _, field := range f.texts() {
		out[field.name] = strings.TrimSpace(*field.at)
	}
	if f.New {
		out["key"] = f.Key
	}
	return out
}

// put fills the form with what was kept of it.
func (f *projectForm) put(kept map[string]string) {
	for _, field := range f.texts() {
		*field.at = kept[field.name]
	}
	if f.New {
		f.Key = kept["key"]
	}
	lines := func(name string) []string { return strings.Split(kept[name], "\n") }
	f.Offers = offerRows(lines("offer"), lines("offer_from"), lines("offer_until"), lines("offer_ends"))
}
