package assist_test

import (
	"testing"

	"switchboard/assist"
)

// Who says how good or quick we were beside his thanks needs no answer; who asks, denies or complains beside them does.
func TestPraiseIsThanks(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		"thanks a lot, you were great!", "thank you so much, you were very helpful!", "perfect, thx, that was quick", "thanks, you guys were amazing", "great, that was fast, thank you", "thank you, you have been really kind", "thanks, this was very helpful",
		"you have been so helpful, thank you", "дякую, ви дуже допомогли!", "дякую, ви мене врятували", "супер, це було швидко, дякую", "дякую, ви були дуже уважні", "спасибо, вы мне очень помогли", "отлично, это было быстро, спасибо", "спасибо, вы были очень любезны",
		"great, that helps a lot. bye", "that helps, bye", "thanks, helped a lot", "ok, it really helps me, cheers", "супер, дуже допомогли", "дякую, це дуже допомагає", "дякую, допомогло, бувайте", "спасибо, очень помогли, до свидания", "отлично, это мне очень помогает, спасибо",
		"danke, das hilft mir sehr. tschüss", "super, hat mir sehr geholfen, danke", "danke, das hilft schon weiter", "dziękuję, to mi bardzo pomaga", "super, bardzo pomogło, pa",
		"danke, Sie haben mir sehr geholfen", "super, das ging aber schnell, danke", "vielen Dank, Sie waren sehr freundlich", "dziękuję, bardzo mi pani pomogła", "super, to było szybkie, dziękuję", "dzięki, byliście bardzo pomocni",
	} {
		if !assist.Thanks(text) {
			t.Errorf("%q is no thanks", text)
		}
	}
	for _, text := range []string{"that was quick", "wow thanks that was super quick", "you were very helpful!", "це було дуже швидко", "das ging schnell", "Sie waren sehr hilfreich", "byliście bardzo pomocni", "вы очень помогли"} {
		if !assist.Rests(text) {
			t.Errorf("%q does not rest", text)
		}
	}
	for _, text := range []string{
		"thanks, you were not helpful", "that helps nobody, bye", "thanks, does it help", "thanks, who helps me with the bike", "ok, that would help, bye", "дякую, не допомогло", "супер, хто допомагає з візою", "спасибо, не помогает", "danke, das hilft mir nicht", "danke, wer hilft mir", "dziękuję, to nie pomaga",
		"thanks, that was quick but wrong", "you were closed", "you were great yesterday, where is my parcel", "that was fast internet, now it is slow", "thanks, how quick is delivery", "quick", "thanks but you were rude", "you were supposed to call",
		"дякую, ви не допомогли", "швидко", "ви були зачинені", "спасибо, вы не помогли", "быстро", "вы были закрыты", "danke, Sie haben mir nicht geholfen", "Sie waren geschlossen", "schnell", "dziękuję, nie pomogliście", "szybko", "byliście zamknięci",
	} {
		if assist.Thanks(text) || assist.Rests(text) {
			t.Errorf("%q is taken for thanks", text)
		}
	}
}
