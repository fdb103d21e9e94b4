package convert_test

import (
	"slices"
	"testing"

	"switchboard/knowledge"
	"switchboard/migrations/pgtest"
)

// What programs export says where an article belongs in several columns, in names that have commas, and in lists of their own.
func TestSectionsAndTagsOfSheetsAreWholeNames(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		sheet string
		tags  []string
	}{
		"category and section": {"title,body,category,section\nFee,Ten.,Billing,\"Refunds, credit and fees\"\n", []string{"Billing", "Refunds, credit and fees"}},
		"the same twice":       {"title,body,category,section\nFee,Ten.,FAQ,faq\n", []string{"FAQ"}},
		"several sections":     {"title,body,section\nFee,Ten.,Billing | Fees; Cards\n", []string{"Billing", "Fees", "Cards"}},
		"a list of JSON":       {"title,body,labels\nFee,Ten.,\"[\"\"bill\"\",\"\"due, date\"\"]\"\n", []string{"bill", "due, date"}},
		"an empty one":         {"title,body,labels\nFee,Ten.,[]\n", nil},
		"one of Python":        {"title,body,labels\nFee,Ten.,\"['bill', 'due date']\"\n", []string{"bill", "due date"}},
		"no list":              {"title,body,labels\nFee,Ten.,\"[old], bill\"\n", []string{"[old]", "bill"}},
		"a list of sections":   {"title,body,category\nFee,Ten.,\"[\"\"Bills, fees\"\"]\"\n", []string{"Bills, fees"}},
		"of Zendesk":           {"title,body,label_names,html_url\nFee,Ten.,\"bill, fee\",https://x.example/1\n", []string{"bill", "fee"}},
		"two columns":          {"title,body,tags,labels\nFee,Ten.,one,two\n", []string{"one", "two"}},
		"Ukrainian":            {"питання,відповідь,розділ,мітки\nFee,Ten.,\"Рахунки, оплата\",пеня\n", []string{"пеня", "Рахунки, оплата"}},
		"Polish":               {"pytanie,odpowiedź,dział,etykiety\nFee,Ten.,Rachunki,opłata\n", []string{"opłata", "Rachunki"}},
		"German":               {"frage;antwort;bereich;schlagwörter\nFee;Ten.;Rechnungen, Gebühren;gebühr\n", []string{"gebühr", "Rechnungen, Gebühren"}},
	} {
		s := read(t, "a.csv", c.sheet)
		if a := articles(t, s)["fee"]; len(s.Bad) > 0 || !slices.Equal(a.Tags, c.tags) {
			t.Errorf("%s: %q, %v", name, a.Tags, s.Bad)
		}
	}
	if a := articles(t, read(t, "a.csv", "title,body,html_url\nFee,Ten.,https://x.example/1\n"))["fee"]; a.Link != "https://x.example/1" {
		t.Errorf("%+v", a)
	}
}

// A sheet that says the same as when less of it was read does not take the place of what an editor wrote.
func TestColumnsThatAreReadSinceLeaveWhatAnEditorWrote(t *testing.T) {
	t.Parallel()
	s := knowledge.NewStore(pgtest.New(t))
	source := read(t, "a.csv", "title,body,section,category,label_names,html_url,labels\nFees,None.,\"Refunds, fees\",Bills,one,https://x.example,\"[\"\"a\"\",\"\"b\"\"]\"\nPay,By card.,\"Refunds, fees\",Bills,one,https://x.example,\"[\"\"a\"\",\"\"b\"\"]\"\n")
	before := earlier(t, source)
	if _, err := knowledge.Import(t.Context(), s, before, knowledge.ImportOptions{Partial: true}); err != nil {
		t.Fatal(err)
	}
	d, err := s.ArticleByKey(t.Context(), "shop", "fees", "en")
	if err != nil || !slices.Equal(d.Versions[0].Tags, []string{`["a"`, `"b"]`, "Refunds", "fees"}) || d.Versions[0].Link != "" {
		t.Fatalf("%+v, %v", d, err)
	}
	if _, _, err := s.SaveVersion(t.Context(), knowledge.Edit{Article: d.ID, Based: 1, Publish: true, Author: "Maria", Draft: knowledge.Draft{Title: "Fees", Body: "Hers."}}); err != nil {
		t.Fatal(err)
	}
	r, err := knowledge.Import(t.Context(), s, source.FS, knowledge.ImportOptions{Partial: true, Said: source.Said})
	if err != nil || !slices.Equal(r.Changed, []string{"shop/en/pay.md"}) {
		t.Errorf("%+v, %v", r, err)
	}
}
