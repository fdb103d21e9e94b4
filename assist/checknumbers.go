package assist

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// numberWords are the numbers that people write out, in the languages of the knowledge base, with the cases that stand
// before a unit. An apostrophe is '.
var numberWords = numbers(`1 one ein eine einen einer eines einem один одна одну одного одної одной одно jeden jedna jedną jednego
2 two zwei два две дві двох двух dwa dwie dwóch
3 three drei три трьох трех трёх trzy trzech
4 four vier четыре четырех четырёх чотири чотирьох cztery czterech
5 five fünf пять пяти п'ять п'яти pięć pięciu
6 six sechs шесть шести шість шести sześć sześciu
7 seven sieben семь семи сім семи siedem siedmiu
8 eight acht восемь восьми вісім восьми osiem ośmiu
9 nine neun девять девяти дев'ять дев'яти dziewięć dziewięciu
10 ten zehn десять десяти dziesięć dziesięciu
11 eleven elf одиннадцать одиннадцати одинадцять одинадцяти jedenaście jedenastu
12 twelve zwölf двенадцать двенадцати дванадцять дванадцяти dwanaście dwunastu
13 thirteen dreizehn тринадцать тринадцати тринадцять тринадцяти trzynaście trzynastu
14 fourteen vierzehn четырнадцать четырнадцати чотирнадцять чотирнадцяти czternaście czternastu
15 fifteen fünfzehn пятнадцать пятнадцати п'ятнадцять п'ятнадцяти piętnaście piętnastu
16 sixteen sechzehn шестнадцать шестнадцати шістнадцять шістнадцяти szesnaście szesnastu
17 seventeen siebzehn семнадцать семнадцати сімнадцять сімнадцяти siedemnaście siedemnastu
18 eighteen achtzehn восемнадцать восемнадцати вісімнадцять вісімнадцяти osiemnaście osiemnastu
19 nineteen neunzehn девятнадцать девятнадцати дев'ятнадцять дев'ятнадцяти dziewiętnaście dziewiętnastu
20 twenty zwanzig двадцать двадцати двадцять dwadzieścia dwudziestu
30 thirty dreißig dreissig тридцать тридцати тридцять trzydzieści trzydziestu
40 forty vierzig сорок сорока czterdzieści czterdziestu
50 fifty fünfzig пятьдесят пятидесяти п'ятдесят п'ятдесяти pięćdziesiąt pięćdziesięciu
60 sixty sechzig шестьдесят шестидесяти шістдесят шістдесяти sześćdziesiąt sześćdziesięciu
70 seventy siebzig семьдесят семидесяти сімдесят сімдесяти siedemdziesiąt siedemdziesięciu
80 eighty achtzig восемьдесят восьмидесяти вісімдесят вісімдесяти osiemdziesiąt osiemdziesięciu
90 ninety neunzig девяносто дев'яносто dziewięćdziesiąt dziewięćdziesięciu
100 hundred hundert einhundert сто ста sto stu
200 zweihundert двести двухсот двісті двохсот dwieście dwustu
300 dreihundert триста трехсот трёхсот трьохсот trzysta trzystu
400 vierhundert четыреста чотириста czterysta czterystu
500 fünfhundert пятьсот пятисот п'ятсот п'ятисот pięćset pięciuset
600 sechshundert шестьсот шістсот sześćset
700 siebenhundert семьсот сімсот siedemset
800 achthundert восемьсот вісімсот osiemset
900 neunhundert девятьсот дев'ятсот dziewięćset
1000 thousand tausend тысяча тысячи тысяч тысячу тисяча тисячі тисяч тисячу tysiąc tysiąca tysiące tysięcy
0.5 half halb halbe halben halbes halber пів пол pół
1.5 anderthalb eineinhalb півтора півтори полтора полторы półtora półtorej
2.5 zweieinhalb
3.5 dreieinhalb`)

// halved are units with their half in one word, and half of what they are.
var halved = map[string]string{"півгодини": "година", "полчаса": "час", "півроку": "рік", "полгода": "года", "півдня": "день", "halbstunde": "stunde"}

// tensOf are the tens of German's compounds.
var tensOf = []string{"zwanzig", "dreißig", "dreissig", "vierzig", "fünfzig", "sechzig", "siebzig", "achtzig", "neunzig"}

func numbers(table string) map[string]float64 {
	out := map[string]float64{}
	for line := range strings.Lines(table) {
		words := strings.Fields(line)
		n, err := parseAmount(words[0])
		if err != nil { // a mistake in the table above
			panic(err)
		}
		for _, w := range words[1:] {
			out[w] = n
		}
	}
	return out
}

// numberOf is the number that one word is.
func numberOf(word string) (float64, bool) {
	word = strings.ReplaceAll(strings.ToLower(word), "’", "'")
	if n, ok := numberWords[word]; ok {
		return n, true
	}
	ones, tens, ok := strings.Cut(word, "und")
	for _, t := range tensOf { // fünfundzwanzig
		if one, known := numberWords[ones]; ok && known && one < 10 && tens == t {
			return one + numberWords[t], true
		}
	}
	return compound(word)
}

// compound is the number that one German word is, from a hundred on: eintausendfünfhundert, hundertfünfzig.
func compound(word string) (float64, bool) {
	for _, of := range []struct {
		word  string
		times float64
	}{{"tausend", 1000}, {"hundert", 100}} {
		before, after, ok := strings.Cut(word, of.word)
		if !ok {
			continue
		}
		n, rest, known := 1.0, 0.0, true
		if before != "" {
			n, known = numberOf(before)
		}
		if after = strings.TrimPrefix(after, "und"); known && after != "" {
			rest, known = numberOf(after)
		}
		return n*of.times + rest, known && n < of.times && rest < of.times
	}
	return 0, false
}

// writtenOut is the number that words begin with, and how many of them it takes; none: 0.
func writtenOut(words []string) (n float64, took int) {
	sum, current, ok := 0.0, 0.0, false
	for i := 0; i < len(words); i++ {
		next, known := numberOf(words[i])
		and := ok && i+1 < len(words) && joins[strings.ToLower(words[i])]
		switch {
		case and && isHalf(words[i+1]): // two and half, два з половиною
			return sum + current + 0.5, i + 2
		case and && i+2 < len(words) && strings.EqualFold(words[i+1], "a") && isHalf(words[i+2]): // two and a half
			return sum + current + 0.5, i + 3
		case and && strings.EqualFold(words[i], "and") && current >= 100: // one hundred and five
			if _, known := numberOf(words[i+1]); known {
				continue
			}
			return sum + current, took
		case !known:
			return sum + current, took
		case next == 1000 && sum == 0:
			sum, current = max(current, 1)*1000, 0
		case next == 100 && current >= 1 && current < 100: // fifteen hundred
			current *= 100
		case next == 0.5 && current == 1: // eine halbe
			current = 0.5
		case !ok || current == 0 && next < 1000 || joinable(current, next):
			current += next
		default:
			return sum + current, took
		}
		ok, took = true, i+1
	}
	return sum + current, took
}

// joinable tells whether a number goes on with a smaller one: a hundred with what is below it, tens with ones.
func joinable(n, next float64) bool {
	whole := int(n)
	return float64(whole) == n && next >= 1 && (whole%100 == 0 && next < 100 || whole%10 == 0 && whole%100 >= 20 && next < 10)
}

// joins are the words between a number and its half.
var joins = map[string]bool{"and": true, "з": true, "із": true, "с": true, "i": true, "und": true}

func isHalf(word string) bool {
	w := strings.ToLower(word)
	return w == "half" || w == "pół" || w == "halb" || strings.HasPrefix(w, "половин")
}

// numbers adds numbers written as words, where a unit or a currency that is known follows.
func (f *finding) numbers() {
	at := f.words
	all := make([]string, len(at))
	for i, a := range at {
		all[i] = f.text[a[0]:a[1]]
	}
	for i := 0; i < len(all); i++ {
		if unit := halved[strings.ToLower(all[i])]; unit != "" {
			f.counted(at[i][0], at[i][1], 0.5, unit)
			continue
		}
		if i > 0 && withinOne(all[:i], all[i]) && f.together(at[i-min(i, wordsBefore(all[i-1])):i+1]) { // not: of 290 a month
			f.counted(at[i][0], at[i][1], 1, all[i])
			continue
		}
		n, took := writtenOut(all[i:min(i+8, len(all))])
		if took == 0 || !f.together(at[i:i+took]) {
			continue
		}
		for _, j := range []int{i + took, i + took + 1} { // "two working days": the unit is the second word
			if j >= len(all) || pointsAt(all[i], all[j]) || j > i+took && utf8.RuneCountInString(all[j]) == 1 || f.counted(at[i][0], at[j][1], n, all[j]) ||
				j+1 < len(all) && f.counted(at[i][0], at[j+1][1], n, all[j]+" "+all[j+1]) { // per cent
				break
			}
			if _, number := numberOf(all[j]); number {
				break
			}
		}
		i += took - 1
	}
}

// countsIn finds what a text counts in words beside what has a unit: "two adults and three children".
func countsIn(text string) []Claim {
	f := &finding{text: text, words: claimWord.FindAllStringIndex(text, -1)}
	all := make([]string, len(f.words))
	for i, at := range f.words {
		all[i] = text[at[0]:at[1]]
	}
	for i := 0; i < len(all); i++ {
		n, took := writtenOut(all[i:min(i+8, len(all))])
		if took == 0 || i+took >= len(all) || !f.together(f.words[i:i+took+1]) {
			continue
		}
		if noun := nounOf(all[i+took]); noun != "" && n > 1 && !pointsAt(all[i], all[i+took]) {
			c := Claim{Sort: ClaimNumber, Start: f.words[i][0], End: f.words[i+took][1], bare: n, low: n, high: n, unit: noun}
			c.Value = c.value()
			f.add(c)
		}
		i += took - 1
	}
	return f.found
}

// withinOne tells whether a word is one of a unit although no number says so: within a week, протягом тижня.
func withinOne(before []string, unit string) bool {
	last := strings.ToLower(before[len(before)-1])
	if last == "a" || last == "an" {
		return len(before) > 1 && beforeOne[strings.ToLower(before[len(before)-2])]
	}
	if lasting[last] && lastsOne[strings.ToLower(unit)] {
		return true
	}
	return slices.Contains([]string{"протягом", "упродовж", "впродовж", "течение", "течении", "ciągu"}, last) && oneOfUnit[strings.ToLower(unit)]
}

// wordsBefore is how many words say that one of a unit is meant: within a week, протягом тижня.
func wordsBefore(last string) int {
	if strings.EqualFold(last, "a") || strings.EqualFold(last, "an") {
		return 2
	}
	return 1
}

// beforeOne are the words before "a week" that say how long something is, and not how often or for how much: "20 € a month".
var beforeOne = setOf(`within in after for lasts last takes take is of about around`)

// lasting are the words behind which a unit of time is one of it, in the case of lastsOne: гарантія діє рік.
var (
	lasting  = setOf(`діє діятиме триває триватиме займає через гарантія действует длится занимает через гарантия trwa obowiązuje zajmuje gwarancja`)
	lastsOne = setOf(`хвилину годину добу день тиждень місяць рік минуту час сутки неделю месяц год minutę godzinę dobę dzień tydzień miesiąc rok`)
)

// oneOfUnit are the units of time in the case that one of them stands in behind the words for within.
var oneOfUnit = setOf(`хвилини години доби дня тижня місяця року минуты часа суток недели месяца года minuty godziny doby dnia tygodnia miesiąca roku`)

// pointsAt tells whether a word is no number but Polish for this, as in "ten dzień".
func pointsAt(word, unit string) bool {
	return strings.EqualFold(word, "ten") && slices.Contains([]string{"dzień", "tydzień", "miesiąc", "rok", "procent"}, strings.ToLower(unit))
}

// together tells whether nothing but a space or a hyphen is between words.
func (f *finding) together(words [][]int) bool {
	for i, w := range words[1:] {
		if strings.TrimFunc(f.text[words[i][1]:w[0]], func(c rune) bool { return unicode.IsSpace(c) || c == '-' || c == '‑' }) != "" {
			return false
		}
	}
	return true
}

// counted adds a number written as words, if the word after it is a unit or a currency.
func (f *finding) counted(start, end int, n float64, word string) bool {
	c := Claim{Sort: ClaimNumber, Start: start, End: end, bare: n, low: n, high: n}
	if money := currencies[strings.ToLower(word)]; money != "" {
		c.Sort, c.unit = ClaimPrice, money
	} else {
		unit, times := unitOf(word)
		if times == 0 {
			return false
		}
		c.unit, c.low, c.high = unit, n*times, n*times
	}
	c.Value = c.value()
	f.add(c)
	return true
}
