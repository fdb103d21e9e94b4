package assist

import (
	"maps"
	"slices"
	"strings"

	"switchboard/knowledge"
)

// pausing is how people say, in en, uk, ru, de and pl, that they want nothing just now: a moment please, I will try that, that is
// all, see you, sorry; and the sounds that they make, in writing as in speech.
const pausing = `(just )?(one|a|1) (moment|second|sec|minute|min)( please)?|(please |ill |i will |i can )?(wait|hold on|hang on|hold up)( (please|up|a|one|moment|second|sec|minute|min|bit))*|(i will |ill |i am |im )?(be right back|back soon|brb|trying|checking)( (it|that|now|this))*|` +
	`(ok )?((i|we) (will|ll)|i am going to|im going to|gonna|going to|will|let me|ill|i should)( just)? (try|do|check|see|look|test|give|go)( (it|that|this|them|so|now|later|again|out|first|and|see|a|try|go|into|tomorrow|today|tonight|when|i|get|home))*( and (come back|get back|let you know|write back|report back|tell you)( to you)?)?|` +
	`(i )?(got|get|see) (it|that|you)|gotcha|noted|good to know|(no )?(that|thats|this|it)( (is|was|will|be|would|ll|s)){0,2} (all|it|everything)( (for|from|me|now|today|i|needed|wanted|need|to|know))*|(no )?nothing (else|more)( for now)?|(all|everything) (good|set|fine|clear|okay|ok)( (now|here|then))?|im (good|fine|ok)|` +
	`see (you|ya|u)( (later|soon|tomorrow|around|then))?|(talk|speak|chat)( to you)? (later|soon)|ttyl|later|take care|(have|enjoy) (a|your|the) ((very|really) )?(nice|good|great|lovely|wonderful|day|evening|weekend)( (day|one|evening|night|weekend))?|good ?night|(the )?same to you( too)?|you too|likewise|` +
	`(youre|you are|u r|you guys are) (the best|great|awesome|amazing|a star|a legend|a life ?saver|wonderful|so kind|very kind)|you (saved|made) (me|my day)|(i )?love (you|it|this)|well done|good (job|bot)|(im |i am )?(so |very )?sorry( (for (that|bothering|disturbing|the trouble)( you)?|about that))?|my (bad|mistake|apologies)|apologies|oops|ups|no (problem|worries)|np|take your time|` +
	`(ще )?(одну |хвилинку|хвилиночку|секунду|секундочку|хвилину|сек|мить|момент)+|почекаю|(за|по)?чекайте( (хвилинку|секунду|будь ласка|трохи))?|стривайте|(ок |добре )?(зараз |я |піду |ще |тоді |давайте )*(спробую|попробую|перевірю|подивлюс[яь]|гляну|зроблю)( (так|це|зараз|пізніше|ще|раз|завтра|ввечері|сам|сама))*( і (напишу|повернуся|відпишу|скажу)( вам)?)?|` +
	`прийнято|домовились|(ні )?(це|ось і|от і|поки|на цьому|поки що) все|більше нічого( не треба)?|нічого (не треба|більше)|до (звязку|завтра|зустрічі)|на все добре|всього (найкращого|доброго|хорошого)|(гарного|чудового|вдалого|приємного|спокійного) (дня|вечора|вихідних)|(доброї|спокійної) ночі|на добраніч|добраніч|(і |й )(вам|тобі|вас)|(і |й )?(вам|тобі|вас) (того ж|також|теж|так само)|взаємно|навзаєм|` +
	`(прошу )?(вибачте|вибач|перепрошую|пробачте|вибачення)( (за турботу|що потурбував|що потурбувала))?|сорі|моя помилка|нічого страшного|ви (найкращі|супер|чудові)|` +
	`(одну )?(минутку|минуту|минуточку|секунду|секундочку)|секунд|сек|момент|(подо|обо)ждите( (минутку|секунду|немного))?|погодите|подожду|(ок |хорошо )?(сейчас |щас |я |пойду |еще |ещё |тогда |давайте )*(попробую|проверю|посмотрю|гляну|сделаю)( (так|это|сейчас|позже|еще|ещё|раз|завтра|вечером|сам|сама))*( и (напишу|вернусь|отпишусь|скажу)( вам)?)?|` +
	`принято|договорились|(нет )?(это|вот и|пока|на этом) (все|всё)|больше ничего( не (надо|нужно))?|ничего (не (надо|нужно)|больше)|до (связи|завтра|встречи)|всего (доброго|хорошего|наилучшего)|(хорошего|приятного|удачного) (дня|вечера)|(спокойной|доброй) ночи|и (вам|тебе|вас)|(и )?(вам|тебе|вас) (того же|также|тоже)|взаимно|` +
	`(прошу )?(извините|извини|простите|прощения)( (за беспокойство|что побеспокоил|что побеспокоила))?|сорри|моя ошибка|ничего страшного|вы (лучшие|супер)|` +
	`(einen |ein )?(kleinen )?(moment|augenblick|sekunde)( bitte)?|warten sie( (bitte|kurz|mal))*|(ok |gut )?(das |ich )?(werde|probiere|versuche|schaue|prüfe|teste|mach|mache)( (ich|es|das|mal|gleich|nochmal|später|morgen|jetzt|dann|so|aus|nach|ausprobieren|versuchen|testen|prüfen|machen|probieren))+( und melde mich( wieder)?)?|` +
	`(nein )?das (war|wars|ist|wär|wärs)( (alles|es|schon))*|(nein )?sonst nichts|bis (dann|bald|morgen|später)|(einen )?(schönen|guten) (tag|abend)( noch)?|schönes wochenende|gute nacht|(danke )?(gleichfalls|ebenfalls|ihnen auch)|entschuldigung|sorry|tut mir leid|mein fehler|kein problem|sie sind (toll|super|die besten)|ach so|achso|` +
	`(proszę )?(chwilkę|chwileczkę|chwila|moment|momencik|sekundę|sekundkę|minutkę)|proszę (poczekać|zaczekać)|poczekaj(cie)?|(ok |dobrze )?(zaraz |już |to |więc )*(spróbuję|sprawdzę|zobaczę|zrobię)( (to|tak|teraz|później|jeszcze|raz|jutro|wieczorem))*( i (napiszę|wrócę|dam znać))?|` +
	`(nie )?to (już )?(wszystko|tyle)|(już )?nic więcej|do (jutra|usłyszenia|zobaczenia)|(miłego|dobrego|spokojnego) (dnia|wieczoru|weekendu)|dobranoc|nawzajem|wzajemnie|przepraszam( za kłopot)?|sorki|mój błąd|nie ma sprawy|jesteście (najlepsi|super)|` +
	`m+|h+m+|m+h+m+|u+h+|u+m+|a+h+|aha|o+h+|e+h+|wow|lol|lmao|rofl|h?(ha){2,}h?|h?(he){2,}|xd|yay|г+м+|х+м+|м+|ага|угу|о+|ого|о+й|о+х|а+х|а?(ха){2,}х?|(хе){2,}|вау|лол|упс|ну|oj|ojej`

var (
	// restful is a text of courtesy and pauses, and nothing else.
	restful = knowledge.MustPattern(`^\s((` + pausing + `|` + strings.Join(slices.Concat(slices.Sorted(maps.Keys(courtesy)), slices.Sorted(maps.Keys(filler))), "|") + `)\s)+$`)
	pauses  = knowledge.MustPattern(`\s(` + pausing + `)\s`)
	smile   = knowledge.MustPattern(`^\s*([:;=]-?[)dDpP]+|\)+)\s*$`)
)

// Rests tells whether somebody wants nothing just now: he thanks, says goodbye or that it was all, asks for a moment, is about to
// try, or makes a sound. "One moment, my router is dead" is more than that.
func Rests(text string) bool {
	if Thanks(text) || smile.MatchString(text) {
		return true
	}
	said := simple(text)
	return len(strings.Fields(said)) <= 14 && !strings.Contains(text, "?") && pauses.MatchString(said) && restful.MatchString(said)
}
