package assist

import (
	"slices"
	"strings"

	"switchboard/knowledge"
)

var (
	// needWords, costWords and freeWords say that something is needed, costs, or costs nothing. *: what begins so.
	needWords = newWordList(`need needed needs require required requires necessary must mandatory obligatory compulsory
		треба потріб* необхідн* обов'язков* мусите мусить вимага* нужн* надо необходим* обязатель* требу* должен должны должна
		trzeba potrzeb* koniecz* wymag* obowiązk* musi musisz muszą
		nötig notwendig* erforderlich* muss müssen musst müsst brauche brauchen braucht benötig* pflicht verpflicht* obligatorisch*`)
	costWords = newWordList(`fee fees charge charges charged cost costs pay surcharge penalty chargeable
		плата плати плату платити платите платить платний платна платне платні сплатити сплачуєте сплачувати доплат* кошту* комісі* штраф*
		платы платят платный платная платное платные доплат* доплач* стоит стоят комисси* штраф*
		płacić płaci płacisz płacą zapłac* płatn* opłat* dopłat* kosztuj* kara kary karę prowizj*
		kostet kosten gebühr* zahlen zahlt zahle zahlst kostenpflicht* strafe strafen aufpreis zuschlag*`)
	freeWords = newWordList(`free gratis безкоштовн* безплатн* бесплатн* bezpłatn* darmo darmow* kostenlos* kostenfrei* gebührenfrei* umsonst`)
	// forbidden are the words that deny what is allowed.
	forbidden = newWordList(`forbidden prohibited banned заборонено заборонен* забороня* запрещен* запрещён* запреща* zabronion* zakazan* zabrania* verboten untersagt`)
	withouts  = newWordList(`without без bez ohne`)
	// hedges are words of a clause that holds at times only.
	hedges = newWordList(`except until provided otherwise only крім окрім доки поки інакше лише тільки кроме пока иначе только
		oprócz poza dopóki inaczej tylko außer sofern solange sonst nur
		first перші першого перших первые первых первый pierwsze pierwszych pierwszy erste ersten`)
	unlesses = newWordList(`unless хіба chyba`)
	ifs      = newWordList(`if when whenever якщо коли если когда jeśli jeżeli gdy wenn falls`)
	// lightWords say nothing of what a clause is about: that it is there, may be, is given or asked for.
	lightWords = newWordList(`there can may could would will possible allowed permitted able available always sometimes usually often anything something nothing everything any other else yes course simply just please sorry unfortunately afraid
		get gets give gives given even also too already still yet now here
		можна може можуть можливо дозвол* неможливо завжди іноді інколи часом зазвичай просто так ні ласка жаль вже уже ще навіть також теж тут зараз щось все усе щоб наперед заздалегідь даємо видаємо дають
		можно может могут возможно разреш* невозможно нельзя всегда иногда обычно просто да нет пожалуйста сожалению уже ещё еще даже также тоже тут сейчас что-то всё все чтобы заранее даём даем выдаём выдаем дают что вы
		można może mogą dozwolon* możliw* niemożliw* wolno zawsze czasem czasami zwykle po prostu tak niestety już jeszcze nawet też także tutaj teraz coś wszystko żeby wydajemy dajemy jest są ma mają
		kann können könnt möglich* unmöglich* darf dürfen erlaubt gestattet immer manchmal meist gewöhnlich einfach ja nein leider schon noch sogar auch hier jetzt etwas alles geben gibt es fällt fallen dabei gern
		your our my вашого вашої ваш ваша ваше ваші наш наша вашего вашей ваша ваши pan pani pana państwa ihre ihren ihrer ihrem ihr unsere unserer
		do does did not is are was be been has have am`)
	// limitsDenied deny nothing but that something is more or less: no more than, не пізніше ніж.
	limitsDenied = knowledge.MustPattern(`\b(?:no|not) (?:more|less|later|earlier|fewer|longer|shorter) than|(?:не|ні) (?:більше|менше|пізніше|раніше|довше|коротше|более|менее|больше|меньше|позже|ранее|раньше|дольше|короче)|nie (?:więcej|mniej|później|wcześniej|dłużej|krócej)|nicht (?:mehr als|weniger als|kürzer als|später|früher|länger)`)
	// notOnly denies nothing: there is something else as well.
	notOnly = knowledge.MustPattern(`\bnot only\b|(?:не|ні) (?:лише|тільки|только)|nie tylko|nicht nur`)
	// moreThan are those that may be denied.
	moreThan = knowledge.MustPattern(`(?i)` + edge + `(?:(?:more|less|later|earlier|fewer|longer) than|більше|менше|пізніше|раніше|довше|более|менее|больше|меньше|позже|ранее|раньше|дольше|więcej|mniej|później|wcześniej|dłużej|mehr als|weniger als|später|früher|länger)`)
	// freeOf is free that says nothing of money.
	freeOf = knowledge.MustPattern(`(?:gluten|sugar|dairy|lactose|toll|duty|tax|hands|smoke|alcohol|fat|caffeine)[ -]free|feel free`)
	// oneCase is what is said of one customer's case alone.
	oneCase = knowledge.MustPattern(`this time|in your case|цього разу|(?:у|в) вашому випадку|в этот раз|на этот раз|в вашем случае|tym razem|w tym przypadku|diesmal|dieses mal|in ihrem fall`)
	// quoted are the names of buttons, and what a screen says.
	quoted = knowledge.MustPattern(`"[^"]*"|«[^»]*»|„[^“”"]*[“”"]|“[^”]*”`)
	// anotherClause are the words that a clause begins with and that are no part of it.
	anotherClause = newWordList(`and or but while so because и или но а что і й та або але а бо що чи i oraz lub ale albo bo że und oder aber denn weil dass sondern`)
	// subjects are words of a clause that stands for itself.
	subjects = newWordList(`we you they it he she i ми ви вони він вона воно я мы вы они он она оно wir sie ihr es er ich my wy oni ono`)
	// alsoDenied are the words of a clause that is denied as the one before.
	alsoDenied = newWordList(`nor noch ani ні ни`)
)

// concordant are the languages in which nobody does not.
var concordant = []string{"uk", "ru", "pl"}

// nobody are the words that go with a denied verb in those.
var nobody = newWordList(`ніколи ніхто нічого ніяк* жод* никогда никто ничего никак* nigdy nikt nic niczego niczym żad*`)

// wordList is a set of lower-case words, and of beginnings of words.
type wordList struct {
	whole  map[string]bool
	begins []string
}

func newWordList(words string) wordList {
	l := wordList{whole: map[string]bool{}}
	for _, w := range strings.Fields(words) {
		if b, ok := strings.CutSuffix(w, "*"); ok {
			l.begins = append(l.begins, b)
		} else {
			l.whole[w] = true
		}
	}
	return l
}

func (l wordList) has(word string) bool {
	return l.whole[word] || slices.ContainsFunc(l.begins, func(b string) bool { return strings.HasPrefix(word, b) })
}
