package assist

import (
	"strings"

	"switchboard/knowledge"
)

// pausing is how people say, in en, uk, ru, de and pl, that they want nothing just now: a moment please, I will try that, that is
// all, see you, sorry; and the sounds that they make, in writing as in speech. Whoever says so gets no answer: what may be a wish,
// a complaint or something that was asked for is not among them.
const pausing = `(give me |just )*(one|a|1) (moment|second|sec|minute|min)( please)?|(please )?(wait|hold on|hang on|hold up)( (please|up|a|one|moment|second|sec|minute|min|bit))*|(ill be |be )right back|(ill be )?back soon|brb|(im |i am )?(trying|checking)( (it|that|this))?( now)?|` +
	`((i|we) (will|ll)|i am going to|im going to|gonna|going to|will|ill|let me)( just)? (try|do|check)( (it|that|this|them|so))?( (out|first|now|later|again|today|tomorrow|tonight))*( when i get home)?( and (come back|get back|let you know|write back|report back|tell you)( to you)?)?|(ill|i will|let me) (see|look|think about it|let you know|give it a (try|go))|` +
	`(ok )?(i )?got (it|that|you)|gotcha|noted|good to know|i see|(i )?understand|makes sense|sounds good|(no )?(thats|that is|that was|this is|it was) (all|it|everything)( i (needed|wanted)( to know)?)?( (for|from) (me|now|today))*|(no )?nothing (else|more)( for now)?|no (thanks|thank you)|(all|everything) (good|set|fine|clear|ok|okay)( now)?|(thats|its|that is|it is|im) (ok|okay|fine|good|great)|alright|very good|ok sure|kk|youre welcome|` +
	`see (you|ya|u)( (later|soon|tomorrow|around|then))?|(talk|speak|chat)( to you)? (later|soon)|ttyl|take care|have a ((very|really) )?(nice|good|great|lovely|wonderful) (day|one|evening|night|weekend)|enjoy (your|the) (day|evening|weekend)|good ?night|(the )?same to you( too)?|you too|likewise|` +
	`(youre|you are|you guys are) (the best|great|awesome|amazing|a star|a legend|a life ?saver|wonderful|so kind|very kind)|you (saved|made) (me|my day)|(i )?love (you|it|this)|well done|good (job|bot)|(im |i am )?(so |very )?sorry( (for (bothering|disturbing|the trouble)( you)?|about that))?|my (bad|mistake|apologies)|apologies|oops|no (problem|worries)|np|take your time|` +
	`(дайте |ще )?(одну )?(хвилинку|хвилиночку|секунду|секундочку|хвилину|сек|мить)|момент|(за|по)?чекайте( (хвилинку|секунду|будь ласка|трохи))?|(я )?(зачекаю|почекаю)|стривайте|(зараз |я |піду |тоді )*(спробую|попробую|перевірю|подивлюс[яь]|гляну)( (так|це|зараз|пізніше|ще|раз|завтра|ввечері|сам|сама))*( і (напишу|повернуся|відпишу|скажу)( вам)?)?|(я )?(подумаю|напишу пізніше)|` +
	`прийнято|домовились|(я )?(зрозумів|зрозуміла)|(ні )?дякую не (треба|потрібно)|ні дякую|(ні )?(це|ось і|от і|поки|на цьому|поки що|на сьогодні) все|(ні )?більше нічого( не треба)?|(більше )?питань (немає|нема)|нема за що|па па|до (звязку|завтра|зустрічі)|(на )?все добре|всього (найкращого|доброго|хорошого)|(гарного|чудового|вдалого|приємного|спокійного) (дня|вечора)|(гарних|приємних) вихідних|(доброї|спокійної) ночі|(на )?добраніч|(і |й )(вам|тобі|вас)( (того ж|також|теж))?|вам (того ж|також|теж)|взаємно|навзаєм|` +
	`(вибачте|вибач|перепрошую|пробачте|прошу вибачення)( (за турботу|що потурбував|що потурбувала))?|сорі|моя помилка|нічого страшного|ви (найкращі|супер|чудові)|круто|класно|прекрасно|` +
	`(дайте )?(одну )?(минутку|минуту|минуточку|секунду|секундочку|сек)|(подо|обо)ждите( (минутку|секунду|немного|пожалуйста))?|погодите|(я )?подожду|(сейчас |щас |я |пойду |тогда )*(попробую|проверю|посмотрю|гляну)( (так|это|сейчас|позже|еще|ещё|раз|завтра|вечером|сам|сама))*( и (напишу|вернусь|отпишусь|скажу)( вам)?)?|(я )?(подумаю|напишу позже)|сейчас|щас|` +
	`принято|договорились|(я )?(понял|поняла)|нет спасибо|(нет )?(это|вот и|пока|на этом|на сегодня) (все|всё)|(нет )?больше ничего( не (надо|нужно))?|(больше )?вопросов (нет|больше нет)|не за что|до (связи|завтра|встречи)|всего (доброго|хорошего|наилучшего)|(хорошего|приятного|удачного) (дня|вечера)|(хороших|приятных) выходных|(спокойной|доброй) ночи|и (вам|тебе|вас)( (того же|также|тоже))?|взаимно|` +
	`(извините|извини|простите|прошу прощения)( (за беспокойство|что побеспокоил|что побеспокоила))?|сорри|моя ошибка|ничего страшного|вы (лучшие|супер)|класс|круто|здорово|замечательно|` +
	`(einen |ein |eine )?(kleinen |kurzen )?(moment|augenblick|sekunde|minute)( bitte)?|warten sie( (bitte|kurz))*|(das )?(probiere|versuche|prüfe|teste|mache|mach) ich( (es|das|mal|gleich|nochmal|später|morgen|jetzt|dann|aus))*|ich (werde|probiere|versuche|schaue|schau|prüfe|teste)( (es|das|mal|gleich|nochmal|später|morgen|jetzt|dann|aus|nach|ausprobieren|versuchen|testen|prüfen))+|ich melde mich( (wieder|dann))?|` +
	`(ich )?verstehe|nein danke|(nein )?das (war|wars|ist|wär|wärs)( (alles|es|schon))+|das wars|(nein )?sonst nichts|keine fragen mehr|passt|bis (dann|bald|später|morgen)|(einen )?schönen (tag|abend|feierabend)( noch)?|schönes wochenende|auf wiedersehen|gute nacht|gleichfalls|ebenfalls|(ihnen|dir) auch|entschuldigung|entschuldigen sie|tut mir leid|mein fehler|kein problem|sie sind (toll|super|die besten)|ach so|achso|wunderbar|klasse|` +
	`(proszę )?(chwilkę|chwileczkę|chwilę|momencik|sekundę|sekundkę|minutkę)|proszę (poczekać|zaczekać)|poczekaj(cie)?|(ok |dobrze |dobra )?(zaraz |to |więc )*(spróbuję|sprawdzę|zobaczę)( (to|tak|teraz|później|jeszcze|raz|jutro|wieczorem))*( i (napiszę|wrócę|dam znać))?|sprawdzam|zaraz|dam znać|odezwę się|` +
	`zrozumiałem|zrozumiałam|już wiem|nie dziękuję|(nie )?to (już )?(wszystko|tyle)|(nie )?(już )?nic więcej|nie mam (więcej )?pytań|w porządku|dobra|spoko|okej|fajnie|na razie|pa pa|pozdrawiam|nie ma za co|do (usłyszenia|zobaczenia)|(miłego|dobrego|spokojnego) (dnia|wieczoru|weekendu)|(dobrej nocy|dobranoc)|nawzajem|wzajemnie|przepraszam( za kłopot)?|sorki|mój błąd|nie ma sprawy|jesteście (najlepsi|super)|` +
	`mm+|h+m+|uh+|um+|ah+|aha|oh+|eh+|wow|lol|lmao|rofl|h?(ha){2,}h?|h?(he){2,}|xd|yay|г+м+|хм+|мм+|ага|угу|ого|о+й|о+х|ах+|а?(ха){2,}х?|(хе){2,}|вау|лол|упс|oj|ojej`

var (
	// restful is a text of courtesy and pauses, and nothing else.
	restful = unmarked(`^\s((` + pausing + `|` + praise + `|` + anyOf(courtesy) + `|` + besideThanks + `)\s)+$`)
	pauses  = unmarked(`\s(` + pausing + `|` + praise + `)\s`)
	// protests are such words as a complaint or a question: "and that is all", "what is that".
	protests = unmarked(`^\s(and|і|и|и|und|i|й) (thats|that is|that was|це|это|das|to) `)
	smile    = knowledge.MustPattern(`^\s*([:;=]-?[)dDpP]+|\)+)\s*$`)
)

// Rests tells whether somebody wants nothing just now: he thanks, says goodbye or that it was all, asks for a moment, is about to
// try, or makes a sound. "One moment, my router is dead" is more than that.
func Rests(text string) bool {
	if Thanks(text) || smile.MatchString(text) {
		return true
	}
	said := simple(text)
	return len(strings.Fields(said)) <= 14 && !strings.Contains(text, "?") && asTyped(said, func(said string) bool {
		return pauses.MatchString(said) && restful.MatchString(said) && !protests.MatchString(said)
	})
}
