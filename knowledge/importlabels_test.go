package knowledge_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"switchboard/knowledge"
	"switchboard/migrations/pgtest"
)

// labelled is a folder of one project with rides in it, all of the same tags.
func labelled(tags string, texts ...string) []string {
	out := []string{"kolo/project.md", "---\nname: Kolo\n---\n"}
	for i := 0; i+1 < len(texts); i += 2 {
		out = append(out, "kolo/en/"+texts[i]+".md", "---\ntitle: "+strings.TrimSuffix(texts[i], "-moved")+"\ntags: ["+tags+"]\n---\n"+texts[i+1]+"\n")
	}
	return out
}

// Tags that editors set right for many at once are no text written by hand: a later import brings the text, takes away and moves as it
// does where nobody touched anything, and leaves the tags as they set them.
func TestTagsSetRightAreNoTextWrittenByHand(t *testing.T) {
	t.Parallel()
	s := knowledge.NewStore(pgtest.New(t))
	take := func(o knowledge.ImportOptions, list []string) knowledge.ImportReport {
		t.Helper()
		r, err := knowledge.Import(t.Context(), s, files(list...), o)
		if err != nil || len(r.Bad) > 0 {
			t.Fatal(r.Bad, err)
		}
		return r
	}
	article := func(key string) (knowledge.Document, knowledge.Version) {
		t.Helper()
		d, err := s.ArticleByKey(t.Context(), "kolo", key, "en")
		if err != nil {
			t.Fatal(err)
		}
		for _, v := range d.Versions {
			if v.Number == d.Published {
				return d, v
			}
		}
		return d, knowledge.Version{}
	}
	take(knowledge.ImportOptions{}, labelled("rides, start", "r1", "One.", "r2", "Two.", "r3", "Three.", "r4", "Four."))
	var ids []int64
	for _, key := range []string{"r1", "r2", "r3", "r4"} {
		d, _ := article(key)
		ids = append(ids, d.ID)
	}
	for _, b := range []knowledge.Batch{{Do: knowledge.BatchTags, Drop: []string{"rides"}, Add: []string{"bikes"}}, {Do: knowledge.BatchOwner, Owner: "maria"}, {Do: knowledge.BatchVerify}} {
		b.Articles, b.By = ids, "Maria"
		if _, err := s.ChangeAll(t.Context(), b); err != nil {
			t.Fatal(err)
		}
	}
	if r := take(knowledge.ImportOptions{Remove: true}, labelled("rides, start", "r1", "One.", "r2", "Two.", "r3", "Three.", "r4", "Four.")); len(r.Changed)+len(r.Kept)+len(r.Removed) > 0 {
		t.Errorf("the same again: %+v", r)
	}
	r := take(knowledge.ImportOptions{Remove: true, Unverified: true}, labelled("rides, start, new", "r1", "One, and more.", "r3-moved", "Three.", "r4", "Four."))
	if got := fmt.Sprint(r.Changed, r.Removed, r.Kept); got != "[kolo/en/r1.md kolo/en/r4.md] [kolo/en/r2.md kolo/en/r3.md] []" {
		t.Errorf("%s", got)
	}
	if want := []knowledge.Moved{{From: "kolo/en/r3.md", To: "kolo/en/r3-moved.md"}}; !slices.Equal(r.Moved, want) {
		t.Errorf("moved: %v", r.Moved)
	}
	want := func(key, body, tags string, unverified bool) {
		t.Helper()
		d, v := article(key)
		if v.Body != body || !slices.Equal(v.Tags, strings.Fields(tags)) || v.Owner != "maria" || d.Owner != "maria" || d.Unverified != unverified || d.Published != d.Latest {
			t.Errorf("%s is %q, tagged %q, of %q, unverified %v, version %d of %d", key, v.Body, v.Tags, v.Owner, d.Unverified, d.Published, d.Latest)
		}
	}
	want("r1", "One, and more.", "start new bikes", true)
	want("r4", "Four.", "start new bikes", false) // a tag was added: what Maria verified stays so
	want("r3-moved", "Three.", "start new bikes", true)
	if d, _ := article("r4"); d.VerifiedBy != "Maria" {
		t.Errorf("r4 was verified by %q", d.VerifiedBy)
	}
	take(knowledge.ImportOptions{}, labelled("rides, start, new", "r1", "One, and more again.", "r4", "Four."))
	want("r1", "One, and more again.", "start new bikes", false)
	if d, _ := article("r1"); true {
		if _, _, err := s.SaveVersion(t.Context(), knowledge.Edit{Article: d.ID, Based: d.Latest, Publish: true, Author: "Maria", Draft: knowledge.Draft{Title: "r1", Body: "By hand.", Tags: []string{"bikes"}, Owner: "maria"}}); err != nil {
			t.Fatal(err)
		}
	}
	if r := take(knowledge.ImportOptions{Remove: true}, labelled("rides", "r4", "Four.")); !slices.Equal(r.Kept, []string{"kolo/en/r1.md"}) {
		t.Errorf("what was written by hand: %+v", r)
	}
}

// An import that brings the same text with other tags leaves what was verified, what awaits a review, what was taught, and which
// translation says the same.
func TestOtherTagsLeaveWhatWasVerified(t *testing.T) {
	t.Parallel()
	s := knowledge.NewStore(pgtest.New(t))
	folder := func(tags, text string) []string {
		return append(labelled(tags, "pay", text), "kolo/uk/pay.md", "---\ntitle: Оплата\ntranslation_of: en\n---\nКарткою.\n")
	}
	take := func(tags, text string) {
		t.Helper()
		if _, err := knowledge.Import(t.Context(), s, files(folder(tags, text)...), knowledge.ImportOptions{Unverified: true}); err != nil {
			t.Fatal(err)
		}
	}
	state := func() string {
		t.Helper()
		d, err := s.ArticleByKey(t.Context(), "kolo", "pay", "en")
		if err != nil {
			t.Fatal(err)
		}
		uk, err := s.ArticleByKey(t.Context(), "kolo", "pay", "uk")
		if err != nil {
			t.Fatal(err)
		}
		return fmt.Sprintf("unverified %v, by %q, review by %t, behind %v, submitted %t, readers see the newest %t, which says %s", d.Unverified, d.VerifiedBy, !d.ReviewBy.IsZero(), uk.Behind(),
			d.Submitted == d.Latest, d.Published == d.Latest, d.Versions[0].Body)
	}
	take("a", "By card.")
	d, err := s.ArticleByKey(t.Context(), "kolo", "pay", "en")
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Verify(t.Context(), d.ID, "Maria", time.Now().AddDate(0, 3, 0)); err != nil {
		t.Fatal(err)
	}
	if _, _, err := s.SaveVersion(t.Context(), knowledge.Edit{Article: d.ID, Based: 1, Author: "Ivan", Draft: knowledge.Draft{Title: "pay", Body: "By phone."}}); err != nil {
		t.Fatal(err)
	}
	if err := s.Submit(t.Context(), d.ID, 2, "Ivan", ""); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ tags, text, want string }{
		{"a, b", "By card.", `unverified false, by "Maria", review by true, behind false, submitted true, readers see the newest false, which says By phone.`},
		{"b", "By card.", `unverified false, by "Maria", review by true, behind false, submitted true, readers see the newest false, which says By phone.`},
		{"b", "In cash.", `unverified true, by "", review by true, behind true, submitted true, readers see the newest false, which says By phone.`},
	} {
		take(c.tags, c.text)
		if got := state(); got != c.want {
			t.Errorf("tagged %s, %s: %s, want %s", c.tags, c.text, got, c.want)
		}
	}
}
