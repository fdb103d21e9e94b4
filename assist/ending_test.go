package assist_test

import (
	"testing"

	"switchboard/assist"
)

// endsOf are the endings for which one side's words speak.
func endsOf(by, text string) map[string]bool {
	turns := []assist.Turn{{Customer: true, Text: "My order has not come, what now?"}, {Text: "I look into it.", By: "operator"}}
	found := map[string]bool{}
	for _, e := range assist.Endings(assist.Dialogue{Turns: append(turns, assist.Turn{Customer: by == "", By: by, Text: text})}) {
		found[e.End] = true
	}
	return found
}

// What is denied speaks for no ending.
func TestWhatIsDeniedIsNoEnding(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		end, by   string
		says, not []string
	}{
		{assist.EndCallBack, "operator", []string{
			"We will call you back today.", "I'll call you back no later than 10.", "Don't worry, we will call you tomorrow.", "Ми зателефонуємо вам не пізніше 10 години.", "Мы перезвоним вам не позже десяти.", "Ich rufe Sie morgen zurück.", "Wir rufen Sie nicht später als 10 Uhr an.", "Oddzwonimy nie później niż o 10.", "No problem, we will call you.",
		}, []string{
			"We cannot call you back today.", "I'm afraid we won't be able to call you.", "We do not call you back on Sundays.", "Nobody will call you today.", "Ми не зателефонуємо.", "Сьогодні ми вам не передзвонимо", "Мы не перезвоним.", "Никто вам не перезвонит", "Ich rufe Sie morgen nicht mehr an.", "Wir rufen Sie heute nicht zurück", "Ein Rückruf ist leider nicht möglich.", "Nie oddzwonimy dzisiaj.", "Dziś nie zadzwonimy",
		}},
		{assist.EndSold, "operator", []string{
			"Your order has been confirmed.", "The contract is now signed.", "Замовлення оформлено.", "Заказ принят.", "Ihre Bestellung wurde bestätigt.", "Zamówienie zostało przyjęte.",
		}, []string{
			"The order was not confirmed because the payment failed.", "Your order has not been placed", "The plan is not activated yet", "Замовлення не оформлено", "Заказ не принят", "Ihre Bestellung wurde nicht bestätigt.", "Die Bestellung ist leider nicht aufgenommen", "Zamówienie nie zostało przyjęte", "Umowa nie jest podpisana",
		}},
		{assist.EndComplaint, "", []string{
			"I want to complain about the courier", "You do not answer my complaint", "This is a complaint, I want my money", "Хочу поскаржитися на кур'єра", "Це скарга", "Это жалоба", "Почему вы не отвечаете на жалобу?", "Ich möchte mich beschweren", "Das ist eine Beschwerde", "To jest skarga", "Składam skargę",
		}, []string{
			"I'm not complaining", "This is not a complaint", "I don't want to complain, just asking", "no complaints so far", "I can't complain", "Я не скаржусь", "Це не скарга", "Это не жалоба", "я не жалуюсь", "keine Beschwerde", "Das soll keine Beschwerde sein", "Ich will mich nicht beschweren", "To nie jest skarga", "nie skarżę się",
		}},
		{assist.EndWish, "", []string{
			"It would be nice to have a dark mode", "It would be great if the app had a search", "I wish there was an app", "Було б добре мати темну тему", "Было бы здорово, если бы была тёмная тема", "Es wäre schön, wenn es eine App gäbe", "Fajnie by było mieć aplikację",
		}, []string{
			"It would be nice to know when the courier comes", "It would be helpful to hear when he comes", "It would be great if someone could tell me when he comes", "I wish you a nice day", "Було б добре знати, коли приїде кур'єр", "Было бы хорошо узнать, когда приедет курьер", "Было бы неплохо знать, когда он приедет", "Es wäre schön zu wissen, wann der Kurier kommt", "Es wäre gut, wenn ich wüsste, wann er kommt", "Dobrze by było wiedzieć, kiedy przyjedzie kurier", "З найкращими побажаннями, Олена", "Найкращі побажання",
		}},
	} {
		for _, text := range c.says {
			if !endsOf(c.by, text)[c.end] {
				t.Errorf("%q: not %q", text, c.end)
			}
		}
		for _, text := range c.not {
			if endsOf(c.by, text)[c.end] {
				t.Errorf("%q: %q", text, c.end)
			}
		}
	}
}
