package knowledge_test

import (
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
