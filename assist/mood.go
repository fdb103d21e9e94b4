package assist

import (
	"strings"

	"switchboard/knowledge"
)

// upset are words of somebody who is angry or disappointed, in en, uk, ru, de and pl, in the form that simple makes of texts.
var upset = knowledge.MustPattern(`\s(` +
	`angry|furious|terrible|horrible|awful|ridiculous|unacceptable|outrageous|disgusting|disgrace\S*|fed up|sick of|worst|disappointed|disappointing|frustrated|frustrating|useless|nightmare|is this a joke|` +
	`жах|жахлив\S*|обурен\S*|неприйнятн\S*|неподобств\S*|огидн\S*|набридло|дістали|розчарован\S*|ганьба|скільки можна|знущан\S*|знущає\S*|` +
	`ужас|ужасн\S*|возмутительн\S*|возмущ\S*|неприемлем\S*|безобразие|отвратительн\S*|надоело|достали|разочарован\S*|позор|сколько можно|издева\S*|` +
	`wütend|verärgert|ärgerlich|unverschämt\S*|inakzeptabel|frechheit|katastroph\S*|furchtbar\S*|schrecklich\S*|enttäusch\S*|reicht mir|zumutung|unfassbar|` +
	`wściek\S*|okropn\S*|skandal\S*|niedopuszczaln\S*|żenad\S*|rozczarowan\S*|mam (już )?dość|ile można|masakra|koszmar\S*|kpin\S*)\s`)

// Upset tells whether a text shows that its writer is angry or disappointed.
func Upset(text string) bool { return upsetBy(text) != "" }

// upsetBy tells by which words a text shows that its writer is angry or disappointed; empty: it does not.
func upsetBy(text string) string {
	s := simple(text)
	for _, at := range upset.FindAllStringSubmatchIndex(s, 3) {
		if !deniedMood.MatchString(s[:at[2]]) {
			return strings.TrimSpace(s[at[2]:at[3]])
		}
	}
	return ""
}

var deniedMood = knowledge.MustPattern(`\s(not|isnt|wasnt|never|не|nicht|nie)( \S+)? $`)
