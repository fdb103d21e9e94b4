package knowledge_test

import (
	"testing"

	"switchboard/knowledge"
)

// What opens an account is masked, and an address however it is typed; what is asked about codes stays. Written before the rules were tried.
func TestSecretsAndAddressesInSmallLettersAreMasked(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"my PIN 4821 is not accepted":                "my PIN •••• is not accepted",
		"my pin is 4821, why is it wrong":            "my pin is ••••, why is it wrong",
		"PIN-code: 4821":                             "PIN-code: ••••",
		"мій пін-код 4821 не підходить":              "мій пін-код •••• не підходить",
		"мой пин 4821 не подходит":                   "мой пин •••• не подходит",
		"meine PIN ist 4821":                         "meine PIN ist ••••",
		"mój pin to 4821":                            "mój pin to ••••",
		"the code 884422 from the sms does not work": "the code •••• from the sms does not work",
		"прийшов код 884422 в смс, що з ним робити":  "прийшов код •••• в смс, що з ним робити",
		"код подтверждения: 884422":                  "код подтверждения: ••••",
		"в сообщении пришёл код 884422":              "в сообщении пришёл код ••••",
		"der Code 884422 aus der SMS geht nicht":     "der Code •••• aus der SMS geht nicht",
		"kod 884422 z sms nie działa":                "kod •••• z sms nie działa",
		"пароль Qwerty!234 не працює":                "пароль •••• не працює",
		"мой пароль: qwerty234":                      "мой пароль: ••••",
		"login ipetrenko82, password Qwerty!234":     "login ••••, password ••••",
		"my password is sunFlower7.":                 "my password is ••••.",
		"Mein Passwort lautet Sommer2024!":           "Mein Passwort lautet ••••!",
		"moje hasło to Lato2024":                     "moje hasło to ••••",
		"логін ipetrenko82 не знаходить":             "логін •••• не знаходить",
		"what is the PIN of a new SIM: 0000?":        "what is the PIN of a new SIM: 0000?",
		"is the PIN 0000 for a new SIM":              "is the PIN 0000 for a new SIM",
		"чи пін 1234 у нової картки":                 "чи пін 1234 у нової картки",
		"error E-104":                                      "error E-104",
		"error code 1042 on the display":                   "error code 1042 on the display",
		"promo code SUMMER24":                              "promo code SUMMER24",
		"promo code 20242 from the sms":                    "promo code 20242 from the sms",
		"код помилки 1042":                                 "код помилки 1042",
		"how do I reset my password":                       "how do I reset my password",
		"password recovery does not work":                  "password recovery does not work",
		"пароль відновити не можу":                         "пароль відновити не можу",
		"login page is empty":                              "login page is empty",
		"Passwort vergessen":                               "Passwort vergessen",
		"nie pamiętam hasła do konta":                      "nie pamiętam hasła do konta",
		"how many digits has the PIN":                      "how many digits has the PIN",
		"is a password of 8 characters enough":             "is a password of 8 characters enough",
		"the code comes by sms after 5 minutes":            "the code comes by sms after 5 minutes",
		"my address is 18 fotonna street flat 12":          "my address is ••••",
		"24 Baker street, flat 3":                          "••••",
		"deliver to 24 baker street please":                "deliver to •••• please",
		"моя адреса фотонна 18 кв 12":                      "моя адреса ••••",
		"ich wohne in der fotonstraße 18":                  "ich wohne in der ••••",
		"is the shop in 24 baker street open":              "is the shop in 24 baker street open",
		"can you deliver in 2 days to our street":          "can you deliver in 2 days to our street",
		"how long is delivery, 3 days on the road or more": "how long is delivery, 3 days on the road or more",
	} {
		if got := knowledge.MaskPerson(text); got != want {
			t.Errorf("%q is masked as %q, not %q", text, got, want)
		}
	}
}
