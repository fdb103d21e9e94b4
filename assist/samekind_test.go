package assist_test

import (
	"fmt"
	"testing"

	"switchboard/assist"
	"switchboard/knowledge"
)

// group is a base of two projects of one company, a bakery and a pharmacy, with branches in the same streets and others.
func group(t *testing.T) *assist.Assistant {
	t.Helper()
	var articles []knowledge.Article
	for i, x := range []struct {
		project, lang, title string
		questions            []string
		body                 string
	}{
		{"bakery", "en", "When our shops are open", []string{"what time do you close", "are you open on Saturday"},
			"| shop | Mon–Fri | Sat–Sun |\n|---|---|---|\n| Market Square | 7:00–20:00 | 8:00–18:00 |\n| Station Road | 6:00–21:00 | 7:00–19:00 |\n| The Mill | 7:00–19:00 | closed |"},
		{"pharmacy", "en", "Opening hours", []string{"when do you open", "are you open at the weekend"},
			"| branch | weekdays | Saturday | Sunday |\n|---|---|---|---|\n| Market Square | 8:00–21:00 | 9:00–18:00 | closed |\n| Station Road | around the clock | around the clock | around the clock |\n| Harbour | 9:00–18:00 | closed | closed |"},
		{"bakery", "en", "Our addresses", []string{"where is your shop"}, "- Market Square: 3 Market Street.\n- Station Road: 17 Station Road.\n- The Mill: 2 River Street."},
		{"pharmacy", "en", "Where we are", []string{"how do I find you"}, "- Market Square: 14 Market Street, beside the bank.\n- Station Road: 1 Station Road.\n- Harbour: 8 Dock Road."},
		{"bakery", "en", "Cakes to order", []string{"how much is a birthday cake"}, "A birthday cake costs £35, a wedding cake from £120. Order three days before."},
		{"pharmacy", "en", "Blood pressure and vaccinations", []string{"how much is a flu vaccination"}, "A flu vaccination costs £18. Blood pressure is measured free of charge."},
		{"bakery", "en", "Allergens", []string{"is there bread without gluten"}, "Bread without gluten is baked on Tuesdays in The Mill alone."},
		{"pharmacy", "en", "Prescriptions", []string{"can you order my medicine"}, "Bring the prescription; the medicine is here the next day."},
		{"bakery", "uk", "Години роботи пекарень", []string{"до котрої ви працюєте", "чи відкриті ви в суботу"}, "| пекарня | пн–пт | сб–нд |\n|---|---|---|\n| Ринок | 7:00–20:00 | 8:00–18:00 |\n| Вокзал | 6:00–21:00 | 7:00–19:00 |\n| Млин | 7:00–19:00 | зачинено |"},
		{"pharmacy", "uk", "Графік аптек", []string{"коли ви відчиняєтесь", "чи працюєте на вихідних"}, "| аптека | будні | субота | неділя |\n|---|---|---|---|\n| Ринок | 8:00–21:00 | 9:00–18:00 | зачинено |\n| Вокзал | цілодобово | цілодобово | цілодобово |\n| Гавань | 9:00–18:00 | зачинено | зачинено |"},
		{"bakery", "ru", "Часы работы пекарен", []string{"до скольки вы работаете", "открыты ли вы в субботу"}, "| пекарня | пн–пт | сб–вс |\n|---|---|---|\n| Рынок | 7:00–20:00 | 8:00–18:00 |\n| Вокзал | 6:00–21:00 | 7:00–19:00 |\n| Мельница | 7:00–19:00 | закрыто |"},
		{"pharmacy", "ru", "График аптек", []string{"когда вы открываетесь", "работаете ли в выходные"}, "| аптека | будни | суббота | воскресенье |\n|---|---|---|---|\n| Рынок | 8:00–21:00 | 9:00–18:00 | закрыто |\n| Вокзал | круглосуточно | круглосуточно | круглосуточно |\n| Гавань | 9:00–18:00 | закрыто | закрыто |"},
		{"bakery", "pl", "Godziny otwarcia piekarni", []string{"do której macie otwarte", "czy jest otwarte w sobotę"}, "| piekarnia | pn–pt | sob–ndz |\n|---|---|---|\n| Rynek | 7:00–20:00 | 8:00–18:00 |\n| Dworzec | 6:00–21:00 | 7:00–19:00 |\n| Młyn | 7:00–19:00 | zamknięte |"},
		{"pharmacy", "pl", "Godziny pracy aptek", []string{"o której otwieracie", "czy pracujecie w weekend"}, "| apteka | dni powszednie | sobota | niedziela |\n|---|---|---|---|\n| Rynek | 8:00–21:00 | 9:00–18:00 | zamknięte |\n| Dworzec | całodobowo | całodobowo | całodobowo |\n| Port | 9:00–18:00 | zamknięte | zamknięte |"},
		{"bakery", "de", "Öffnungszeiten der Bäckereien", []string{"wie lange haben Sie geöffnet", "haben Sie samstags offen"}, "| Bäckerei | Mo–Fr | Sa–So |\n|---|---|---|\n| Marktplatz | 7:00–20:00 | 8:00–18:00 |\n| Bahnhof | 6:00–21:00 | 7:00–19:00 |\n| Mühle | 7:00–19:00 | geschlossen |"},
		{"pharmacy", "de", "Öffnungszeiten der Apotheken", []string{"wann öffnen Sie", "haben Sie am Wochenende geöffnet"}, "| Apotheke | werktags | Samstag | Sonntag |\n|---|---|---|---|\n| Marktplatz | 8:00–21:00 | 9:00–18:00 | geschlossen |\n| Bahnhof | rund um die Uhr | rund um die Uhr | rund um die Uhr |\n| Hafen | 9:00–18:00 | geschlossen | geschlossen |"},
	} {
		articles = append(articles, knowledge.Article{ID: int64(1 + i), Version: 1, Key: fmt.Sprint("a-", i), Project: x.project, Name: map[string]string{"bakery": "Kolos Bakery", "pharmacy": "Kolos Pharmacy"}[x.project],
			Lang: x.lang, Title: x.title, Questions: x.questions, Body: x.body, Audience: knowledge.Public})
	}
	projects := []knowledge.Project{{Key: "bakery", Name: "Kolos Bakery", Aliases: []string{"bakery", "пекарня", "piekarnia", "Bäckerei"}}, {Key: "pharmacy", Name: "Kolos Pharmacy", Aliases: []string{"pharmacy", "аптека", "apteka", "Apotheke"}}}
	return base{}.with(projects, articles).assistant(t, false)
}

// eachHas are questions that both projects of the group answer alike, and ownOf those that say which they mean. When they were first counted,
// four of nineteen were answered with one of the two (before fourteen); then they were looked at: two verbs and the forms of words were
// mended, and one of them, which names a shop, turned out to say which it means.
var (
	eachHas = [][2]string{
		{"en", "what time do you close on saturdays"}, {"en", "are you open on sunday"}, {"en", "are you open on saturday"}, {"en", "when do you open tomorrow"}, {"en", "what are your opening hours at market square"}, {"en", "are you open at the weekend in station road"},
		{"en", "how do I find you"}, {"uk", "до котрої ви працюєте сьогодні"}, {"uk", "чи відкриті ви в неділю"}, {"uk", "коли ви відчиняєтесь на вокзалі"}, {"ru", "работаете ли вы в воскресенье"}, {"ru", "до скольки вы работаете на вокзале"},
		{"pl", "czy pracujecie w niedzielę"}, {"pl", "o której otwieracie jutro"}, {"pl", "do której macie otwarte w sobotę"}, {"de", "haben Sie sonntags geöffnet"}, {"de", "wann öffnen Sie am Bahnhof"},
	}
	ownOf = [][3]string{
		{"en", "what time do you close at the mill", "bakery"}, {"en", "when do you open in the harbour", "pharmacy"}, {"en", "where is your shop", "bakery"},
		{"en", "how much is a birthday cake", "bakery"}, {"en", "how much is a flu vaccination", "pharmacy"}, {"en", "is there bread without gluten", "bakery"}, {"uk", "до котрої ви працюєте у млині", "bakery"}, {"de", "wann öffnen Sie am Hafen", "pharmacy"},
		{"pl", "o której otwieracie w porcie", "pharmacy"}, {"ru", "до скольки работает пекарня в субботу", "bakery"},
	}
)

// Who asks for hours or addresses that each project has its own of, and says nothing that one of them has alone, is asked which he means.
func TestWhatEachProjectHasIsAskedBack(t *testing.T) {
	t.Parallel()
	a := group(t)
	for _, q := range eachHas {
		got := ask(t, a, q[0], q[1])
		if _, vague := assist.Ambiguous(got); alone(got) && !vague && len(got[0].Or) == 0 {
			t.Errorf("%q: %s", q[1], describe(got))
		}
	}
	for _, q := range ownOf {
		got := ask(t, a, q[0], q[1])
		if _, vague := assist.Ambiguous(got); !alone(got) || vague || len(got[0].Or) > 0 || got[0].Sources[0].Project != q[2] {
			t.Errorf("%q is not answered: %s", q[1], describe(got))
		}
	}
}

// In a conversation of one project that project answers what both answer; the other one, what is asked of its own things.
func TestAConversationsProjectAnswersWhatEachHas(t *testing.T) {
	t.Parallel()
	a := group(t)
	answered := 0
	for _, project := range []string{"bakery", "pharmacy"} {
		for _, q := range eachHas {
			got := askOf(t, a, project, q[0], q[1])
			if alone(got) && got[0].Sources[0].Project != project {
				t.Errorf("of the %s %q: %s", project, q[1], describe(got))
			}
			if alone(got) {
				answered++
			}
		}
		for _, q := range ownOf {
			if got := askOf(t, a, project, q[0], q[1]); !alone(got) || got[0].Sources[0].Project != q[2] {
				t.Errorf("of the %s %q is not answered: %s", project, q[1], describe(got))
			}
		}
	}
	if all := 2 * len(eachHas); 5*answered < 4*all {
		t.Errorf("%d of %d questions are answered in a conversation of a project that answers them", answered, all)
	}
}

func askOf(t *testing.T, a *assist.Assistant, project, lang, text string) []assist.Suggestion {
	t.Helper()
	got, err := a.Suggest(t.Context(), assist.Dialogue{Turns: []assist.Turn{{Customer: true, Text: text}}, Lang: lang, Projects: []string{project}})
	if err != nil {
		t.Fatal(err)
	}
	return got
}
