package assist_test

import (
	"testing"

	"switchboard/assist"
)

// Many write without the signs on their letters, or ä as "ae": what they say is the same.
func TestWhatIsTypedWithoutSignsSaysTheSame(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		what string
		says func(string) bool
		all  []string
	}{
		{"a wish for a person", assist.AsksForPerson, []string{"proszę o kontakt z człowiekiem", "prosze o kontakt z czlowiekiem", "chce rozmawiac z czlowiekiem", "poprosze konsultanta", "polacz mnie z czlowiekiem",
			"proszę o kontakt z obsługą", "ich moechte mit jemandem sprechen", "можна з кимось поговорити?", "мені потрібен консультант"}},
		{"anger", assist.Upset, []string{"Jestem wsciekly, rower sie zepsul po godzinie", "fatalna obsluga", "jestem oburzona waszą obsługą", "unverschaemt", "ich bin sehr enttaeuscht", "stinksauer", "я дуже незадоволена", "хамство якесь"}},
		{"thanks", assist.Thanks, []string{"danke schoen", "dziekuje bardzo", "merci", "swietnie, dziekuje"}},
		{"that it was all", assist.Rests, []string{"milego dnia", "schoenen abend noch", "tschuess", "па-па"}},
		{"a wish for a call", assist.AsksForCall, []string{"zadzwoncie do mnie jutro", "prosze o telefon", "bitte um rueckruf", "rufen sie mich bitte morgen um halb zehn an", "наберіть мене будь ласка"}},
		{"danger", func(text string) bool { return assist.UrgencyOf(text).Danger() }, []string{
			"я обпікся вашою кавою, викличте швидку", "обпекла руку вашою плиткою", "порізався вашим ножем, сильно кровить", "дитина вдавилася вашим горіхом", "я обжёгся вашим кофе, вызовите скорую", "порезался, кровь идет",
			"mialem wypadek na waszym rowerze, leci krew", "poparzylem sie waszą kawą", "nie moge oddychac", "dziecko sie dlawi", "mein kind hat eine giftige pflanze gegessen", "ich habe mich verbrannt",
			"rufen sie einen krankenwagen", "blood everywhere, cut myself with your saw",
		}},
	} {
		for _, text := range c.all {
			if !c.says(text) {
				t.Errorf("%q is not %s", text, c.what)
			}
		}
	}
	for _, text := range []string{"ile kosztuje szczepienie przeciw wsciekliznie", "чи є у вас швидка доставка", "потрібна швидку відповідь", "czy pies może chodzić bez smyczy", "haben sie neue blaue pflanzen", "ist die pflanze giftig für katzen", "i want to know does the agent speak german", "poproszę bilet dla jednej osoby", "chcę pokój z obsługą"} {
		if assist.Upset(text) || assist.AsksForPerson(text) || assist.Thanks(text) || assist.Rests(text) || assist.AsksForCall(text) || assist.UrgencyOf(text).Danger() {
			t.Errorf("%q says something else", text)
		}
	}
}
