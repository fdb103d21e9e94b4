package assist_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"switchboard/assist"
	"switchboard/knowledge"
	"switchboard/knowledge/local"
)

// places is an assistant for places that are asked the same things, each in words of its own. Each name may have aliases
// behind it: "Name|alias|alias".
func places(t *testing.T, names ...string) *assist.Assistant {
	t.Helper()
	var projects []knowledge.Project
	var articles []knowledge.Article
	for i, name := range names {
		forms := strings.Split(name, "|")
		p := knowledge.Project{Key: fmt.Sprintf("p%02d", i), Name: forms[0], Aliases: forms[1:]}
		projects = append(projects, p)
		for key, text := range map[string]string{
			"pets": "Can I bring my pet?\nPets are welcome on the terrace.", "parking": "Is there parking at " + p.Name + "?\nCars can be left behind the house.",
			"wifi": "Is the wifi free?\nThe wifi of " + p.Name + " costs nothing.", "check-in": "When is check-in?\nFrom three in the afternoon.",
			"music": "Do you have live music?\nA band plays on Fridays.",
		} {
			title, body, _ := strings.Cut(text, "\n")
			articles = append(articles, knowledge.Article{ID: int64(len(articles) + 1), Key: key, Project: p.Key, Name: p.Name, Aliases: p.Aliases, Lang: "en",
				Title: title, Body: body, Audience: knowledge.Public})
		}
	}
	index := local.New()
	if err := index.Put(t.Context(), articles); err != nil {
		t.Fatal(err)
	}
	return assist.New(assist.Config{Index: index, Memory: remembered(t, articles), Projects: func(context.Context) ([]knowledge.Project, error) { return projects, nil }})
}

// call is a dialogue from lines that begin with "C:" for the caller or "O:" for the operator.
func call(lines ...string) assist.Dialogue {
	d := assist.Dialogue{Call: true, Lang: "en"}
	for _, l := range lines {
		d.Turns = append(d.Turns, assist.Turn{Customer: strings.HasPrefix(l, "C:"), Text: strings.TrimSpace(l[2:])})
	}
	return d
}

// first is the project's name and the article's key of the first suggestion.
func first(t *testing.T, a *assist.Assistant, d assist.Dialogue) (name, key string) {
	t.Helper()
	got, err := a.Suggest(t.Context(), d)
	if err != nil || len(got) == 0 {
		t.Fatalf("%s %v", describe(got), err)
	}
	return got[0].Sources[0].Name, got[0].Sources[0].Key
}

var city = []string{
	"Smokin' Warehouse Barbecue - Sacramento Street", "Sutro's at The Cliff House", "Alcatraz Island", "Pier 39", "Pier 7", "SW Hotel", "Union Square",
	"Hotel Kabuki, a Joie de Vivre Hotel", "Hilton San Francisco Union Square", "Torpedo Wharf", "COTE", "The Presidio", "Presidio Kebab", "Walt Disney Family Museum",
	"Lucky Pig", "La Taqueria",
}

// A caller names the place early, or the operator does; what is asked at the end is about that place.
func TestWhatACallIsAboutIsFoundInTheWholeCall(t *testing.T) {
	t.Parallel()
	a := places(t, city...)
	for heard, want := range map[string]string{
		"O: i found one it's called the smokin warehouse barbeque on sacramento street":     "Smokin' Warehouse Barbecue - Sacramento Street",
		"O: one place is showing up it's called the sutros at the cliff house":              "Sutro's at The Cliff House",
		"O: there is alcatraz island is that something you'd like":                          "Alcatraz Island",
		"C: oh i've heard a lot of alca tress island":                                       "Alcatraz Island", // split, another sound
		"C: how about alkatrasiland":                                                        "Alcatraz Island", // joined
		"O: how about pier thirty nine it's by the water":                                   "Pier 39",
		"O: you could go to pier seven":                                                     "Pier 7",
		"O: there is the s. w. hotel on broadway":                                           "SW Hotel",
		"O: there is one place in japantown called the hotel kabuki":                        "Hotel Kabuki, a Joie de Vivre Hotel", // nobody says all of it
		"O: in union square i do have the hilton san francisco union square":                "Hilton San Francisco Union Square",   // the longest
		"C: can you find me the whalt dizny family museum":                                  "Walt Disney Family Museum",
		"O: it is called presidio kebab and it's in the presidio":                           "Presidio Kebab", // what, and where
		"O: sure there's one in union square it's called la taqueria":                       "La Taqueria",
		"O: i have the torpedo wharf it is a good place near union square in san francisco": "Torpedo Wharf",
	} {
		if name, _ := first(t, a, call("C: hi uh i am looking for a place in the city", heard, "C: great and uh can i bring my pet there")); name != want {
			t.Errorf("%q: %s, want %s", heard, name, want)
		}
	}
}

// A place stays meant until another one is; who names two may choose, or change his mind.
func TestTheLastPlaceNamedIsMeant(t *testing.T) {
	t.Parallel()
	a := places(t, city...)
	for _, c := range []struct {
		want  string
		lines []string
	}{
		{"Alcatraz Island", []string{"O: there is alcatraz island", "C: ok what is the zip code for that please", "O: it's nine four one two seven"}},
		{"Lucky Pig", []string{"O: there is alcatraz island", "C: and where can i eat", "O: the lucky pig is close by"}},
		{"Torpedo Wharf", []string{"C: i want to go to alcatraz island no i mean the torpedo wharf"}},
		{"Torpedo Wharf", []string{"C: i want to go to alcatraz island", "O: sure alcatraz island", "C: no sorry i mean torpido warf"}},
		{"Lucky Pig", []string{"O: one is la taqueria and the other one is the lucky pig which one do you like", "C: the second one"}},
		{"La Taqueria", []string{"O: one is la taqueria and the other one is the lucky pig which one do you like", "C: let's take the first one please"}},
		{"Walt Disney Family Museum", []string{"O: two that people like are pier thirty nine and the walt disney family museum", "C: tell me about the disney one"}},
		{"Alcatraz Island", []string{"O: there is alcatraz island", "C: i'm looking at it now and i have the code are you able to hold"}}, // ordinary words are no names
		{"Alcatraz Island", []string{"O: there is alcatraz island", "C: what is the address", "O: it's three nine union square road"}},    // an address
	} {
		if name, _ := first(t, a, call(append(c.lines, "C: is there parking")...)); name != c.want {
			t.Errorf("%q: %s, want %s", c.lines, name, c.want)
		}
	}
}

// What is asked is in the last words, among assent, fillers and what the recogniser made of it.
func TestWhatIsAskedIsFoundThroughTheRecognisersErrors(t *testing.T) {
	t.Parallel()
	a := places(t, city...)
	for said, want := range map[string]string{
		"great thank you and uh could you check if they take pets":        "pets", // not when to check in
		"perfect do they offer free wif":                                  "wifi",
		"ok got it do you know if there's hat three wi fi":                "wifi",
		"ok do you know if they have a liv of musik":                      "music",
		"awesome is there a par king place":                               "parking",
		"and when can i chek in":                                          "check-in",
		"uh is thereparking there":                                        "parking",
		"that sounds great i was just wondering if i may bring my pett":   "pets",
		"ok what time is the check in you guys":                           "check-in",
		"all right no problem umm one more question what about the wifie": "wifi",
	} {
		if name, key := first(t, a, call("C: is there parking at the torpedo wharf", "O: let me see there is parking for cars behind the house", "C: "+said)); key != want || name != "Torpedo Wharf" {
			t.Errorf("%q: %s of %s, want %s", said, key, name, want)
		}
	}
}

// A caller who says yes, or thanks, asks nothing; what he asked before is still to be answered, unless the operator has.
func TestAssentAsksNothing(t *testing.T) {
	t.Parallel()
	a := places(t, city...)
	for _, said := range []string{"sure", "ok thank you wonderful parking", "yes", "mhm yeah"} {
		if _, key := first(t, a, call("O: there is the lucky pig", "C: can i bring my pet there", "O: one moment", "C: "+said)); key != "pets" {
			t.Errorf("%q: %s", said, key)
		}
		got, err := a.Suggest(t.Context(), call("O: there is the lucky pig", "C: can i bring my pet there",
			"O: yes they welcome pets on the terrace behind the house", "O: every other animal has to wait outside before the door of the restaurant", "C: "+said))
		if err != nil || (len(got) > 0 && got[0].Score > 0.5) {
			t.Errorf("%q: %s %v", said, describe(got), err)
		}
	}
}

// The recogniser's other guesses have the word that the first one lacks.
func TestOtherGuessesOfTheRecogniserCount(t *testing.T) {
	t.Parallel()
	a := places(t, city...)
	d := call("O: there is the lucky pig", "C: perfect do they offer free y five")
	d.Turns[1].Others = []string{"perfect do they offer free wi fi", "perfect do they offer free wifi"}
	if name, key := first(t, a, d); key != "wifi" || name != "Lucky Pig" {
		t.Errorf("%s of %s", key, name)
	}
	d = call("C: i am calling about the lack if dig", "O: sure", "C: do they offer free wifi")
	d.Turns[0].Others = []string{"i am calling about the lucky dig", "i am calling about the lucky pig"}
	if name, key := first(t, a, d); key != "wifi" || name != "Lucky Pig" {
		t.Errorf("%s of %s", key, name)
	}
}

// Where one project asks in other words, the others tell what is meant.
func TestOtherProjectsTellWhatIsMeant(t *testing.T) {
	t.Parallel()
	index := local.New()
	var projects []knowledge.Project
	var articles []knowledge.Article
	put := func(project, title, body string) {
		articles = append(articles, knowledge.Article{ID: int64(len(articles) + 1), Key: title, Project: project, Name: project, Lang: "en", Title: title, Body: body, Audience: knowledge.Public})
	}
	for _, name := range []string{"Grafton", "Kirkwood", "Leverton"} {
		projects = append(projects, knowledge.Project{Key: name, Name: name})
	}
	put("Grafton", "Are pets allowed?", "Pets are not allowed in the rooms.")
	put("Grafton", "Is there an elevator?", "The house has an elevator.")
	put("Kirkwood", "Can I bring my dog?", "Dogs and other pets are not allowed in the rooms.")
	put("Kirkwood", "Is breakfast included?", "Breakfast is part of the price.")
	put("Leverton", "May my dog stay with me?", "Pets are allowed in the rooms.")
	if err := index.Put(t.Context(), articles); err != nil {
		t.Fatal(err)
	}
	a := assist.New(assist.Config{Index: index, Memory: remembered(t, articles), Projects: func(context.Context) ([]knowledge.Project, error) { return projects, nil }})
	if name, key := first(t, a, call("O: there is the grafton", "C: ok can i bring my dog")); name != "Grafton" || key != "Are pets allowed?" {
		t.Errorf("%s of %s", key, name)
	}
}

// The line that was called is meant, also when another project is named by the way; names come in the letters of any
// language.
func TestTheLineThatWasCalled(t *testing.T) {
	t.Parallel()
	a := places(t, "Lumen Mobile|mobile|sim card", "Lumen Net|wifi|home internet", "Lumen Home|smart home")
	for _, c := range []struct {
		line, want string
		lines      []string
	}{
		{"", "Lumen Mobile", []string{"O: люмен мобайл добрий день"}},
		{"", "Lumen Net", []string{"O: lumen net good day", "C: hi i am at home with my mobile"}},
		{"p01", "Lumen Net", []string{"O: good day", "C: my wife has lumen home but i am asking about the internet"}},
		{"p02", "Lumen Home", []string{"O: good day", "C: i have a new wifi"}},
	} {
		d := call(append(c.lines, "C: is there parking")...)
		if c.line != "" {
			d.Projects = []string{c.line}
		}
		if name, _ := first(t, a, d); name != c.want {
			t.Errorf("%q: %s, want %s", c.lines, name, c.want)
		}
	}
}

// In writing names are read as they stand, and nothing is taken from what was said long ago.
func TestInWritingNothingIsHeard(t *testing.T) {
	t.Parallel()
	a := places(t, city...)
	d := call("O: there is the lucky pig", "C: do they have wi fi")
	d.Call = false
	got, err := a.Rank(t.Context(), d, 20)
	if err != nil || len(got) < 2 {
		t.Fatal(got, err)
	}
	for _, r := range got {
		if r.Probability > 0.5 {
			t.Errorf("%s of %s: %.2f", r.Hit.Key, r.Hit.Name, r.Probability)
		}
	}
}

// The recogniser cuts where the caller takes breath.
func TestAQuestionInPiecesIsOne(t *testing.T) {
	t.Parallel()
	a := small(t, knowledge.Article{Key: "open", Title: "Open the box", Body: "Press the button to open the box."}, knowledge.Article{Key: "return", Title: "Return the box", Body: "Send the box back by post."},
		knowledge.Article{Key: "lamp", Title: "The lamp", Body: "The lamp shines at night."})
	for _, lines := range [][]string{
		{"C: hello i would like to return", "C: the um box"},
		{"O: good day", "C: how can i return", "C: box"},
	} {
		if _, key := first(t, a, call(lines...)); key != "return" {
			t.Errorf("%q: %s", lines, key)
		}
	}
}

// A code is said letter by letter and digit by digit.
func TestASpokenCodeIsFound(t *testing.T) {
	t.Parallel()
	a := small(t, knowledge.Article{Key: "e03", Title: "Error E03", Body: "E03 means that the grid is out of range."},
		knowledge.Article{Key: "e04", Title: "Error E04", Body: "E04 means that the battery is empty."})
	if _, key := first(t, a, call("O: does it show any error", "C: it says um e zero three or so")); key != "e03" {
		t.Error(key)
	}
}

func FuzzCallsAreHeard(f *testing.F) {
	f.Add("there is the s. w. hotel", "do they have wi fi")
	f.Add("пʼять \xff \x00 pier thirty", "e zero oh one one")
	f.Fuzz(func(t *testing.T, said, asked string) {
		d := call("O: "+said, "C: "+asked)
		d.Turns[1].Others = []string{said}
		got, err := places(t, "Pier 39", "SW Hotel").Rank(t.Context(), d, 20)
		if err != nil {
			t.Fatal(err)
		}
		sum := 0.0
		for _, r := range got {
			if sum += r.Probability; r.Probability < 0 || r.Probability > 1 {
				t.Errorf("%q, %q: %v", said, asked, r.Probability)
			}
		}
	})
}
