package assist

import (
	"slices"
	"strings"
	"unicode"

	"switchboard/knowledge"
)

// nudging is what people write who wait for an answer: whether anybody is there, that they wait, to hurry. In en, uk, ru, de
// and pl.
var nudging = knowledge.MustPattern(`^\s((hello|hi|hey|ok|please|so|well|sorry|excuse me|guys|halo|алло|ало|ну|і|и|а|та|привіт|привет|будь ласка|пожалуйста|hallo|bitte|proszę|no|also)\s)*(` +
	`(is |are )?(there )?(any(body|one)|some(body|one))( is)? (still )?(there|here|alive|online|home|listening)|anybody|anyone|(are )?you (still )?(there|here|alive|asleep)|` +
	`(i am|im|i have been|ive been)( still)? (here|waiting)( for \S+ (minutes|hours?))?|(still )?waiting|(how long|how much longer)( do i( have to)?| must i| should i| will i have to) wait|` +
	`(please )?(answer|reply|respond|hurry)( up)?( me)?|any (news|updates?|answer|reply)( yet)?|why (is )?(no one|nobody|noone|dont you) (answer|answering|answers|reply|replying|replies|respond|responding|responds)( me)?|come on|urgent|asap|what now|` +
	`(є |тут є )?(хто небудь|хто нибудь|хтось|хтонебудь)( є| тут| живий| на місці)*|є хто( тут| живий)?|ви (ще )?(тут|там|є|живі)|ало|алло|агов|ну що( там)?|що там|(я )?(ще |вже |досі )*(чекаю|жду)( вже)?( годину| пів години| відповіді)?|` +
	`(скільки|довго)( ще)?( мені)? чекати|(дайте )?(вже )?відповід(ь|айте|ьте)|чому (ніхто )?(не відповіда(є|єте)|мовчите)|терміново|швидше|` +
	`(есть |здесь есть )?(кто нибудь|ктонибудь|кто то)( есть| здесь| тут| живой| на месте)*|есть кто( тут| живой)?|вы (еще |ещё )?(тут|здесь|там|живы)|але|ау|ну что( там)?|что там|(я )?(еще |ещё |уже )*(жду)( уже)?( час| полчаса| ответа)?|` +
	`(сколько|долго)( еще| ещё)?( мне)? ждать|ответьте|отвечайте|дайте ответ|почему (никто )?(не отвеча(ет|ете)|молчите)|срочно|быстрее|` +
	`(ist )?(da |hier )?(jemand|wer)( da| hier)?|sind sie (noch )?da|ich warte( noch| immer noch| schon)*|wie lange (muss|soll) ich( noch)? warten|(antworten sie|um (eine )?antwort)|warum antwortet (niemand|keiner)|dringend|und jetzt|` +
	`(czy )?(jest )?(tam |tu )?kto[sś]( tam| tu)?( jest)?|(czy )?jest (tam |tu )?kto( tam| tu)?|(jest )?kto (tam|tu)|halo|czekam( dalej| nadal| już)*|(jak długo|ile)( jeszcze)?( mam| muszę)?( jeszcze)? czekać|(o odpowiedź|odpowiedzieć|odpisać|odpowiedzcie)|(no )?i co( teraz)?|dlaczego nikt nie odpowiada|pilne` +
	`)(\s(please|hello|now|будь ласка|пожалуйста|bitte|proszę|алло|ало|ну))*\s$`)

// withdrawing is what people write who need no answer any more.
var withdrawing = knowledge.MustPattern(`\s(no matter|never ?mind|forget (it|about it)|(not|isnt|no longer) (needed|necessary|relevant)( anymore| any more)?|(dont|do not) bother|(i )?(have )?(already )?(found|solved|fixed) (it|out|everything)( myself)?|already (solved|fixed|resolved)|sorted( it)?( out)?|` +
	`(вже )?не (треба|потрібно|актуально)|неважливо|(вже |сам |сама )?розібра(вся|лась|лася)|(вже )?знайш(ов|ла)|` +
	`(уже )?не (надо|нужно|актуально)|неважно|(уже |сам |сама )?разобра(лся|лась)|(уже )?наш(ел|ёл|ла)|` +
	`(hat sich )?erledigt|schon gut|egal|nicht mehr (nötig|aktuell)|habs gefunden|habe es gefunden|nieważne|(już )?nie (trzeba|potrzeba|aktualne)|(już )?znala(złem|złam))\s`)

// astray is what people write who meant to write to somebody else.
var astray = knowledge.MustPattern(`^\s((oh|oops|sorry|ой|вибачте|перепрошую|це|я|извините|простите|это|entschuldigung|sorry|przepraszam|to)\s)*(wrong (chat|window)|(написа(в|ла) )?не (туди|в той чат)|помили(вся|лась|лася) (чатом|вікном)|` +
	`(написал(а)? )?не (туда|в тот чат)|ошиб(ся|лась) (чатом|окном)|falscher chat|falsches fenster|pomyliłem (czat|okno)|pomyliłam (czat|okno)|zły czat)(\s(sorry|вибачте|извините|entschuldigung|przepraszam))*\s$`)

// Withdraws tells whether a customer says, in few words, that he needs no answer any more: "never mind, it works again".
func Withdraws(text string) bool {
	said := simple(text)
	if len(strings.Fields(said)) > 8 || strings.Contains(text, "?") {
		return false
	}
	return withdrawing.MatchString(said) || astray.MatchString(said) || saysHelped(text)
}

// NeedsNothing tells whether a customer says that he needs no answer any more, and names nothing that he may want to be rid of: "never
// mind", "sorry, wrong chat", but not "my reservation is no longer needed".
func NeedsNothing(text string) bool {
	said := simple(text)
	rest := helped.ReplaceAllString(withdrawing.ReplaceAllString(said, " "), " ")
	return Withdraws(text) && (astray.MatchString(said) || contentWords(rest) == 0)
}

// saysHelped tells whether a customer says, and says no more, that he was helped.
func saysHelped(text string) bool {
	yes, _ := YesNo(text)
	return yes && helped.MatchString(simple(text))
}

// SaysHelped tells whether a sentence of a text says that something has helped: "Thanks, that helped. Please connect me with an operator".
func SaysHelped(text string) bool { return slices.ContainsFunc(partsOf(text), saysHelped) }

// Nudges tells whether a text only presses for an answer, or has no words at all: "hello? anybody there?", "???". It asks
// nothing that an article answers, and takes nothing back of what was asked before it.
func Nudges(text string) bool {
	if !strings.ContainsFunc(text, func(c rune) bool { return unicode.IsLetter(c) || unicode.IsDigit(c) }) {
		return !Rests(text)
	}
	if len(text) > longestPhrase {
		return false
	}
	for _, s := range partsOf(text) {
		if said := simple(s); !nudging.MatchString(said) && !Greeting(s) {
			return false
		}
	}
	return !Greeting(text)
}
