package assist

import (
	"strings"

	"switchboard/knowledge"
)

// asksWho is how people ask whether a person or a program answers them, in en, uk, ru, de and pl.
var asksWho = knowledge.MustPattern(`^\s((hello|hi|hey|so|wait|sorry|excuse me|and|ok|привіт|вибачте|а|привет|извините|hallo|entschuldigung|und|cześć|przepraszam|i)\s)*(` +
	`(are you|r u|you are|youre|is this|is that|is it|am i (talking|speaking|chatting|writing) (to|with)|(do i|i) (talk|speak) (to|with)) (really |actually |just |only )?` + machine + `( or (not|` + machine + `))?|(who|what) are you|what can you do|(what is|whats) your name|(who|what) am i (talking|speaking|chatting|writing) (to|with)|` +
	`(ви|ти|це|тут|я (зараз )?(говорю|розмовляю|спілкуюся|пишу) (з|із|зі)|(чи )?(ви|ти|це)) (справді |взагалі |просто |часом )?` + machine + `( (чи|або) (ні|` + machine + `))?|(хто|що) (ви|ти)( такий| така| таке)?|з ким я (зараз )?(говорю|розмовляю|спілкуюся)|хто (тут |мені )?(відповідає|пише)|як (вас|тебе) (звати|звуть)|що (ви|ти) (вмієте|вмієш|можете|можеш)|` +
	`(вы|ты|это|здесь|тут|я (сейчас )?(говорю|разговариваю|общаюсь|пишу) (с|со)) (правда |вообще |просто |случайно )?` + machine + `( или (нет|` + machine + `))?|(кто|что) (вы|ты)( такой| такая| такое)?|с кем я (сейчас )?(говорю|разговариваю|общаюсь)|кто (тут |здесь |мне )?(отвечает|пишет)|как (вас|тебя) зовут|что (вы|ты) (умеете|умеешь|можете|можешь)|` +
	`(sind sie|bist du|ist das|spreche ich( hier)?( gerade)? mit|schreibe ich( hier)?( gerade)? mit|rede ich( hier)?( gerade)? mit|chatte ich( hier)?( gerade)? mit) (wirklich |eigentlich |nur )?` + machine + `( oder (nicht|` + machine + `))?|wer (sind sie|bist du)|mit wem (spreche|schreibe|rede|chatte) ich|wie (heißen sie|heißt du)|was (können sie|kannst du)|` +
	`(czy )?(jesteś|jest (pan|pani)|pan jest|pani jest|to( jest)?|(czy )?(rozmawiam|piszę) z) (naprawdę |tylko )?` + machine + `( czy (nie|` + machine + `))?|(kim|czym) (jesteś|pan jest|pani jest|jest pan|jest pani)|z kim (rozmawiam|piszę)|jak (masz|ma pan|ma pani) na imię|co (potrafisz|umiesz)` +
	`)(\s(please|here|now|right now|actually|там|тут|взагалі|вообще|hier|eigentlich|tu|teraz))*\s$`)

// machine is what answers, or does not, in the words for it.
const machine = `(an? |the |some |ein |eine |einem |einer |kein |keine )?(automatic |automated |real |actual |live |chat |actually |жив(а|ий|ой|ою|им) |реальн\S* |справжн\S* |настоящ\S* |echte[rmn]? |richtige[rmn]? |prawdziw\S* |żyw\S* )?` +
	`(bot|robot|chatbot|machine|ai|program|programme|computer|human( being)?|person|assistant|бот(ом|у)?|робот(ом|у)?|чат бот(ом)?|машин(а|ою|ой)|програм(а|ою)|программ(а|ой)|штучний інтелект|искусственный интеллект|людина|людиною|человек(ом)?|живий|живой|жива|живая|` +
	`roboter|maschine|programm|mensch(en)?|ki|botem|robotem|maszyn(a|ą)|człowiek(iem)?|osob(a|ą)|sztuczna inteligencja)`

// AsksWhoAnswers tells whether a text asks, and asks nothing else, whether a person or a program answers.
func AsksWhoAnswers(text string) bool {
	if len(text) > longestPhrase {
		return false
	}
	asks := false
	for _, s := range partsOf(text) {
		switch {
		case asksWho.MatchString(simple(s)):
			asks = true
		case !Greeting(s):
			return false
		}
	}
	return asks && strings.TrimSpace(text) != ""
}
