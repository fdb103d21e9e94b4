package assist

import (
	"strings"
	"unicode"

	"switchboard/knowledge"
)

// Where an address ends although the sentence goes on, and what tells that it is one.
var (
	addressEnds = knowledge.MustPattern(`(?i)(?:[,;.]?\s+|[,;]\s*)(?:(?:and|und|i|a|а|та|і|й|и|oraz|but|але|но|aber|ale|,|-|–|—)\s+)*(?:my|mein\p{L}*|our|i|we|he|she|it|the|there|please|since|because|but|if|when|phone|tel|mobile|e-?mail|contract|account|customer|call|me|not|` +
		`мій|моя|моє|мої|мой|мое|моё|я|ми|мы|у мене|в мене|у меня|не|немає|нет|тел|телефон|моб|номер|пошта|почта|договір|договор|прошу|будь ласка|пожалуйста|але|но|дзвоніть|звоните|зателефонуйте|позвоните|з|со?|бо|потому|чому|почему|коли|когда|` +
		`meine|ich|wir|mir|nicht|kein\p{L}*|habe|hab|bitte|telefon|nummer|handy|vertrag|kundennummer|seit|weil|rufen|` +
		`mój|moja|moje|mnie|nie|mam|proszę|telefon|numer|od|bo|ponieważ|umowa|kontakt)(?:[^\p{L}]|$)`)
	streetWord = knowledge.MustPattern(`(?i)` + edge + `(?:street|st|road|rd|avenue|ave|lane|ln|drive|dr|square|sq|way|court|ct|close|boulevard|blvd|terrace|crescent|apt|apartment|flat|` +
		`вул|вулиц\p{L}+|просп|проспект\p{L}*|пр-т|бульв?\p{L}*|бул|провул\p{L}*|пров|площ\p{L}+|пл|ул|улиц\p{L}+|пер|переул\p{L}+|шоссе|кв|квартира|буд|будинок|д|дом|` +
		`\p{L}*str|\p{L}*straße|\p{L}*strasse|\p{L}*weg|\p{L}*platz|\p{L}*allee|\p{L}*gasse|\p{L}*ring|\p{L}*damm|ul|ulic\p{L}+|al|alej\p{L}*|os|osiedl\p{L}*|pl|plac\p{L}*)(?:[^\p{L}]|$)`)
	houseAfter  = knowledge.MustPattern(`\p{Lu}[\p{L}'’ʼ-]+(?: \p{L}+)?,? (?:№ ?)?\d{1,4}(?:[\p{L}/-]\d{0,3})?(?:\s*[,.;)]|\s*$|\s+(?:кв|apt|flat|m|lok|korp|корп|під|п|эт)[^\p{L}]|\s+\d|\s+\p{Lu})`)
	houseBefore = knowledge.MustPattern(`(?:^|[,\s])\d{1,5}\p{L}? \p{Lu}\p{L}+(?:$|[^\p{L}])`)
	postcode    = knowledge.MustPattern(`(?:^|[^\d])(?:\d{5}|\d{2}-\d{3}) \p{Lu}\p{L}+`)
	noHouse     = knowledge.MustPattern(`(?i)\d{1,3} (?:rooms?|months?|years?|days?|weeks?|floors?|people|minutes?|hours?|km|zimmer\p{L}*|stock\p{L}*|etage\p{L}*|personen|monat\p{L}*|jahr\p{L}*|tag\p{L}*|minuten|wochen?|leuten?|kindern)(?:[^\p{L}]|$)`)
	streetShort = knowledge.MustPattern(`(?i)\p{L}str\.$`) // the house follows
	ipAddress   = knowledge.MustPattern(`\d{1,3}(?:\.\d{1,3}){3}`)
)

// streetAddress reads an address: it has the number of a house or a street, and ends where the sentence does, or goes on with
// something else.
func streetAddress(text string) string {
	if list := sentences(oneLine(text)); len(list) > 1 && streetShort.MatchString(list[0]) {
		text = list[0] + " " + list[1]
	} else if len(list) > 0 {
		text = list[0]
	}
	if m := addressEnds.FindStringIndex(text); m != nil {
		text = text[:m[0]]
	}
	text = strings.Trim(text, " .,;:–-")
	if !strings.ContainsFunc(text, unicode.IsDigit) || strings.ContainsAny(text, "@") || len(text) < 6 || ipAddress.MatchString(text) || noHouse.MatchString(text) {
		return ""
	}
	if !streetWord.MatchString(text) && !houseAfter.MatchString(text) && !houseBefore.MatchString(text) && !postcode.MatchString(text) {
		return ""
	}
	return clipPlain(text, factValue)
}
