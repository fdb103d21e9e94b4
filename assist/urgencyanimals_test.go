package assist_test

import (
	"testing"

	"switchboard/assist"
)

// An animal that is hurt or poisoned cannot wait, though nobody is told to call an ambulance for people; what is asked of animals by the
// way waits like all else.
func TestAnAnimalInDangerCannotWait(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		"my dog was hit by a car!!!", "my cat cant pee since yesterday", "the puppy ate a whole bar of chocolate", "my cat fell from the fourth floor", "our rabbit is having seizures", "dog swallowed a sock, what now", "the parrot is bleeding and it won't stop",
		"собаку збила машина", "кіт зїв ібупрофен", "кішка погризла лілію", "цуценя проковтнуло голку", "кіт випав з вікна", "у собаки судоми", "кіт не може пописяти другий день", "пес отруївся",
		"собаку сбила машина", "кошка съела таблетку", "у щенка судороги", "кот не может пописать", "кот выпал с балкона", "собака отравилась",
		"samochód potrącił psa", "pies zjadł czekoladę", "kot nie może się wysikać", "szczeniak ma drgawki", "kot wypadł z okna",
		"mein Hund wurde angefahren", "die Katze hat eine Lilie gefressen", "der Hund krampft", "der Kater kann nicht pinkeln", "unser Welpe hat Rattengift gefressen",
	} {
		if got := assist.UrgencyOf(text); got.Level < 2 {
			t.Errorf("%q: %+v", text, got)
		}
	}
	for _, text := range []string{
		"how much is a haircut for a dog", "my dog ate well today", "what can my rabbit eat", "does my cat need a rabies shot", "my cat hit my phone, the screen is broken", "blood test for a cat price", "can I bring my dog by car", "is chocolate sold here", "my dog chewed the remote control",
		"скільки коштує аналіз крові для собаки", "чи можна з собакою", "корм для кота", "кіт скинув роутер", "сколько стоит стрижка собаки", "собака погрызла пульт", "ile kosztuje szczepienie psa", "pies pogryzł pilota", "was kostet die Impfung für meinen Hund", "der Hund hat die Fernbedienung gefressen",
	} {
		if got := assist.UrgencyOf(text); got.Level > 1 {
			t.Errorf("%q: %+v", text, got)
		}
	}
	for _, text := range []string{"в басейні смердить хлором, дитині пече очі", "the pool smells of chlorine and the kids are coughing", "im Bad riecht es nach Chlor, die Augen tränen"} {
		if got := assist.UrgencyOf(text); !got.Danger() {
			t.Errorf("%q: %+v", text, got)
		}
	}
}
