package assist_test

import (
	"strings"
	"testing"

	"switchboard/assist"
	"switchboard/knowledge"
)

// Who goes on by leaving something out asks no less of what he asked about before: what has what he leaves out for a title does not answer
// him, and the article before only where it speaks of it.
func TestWhatIsLeftOutIsNotAnsweredWith(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		lang           string
		tickets, guide knowledge.Article
		before         string
		without        []string // of what the article on tickets says
		unsaid         string   // of what it says nothing of, and the other article does
	}{
		{"en", knowledge.Article{Title: "What tickets cost", Questions: []string{"how much is a ticket"}, Body: "| ticket | price |\n|---|---|\n| with a guide | £18 |\n| museum alone | £11 |\n| children | £5 |"},
			knowledge.Article{Title: "The guide", Questions: []string{"what does the guide show"}, Body: "The guide shows the cellar and the tower in one hour. Dogs stay outside. A cloakroom is at the entrance."},
			"how much is a ticket", []string{"without a guide", "and without the guide?", "except the guide"}, "without the cloakroom"},
		{"uk", knowledge.Article{Title: "Скільки коштують квитки", Questions: []string{"скільки коштує квиток"}, Body: "| квиток | ціна |\n|---|---|\n| з екскурсоводом | 380 грн |\n| лише музей | 210 грн |\n| діти | 90 грн |"},
			knowledge.Article{Title: "Екскурсовод", Questions: []string{"що показує екскурсовод"}, Body: "Екскурсовод показує підвал і вежу за годину. Собаки чекають надворі. Гардероб біля входу."},
			"скільки коштує квиток", []string{"без екскурсовода", "а без екскурсовода?"}, "без гардероба"},
		{"ru", knowledge.Article{Title: "Сколько стоят билеты", Questions: []string{"сколько стоит билет"}, Body: "| билет | цена |\n|---|---|\n| с экскурсоводом | 580 руб |\n| только музей | 310 руб |\n| дети | 90 руб |"},
			knowledge.Article{Title: "Экскурсовод", Questions: []string{"что показывает экскурсовод"}, Body: "Экскурсовод показывает подвал и башню за час. Собаки ждут снаружи. Гардероб у входа."},
			"сколько стоит билет", []string{"без экскурсовода", "а без экскурсовода?"}, "без гардероба"},
		{"pl", knowledge.Article{Title: "Ile kosztują bilety", Questions: []string{"ile kosztuje bilet"}, Body: "| bilet | cena |\n|---|---|\n| z przewodnikiem | 48 zł |\n| samo muzeum | 31 zł |\n| dzieci | 15 zł |"},
			knowledge.Article{Title: "Przewodnik", Questions: []string{"co pokazuje przewodnik"}, Body: "Przewodnik pokazuje piwnicę i wieżę w godzinę. Psy czekają na zewnątrz. Szatnia jest przy wejściu."},
			"ile kosztuje bilet", []string{"bez przewodnika", "a bez przewodnika?"}, "bez szatni"},
		{"de", knowledge.Article{Title: "Was Eintrittskarten kosten", Questions: []string{"was kostet eine Eintrittskarte"}, Body: "| Karte | Preis |\n|---|---|\n| mit Führung | 18 € |\n| nur Museum | 11 € |\n| Kinder | 5 € |"},
			knowledge.Article{Title: "Die Führung", Questions: []string{"was zeigt die Führung"}, Body: "Die Führung zeigt Keller und Turm in einer Stunde. Hunde bleiben draußen. Eine Garderobe ist am Eingang."},
			"was kostet eine Eintrittskarte", []string{"ohne Führung", "und ohne die Führung?"}, "ohne Garderobe"},
	} {
		c.tickets.Lang, c.guide.Lang = c.lang, c.lang
		a := reading(t, c.tickets, c.guide)
		then := func(text string) []assist.Suggestion {
			got, err := a.Suggest(t.Context(), assist.Dialogue{Lang: c.lang, Turns: []assist.Turn{{Customer: true, Text: c.before}, {Text: c.tickets.Body}, {Customer: true, Text: text}}})
			if err != nil {
				t.Fatal(err)
			}
			return got
		}
		for _, text := range c.without {
			if got := then(text); len(got) == 0 || got[0].Sources[0].Title != c.tickets.Title || !strings.Contains(got[0].Text, "11") && !strings.Contains(got[0].Text, "210") && !strings.Contains(got[0].Text, "31") {
				t.Errorf("%q, then %q: %s", c.before, text, describe(got))
			}
		}
		if got := then(c.unsaid); len(got) == 0 || got[0].Sources[0].Title != c.tickets.Title || !got[0].Beside {
			t.Errorf("%q, then %q: %s", c.before, c.unsaid, describe(got))
		}
	}
}
