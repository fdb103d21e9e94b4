package convert_test

import (
	"maps"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

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
		"docs-02-trouble-signing-in-code": {"trouble signing in"}, "docs-billing-and-plans-refund": {"Money", "back", "billing and plans"}, "docs-billing-and-plans-fees": {"prices"},
		"docs-billing-and-plans-cards": {"Cards", "Money"}, "docs-welcome": nil, "docs-phones-new": {"SIM and eSIM"}, "docs-phones-lost": {"phones"},
	} {
		if a, ok := got[key]; !ok || !slices.Equal(a.Tags, want) {
			t.Errorf("%s is tagged %q (%v), not %q", key, a.Tags, ok, want)
		}
	}
}

// What a folder, a front matter or breadcrumbs file a page under: nothing that says nothing, and nothing that is no name.
func TestTagsAreNamesOfSections(t *testing.T) {
	page := func(title string, crumbs ...string) string {
		out := `<html><body><ol class="breadcrumbs">`
		for _, c := range crumbs {
			out += `<li><a href="/x">` + c + `</a></li>`
		}
		return out + `</ol><main><h1>` + title + `</h1><p>Text of it.</p></main></body></html>`
	}
	more := func(files map[string]string) map[string]string { // so that there are two folders
		files["zones/z.md"] = "# Z\n\nLast.\n"
		return files
	}
	for what, c := range map[string]struct {
		files map[string]string
		want  map[string]string // title → tags
	}{
		"numbers of Notion": {more(map[string]string{"Billing c4ca4238a0b923820dcc509a6f75849b/Late fee 9d2b9954930e40612e095078715a2088.md": "# Late fee\n\nFive.\n"}), map[string]string{"Late fee": "Billing", "Z": "zones"}},
		"page bundles": {map[string]string{"billing/credit-notes/index.md": "# Credit notes\n\nOne.\n", "billing/credit-notes/index.uk.md": "# Коригування\n\nОдне з них.\n", "fleet/helmets/README.md": "# Helmets\n\nTwo.\n",
			"fleet/sizes/index.md": "# Sizes\n\nThree.\n", "fleet/sizes/small.md": "# Small\n\nFour.\n"},
			map[string]string{"Credit notes": "billing", "Коригування": "billing", "Helmets": "fleet", "Sizes": "sizes", "Small": "sizes"}},
		"dates and versions": {more(map[string]string{"posts/2024/05/a.md": "# A\n\nOne.\n", "2024-05/b.md": "# B\n\nTwo.\n", "v2.1/c.md": "# C\n\nThree.\n", "rides/2024/d.md": "# D\n\nFour.\n", "versioned_docs/version-1.0/e.md": "# E\n\nFive.\n"}),
			map[string]string{"A": "", "B": "", "C": "", "D": "rides", "E": "", "Z": "zones"}},
		"languages": {map[string]string{"en-us/rides/a.md": "# A\n\nIn the city.\n", "en-us/b.md": "# B\n\nBy the river.\n", "ua/c.md": "# В\n\nКоло річки в місті.\n", "en/zones/d.md": "# D\n\nIn the zone.\n"},
			map[string]string{"A": "rides", "B": "", "В": "", "D": "zones"}},
		"what holds whatever there is": {more(map[string]string{"knowledge-base/a.md": "# A\n\nOne.\n", "hc/b.md": "# B\n\nTwo.\n", "archive/c.md": "# C\n\nThree.\n", "blog/d.md": "# D\n\nFour.\n", "Hearth Help Center/e.md": "# E\n\nFive.\n", "База знань/f.md": "# F\n\nSix.\n",
			"Baza wiedzy/g.md": "# G\n\nSeven.\n", "rides/h.md": "# H\n\nEight.\n"}), map[string]string{"A": "", "B": "", "C": "", "D": "", "E": "", "F": "", "G": "", "H": "rides", "Z": "zones"}},
		"a README beside the only folder": {map[string]string{"README.md": "# Read me\n\nOne.\n", "guides/a.md": "# A\n\nTwo.\n", "guides/b.md": "# B\n\nThree.\n"}, map[string]string{"Read me": "", "A": "", "B": ""}},
		"breadcrumbs that all share": {map[string]string{"a.html": page("A", "Hearth", "Hearth Home", "Repairs"), "b.html": page("B", "Hearth", "Hearth Home"), "c.html": page("C", "Hearth", "Hearth Home", "Bills"), "d.html": page("D", "Hearth")},
			map[string]string{"A": "Repairs", "B": "", "C": "Bills", "D": ""}},
		"breadcrumbs that are the same": {map[string]string{"a.html": page("A", "Hearth", "Bills"), "b.html": page("B", "Hearth", "Bills")}, map[string]string{"A": "Bills", "B": "Bills"}},
		"a spelling":                    {map[string]string{"a.md": "---\ncategory: Rides\n---\n# A\n\nOne.\n", "b.md": "---\ncategory: Rides\n---\n# B\n\nTwo.\n", "rides/c.md": "# C\n\nThree.\n", "zones/d.md": "# D\n\nFour.\n"}, map[string]string{"A": "Rides", "B": "Rides", "C": "Rides", "D": "zones"}},
		"a line of Jekyll": {map[string]string{"_config.yml": "title: Kolo\n", "en/a.md": "---\ntags: unlock lock bluetooth\n---\n# A\n\nOne.\n", "en/b.md": "---\ntags: \"price, late fee\"\n---\n# B\n\nTwo.\n"},
			map[string]string{"A": "unlock lock bluetooth", "B": "price late+fee"}},
		"a line of another": {map[string]string{"a.md": "---\ntags: late fee\n---\n# A\n\nOne.\n"}, map[string]string{"A": "late+fee"}},
		"one name":          {map[string]string{"a.md": "---\ncategory: \"Billing, fees and refunds\"\n---\n# A\n\nOne.\n"}, map[string]string{"A": "Billing,+fees+and+refunds"}},
		"numbers":           {map[string]string{"a.md": "---\ntags:\n  - station\n  - 2024\n---\n# A\n\nOne.\n"}, map[string]string{"A": "station 2024"}},
	} {
		s, err := convert.FromFS(folderOfFiles(c.files), net)
		if err != nil || len(s.Bad) > 0 {
			t.Fatal(what, s.Bad, err)
		}
		list, _, err := knowledge.ReadFolder(t.Context(), s.FS)
		if err != nil {
			t.Fatal(what, err)
		}
		got := map[string]string{}
		for _, a := range list {
			tags := slices.Clone(a.Tags)
			for i := range tags {
				tags[i] = strings.ReplaceAll(tags[i], " ", "+")
			}
			got[a.Title] = strings.Join(tags, " ")
		}
		if !maps.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q", what, got, c.want)
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
	overwritten(t, s, "shop", "fees-pay", "Pay", "In cash.")
	r, err := knowledge.Import(t.Context(), s, source.FS, knowledge.ImportOptions{Partial: true, Said: source.Said})
	if err != nil || !slices.Equal(r.Changed, []string{"shop/en/ways-send.md"}) || r.Unchanged != 1 {
		t.Errorf("%+v, %v", r, err)
	}
	if d, err := s.ArticleByKey(t.Context(), "shop", "ways-send", "en"); err != nil || !slices.Equal(d.Versions[0].Tags, []string{"box", "van", "Post"}) {
		t.Errorf("%q, %v", d.Versions[0].Tags, err)
	}
}

// That a folder makes another tag now is no reason either; where nobody wrote, the tag is another one, and what was verified stays so.
func TestOtherTagsOfAFolderLeaveWhatAnEditorWrote(t *testing.T) {
	t.Parallel()
	s := knowledge.NewStore(pgtest.New(t))
	if _, err := s.SaveProject(t.Context(), knowledge.Project{Key: "shop", Name: "Shop"}); err != nil {
		t.Fatal(err)
	}
	const id = " c4ca4238a0b923820dcc509a6f75849b/"
	source, err := convert.FromFS(fstest.MapFS{"Fees" + id + "pay.md": {Data: []byte("# Pay\n\nBy card.")}, "Fees" + id + "late.md": {Data: []byte("# Late\n\nFive.")}, "ways/send.md": {Data: []byte("# Send\n\nBy post.")}},
		convert.Options{Project: "shop", Lang: "en"})
	if err != nil {
		t.Fatal(err)
	}
	was := fstest.MapFS{}
	for name, text := range texts(t, source) {
		was[name] = &fstest.MapFile{Data: []byte(strings.ReplaceAll(text, "- Fees\n", "- Fees"+strings.TrimSuffix(id, "/")+"\n"))}
	}
	if _, err := knowledge.Import(t.Context(), s, was, knowledge.ImportOptions{Partial: true, Said: source.Said}); err != nil {
		t.Fatal(err)
	}
	article := func(key string) knowledge.Document {
		t.Helper()
		d, err := s.ArticleByKey(t.Context(), "shop", key, "en")
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	late, pay := article("fees-late"), article("fees-pay")
	if !slices.Equal(late.Versions[0].Tags, []string{"Fees c4ca4238a0b923820dcc509a6f75849b"}) {
		t.Fatalf("%q", late.Versions[0].Tags)
	}
	if err := s.Verify(t.Context(), late.ID, "Maria", time.Time{}); err != nil {
		t.Fatal(err)
	}
	if _, _, err := s.SaveVersion(t.Context(), knowledge.Edit{Article: pay.ID, Based: 1, Publish: true, Author: "Maria", Draft: knowledge.Draft{Title: "Pay", Body: "In cash."}}); err != nil {
		t.Fatal(err)
	}
	r, err := knowledge.Import(t.Context(), s, source.FS, knowledge.ImportOptions{Partial: true, Said: source.Said, Formerly: source.Formerly, Unverified: true})
	if err != nil || !slices.Equal(r.Changed, []string{"shop/en/fees-late.md"}) || r.Unchanged != 2 {
		t.Errorf("%+v, %v", r, err)
	}
	if late = article("fees-late"); !slices.Equal(late.Versions[0].Tags, []string{"Fees"}) || late.Unverified || late.VerifiedBy != "Maria" {
		t.Errorf("%+v", late)
	}
	if pay = article("fees-pay"); pay.Versions[0].Body != "In cash." {
		t.Errorf("%+v", pay)
	}
}
