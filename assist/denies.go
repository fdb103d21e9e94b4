package assist

import (
	"strings"

	"switchboard/knowledge"
)

// noToAnswer is what says no more than that an answer did not help, or was wrong, or was about something else: "this did not help", "це не те". What
// did not help is the answer; who names a thing that does not work tells a trouble.
const noToAnswer = `(no|nope|nah|still|but|well|sorry|unfortunately|actually|hm|and|so|also|really|again|at all|either|any|much|me|us|yet)|` +
	`((it|that|this|which|(the|your|this|that) (answer|advice|article|link|reply|tip|instructions?)|none of (it|this|that)|nothing|what you (say|said|wrote|sent)) )?((still|really|just|unfortunately|absolutely|definitely) )*(did|does|do|has|have|was|is|were|would|could)? ?(not|nt|never) ((really|actually|quite|exactly|very|even|been|at all|of any) )*` +
	`(help|helps|helped|helping|helpful|useful|work|works|worked|working|solve|solved|fix|fixed|(answer|answered|answering)( my question)?)( (me|us|it|anything|this|that|at all|either|much|(my|the) (problem|issue|question)))*|` +
	`((it|that|this|(the|your|this|that) (answer|advice|article|link|reply|tip|instructions?)) )?(didnt|doesnt|dont|hasnt|havent|wasnt|isnt|wont|wouldnt) ((really|actually|quite|exactly|very|even|at all) )*(help|helped|helpful|useful|work|worked|solve|solved|fix|fixed|(answer|answered)( my question)?|do anything|change anything)( (me|us|it|anything|this|that|at all|either|much|(my|the) (problem|issue|question)))*|` +
	`(it|that|this|nothing|none of (it|this|that)) (helped|worked|is|was) (nothing|useless|no (help|use)|of no (help|use)|pointless)|(nothing|none of (it|this|that)) (helps|helped|works|worked)|useless|no help|` +
	`((thats|that is|that was|this is|this was|its|it is|it was|you are|youre|(the|your|this|that) (answer|information|advice)( is| was)?) )?((just|simply|completely|totally|absolutely|all|the|a) )*(wrong( (answer|article|information|one))?|incorrect|false|untrue|nonsense|not (true|right|correct|(that|this|it)|(exactly )?what i (asked|meant|need|needed|want|wanted|am asking)( for| about)?|my (question|problem)|about that|relevant))|` +
	`(you )?(did not|didnt) (answer|understand)( me| it| my question)?|i (asked|meant|was asking) ((about|for) )?something else|` +
	`ні|але|нажаль|на жаль|все одно|все ще|досі|взагалі|зовсім|мені|нам|поки|жаль|` +
	`((це|воно|ваша відповідь|відповідь|порада|ця порада|стаття|інструкція|нічого) )?((мені|нам|все одно|взагалі|зовсім|досі|теж|так|поки|нажаль|на жаль) )*не ((дуже|зовсім|особливо) )*(допомогл[оаи]|допомагає|помогло|спрацювало|спрацювала|працює|вирішило|вирішує|підходить|підійшло|підійшла|вийшло)|` +
	`((це|то) )?((зовсім|взагалі) )*не (те|так|то|правда|воно|правильно|вірно|про те|про це|моє питання|туди)|((це|то|відповідь) )?(неправда|неправильно|невірно|маячня|брехня)|(неправильна|невірна|хибна) відповідь|(я )?пита(в|ла) ((не )?про (це|інше)|про інше|інше)|(ви )?не (відповіли|зрозуміли)( на (моє )?(питання|запитання))?( мене)?|` +
	`нет|неа|но|к сожалению|увы|всё равно|всё еще|всё ещё|все еще|вообще|совсем|мне|нам|пока|` +
	`((это|оно|ваш ответ|ответ|совет|статья|инструкция|ничего) )?((мне|нам|все равно|всё равно|вообще|совсем|тоже|так|пока|к сожалению|увы) )*не ((очень|совсем|особо) )*(помогл[оаи]|помогает|сработал[оаи]?|работает|решило|решает|подходит|подошло|подошла|получилось)|` +
	`((это|то) )?((совсем|вообще) )*не (то|так|правда|оно|правильно|верно|о том|про то|об этом|мой вопрос|туда)|((это|то|ответ) )?(неправда|неправильно|неверно|бред|ерунда|чушь|вранье|враньё)|(неправильный|неверный) ответ|(я )?спрашива(л|ла) ((не )?(о|об|про) (этом|другом|другое|это))|(вы )?не (ответили|поняли)( на (мой )?вопрос)?( меня)?|` +
	`nein|nee|nö|aber|leider|immer noch|trotzdem|gar|überhaupt|auch|mir|uns|noch|` +
	`nichts( davon)? (hat (geholfen|geklappt|funktioniert|gebracht)|hilft|funktioniert|klappt)|` +
	`((das|es|ihre antwort|die antwort|der tipp) )?(hat|hats|hilft|hilfts|half|funktioniert|klappt|bringt)?( (das|es|mir|uns|auch|leider|immer noch|gar|überhaupt|trotzdem|mich))* ?(nicht|nichts|nix|nie)( (wirklich|so richtig|viel|weiter))*( (geholfen|geklappt|funktioniert|gebracht|gelöst|weitergeholfen))?( (das|es|mir|uns|weiter))*|` +
	`((das|es|die antwort) )?(ist|war) ((leider|ganz|völlig|komplett|total) )*(falsch|nicht (richtig|wahr|korrekt|hilfreich|meine frage|das|was ich (meine|meinte|gefragt habe|brauche))|unsinn|quatsch)|(das )?stimmt( so)? nicht|falsche antwort|falsch|darum geht es nicht|das meine ich nicht|` +
	`niestety|ale|wciąż|nadal|dalej|wcale|też|nam|mi|jeszcze|` +
	`((to|ta odpowiedź|odpowiedź|rada|nic|wasza odpowiedź) )?((mi|nam|wcale|wciąż|nadal|też|niestety|w ogóle) )*nie ((bardzo|do końca) )*(pomogł[oay]|pomaga|działa|zadziałał[oa]|rozwiązało|pomogli)( (mi|nam))*|` +
	`((to|odpowiedź) )?(jest )?(nieprawda|nieprawidłowe|nieprawidłowa|błędna|błędne|bzdura|źle|zła)( odpowiedź)?|((to )?jest )?zła odpowiedź|to nie to|nie to|(to )?nie (tak|prawda|o to|na temat)|nie o to (pytam|pytałem|pytałam|chodzi|mi chodzi)|pytał(em|am) o co innego|nie odpowiedzieliście( na (moje )?pytanie)?`

// onlyDenies is a text of denials and courtesy, one that says something among them; saysNo are words that stand in each of these.
var (
	onlyDenies = knowledge.MustPattern(`^\s((` + noToAnswer + `|` + anyOf(noWords) + `|` + anyOf(courtesy) + `|` + besideThanks + `)\s)+$`)
	saysNo     = knowledge.MustPattern(`\s(no|nope|nah|not|nt|never|didnt|doesnt|dont|hasnt|havent|wasnt|isnt|wont|wouldnt|nothing|none|useless|wrong|incorrect|false|untrue|nonsense|something else|` +
		`ні|не|нет|неа|нічого|ничего|неправ\S*|невірн\S*|неверн\S*|хибна|маячня|брехня|бред|ерунда|чушь|вран\S*|про інше|інше|другом|другое|` +
		`nein|nee|nö|nicht|nichts|nix|falsche?|unsinn|quatsch|nie|nieprawd\S*|nieprawidłow\S*|błędn[ae]|bzdura|źle|zła|co innego)\s`)
)

// longestDenial is how many words such a text has at most.
const longestDenial = 14

// Denies tells whether a text says that an answer did not help, was wrong or was about something else, and says no more: nothing answers that, and
// nothing is learned from it.
func Denies(text string) bool {
	if strings.Contains(text, "?") {
		return false
	}
	said := simple(text)
	return len(strings.Fields(said)) <= longestDenial && !fineNow.MatchString(said) && saysNo.MatchString(said) && onlyDenies.MatchString(said)
}
