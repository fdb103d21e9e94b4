package assist

import (
	"strings"

	"switchboard/knowledge"
)

// beforePreamble are the words of assent, thanks and excuse that people begin with who are about to say what they want.
const beforePreamble = `yes|yeah|yep|please|so|well|sorry|thanks|thank you|ok|okay|just|and|excuse me|hello|hi|hey|` +
	`так|дякую|спасибі|добре|вибачте|перепрошую|будь ласка|привіт|вітаю|і|й|та|а|да|спасибо|хорошо|извините|простите|пожалуйста|привет|здравствуйте|и|` +
	`ja|danke|gut|bitte|entschuldigung|entschuldigen sie|sorry|hallo|und|tak|dziękuję|dobrze|dobra|przepraszam|proszę|cześć|halo|i|a`

// preambles are how people say, in en, uk, ru, de and pl, that a question follows.
var preambles = []string{
	// English
	`(i )?(have|had|ve|ve got|got) (just )?(a|an|one|another|some|this|a few)?( (quick|short|small|little|simple|big|general|urgent|silly|other|more|new))* (question|questions|problem|problems|issue|issues|trouble|request|query|matter)`,
	`(ive|we have|theres|there is) (got )?(a|an|one|another|some|this)( (quick|short|small|little|simple|big|general|urgent|other|more|new))* (question|problem|issue|request|trouble|query)`,
	`(a |one |another )?((quick|short|small|simple|little|one|another|new|one more|different|general)( more)? )?(question|questions)|(a )?(quick|one more|another|one last|different|new)( more)? (thing|q)`,
	`(i )?(really )?(need|could use|require|am looking for|would like|d like|want) (some |your |a little |a bit of )*(help|assistance|advice|support|information|info)( with something)?`,
	`(can|could|would|will) (you|somebody|someone|anybody|anyone)( please| possibly)?( be able to)? (help( me| us)?( out)?( with something)?|assist( me)?|answer a question)|help( me| us)?|help( me| us)? out`,
	`(can|may|could|might) i ask( you)?( something| a question| one thing)?|(i )?(was |am |im )?(just )?(want|wanted|would like|d like|wondering|hoping) to ask( you)?( something| about something| a question)?|i was wondering if you (could|can) help( me)?`,
	// Ukrainian
	`((у|в) мене|маю|є|виникло|виникла|зявилося)( (до вас|є|така|таке|такі|одна|одне|ще|невеличке|невелике|маленьке|коротке|швидке|кілька|пару))* (питання|запитання|питаннячко|запитаннячко|проблема|проблему|проблемка|проблемку|прохання|справа|справу)`,
	`((одне|коротке|швидке|невеличке|маленьке|ще|нове|інше|ще одне|ще є|таке|є ще)( (одне|є|маю))* )?(питання|запитання|питаннячко|запитаннячко)`,
	`(підкажіть|скажіть|допоможіть|поможіть|підкажи|скажи)( мені| нам)?|(чи )?(можете|можеш|могли б|можна|можу)( (я|ви|вас|вам|мені|нам|щось|дещо|поставити|задати))* (допомогти|спитати|запитати|питання|запитання)`,
	`(мені )?(потрібна|треба|потребую) (ваша |вашої |ваш )?(допомога|допомоги|консультація|консультації|порада|поради)|(хочу|хотів|хотіла|хотів би|хотіла б)( (щось|дещо|вас|у вас|про щось|ще))* (спитати|запитати|уточнити|дізнатися|поцікавитися|поцікавитись|проконсультуватися)`,
	// Russian
	`(у меня|есть|имеется|возник|возникла|появился)( (к вам|есть|такой|такая|такие|один|одна|еще|небольшой|маленький|короткий|быстрый|пара|несколько))* (вопрос|вопросик|вопросы|проблема|проблемка|просьба|дело)`,
	`((один|короткий|быстрый|небольшой|маленький|еще|новый|другой|еще один|еще есть|такой|есть еще)( (один|есть))* )?(вопрос|вопросик)`,
	`(подскажите|скажите|помогите|подскажи|скажи)( мне| нам)?|(вы )?(можете|можешь|могли бы|можно|могу)( (я|вы|вас|вам|мне|нам|кое что|задать))* (помочь|спросить|вопрос|вопросик)`,
	`(мне )?(нужна|нужен|требуется) (ваша |ваш )?(помощь|консультация|совет)|(хочу|хотел|хотела|хотел бы|хотела бы)( (кое что|вас|у вас|еще))* (спросить|узнать|уточнить|поинтересоваться|проконсультироваться)`,
	// German
	`(da )?((ich|wir) )?(habe|hab|hätte|haette|haben|hätten|haetten)( (ich|wir|da|mal|noch|auch|nur|kurz|eben|schnell|nochmal|einmal|an sie|an euch))*( (eine|ne|ein|n|nen|einige|ein paar|ne ganz|eine ganz))?( (kurze|kleine|kurzes|kleines|allgemeine|dringende|dringendes|schnelle|wichtige|weitere|andere|blöde))* (frage|fragen|rückfrage|nachfrage|problem|anliegen|bitte)`,
	`((nur|mal|noch|eine|ne|kurz|ganz|kurze|kleine|schnelle|allgemeine|andere|neue|weitere) )*(frage|rückfrage|nachfrage)`,
	`(können|könnten|koennen|koennten|kannst|könntest|könnt) (sie|du|ihr) (mir|uns)( (bitte|mal|kurz|vielleicht|da))* (helfen|weiterhelfen|behilflich sein)|hilfe|((ich|wir) )?(brauche|bräuchte|benötige|brauchen)( (bitte|mal|ihre|eure|deine|dringend|etwas|ein bisschen|einen))* (hilfe|unterstützung|beratung|auskunft|rat)`,
	`(darf|dürfte|kann|könnte) (ich|man)( (sie|euch|dich|ihnen|mal|kurz|etwas|was|eine|ne|kurze|schnell))* (fragen|frage stellen)|(ich )?(wollte|möchte|würde gern|würde gerne)( (sie|euch|mal|nur|kurz|etwas|was|gern|gerne|eine|ne))* (fragen|nachfragen|wissen|frage stellen)`,
	// Polish
	`(mam|miał(a)?bym|miał(a)?m|mamy)( (ja|do państwa|do was|do pana|do pani|takie|taki|taką|jedno|jeden|jedną|krótkie|małe|mały|małą|szybkie|pewne|pewien|jeszcze|pilne|pilną|drobne|kilka|parę|tylko))* (pytanie|pytanko|pytania|pytań|zapytanie|problem|problemik|prośbę|sprawę|wątpliwość)`,
	`((krótkie|szybkie|małe|takie|jedno|jeszcze|nowe|inne|tylko|mam|drobne) )*(pytanie|pytanko|zapytanie)`,
	`(czy )?(mogę|mógłbym|mogłabym|można|wolno)( (was|państwa|o coś|coś|się|czegoś|jeszcze))* (zapytać|spytać|dopytać|dowiedzieć|zadać pytanie)|(chciał(bym|abym)|chcę|chciał(a)?m)( (was|państwa|o coś|coś|się|czegoś|jeszcze|tylko))* (zapytać|spytać|dopytać|dowiedzieć)`,
	`(czy )?(mogą państwo|mogliby państwo|mógłby pan|mogłaby pani|może pan|może pani|może ktoś|ktoś może|ktoś mógłby|możecie|możesz|moglibyście|mógłbyś|mogłabyś)( mi| nam)? pomóc|pomocy|pomóżcie|proszę o (pomoc|informację|poradę)|potrzebuję( państwa| waszej| twojej)? (pomocy|informacji|porady|wsparcia)`,
}

// preamble is how people begin who are about to say what they want: it asks nothing yet. Many write it without marks.
var preamble = knowledge.MustPattern(knowledge.WithoutMarks(`^\s((` + beforePreamble + `)\s)*(` + strings.Join(preambles, "|") + `)` +
	`(\s(please|here|thanks|today|for you|if i may|будь ласка|дякую|до вас|пожалуйста|спасибо|к вам|bitte|danke|an sie|an euch|proszę|dziękuję|do państwa|do was))*\s$`))

// Preamble tells whether a text only says that a question follows: "Hi, I have a problem", "Підкажіть, будь ласка".
func Preamble(text string) bool {
	if len(text) > longestPhrase {
		return false
	}
	said := false
	for _, s := range partsOf(text) {
		switch {
		case preamble.MatchString(afterGreeting(s)), announces.MatchString(simple(ungreeted(s))):
			said = true
		case !Greeting(s) && !Rests(s):
			return false
		}
	}
	return said
}

// afterGreeting is what a text says after the greeting that it begins with, in the form that simple makes and without marks.
func afterGreeting(text string) string {
	words := strings.Fields(knowledge.WithoutMarks(simple(text)))
	for n := min(len(words), longestGreeting); n > 0; n-- {
		if greets(strings.Join(words[:n], " ")) {
			words = words[n:]
			break
		}
	}
	return " " + strings.Join(words, " ") + " "
}
