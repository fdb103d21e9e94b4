package assist

import (
	"strings"

	"switchboard/knowledge"
)

// upset are words of somebody who is angry or disappointed, in en, uk, ru, de and pl, in the form that simple makes of clauses. What people
// also say of their parcel or their tariff ("дістали посилку", "reicht mir ein Paket S") counts with what makes it anger beside it.
var upset = unmarked(`\s(` +
	`angry|furious|terrible|horrible|awful|ridiculous|unacceptable|outrageous|disgusting|disgrace\S*|fed up|sick of|worst|disappointed|disappointing|frustrated|frustrating|nightmare|is this a joke|` +
	`(your|this|that|app|site|bot|service|support|you|completely|totally|absolutely|so|just) (\S+ ){0,2}useless|useless (\S+ )?(app|site|website|bot|service|support|company|people)|` +
	`жах|жахлив\S*|обурен\S*|неприйнятн\S*|неподобств\S*|огидн\S*|набридло|розчарован\S*|незадоволен\S*|хамств\S*|ганьба|знущан\S*|знущає\S*|` +
	`(мене|нас|всіх) (вже |уже |просто |так )*дістали|дістали (вже|уже|мене|нас|всіх|своїм\S*)|` +
	`ужас|ужасн\S*|возмутительн\S*|возмущ\S*|неприемлем\S*|безобразие|отвратительн\S*|надоело|разочарован\S*|недоволен|недовольна|хамств\S*|позор|издева\S*|` +
	`(меня|нас|всех) (уже |просто |так )*достали|достали (уже|меня|нас|всех|своим\S*)|` +
	`wütend|stinksauer|verärgert|schlechter service|ein (schlechter )?witz|ärgerlich|unverschämt\S*|inakzeptabel|frechheit|(eine|die|reinste|echte|totale|absolute|einzige) katastrophe|katastrophal\S*|furchtbar\S*|schrecklich\S*|enttäusch\S*|zumutung|unfassbar|` +
	`(es|jetzt|langsam) reicht mir|reicht mir (jetzt|langsam|endgültig)|mir reichts|mir reicht es|` +
	`wściek(ł|ły|ła|łe|li|łych|łego|łem|łam|łość|łości)|oburzon\S*|niezadowolon\S*|fataln\S*|okropn\S*|skandal\S*|niedopuszczaln\S*|żenad\S*|rozczarowan\S*|masakra|koszmar\S*|kpin\S*|` +
	`mam (już )?(tego|was) dość|mam (już )?dość (już|tego|tej|tych|was|wasz\S*|wszystkiego|taki\S*|czekania|i|chcę)|ileż można)\s`)

// fedUp is said by who has had enough, at the end of a clause.
var fedUp = unmarked(`\s((як|как) (же )?(ви |вы )?(вже |уже )?(дістали|достали)|mam (już )?dość) $|^ ((ну )?(ви |вы )?(вже |уже |просто |так )*(дістали|достали)) $`)

// howLong is asked by who waits or hears the same again, at the end of a clause or before a word for that. Others ask with these words how
// much or how long they may, "на скільки можна взяти".
var (
	howLong = unmarked(`\s((?:скільки|сколько) (?:же? )?(?:можна|можно)|ile (?:to )?można) (?:$|(?:вже|уже|już|чекати|терпіти|повторювати|просити|обіцяти|нагадувати|брехати|знущатис\S*|` +
		`ждать|терпеть|повторять|просить|обещать|напоминать|врать|издеваться|czekać|powtarzać|prosić|obiecywać|przypominać|kłamać) )`)
	howMuch = unmarked(`\s(на|через|за|до|по|від|після|о|у|в|от|с|после|а|і|и|przez|za|po|do|od|na|w|o|a|i) $`)
)

var (
	// deniedMood stands before what somebody is not, or may come to be.
	deniedMood = unmarked(`\s((not|isnt|wasnt|never|не|nicht|nie)( \S+)?|(if|якщо|если|wenn|falls|jeśli|jeżeli)( \S+){0,2}) $`)
	// calm is what people say with such words who are not upset.
	calm = unmarked(`\s(worst (case|scenario)|(at|in|if) (the )?worst|fast (and )?furious)\s`)
)

// Upset tells whether a text shows that its writer is angry or disappointed.
func Upset(text string) bool { return upsetBy(text) != "" }

// upsetBy tells by which words a text shows that its writer is angry or disappointed; empty: it does not.
func upsetBy(text string) string {
	for clause := range strings.FieldsFuncSeq(text, func(c rune) bool { return strings.ContainsRune(".!?…,;:()—–\n", c) }) {
		said := simple(clause)
		found := ""
		asTyped(said, func(plain string) bool {
			found = upsetIn(calm.ReplaceAllString(plain, " "))
			return found != ""
		})
		if found != "" {
			return asWords(found, said)
		}
	}
	return ""
}

// upsetIn is the words in a clause by which it shows that.
func upsetIn(s string) string {
	for _, p := range []*knowledge.Pattern{upset, fedUp, howLong} {
		for _, at := range p.FindAllStringIndex(s, 3) {
			if before := s[:at[0]+1]; !deniedMood.MatchString(before) && (p != howLong || !howMuch.MatchString(before)) {
				return strings.TrimSpace(s[at[0]:at[1]])
			}
		}
	}
	return ""
}

// asWords are words without signs on their letters as they stand in what is said, or as they are if they do not.
func asWords(plain, said string) string {
	want, words := strings.Fields(plain), strings.Fields(said)
	for i := 0; i+len(want) <= len(words); i++ {
		those := strings.Join(words[i:i+len(want)], " ")
		if asTyped(those, func(typed string) bool { return typed == plain }) {
			return those
		}
	}
	return plain
}
