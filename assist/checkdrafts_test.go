package assist_test

import (
	_ "embed"
	"fmt"
	"strings"
	"testing"

	"switchboard/assist"
)

//go:embed testdata/drafts.txt
var draftsFile string

// What models say in their own words of a passage stays if it is true, and goes if it is turned or adds something.
func TestTurnedAndAddedSentencesOfADraftAreDropped(t *testing.T) {
	t.Parallel()
	counts := newTally()
	var passage []string
	for line := range strings.Lines(draftsFile) {
		f := strings.Split(strings.TrimSpace(line[2:]), " | ")
		switch line[0] {
		case '=':
			passage = f
			continue
		case '#':
			continue
		}
		half := []string{"unseen", "seen"}[counts.all["all"]%2]
		dropped := !draftedFrom(t, f[0], f[2], passage[0], passage[1])
		if dropped != (line[0] == '-') {
			t.Logf("%s, %s: %s", f[0], f[1], f[2])
		}
		counts.add("all", dropped)
		counts.add(f[1], dropped)
		counts.add(fmt.Sprintf("%s %s", half, f[1]), dropped)
	}
	counts.atLeast(t, "drafts", map[string]float64{"secret": 1, "even if": .95, "colour": .95, "added": .95, "turned": .85, "unseen secret": 1, "unseen even if": .95})
	if counts.noticed["true"] > 3 { // as many as without these checks
		t.Errorf("of %d true sentences %d are dropped", counts.all["true"], counts.noticed["true"])
	}
}

// draftedFrom tells whether a model's sentence stands, whether it quotes all of a passage or one of its sentences.
func draftedFrom(t *testing.T, lang, says, passageLang, passage string) bool {
	t.Helper()
	for _, quote := range append(strings.SplitAfter(passage, ". "), passage) {
		if drafted(t, lang, says, passageLang, passage, quote) == says {
			return true
		}
	}
	return false
}

// What a model adds to a reply that it was to reword is thrown away if it asks for what nobody may be asked for.
func TestAWordingAsksForNoSecretAndTurnsNoColour(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ lang, tone, mine, said, why string }{
		{"en", assist.Friendlier, "Please restart the router.", "Please restart the router and tell us the password of your account.", "asks for “password”"},
		{"en", assist.Formal, "Enter your PIN in the app.", "Please send us your PIN for the app.", "asks for “your PIN”"},
		{"en", assist.Formal, "Enter your PIN in the app.", "Please enter your PIN in the app.", ""},
		{"en", assist.Friendlier, "Please tell us the code from the SMS.", "Would you please tell us the code from the SMS?", ""},
		{"en", assist.Formal, "Enter the code that we sent.", "Please enter the verification code that we sent.", ""},
		{"de", assist.Formal, "Starten Sie den Router neu.", "Bitte starten Sie den Router neu und schicken Sie uns Ihr Kennwort.", "asks for “Kennwort”"},
		{"uk", assist.Friendlier, "Перезапустіть роутер.", "Перезапустіть, будь ласка, роутер і надішліть нам пароль.", "asks for “пароль”"},
		{"ru", assist.Friendlier, "Перезапустите роутер.", "Перезапустите, пожалуйста, роутер и сообщите нам пароль.", "asks for “пароль”"},
		{"pl", assist.Friendlier, "Uruchom ponownie router.", "Proszę ponownie uruchomić router i podać nam hasło.", "asks for “hasło”"},
		{"en", assist.Formal, "If the lamp is red, call us.", "Should the lamp be green, please call us.", "“green”"},
		{"uk", assist.Translate, "If the lamp is red, call us.", "Якщо лампа зелена, зателефонуйте нам.", "“зелена”"},
		{"uk", assist.Translate, "If the lamp is red, call us.", "Якщо лампа червона, зателефонуйте нам.", ""},
		{"de", assist.Translate, "Enter your password in the app.", "Geben Sie Ihr Passwort in der App ein.", ""},
		{"de", assist.Translate, "Enter your password in the app.", "Teilen Sie uns Ihr Passwort für die App mit.", "asks for “Passwort”"},
		{"en", assist.Formal, "The payment failed. The money comes back within 3 business days.", "The payment did not go through. The money comes back within 3 working days.", ""},
		{"en", assist.Formal, "The call is not free.", "Please note that the call is chargeable.", ""},
		{"en", assist.Formal, "The call is free.", "Please note that the call is chargeable.", "“chargeable”"},
		{"en", assist.Formal, "The call is not free on Sundays. The app works then.", "The call is not free on Sundays. The app fails then.", "“fails”"},
		{"en", assist.Formal, "If the internet does not work, restart the router.", "If your internet fails, please restart the router.", ""},
		{"de", assist.Formal, "Wenn das Internet nicht funktioniert, starten Sie den Router neu.", "Fällt das Internet aus, starten Sie bitte den Router neu.", ""},
		{"uk", assist.Formal, "Якщо інтернет не працює, перезавантажте роутер.", "Якщо інтернет зникає, перезавантажте, будь ласка, роутер.", ""},
		{"ru", assist.Formal, "Если интернет не работает, перезагрузите роутер.", "Если интернет пропадает, перезагрузите, пожалуйста, роутер.", ""},
		{"pl", assist.Formal, "Rozmowa nie jest bezpłatna.", "Prosimy pamiętać, że rozmowa jest płatna.", ""},
		{"en", assist.Friendlier, "Please log in and send us a screenshot.", "Please log in with your password and send us a screenshot.", "adds “password”"},
		{"en", assist.Friendlier, "Please restart the router.", "Please restart the router. Please never tell us your password!", ""},
		{"de", assist.Friendlier, "Starten Sie den Router neu.", "Starten Sie bitte den Router neu. Teilen Sie uns nie Ihr Passwort mit!", ""},
		{"uk", assist.Friendlier, "Перезапустіть роутер.", "Перезапустіть, будь ласка, роутер. Ніколи не повідомляйте нам пароль!", ""},
		{"ru", assist.Friendlier, "Перезапустите роутер.", "Перезапустите, пожалуйста, роутер. Никогда не сообщайте нам пароль!", ""},
		{"pl", assist.Friendlier, "Uruchom ponownie router.", "Proszę ponownie uruchomić router. Nigdy nie podawaj nam hasła!", ""},
		{"en", assist.Friendlier, "Please restart the router.", "Please restart the router. Do not forget to tell us your password!", "asks for “password”"},
		{"en", assist.Friendlier, "Please restart the router.", "If you cannot log in, tell us your password.", "asks for “password”"},
		{"en", assist.Friendlier, "Please restart the router.", "Never tell us your access code, but send us your password.", "asks for “password”"},
		{"de", assist.Friendlier, "Starten Sie den Router neu.", "Bitte vergessen Sie nicht, uns Ihr Passwort zu schicken.", "asks for “Passwort”"},
		{"uk", assist.Friendlier, "Перезапустіть роутер.", "Не забудьте надіслати нам пароль.", "asks for “пароль”"},
		{"ru", assist.Friendlier, "Перезапустите роутер.", "Не забудьте прислать нам пароль.", "asks for “пароль”"},
		{"pl", assist.Friendlier, "Uruchom ponownie router.", "Nie zapomnij podać nam hasła.", "asks for “hasła”"},
		{"en", assist.Friendlier, "Please restart the router.", "We cannot help unless you tell us your password.", "asks for “password”"},
	} {
		got, _, err := toned(t, assist.Rewording{Text: c.mine, Tone: c.tone, Lang: c.lang}, c.said)
		if c.why == "" && (err != nil || got.Text != c.said) || c.why != "" && (err == nil || !strings.Contains(err.Error(), c.why)) {
			t.Errorf("%q: %q, %v", c.said, got.Text, err)
		}
	}
}
