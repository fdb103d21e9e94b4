package assist_test

import (
	"strings"
	"testing"

	"switchboard/assist"
)

func TestRests(t *testing.T) {
	t.Parallel()
	check(t, "Rests", assist.Rests, true, "thanks!", "got it", "ok got it", "Gotcha, thanks", "that's all", "That's all for now, thank you", "no that's it", "nothing else", "will do", "I'll try that", "OK, I will try it later today", "let me try", "Let me check and come back to you",
		"one sec", "hold on", "wait", "Wait a minute please", "brb", "I'll check and come back", "hmm", "Hmmm…", "oh", "lol", "hahaha", ":)", ";-)", ")))", "sorry", "Sorry for bothering you", "my bad", "all good now", "perfect, you saved me", "you're the best", "Love it!", "see you", "See you later!", "have a good day", "Have a nice day!",
		"good night", "same to you", "you too", "ok, good to know, thanks", "noted",
		"зараз спробую", "Добре, спробую ще раз", "одну хвилинку", "зачекайте", "Ок, перевірю і напишу", "це все", "ні, це все, дякую", "поки все", "більше нічого", "до зв'язку", "На все добре!", "гарного дня", "і вам гарного дня", "навзаєм", "вибачте", "хм", "ого", "ахаха", "доброї ночі", "ви найкращі!", "і вам", "ясненько, дякую за допомогу", "дяки", "почекаю",
		"сейчас попробую", "минутку", "подождите", "хорошо, проверю", "это всё", "нет, это все, спасибо", "до связи", "Всего доброго!", "хорошего дня", "и вам того же", "взаимно", "извините", "ого", "спокойной ночи",
		"Moment bitte", "das probiere ich", "Ich probiere es mal aus", "mach ich", "das war alles", "Nein, sonst nichts, danke", "bis morgen", "schönen Tag noch", "gleichfalls", "Entschuldigung", "ach so", "hm",
		"chwileczkę", "spróbuję", "zaraz sprawdzę", "to wszystko", "nic więcej, dziękuję", "miłego dnia", "nawzajem", "przepraszam", "dobranoc", "aha",
		"I see", "no thanks", "that's fine", "alright", "sounds good", "makes sense", "I understand", "ok sure", "give me a minute", "I'll let you know", "it works now, thanks", "thank you so much for the quick answer", "зрозумів", "зрозуміла, дякую", "ні, дякую", "ні, більше нічого", "на сьогодні все", "питань немає", "дайте хвилинку", "дякую за інформацію", "круто", "гарних вихідних",
		"я понял", "нет, спасибо", "спасибо за информацию", "сейчас", "вопросов нет", "не за что", "Ich verstehe", "nein danke", "passt", "auf Wiedersehen", "Danke für die schnelle Antwort", "ich schau mal", "ich melde mich", "keine Fragen mehr", "dobra, dzięki", "zrozumiałem", "nie, dziękuję", "w porządku", "dam znać", "dziękuję za informację", "pozdrawiam")
	check(t, "Rests", assist.Rests, false, "", "?", "hello", "hold on the RESET button how long", "wait, my router is still red", "one sec, it does not work", "I'll try that but where is the button", "let me cancel my order", "how do I try it", "see you?", "sorry, I paid twice", "that's all wrong", "nothing works",
		"it is all broken", "no", "yes", "will you do it", "I will sue you", "have a problem", "all good except the router", "got a question", "get it delivered", "I see red lights", "you too are wrong", "is it good for you", "how are you", "the best tariff", "you are great but my internet is slow",
		"це все не працює", "нічого не працює", "спробую повернути гроші", "зачекайте, а скільки коштує", "вибачте, а де моя посилка", "чекаю посилку", "ну і де моя посилка", "це все що ви можете", "нічого",
		"ничего не работает", "это всё неправда", "извините, у меня вопрос", "попробую вернуть товар", "жду ответа", "ну где мой заказ",
		"das ist falsch", "das ist nicht alles", "Moment, das geht nicht", "Entschuldigung, ich habe eine Frage", "ich probiere es seit drei Tagen", "to wszystko nie działa", "przepraszam, gdzie jest paczka", "spróbuję zwrócić",
		"Nothing else is working", "Nothing else was in it", "It works for a minute", "I have been trying that again and again", "I see it again", "I got that answer again", "Have you got it", "Do you see it now", "Sorry, do I have to do it all again",
		"Sorry, is it working now", "Is that all I need", "And that was all the help", "And that's all", "That is all I know", "Wait, that is so much", "I'll wait for your answer", "Answer me in one minute", "I will give you one day", "So I should do that first", "Let me try it for a day",
		"I will try when I get help", "That's it, I need it now", "My bad, it was one", "I have a UPS and it works for a minute", "UPS", "M", "ok do I have to do it now", "see it", "give me a minute of your time",
		"Was mache ich jetzt", "Entschuldigung, was ist das", "Danke, und was jetzt", "Und das ist die Antwort", "Das ist noch so", "Das habe ich ebenfalls", "Mach das aus", "prüfe das nochmal", "Antwort bis morgen", "Guten Tag", "ok und was jetzt", "das ist",
		"Запрацювало на хвилину", "Це все вже було", "І це все", "Вибачте, а це працює", "відповідь до завтра", "ок, це наперед", "почекаю на відповідь", "Ну і відповідь", "М",
		"Ну и помощь", "Подождите, а ответ", "и это всё", "работает одну минуту", "ответ до завтра", "извините, а это работает", "подожду ответ", "Przepraszam, a odpowiedź", "moment, a odpowiedź", "działa chwilkę", "i to wszystko", "odpowiedź do jutra", "ok, a odpowiedź",
		strings.Repeat("one moment ", 20), strings.Repeat("hm", 50_000), "\xff\xfe")
}
