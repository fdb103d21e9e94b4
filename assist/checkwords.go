package assist

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"switchboard/knowledge"
)

// currencies are the names of money, in lower case.
var currencies = map[string]string{
	"$": "USD", "usd": "USD", "dollar": "USD", "dollars": "USD", "долар": "USD", "долари": "USD", "доллар": "USD", "доллара": "USD", "dolar": "USD", "dolara": "USD", "dolary": "USD", "dolarów": "USD", "доларів": "USD", "доларах": "USD", "долларах": "USD", "dolarach": "USD", "долларов": "USD",
	"€": "EUR", "eur": "EUR", "euro": "EUR", "euros": "EUR", "євро": "EUR", "евро": "EUR",
	"£": "GBP", "gbp": "GBP", "pound": "GBP", "pounds": "GBP", "chf": "CHF",
	"₴": "UAH", "uah": "UAH", "грн": "UAH", "гривень": "UAH", "гривні": "UAH", "гривня": "UAH", "гривню": "UAH", "гривен": "UAH", "гривны": "UAH", "гривна": "UAH", "гривнях": "UAH", "гривнах": "UAH", "hryvnia": "UAH", "hryvnias": "UAH", "hryvnya": "UAH",
	"hrywna": "UAH", "hrywnach": "UAH", "hrywny": "UAH", "hrywnę": "UAH", "hrywien": "UAH", "hrywnia": "UAH", "hrywnie": "UAH", "hrywnja": "UAH", "hrywnjas": "UAH", "hrywnas": "UAH", "hryvnja": "UAH",
	"griwna": "UAH", "griwny": "UAH", "griwen": "UAH", "griwnja": "UAH",
	"₽": "RUB", "rub": "RUB", "руб": "RUB", "руб.": "RUB", "рублей": "RUB", "рублях": "RUB", "рубля": "RUB", "рубль": "RUB",
	"zł": "PLN", "pln": "PLN", "zloty": "PLN", "zlotys": "PLN", "zlotych": "PLN", "złoty": "PLN", "złote": "PLN", "złotych": "PLN", "złotówkach": "PLN", "злотих": "PLN", "злотых": "PLN",
}

// money is any of them in a pattern, the longest first: "euros" is no "euro".
var money = func() string {
	names := slices.SortedFunc(maps.Keys(currencies), func(a, b string) int { return cmp.Or(len(b)-len(a), strings.Compare(a, b)) })
	return strings.NewReplacer("$", `\$`, ".", `\.`).Replace(strings.Join(names, "|"))
}()

type unitForm struct {
	begins string // of the word, in lower case; a final "$" ends it
	unit   string
	times  float64
}

// unitForms are the units that people name in different words. Spans of time are seconds, hours, or months.
var unitForms = []unitForm{
	{"%", "%", 1}, {"per cent$", "%", 1}, {"pro cent$", "%", 1}, {"percent", "%", 1}, {"prozent", "%", 1}, {"процент", "%", 1}, {"відсот", "%", 1}, {"procent", "%", 1}, {"proc$", "%", 1}, {"проц$", "%", 1}, {"відс$", "%", 1},
	{"second", "s", 1}, {"sekund", "s", 1}, {"секунд", "s", 1}, {"sec$", "s", 1}, {"sek$", "s", 1}, {"сек$", "s", 1},
	{"minute", "h", 1. / 60}, {"min$", "h", 1. / 60}, {"mins$", "h", 1. / 60}, {"хвилин", "h", 1. / 60}, {"хв$", "h", 1. / 60}, {"минут", "h", 1. / 60}, {"мин$", "h", 1. / 60}, {"minut", "h", 1. / 60},
	{"hour", "h", 1}, {"hrs$", "h", 1}, {"h$", "h", 1}, {"stunde", "h", 1}, {"std$", "h", 1}, {"годин", "h", 1}, {"год$", "h", 1}, {"час$", "h", 1}, {"часа$", "h", 1}, {"часов$", "h", 1}, {"godzin", "h", 1},
	{"day", "h", 24}, {"tag$", "h", 24}, {"tage", "h", 24}, {"werktag", "h", 24}, {"arbeitstag", "h", 24}, {"день$", "h", 24}, {"дня$", "h", 24}, {"дні", "h", 24}, {"дней$", "h", 24}, {"днів$", "h", 24}, {"dni$", "h", 24}, {"dzień$", "h", 24}, {"dnia$", "h", 24},
	{"week", "h", 168}, {"woche", "h", 168}, {"тиж", "h", 168}, {"недел", "h", 168}, {"tydzień", "h", 168}, {"tygodni", "h", 168},
	{"month", "month", 1}, {"monat", "month", 1}, {"місяц", "month", 1}, {"месяц", "month", 1}, {"miesi", "month", 1},
	{"year", "month", 12}, {"jahr", "month", 12}, {"рік$", "month", 12}, {"рок", "month", 12}, {"лет$", "month", 12}, {"года$", "month", 12}, {"lat$", "month", 12}, {"lata$", "month", 12}, {"rok$", "month", 12},
	{"доба$", "h", 24}, {"доби$", "h", 24}, {"добу$", "h", 24}, {"діб$", "h", 24}, {"сутки$", "h", 24}, {"суток$", "h", 24}, {"doba$", "h", 24}, {"doby$", "h", 24}, {"dobę$", "h", 24},
	{"l$", "l", 1}, {"л$", "l", 1}, {"ml$", "l", .001}, {"мл$", "l", .001}, {"cl$", "l", .01}, {"dl$", "l", .1}, {"liter", "l", 1}, {"litr", "l", 1}, {"літр", "l", 1}, {"литр", "l", 1},
	{"t$", "kg", 1000}, {"tonne", "kg", 1000}, {"тонн", "kg", 1000}, {"kilogram", "kg", 1}, {"кілограм", "kg", 1}, {"килограмм", "kg", 1}, {"gram", "kg", .001}, {"грам", "kg", .001},
	{"kilomet", "m", 1000}, {"кілометр", "m", 1000}, {"километр", "m", 1000}, {"metre", "m", 1}, {"meter", "m", 1}, {"метр", "m", 1}, {"metr", "m", 1},
	{"centimet", "m", .01}, {"zentimet", "m", .01}, {"сантиметр", "m", .01}, {"centymetr", "m", .01},
	{"wh$", "kWh", .001}, {"mwh$", "kWh", 1000}, {"w$", "kW", .001}, {"вт$", "kW", .001}, {"watt", "kW", .001},
	{"tb$", "GB", 1000}, {"тб$", "GB", 1000}, {"gigaby", "GB", 1}, {"gigabaj", "GB", 1}, {"гігабайт", "GB", 1}, {"гигабайт", "GB", 1}, {"megaby", "GB", .001}, {"megabaj", "GB", .001}, {"мегабайт", "GB", .001},
	{"kg$", "kg", 1}, {"кг$", "kg", 1}, {"g$", "kg", .001}, {"г$", "kg", .001}, {"km$", "m", 1000}, {"км$", "m", 1000}, {"m$", "m", 1}, {"м$", "m", 1}, {"cm$", "m", .01}, {"см$", "m", .01}, {"mm$", "m", .001}, {"мм$", "m", .001},
	{"kw$", "kW", 1}, {"квт$", "kW", 1}, {"kwh$", "kWh", 1}, {"v$", "V", 1}, {"volt", "V", 1}, {"вольт", "V", 1}, {"°", "°C", 1}, {"mbit/s", "Mbit/s", 1}, {"мбіт/с", "Mbit/s", 1}, {"мбит/с", "Mbit/s", 1}, {"mbps$", "Mbit/s", 1},
	{"gbit/s", "Mbit/s", 1000}, {"гбіт/с", "Mbit/s", 1000}, {"гбит/с", "Mbit/s", 1000},
	{"gb$", "GB", 1}, {"гб$", "GB", 1}, {"mb$", "GB", .001}, {"мб$", "GB", .001},
}

// unitOf is the unit that a word names, and how many of it; 0: none that is known. A small w is none: it is Polish for in.
func unitOf(word string) (unit string, times float64) {
	if word == "" || word == "w" {
		return "", 0
	}
	word = strings.ToLower(word)
	for _, u := range unitForms {
		if whole, ok := strings.CutSuffix(u.begins, "$"); ok && word == whole || !ok && strings.HasPrefix(word, u.begins) {
			return u.unit, u.times
		}
	}
	return "", 0
}

// apiece are words between a number and what it is for: 289 a month.
var apiece = strings.Fields("a an per each every на за в у na za w pro je im")

// nounOf is what a number counts, where that is no unit: the word's stem.
func nounOf(word string) string {
	lang, _ := knowledge.Language(word, "")
	for _, t := range knowledge.Analyze(word, lang) {
		if !t.Stop && len(t.Term) > 2 {
			return t.Term
		}
	}
	return ""
}

// carried are words that a number's sort says already: that something costs or lasts is no common subject. Folded.
var carried = strings.Fields(`cost costs price prices pay paid takes take is are until from over under about only within up per
 kostet kosten preis preise zahlen dauert dauern bis ab nur etwa innerhalb
 коштує коштують ціна ціни платити займає триває близько лише протягом до від
 стоит стоят цена цены платить занимает длится около только течение от
 kosztuje kosztują cena ceny płacić trwa około tylko ciągu od
 hello hi thank thanks please dear hallo danke bitte dzień dobry proszę добрий день дякую здравствуйте спасибо`)

// unsaid are words that make of two things no one thing: that both are so much a month, instead of more, or closed. Folded.
var unsaid = strings.Fields(`month months monthly місяць місяця місяці месяц месяца monat monatlich miesiąc miesięcznie miesiącu
 instead замість вместо statt zamiast closed geschlossen zamknięte zamknięty зачинено зачинений зачинені закрыто закрыты закрыт`)
