package main

import (
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"switchboard/assist"
	"switchboard/knowledge"
	"switchboard/knowledge/local"
	"switchboard/knowledge/recall"
	"switchboard/knowledge/samples"
	"switchboard/migrations/pgtest"
)

// Who searches with the keyboard set to another alphabet finds what he meant.
func TestASearchWithAnotherKeyboardFinds(t *testing.T) {
	t.Parallel()
	a := &app{clock: knowledge.NewClock(nil), store: knowledge.NewStore(pgtest.New(t)), index: local.New()}
	a.finder = finder{index: a.index, ranker: assist.New(assist.Config{Index: a.index, Log: slog.New(slog.DiscardHandler)})}
	if err := a.index.Put(t.Context(), []knowledge.Article{
		{ID: 1, Key: "router", Project: "net", Lang: "uk", Title: "Як перезавантажити роутер", Audience: knowledge.Public},
		{ID: 2, Key: "delivery", Project: "shop", Lang: "en", Title: "Delivery and prices", Audience: knowledge.Public},
	}); err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]int64{"gthtpfdfynf;bnb hjenth": 1, "вудшмукн зкшсу": 2, "delivery price": 2} {
		hits, err := a.search(t.Context(), knowledge.Query{Text: text, Limit: 3})
		if err != nil || len(hits) == 0 || hits[0].Article != want {
			t.Errorf("%q: %+v, %v", text, hits, err)
		}
	}
}

// Who searches to write to a customer finds a list whole, though a part of it was found.
func TestASearchAtTheDesksFindsAListWhole(t *testing.T) {
	t.Parallel()
	a := &app{clock: knowledge.NewClock(nil), store: knowledge.NewStore(pgtest.New(t)), index: local.New(), log: slog.New(slog.DiscardHandler)}
	a.finder = finder{index: a.index, ranker: assist.New(assist.Config{Index: a.index, Log: a.log}), log: a.log}
	body := "To connect the stove, do all of this:\n\n"
	for i := range 9 {
		body += fmt.Sprintf("%d. open the valve number %d by half a turn, wait until the lamp burns, and fasten the clamp behind it once more\n", i+1, 100+i)
	}
	if _, err := knowledge.Import(t.Context(), a.store, fstest.MapFS{
		"shop/project.md":  {Data: []byte("---\nname: Shop\n---\n")},
		"shop/en/stove.md": {Data: []byte("---\ntitle: The stove\n---\n" + body)},
	}, knowledge.ImportOptions{}); err != nil {
		t.Fatal(err)
	}
	articles, _, _, err := a.store.Changes(t.Context(), 0)
	if err != nil {
		t.Fatal(err)
	}
	if err := a.index.Put(t.Context(), articles); err != nil {
		t.Fatal(err)
	}
	hits, err := a.searchWhole(t.Context(), knowledge.Query{Text: "connect stove", Limit: 3})
	if err != nil || len(hits) != 1 || !strings.Contains(hits[0].Passage, "number 100") || !strings.Contains(hits[0].Passage, "number 108") {
		t.Errorf("%+v, %v", hits, err)
	}
}

// readersAsk are what readers look for in their own words, by language and by the article of the samples that they mean. There are
// samples in English and Ukrainian.
var readersAsk = map[string]map[string]string{
	"pl": {"zwrot pieniędzy za kurs": "lumen-learn/refund", "ile kosztuje dostawa zakupów": "lumen-market/delivery", "zgubiłem telefon z kartą SIM": "lumen-mobile/lost-sim",
		"jak zrestartować router": "lumen-net/router-restart", "chcę zrezygnować z umowy internetowej": "lumen-net/cancel-contract", "skrytka paczkomatu się nie otwiera": "lumen-parcel/locker-not-opening",
		"ile bagażu mogę zabrać": "lumen-travel/luggage", "płatność kartą odrzucona": "lumen-pay/declined-payment", "film ciągle się zacina": "lumen-tv/buffering", "jak odśnieżyć panele słoneczne": "lumen-energy/cleaning-snow"},
	"de": {"Was kostet die Lieferung": "lumen-market/delivery", "Geld zurück für den Kurs": "lumen-learn/refund", "Internet ist sehr langsam": "lumen-net/slow-speed", "Gepäck im Zug": "lumen-travel/luggage",
		"Ich habe meine SIM-Karte verloren": "lumen-mobile/lost-sim", "Paket ist beschädigt angekommen": "lumen-parcel/lost-damaged", "Wie setze ich mein Passwort für Fernsehen zurück": "lumen-tv/password-reset",
		"Bestellung stornieren": "lumen-market/cancel-order", "Sensor meldet Wasserleck": "lumen-home/leak-alarm", "Geld an falsche Person überwiesen": "lumen-pay/wrong-transfer"},
	"uk": {"повернути гроші за курс": "lumen-learn/refund", "скільки коштує доставка": "lumen-market/delivery", "загубив сімку": "lumen-mobile/lost-sim", "інтернет дуже повільний": "lumen-net/slow-speed",
		"потяг запізнився": "lumen-travel/cancelled-delayed", "комірка поштомату не відкривається": "lumen-parcel/locker-not-opening", "відключили світло чи буде інтернет": "lumen-net/blackout",
		"не можу розрахуватись карткою": "lumen-pay/declined-payment", "як почистити сонячні панелі від снігу": "lumen-energy/cleaning-snow", "переказав гроші не тій людині": "lumen-pay/wrong-transfer"},
	"en": {"get my money back for a course": "lumen-learn/refund", "how much is shipping": "lumen-market/delivery", "lost my phone": "lumen-mobile/lost-sim", "wifi is slow": "lumen-net/slow-speed",
		"train was late compensation": "lumen-travel/cancelled-delayed", "locker door won't open": "lumen-parcel/locker-not-opening", "power outage internet": "lumen-net/blackout", "card declined": "lumen-pay/declined-payment",
		"snow on solar panels": "lumen-energy/cleaning-snow", "sent money to the wrong person": "lumen-pay/wrong-transfer"},
}

// sampleFinder searches the samples.
func sampleFinder(t *testing.T) finder {
	t.Helper()
	articles, projects, err := knowledge.ReadFolder(t.Context(), samples.FS)
	if err != nil {
		t.Fatal(err)
	}
	b, of := &bases{log: slog.New(slog.DiscardHandler)}, base{articles: articles, projects: projects}
	index, err := b.filled(t.Context(), of)
	if err != nil {
		t.Fatal(err)
	}
	memory := recall.New()
	if err := memory.Put(t.Context(), articles); err != nil {
		t.Fatal(err)
	}
	return finder{index, b.over(index, memory, of), b.log}
}

// TestReadersFindWhatTheyMean: what the words alone do not find is among the first where the assistant knows it, in languages too
// that there is no article in, and nothing internal is. Nonsense finds nothing more than by its words.
func TestReadersFindWhatTheyMean(t *testing.T) {
	t.Parallel()
	f := sampleFinder(t)
	byWords, found := map[string]int{}, map[string]int{}
	for lang, asked := range readersAsk {
		for text, want := range asked {
			q := knowledge.Query{Text: text, Lang: lang, Limit: 20, At: time.Now()}
			words, err := f.index.Search(t.Context(), q)
			if err != nil {
				t.Fatal(err)
			}
			hits, err := f.find(t.Context(), q)
			if err != nil {
				t.Fatal(err)
			}
			seen := map[string]bool{}
			for _, h := range hits {
				if name := fmt.Sprint(h.Project, "/", h.Key, "/", h.Lang); h.Audience != knowledge.Public || seen[name] || h.Passage == "" {
					t.Errorf("%q finds %s, %s, or finds it twice, or says nothing of it", text, name, h.Audience)
				} else {
					seen[name] = true
				}
			}
			first := func(hits []knowledge.Hit) bool {
				return slices.ContainsFunc(hits[:min(3, len(hits))], func(h knowledge.Hit) bool { return h.Project+"/"+h.Key == want })
			}
			if first(words) {
				byWords[lang]++
			}
			if first(hits) {
				found[lang]++
			} else {
				t.Logf("%s: %q misses %s", lang, text, want)
			}
		}
	}
	t.Logf("among the first three, of ten: by the words %v, now %v", byWords, found)
	for lang, least := range map[string]int{"pl": 7, "de": 8, "uk": 9, "en": 9} {
		if found[lang] < least {
			t.Errorf("%s: %d of 10 are among the first three, want %d", lang, found[lang], least)
		}
	}
	for _, text := range []string{"asdf qwerty zxcv", "bagpipes", "hello", "what is the meaning of life", "wie ist das Wetter", "jak upiec chleb", "погода"} {
		q := knowledge.Query{Text: text, Lang: "pl", Limit: 20, At: time.Now()}
		words, err := f.index.Search(t.Context(), q)
		if err != nil {
			t.Fatal(err)
		}
		if hits, err := f.find(t.Context(), q); err != nil || len(hits) != len(words) {
			t.Errorf("%q finds %d articles, by its words %d, %v", text, len(hits), len(words), err)
		}
	}
	q := knowledge.Query{Text: "zwrot pieniędzy za kurs", Lang: "pl", Projects: []string{"lumen-net"}, Limit: 20, At: time.Now()}
	hits, err := f.find(t.Context(), q)
	if err != nil || slices.ContainsFunc(hits, func(h knowledge.Hit) bool { return h.Project != "lumen-net" }) {
		t.Errorf("of one project: %+v, %v", hits, err)
	}
}
