package convert_test

import (
	"slices"
	"testing"
	"testing/fstest"

	"switchboard/knowledge"
	"switchboard/knowledge/convert"
	"switchboard/migrations/pgtest"
)

// What a help centre files an article under is a tag of it: a category that it names, breadcrumbs above its page, or its folder.
func TestSectionsBecomeTags(t *testing.T) {
	s, err := convert.Open(write(t, map[string]string{
		"docs/en/02-trouble-signing-in/code.md": "# The code did not come\n\nWait a minute.\n",
		"docs/en/billing_and_plans/refund.md":   "---\ntitle: Refunds\ntags: money, back\n---\nWithin 14 days.\n",
		"docs/en/billing_and_plans/fees.md":     "---\ntitle: Fees\ncategory: Prices\ntags: [prices]\n---\nNone.\n",
		"docs/en/billing_and_plans/cards.md":    "---\ntitle: Cards\ncategories: [Cards, Money, \"\"]\n---\nAll of them.\n",
		"docs/en/welcome.md":                    "# Welcome\n\nGood day.\n",
		"docs/en/phones/new.html":               `<html><body><nav aria-label="Breadcrumb"><ol><li><a href="/">Help</a></li><li><a href="/sim">SIM  and eSIM</a></li><li><a href="#">A new phone</a></li></ol></nav><main><h1>A new phone</h1><p>Move the card.</p></main></body></html>`,
		"docs/en/phones/lost.html":              `<html><body><div class="breadcrumbs"><a href="/">Help</a></div><main><h1>A lost phone</h1><p>Call us.</p></main></body></html>`,
	}), net)
	if err != nil || len(s.Bad) > 0 {
		t.Fatal(err, s.Bad)
	}
	got := articles(t, s)
	for key, want := range map[string][]string{
		"docs-02-trouble-signing-in-code": {"trouble signing in"}, "docs-billing-and-plans-refund": {"money", "back", "billing and plans"}, "docs-billing-and-plans-fees": {"prices"},
		"docs-billing-and-plans-cards": {"Cards", "Money"}, "docs-welcome": nil, "docs-phones-new": {"SIM and eSIM"}, "docs-phones-lost": {"phones"},
	} {
		if a, ok := got[key]; !ok || !slices.Equal(a.Tags, want) {
			t.Errorf("%s is tagged %q (%v), not %q", key, a.Tags, ok, want)
		}
	}
}

// A folder that all articles stand in says nothing of any.
func TestTheOnlyFolderIsNoTag(t *testing.T) {
	s, err := convert.Open(write(t, map[string]string{"shop/a.md": "# A\n\nOne.\n", "shop/b.md": "# B\n\nTwo.\n"}), net)
	if err != nil {
		t.Fatal(err)
	}
	for key, a := range articles(t, s) {
		if len(a.Tags) > 0 {
			t.Errorf("%s is tagged %q", key, a.Tags)
		}
	}
}

// A sheet may have tags, and a category besides.
func TestSheetsHaveTagsAndCategories(t *testing.T) {
	s := read(t, "a.csv", "title,body,tags,category\nFees,None.,money;prices,Billing\nPay,By card.,,Billing\n")
	got := articles(t, s)
	if a := got["fees"]; len(s.Bad) > 0 || !slices.Equal(a.Tags, []string{"money", "prices", "Billing"}) {
		t.Errorf("%q, %v", a.Tags, s.Bad)
	}
	if a := got["pay"]; !slices.Equal(a.Tags, []string{"Billing"}) {
		t.Errorf("%q", a.Tags)
	}
}

// That sections are taken since is no reason to put a file again over what an editor wrote.
func TestSectionsLeaveWhatAnEditorWrote(t *testing.T) {
	t.Parallel()
	s := knowledge.NewStore(pgtest.New(t))
	if _, err := s.SaveProject(t.Context(), knowledge.Project{Key: "shop", Name: "Shop"}); err != nil {
		t.Fatal(err)
	}
	source, err := convert.FromFS(fstest.MapFS{"fees/pay.md": {Data: []byte("# Pay\n\nBy card.")}, "ways/send.md": {Data: []byte("---\ncategory: Post\ntags: box, van\n---\n# Send\n\nBy post.")}},
		convert.Options{Project: "shop", Lang: "en"})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := knowledge.Import(t.Context(), s, earlier(t, source), knowledge.ImportOptions{Partial: true}); err != nil {
		t.Fatal(err)
	}
	d, err := s.ArticleByKey(t.Context(), "shop", "fees-pay", "en")
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := s.SaveVersion(t.Context(), knowledge.Edit{Article: d.ID, Based: 1, Publish: true, Author: "Maria", Draft: knowledge.Draft{Title: "Pay", Body: "In cash."}}); err != nil {
		t.Fatal(err)
	}
	r, err := knowledge.Import(t.Context(), s, source.FS, knowledge.ImportOptions{Partial: true, Said: source.Said})
	if err != nil || !slices.Equal(r.Changed, []string{"shop/en/ways-send.md"}) || r.Unchanged != 1 {
		t.Errorf("%+v, %v", r, err)
	}
	if d, err = s.ArticleByKey(t.Context(), "shop", "ways-send", "en"); err != nil || !slices.Equal(d.Versions[0].Tags, []string{"box", "van", "Post"}) {
		t.Errorf("%q, %v", d.Versions[0].Tags, err)
	}
}
