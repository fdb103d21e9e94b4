package assist_test

import (
	"bytes"
	"encoding/json"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	"switchboard/assist"
	"switchboard/knowledge"
)

var (
	anAuxiliary = regexp.MustCompile(`\b(can|is|are|will|does|do)( not)?\b`)
	aDenial     = regexp.MustCompile(`(?:^|\s)не\s`)
	aName       = regexp.MustCompile(`[a-z,] (Lumen|Visa|Mastercard|Ukraine|Poland|EU|Premium|Giga|Wi-Fi|Android|Apple|Google|SIM|SMS)\b|[а-яіїє,] (Lumen|Україні|України|Premium|Giga|Android|SIM|SMS)`)
	aSentence   = regexp.MustCompile(`\p{Lu}[^.!?|]{30,300}[.!?](?:\s|$)`)
	otherMoney  = strings.NewReplacer("€", "$", "$", "€", "грн", "євро", "UAH ", "€")
)

// oneChange makes of a true text others with a single wrong fact, one of each kind that it has.
func oneChange(text string) map[string]string {
	out := map[string]string{}
	put := func(kind, changed string) {
		if changed != text && out[kind] == "" {
			out[kind] = changed
		}
	}
	for _, c := range assist.Claims(text) {
		said := []byte(c.Text)
		if c.Sort == assist.ClaimLink || c.Sort == assist.ClaimEmail {
			said[len(said)/2-1] = 'x'
		} else if i := bytes.IndexAny(said, "0123456789"); i >= 0 {
			said[i] = '0' + (said[i]-'0'+3)%10
		}
		put(c.Sort, text[:c.Start]+string(said)+text[c.End:])
		if c.Sort == assist.ClaimPrice {
			put("currency", text[:c.Start]+otherMoney.Replace(c.Text)+text[c.End:])
		}
	}
	if i := aDenial.FindStringIndex(text); i != nil {
		put(assist.ClaimDenial, text[:i[0]]+" "+text[i[1]:])
	} else if i := anAuxiliary.FindStringSubmatchIndex(text); i != nil && i[4] < 0 && strings.HasPrefix(text[i[1]:], " no ") {
		put(assist.ClaimDenial, text[:i[1]]+" a "+text[i[1]+4:]) // "is not no" is what nobody writes
	} else if i != nil && i[4] < 0 {
		put(assist.ClaimDenial, text[:i[3]]+" not"+text[i[3]:])
	} else if i != nil {
		put(assist.ClaimDenial, text[:i[4]]+text[i[5]:])
	}
	if i := aName.FindStringSubmatchIndex(text); i != nil {
		from, to := max(i[2], i[4]), max(i[3], i[5])
		put("name", text[:from]+"Qorvex"+text[to:])
	}
	return out
}

// tally counts how many of what was changed is noticed, by kind.
type tally struct{ all, noticed map[string]int }

func newTally() tally { return tally{map[string]int{}, map[string]int{}} }

func (c tally) add(kind string, noticed bool) {
	c.all[kind]++
	if noticed {
		c.noticed[kind]++
	}
}

// atLeast fails the test for each kind of which a smaller share was noticed.
func (c tally) atLeast(t *testing.T, of string, shares map[string]float64) {
	t.Helper()
	for _, k := range slices.Sorted(maps.Keys(c.all)) {
		t.Logf("%s: %s: %d of %d", of, k, c.noticed[k], c.all[k])
		if want, ok := shares[k]; ok && share(c.noticed[k], c.all[k]) < want {
			t.Errorf("%s: %s: %d of %d, want %.2f", of, k, c.noticed[k], c.all[k], want)
		}
	}
	for k := range shares {
		if c.all[k] == 0 {
			t.Errorf("%s: %s: none was tried", of, k)
		}
	}
}

// none fails the test if any of what is true was disputed.
func (c tally) none(t *testing.T, of string, kinds ...string) {
	t.Helper()
	for _, k := range kinds {
		if c.noticed[k] > 0 || c.all[k] == 0 {
			t.Errorf("%s: %s: %d of %d disputed", of, k, c.noticed[k], c.all[k])
		}
	}
}

// What an operator is about to send: a passage of an article, with one fact of each kind changed.
func TestOneWrongFactInAReplyIsNoticedByKind(t *testing.T) {
	withoutRace(t)
	t.Parallel()
	b := sampleBase(t)
	a, counts := b.assistant(t, false), newTally()
	for i, article := range b.articles {
		if i%4 != 0 && !testing.Verbose() || len(article.Questions) == 0 || !article.Valid(now()) {
			continue
		}
		d := assist.Dialogue{Lang: article.Lang, Projects: []string{article.Project}, At: now(), Turns: []assist.Turn{{Customer: true, Text: article.Questions[0]}}}
		for _, p := range knowledge.Passages(article.Body) {
			for kind, text := range oneChange(p.Text) {
				if kind == "name" {
					continue // nobody can say that another name is wrong
				}
				found, err := a.Check(t.Context(), text, d, nil)
				if err != nil {
					t.Fatal(err)
				}
				counts.add(kind, len(found) > 0)
			}
		}
	}
	counts.atLeast(t, "reply", map[string]float64{assist.ClaimNumber: .9, assist.ClaimPrice: .95, assist.ClaimTime: .7, assist.ClaimLink: .95, assist.ClaimEmail: .95, assist.ClaimPhone: .95,
		assist.ClaimCode: .8, "currency": .95, assist.ClaimDenial: .85})
}

// What a model writes: a sentence of a passage, with one fact of each kind changed, quoting the true one.
func TestOneWrongFactInADraftIsDroppedByKind(t *testing.T) {
	withoutRace(t)
	t.Parallel()
	changed, kept := newTally(), newTally()
	for i, article := range sampleBase(t).articles {
		if i%3 != 0 {
			continue
		}
		for _, p := range knowledge.Passages(article.Body) {
			src := assist.Source{Article: article.ID, Title: article.Title, Heading: p.Heading, Lang: article.Lang, Passage: p.Text}
			for _, s := range aSentence.FindAllString(p.Text, 3) {
				s = strings.Join(strings.Fields(s), " ")
				if strings.ContainsAny(s, "`<>[]*") {
					continue
				}
				stands := func(text string) bool {
					b, err := json.Marshal(map[string]any{"sentences": []sentence{{text, 1, s}}})
					if err != nil {
						t.Fatal(err)
					}
					m := &scripted{answer: func(assist.Prompt) (string, error) { return string(b), nil }}
					w, err := assist.New(assist.Config{Writer: assist.Writer{Model: m}}).Write(t.Context(), assist.Dialogue{Lang: article.Lang, Turns: []assist.Turn{{Customer: true, Text: "?"}}}, []assist.Source{src}, nil)
					return err == nil && w.Text == text
				}
				kept.add("true", stands(s))
				for kind, text := range oneChange(s) {
					changed.add(kind, !stands(text))
				}
			}
		}
	}
	changed.atLeast(t, "draft", map[string]float64{assist.ClaimNumber: .97, assist.ClaimPrice: .97, assist.ClaimTime: .97, "currency": .97, assist.ClaimDenial: .9, "name": .97})
	kept.atLeast(t, "draft that is true stands", map[string]float64{"true": .99})
}
