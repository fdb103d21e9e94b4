package knowledge

import (
	"slices"
	"strings"
	"unicode"
)

// PrivateSecret is what opens an account: a password, a PIN, a code that came by message, and the name that one signs in with. What somebody
// asks about codes is no secret: which PIN a new card has, what an error or a promotion is called.
const PrivateSecret = "secret"

// between is what stands between the name of a secret and the secret.
const between = `(?:[ \x{00A0}]+(?:is|was|are|it'?s|це|такий|був|это|такой|был|ist|war|lautet|to|jest|był[oa]?)(?:[ \x{00A0}]+|:[ \x{00A0}]*)|[ \x{00A0}]*[:=–—-][ \x{00A0}]*|[ \x{00A0}]+)["'“„«]?`

const (
	sayPassword = `(?:passwords?|passw(?:or)?d|passcode|pass|парол[ья]\p{L}*|passwort|kennwort|has[łl]\p{L}{1,3})`
	saySignIn   = `(?:log-?in|user ?name|логін\p{L}*|логин\p{L}*|benutzername\p{L}?|anmeldename|nazw\p{L} użytkownika)`
	sayPIN      = `(?:(?:pin|puk|пін|пин|пук)(?:[- ]?(?:code|number|код\p{L}*|kod\p{L}*|nummer))?|cv[vc]2?)`
	sayCode     = `(?:(?:pass|security|verification|confirmation|one-time|otp|sms)?[- ]?code|otp|код\p{L}*(?: (?:підтвердження|подтверждения|безпеки|безопасности|з смс|из смс))?|kod\p{L}{0,2}(?: (?:potwierdz\p{L}*|weryfik\p{L}*|sms))?|(?:sms-?|bestätigungs-?|sicherheits-?)?code|tan)`
)

var (
	secretRules = []privateRule{
		{PrivateSecret, MustPattern(`(?i)(?:^|[^\p{L}\d])` + sayPassword + between + `([^\s"'”“»]{4,60})`), isPassword},
		{PrivateSecret, MustPattern(`(?i)(?:^|[^\p{L}\d])` + saySignIn + between + `([^\s"'”“»]{4,60})`), isPassword},
		{PrivateSecret, MustPattern(`(?i)(?:^|[^\p{L}\d])` + sayPIN + between + `(\d{3,8})(?:[^\p{L}\d]|$)`), isPIN},
	}
	smsCode = MustPattern(`(?i)(?:^|[^\p{L}\d])(` + sayCode + between + `)(\d{4,8})(?:[^\p{L}\d]|$)`)
	// bySMS are words around a code that came to one person alone.
	bySMS = MustPattern(`(?i)(?:^|[^\p{L}])(?:sms|смс|text message|texted|otp|one-time|verification|confirmation|security|pass|повідомленн\p{L}*|сообщени\p{L}*|підтверджен\p{L}*|подтвержден\p{L}*|одноразов\p{L}*|безпеки|безопасности|nachricht|bestätigungs\p{L}*|sicherheits\p{L}*|wiadomo\p{L}*|potwierdz\p{L}*|jednorazow\p{L}*)`)
	// publicCode are words by which a code is everybody's.
	publicCode = MustPattern(`(?i)(?:error|fault|promo\p{L}*|discount|coupon|voucher|gift|zip|post\p{L}*|country|area|dial\p{L}*|qr|bar|product|item|swift|bank|помилк\p{L}*|промо\p{L}*|знижк\p{L}*|поштов\p{L}*|товар\p{L}*|ошибк\p{L}*|скидк\p{L}*|почтов\p{L}*|fehler\p{L}*|rabatt\p{L}*|gutschein\p{L}*|vorwahl|błęd\p{L}*|rabat\p{L}*|promoc\p{L}*|poczt\p{L}*|kierunk\p{L}*)[ -]*$`)
)

// secretsIn finds them.
func secretsIn(text string) (out []Private) {
	for _, rule := range secretRules {
		for _, m := range rule.re.FindAllStringSubmatchIndex(text, -1) {
			end := m[2] + len(strings.TrimRight(text[m[2]:m[3]], ".,;:!?)")) // a sign that ends the sentence
			if rule.ok(text[m[2]:end]) {
				out = append(out, Private{Sort: rule.sort, Start: m[2], End: end})
			}
		}
	}
	for _, m := range smsCode.FindAllStringSubmatchIndex(text, -1) {
		around := text[max(0, m[2]-lookBack):min(len(text), m[5]+lookBack)]
		if !publicCode.MatchString(text[:m[2]]) && bySMS.MatchString(around) && isPIN(text[m[4]:m[5]]) {
			out = append(out, Private{Sort: PrivateSecret, Start: m[4], End: m[5]})
		}
	}
	return out
}

// isPassword tells whether something behind "password" is one rather than the next word: it has a digit, or a sign within, or capitals within.
func isPassword(text string) bool {
	runes := []rune(text)
	if len(runes) < 4 || strings.Contains(text, strings.TrimSpace(hiddenRest)) {
		return false
	}
	return slices.ContainsFunc(runes, unicode.IsDigit) || slices.ContainsFunc(runes[1:len(runes)-1], func(r rune) bool {
		return !unicode.IsLetter(r) && !strings.ContainsRune("-–'’ʼ/.,", r) || unicode.IsUpper(r)
	}) && strings.ToUpper(text) != text
}

// isPIN tells whether digits may be somebody's own: those that new cards and devices come with are everybody's.
func isPIN(digits string) bool {
	return strings.Trim(digits, digits[:1]) != "" && digits != "1234" && digits != "12345678" && digits != "123456"
}
