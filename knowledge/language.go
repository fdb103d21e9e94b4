package knowledge

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// languages are those that Language tells apart.
var languages = [...]string{"en", "uk", "ru", "de", "pl"}

// functionWords are the words that make up half of any text, by language.
var functionWords = sync.OnceValue(func() map[string][]int {
	lists := [...]string{
		`the be to of and a in that have i it for not on with he as you do at this but his by from they we say her she or an will my one all
		would there their what so up out if about who get which go me when make can like time no just him know take into your some could them
		see other than then now look only come its over think also how is are was were does did has had am been cannot dont want need please hello`,
		`і в не на що я з він та це як до за але у вона по ми ви вони від його її їх так для мене мені є був була було були бути або при про
		коли де чи якщо також тут там хто який яка яке які цей ця ці той та те ті мій моя моє мої ваш ваша ще вже тільки можна треба дуже
		дякую привіт добрий день будь ласка чому скільки потрібно хочу можу немає після під над через щоб бо`,
		`и в не на что я с он а это как к за но у она по мы вы они от его её их так для меня мне есть был была было были быть или при о
		когда где ли если также здесь там кто какой какая какое какие этот эта эти тот те мой моя моё мои ваш ваша ещё уже только можно надо
		очень спасибо привет добрый день пожалуйста почему сколько нужно хочу могу нет после под над через чтобы потому`,
		`der die das und in den von zu mit sich des auf für ist im dem nicht ein eine als auch es an werden aus er hat dass sie nach wird bei
		einer um am sind noch wie einem über einen so zum war haben nur oder aber vor zur bis mehr durch man sein wurde kann ich du wir ihr mir mich
		was wo wer wenn mein meine bitte danke hallo guten tag warum wieviel brauche möchte`,
		`i w nie na się że z do to jest o jak za po co ja ale od przez on ona my wy oni tak dla mnie mi był była było były być lub przy
		kiedy gdzie czy jeśli także tutaj tam kto jaki jaka jakie który która które ten ta te mój moja moje wasz jeszcze już tylko można trzeba
		bardzo dziękuję cześć dzień dobry proszę dlaczego ile potrzebuję chcę mogę nie ma pod nad aby bo ze we`,
	}
	words := map[string][]int{}
	for lang, list := range lists {
		for _, w := range strings.Fields(list) {
			words[w] = append(words[w], lang)
		}
	}
	return words
})

// Letters that only one of the languages has, and endings and letter groups that one of them loves.
var (
	ownLetters = [...]string{"", "іїєґ", "ыэъё", "äöüß", "ąćęłńśźżó"}
	ownGroups  = [...][]string{
		{"th", "wh", "ing ", "tion", "ght", "ck", "ough", "ea", "oo", "ly ", "sh", "y ", "ous ", "ed "},
		{"ння ", "ти ", "ться ", "ого ", "ської ", "ий ", "ою ", "ами ", "ів ", "ві", "нн", "що", "ськ", "ють ", "ає ", "ці", "ої ", "йо", "ьо", " від"},
		{"ние ", "ть ", "ться ", "ого ", "ский ", "ый ", "ой ", "ами ", "ов ", "ение", "ет ", "ия ", "ство", "что", "ии ", "ют ", "ее ", "ую ", "ие ", "ск"},
		{"sch", "ch", "ei", "ie", "en ", "er ", "ung ", "cht", "ck", "tz", "pf", "ge", "st", "keit ", "lich ", "zu"},
		{"sz", "cz", "rz", "dz", "ow", "ie", "owa", "ych ", "nie ", "ski ", "ść ", "prz", "wy", "ego ", "kie", "czy", "nia ", "ia ", "j"},
	}
)

const longestSample = 2000 // characters that are looked at

// Language tells in which language a text is written: en, uk, ru, de or pl. prior is what is known before, such as the
// conversation's language, or empty. Where the text does not say enough the prior stands, and sure is false; one word
// never outweighs a prior.
func Language(text, prior string) (lang string, sure bool) {
	words := sampleWords(text)
	if len(words) == 0 || (len(words) == 1 && prior != "") {
		return prior, false
	}
	var score [len(languages)]float64
	for _, w := range words {
		weigh(w, &score)
	}
	best, second := 0, 1
	if score[1] > score[0] {
		best, second = 1, 0
	}
	for i := 2; i < len(score); i++ {
		switch {
		case score[i] > score[best]:
			best, second = i, best
		case score[i] > score[second]:
			second = i
		}
	}
	if score[best] <= 0 {
		return prior, false
	}
	lead := score[best] - score[second]
	sure = lead >= 1.5 && lead >= 0.2*score[best]
	if !sure && prior != "" {
		return prior, false
	}
	return languages[best], sure
}

// sampleWords are the first words of a text, in lower case.
func sampleWords(text string) []string {
	if len(text) > 4*longestSample {
		text = text[:4*longestSample]
	}
	return strings.FieldsFunc(strings.ToLower(strings.ToValidUTF8(text, " ")), func(c rune) bool {
		return !unicode.IsLetter(c) && c != '\'' && c != '’' && c != 'ʼ'
	})
}

// weigh adds one word's evidence.
func weigh(word string, score *[len(languages)]float64) {
	cyrillic, latin := false, false
	for _, c := range word {
		cyrillic = cyrillic || unicode.Is(unicode.Cyrillic, c)
		latin = latin || unicode.Is(unicode.Latin, c)
	}
	possible := [len(languages)]bool{latin, cyrillic, cyrillic, latin, latin}
	for i := range score {
		if !possible[i] {
			if cyrillic || latin {
				score[i]--
			}
			continue
		}
		score[i] += 0.1
		if strings.ContainsAny(word, ownLetters[i]) && ownLetters[i] != "" {
			score[i] += 2.5
		}
		for _, g := range ownGroups[i] {
			if strings.Contains(word+" ", g) {
				score[i] += 0.25 * float64(utf8.RuneCountInString(g))
			}
		}
	}
	if cyrillic && strings.ContainsAny(word, "'’ʼ") {
		score[1] += 2 // the apostrophe is Ukrainian
	}
	for _, i := range functionWords()[word] {
		score[i] += 2 / float64(len(functionWords()[word]))
	}
}
