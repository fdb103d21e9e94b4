package assist

import "switchboard/knowledge"

// preamble is how people begin who are about to say what they want, in en, uk, ru, de and pl: it asks nothing yet.
var preamble = knowledge.MustPattern(`^\s((yes|yeah|так|да|ja|tak|hello|hi|hey|please|so|sorry|thanks|thank you|ok|okay|дякую|спасибі|добре|спасибо|хорошо|danke|dziękuję|excuse me|good (morning|afternoon|evening|day)|привіт|вітаю|добрий (день|вечір|ранок)|доброго дня|вибачте|привет|здравствуйте|добрый (день|вечер)|извините|hallo|guten (tag|morgen|abend)|entschuldigung|cześć|dzień dobry|przepraszam)\s)*(` +
	`(i (have|ve|ve got|got)|ive got|ive|we have|theres|there is|just) (a|an|one|another|some|this|a quick|a small|a short|a little|a big|an urgent) (question|problem|issue|request|trouble|query)|(a |and )*(quick|small|short|one|another|new|one more|different)( more)? (question|thing)|(i )?(have|need|got) (some )?(help|a problem|a question|questions|problems|trouble)|` +
	`(can|could|would|will) (you|somebody|someone|anybody|anyone)( please)? (help( me| us)?( out)?|assist me|answer a question)|(please )?help( me| us)?|(can|may|could) i ask( you)?( something| a question)?|i (want|would like|d like) to ask( you)?( something| a question)?|i need (some |your )?(help|assistance|advice)|` +
	`(підкажіть|скажіть|допоможіть)( мені| нам)?( будь ласка)?|(у мене|в мене|маю|є)( є| така| таке| одне| невеличке| одна)* (питання|запитання|проблема|проблему|прохання|справа)|(і |й |та )?(ще|нове|інше)( (одне|є|маю))* (питання|запитання)|(чи )?(можете|можна)( вас)?( мені)?( допомогти| спитати| запитати)|(потрібна|треба) (ваша )?допомога|хочу (спитати|запитати)|` +
	`(подскажите|скажите|помогите)( мне| нам)?( пожалуйста)?|(у меня|есть)( есть| такой| один| небольшой| такая| одна)* (вопрос|проблема|просьба)|(и )?(еще|ещё|новый|другой)( (один|есть))* вопрос|(вы )?(можете|можно)( вас)?( мне)?( помочь| спросить)|нужна (ваша )?помощь|хочу (спросить|узнать)|` +
	`(ich habe|ich hätte|hab|habe) (da )?(mal )?(eine |ein |einmal )?(kurze |kleine |kleines )?(frage|problem|anliegen|bitte)|(und )?(noch|neue|andere)( (eine|ne))* frage|(können|könnten) sie mir( bitte)?( mal)? helfen|kannst du mir( bitte)? helfen|(bitte )?hilfe|ich brauche( ihre)? hilfe|darf ich( sie)?( etwas| mal etwas)? fragen|` +
	`mam( takie| taki| jedno| krótkie| małe)? (pytanie|problem|prośbę|sprawę)|(i )?(jeszcze|nowe|inne)( (jedno|mam))* pytanie|(czy )?(mogą państwo|może pan|może pani|możecie|możesz)( mi)? pomóc|pomocy|proszę o pomoc|potrzebuję( państwa)? pomocy|(czy )?mogę( o coś)? (zapytać|spytać)` +
	`)(\s(please|here|thanks|today|будь ласка|дякую|пожалуйста|спасибо|bitte|danke|proszę|dziękuję))*\s$`)

// Preamble tells whether a text only says that a question follows: "Hi, I have a problem", "Підкажіть, будь ласка".
func Preamble(text string) bool {
	if len(text) > longestPhrase {
		return false
	}
	said := false
	for _, s := range partsOf(text) {
		switch {
		case preamble.MatchString(simple(s)), announces.MatchString(simple(ungreeted(s))):
			said = true
		case !Greeting(s) && !Rests(s):
			return false
		}
	}
	return said
}
