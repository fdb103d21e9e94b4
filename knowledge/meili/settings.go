package meili

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/meilisearch/meilisearch-go"

	"switchboard/knowledge"
)

// form is the number of the form of documents. Indexes of different forms stand beside each other, so that programs of
// two versions can run at once; each fills its own.
const form = 3

// settings are those of the index of passages; the index of questions has the same but for what is searched and what is
// one.
func settings(dimensions int) *meilisearch.Settings {
	distinct := "article"
	s := &meilisearch.Settings{
		SearchableAttributes: []string{"title", "heading", "passage", "stems", "tags", "name", "aliases"},
		FilterableAttributes: []string{"audience", "lang", "project", "article", "n", "from", "until"},
		DistinctAttribute:    &distinct,
		RankingRules:         []string{"words", "typo", "proximity", "attribute", "exactness"},
		StopWords:            []string{}, // they differ by language: left out of queries instead
		Synonyms:             synonyms(),
		TypoTolerance: &meilisearch.TypoTolerance{
			Enabled:             true,
			MinWordSizeForTypos: meilisearch.MinWordSizeForTypos{OneTypo: 5, TwoTypos: 9},
			DisableOnWords:      alikes(),
			DisableOnAttributes: []string{},
			DisableOnNumbers:    true,
		},
		Pagination:     &meilisearch.Pagination{MaxTotalHits: 1000},
		SearchCutoffMs: searchCutoff.Milliseconds(),
	}
	if dimensions > 0 {
		s.Embedders = map[string]meilisearch.Embedder{embedder: {Source: meilisearch.UserProvidedEmbedderSource, Dimensions: dimensions}}
	}
	return s
}

// embedder is the name of the vectors, which we bring ourselves.
const embedder = "meaning"

func questionSettings(dimensions int) *meilisearch.Settings {
	s := settings(dimensions)
	s.SearchableAttributes = []string{"question", "stems"}
	return s
}

// mark tells settings apart: an index with others than ours is filled anew beside it, and the two are swapped.
func (c Config) mark() (string, error) {
	b, err := json.Marshal([]any{settings(c.Dimensions), questionSettings(c.Dimensions), c.Model})
	if err != nil {
		return "", fmt.Errorf("write the settings of the index: %w", err)
	}
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:8]), nil
}

// A server has one table for an index, not one for each language: the languages' tables are put together. Words of two
// languages that look the same are few, and what they bring is ranked below what was asked.

// same are words that mean the same to somebody who asks for help.
var same = map[string][]string{
	"en": {"refund, reimbursement, moneyback", "cancel, terminate", "bill, invoice", "parcel, package, shipment", "phone, telephone, mobile", "password, passcode",
		"broken, faulty, defective", "price, cost, fee", "signup, register", "login, signin", "shop, store", "internet, broadband"},
	"uk": {"повернення, відшкодування", "скасувати, відмінити, анулювати", "рахунок, квитанція", "посилка, відправлення, пакунок", "телефон, мобільний, смартфон",
		"пароль, код", "зламаний, несправний", "ціна, вартість, тариф", "крамниця, магазин", "інтернет, мережа", "увійти, залогінитися"},
	"ru": {"возврат, возмещение", "отменить, аннулировать", "счёт, квитанция", "посылка, отправление", "телефон, мобильный, смартфон", "сломанный, неисправный",
		"цена, стоимость, тариф", "войти, залогиниться", "интернет, сеть"},
	"pl": {"zwrot, refundacja", "anulować, odwołać", "rachunek, faktura", "paczka, przesyłka", "telefon, komórka, smartfon", "zepsuty, uszkodzony", "cena, koszt, opłata",
		"sklep, salon", "internet, sieć"},
	"de": {"rückerstattung, erstattung", "stornieren, kündigen", "rechnung, beleg", "paket, sendung, lieferung", "telefon, handy, smartphone", "kaputt, defekt",
		"preis, kosten, gebühr", "laden, geschäft", "anmelden, einloggen", "internet, netz"},
}

// confused are pairs of words that one slip turns into each other and that mean different things.
var confused = map[string]string{
	"en": "quiet quite later latter price prize costs posts their there where these those",
	"uk": "оплата плата покупка посилка мережі межах",
	"ru": "оплата плата покупка посылка связь смесь",
	"pl": "opłata płata zwrot zwrotu kwota kwoty",
	"de": "kosten posten karte kante konto konte waren wagen",
}

// synonyms are the words that mean the same, as they are written and as stems: documents and queries have both.
func synonyms() map[string][]string {
	all := map[string]map[string]bool{}
	for lang, groups := range same {
		for _, group := range groups {
			words := strings.Split(group, ", ")
			for _, w := range words {
				for _, other := range words {
					for i, pair := range [][2]string{{w, other}, {stem(w, lang), stem(other, lang)}} {
						if pair[0] == pair[1] || i > 0 && (pair[0] == "" || pair[1] == "") {
							continue
						}
						if all[pair[0]] == nil {
							all[pair[0]] = map[string]bool{}
						}
						all[pair[0]][pair[1]] = true
					}
				}
			}
		}
	}
	out := map[string][]string{}
	for w, others := range all {
		out[w] = slices.Sorted(maps.Keys(others))
	}
	return out
}

func stem(word, lang string) string { return strings.TrimSpace(stems(word, lang)) }

// alikes are the words that must be written as they are.
func alikes() []string {
	all := map[string]bool{}
	for lang, words := range confused {
		for _, w := range strings.Fields(words) {
			all[w] = true
			for _, t := range knowledge.Analyze(w, lang) {
				all[t.Term] = true
			}
		}
	}
	return slices.Sorted(maps.Keys(all))
}
