package assist

import (
	"slices"
	"strings"

	"switchboard/knowledge"
)

// tongues are the names of the languages that the assistant speaks, as people call them in a wish in any of the five.
var tongues = map[string]string{
	"en": `english|англійськ\S*|английск\S*|(auf |ins )?englisch\S*|angielsk\S*`,
	"uk": `ukrainian|українськ\S*|украинск\S*|украінськ\S*|(auf |ins )?ukrainisch\S*|ukraińsk\S*`,
	"ru": `russian|російськ\S*|русск\S*|(auf |ins )?russisch\S*|rosyjsk\S*`,
	"de": `german|німецьк\S*|немецк\S*|(auf |ins )?deutsch\S*|niemieck\S*`,
	"pl": `polish|польськ\S*|польск\S*|(auf |ins )?polnisch\S*|polsk\S*`,
}

// tongueStems are what is in each name of a language, and in "your language": without one there is no wish, and most texts have none.
var tongueStems = strings.Fields("english англійськ английск englisch angielsk ukrain українськ украинск украінськ ukraińsk russian російськ русск russisch rosyjsk german німецьк немецк deutsch niemieck polish польськ польск polnisch polsk language мов язык")

// beforeTongue is what stands before a language where somebody wishes for it in this conversation, and afterTongue what stands behind.
// What may ask for goods or a service in a language, "is the course in German", has other words.
const (
	beforeTongue = `(hello|hi|hey|sorry|please|and|or|ok|so|now|then|but|can|could|may|might|would|will|do|lets|let|is it possible|possible|(we|you|i|us)( please)?|(to )?(speak|talk|chat|write|answer|reply|respond|continue|communicate|explain|say|tell|repeat|type|switch)( (to|with))?( (me|us|it|that|this|everything|again|all))*( please)?|` +
		`the answer|your answer|prefer|rather|like|only|in|into|` +
		`а|і|й|та|чи|то|тоді|будь ласка|можна|можете|можеш|могли|могла|міг|б|би|ви|ти|я|мені|зі|зо|зі мною|мною|прошу|давайте|краще|тільки|лише|хотів|хотіла|(роз)?мовля\S+|говор\S+|спілку\S+|пис\S+|пиш\S+|напи\S+|відпов\S+|поясн\S+|повтор\S+|перейд\S+|розумієте|розумієш|ще раз|на|по|` +
		`и|или|ли|пожалуйста|можно|можете|можешь|бы|вы|ты|мне|со|мной|давайте|лучше|только|разговарива\S+|обща\S+|отве\S+|объясн\S+|понимаете|понимаешь|ещё раз|` +
		`und|oder|bitte|geht|kann|können|könnten|könnte|kannst|darf|wir|sie|du|ich|mir|mit|es|das|man|lieber|gern|gerne|nur|sprech\S+|sprichst|red\S+|schreib\S+|antwort\S+|erklär\S+|wiederhol\S+|wechsel\S+|verstehen|verstehst|auf|ins|möchte|` +
		`czy|proszę|można|mogę|możemy|możecie|może|możesz|mógłby|mogłaby|pan|pani|państwo|mi|ze|mną|wolę|wolałbym|wolałabym|tylko|mów\S+|rozmawia\S+|pisa\S+|pisz\S+|napis\S+|odpow\S+|wyjaśn\S+|powtórz\S+|przejd\S+|rozumiecie|rozumiesz|jeszcze raz|na|po)`
	afterTongue = `(please|instead|then|now|thanks|thank you|possible|speak|talk|write|answer|reply|with me|to me|language|мовою|мова|мову|мові|будь ласка|прошу|можна|дякую|писати|говорити|спілкуватися|спілкуватись|розмовляти|відповісти|відповідати|мені|зі мною|` +
		`языке|язык|языком|пожалуйста|можно|спасибо|писать|говорить|общаться|разговаривать|отвечать|ответить|мне|со мной|bitte|danke|sprechen|reden|schreiben|antworten|mit mir|weiter|möglich|proszę|dziękuję|rozmawiać|pisać|odpowiadać|odpowiedzieć|mówić|można|ze mną|język|języku)`
)

const verbsOfSpeech = `speak|talk|chat|write|answer|reply|respond|continue|communicate|explain|switch|(роз)?мовля\S+|говор\S+|спілку\S+|пис\S+|пиш\S+|напи\S+|відпов\S+|перейд\S+|розумієте|розумієш|разговарива\S+|обща\S+|отве\S+|понимаете|понимаешь|` +
	`sprech\S+|sprichst|red\S+|schreib\S+|antwort\S+|wechsel\S+|verstehen|verstehst|mów\S+|rozmawia\S+|pisa\S+|pisz\S+|odpow\S+|przejd\S+|rozumiecie|rozumiesz`

var (
	wishesTongue = func() map[string]*knowledge.Pattern {
		all := map[string]*knowledge.Pattern{}
		for lang, names := range tongues {
			all[lang] = knowledge.MustPattern(`^\s(` + beforeTongue + `\s)*(` + names + `)\s(` + afterTongue + `\s)*$`)
		}
		return all
	}()
	// namesTongue is where a language is named.
	namesTongue = func() map[string]*knowledge.Pattern {
		all := map[string]*knowledge.Pattern{}
		for lang, names := range tongues {
			all[lang] = knowledge.MustPattern(`\s(` + names + `)\s`)
		}
		return all
	}()
	// speaking is what tells that the talk is meant, and wishesIt what tells a wish from a name that stands there alone, as the answer to
	// a question does.
	speaking = knowledge.MustPattern(`\s(` + verbsOfSpeech + `)\s`)
	wishesIt = knowledge.MustPattern(`\s(` + verbsOfSpeech + `|please|(in|into) \S+|(auf|ins|po|по|на) \S+|\S+ою|\S+ою мовою|будь ласка|пожалуйста|bitte|proszę)\s`)
	// cannotRead is how people say that they do not understand a language: they wish for that in which they say so, if it is another.
	cannotRead = map[string]*knowledge.Pattern{
		"en": lacks(`sorry|but|i|we`, `(dont|do not|cant|cannot|can not) ((speak|understand|read|know|write)( any| much)? (english|ukrainian|russian|german|polish)( (well|very well|at all|good|enough))?|(speak|understand|read|know) (this|your|that) language)`, `please|sorry`),
		"uk": lacks(`вибачте|перепрошую|але|я|ми`, `не (розумію|знаю|володію|говорю|читаю|розмовляю)( \S+)?( по| на)? ((англійськ|українськ|російськ|німецьк|польськ)\S*( мов(и|ою|у))?( добре)?|(цю|цієї|вашу|вашої) мов(у|и))`, `будь ласка`),
		"ru": lacks(`извините|простите|но|я|мы`, `не (понимаю|знаю|владею|говорю|читаю)( \S+)?( по| на)? ((по )?(английск|украинск|русск|немецк|польск)\S*( язык(а|ом|е)?)?( хорошо)?|(этого|вашего|этот|ваш) язык(а)?)`, `пожалуйста`),
		"de": lacks(`entschuldigung|sorry|aber|ich|wir`, `(verstehe|spreche|kann|lese|verstehen|sprechen|können) (kein|nicht gut|leider kein|nicht so gut) (englisch|ukrainisch|russisch|deutsch|polnisch)`, `bitte`),
		"pl": lacks(`przepraszam|ale|ja`, `nie (rozumiem|znam|mówię|czytam)( dobrze)?( po| w)? (angielsk|ukraińsk|rosyjsk|niemieck|polsk)\S*( języku| języka)?`, `proszę`),
	}
)

// lacks is a sentence that says so, with what may stand before and behind.
func lacks(before, says, behind string) *knowledge.Pattern {
	return knowledge.MustPattern(`^\s((` + before + `)\s)*(` + says + `)(\s(` + behind + `))*\s$`)
}

// WishesLanguage returns the language, "en", "uk", "ru", "de" or "pl", that somebody wishes to go on in, and says no more: "In Ukrainian
// please", "Sprechen Sie Deutsch?", "I don't understand Polish". Empty: he does not. Plainly tells that he speaks of speaking and
// writing: "in English?" may ask for something else.
func WishesLanguage(text string) (lang string, plainly bool) {
	low := strings.ToLower(text)
	if len(text) > longestPhrase || !slices.ContainsFunc(tongueStems, func(stem string) bool { return strings.Contains(low, stem) }) {
		return "", false
	}
	for _, s := range partsOf(text) {
		said := simple(s)
		switch wish := tongueIn(said); {
		case wish != "" && lang == "":
			lang, plainly = wish, speaking.MatchString(said)
		case !Greeting(s) && !Rests(s):
			return "", false
		}
	}
	return lang, plainly
}

// tongueIn is the language that one sentence wishes for.
func tongueIn(said string) string {
	if len(strings.Fields(said)) > 12 {
		return ""
	}
	for _, lang := range []string{"en", "uk", "ru", "de", "pl"} {
		switch {
		case wishesTongue[lang].MatchString(said) && wishesIt.MatchString(said):
			return lang
		case cannotRead[lang].MatchString(said) && !namesTongue[lang].MatchString(said): // who says in German that he speaks no German knows no more of it
			return lang
		}
	}
	return ""
}
