package knowledge

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Introduced are the names that somebody gives himself in a text.
func Introduced(text string) []string {
	var out []string
	for _, in := range introductions(text) {
		out = append(out, text[in.name:in.nameEnd])
	}
	return out
}

// WithoutNames is a text that others are to read, without a customer's names in whichever case: those that he said are his, and those
// that he is listed by. Where he is spoken to ("Hello Martha!", "Yes, Martha, we do.") nothing is left of that, elsewhere the name is masked.
// Somebody may be listed by a word that is no name: alone it is one only where he is spoken to.
func WithoutNames(text string, said, listed []string) string {
	names := nameWords(said, listed)
	if len(names) == 0 {
		return text
	}
	lang, _ := Language(text, "")
	words := wordsIn(text)
	var b strings.Builder
	last, raised := 0, false
	write := func(piece string) {
		if first, size := utf8.DecodeRuneInString(piece); raised && size > 0 {
			piece, raised = string(unicode.ToUpper(first))+piece[size:], false
		}
		b.WriteString(piece)
	}
	for i := 0; i < len(words); i++ {
		m := mentioned(names, text, words[i:], lang)
		if m.words == 0 {
			continue
		}
		start, end := words[i].start, words[i+m.words-1].end
		from, titled := start, i > 0 && nameTitles[words[i-1].low] && words[i-1].start >= last && joined(text, words[i-1], words[i])
		if titled {
			from = words[i-1].start
		}
		first, _ := utf8.DecodeRuneInString(text[start:])
		before := text[max(last, from-lookBack):from]
		cut, capital, opens := spokenTo(before, text[end:min(len(text), end+lookBack)]), unicode.IsUpper(first), sentenceOpens(before)
		switch {
		case cut.spoken && (capital || m.sure):
			write(text[last : from-cut.before])
			last, raised = end+cut.after, raised || cut.begins
		case capital && (titled || m.words > 1 || m.sure && (m.exact || !opens)): // "Марка" begins a sentence on makes more often than one on Mark
			write(text[last:start])
			write(masked(PrivateName, text[start:end]))
			last = end
		}
		i += m.words - 1
	}
	write(text[last:])
	return strings.TrimSpace(b.String())
}

const (
	mostNameWords = 40  // of all names of somebody
	lookBack      = 200 // bytes before and behind a name that tell whether he is spoken to
)

// nameWord is a word of a name. It is surely a person's where somebody said so, or where it is known as one.
type nameWord struct {
	low  string
	sure bool
}

func nameWords(said, listed []string) (out []nameWord) {
	add := func(name string, sure func(low string) bool) {
		for _, w := range wordsIn(name) {
			if len(out) < mostNameWords && !w.digits && utf8.RuneCountInString(w.low) > 1 && !StopWord(w.low, "") && !nameTitles[w.low] {
				out = append(out, nameWord{w.low, sure(w.low)})
			}
		}
	}
	for _, name := range said {
		add(name, func(string) bool { return true })
	}
	for _, name := range listed {
		given := slices.ContainsFunc(wordsIn(name), func(w spokenWord) bool { return introduced.given[w.low] })
		add(name, func(low string) bool { return introduced.given[low] || given && surname.MatchString(low) })
	}
	return out
}

// mention is how many words at a place are somebody's name, whether that is surely one, and whether it stands there as he is called.
type mention struct {
	words       int
	sure, exact bool
}

func mentioned(names []nameWord, text string, words []spokenWord, lang string) (m mention) {
	for m.words < len(words) && (m.words == 0 || joined(text, words[m.words-1], words[m.words])) {
		found := false
		for _, n := range names {
			rest, same := strings.CutPrefix(words[m.words].low, n.low)
			same = same && possessed.MatchString(rest)
			if same || inflected(n.low, words[m.words].low, lang) {
				found, m.sure, m.exact = true, m.sure || n.sure, m.exact || same
			}
		}
		if !found {
			break
		}
		m.words++
	}
	return m
}

var (
	nameStem  = MustPattern(`(?:ий|ый|ій|ия|ія|ая|[аяоеєіиїйь]|[aeoiy])$`)
	slavic    = MustPattern(`^(?:[аяуюоеєіїиыйь]|[оеєё]ю|[оеё]й|[оеєё]м|[оеє]ві|ого|ому|[иы]м|ої|ую|[ая]я|[иы]й|ій|і[яюїєі]|ієм|ієві|ією|и[яюеи]|ием|ией|ьо)?$`)
	slavicTwo = MustPattern(`^(?:[аяуюоеєіїиы]|[оеєё]ю|[оеё]й|[оеє]м|ьо)?$`) // of a stem of two letters
	polish    = MustPattern(`^(?:[aąeęioóuy]|owi|i?em|ie|i?ego|i?emu|im|i?ej)?$`)
	possessed = MustPattern(`^(?:['’ʼ]?s|['’ʼ])?$`)
	softened  = map[rune]string{'г': "зж", 'к': "цч", 'х': "сш"}
)

// inflected tells whether a word may be another case of a name, by the first letters that they have in common. Both are in small letters.
func inflected(name, word, lang string) bool {
	cyrillic := strings.ContainsFunc(name, func(r rune) bool { return unicode.Is(unicode.Cyrillic, r) })
	if !cyrillic && lang != "pl" {
		return false
	}
	stem := []rune(nameStem.ReplaceAllString(name, ""))
	letters := []rune(word)
	if len(stem) < 2 || len(letters) < len(stem) || string(letters[:len(stem)-1]) != string(stem[:len(stem)-1]) {
		return false
	}
	end, at := string(letters[len(stem):]), letters[len(stem)-1]
	switch {
	case at != stem[len(stem)-1]: // Ользі of Ольга
		return len(stem) > 2 && strings.ContainsRune(softened[stem[len(stem)-1]], at) && (end == "і" || end == "е")
	case !cyrillic:
		return len(stem) > 2 && polish.MatchString(end)
	case len(stem) == 2:
		return slavicTwo.MatchString(end)
	}
	return slavic.MatchString(end)
}

// nameTitles are titles before a name, in the cases in which people are spoken to and of.
var nameTitles = namesOf(`mr mrs ms miss dr пан пана пану панові паном пане пані панове господин господина господину госпожа госпожи госпоже
	herr herrn frau pan pana panu panem panie pani panią państwo`)

const greetWords = `(?:hello|hi|hey|dear|good (?:morning|afternoon|evening|day)|вітаю|вітаємо|привіт|добр\p{L}+ (?:день|дня|ранку|ранок|вечора|вечір|утро|вечер)|шановн\p{L}+|` +
	`здравствуйте|приветствую|привет|уважаем\p{L}+|dzień dobry|dobry wieczór|witam\p{L}*|cześć|szanown\p{L}+|hallo|guten (?:tag|morgen|abend)|lieber?|sehr geehrter?)`

var (
	greeted  = MustPattern(`(?i)(?:^|[.!?\n])\s*((?:` + greetWords + `[ ,!]*)+)$`)
	assented = MustPattern(`(?i)(?:^|[.!?\n,])\s*(?:yes|no|sure|of course|certainly|thanks|thank you|sorry|так|ні|звісно|звичайно|дякую|дякуємо|перепрошую|да|нет|конечно|спасибо|извините|` +
		`tak|nie|oczywiście|dziękuję|dziękujemy|przepraszam|ja|nein|natürlich|danke|entschuldigung)$`)
	nameEnds = MustPattern(`^\s*(?:[,.!?…]+\s*|\n\s*|$)`)
)

// addressing is a place where somebody is spoken to by his name: how much goes with the name, and whether a sentence begins with it.
type addressing struct {
	spoken, begins bool
	before, after  int // bytes
}

// spokenTo tells whether a name is spoken to that stands between two pieces of a text.
func spokenTo(before, after string) addressing {
	end := nameEnds.FindString(after)
	if end == "" && after != "" {
		return addressing{}
	}
	bare := strings.TrimRight(before, " \t\u00a0")
	if m := greeted.FindStringSubmatchIndex(before); m != nil {
		return addressing{true, true, len(before) - m[2], len(end)}
	}
	switch {
	case sentenceOpens(before):
		return addressing{true, true, 0, len(end)}
	case strings.HasSuffix(bare, ","):
		return addressing{true, false, len(before) - len(bare) + 1, 0}
	case assented.MatchString(bare):
		return addressing{true, false, len(before) - len(bare), 0}
	}
	return addressing{}
}

// sentenceOpens tells whether a sentence begins behind a piece of a text.
func sentenceOpens(before string) bool {
	bare := strings.TrimRight(before, " \t\u00a0")
	return bare == "" || strings.ContainsAny(bare[len(bare)-1:], ".!?\n")
}
