package assist

import (
	"strings"
	"unicode/utf8"

	"switchboard/knowledge"
)

// toThePoint are words by which people come to the point in a long letter.
var toThePoint = knowledge.MustPattern(`\s(i (would like|d like|want|need|wish)|id like|please (tell|let|advise|explain|help|cancel|send|return|refund)|can (i|you|we)|could (i|you|we)|how (do|can|much|long)|` +
	`хочу|хотів би|хотіла б|прошу|підкажіть|чи (можна|можу|можливо)|як (мені|можна)|скільки|поверніть|скасуйте|хотел бы|хотела бы|подскажите|можно ли|могу ли|как (мне|можно)|сколько|верните|отмените|` +
	`ich (möchte|will|hätte gern)|bitte|kann ich|können sie|wie kann|chciał(bym|abym)|proszę|czy (mogę|można|mogą)|jak mogę)\s`)

// shortMatter is what somebody wants; of a long letter the sentences that come to the point.
func shortMatter(texts []string) string {
	says := matter(texts)
	if utf8.RuneCountInString(says) <= summaryQuestion {
		return says
	}
	var asks []string
	for _, s := range sentences(says) {
		if strings.HasSuffix(s, "?") || toThePoint.MatchString(simple(s)) {
			asks = append(asks, s)
		}
	}
	if len(asks) == 0 {
		return says
	}
	return strings.Join(asks, " ")
}
