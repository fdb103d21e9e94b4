package assist

import (
	"strings"

	"switchboard/knowledge"
)

// Wants is how far what a caller says wants an answer. Most of what is said on the telephone wants none.
type Wants int

// What somebody may want of us.
const (
	WantsNothing Wants = iota // he says who he is, agrees, waits, looks for his pen, says goodbye
	Tells                     // he tells something: there may be a question in it
	Asks                      // he asks, wishes for something, or has trouble
)

var (
	// wishing are words by which people ask, wish, or say that something is wrong, in en, uk, ru, de and pl.
	wishing = knowledge.MustPattern(`\s(` +
		`you|how|what|whats|when|where|which|who|whose|why|whether|can|could|would|will|do|does|did|is it|are (you|they|there|my|the)|is (there|my|the|this|that)|may i|shall|should|` +
		`(i )?(need|want|wanted|would like|wish)|i d like|id like|im (looking|calling|trying|wondering|interested)|looking for|calling (about|for|to|because)|tell me|help|question|problem|trouble|issue|` +
		`cannot|cant|couldnt|wont|doesnt|isnt|didnt|not|never|no longer|stopped|dead|down|broken|broke|lost|forgot|stolen|missing|wrong|error|failed|fails|slow|late|expired|cancel|refund|return|change|replace|order|reset|` +
		`як|яка|який|яке|які|що|чому|коли|де|куди|скільки|чи|хто|можна|можете|треба|потрібн\S*|хочу|хотів|хотіла|підкажіть|скажіть|допомож\S*|питання|проблем\S*|не|немає|нема|зламал\S*|загуби\S*|забу\S*|помилк\S*|скасув\S*|поверн\S*|` +
		`как|какая|какой|какие|что|почему|когда|где|куда|сколько|ли|кто|можно|можете|надо|нужн\S*|хотел|хотела|подскажите|скажите|помог\S*|вопрос|нет|сломал\S*|потерял\S*|ошибк\S*|отмен\S*|верн\S*|` +
		`wie|was|wann|wo|wohin|warum|welche[rsn]?|wer|kann|könnte[n]?|können|möchte|will|wollte|brauche|hätte|frage|hilfe|helfen|nicht|kein\S*|kaputt|verloren|vergessen|fehler|stornier\S*|zurück\S*|` +
		`jak|jaka|jaki|jakie|co|kiedy|gdzie|dlaczego|ile|czy|kto|można|może|mogę|chcę|chciał\S*|potrzebuj\S*|proszę|pomoc|pomóc|pytanie|nie|zepsu\S*|zgubi\S*|zapomnia\S*|błąd|anulow\S*|zwrot\S*|zwróci\S*)\s`)
	// holding is what is said while somebody waits, looks for something, or ends the call. It is asked of the other side of
	// the line, not of a knowledge base.
	holding = knowledge.MustPattern(`^\s((ok|okay|yes|yeah|no|nope|sure|alright|so|and|oh|sorry|just|please|well) )*((` +
		`(just )?(one|a|1) (moment|second|sec|minute)( please)?|hold on( please)?|bear with me|let me (see|check|look|think|get|find|grab|write)\b.*|(im|i am) (just )?(looking|searching|writing|checking)( (for|it|that|this|on))?( (my|a|the|down|up))?( \S+)?( \S+)?|` +
		`i (will|ll) (write|note|try|do|check|wait)( (it|that|this))?( down)?( now)?|ill (write|note|try|do|check|wait)( (it|that|this))?( down)?( now)?|(can|do) you (still )?hear me( (now|well|ok))?|(i )?(cant|cannot|can not|dont) hear you|(i )?can (barely|hardly) hear you|are you (still )?there|(im|i am) (still )?here|` +
		`(could|can) you (please )?(repeat|say)( (that|it))?( again)?( please)?|i (see|understand|got it)|(got|have) it|here it is|go ahead|take your time|no( \S+)? (problem|worries)|` +
		`(no )?(that|thats|this|it)( \S+){0,4} (all|it|everything)( (for )?(now|today))?( thank(s| you))?|nothing else|have a (nice|good|great) \S+|you too|same to you|bye|goodbye|` +
		`(одну )?(хвилинку|секунду|секундочку|хвилину)|зачекайте|почекайте|зараз (подивлюся|подивлюсь|гляну|запишу|знайду)( \S+)?|записую|ви (мене )?чуєте|(вас|мене) (не|погано) чути|погано чути|алло|я (вас )?слухаю|повторіть( будь ласка)?|(ні )?(це|ось і|от і) все|більше нічого|` +
		`(одну )?(минутку|минуту|секундочку)|подождите|сейчас (посмотрю|гляну|запишу|найду)( \S+)?|записываю|вы (меня )?слышите|(вас|меня) (не|плохо) слышно|плохо слышно|алло|повторите( пожалуйста)?|(нет )?(это|вот и) всё|больше ничего|` +
		`(einen )?(moment|augenblick|sekunde)( bitte)?|ich (schaue|suche|schreibe|notiere)( \S+){0,3}|hören sie mich( noch)?|ich (höre|verstehe) sie (nicht|schlecht)|(nein )?das (war|ist) alles|sonst nichts|wie bitte|` +
		`(proszę )?(chwilkę|chwileczkę|moment|sekundę)|proszę (poczekać|zaczekać)|już (patrzę|szukam|zapisuję)|zapisuję|słyszy mnie (pan|pani)|nie słyszę( pana| pani)?|słabo (pana |panią )?słychać|(nie )?to wszystko|nic więcej` +
		`) )+((please|thanks|thank you|now|bye|ok|okay|дякую|спасибо|danke|dziękuję) )*$`)
	assents = knowledge.MustPattern(`^\s((m+|h+m+|m+h+m+|u+h+|u+m+|huh|aha|ah|oh|right|exactly|correct|true|indeed|ok|okay|yeah|yes|yep|no|nope|so|well|і|так|ага|угу|ні|точно|да|нет|ну|ja|nein|genau|stimmt|tak|nie|dokładnie) )*$`)
	noises  = knowledge.MustPattern(`\[[^\]]{1,30}\]|<[^>]{1,30}>|\([^)]{1,20}\)`) // as recognisers write what is no speech
)

// Wanting tells how far an utterance of a caller wants an answer.
func Wanting(text string) Wants {
	most := WantsNothing
	for _, s := range sentences(oneLine(noises.ReplaceAllString(text, " "))) {
		most = max(most, wanting(s))
	}
	return most
}

func wanting(sentence string) Wants {
	if len(sentence) > 8*longestPhrase {
		return Asks // nobody says so much at once: it is looked at as it is
	}
	if AsksForPerson(sentence) {
		return Asks
	}
	plain := plainly(sentence)
	said := simple(sentence)
	switch {
	case Greeting(sentence), Rests(sentence), assents.MatchString(said), holding.MatchString(said), holding.MatchString(simple(plain)), introduces(sentence), onlyName.MatchString(said):
		return WantsNothing
	case !saysSomething(sentence, plain):
		return WantsNothing
	case strings.Contains(sentence, "?"), wishing.MatchString(said):
		return Asks
	}
	return Tells
}

// onlyName is how people say who they are; the name itself is no matter of ours.
var onlyName = knowledge.MustPattern(`^\s((hi|hello|hey|good (morning|afternoon|evening|day)|yes|yeah|so|and|um|uh) )*(my name is|this is|im|i am|its|мене звати|меня зовут|mein name ist|ich heiße|nazywam się|mam na imię) \S+( \S+)?( (speaking|here|calling))?\s$`)
