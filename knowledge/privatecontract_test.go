package knowledge_test

import (
	"testing"

	"switchboard/knowledge"
)

// By the number of a contract or of a customer the company knows whose a question is: who serves him sees it, who reads what was asked does not.
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
		"договір №4711-22":                         "договір №•••• 22",
		"договір номер №123456":                    "договір номер №•••• 56",
		"contract #5522-33":                        "contract #•••• 33",
		"contract no. 5522-33":                     "contract no. •••• 33",
		"customer id:123456":                       "customer id:•••• 56",
		"Kundennr.: 123456":                        "Kundennr.: •••• 56",
		"Vertrags-Nr. 123456":                      "Vertrags-Nr. •••• 56",
		"о/р 123456":                               "о/р •••• 56",
		"my customer number is ln-123456":          "my customer number is •••• 56",
		"мій договір 123456":                       "мій договір •••• 56",
		"my agreement is LN-123456":                "my agreement is •••• 56",
	} {
		if got := knowledge.MaskPerson(text); got != want {
			t.Errorf("%q becomes %q", text, got)
		}
	}
	for _, text := range []string{"a contract of 12 months", "my contract ends 2027", "contract from 01.02.2026", "can a customer have 5000 parcels", "the contract costs 1500 UAH", "customer service 24/7", "договір на 24 місяці", "контракт 2026 року",
		"Is the contract 1500 UAH a month?", "Why is my contract 1499 UAH if the site says 1299?", "Is the agreement 1250 dollars?", "Can I change my contract to 2500 Mbit?", "Is a contract 12-24 months long?",
		"I get error in the VPN client 0x80072EE7", "The SIP client 5060 port is closed", "Kostet der Vertrag 1499 Euro?", "Bekommen Kunden 1500 Bonuspunkte?", "kara za zerwanie umowy 1299 zł", "opłata dla klienta 1250 zł",
		"czy dla abonenta 1500 MB wystarczy?", "За договором 1250 грн на місяць", "Чому контракт 1499 грн?", "абонентам 1500 грн бонусу", "договір 12-24 місяці", "по договору 1250 руб", "kanał numer dwadzieścia pięć", "błąd numer trzydzieści dwa"} {
		if got := knowledge.MaskPerson(text); got != text {
			t.Errorf("%q becomes %q", text, got)
		}
	}
}
