package phone

import (
	"net/url"
	"strings"
	"unicode"

	"github.com/nyaruka/phonenumbers"
)

const anonymous = "anonymous"

// A party is who is on the line.
type party struct {
	address string // what Inbound.From is
	number  string // E.164, or empty when the address is none
}

// partyOf makes the address of a number as a telephone system gives it: "+380 44 …", "tel:…", "sip:…", a short code.
// Withheld numbers are told apart by the call, since two anonymous callers are not one person.
func partyOf(number, region, call string) party {
	plain := bare(number)
	if withheld(plain) {
		return party{address: anonymous + "-" + url.PathEscape(call)}
	}
	if e164 := normalise(plain, region); e164 != "" {
		return party{address: e164, number: e164}
	}
	return party{address: strings.ToLower(plain)}
}

// bare takes the number out of a header such as "Olena" <sip:+380440000017@pbx.example;user=phone>.
func bare(number string) string {
	number = strings.TrimSpace(number)
	if _, inner, ok := strings.Cut(number, "<"); ok {
		number, _, _ = strings.Cut(inner, ">")
	}
	scheme, rest, ok := strings.Cut(number, ":")
	if !ok {
		return number
	}
	switch strings.ToLower(scheme) {
	case "tel":
		number, _, _ = strings.Cut(rest, ";")
	case "sip", "sips":
		rest, _, _ = strings.Cut(rest, ";")
		user, _, _ := strings.Cut(rest, "@")
		if number = rest; dialable(user) || withheld(user) {
			number = user
		}
	}
	return number
}

// normalise returns the number in E.164, or "" when it cannot be one: an extension, a short code, a name.
func normalise(number, region string) string {
	if !dialable(number) {
		return ""
	}
	if strings.HasPrefix(number, "00") {
		number = "+" + number[2:]
	}
	parsed, err := phonenumbers.Parse(number, region)
	if err != nil || !phonenumbers.IsPossibleNumber(parsed) {
		return ""
	}
	return phonenumbers.Format(parsed, phonenumbers.E164)
}

func dialable(number string) bool {
	digits := 0
	for _, c := range number {
		switch {
		case c >= '0' && c <= '9':
			digits++
		case !strings.ContainsRune("+-–.()/", c) && !unicode.IsSpace(c):
			return false
		}
	}
	return digits > 0
}

func withheld(number string) bool {
	switch strings.ToLower(strings.TrimSpace(number)) {
	case "", anonymous, "unknown", "private", "restricted", "withheld", "unavailable", "blocked", "hidden", "no number",
		"приховано", "прихований", "номер приховано", "невідомо", "невідомий", "анонім", "анонимный", "скрыт", "неизвестный":
		return true
	}
	return false
}

func knownRegion(region string) bool {
	return phonenumbers.GetCountryCodeForRegion(region) > 0
}
