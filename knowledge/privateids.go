package knowledge

import (
	"math/big"
	"strconv"
	"strings"
)

// identityRules find numbers that states give persons, where their form or their check digits tell them from other
// numbers. Those that look like a telephone number are found as one. Sources are the states' own specifications.
var identityRules = []privateRule{
	{PrivateID, MustPattern(`(?i)\b[a-ceghj-prtw-z][a-ceghj-nprtw-z] ?\d{2} ?\d{2} ?\d{2} ?[a-d]\b`), isNationalInsurance}, // UK
	{PrivateID, MustPattern(`\b[A-Z]{3} ?\d{6}\b`), isPolishCard},                                                          // PL
	{PrivateID, MustPattern(`\b[CFGHJKLMNPRTVWXYZ\d]{9}\d\b`), isGermanCard},                                               // DE
	{PrivateID, MustPattern(`(?i)\b\d{2} ?(?:[0-3]\d|[5-8]\d)[01]\d{3} ?[a-z] ?\d{3}\b`), isGermanPension},                 // DE
	{PrivateID, MustPattern(`(?:^|[^\p{L}\d])([А-ЩЮЯІЇЄҐ]{2} ?\d{6})(?:$|[^\p{L}\d])`), nil},                               // UA, of old
	{PrivateID, MustPattern(`\b(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])-\d{5}\b`), nil},                       // UA, УНЗР
	{PrivateID, MustPattern(`\b[12] ?\d{2} ?(?:0[1-9]|1[0-2]) ?\d{2} ?\d{3} ?\d{3} ?\d{2}\b`), isFrenchInsured},            // FR
	{PrivateID, MustPattern(`(?i)\b(?:\d{8}|[xyz]\d{7})-?[a-z]\b`), isSpanish},                                             // ES
	{PrivateID, MustPattern(`(?i)\b[a-z]{6}\d{2}[a-ehlmprst]\d{2}[a-z]\d{3}[a-z]\b`), nil},                                 // IT
	{PrivateID, MustPattern(`(?i)\b[0-3]\d[01]\d{3}[-+a]\d{3}[\da-fhj-npr-y]\b`), isFinnish},                               // FI
	{PrivateID, MustPattern(`(?i)\b\d{7}[a-w][a-iw]?\b`), isIrish},                                                         // IE
	{PrivateID, MustPattern(`(?i)\b[a-z]{3}[abcfghjlpt][a-z]\d{4}[a-z]\b`), nil},                                           // IN, PAN
	{PrivateID, MustPattern(`(?i)\b\d{6}(?:19|20)\d{9}[\dx]\b`), isChinese},                                                // CN
	{PrivateID, MustPattern(`(?i)\b[a-z]{4}\d{2}[01]\d[0-3]\d[hm][a-z]{5}[a-z\d]\d\b`), nil},                               // MX
	{PrivateID, MustPattern(`(?i)\b[st]\d{7}[a-jz]\b`), isSingaporean},                                                     // SG
	{PrivateID, MustPattern(`\b\d{12,13}\b`), isLongIdentity},                                                              // RU, KZ, IN, RO
	{PrivateID, MustPattern(`(?i)\b(?:passport|paszport\p{L}*|reisepass|pasaporte|passeport|ausweis\p{L}*|personalausweis|id card|identity card|driv\p{L}+ licen[cs]e|licen[cs]e number)\b[^\d\n]{0,20}?\b([a-z]{0,3} ?\d[a-z\d]{4,9})\b`), hasFiveDigits},
	{PrivateID, MustPattern(`(?i)(?:паспорт|посвідчен|удостоверен)\p{L}*[^\d\n]{0,20}?([\p{L}]{0,2} ?\d{6,9})\b`), nil},
	{PrivateID, MustPattern(`(?i)\b([a-z]{1,3} ?\d{6,8}) (?:is )?(?:my )?(?:passport|закордонн|паспорт|paszport)`), nil},
	{PrivateID, MustPattern(`(?i)\b(?:bsn|nif|dni|nino|nhs|itin|cpf|cnp|egn|oib|nip|cpr|pps|tfn|aadhaar|national (?:insurance|id(?:entity)?)|tax(?:payer)? (?:id|number)|id(?:entity)? number)\b[^\d\n]{0,20}(\d(?:[ .-]?\d){5,13})\b`), nil},
	{PrivateID, MustPattern(`\b(?:SIN|PAN|NIE|TIN|EIN|SSN)\b[^\d\n]{0,20}(\d(?:[ .-]?\d){5,13})\b`), nil},
}

// weighed adds up digits, each times its weight; letters count from A = 10.
func weighed(text string, weights ...int) (sum int) {
	for i, w := range weights {
		sum += w * signValue(text[i])
	}
	return sum
}

// signValue is that of a digit or a letter in a number with check digits.
func signValue(c byte) int {
	if c >= '0' && c <= '9' {
		return int(c - '0')
	}
	return int(c|0x20-'a') + 10
}

// compact is a number without what only sets its parts apart, in capitals.
func compact(text string) string {
	return strings.ToUpper(strings.NewReplacer(" ", "", "-", "", ".", "").Replace(text))
}

// isPersonalNumber checks the digits of a Ukrainian tax number (РНОКПП) or a Polish PESEL.
func isPersonalNumber(s string) bool {
	if len(s) == 11 {
		return (10-weighed(s, 1, 3, 7, 9, 1, 3, 7, 9, 1, 3)%10)%10 == signValue(s[10])
	}
	sum := weighed(s, -1, 5, 7, 9, 4, 6, 10, 5, 7)
	return ((sum%11)+11)%11%10 == signValue(s[9])
}

// isNationalInsurance leaves out the beginnings that are not given to anybody.
func isNationalInsurance(text string) bool {
	switch compact(text)[:2] {
	case "BG", "GB", "KN", "NK", "NT", "TN", "ZZ":
		return false
	}
	return true
}

// isPolishCard checks the number of an identity card (dowód osobisty).
func isPolishCard(text string) bool {
	s := compact(text)
	return weighed(s, 7, 3, 1, 0, 7, 3, 1, 7, 3)%10 == signValue(s[3])
}

// isGermanCard checks the number of an identity card or a passport (ICAO 9303) that has a letter.
func isGermanCard(text string) bool {
	return strings.ContainsAny(text, "CFGHJKLMNPRTVWXYZ") && len(OnlyDigits(text)) > 4 && weighed(text, 7, 3, 1, 7, 3, 1, 7, 3, 1)%10 == signValue(text[9])
}

// isGermanPension checks a number of the pension insurance (VKVV).
func isGermanPension(text string) bool {
	s := compact(text)
	plain := s[:8] + twoDigits(int(s[8]-'A')+1) + s[9:]
	sum := 0
	for i, w := range []int{2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1} {
		n := w * int(plain[i]-'0')
		sum += n/10 + n%10
	}
	return sum%10 == signValue(s[len(s)-1])
}

func twoDigits(n int) string { return string([]byte{'0' + byte(n/10), '0' + byte(n%10)}) }

// isFrenchInsured checks a number of the social security (NIR).
func isFrenchInsured(text string) bool {
	s := compact(text)
	n, _ := strconv.ParseInt(s[:13], 10, 64)
	key, _ := strconv.ParseInt(s[13:], 10, 64)
	return 97-n%97 == key
}

// isSpanish checks the letter of a DNI or NIE.
func isSpanish(text string) bool {
	s := compact(text)
	if s[0] >= 'X' {
		s = string('0'+s[0]-'X') + s[1:]
	}
	n, _ := strconv.Atoi(s[:8])
	return "TRWAGMYFPDXBNJZSQVHLCKE"[n%23] == s[8]
}

// isFinnish checks the last sign of a henkilötunnus.
func isFinnish(text string) bool {
	n, _ := strconv.Atoi(text[:6] + text[7:10])
	return "0123456789ABCDEFHJKLMNPRSTUVWXY"[n%31] == strings.ToUpper(text)[10]
}

// isIrish checks the letter of a PPS number.
func isIrish(text string) bool {
	s := compact(text)
	sum := weighed(s, 8, 7, 6, 5, 4, 3, 2)
	if len(s) > 8 && s[8] != 'W' {
		sum += 9 * int(s[8]-'A'+1)
	}
	return "WABCDEFGHIJKLMNOPQRSTUV"[sum%23] == s[7]
}

// isChinese checks the last sign of a resident's number (GB 11643).
func isChinese(text string) bool {
	return "10X98765432"[weighed(text, 7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)%11] == strings.ToUpper(text)[17]
}

// isSingaporean checks the letter of an NRIC.
func isSingaporean(text string) bool {
	s := compact(text)
	sum := weighed(s[1:], 2, 7, 6, 5, 4, 3, 2)
	if s[0] == 'T' {
		sum += 4
	}
	return "JZIHGFEDCBA"[sum%11] == s[8]
}

// isLongIdentity checks a Russian taxpayer's number, a Kazakh identity number, an Aadhaar or a Romanian CNP.
func isLongIdentity(s string) bool {
	last := signValue(s[len(s)-1])
	if len(s) == 13 {
		return s[0] != '0' && weighed(s, 2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9)%11%10 == last && isBirth(s[1:7])
	}
	russian := weighed(s, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8)%11%10 == signValue(s[10]) && weighed(s, 3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8)%11%10 == last
	kazakh := weighed(s, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11) % 11
	if kazakh == 10 {
		kazakh = weighed(s, 3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2) % 11
	}
	return russian || kazakh == last && isBirth(s[:6])
}

// isBirth tells whether six digits are a year, a month and a day.
func isBirth(s string) bool {
	month, _ := strconv.Atoi(s[2:4])
	day, _ := strconv.Atoi(s[4:6])
	return month >= 1 && month <= 12 && day >= 1 && day <= 31
}

func hasFiveDigits(text string) bool { return len(OnlyDigits(text)) >= 5 }

// isIBAN checks length and check digits (ISO 13616, mod 97).
func isIBAN(text string) bool {
	s := strings.ToUpper(strings.NewReplacer(" ", "", "-", "").Replace(text))
	if len(s) < 15 || len(s) > 34 {
		return false
	}
	var b strings.Builder
	for _, r := range s[4:] + s[:4] {
		if r >= 'A' && r <= 'Z' {
			b.WriteString(big.NewInt(int64(r - 'A' + 10)).String())
		} else {
			b.WriteRune(r)
		}
	}
	n, ok := new(big.Int).SetString(b.String(), 10)
	return ok && new(big.Int).Mod(n, big.NewInt(97)).Int64() == 1
}
