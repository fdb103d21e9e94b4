package assist

import (
	"slices"
	"strings"
	"unicode/utf8"

	"switchboard/knowledge"
)

// "How do I move my number to you" has nearly all words of what is said on how to leave with it, and means the contrary. Which way something
// goes is said by few words, of which the most are in both.

// direction is something that goes one way or the other, each in words of its own, as simple makes them, in en, uk, ru, pl and de. What may
// have happened to a thing, "відключили", is in none: it tells what somebody wants, or how it is done.
type direction struct{ one, other *knowledge.Pattern }

// Parts of the patterns: whoever somebody comes from and goes to.
const (
	companies  = `(?:(?:mobile|phone|internet|energy) )?(?:operator|provider|carrier|company|bank|network|supplier|insurer|broker|club|gym|school|clinic|shop)`
	companyUk  = `(?:мобільного |мобільний )?(?:оператор|провайдер|банк|мереж|постачальник|компан|клуб|школ|клінік)\S*`
	companyRu  = `(?:мобильного |мобильный )?(?:оператор|провайдер|банк|сет[иь]|поставщик|компани|клуб|школ|клиник)\S*`
	companyPl  = `(?:operator|siec|sieć|dostawc|bank|firm|klub|szkoł|przychodni)\S*`
	companyDe  = `(?:mobilfunk|internet|strom)?(?:anbieter|netzbetreiber|betreiber|netz|bank|firma|versorger|versicherung|verein|schule|praxis)\S*`
	moving     = `(?:mov(?:e|ing)|transfer(?:ring)?|port(?:ing)?|switch(?:ing)?|bring(?:ing)?|com(?:e|ing)|chang(?:e|ing)|go(?:ing)?|tak(?:e|ing))`
	movingUk   = `(?:пере(?:йти|ходжу|ходити|хід|йду|нести|ношу|несення|вести|ведення)|портува\S*|прийти)`
	movingRu   = `(?:пере(?:йти|хожу|ходить|ход|йду|нести|ношу|нос|вести|вод)|портиров\S*|прийти)`
	movingPl   = `(?:prze(?:jść|chodzę|chodzić|jście|nieść|noszę|niesienie|nosić)|przyjść)`
	movingDe   = `(?:\S*wechsel\S*|mitnehmen|mitnahme|bringen|übertrag\S*|portier\S*|umziehen|umzug|kommen)`
	anotherOld = `(?:(?:an)?other|(?:my|your|the|an?) (?:old|current|previous|present|different)|my)`
	anotherNew = `(?:(?:an)?other|(?:my|your|the|a) (?:new|different|next))`
)

var directions = []direction{
	{ // to us, and from us
		knowledge.MustPattern(`\s(?:` + moving + ` (?:\S+ ){0,6}?to (?:you|us|your ` + companies + `)|from ` + anotherOld + ` ` + companies + `|becom(?:e|ing) (?:an? |your )?(?:customer|client|member)|join(?:ing)? (?:you|us)|` +
			movingUk + ` (?:\S+ ){0,6}?(?:до (?:вас|нас)|(?:до|на|в|у) us)|(?:від|з|із|зі) (?:іншо|сво|мо|стар|попередн|поточн|ваш)\S+ ` + companyUk + `|стати (?:вашим |нашим )?(?:клієнт|абонент)\S*|приєдна(?:тися|тись|йтеся) до (?:вас|нас|us)|` +
			movingRu + ` (?:\S+ ){0,6}?(?:к (?:вам|нам)|(?:к|на|в) us)|(?:от|с|со|из) (?:друг|сво|мо|стар|предыдущ|нынешн|ваш)\S+ ` + companyRu + `|стать (?:вашим |нашим )?(?:клиент|абонент)\S*|присоедини(?:ться|тесь) к (?:вам|нам|us)|` +
			movingPl + ` (?:\S+ ){0,6}?do (?:was|nas|państwa|us)|(?:od|z|ze) (?:inn|sw|moj|star|obecn|dotychczasow|poprzedni)\S+ ` + companyPl + `|zostać (?:waszym |państwa |naszym )?klient\S*|dołącz(?:yć|) do (?:was|nas|państwa|us)|` +
			`zu (?:euch|ihnen|uns|us) (?:\S+ ){0,5}?` + movingDe + `|` + movingDe + ` (?:\S+ ){0,6}?zu (?:euch|ihnen|uns|us)|(?:von|vom) (?:\S+ )?(?:anderen|alten|bisherigen|jetzigen|vorherigen) ` + companyDe + `|(?:kunde|kundin|mitglied) (?:bei (?:euch|ihnen|uns) )?werden)\s`),
		knowledge.MustPattern(`\s(?:leaving|(?:leave|quit) (?:you|us|with (?:the|your|my) number)|` + moving + ` (?:\S+ ){0,6}?(?:to|at) ` + anotherNew + ` ` + companies + `|(?:at|with) ` + anotherNew + ` ` + companies + `|` + moving + ` (?:\S+ ){0,4}?(?:away )?from (?:you|us)|` +
			`(?:піти|піду|йти|йду|іти|` + movingUk + `) (?:\S+ ){0,4}?від (?:вас|нас|us)|` + movingUk + ` (?:\S+ ){0,6}?(?:до|на|в|у) (?:інш|нов)\S+ ` + companyUk + `|(?:у|в) (?:інш|нов)\S+ ` + companyUk + `|` +
			`(?:уйти|уйду|уходить|ухожу|` + movingRu + `) (?:\S+ ){0,4}?от (?:вас|нас|us)|` + movingRu + ` (?:\S+ ){0,6}?(?:к|на|в|во) (?:друг|нов)\S+ ` + companyRu + `|у (?:друг|нов)\S+ ` + companyRu + `|` +
			`(?:odejść|odchodz\S+|` + movingPl + `) (?:\S+ ){0,4}?od (?:was|nas|państwa|us)|` + movingPl + ` (?:\S+ ){0,6}?do (?:inn|now)\S+ ` + companyPl + `|u (?:inn|now)\S+ ` + companyPl + `|` +
			`(?:zu|zum|zur|bei|beim|an) (?:\S+ )?(?:anderen|neuen|nächsten) ` + companyDe + `|von (?:euch|ihnen|uns|us) (?:weg|` + movingDe + `)|(?:euch|sie|uns) verlassen)\s`),
	},
	{ // on and off
		knowledge.MustPattern(`\s(?:(?:turn|switch)(?:ing)? (?:\S+ ){0,4}?on|enabl(?:e|ing)|(?:re)?activat(?:e|ing|ion)|` +
			`у?в?вімкн(?:ути|іть|ення)|вмика(?:ти|йте)|активува(?:ти|ння)|активуйте|підключ(?:ити|іть|ення|атися|итися)|` +
			`включ(?:ить|ите|ать|айте|ение)|активир(?:овать|уйте)|активация|подключ(?:ить|ите|ать|ение|иться)|` +
			`włącz(?:|yć|ać|enie|anie)|aktyw(?:ować|uj|acja)|uruchom(?:ić|)|` +
			`(?:ein|an|frei)(?:zu)?schalten|aktivier(?:e|en|t|ung)|anmachen|schalte[nt]? (?:\S+ ){0,5}?(?:ein|an|frei))\s`),
		knowledge.MustPattern(`\s(?:(?:turn|switch)(?:ing)? (?:\S+ ){0,4}?off|disabl(?:e|ing)|deactivat(?:e|ing|ion)|opt(?:ing)? out|` +
			`вимкн(?:ути|іть|ення)|вимика(?:ти|йте)|деактив\S+|відключ(?:ити|іть|ення|атися|итися)|` +
			`(?:вы|от)ключ(?:ить|ите|ать|айте|ение|иться)|деактив\S+|` +
			`wyłącz(?:|yć|ać|enie|anie)|dezaktyw\S+|` +
			`(?:aus|ab)(?:zu)?schalten|deaktivier\S+|ausmachen|schalte[nt]? (?:\S+ ){0,5}?(?:aus|ab))\s`),
	},
	{ // in and out, of data
		knowledge.MustPattern(`\s(?:import(?:s|ing)?|імпорт\S*|импорт\S*|import(?:ować|uj|owanie|u)|importier\S+)\s`),
		knowledge.MustPattern(`\s(?:export(?:s|ing)?|експорт\S*|экспорт\S*|eksport\S*|exportier\S+)\s`),
	},
	{
		knowledge.MustPattern(`\s(?:upload(?:s|ing)?|вивантажити|выгрузить|wgra(?:ć|j|nie)|hoch(?:zu)?laden)\s`),
		knowledge.MustPattern(`\s(?:download(?:s|ing)?|скачати|скачать|pobra(?:ć|nie)|pobierz|(?:herunter|runter)(?:zu)?laden)\s`),
	},
	{ // of a list, or of an account
		knowledge.MustPattern(`\s(?:subscribe|subscribing|підпис(?:атися|атись|уватися)|підпишіться|подпис(?:аться|ываться)|подпишитесь|(?:zapisać|zapisz|zapisywanie) się|zasubskrybować|abonnieren)\s`),
		knowledge.MustPattern(`\s(?:unsubscribe|unsubscribing|відпис(?:атися|атись|уватися)|відпишіться|отпис(?:аться|ываться)|отпишитесь|(?:wypisać|wypisz|wypisywanie) się|abbestellen)\s`),
	},
	{
		knowledge.MustPattern(`\s(?:(?:log|sign)(?:ging|ing)? in|увійти|увійдіть|войти|войдите|zalogować|zaloguj|einloggen)\s`),
		knowledge.MustPattern(`\s(?:(?:log|sign)(?:ging|ing)? out|вийти|вийдіть|выйти|выйдите|wylogować|wyloguj|ausloggen)\s`),
	},
	{ // of money
		knowledge.MustPattern(`\s(?:top(?:ping)? (?:\S+ ){0,3}?up|deposit(?:ing)?|add(?:ing)? (?:\S+ )?(?:money|funds)|попов(?:нити|ніть|нення)|пополн(?:ить|ите|ение)|doład(?:ować|uj|owanie)|wpłac(?:ić|enie)|wpłata|aufladen|einzahl(?:en|ung))\s`),
		knowledge.MustPattern(`\s(?:withdraw(?:ing|al)?|cash(?:ing)? (?:\S+ )?out|вивести|виведення|зняти|зняття|вывести|вывод|снять|снятие|wypłac(?:ić|enie)|wypłata|abheben|auszahl(?:en|ung))\s`),
	},
}

// side is which way a text speaks of; 0: of none, or of both.
func (d direction) side(text string) (side int) {
	if d.one.MatchString(text) {
		side++
	}
	if d.other.MatchString(text) {
		side--
	}
	return side
}

// ofContrary is less of a passage that tells of the other way than what is asked.
const ofContrary = 2.0

// going is a direction that a question has, and which way.
type going struct {
	direction
	way int
}

// ways are those that something goes in a question.
func (w wanted) ways() (list []going) {
	asked := w.asked
	if w.goesOn() {
		asked = w.now
	}
	asked = w.ofUs(asked)
	for _, d := range directions {
		if way := d.side(asked); way != 0 {
			list = append(list, going{d, way})
		}
	}
	return list
}

// contrary tells whether something goes the one way in a question, and the other way in what is said below a title.
func (w wanted) contrary(said, title string) bool {
	if len(w.going) == 0 {
		return false
	}
	said, title = w.ofUs(said), w.ofUs(title)
	return slices.ContainsFunc(w.going, func(g going) bool {
		if own := g.side(said); own != 0 || g.one.MatchString(said) {
			return own == -g.way
		}
		return g.side(title) == -g.way
	})
}

const shortName = 4 // letters of a word that a company may be called by, at least

// ofUs is a text as simple makes it, in which a company speaks of itself, or is spoken to, without its name.
func (w wanted) ofUs(text string) string {
	text = simple(text)
	name := strings.TrimSpace(simple(w.name))
	first, _, _ := strings.Cut(name, " ")
	for _, called := range []string{name, first} {
		if utf8.RuneCountInString(called) >= shortName {
			text = strings.ReplaceAll(text, " "+called+" ", " us ")
		}
	}
	return text
}
