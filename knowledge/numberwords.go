package knowledge

import "strings"

// numberWords are numbers as recognisers write them, without marks and apostrophes: what stands alone, and tens.
var numberWords = map[string]int{
	"zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12,
	"thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19,
	"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
	"нуль": 0, "один": 1, "два": 2, "дві": 2, "две": 2, "три": 3, "чотири": 4, "пять": 5, "шість": 6, "сім": 7, "вісім": 8, "девять": 9, "десять": 10, "одинадцять": 11,
	"дванадцять": 12, "тринадцять": 13, "чотирнадцять": 14, "пятнадцять": 15, "шістнадцять": 16, "сімнадцять": 17, "вісімнадцять": 18, "девятнадцять": 19,
	"двадцять": 20, "тридцять": 30, "сорок": 40, "пятдесят": 50, "шістдесят": 60, "сімдесят": 70, "вісімдесят": 80, "девяносто": 90,
	"ноль": 0, "четыре": 4, "шесть": 6, "семь": 7, "восемь": 8, "одиннадцать": 11, "двенадцать": 12, "тринадцать": 13, "четырнадцать": 14,
	"пятнадцать": 15, "шестнадцать": 16, "семнадцать": 17, "восемнадцать": 18, "девятнадцать": 19,
	"двадцать": 20, "тридцать": 30, "пятьдесят": 50, "шестьдесят": 60, "семьдесят": 70, "восемьдесят": 80,
	"null": 0, "eins": 1, "zwei": 2, "zwo": 2, "drei": 3, "vier": 4, "funf": 5, "sechs": 6, "sieben": 7, "acht": 8, "neun": 9, "zehn": 10, "elf": 11, "zwolf": 12,
	"dreizehn": 13, "vierzehn": 14, "funfzehn": 15, "sechzehn": 16, "siebzehn": 17, "achtzehn": 18, "neunzehn": 19, "zwanzig": 20, "dreissig": 30, "vierzig": 40, "funfzig": 50, "sechzig": 60, "siebzig": 70, "achtzig": 80, "neunzig": 90,
	"jeden": 1, "dwa": 2, "trzy": 3, "cztery": 4, "piec": 5, "szesc": 6, "siedem": 7, "osiem": 8, "dziewiec": 9, "dziesiec": 10, "jedenascie": 11,
	"dwanascie": 12, "trzynascie": 13, "czternascie": 14, "pietnascie": 15, "szesnascie": 16, "siedemnascie": 17, "osiemnascie": 18, "dziewietnascie": 19,
	"dwadziescia": 20, "trzydziesci": 30, "czterdziesci": 40, "piecdziesiat": 50, "szescdziesiat": 60, "siedemdziesiat": 70, "osiemdziesiat": 80, "dziewiecdziesiat": 90,
}

// hundredWords are the hundreds that have a word of their own.
var hundredWords = map[string]int{
	"hundert": 100, "einhundert": 100, "zweihundert": 200, "dreihundert": 300, "vierhundert": 400, "funfhundert": 500, "sechshundert": 600, "siebenhundert": 700, "achthundert": 800, "neunhundert": 900,
	"сто": 100, "двісті": 200, "двести": 200, "триста": 300, "чотириста": 400, "четыреста": 400, "пятсот": 500, "пятьсот": 500, "шістсот": 600, "шестьсот": 600,
	"сімсот": 700, "семьсот": 700, "вісімсот": 800, "восемьсот": 800, "девятсот": 900, "девятьсот": 900,
	"sto": 100, "dwiescie": 200, "trzysta": 300, "czterysta": 400, "piecset": 500, "szescset": 600, "siedemset": 700, "osiemset": 800, "dziewiecset": 900,
}

// NumberWord is the number that a word of English, Ukrainian, Russian, German or Polish says: 0 to 19, tens up to 90, and German's
// compounds between them. The word is in lower case without marks and apostrophes.
func NumberWord(word string) (n int, ok bool) {
	if n, ok = numberWords[word]; ok {
		return n, true
	}
	ones, tens, both := strings.Cut(word, "und") // dreiundzwanzig
	if !both {
		return 0, false
	}
	one := numberWords[ones]
	if ones == "ein" {
		one = 1
	}
	ten := numberWords[tens]
	return ten + one, one > 0 && one < 10 && ten >= 20
}

// HundredWord is the number that a word for hundreds says, in the same languages: 100 to 900.
func HundredWord(word string) (n int, ok bool) {
	n, ok = hundredWords[word]
	return n, ok
}
