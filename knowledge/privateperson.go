package knowledge

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// What tells who somebody is and is not hidden from those who serve him: they need his address to come to him. MaskPerson hides it, and
// FindPrivate does not look for it.
const (
	PrivateBirth   = "birth"   // a date
	PrivateAddress = "address" // a street with the number of the house, and what belongs to it
	PrivateHandle  = "handle"  // what somebody is called in a messenger
)

const (
	numericDate = `\d{1,2}[./-]\d{1,2}[./-](?:\d{4}|\d{2})|\d{4}[./-]\d{1,2}[./-]\d{1,2}`
	wordyDate   = `\d{1,2}(?:st|nd|rd|th)?\.? (?:of )?\p{L}{3,},? (?:19|20)\d\d|\p{L}{3,} \d{1,2}(?:st|nd|rd|th)?,? (?:19|20)\d\d`
	anyDate     = `((?:` + numericDate + `|` + wordyDate + `)\b)`

	houseNumber = `\d{1,4}(?:[-–]?\p{L})?(?:/\d{1,4}\p{L}?)?`
	ofFlat      = `(?:,? ?(?:кв|квартира|оф|офіс|офис|під['’ʼ]?їзд|подъезд|m|lok|mieszkania|apt|apartment|flat|unit|suite|whg|wohnung)\.? ?\d+\p{L}?)`
	ofPost      = `(?:,? (?:\d{5,6}|\d{2}-\d{3})(?:,? \p{Lu}[\p{L}’'-]+)?|,? \p{Lu}{1,2}\d{1,2}\p{Lu}? \d\p{Lu}{2}\b)`
	streetName  = `(?:[\p{L}\d][\p{L}\d.'’ʼ-]*[ ,]+){1,4}?`
)

// personRules find it by the words around. Letters of Cyrillic end no \b.
var personRules = []privateRule{
	{PrivateBirth, MustPattern(`(?i)(?:\b(?:born|date of birth|birth ?date|d\.?o\.?b|geboren|geb|geburtsdatum|urodz\p{L}+|data urodzenia)\b|\bur\.|народи\p{L}+|народжен(?:ий|а|ого|ої)(?:[^\p{L}]|$)|дат\p{L} народження|нар\.|родил\p{L}+|рожд[её]нн\p{L}+|дат\p{L} рождения|д\. ?[нр]\.)[^\d\n]{0,12}` + anyDate), nil},
	{PrivateBirth, MustPattern(`(?i)` + anyDate + `,? ?(?:р(?:оку|\.)? ?н(?:арод|ар\.|\.)|г(?:ода|\.)? ?р(?:ожд|\.)|года рожд|geboren)`), nil},
	{PrivateHandle, MustPattern(`(?i)\bt\.me/([a-z][\w.]{2,31})`), nil},
	{PrivateHandle, MustPattern(`(?i)(?:^|[^\p{L}])` + messengers + `(?:[^\p{L}\n@][^\n@]{0,24})?[^\p{L}\d.]@([a-z][\w.]{1,30}\w)`), nil},
	{PrivateHandle, MustPattern(`(?i)(?:^|[^\p{L}\d.])@([a-z][\w.]{1,30}\w)\b(?:[^\n@]{0,24}[^\p{L}\n@])` + messengers + `(?:$|[^\p{L}])`), nil},
}

// messengers are words of where people are called so, as whole words: "install" is none, nor is "інструкція" or "никогда".
const messengers = `(?:(?:telegr|телег|instagr|інстаг|инстаг|faceb|фейсб|viber|вайб|whats|ватс|вотс|signal|сигнал|discord|skype|скайп|twitter|tiktok|тікток|тикток|nick|нікн|никн)\p{L}*|тг|tg|insta|інст[аіиуою]{1,2}|инст[аеыуой]{1,2}|н[иі]к(?:а|у|ом)?)`

// streets find where somebody may live, be it the company: see isHome.
var streets = []*Pattern{
	MustPattern(`(?i)(?:^|[^\p{L}])((?:(?:вул|ул|просп|пр-т|бульв|пров|пер)\.|(?:вулиц|улиц|проспект|провул|переул|бульвар)\p{L}*) ?` + streetName + `(?:(?:буд|будинок|д|дом)\.? ?)?` + houseNumber + ofFlat + `?` + ofPost + `?)`),
	MustPattern(`(?i)\b((?:(?:ul|al|os)\.|(?:ulic|alej|osiedl)\p{L}*) ?` + streetName + houseNumber + ofFlat + `?` + ofPost + `?)`),
	MustPattern(`((?:\p{Lu}[\p{L}-]+ )?\p{Lu}[\p{L}-]*(?:straße|strasse|str\.|gasse|allee|platz|damm|ufer|weg)|\p{Lu}[\p{L}-]+ (?:Straße|Strasse|Str\.|Gasse|Allee|Platz|Weg)) (` + houseNumber + ofFlat + `?` + ofPost + `?)`),
	MustPattern(`((?:(?i:flat|apt) \d+\p{L}?, ?)?\b\d{1,5}\p{L}? (?:\p{Lu}[\p{L}’'-]+ ){1,3}(?:Street|St|Road|Rd|Avenue|Ave|Lane|Ln|Drive|Close|Court|Boulevard|Blvd|Square|Terrace|Crescent)\b\.?(?i:` + ofFlat + `)?` + ofPost + `?)`),
	// typed in small letters
	MustPattern(`(?i)(?:^|[^\p{L}\d])((?:(?:flat|apt) \d+\p{L}?, ?)?\d{1,5}\p{L}? ` + smallName + `{1,2}(?:street|str|road|avenue|ave|lane|drive|court|boulevard|blvd|terrace|crescent)(?:\.|\b)` + ofFlat + `?` + ofPost + `?)`),
	MustPattern(`(?i)(?:^|[^\p{L}])(\p{L}[\p{L}-]+(?:straße|strasse|gasse|allee) ` + houseNumber + ofFlat + `?` + ofPost + `?)`),
	MustPattern(`(?i)(?:^|[^\p{L}])(` + smallName + `(?:(?:вулиц|улиц)[яаіиюуе] )?` + houseNumber + `,? ?(?:кв|квартира|flat|apt|apartment|whg|wohnung|mieszkani\p{L}*|lok)\.? ?\d+\p{L}?)`),
}

// smallName is a word of a street's name, typed in whatever letters: none that says when, where or how many.
const smallName = `(?:[\p{L}’'-]{3,}[ ,]+)`

var (
	withHome = MustPattern(`(?i)` + ofFlat + `$|` + ofFlat + ofPost + `$|` + ofPost + `$`)
	homeLead = MustPattern(`(?i)(?:\b(?:live[sd]? (?:at|in|on)|living|my (?:home |delivery )?address|deliver\p{L}*|ship\p{L}*|send|bring|come to|pick (?:it|me|us) up|collect \p{L}+ from|wohn\p{L}+|meine (?:adresse|anschrift)|liefer\p{L}*|schick\p{L}*|komm\p{L}* (?:zu|in)|mieszka\p{L}*|mój adres|dostarcz\p{L}*|wy[sś][lł]\p{L}*|przywie\p{L}*|przyjed\p{L}*)|мешка\p{L}*|жив[уеё]\p{L}*|прожива\p{L}*|мо[яйєї]\p{L}* адрес\p{L}*|достав\p{L}*|привез\p{L}*|надіш\p{L}*|надсил\p{L}*|відправ\p{L}*|отправ\p{L}*|приїд\p{L}*|приед\p{L}*|приїжд\p{L}*|приезж\p{L}*)[^.!?\n]{0,40}$`)
)

var (
	// placeLead is how a street is led to that is the company's: "your office in", "the shop at"; ownPlace says that it is the customer's.
	placeLead = MustPattern(`(?i)(?:^|[^\p{L}])(?:shops?|stores?|branch|office|showroom|warehouse|service (?:cent(?:er|re)|point)|магазин\p{L}*|крамниц\p{L}*|відділенн\p{L}*|отделени\p{L}*|філі[яїюй]\p{L}*|филиал\p{L}*|офіс\p{L}*|офис\p{L}*|склад\p{L}*|сервіс\p{L}*|сервис\p{L}*|салон\p{L}*|sklep\p{L}*|salon\p{L}*|oddzia\p{L}*|biur\p{L}*|serwis\p{L}*|filiale|laden|geschäft|büro|werkstatt|niederlassung)(?: (?:at|in|on|на|в|у|по|przy|w|an der|in der|im|am|is|ist|jest))?[ ,:(]{0,2}$`)
	ownPlace  = MustPattern(`(?i)(?:^|[^\p{L}])(?:my|our|мо[йяюєїегм]\p{L}*|мій|наш\p{L}*|m[oó]j\p{L}*|mego|nasz\p{L}*|mein\p{L}*|unser\p{L}*)(?: \p{L}+)? \p{L}+(?: \p{L}+){0,2}[ ,:(]{0,2}$`)
)

// isHome tells whether a street with a number is somebody's rather than where the company is: it has a flat or a postcode, or the words before
// say so, and none of them says that it is a shop or an office that is not his own.
func isHome(text string, start, end int) bool {
	before := text[max(0, start-lookBack):start]
	if placeLead.MatchString(before) && !ownPlace.MatchString(before) {
		return false
	}
	return withHome.MatchString(text[start:end]) || homeLead.MatchString(before)
}

// findPerson is FindPrivate with all that tells who somebody is.
func findPerson(text string) []Private {
	list := WithContracts(FindPrivate(text), text)
	add := func(p Private) {
		if !slices.ContainsFunc(list, func(o Private) bool { return p.Start < o.End && o.Start < p.End }) {
			list = append(list, p)
		}
	}
	for _, rule := range personRules {
		for _, m := range rule.re.FindAllStringSubmatchIndex(text, -1) {
			add(Private{Sort: rule.sort, Start: m[len(m)-2], End: m[len(m)-1]})
		}
	}
	for _, p := range secretsIn(text) {
		add(p)
	}
	for _, street := range streets {
		for _, m := range street.FindAllStringSubmatchIndex(text, -1) {
			if start, end := m[2], m[len(m)-1]; isHome(text, start, end) {
				add(Private{Sort: PrivateAddress, Start: start, End: end})
			}
		}
	}
	for _, in := range introductions(text) {
		add(Private{Sort: PrivateName, Start: in.name, End: in.nameEnd})
	}
	for _, p := range spokenOf(text) {
		add(p)
	}
	slices.SortFunc(list, func(a, b Private) int { return cmp.Compare(a.Start, b.Start) })
	return list
}

// mostOfName is how many words of a name are hidden.
const mostOfName = 3

var (
	noName   = namesOf(`dr miss панове państwo`) // titles behind which anything may stand
	ofPolish = namesOf(`pan pana panu panem pani panią panie`)
	ownWords = namesOf(`my our мій моя мою моє моєї моїй моєму мого моїм наш наша нашої нашу мой моего моему моей моим нашей нашего mój moja moją mojej mojego mojemu moim nasz naszej
		mein meine meinen meiner meinem meines unser unsere unseren unserer`)
	kin = namesOf(`wife husband son daughter mother mum mom father dad brother sister friend colleague boss neighbour neighbor girlfriend boyfriend partner grandmother grandfather aunt uncle
		дружина чоловік син донька дочка мама мати тато батько брат сестра друг подруга колега сусід сусідка бабуся дідусь жена муж сын дочь отец папа сосед соседка бабушка дедушка
		żona mąż syn córka matka tata ojciec siostra kolega koleżanka przyjaciel przyjaciółka sąsiad sąsiadka babcia dziadek
		frau mann sohn tochter mutter vater bruder schwester freund freundin kollege kollegin nachbar nachbarin oma opa chef chefin`)
)

// spokenOf finds the names of people who are spoken of: behind a title, or behind what they are to who speaks.
func spokenOf(text string) (out []Private) {
	words := wordsIn(text)
	lang, _ := Language(text, "")
	for i := 0; i+1 < len(words); i++ {
		from := i + 1
		switch {
		case isTitle(text, words[i], lang):
			for from < len(words) && nameTitles[words[from].low] && behind(text, words[from-1], words[from]) {
				from++
			}
		case !isOwnKin(words, i, lang) || !isGiven(words[from], lang):
			continue
		}
		to := from
		for to < len(words) && to < from+mostOfName && words[to].capital && !words[to].digits && utf8.RuneCountInString(words[to].low) > 1 &&
			!StopWord(words[to].low, "") && (to > from && joined(text, words[to-1], words[to]) || to == from && behind(text, words[to-1], words[to])) {
			to++
		}
		if to > from {
			out = append(out, Private{Sort: PrivateName, Start: words[from].start, End: words[to-1].end})
			i = to - 1
		}
	}
	return out
}

// isTitle tells whether a name follows a word: "Ms" may be of Microsoft, "pan" is for frying.
func isTitle(text string, w spokenWord, lang string) bool {
	first, size := utf8.DecodeRuneInString(text[w.start:])
	shouted := unicode.IsUpper(first) && strings.ToUpper(text[w.start+size:w.end]) == text[w.start+size:w.end]
	return nameTitles[w.low] && !noName[w.low] && !shouted && (!ofPolish[w.low] || Base(lang) == "pl")
}

// isOwnKin tells whether a word says what somebody is to who speaks: "my wife", "my elder son".
func isOwnKin(words []spokenWord, i int, lang string) bool {
	if !slices.ContainsFunc(words[max(0, i-2):i], func(w spokenWord) bool { return ownWords[w.low] }) {
		return false
	}
	if kin[words[i].low] {
		return true
	}
	for k := range kin {
		if inflected(k, words[i].low, lang) {
			return true
		}
	}
	return false
}

// isGiven tells whether a word is a name that is known, in whichever case.
func isGiven(w spokenWord, lang string) bool {
	if !w.capital || introduced.given[w.low] {
		return w.capital
	}
	for name := range introduced.given {
		if inflected(name, w.low, lang) {
			return true
		}
	}
	return false
}

// behind tells whether a word stands behind another one with nothing but space, a point or a comma between them.
func behind(text string, a, b spokenWord) bool {
	between := text[a.end:b.start]
	return strings.Trim(between, " .,") == "" && !strings.Contains(between, ". . ")
}
