package knowledge_test

import (
	"strings"
	"testing"

	"switchboard/knowledge"
)

func TestSlugsAreKeys(t *testing.T) {
	for title, want := range map[string]string{
		"How to return an order?": "how-to-return-an-order", "Єдиний тариф «Їжак» у під'їзді": "yedynyi-taryf-yizhak-u-pidizdi",
		"Größe & Maße": "groesse-masse", "Zażółć gęślą jaźń": "zazolc-gesla-jazn", "  --  ": "article-17lrn2n", "Ещё объявления": "eshche-obiavlenyia",
	} {
		if got := knowledge.Slug(title); got != want {
			t.Errorf("%q becomes %q, want %q", title, got, want)
		}
	}
}

// Long names that begin alike have keys of their own, in whichever order they come; what is not cut is a Slug.
func TestLongNamesHaveKeysOfTheirOwn(t *testing.T) {
	const long = "Hearth Help Center/Billing and payments and everything about money/"
	seen := map[string]string{}
	for _, title := range []string{long + "Direct debit", long + "Paying late", long + "Пеня", strings.Repeat("щ", 200), strings.Repeat("щ", 201), "Pay", strings.Repeat("a", 60), strings.Repeat("a", 61)} {
		key := knowledge.DistinctSlug(title)
		if other, ok := seen[key]; ok {
			t.Errorf("%q has the key of %q: %s", title, other, key)
		}
		seen[key] = title
		if len(key) > 61 || strings.Contains(key, "--") || len(title) < 60 && key != knowledge.Slug(title) {
			t.Errorf("%q becomes %q", title, key)
		}
	}
	if got := knowledge.DistinctSlug(long + "Direct debit"); !strings.HasPrefix(got, "hearth-help-center-billing-and-payments-and-") {
		t.Errorf("%q", got)
	}
}
