package knowledge

import (
	_ "embed"
	"strings"
	"unicode"
	"unicode/utf8"
)

// PrivateName is the name of somebody who introduces himself, or is spoken of. MaskPerson hides it; FindPrivate does not look for it.
const PrivateName = "name"

//go:embed names.txt
var namesText string

// introducing is what is known of how people say who they are, in en, uk, ru, pl and de.
type introducing struct {
	given  map[string]bool // names
	surely [][]string      // after these words comes a name: one that is known, or one with a capital letter
	maybe  [][]string      // after these a name that is known
	titles map[string]bool // of people: a name follows
	after  map[string]bool // what may stand behind the name: "Anna here"
	own    map[string]bool // words that say that a number or address of one's own follows
	small  map[string]bool // what may stand between them
	joins  map[string]bool // words that join clauses
	orders []string        // how the words begin that say that a number is a thing's and nobody's own
}

var introduced = introducing{
	given: namesOf(namesText),
	surely: phrasesOf("my name is", "my name's", "my names", "the name is", "мене звати", "мене звуть", "моє ім'я", "моє ім’я", "моє імʼя", "моє прізвище", "меня зовут", "меня звать",
		"мое имя", "моё имя", "моя фамилия", "nazywam się", "mam na imię", "moje imię to", "moje nazwisko to", "ich heiße", "ich heisse", "mein name ist", "mein name lautet",
		"best regards", "kind regards", "regards", "yours sincerely", "з повагою", "с уважением", "z poważaniem", "pozdrawiam", "mit freundlichen grüßen", "viele grüße", "mfg"),
	maybe: phrasesOf("i am", "i'm", "i’m", "im", "this is", "it is", "it's", "it’s", "its", "here is", "це", "я", "вас турбує", "пише", "это", "вас беспокоит", "пишет",
		"jestem", "tu", "tutaj", "z tej strony", "ich bin", "ich bin der", "ich bin die", "hier ist", "hier spricht", "hier", "thanks", "дякую", "спасибо", "danke", "dziękuję"),
	titles: namesOf("mr mrs ms miss dr пан пані панове господин госпожа herr frau pan pani"),
	after:  namesOf("here speaking"),
	own: namesOf(`my phone mobile cell telephone tel number email e-mail mail contact call me reach whatsapp viber telegram
		мій мой моя моє мої моего мого номер номеру номера телефону телефона телефон тел моб мобільний мобильный пошта почта емейл мейл передзвоніть зателефонуйте подзвоніть перезвоните позвоните мені мне
		mein meine telefonnummer handynummer mobilnummer nummer handy e-mail-adresse rufen mich
		mój moja moje numer telefonu komórka komórki kontakt dzwonić zadzwońcie`),
	small: namesOf(`the no nr is address back at on please you can адреса адрес на за ось вот это це ist lautet sie bitte unter an to proszę pod`),
	joins: namesOf(`and also but so і й та а и але но und aber oraz i a ale`),
	orders: strings.Fields(`order parcel tracking track invoice ticket shipment booking contract reference code coupon voucher serial model error article item
		замовлен посилк накладн ттн рахунк договор договір код купон помилк модел артикул заказ посылк отслежив накладной счет ошибк
		bestell sendung rechnung paket auftrag vertrag vorgang fehler artikel gutschein zamówien przesył paczk faktur umow kod błąd`),
}

func namesOf(text string) map[string]bool {
	set := map[string]bool{}
	for line := range strings.Lines(text) {
		if !strings.HasPrefix(line, "#") {
			for _, w := range strings.Fields(line) {
				set[w] = true
			}
		}
	}
	return set
}

func phrasesOf(list ...string) [][]string {
	out := make([][]string, len(list))
	for i, p := range list {
		out[i] = strings.Fields(p)
	}
	return out
}

// spokenWord is a word of a text.
type spokenWord struct {
	start, end int
	low        string
	capital    bool
	digits     bool
}

var spokenWords = MustPattern(`[\p{L}\p{M}\p{N}]+(?:['’ʼ\-][\p{L}\p{M}\p{N}]+)*`)

func wordsIn(text string) []spokenWord {
	var out []spokenWord
	for _, m := range spokenWords.FindAllStringIndex(text, -1) {
		w := text[m[0]:m[1]]
		first, size := utf8.DecodeRuneInString(w)
		out = append(out, spokenWord{m[0], m[1], strings.ToLower(w), unicode.IsUpper(first) && strings.ToUpper(w[size:]) != w[size:], strings.ContainsAny(w, "0123456789")})
	}
	return out
}

// introduction is a place where somebody says who he is: all of it, and the name alone.
type introduction struct{ start, end, name, nameEnd int }

// introductions finds where somebody says his name, ascending and without overlap.
func introductions(text string) []introduction {
	if len(text) > MaxQuery {
		text = text[:MaxQuery]
	}
	words := wordsIn(text)
	var out []introduction
	for i := 0; i < len(words); i++ {
		n, known := introduced.leads(text, words[i:])
		from := i + n
		to := introduced.name(text, words, from, known || n == 0)
		if to == from {
			continue
		}
		found := introduction{words[i].start, words[to-1].end, words[from].start, words[to-1].end}
		speaks := to < len(words) && introduced.after[words[to].low] && joined(text, words[to-1], words[to])
		if begins := i == 0 || strings.ContainsAny(text[words[i-1].end:words[i].start], ",.;:!?\n"); n == 0 && !(speaks && begins) {
			continue
		}
		if speaks {
			found.end = words[to].end
			to++
		}
		out = append(out, found)
		i = to - 1
	}
	return out
}

// leads tells how many words at the beginning say that a name follows, 0 for none, and whether it must be one that is known.
func (in introducing) leads(text string, words []spokenWord) (n int, known bool) {
	for i, list := range [][][]string{in.surely, in.maybe} {
		for _, p := range list {
			if len(p) > n && len(p) < len(words) && begins(words, p) && spaced(text, words[:len(p)]) && !sentenceEnds(text, words[len(p)-1], words[len(p)]) {
				n, known = len(p), i == 1
			}
		}
		if n > 0 {
			return n, known
		}
	}
	return 0, false
}

// name returns where a name ends that begins with a word: at that word itself if it is none.
func (in introducing) name(text string, words []spokenWord, from int, known bool) int {
	first := words[from]
	if in.titles[first.low] {
		to := from + 1
		for to < len(words) && to < from+5 && words[to].capital && !words[to].digits && strings.Trim(text[words[to-1].end:words[to].start], ". ") == "" {
			to++
		}
		if in.titles[words[to-1].low] {
			return from
		}
		return to
	}
	if first.digits || StopWord(first.low, "") {
		return from
	}
	if !in.given[first.low] {
		second := from+1 < len(words) && joined(text, first, words[from+1]) && in.given[words[from+1].low] && first.capital
		if !second && (known || !first.capital) {
			return from
		}
	}
	to := from + 1
	for to < len(words) && to < from+3 && joined(text, words[to-1], words[to]) && !words[to].digits && (words[to].capital || in.given[words[to].low] || surname.MatchString(words[to].low)) && !StopWord(words[to].low, "") {
		to++
	}
	return to
}

// surname is how the family names end that are told without a capital letter.
var surname = MustPattern(`^\p{L}{2,}(?:enko|chuk|czuk|yuk|iuk|skyi|skyy|ski|ska|cki|cka|wicz|енко|чук|юк|ський|ська|цький|цька|ский|ская|цкий|цкая|ович|евич|ова|ева|ов|ев|ova|eva)$`)

func begins(words []spokenWord, phrase []string) bool {
	for i, p := range phrase {
		if words[i].low != p {
			return false
		}
	}
	return true
}

// joined tells whether nothing but space stands between two words.
func joined(text string, a, b spokenWord) bool {
	between := text[a.end:b.start]
	return strings.TrimSpace(between) == "" && !strings.Contains(between, "\n")
}

func spaced(text string, words []spokenWord) bool {
	for i := 1; i < len(words); i++ {
		if !joined(text, words[i-1], words[i]) {
			return false
		}
	}
	return true
}

// sentenceEnds tells whether a sentence ends between two words. A comma, a dash, a colon or a new line may stand before a name.
func sentenceEnds(text string, a, b spokenWord) bool {
	return strings.ContainsAny(text[a.end:b.start], ".!?;")
}
