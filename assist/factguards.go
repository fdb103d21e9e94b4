package assist

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"switchboard/knowledge"
)

// valuePlace is where a value stands in a message, and where the words begin that announce it: at the value itself where none do.
type valuePlace struct {
	text             string
	lead, start, end int
	from, to         int // of the sentence
}

func placeOfValue(text string, lead, start, end int) valuePlace {
	s := valuePlace{text: text, lead: lead, start: start, end: end}
	s.from, s.to = sentenceOf(text, start, end)
	s.from = min(s.from, lead)
	return s
}

// The words that tell whether what is said is so, and whose it is, in en, uk, ru, de and pl.
const (
	denial = `not|no longer|no more|never|(?:is|do|does|did|was|are|have|has|ca|wo)n['’]?t|cannot|without|instead of|rather than|` +
		`не|ні|нет|немає|нема|ніколи|никогда|без|замість|вместо|nicht|niemals|kein\p{L}*|statt|anstatt|ohne|nie|nigdy|bez|zamiast`
	// passing are words that may stand between a denial and what it denies.
	passing = `any|more|anymore|longer|the|a|an|my|our|mine|is|it|on|in|at|of|to|under|have|has|got|own|use|using|with|by|via|from|me|us|call|ring|write|reach|called|ever|just|only|` +
		`мій|моя|моє|мої|мого|мій|це|у|в|на|до|за|з|вже|уже|більше|зовсім|маю|мене|мені|користуюсь|користуюся|дзвоніть|телефонуйте|пишіть|` +
		`мой|мое|моё|мои|моего|это|с|по|больше|уже|совсем|имею|меня|мне|пользуюсь|звоните|пишите|` +
		`mehr|mein|meine|meinen|meiner|ein|eine|einen|das|der|die|den|ist|im|auf|unter|an|mich|mir|sie|habe|nutze|heißt|heiße|` +
		`już|mój|moja|moje|mojego|to|jest|do|mnie|pod|mam|mieć|używam|się|dzwonić|pisać|proszę`
	// ofOthers are people who are not the one who speaks.
	ofOthers = `neighbou?r\p{L}*|mother\p{L}*|mom|mum|mama|mamy|mamę|mamie|father\p{L}*|dad|wife\p{L}*|husband\p{L}*|son|daughter\p{L}*|brother\p{L}*|sister\p{L}*|friend\p{L}*|boyfriend\p{L}*|girlfriend\p{L}*|colleague\p{L}*|boss|` +
		`grandm\p{L}*|grandf\p{L}*|aunt\p{L}*|uncle\p{L}*|parents?|flatmate\p{L}*|roommate\p{L}*|landlord\p{L}*|tenant\p{L}*|courier\p{L}*|technician\p{L}*|driver\p{L}*|scammer\p{L}*|bank|somebody|someone|stranger\p{L}*|assistant\p{L}*|secretary\p{L}*|` +
		`сусід\p{L}*|мам(?:а|и|і|у|ою|о|е|ой)|мат(?:ері|ір|ір['’]ю)|батьк\p{L}*|тат(?:о|а|у|ом)|дружин\p{L}*|чоловік(?:а|у|ові|ом)?|син(?:а|у|ові|ом)?|доньк\p{L}*|дочк\p{L}*|доч(?:ь|ери)|брат(?:а|у|ові|ом)?|сестр\p{L}*|подруг\p{L}*|друг(?:а|у|ом)?|товариш\p{L}*|колег\p{L}*|бабус\p{L}*|дідус\p{L}*|кур['’]?єр\p{L}*|майст\p{L}*|шахра\p{L}*|банк\p{L}*|хтось|чуж\p{L}*|секретар\p{L}*|асистент\p{L}*|` +
		`сосед\p{L}*|матер\p{L}*|от(?:ец|ца|цу|цом)|пап(?:а|ы|е|у|ой)|жен(?:а|ы|е|у|ой)|муж(?:а|у|ем)?|сын(?:а|у|ом)?|товарищ\p{L}*|коллег\p{L}*|бабушк\p{L}*|дедушк\p{L}*|курьер\p{L}*|мастер\p{L}*|мошенник\p{L}*|кто-то|` +
		`nachbar\p{L}*|mutter|mama|vater\p{L}*|papa|meiner? frau|mein(?:em|en|es)? mann|ehemann\p{L}*|ehefrau\p{L}*|sohn\p{L}*|tochter|bruder\p{L}*|schwester|freund\p{L}*|kolleg\p{L}*|chef\p{L}*|oma|opa|kurier\p{L}*|techniker\p{L}*|sekretär\p{L}*|fremd\p{L}+|vermieter\p{L}*|jemand|` +
		`sąsiad\p{L}*|mat(?:ka|ki|kę|ce)|ojc\p{L}*|ojciec|tat(?:a|y|ę|cie)|żon\p{L}*|mąż|męża|mężowi|syn(?:a|owi|em)?|córk\p{L}*|córce|brata?|siostr\p{L}*|koleg\p{L}*|koleżank\p{L}*|przyjaci\p{L}*|babci\p{L}*|kurier\p{L}*|ktoś`
	// ofThem are the words for somebody who was spoken of before.
	ofThem = `his|her|hers|their|theirs|she|he|they|його|йому|її|їх|їхн\p{L}*|він|вона|вони|неї|нього|них|него|его|ему|ей|её|ее|он|она|они|неё|нее|нему|ней|seine[rnms]?|ihm|ihrer|jego|jej|niej|niego|ona|oni`
	// ofMine are the words by which somebody comes back to himself.
	ofMine = `my|mine|i have|i use|i['’]m|i am|call me|ring me|reach me|text me|contact me|write to me|мій|моя|моє|мої|мого|моєму|моїм|мою|моєї|у мене|в мене|мене звати|передзвоніть мені|дзвоніть мені|пишіть мені|` +
		`мой|мое|моё|мои|моего|моему|моим|моей|у меня|меня зовут|перезвоните мне|звоните мне|пишите мне|mein\p{L}*|ich habe|ich bin|ich heiße|rufen sie mich|erreichen sie mich|mój|moja|moje|mojego|moją|moim|mam|nazywam się|do mnie`
	ofYours = `your|yours|you guys|ваш\p{L}*|вашого|вашему|ihr|ihre|ihrer|ihrem|ihren|eure\p{L}*|wasz\p{L}*|państwa|company['’]s`
	// what was, before a value or what announces it.
	ofOld  = `old|former|previous|стар\p{L}+|колишн\p{L}+|попередн\p{L}+|бывш\p{L}+|прежн\p{L}+|alte[nrms]?|ehemalig\p{L}*|bisherig\p{L}*|stary|stara|stare|starego|poprzedni\p{L}*|dawn\p{L}*`
	ofOnce = `was|were|had|used to(?: be| have)?|previously|formerly|раніше|колись|був|була|було|раньше|был|была|было|früher|war|hatte|był|była|było|miałem|miałam`
)

func wholeWord(words string) *knowledge.Pattern {
	return knowledge.MustPattern(`(?i)` + edge + `(?:` + words + `)` + wordEnd)
}

var (
	denialWord  = wholeWord(denial)
	deniedNext  = knowledge.MustPattern(`(?i)` + edge + `(?:` + denial + `)(?:[\s,]+(?:` + passing + `))*[\s:«"“„'(-]*$`)
	deniedAfter = knowledge.MustPattern(`(?i)^[\s,–—-]{0,3}(?:(?:number|номер|nummer|numer|one) )?(?:(?:is|it['’]?s|that is|that['’]s|ist|це|это|to|jest|already|вже|уже|już)\s+)*` +
		`(?:(?:isn['’]?t|not|ain['’]?t|nicht|не|nie|kein\p{L}*)\s+(?:\p{L}+\s+)?(?:mine|my|mein\p{L}*|мій|моя|мой|моє|моё|mój|moja|moje|mehr|any ?more|right|correct|valid|in use|richtig|gültig|aktuell|вірн\p{L}*|правильн\p{L}*|верн\p{L}*|актуальн\p{L}*|aktualn\p{L}*|prawidłow\p{L}*|дійсн\p{L}*|действ\p{L}*)` +
		`|(?:more|більше|больше|уже|вже|już|no longer)\s*(?:не|nie|mine|in use|valid|correct)|no longer|(?:is |ist )?(?:wrong|outdated|invalid|falsch|veraltet|невірн\p{L}*|неправильн\p{L}*|неверн\p{L}*|застарі\p{L}*|устаре\p{L}*|nieprawidłow\p{L}*|nieaktualn\p{L}*))` + wordEnd)
	others      = wholeWord(ofOthers)
	them        = wholeWord(ofThem)
	mineWord    = wholeWord(ofMine)
	yours       = wholeWord(ofYours)
	othersAfter = knowledge.MustPattern(`(?i)^[\s,–—(-]{0,3}(?:(?:is|it['’]?s|that is|ist|це|это|to|jest|belongs|належить|принадлежит|gehört|należy)\s+)?(?:\p{L}+ ){0,2}(?:` + ofOthers + `|` + ofThem + `)` + wordEnd)
	oldBefore   = knowledge.MustPattern(`(?i)` + edge + `(?:(?:` + ofOld + `)(?: \p{L}+)?|(?:` + ofOnce + `)(?: (?:` + passing + `))*)[\s:«"„(]*$`)
	onceWord    = wholeWord(ofOnce)
	// contrast is where something else begins that the words before say nothing of.
	contrast = knowledge.MustPattern(`(?i)[,;()–—]|\s-\s|[^\p{L}](?:but|а|але|но|aber|sondern|ale|lecz|tylko|and|und|oraz|і|й|та|и)\s`)
	// correction is how people say that what they said just before was wrong.
	correction = knowledge.MustPattern(`(?i)(?:^|[^\p{L}\d])(?:(?:no|nope|ні|нет|nein|nie)\s?[,!–—-]|(?:wrong|sorry|i mean|i meant|correction|rather|actually|ой|не так|помил\p{L}+|вибачте|перепрошую|точніше|тобто|ошиб\p{L}+|извините|простите|точнее|то есть|falsch|entschuldigung|verzeihung|vielmehr|ich meine|przepraszam|pomyłk\p{L}*|pomyliłam|pomyliłem|znaczy|raczej)(?:[^\p{L}]|$))`)
	// quotation is what somebody else said or wrote.
	quotation = knowledge.MustPattern(`«[^»]*»|“[^”]*”|„[^“”"]*[“”"]|"[^"\n]*"|‘[^’]*’|(?:^|[\s:(])'[^'\n]*(?:'\p{L}[^'\n]*)*'(?:[\s.,;)!?]|$)`)
)

// last is how far into a text the last of some words stands, or -1.
func last(re *knowledge.Pattern, text string) int {
	at := -1
	for from := 0; from <= len(text); {
		m := re.FindStringIndex(text[from:])
		if m == nil {
			break
		}
		at = from + m[0]
		from += max(m[1]-1, m[0]+1) // the sign behind a word may stand before the next one
		for from < len(text) && text[from]&0xC0 == 0x80 {
			from++
		}
	}
	return at
}

// before is what of the sentence stands before the value.
func (s valuePlace) before() string { return s.text[s.from:s.start] }

// after is what of the sentence stands behind it.
func (s valuePlace) after() string { return s.text[s.end:max(s.to, s.end)] }

// part is where the part of the sentence begins that a place stands in: behind the last contrast before it.
func (s valuePlace) part(at int) int {
	from := s.from
	for _, m := range contrast.FindAllStringIndex(s.text[s.from:at], -1) {
		from = s.from + m[1]
	}
	return from
}

// denied tells whether the value is said not to be so: by a denial before it or before what announces it, between them, or behind it.
func (s valuePlace) denied() bool {
	part := s.part(s.lead)
	return deniedNext.MatchString(s.text[part:s.start]) || deniedNext.MatchString(s.text[part:s.lead]) || denialWord.MatchString(s.text[s.lead:s.start]) || deniedAfter.MatchString(s.after())
}

// another tells whether the value is another person's, or ours.
func (s valuePlace) another() bool {
	before := s.before()
	mine, part := last(mineWord, before), s.text[s.part(s.start):s.start]
	after := func(words *knowledge.Pattern, text string, at int) bool {
		i := last(words, text)
		return i >= 0 && i >= at
	}
	return after(others, before, mine) || after(them, part, last(mineWord, part)) || after(yours, before, mine) || othersAfter.MatchString(s.after())
}

// over tells whether the value was so once.
func (s valuePlace) over() bool {
	part := s.part(s.lead)
	return oldBefore.MatchString(s.text[part:s.lead]) || oldBefore.MatchString(s.text[part:s.start]) || onceWord.MatchString(s.text[s.lead:s.start])
}

// quoted tells whether the words around the value are quoted from somebody else: a name alone in marks is not.
func (s valuePlace) quoted() bool {
	for _, m := range quotation.FindAllStringIndex(s.text, -1) {
		if m[0] <= s.start && s.end <= m[1] {
			return strings.ContainsFunc(s.text[m[0]:s.start]+s.text[s.end:m[1]], unicode.IsLetter)
		}
	}
	return false
}

// How people say where a number or an address comes from that is not theirs, and where they turned to.
var (
	comesFrom = knowledge.MustPattern(`(?i)` + edge + `(?:from|від|от|з|із|зі|с|со|von|vom|od|z)(?:\s+(?:the|a|this|some|unknown|number|address|e-?mail|номера|номеру|телефону|телефона|пошти|почты|адреси|адреса|адресу|невідомого|неизвестного|цього|этого|der|dem|einer|nummer|telefonnummer|adresse|numeru|telefonu|adresu|nieznanego))*[\s:<("«]*$`)
	iTurn     = knowledge.MustPattern(`(?i)` + edge + `(?:i['’]?m (?:calling|writing)|i am (?:calling|writing)|calling (?:you )?from|rufe|schreibe|телефоную|дзвоню|пишу|звоню|dzwonię|piszę)` + wordEnd)
	turnedTo  = wholeWord(`(?:told|asked|advised) to (?:write|call|contact|ring)|called|rang|phoned|dialled|dialed|wrote|written|mailed|emailed|e-mailed|texted|sent|tried|paid|телефонува(?:в|ла|ли)|(?:по|за|пере)?дзвони(?:в|ла|ли)|(?:на)?писа(?:в|ла|ли|л)|надісла(?:в|ла|ли)|відправи(?:в|ла|ли)|(?:по|пере)?звони(?:л|ла|ли)|отправи(?:л|ла|ли)|dzwonił\p{L}*|zadzwonił\p{L}*|(?:na)?pisał\p{L}*|wysłał\p{L}*`)
	turnsTo   = knowledge.MustPattern(`(?i)^(?:[^\p{L}]{1,2}\p{L}+){0,3}[^\p{L}]{1,2}(?:angerufen|geschrieben|geschickt|gewählt)` + wordEnd)
	isItYou   = knowledge.MustPattern(`(?i)(?:це|это|цe) (?:ви|ваш\p{L}*|вы|вас)\s?\?|is (?:it|this|that) (?:really )?(?:you|yours|your number)\s?\?|sind (?:das )?sie(?: das)?\s?\?|ist das (?:ihre \p{L}+|von ihnen)\s?\?|(?:czy )?to (?:wy|państwo|wasz\p{L}*)\s?\?`)
	whoIsIt   = knowledge.MustPattern(`(?i)(?:^|[^\p{L}])(?:who|whose|хто|чий|кто|wer|wessen|kto|czyj)` + wordEnd)
	toReach   = knowledge.MustPattern(`(?i)` + edge + `(?:numbers?|phone|tel|mobile|cell|contact|call|ring|reach|whats ?app|viber|telegram|sms|text|mail|e-?mail|write|reply|send|said|номер\p{L}*|тел\p{L}*|моб\p{L}*|дзвон\p{L}*|зателеф\p{L}*|передзв\p{L}*|подзв\p{L}*|звон\p{L}*|перезв\p{L}*|позв\p{L}*|набер\p{L}*|пиш[іи]\p{L}*|напиш\p{L}*|зв['’]?яж\p{L}*|свяж\p{L}*|пошт\p{L}*|почт\p{L}*|мейл\p{L}*|емейл\p{L}*|имейл\p{L}*|адрес\p{L}*|надішл\p{L}*|надсил\p{L}*|відправ\p{L}*|отправ\p{L}*|пришл\p{L}*|присыл\p{L}*|вайбер\p{L}*|ватсап\p{L}*|телеграм\p{L}*|` +
		`nummer|telefonnummer|handynummer|handy\p{L}*|mobil\p{L}*|telefon\p{L}*|ruf\p{L}*|anruf\p{L}*|erreich\p{L}*|schreib\p{L}*|schick\p{L}*|meld\p{L}*|adresse|numer\p{L}*|komórk\p{L}*|dzwon\p{L}*|zadzwo\p{L}*|oddzwo\p{L}*|kontakt\p{L}*|pisz\p{L}*|napisz\p{L}*|wysł\p{L}*|wyśl\p{L}*|przyśl\p{L}*)` + wordEnd)
	mineAfter = knowledge.MustPattern(`(?i)^[\s,–—(-]{0,3}(?:(?:is|that['’]?s|ist|це|это|to|jest)\s+)?(?:` + ofMine + `)` + wordEnd)
	meWord    = wholeWord(`me|us|мені|нам|мне|mich|mir|uns|mnie|mi|nam`)
)

const bareWords = 2 // of a message that is a number or an address and hardly anything else

// reachesHim tells whether a telephone number or an e-mail address is the one at which the customer is to be reached.
func (s valuePlace) reachesHim(asked bool) bool {
	part, before, after := s.text[s.part(s.start):s.start], s.before(), s.after()
	mine := last(mineWord, before)
	switch {
	case isItYou.MatchString(s.text[s.start:]), whoIsIt.MatchString(before):
		return false
	case comesFrom.MatchString(part) && !iTurn.MatchString(before):
		return false
	case turnsTo.MatchString(after), last(turnedTo, before) > max(mine, last(meWord, before)):
		return false
	case strings.Contains(after, "?") && mine < 0 && !meWord.MatchString(before) && !meWord.MatchString(after):
		return false
	}
	return asked || mine >= 0 || isCard(lineOf(s.text, s.start)) || toReach.MatchString(before) || mineAfter.MatchString(after) || words(s.text[s.from:s.to]) <= bareWords ||
		words(lineOf(s.text, s.start)) <= bareWords
}

// words is how many words of a text have letters, and no address is one.
func words(text string) (n int) {
	for _, w := range strings.Fields(text) {
		if strings.ContainsFunc(w, unicode.IsLetter) && !strings.Contains(w, "@") {
			n++
		}
	}
	return n
}

// isCard tells whether a line is like a visiting card: names, numbers and addresses, and no sentence.
func isCard(line string) bool {
	words := strings.Fields(line)
	return !slices.ContainsFunc(words, func(w string) bool {
		first, _ := utf8.DecodeRuneInString(w)
		return unicode.IsLower(first) && !strings.Contains(w, "@")
	})
}

// lineOf is the line that a place stands in.
func lineOf(text string, at int) string {
	from := strings.LastIndexByte(text[:at], '\n') + 1
	if i := strings.IndexByte(text[at:], '\n'); i >= 0 {
		return text[from : at+i]
	}
	return text[from:]
}

// What is said of things that somebody gave away, or wishes to have.
var (
	givenAway = wholeWord(`sold|gave away|lost|returned|threw|broke|продав|продала|продал|віддав|віддала|отдал|отдала|повернув|повернула|вернул|вернула|загубив|загубила|потерял|потеряла|sprzedałem|sprzedałam|oddałem|oddałam|zgubiłem|zgubiłam|verkauft|zurückgegeben|zurückgeschickt|sent back|verloren|verschenkt`)
	notYetHad = wholeWord(`want|wants|wish|buy|buying|order|purchase|sell|price|cost|costs|instead|interested|compatible|do you have|would like|купити|купую|замовити|хочу|хотів|хотіла|ціна|коштує|сумісн\p{L}*|чи є|купить|заказать|хотел|хотела|цена|стоит|совместим\p{L}*|есть ли|kaufen|bestellen|möchte|will|preis|kostet|haben sie|kupić|zamówić|chcę|chciałbym|chciałabym|cena|kosztuje|czy macie`)
)

// had tells whether a thing is one that the customer has: not one that he gave away, or wishes to have.
func (s valuePlace) had() bool {
	words := s.text[s.part(s.start):s.start]
	if givenAway.MatchString(words) || last(notYetHad, words) > last(mineWord, words) {
		return false
	}
	after := s.after()
	if m := contrast.FindStringIndex(after); m != nil {
		after = after[:m[0]]
	}
	return !givenAway.MatchString(after)
}

// stands tells whether what a field is said to be may be offered: it is so, it is the customer's, and it is his own word.
func (s valuePlace) stands(field string, asked bool) bool {
	if s.denied() || s.quoted() || s.over() {
		return false
	}
	switch field {
	case FactPhone, FactEmail:
		return !s.another() && s.reachesHim(asked)
	case FactDevice:
		return !s.another() && s.had()
	case FactPlan, FactContract, FactAddress:
		return !s.another()
	}
	return true
}

// turnsBut is what stands between what is denied and what is so instead.
var turnsBut = knowledge.MustPattern(`(?i)^[\s,.–—-]*(?:(?:but|sondern|tylko|lecz|ale|а|it['’]?s|it is|now|es ist|jetzt|це|это|тепер|теперь|to|teraz)[\s:]+)+`)

// instead is what is so instead of a value that is denied: "not 4477120, but 4477210".
func (s valuePlace) instead(field string) (factFound, bool) {
	read := map[string]func(string) string{FactName: leadingName, FactContract: leadingCode, FactAddress: streetAddress}[field]
	but := turnsBut.FindString(s.after())
	if read == nil || but == "" || !s.denied() || s.quoted() {
		return factFound{}, false
	}
	rest := s.after()[len(but):]
	value := read(rest)
	i := strings.Index(rest, value)
	if value == "" || i < 0 {
		return factFound{}, false
	}
	start := s.end + len(but) + i
	return factFound{field, value, start, start, start + len(value)}, true
}

var (
	nameFirst = knowledge.MustPattern(`^` + upper)
	codeFirst = knowledge.MustPattern(`^` + code)
)

func leadingName(text string) string { return calledName(nameFirst.FindString(text)) }

func leadingCode(text string) string { return contractNumber(codeFirst.FindString(text)) }
