package assist_test

import (
	_ "embed"
	"slices"
	"strings"
	"testing"

	"switchboard/knowledge"
)

// The rules were made with those of namedFile above the line "kept" and with nearFile before one; what is below it was written after.
var (
	//go:embed testdata/named.tsv
	namedFile string
	//go:embed testdata/near.tsv
	nearFile string
)

// shortly counts what of some short questions is answered alone.
type shortly struct{ yes, answered, no, wrong int }

func (s *shortly) ask(t *testing.T, b base, f []string) {
	t.Helper()
	told, lang, key, text := f[0] == "yes", f[1], f[2], f[3]
	got := ask(t, b.assistant(t, false), lang, text)
	answers := alone(got) && knowledge.Speaks(got[0].Lang, lang) > 0
	switch {
	case told:
		if s.yes++; answers && got[0].Sources[0].Key == key {
			s.answered++
		}
	default:
		if s.no++; answers {
			s.wrong++
			t.Logf("%q: %q", text, got[0].Text)
		}
	}
}

// Who asks in a few words for what an article on the very thing does not say is told so by a person, and not the price again.
func TestWhatAnArticleDoesNotSayIsNotAnsweredWithIt(t *testing.T) {
	withoutRace(t)
	t.Parallel()
	var articles []knowledge.Article
	var questions, kept [][]string
	into := &questions
	for i, line := range strings.Split(namedFile, "\n") {
		switch f := strings.Split(line, "\t"); f[0] {
		case "kept":
			into = &kept
		case "article":
			of := slices.IndexFunc(sampleBase(t).projects, func(p knowledge.Project) bool { return p.Key == f[1] })
			p := sampleBase(t).projects[of]
			articles = append(articles, knowledge.Article{ID: int64(900_000 + i), Version: 1, Project: p.Key, Name: p.Name, Aliases: p.Aliases, Lang: f[2], Key: f[3], Title: f[4], Body: f[5],
				Questions: strings.Split(f[6], "|"), Audience: knowledge.Public, Published: now()})
		case "yes", "no":
			*into = append(*into, f)
		}
	}
	b := sampleBase(t).with(nil, articles)
	var made, after, near shortly
	for _, f := range questions {
		made.ask(t, b, f)
	}
	for _, f := range kept {
		after.ask(t, b, f)
	}
	for line := range strings.Lines(nearFile) {
		if f := strings.Split(strings.TrimSpace(line), "\t"); len(f) == 4 {
			near.ask(t, sampleBase(t), f)
		}
	}
	t.Logf("made with: %+v; kept: %+v; sure before: %+v", made, after, near)
	if made.wrong > 5 || made.answered < 22 || after.wrong > 3 || after.answered < 10 || near.wrong > 12 || near.answered < 50 {
		t.Errorf("made with: %+v; kept: %+v; sure before: %+v", made, after, near)
	}
}

// A letter that stands alone is what is left of a word, and a large one is a size.
func TestALetterIsNotWhatAnArticleLacks(t *testing.T) {
	t.Parallel()
	a := sole(t, knowledge.Article{Title: "Rain jackets", Body: "A rain jacket costs £60 in all sizes from XS to M. It weighs 300 g.", Questions: []string{"how much is a rain jacket", "what is the price of a rain jacket"}})
	for text, want := range map[string]bool{"what s the price of a rain jacket": true, "how much d you take for a rain jacket": true, "price of a rain jacket in M": true, "price of a rain jacket in L": false} {
		if got := ask(t, a, "en", text); len(got) == 0 || got[0].Score < answer || alone(got) != want {
			t.Errorf("%q: %s", text, describe(got))
		}
	}
}

// When from, after how long and for how much something is asked in everyday words is no more than how it is asked.
func TestHowSomethingIsAskedIsNotWhatAnArticleLacks(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		lang, title, body string
		known, texts      []string
	}{
		{"en", "Teeth whitening", "Teeth whitening costs £190 and takes an hour. Coffee is allowed after two days. It is done on Mondays.", []string{"how much is teeth whitening", "when is coffee allowed after teeth whitening"},
			[]string{"how expensive is teeth whitening", "since when exactly is teeth whitening done", "how soon is coffee allowed after teeth whitening"}},
		{"uk", "Відбілювання зубів", "Відбілювання зубів коштує 9500 грн і триває годину. Каву можна за дві доби. Відбілювання роблять у понеділок.", []string{"скільки коштує відбілювання зубів", "коли можна каву після відбілювання"},
			[]string{"почому відбілювання зубів", "скільки вийде відбілювання зубів", "через скільки можна каву після відбілювання"}},
		{"ru", "Отбеливание зубов", "Отбеливание зубов стоит 9500 руб и длится час. Кофе можно через двое суток. Отбеливание делают в понедельник.", []string{"сколько стоит отбеливание зубов", "когда можно кофе после отбеливания"},
			[]string{"почём отбеливание зубов", "сколько берёте отбеливание зубов", "через сколько можно кофе после отбеливания"}},
		{"pl", "Wybielanie zębów", "Wybielanie zębów kosztuje 900 zł i trwa godzinę. Kawę można pić po dwóch dniach. Wybielanie jest w poniedziałki.", []string{"ile kosztuje wybielanie zębów", "kiedy można kawę po wybielaniu"},
			[]string{"po ile wybielanie zębów", "ile bierzecie za wybielanie zębów", "odkąd można kawę po wybielaniu"}},
		{"de", "Bleaching der Zähne", "Das Bleaching der Zähne kostet 290 € und dauert eine Stunde. Kaffee ist nach zwei Tagen erlaubt. Bleaching gibt es montags.", []string{"was kostet Bleaching der Zähne", "wann ist Kaffee nach dem Bleaching erlaubt"},
			[]string{"wie teuer ist Bleaching der Zähne", "ab wann ist Kaffee nach dem Bleaching erlaubt", "wann darf ich Kaffee nach dem Bleaching"}},
	} {
		a := sole(t, knowledge.Article{Title: c.title, Body: c.body, Lang: c.lang, Questions: c.known})
		for _, text := range c.texts {
			if got := ask(t, a, c.lang, text); !alone(got) {
				t.Errorf("%q: %s", text, describe(got))
			}
		}
	}
}

// A place in the form that a question puts it in is no word that the article lacks, and a code typed in letters that look the same is that code.
func TestAnotherFormOfANameIsNotWhatAnArticleLacks(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		lang, title, body, known string
		said, not                []string
	}{
		{"uk", "Години рецепції", "Рецепція працює з 8:00 до 21:00: Поділ, Київ, Львів, Бориспіль, Канів, група A2.", "до котрої працює рецепція",
			[]string{"до котрої працює рецепція на подолі", "до котрої працює рецепція у львові", "до котрої працює рецепція в борисполі", "до котрої працює рецепція в каневі", "до котрої працює рецепція групи а2"},
			[]string{"до котрої працює рецепція в одесі", "до котрої працює рецепція на позняках", "до котрої працює рецепція групи в2"}},
		{"ru", "Часы ресепшена", "Ресепшен работает с 8:00 до 21:00: Подол, Одесса, Орёл, Ростов, группа A2.", "до скольки работает ресепшен",
			[]string{"до скольки работает ресепшен на подоле", "до скольки работает ресепшен в одессе", "до скольки работает ресепшен в ростове", "до скольки работает ресепшен группы а2"},
			[]string{"до скольки работает ресепшен в туле", "до скольки работает ресепшен группы в2"}},
		{"pl", "Godziny recepcji", "Recepcja pracuje od 8:00 do 21:00: Kraków, Warszawa, Ochota, Praga, Łódź.", "do której pracuje recepcja",
			[]string{"do której pracuje recepcja w krakowie", "do której pracuje recepcja w warszawie", "do której pracuje recepcja na ochocie", "do której pracuje recepcja w łodzi"},
			[]string{"do której pracuje recepcja w poznaniu", "do której pracuje recepcja na mokotowie"}},
		{"de", "Zeiten der Rezeption", "Die Rezeption ist von 8:00 bis 21:00 besetzt: Berlin, München, Kurs A2.", "wie lange ist die Rezeption besetzt",
			[]string{"wie lange ist die Rezeption in Berlin besetzt", "wie lange ist die Rezeption in München besetzt"}, []string{"wie lange ist die Rezeption in Köln besetzt"}},
		{"en", "Hours of the reception", "The reception is open from 8:00 to 21:00: Glasgow, Leeds, course A2.", "how long is the reception open",
			[]string{"how long is the reception open in glasgow", "how long is the glasgow's reception open"}, nil},
	} {
		a := sole(t, knowledge.Article{Title: c.title, Body: c.body, Lang: c.lang, Questions: []string{c.known}})
		for _, text := range c.said {
			if got := ask(t, a, c.lang, text); !alone(got) {
				t.Errorf("%q: %s", text, describe(got))
			}
		}
		for _, text := range c.not {
			if got := ask(t, a, c.lang, text); alone(got) {
				t.Errorf("%q: %s", text, describe(got))
			}
		}
	}
}
