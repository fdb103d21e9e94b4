package assist_test

import (
	"strings"
	"testing"

	"switchboard/knowledge"
)

// What is quoted goes on to the end of its paragraph, and to the next one that says when it does not hold; not to one that is on
// something else.
func TestAnExceptionIsNotCutOff(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ lang, title, asked, body, has, lacks string }{
		{"en", "Barbecues in the park", "can I have a barbecue in the park", "Barbecues are welcome on the stone places by the lake, from May to September. Bring your own coal and take the ashes home. They are free. On the lawns they are forbidden.\n\n" +
			"There are none on days of high fire risk.\n\nToilets: at the north gate.", "On the lawns they are forbidden.|high fire risk", "Toilets"},
		{"en", "Barbecues in the park", "can I have a barbecue in the park", "Barbecues are welcome on the stone places by the lake, from May to September. Bring your own coal, take the ashes home, and leave the place to the next at ten.\n\nToilets: none at the north gate.", "stone places", "Toilets"},
		{"uk", "Гриль у парку", "чи можна готувати на грилі в парку", "Гриль у парку дозволено на кам'яних майданчиках біля озера, з травня до вересня. Вугілля приносьте своє, попіл забирайте. Це безкоштовно. На газонах заборонено.\n\n" +
			"У дні пожежної небезпеки не можна ніде.\n\nТуалети: біля північної брами.", "На газонах заборонено.|пожежної небезпеки", "Туалети"},
		{"ru", "Гриль в парке", "можно ли готовить на гриле в парке", "Гриль в парке разрешён на каменных площадках у озера, с мая по сентябрь. Уголь приносите свой, золу забирайте. Это бесплатно. На газонах запрещено.\n\n" +
			"В дни пожарной опасности нельзя нигде.\n\nТуалеты: у северных ворот.", "На газонах запрещено.|пожарной опасности", "Туалеты"},
		{"de", "Grillen im Park", "darf man im Park grillen", "Grillen im Park ist auf den Steinplätzen am See erlaubt, von Mai bis September. Kohle bitte mitbringen und die Asche mitnehmen. Es kostet nichts. Auf dem Rasen ist es verboten.\n\n" +
			"An Tagen mit Waldbrandgefahr darf nirgends gegrillt werden.\n\nToiletten: am Nordtor.", "Auf dem Rasen ist es verboten.|Waldbrandgefahr", "Toiletten"},
		{"pl", "Grillowanie w parku", "czy można grillować w parku", "Grillować w parku można na kamiennych placach nad jeziorem, od maja do września. Węgiel trzeba przynieść, a popiół zabrać. To nic nie kosztuje. Na trawnikach jest to zabronione.\n\n" +
			"W dni zagrożenia pożarowego nie wolno nigdzie.\n\nToalety: przy bramie północnej.", "Na trawnikach jest to zabronione.|zagrożenia pożarowego", "Toalety"},
	} {
		got := ask(t, reading(t, knowledge.Article{Lang: c.lang, Title: c.title, Body: c.body}), c.lang, c.asked)
		if len(got) == 0 {
			t.Errorf("%q: nothing", c.asked)
			continue
		}
		for has := range strings.SplitSeq(c.has, "|") {
			if !strings.Contains(got[0].Text, has) || strings.Contains(got[0].Text, c.lacks) {
				t.Errorf("%q: %q lacks %q or has %q", c.asked, got[0].Text, has, c.lacks)
			}
		}
	}
}

// Who goes on is quoted a paragraph from its beginning: there it says what its hours are of.
func TestAParagraphIsQuotedFromItsBeginning(t *testing.T) {
	t.Parallel()
	a := reading(t, knowledge.Article{Lang: "uk", Title: "Де ми і коли відчинено", Questions: []string{"до котрої працює майстерня"}, Body: "**Північна майстерня** — вул. Садова, 3, двір. Каса пн–пт 8:00–21:00, сб 9:30–15:00.\n\n" +
		"**Південна майстерня** — просп. Миру, 18. Каса пн–пт 12:00–21:00, сб–нд зачинено."})
	got := lastOf(t, a, "uk", "до котрої працює південна майстерня | а в неділю?")
	if !strings.Contains(got.Text, "сб–нд зачинено") || strings.Contains(got.Text, "8:00") != strings.Contains(got.Text, "Північна") || !strings.Contains(got.Text, "Південна") {
		t.Errorf("%q", got.Text)
	}
}
