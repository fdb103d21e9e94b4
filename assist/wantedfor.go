package assist

import (
	"strings"

	"switchboard/knowledge"
)

// personFor finds what a person is wanted for in the clause that wishes for one, in en, uk, ru, de and pl: "a human for my invoice".
var personFor = knowledge.MustPattern(`(?i)(?:^|[^\p{L}])` + human + `(?:\s[^.!?\n]*?)?\s(?:about|regarding|concerning|because of|over|for|про|щодо|стосовно|з приводу|насч[её]т|по поводу|по вопросу|касательно|относительно|об?|wegen|über|bezüglich|zum thema|w sprawie|w kwestii|odnośnie|na temat|dotycząc\S*|o)\s+(.+)$`)

// noMatter are words for that which say nothing of it: that it is a question, how and when somebody is to be spoken to. Folded.
var noMatter = setOf(`help support assistance question questions problem problems issue issues matter thing things something else other moment minute minutes hour while sec second today tomorrow now real once sure telephone phone call chat video whatsapp telegram viber oclock please
	допомогу допомога питання проблему проблема справу справи щось інше хвилину хвилинку телефон телефону телефоном сьогодні завтра зараз годині
	помощь помощи вопрос вопросу вопроса вопросе проблему проблема проблеме проблемы дело деле что-то другом минуту минутку телефону телефон сегодня завтра сейчас часов часа
	hilfe frage fragen problem probleme sache etwas anderes moment minute telefon telefonisch whatsapp chat heute morgen jetzt uhr
	pomoc pytanie pytania problem problemu problemie sprawę sprawie coś innym chwilę minutę telefon telefonicznie dziś dzisiaj jutro teraz godzinie`)

// wantedFor is what somebody wants a person for, in the clause in which he does; empty: he does not say.
func wantedFor(sentence string) string {
	at := personFor.FindStringSubmatchIndex(sentence)
	if at == nil {
		return ""
	}
	matter := strings.TrimSpace(sentence[at[len(at)-2]:at[len(at)-1]])
	says := wordsBut(matter, func(word string) bool {
		return noMatter[word] || courtesy[word] || onlyHuman.MatchString(" "+word+" ") || strings.Trim(word, "0123456789") == ""
	})
	if says == 0 {
		return ""
	}
	return matter
}
