package convert_test

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"switchboard/knowledge"
	"switchboard/knowledge/convert"
	"switchboard/migrations/pgtest"
)

// texts in five languages, and in some whose words no language of ours is told by.
var inLanguage = map[string]string{
	"en": "Install the app on your laptop and sign in with the company account.", "uk": "Поверніть товар протягом чотирнадцяти днів, і ми повернемо гроші на картку.",
	"ru": "Верните товар в течение четырнадцати дней, и мы вернём деньги на карту.", "pl": "Zwróć towar w ciągu czternastu dni, a my oddamy pieniądze na kartę.",
	"de": "Geben Sie die Ware innerhalb von vierzehn Tagen zurück, und wir erstatten das Geld.", "it": "Restituisci la merce entro quattordici giorni e ti ridiamo i soldi sulla carta.",
	"cs": "Zboží můžete vrátit do čtrnácti dnů a peníze vám pošleme zpět na kartu.", "nl": "Stuur de bestelling binnen veertien dagen terug, dan krijg je het geld op je rekening.",
}

// The language of a page is what its place says where that surely means one, and what its words say where it does not.
func TestALanguageIsNoWordOfAPath(t *testing.T) {
	for at, c := range map[string]struct{ in, want string }{
		"IT/vpn.md":                      {"en", "en/it-vpn"},
		"fleet/it/sso.md":                {"en", "en/fleet-it-sso"},
		"HR/how-to-try-it.md":            {"en", "en/hr-how-to-try-it"},
		"docs/contact-cs.md":             {"en", "en/docs-contact-cs"},
		"docs/delivery-to-uk.md":         {"en", "en/docs-delivery-to-uk"},
		"docs/delivery-to-uk.html":       {"en", "en/docs-delivery-to-uk"},
		"uk/returns.md":                  {"en", "en/uk-returns"},
		"uk/rules.md":                    {"ru", "ru/uk-rules"},
		"it/resi.md":                     {"it", "it/resi"},
		"cs/vraceni.md":                  {"cs", "cs/vraceni"},
		"contact-cs.md":                  {"cs", "cs/contact-cs"},
		"prices-uk.md":                   {"uk", "uk/prices-uk"},
		"en/payments/promo.uk.md":        {"uk", "uk/payments-promo"},
		"promo.de.md":                    {"de", "de/promo"},
		"promo.uk.md":                    {"uk", "uk/promo"},
		"en-us/billing/refunds.md":       {"en", "en/billing-refunds"},
		"uk_UA/billing/refunds.md":       {"uk", "uk/billing-refunds"},
		"ua/billing/refunds.md":          {"uk", "uk/billing-refunds"},
		"ua/billing/terms.md":            {"ru", "ru/ua-billing-terms"},
		"pl/zwroty.md":                   {"pl", "pl/zwroty"},
		"nl/betaling/refunds.md":         {"nl", "nl/betaling-refunds"},
		"uk-shop/prices.md":              {"en", "en/uk-shop-prices"},
		"hc/en-us/articles/360001-A.htm": {"en", "en/360001"},
		"hc/uk/articles/360001-Дещо.htm": {"uk", "uk/360001"},
		"articles/20240501-news.md":      {"en", "en/articles-20240501-news"},
		"i18n/uk/docusaurus-plugin-content-docs/current/01-start/00-intro.md": {"uk", "uk/docs-01-start-00-intro"},
		"i18n/de/docusaurus-plugin-content-blog/hello.md":                     {"de", "de/blog-hello"},
	} {
		text := "# Title\n\n" + inLanguage[c.in] + "\n"
		if c.in == "uk" || c.in == "ru" {
			text = "# Назва\n\n" + inLanguage[c.in] + "\n"
		}
		if strings.Contains(at, ".htm") {
			text = "<h1>Title</h1><p>" + inLanguage[c.in] + "</p>"
		}
		s, err := convert.FromFS(folderOfFiles(map[string]string{at: text}), convert.Options{Project: "shop"})
		if err != nil || len(s.Bad) > 0 {
			t.Fatal(at, s.Bad, err)
		}
		if got := slices.Collect(maps.Keys(texts(t, s))); len(got) != 1 || got[0] != "shop/"+c.want+".md" {
			t.Errorf("%s in %s is %s, want %s; %v", at, c.in, got, c.want, s.Warnings)
		}
		if told := slices.ContainsFunc(s.Warnings, func(b knowledge.BadFile) bool { return strings.Contains(b.Problem, "stands under") }); told != (c.in != "en" && strings.HasPrefix(c.want, "ru/u") || at == "uk/returns.md") {
			t.Errorf("%s in %s: %v", at, c.in, s.Warnings)
		}
	}
}

// Variants of a language are one, however they are named, in whichever kind of source.
func TestVariantsOfALanguageAreOne(t *testing.T) {
	for word, want := range map[string]string{"en-us": "en", "en_US": "en", "en-GB": "en", "English": "en", "uk-UA": "uk", "ua": "uk", "UA": "uk", "українська": "uk", "Deutsch": "de", "pl_PL": "pl", "русский": "ru",
		"fr-CA": "fr", "zh-TW": "zh", "ja": "ja", "uk": "uk"} {
		for _, s := range []convert.Source{read(t, "a.csv", "title,body,locale\nPay,By card.,"+word+"\n"), read(t, "a.md", "---\ntitle: Pay\nlang: "+word+"\n---\nBy card.\n")} {
			got := texts(t, s)
			if got["shop/"+want+"/pay.md"] == "" && got["shop/"+want+"/a.md"] == "" {
				t.Errorf("%s: %v, %v", word, slices.Collect(maps.Keys(got)), s.Bad)
			}
		}
	}
}

// What was imported in a wrong language goes on in its own, as the article that it is.
func TestArticlesInAWrongLanguageGoOnInTheirOwn(t *testing.T) {
	t.Parallel()
	s := knowledge.NewStore(pgtest.New(t))
	if _, err := s.SaveProject(t.Context(), knowledge.Project{Key: "shop", Name: "Shop"}); err != nil {
		t.Fatal(err)
	}
	vpn := "---\ntitle: VPN\n---\n" + inLanguage["en"] + "\n"
	if _, err := knowledge.Import(t.Context(), s, folderOfFiles(map[string]string{"shop/it/vpn.md": vpn, "shop/en-us/pay.md": "---\ntitle: Pay\n---\nBy card.\n"}), knowledge.ImportOptions{Partial: true}); err != nil {
		t.Fatal(err)
	}
	d, err := s.ArticleByKey(t.Context(), "shop", "vpn", "it")
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := s.SaveVersion(t.Context(), knowledge.Edit{Article: d.ID, Based: 1, Publish: true, Author: "Maria", Draft: knowledge.Draft{Title: "VPN", Body: "Ask Maria."}}); err != nil {
		t.Fatal(err)
	}
	for n := range 2 {
		source, err := convert.FromFS(folderOfFiles(map[string]string{"IT/vpn.md": vpn, "rows.csv": "title,body,locale\nPay,By card.,en-us\n"}), convert.Options{Project: "shop"})
		if err != nil || len(source.Bad) > 0 {
			t.Fatal(source.Bad, err)
		}
		r, err := knowledge.Import(t.Context(), s, source.FS, knowledge.ImportOptions{Partial: true, Said: source.Said, Formerly: source.Formerly, Remove: true, DryRun: n == 0})
		if err != nil || len(r.Added)+len(r.Changed)+len(r.Removed) > 0 || r.Unchanged != 2 || len(source.Report(r).Warnings) < 2 || source.Report(r).Warnings[0].Path == "" {
			t.Errorf("%d: %+v, %v", n, r, err)
		}
	}
	list, err := s.AllTexts(t.Context())
	if err != nil || len(list) != 2 || list[0].Lang != "en" || list[1].Lang != "en" || list[0].Key == "it-vpn" || list[1].Key == "it-vpn" {
		t.Errorf("%+v, %v", list, err)
	}
	if d, err = s.ArticleByKey(t.Context(), "shop", "vpn", "en"); err != nil || d.Versions[0].Body != "Ask Maria." {
		t.Errorf("%+v, %v", d, err)
	}
}
