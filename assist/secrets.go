package assist

import (
	"slices"
	"strings"
	"unicode"

	"switchboard/knowledge"
)

// secret is what customers are told never to give away, in whatever language.
type secret struct {
	re   *knowledge.Pattern
	code bool // it may be called a code alone
	only bool // it is one only where somebody is to be told it: a code may be of an error, or of a discount
}

// anyCode is a word for any code.
var anyCode = knowledge.MustPattern(`(?i)` + edge + `(?:codes?|код(?:и|ы|у|ом|а)?|kod(?:y|u|em)?)` + wordEnd)

// secrets are those that nobody is asked for, unless an article does. PIN is in capitals: a pin is a needle as well.
var secrets = []secret{
	{re: knowledge.MustPattern(`(?i)` + edge + `(?:pass-?(?:word|phrase)|\p{L}*passw[oö]rt|kennw[oö]rt|парол[ьяеюіи]|hasł[aoeu]|haseł|contraseña|mot de passe|senha|heslo|parol[aă])`)},
	{re: knowledge.MustPattern(edge + `(?:PIN|ПІН|ПИН|(?i:(?:your|ihre|вашого|ваш|свій|свой|twój|swój) (?:pin|пін|пин)(?:[^\p{L}]|$)|(?:pin|пін|пин)-?(?:code|nummer|код|kod)|(?:code|kod|код)\p{L}{0,2} (?:pin|пін|пин)))`)},
	{code: true, re: knowledge.MustPattern(`(?i)` + edge + `(?:passcode|access code|zugangscode|код\p{L}{0,2} доступ|kod\p{L}{0,2} dostęp)`)},
	{re: knowledge.MustPattern(edge + `(?:PUK|ПУК)`)},
	{re: knowledge.MustPattern(`(?i)` + edge + `(?:cvv|cvc|cv2|prüf(?:ziffer|nummer|zahl)|sicherheits(?:code|nummer)|security (?:code|number)|код\p{L}{0,2} безп|код\p{L}{0,2} безоп|kod\p{L}{0,2} (?:bezpiecz|zabezpiecz))`)},
	{code: true, re: knowledge.MustPattern(`(?i)` + edge + `(?:(?:one-?time|sms|text|verification|confirmation|two-step|security|login|sign-in)[ -](?:pass)?codes?|codes? (?:of|from|in|by|we sent)(?: \p{L}+)? (?:sms|text|message|e-?mail|mail|app)|otp|tans?` + wordEnd +
		`|(?:bestätigungs|einmal|sms-?|freischalt|anmelde)(?:code|kennwort|passwort)|code (?:aus|in|von|der|per)(?: \p{L}+)? (?:sms|nachricht|e-?mail|mail|app)` +
		`|(?:sms|смс)-?код|код\p{L}{0,2}(?: \p{L}{1,4})? (?:sms|смс|повідомл|сообщ|лист[аі]|письм|застос|прилож)|код\p{L}{0,2} (?:підтвердж|подтвержд|вход)` +
		`|kod\p{L}{0,2}(?: ze?)? (?:sms|wiadomo|e-?mail|aplikac)|kod\p{L}{0,2} (?:potwierdz|weryfik|autoryz|jednoraz))`)},
	{re: knowledge.MustPattern(`(?i)` + edge + `(?:(?:card|karten)[ -]?(?:number|nummer|detail|dat)|(?:numbers?|details?|data) of (?:your|the|his|her|a|my)(?: \p{L}+)? card|nummer (?:ihrer|der|deiner)(?: \p{L}+)? (?:\p{L}+)?karte` +
		`|номер\p{L}{0,3}(?: (?:ваш|сво|банк|плат)\p{L}+)* карт|(?:реквізит|реквизит|дан)\p{L}+(?: (?:ваш|сво|банк|плат)\p{L}+)* карт|(?:numer|dan)\p{L}*(?: (?:swo|two|pań)\p{L}+)* kart)`)},
	{re: knowledge.MustPattern(`(?i)` + edge + `(?:credentials|(?:login|log-in|sign-in|access) (?:data|details)|(?:zugangs|anmelde|login)daten|дан\p{L}+ для вх|данн\p{L}+ для вх|dan\p{L}+ (?:do )?logow)`)},
	{re: knowledge.MustPattern(`(?i)` + edge + `(?:(?:secret|security) (?:word|answer|question)|maiden name|(?:code|geheim)wort|mädchenname|(?:кодов|секретн|контрольн)\p{L}+ (?:слов|відпов|ответ)|дівоч\p{L}+ прізв|девич\p{L}+ фамил|(?:tajne|sekretne) (?:słowo|hasło)|nazwisk\p{L}+ panie)`)},
	{re: knowledge.MustPattern(`(?i)` + edge + `(?:(?:seed|recovery|backup) (?:phrase|words?|key|codes?)|private keys?|(?:seed|wiederherstellungs)-?(?:phrase|code|schlüssel|wörter)|с[иі]д-?фраз|приватн\p{L}+ ключ|fraz\p{L} odzysk|klucz\p{L}* prywatn)`)},
	{only: true, re: anyCode},
}

// tellsWords are those by which somebody is asked to tell something, toSomebody whom he is to tell it, and wants both at once.
var (
	tellsWords = knowledge.MustPattern(`(?i)` + edge + `(?:(?:tell|send|give|write|share|text|forward|dictate|read|say|name|message|e-?mail|provide|report|reply|show|confirm|state|submit|transfer|let)` + wordEnd +
		`|(?:schick|send|sag|schreib|nenn|mitteil|teil|gib|geb|übermittel|übersend|verrat|verrät|diktier|bestätig|meld|antwort)\p{L}*` +
		`|(?:надішл|надісл|надсил|відправ|скаж|скин|повідом|напиш|назв|назив|дай|продикт|перешл|пересл|підтверд|вкаж|переда)\p{L}*` +
		`|(?:пришл|присл|присыл|отправ|сообщ|назов|назыв|подтверд|укаж)\p{L}*` +
		`|(?:wyśl|wysył|prześl|przesył|przyśl|przysył|poda|powie|napis|napisz|przekaż|przekaz|wskaż|podyktuj|zdrad|potwierdź|udostępni)\p{L}*)`)
	toSomebody = knowledge.MustPattern(`(?i)` + edge + `(?:us|me|them|him|operators?|agents?|support|hotline|chat|colleagues?|technicians?|callers?|staff|employees?|managers?|uns|mir|mitarbeiter\p{L}*|kundendienst\p{L}*|techniker\p{L}*|berater\p{L}*` +
		`|нам|мені|мне|оператор\p{L}*|підтримк\p{L}*|поддержк\p{L}*|гаряч\p{L}+ ліні\p{L}*|горяч\p{L}+ лини\p{L}*|чат\p{L}{0,2}|майстр\p{L}*|мастер\p{L}*|працівник\p{L}*|сотрудник\p{L}*|спеціаліст\p{L}*|специалист\p{L}*|менеджер\p{L}*` +
		`|nam|mnie|mi|operator\p{L}*|konsultant\p{L}*|pracownik\p{L}*|infolini\p{L}*|czat\p{L}*|czaci\p{L}*|technik\p{L}*)` + wordEnd)
	fromUs = knowledge.MustPattern(`(?i)` + edge + `(?:from|by|with|von|bei|mit) (?:us|uns|me|mir)` + wordEnd)
	wants  = knowledge.MustPattern(`(?i)` + edge + `(?:(?:we|i|operators?|agents?|support)(?: \p{L}+){0,2} (?:need|require|want|ask)\p{L}*|(?:wir|ich|mitarbeiter\p{L}*)(?: \p{L}+){0,2} (?:brauch|benötig|frag)\p{L}*|(?:brauch|benötig|frag)\p{L}* (?:wir|ich)` +
		`|(?:нам|мені|мне)(?: \p{L}+){0,2} (?:потріб|нуж|необх)\p{L}*|(?:потріб|нуж|необх)\p{L}* (?:нам|мені|мне)|(?:запиту|пита|спрашива|запрашива)\p{L}*|(?:potrzebuj|pyta|prosim)\p{L}*)`)
)

// asksToTell tells whether a sentence has somebody tell us, or anybody, something.
func asksToTell(s string) bool {
	return wants.MatchString(s) || tellsWords.MatchString(s) && toSomebody.MatchString(fromUs.ReplaceAllString(s, " "))
}

// asksForSecret finds a secret of a sentence that what it is made of does not have. Where somebody is to be told it, a sentence of what
// is quoted (said) has to ask for it too; else it has to stand there anywhere (all). Whether a quote asks is not known unless its
// language is read.
func asksForSecret(s, said, all string, read bool) (string, bool) {
	told := asksToTell(s)
	for _, sec := range secrets {
		found := sec.re.FindString(s)
		switch {
		case found == "" || sec.only && !told:
		case !told && (sec.re.MatchString(all) || sec.code && anyCode.MatchString(all)):
		case told && sec.re.MatchString(said) && (sec.only || !read || slices.ContainsFunc(sentences(said), func(q string) bool { return sec.re.MatchString(q) && asksToTell(q) })):
		default:
			return strings.TrimFunc(found, func(c rune) bool { return !unicode.IsLetter(c) }), true
		}
	}
	return "", false
}

// hardlyWarns are words of a clause that asks for something although it has a denial.
var hardlyWarns = knowledge.MustPattern(`(?i)` + edge + `(?:forget|fail|hesitate|wait|delay|unless|until|without|cannot|can['’]?t|unable|vergess\p{L}*|vergiss|zöger\p{L}*|wart\p{L}*|ohne|bis|kann|können|забу\p{L}*|забы\p{L}*|вага\p{L}*|медл\p{L}*|зволіка\p{L}*|без|поки|доки|пока|може\p{L}*|можна|можно|мож\p{L}*|zapom\p{L}*|waha\p{L}*|zwleka\p{L}*|bez|dopóki|mo[żg]\p{L}*)` + wordEnd)

// withoutWarnings is a sentence without the clauses that have somebody tell nobody something.
func withoutWarnings(s string) string {
	return strings.Join(slices.DeleteFunc(clauseBegins.Split(s, -1), func(clause string) bool {
		return tellsWords.MatchString(clause) && reallyDenies(clause) && !hardlyWarns.MatchString(clause)
	}), ", ")
}

// toldBeside tells whether somebody is asked to tell something in a clause that has a word.
func toldBeside(word, s string) bool {
	return slices.ContainsFunc(clauseBegins.Split(s, -1), func(clause string) bool {
		return strings.Contains(clause, word) && (tellsWords.MatchString(clause) || wants.MatchString(clause))
	})
}
