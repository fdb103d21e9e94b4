package knowledge_test

import (
	"testing"

	"switchboard/knowledge"
)

// By the number of a contract or of a customer the company knows whose a question is.
func TestNumbersOfContractsAreMasked(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"contract 4711-22. What is the wind limit": "contract •••• 22. What is the wind limit",
		"my contract is 5522-33. Does it float":    "my contract is •••• 33. Does it float",
		"customer number LN-123456, no internet":   "customer number •••• 56, no internet",
		"мій договір № 4711-22, чому немає світла": "мій договір № •••• 22, чому немає світла",
		"номер договору: 55017733":                 "номер договору: •••• 33",
		"лицевой счёт 123456":                      "лицевой счёт •••• 56",
		"Vertragsnummer 88-1234":                   "Vertragsnummer •••• 34",
		"numer umowy to 1234567":                   "numer umowy to •••• 67",
	} {
		if got := knowledge.Mask(text); got != want {
			t.Errorf("%q becomes %q", text, got)
		}
	}
	for _, text := range []string{"a contract of 12 months", "my contract ends 2027", "contract from 01.02.2026", "can a customer have 5000 parcels", "the contract costs 1500 UAH", "customer service 24/7", "договір на 24 місяці", "контракт 2026 року"} {
		if got := knowledge.Mask(text); got != text {
			t.Errorf("%q becomes %q", text, got)
		}
	}
}
