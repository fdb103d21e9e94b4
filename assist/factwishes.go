package assist

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"switchboard/knowledge"
)

// How people ask to be called and written to, in en, uk, ru, de and pl. A wish is an order or a request; what was, what was promised, what
// is asked for and what they do themselves is none.
const (
	ordered = `(?:^|[.:–—-]|please|pls|kindly|just|then|so|and|or|to|better|best|rather|only|always|never|ever|not|don['’]?t|may|can|could|might|should|must|(?:can|could|will|would|may) (?:you|someone|somebody)|if you)[\s:]*` +
		`(?:(?:also|only|always|ever|never|please|not) )*`
	meWe     = `(?:back |again )?(?:to )?(?:me|us|back)`
	ordersUk = `(?:за|пере)?телефонуй(?:те)?|(?:по|за|пере)?дзвон(?:и|іть|ить)|набер(?:и|іть)`
	ordersRu = `(?:по|пере)?звони(?:те)?|наберите|набирайте`
	ordersPl = `(?:za|od|prze)?dzwoń(?:cie)?`
	ordersDe = `(?:rufen|kontaktieren|erreichen) sie|(?:ruf|ruft) (?:mich|uns)|melden sie sich|melde dich|meldet euch`
	writeUk  = `(?:на)?пиш(?:и|іть|ить)|відповідай(?:те)?|дайте відповідь|надішліть відповідь|зв['’ʼ]яж\p{L}+`
	writeRu  = `(?:на)?пиши(?:те)?|отвечай(?:те)?|ответь(?:те)?|пришлите ответ|свяжитесь|связывайтесь`
	writePl  = `(?:na)?pisz(?:cie)?|odpis(?:z|zcie)|odpowiedz(?:cie)?|odpowiadaj(?:cie)?`
	writeDe  = `(?:schreiben|antworten|kontaktieren|erreichen) sie|(?:schreib|schreibt|antworte|antwortet) (?:mir|uns)|melden sie sich|melde dich|meldet euch`
	toCall   = `(?:за|пере)?телефонувати|(?:по|за|пере)?дзвонити|(?:по|пере)?звонить|anrufen|zurückrufen|zurückzurufen|anzurufen|kontaktieren|erreichen|erreichbar|melden|(?:za|od|prze)?dzwonić|(?:za)?telefonować|skontaktować`
	toWrite  = `(?:на)?писати|відповідати|відповісти|зв['’ʼ]язатис[яь]|(?:на)?писать|отвечать|ответить|связаться|schreiben|antworten|kontaktieren|erreichen|erreichbar|melden|(?:na)?pisać|odpis(?:ać|ywać)|odpowi(?:edzieć|adać)|(?:s?kontaktować)`
	aCall    = `дзвінк?\p{L}*|звон(?:ок|ка)|rückruf|anruf|o (?:kontakt|telefon|odpowiedź)`
	begged   = `прош\p{L}+|прос(?:ьба|имо|им)|прохання|краще|лучше|можна|можно|зручно|зручніше|удобно|удобнее|бажано|желательно|будь ласка|пожалуйста|можете|могли|зможете|сможете|` +
		`bitte|können|könnten|sollen|sollten|nur|lieber|besten|dürfen|ich bin|wir sind|mich|uns|proszę|prosimy|prosił\p{L}+|można|lepiej|najlepiej|mogą|może|możecie|wolę|wolał\p{L}+`
	prefers = `prefer|preferably|better|best|only|краще|лучше|найкраще|лише|тільки|только|удобнее|зручніше|lieber|besten|nur|lepiej|najlepiej|wolę|tylko`
)

// wishOf is one thing that people wish to be done: orders say so, and acts that are asked for.
type wishOf struct{ orders, acts *knowledge.Pattern }

var (
	beCalled = wishOf{
		knowledge.MustPattern(`(?i)(?:` + ordered + `((?:call|phone|ring|contact|reach|text) ` + meWe + `|get back to (?:me|us))|^(?:so |and |or |please |only |just )*(call|ring|phone)|` + edge +
			`(` + strings.Join([]string{ordersUk, ordersRu, ordersPl, ordersDe}, "|") + `|(?:щоб|чтобы)(?: \p{L}+){0,3} (?:(?:по|пере|за)?дзвонили|(?:за|пере)?телефонували|(?:по|пере)?звонили)))` + wordEnd),
		knowledge.MustPattern(`(?i)` + edge + `(` + toCall + `|` + aCall + `)` + wordEnd),
	}
	beWritten = wishOf{
		knowledge.MustPattern(`(?i)(?:` + ordered + `((?:write|contact|message|reach|text|reply|answer|respond)(?: ` + meWe + `)?|get back to (?:me|us))|` + edge +
			`(` + strings.Join([]string{writeUk, writeRu, writePl, writeDe}, "|") + `))` + wordEnd),
		knowledge.MustPattern(`(?i)` + edge + `(` + toWrite + `)` + wordEnd),
	}
	begging   = wholeWord(begged)
	toYou     = knowledge.MustPattern(`(?i)^\s*(?:back )?(?:to |with )?(?:you|u)` + wordEnd)
	doneByYou = knowledge.MustPattern(`(?i)(?:^|[^\p{L}])(?:вы|ви|sie|wy|państwo|they|he|she|они|вони|oni)(?: \p{L}+){0,2}\s*$`)
	toldOf    = wholeWord(`promised?|supposed|yesterday|last (?:week|time|night)|why|did|didn['’]?t|keeps?|every (?:day|evening|morning|night)|обіця\p{L}+|вчора|чому|навіщо|щодня|щовечора|постійно|знову|обеща\p{L}+|вчера|почему|зачем|каждый|постоянно|опять|снова|versprochen|versprachen|gestern|warum|wieso|weshalb|wollten?|ständig|jeden|wczoraj|obieca\p{L}+|dlaczego|czemu|codziennie|ciągle`)
	refused   = knowledge.MustPattern(`(?i)` + edge + `(?:` + denial + `)(?:\s+(?:ever|please|you|to|me|us|even|мені|нам|мене|більше|взагалі|будь ласка|мне|меня|больше|вообще|пожалуйста|bitte|mich|uns|mehr|sie|do mnie|już|więcej|proszę|teraz))*\s*$`)
	someone   = wholeWord(`i|we|he|she|they|you|я|ми|ви|він|вона|вони|мы|вы|он|она|они|ich|wir|er|ja|my|on|ona|oni|wy`)
	isHome    = wholeWord(`home|free|available|reachable|вдома|вільн\p{L}+|на зв['’]?язку|дома|свобод\p{L}+|на связи|zu hause|daheim|frei|erreichbar|w domu|dostępn\p{L}+|wolny|wolna`)
	breaks    = knowledge.MustPattern(`(?i)[,;()–—]|\s-\s|[^\p{L}](?:but|а|але|но|aber|sondern|ale|lecz|tylko)\s`)
	whyNot    = knowledge.MustPattern(`(?i)why (?:don['’]?t|not) you|why not`)
	contrary  = knowledge.MustPattern(`(?i)(?:but|а|але|но|aber|sondern|ale|lecz|tylko)\s$`)
	notBehind = knowledge.MustPattern(`(?i)^\s*(?:bitte )?(?:nicht|niemals|nie)` + wordEnd)
)

// A time of day at which people can be called, as they say it.
var (
	timeOfDay = knowledge.MustPattern(`(?i)` + edge + `((?:after|before|until|till|between|from|at|by|після|до|з|від|між|о|об|после|с|от|между|в|к|nach|vor|ab|bis|von|zwischen|um|gegen|po|przed|od|do|między|o) ` + clock + till +
		`|(?:in the )?(?:mornings?|evenings?|afternoons?)|(?:on|at) (?:the )?(?:weekends?|weekdays)|зранку|вранці|ввечері|увечері|вечорами|вдень|по обіді|після обіду|утром|вечером|вечерами|дн[её]м|после обеда|у вихідні|в будні|по выходным|в выходные|по будням|` +
		`abends|morgens|vormittags|nachmittags|am (?:abend|vormittag|nachmittag|wochenende)|rano|wieczor\p{L}+|po południu|w weekend\p{L}*|w dni robocze)(?:[^\p{L}\d]|$)`)
	noTime = knowledge.MustPattern(`(?i)^(?:[\s-]?(?:min|sec|hours?|hrs|days?|weeks?|months?|years?|times|rings|хв|мин|сек|годин[иу]? (?:робот|назад)|дн|день|тиж|недел|мес|міс|рок|лет|раз|номер|кв|подъезд|під|поверх|этаж|stunden|tage?n?|wochen?|monat|mal|sekunden|dni|dzień|godzin|tygod|miesi|razy|%|€|\$|грн|zł|руб)|[./:-]\d)`)
	// onOneDay is what makes of a time one at which somebody can be called once.
	onOneDay = knowledge.MustPattern(`(?i)` + edge + `(?:tomorrow|today|this|yesterday|завтра|сьогодні|вчора|сегодня|вчера|heute|morgen|gestern|jutro|dziś|dzisiaj|wczoraj) $`)
	places   = wholeWord(`at|from|von`)
)

// Ways by which people can be reached.
const (
	messengers = `telegram\p{L}*|телеграм\p{L}*|viber\p{L}*|вайбер\p{L}*|whats ?app\p{L}*|ватсап\p{L}*|вотсап\p{L}*|e-?mail\p{L}*|имейл\p{L}*|емейл\p{L}*|мейл\p{L}*`
	reached    = messengers + `|mail\p{L}*|пошт\p{L}+|почт\p{L}+|sms\p{L}*|смс|messenger\p{L}*|мессенджер\p{L}*|signal|phone|telephone|telefon\p{L}*|телефон\p{L}*`
	reachFor   = `(?:on|via|by|in|over|through|using|per|über|auf|у|в|на|через|по|przez|na|w) (?:(?:my|мій|мою|мой|мое|моё|mein\p{L}*|mój|swój|свій) )?`
)

var (
	reachedBy  = knowledge.MustPattern(`(?i)` + edge + reachFor + `(` + reached + `)` + wordEnd)
	preferred  = knowledge.MustPattern(`(?i)` + edge + `(?:prefer|краще|лучше|lieber|lepiej|wolę) (` + messengers + `)(?:[\s.!]|please|bitte|будь ласка|пожалуйста|proszę)*$`)
	preferring = wholeWord(prefers)
	rather     = knowledge.MustPattern(`(?i)` + edge + `(?:краще|лучше)(?: \p{L}+){0,2} (телефоном|зателефонуйте|подзвоніть|дзвоніть|позвоните|звоните|по телефону)`)
)

const briefly = 6 // words of a part of a sentence that only goes on with what was wished for before it, or says what is preferred

// stanceToWish is how a part of a sentence stands to something.
type stanceToWish int

const (
	noWish stanceToWish = iota
	isWished
	isRefused
)

// wishesIn finds at which times and by which ways a customer wishes to be reached, and at which he does not. In bare the numbers are
// blank that are no times.
func wishesIn(text, bare string) (out []factFound) {
	if !utf8.ValidString(text) {
		return nil
	}
	for _, place := range sentencePlaces(text) {
		called, written := noWish, noWish
		asked := strings.HasSuffix(strings.TrimSpace(bare[place[0]:place[1]]), "?")
		for _, p := range partsOfSentence(bare, place) {
			said := bare[p.from:p.to]
			called, written = beCalled.in(p, said, called, asked), beWritten.in(p, said, written, asked)
			for _, m := range timeOfDay.FindAllStringSubmatchIndex(said, -1) {
				if value := timeIn(said, m[2], m[3], called); value != "" {
					out = append(out, factFound{FactTime, value, p.from + m[2], p.from + m[2], p.from + m[3]})
				}
			}
			if at := wayIn(said, called, written, asked); at != nil {
				out = append(out, factFound{FactChannel, way(said[at[0]:at[1]]), p.from + at[0], p.from + at[0], p.from + at[1]})
			}
		}
	}
	wanted := func(f factFound) bool { return f.field == FactTime && !denies(f.value) }
	if slices.ContainsFunc(out, wanted) { // then nobody has to be told when not
		out = slices.DeleteFunc(out, func(f factFound) bool { return f.field == FactTime && !wanted(f) })
	}
	return out
}

// in tells how a part of a sentence stands to being called or written to; was is how the part before it did.
func (w wishOf) in(p sentencePart, said string, was stanceToWish, asked bool) stanceToWish {
	said = whyNot.ReplaceAllString(withoutIdioms(said), "please")
	verb, isOrder := w.verb(said)
	switch {
	case toldOf.MatchString(said):
		return noWish
	case verb == nil && was == isRefused && p.contrary: // "not in the evening, but in the morning"
		if len(strings.Fields(said)) <= briefly && !someone.MatchString(said) {
			return isWished
		}
		return noWish
	case verb == nil && (isHome.MatchString(said) || len(strings.Fields(said)) <= briefly && !someone.MatchString(said)):
		return was
	case verb == nil, asked && !meWord.MatchString(said), toYou.MatchString(said[verb[1]:]), othersAfter.MatchString(said[verb[1]:]), isOrder && doneByYou.MatchString(said[:verb[0]]) && !begging.MatchString(said):
		return noWish
	case refused.MatchString(said[:verb[0]]):
		return isRefused
	case reallyDenies(said[:verb[0]]) && !deniedTime.MatchString(said[:verb[0]]):
		return noWish
	}
	return isWished
}

// verb is where a part of a sentence asks to be called or written to, and whether by an order.
func (w wishOf) verb(said string) (at []int, isOrder bool) {
	if m := w.orders.FindStringSubmatchIndex(said); m != nil {
		start, end := lastGroup(m)
		return []int{start, end}, true
	}
	m := w.acts.FindStringSubmatchIndex(said)
	if m == nil {
		return nil, false
	}
	before := strings.TrimSpace(said[:m[2]])
	if begging.MatchString(said) || before == "" || refused.MatchString(before) && len(strings.Fields(before)) < 3 {
		return m[2:4], false
	}
	return nil, false
}

// deniedTime is a time that is denied: the verb that follows in German is that of the wish.
var deniedTime = knowledge.MustPattern(`(?i)` + edge + `(?:nicht|nie|niemals|не|not)(?: mehr| po| bitte)* (?:nach|vor|ab|bis|zwischen|um|am|abends|morgens|після|до|после|after|before|in the|po|przed)[^\p{L}]`)

// timeIn reads a time of day at which somebody wishes to be called, or not to be; empty: it is none.
func timeIn(said string, start, end int, called stanceToWish) string {
	value, before, after := asItStands(said[start:end]), said[:start], said[end:]
	digit := unicode.IsDigit(rune(value[len(value)-1]))
	next, _ := utf8.DecodeRuneInString(strings.TrimLeft(after, " "))
	if onOneDay.MatchString(before) {
		return ""
	}
	if called == noWish || value == "" || !hoursOfDay(value) || digit && (noTime.MatchString(after) || unicode.IsUpper(next) && places.MatchString(value)) {
		return ""
	}
	if called == isRefused || deniedNext.MatchString(before) || notBehind.MatchString(after) {
		return notIn(value) + " " + value
	}
	return value
}

// hoursOfDay tells whether the numbers of a time can be hours and minutes.
func hoursOfDay(value string) bool {
	for i, n := range strings.FieldsFunc(value, func(r rune) bool { return !unicode.IsDigit(r) }) {
		if h, err := strconv.Atoi(n); err != nil || h > 59 || i == 0 && h > 24 {
			return false
		}
	}
	return true
}

// notIn is the word that denies a time in its language.
func notIn(value string) string {
	first, _, _ := strings.Cut(strings.ToLower(value), " ")
	switch {
	case strings.ContainsFunc(value, func(r rune) bool { return unicode.Is(unicode.Cyrillic, r) }):
		return "не"
	case slices.Contains(strings.Fields("nach vor ab bis von zwischen um gegen abends morgens vormittags nachmittags am"), first):
		return "nicht"
	case slices.Contains(strings.Fields("po przed od do między o rano wieczorem wieczorami w"), first):
		return "nie"
	}
	return "not"
}

// wayIn finds the way by which somebody wishes to be reached.
func wayIn(said string, called, written stanceToWish, asked bool) []int {
	if own, _ := beCalled.verb(said); written == isRefused || called == isRefused && (own != nil || written == noWish) {
		return nil
	}
	brief := len(strings.Fields(said)) <= briefly && !asked && !reallyDenies(said)
	if m := rather.FindStringSubmatchIndex(said); m != nil {
		return m[2:4]
	}
	if m := preferred.FindStringSubmatchIndex(said); m != nil && brief {
		return m[2:4]
	}
	for _, m := range reachedBy.FindAllStringSubmatchIndex(said, -1) {
		if (called == isWished || written == isWished || brief && preferring.MatchString(said[:m[0]+1])) && !deniedNext.MatchString(said[:m[0]+1]) {
			return m[2:4]
		}
	}
	return nil
}

// sentencePart is a part of a sentence; contrary: it follows a word of contrast.
type sentencePart struct {
	from, to int
	contrary bool
}

// partsOfSentence are the parts of a sentence, as commas and words of contrast part it.
func partsOfSentence(text string, place [2]int) (out []sentencePart) {
	sentence := text[place[0]:place[1]]
	p := sentencePart{from: place[0]}
	for _, m := range breaks.FindAllStringIndex(sentence, -1) {
		if m[0] > 0 && unicode.IsDigit(rune(sentence[m[0]-1])) && strings.ContainsAny(strings.TrimSpace(sentence[m[0]:m[1]]), "–—-") {
			continue // between two times
		}
		p.to = place[0] + m[0]
		out = append(out, p)
		p = sentencePart{from: place[0] + m[1], contrary: contrary.MatchString(sentence[m[0]:m[1]])}
	}
	p.to = place[1]
	return append(out, p)
}
