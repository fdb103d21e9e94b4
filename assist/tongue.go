package assist

import (
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

// beforeTongue is what stands before a language where somebody wishes for it in this conversation, and afterTongue what stands behind.
// What may ask for goods or a service in a language, "is the course in German", has other words.
const (
	beforeTongue = `(hello|hi|hey|sorry|please|and|or|ok|so|now|then|but|can|could|may|might|would|will|do|does|lets|let|is it possible|possible|(we|you|i|us)( please)?|to|(speak|talk|chat|write|answer|reply|respond|continue|communicate|explain|say|tell|repeat|type|translate)( (to|with))?|(me|it|that|this|everything|again|all|the answer|your answer)( please)?|` +
		`prefer|rather|like|(i |we )?want you|in|into|` +
		`а|і|й|та|чи|то|тоді|будь ласка|можна|можете|можеш|могли|могла|міг|б|би|ви|ти|мені|зі|зо|зі мною|мною|прошу|давайте|краще|хочу|хотів|хотіла|(роз)?мовля\S+|говор\S+|спілку\S+|пис\S+|пиш\S+|напи\S+|відпов\S+|поясн\S+|повтор\S+|перекла\S+|розумі\S+|це|все|ще раз|на|по|` +
		`и|или|ли|пожалуйста|можно|можете|можешь|бы|вы|ты|мне|со|мной|давайте|лучше|разговарива\S+|обща\S+|отве\S+|объясн\S+|перевед\S+|понима\S+|это|всё|ещё раз|` +
		`und|oder|bitte|geht|kann|können|könnten|könnte|kannst|darf|wir|sie|du|ich|mir|mit|es|das|man|lieber|gern|gerne|sprech\S+|sprichst|red\S+|schreib\S+|antwort\S+|erklär\S+|wiederhol\S+|übersetz\S+|versteh\S+|auf|ins|möchte|` +
		`czy|proszę|można|mogę|możemy|możecie|może|możesz|mógłby|mogłaby|pan|pani|państwo|mi|ze|mną|wolę|wolałbym|wolałabym|mów\S+|rozmawia\S+|pisa\S+|pisz\S+|napis\S+|odpow\S+|wyjaśn\S+|powtórz\S+|przetłumacz\S+|rozumie\S+|to|się|jeszcze raz|na|po)`
	afterTongue = `(please|instead|then|now|thanks|thank you|possible|speak|talk|write|answer|reply|with me|to me|language|мовою|мова|мову|мові|будь ласка|прошу|можна|дякую|писати|говорити|спілкуватися|спілкуватись|розмовляти|відповісти|відповідати|мені|зі мною|` +
		`языке|язык|языком|пожалуйста|можно|спасибо|писать|говорить|общаться|разговаривать|отвечать|ответить|мне|со мной|bitte|danke|sprechen|reden|schreiben|antworten|mit mir|weiter|möglich|proszę|dziękuję|rozmawiać|pisać|odpowiadać|odpowiedzieć|mówić|można|ze mną|język|języku)`
)

var (
	wishesTongue = func() map[string]*knowledge.Pattern {
		all := map[string]*knowledge.Pattern{}
		for lang, names := range tongues {
			all[lang] = knowledge.MustPattern(`^\s(` + beforeTongue + `\s)*(` + names + `)\s(` + afterTongue + `\s)*$`)
		}
		return all
	}()
	// wishesIt is what tells a wish from a name that stands there alone, as the answer to a question does.
	wishesIt = knowledge.MustPattern(`\s(please|speak|talk|chat|write|answer|reply|respond|continue|communicate|explain|translate|(in|into) \S+|(auf|ins|po|по|на) \S+|\S+ою|\S+ою мовою|` +
		`будь ласка|пожалуйста|bitte|proszę|(роз)?мовля\S+|говор\S+|спілку\S+|пис\S+|пиш\S+|напи\S+|відпов\S+|перекла\S+|розумі\S+|разговарива\S+|обща\S+|отве\S+|перевед\S+|понима\S+|sprech\S+|sprichst|red\S+|schreib\S+|antwort\S+|übersetz\S+|versteh\S+|mów\S+|rozmawia\S+|pisa\S+|pisz\S+|odpow\S+|przetłumacz\S+|rozumie\S+)\s`)
	// cannotRead is how people say that they do not understand a language: they wish for that in which they say so.
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
// please", "Sprechen Sie Deutsch?", "I don't understand Polish". Empty: he does not.
func WishesLanguage(text string) string {
	if len(text) > longestPhrase {
		return ""
	}
	wish := ""
	for _, s := range partsOf(text) {
		said := simple(s)
		switch lang := tongueIn(said); {
		case lang != "" && wish == "":
			wish = lang
		case !Greeting(s) && !Rests(s):
			return ""
		}
	}
	return wish
}

// tongueIn is the language that one sentence wishes for.
func tongueIn(said string) string {
	if len(strings.Fields(said)) > 12 {
		return ""
	}
	for _, lang := range []string{"en", "uk", "ru", "de", "pl"} {
		if wishesTongue[lang].MatchString(said) && wishesIt.MatchString(said) || cannotRead[lang].MatchString(said) {
			return lang
		}
	}
	return ""
}
