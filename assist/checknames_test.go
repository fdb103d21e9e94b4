package assist_test

import (
	"regexp"
	"strings"
	"testing"

	"switchboard/assist"
	"switchboard/knowledge"
)

// siblings are names of the sample base one of which is easily said for another.
var siblings = [][]string{
	{"Kyiv", "Lviv", "Odesa"}, {"Києві", "Львові", "Одесі"}, {"Basic", "Standard", "Premium"}, {"Light", "Plus", "Max"}, {"Giga", "Home"}, {"R2", "R3"},
	{"Lumen Pay", "Lumen Care", "Lumen Parcel", "Lumen Mobile"}, {"IMAP", "POP3"}, {"Android", "Windows"}, {"Switzerland", "Germany"}, {"Швейцарії", "Німеччини"},
	{"Visa", "Mastercard"}, {"S-5", "S-10"}, {"DKIM", "SPF"},
}

// aSlip is a text with a name of the middle of a sentence exchanged for another one of its kind.
func aSlip(text string, names []string, from, to int) string {
	at := regexp.MustCompile(`[\p{L},] ` + regexp.QuoteMeta(names[from]) + `(?:[ ,.;]|$)`).FindStringIndex(text)
	if at == nil {
		return ""
	}
	i := at[0] + strings.Index(text[at[0]:at[1]], names[from])
	return text[:i] + names[to] + text[i+len(names[from]):]
}

// Sentences of the articles with one name for another, and as they are, against the whole base.
func TestAnotherNameInASentenceIsNoticed(t *testing.T) {
	withoutRace(t)
	t.Parallel()
	b := sampleBase(t)
	a, counts := b.assistant(t, false), newTally()
	said := map[string]string{} // by project
	for _, a := range b.articles {
		said[a.Project] += a.Body
	}
	for i, article := range b.articles {
		if !article.Valid(now()) || i%4 != 0 && !testing.Verbose() {
			continue
		}
		d := assist.Dialogue{Lang: article.Lang, Projects: []string{article.Project}, At: now(), Turns: []assist.Turn{{Customer: true, Text: article.Title}}}
		for _, p := range knowledge.Passages(article.Body) {
			for _, s := range aSentence.FindAllString(p.Text, -1) {
				s = strings.Join(strings.Fields(s), " ")
				check := func(text string) []assist.Dispute {
					found, err := a.Check(t.Context(), text, d, nil)
					if err != nil {
						t.Fatal(err)
					}
					return found
				}
				has := false
				for _, names := range siblings {
					for from := range names {
						wrong := aSlip(s, names, from, (from+1)%len(names))
						if to := names[(from+1)%len(names)]; wrong == "" || strings.Contains(s, to) || !strings.Contains(said[article.Project], to) && !strings.HasPrefix(to, "Lumen") {
							continue
						}
						found := check(wrong)
						has = true
						counts.add(half(article.Key)+" name", len(found) > 0)
						if len(found) == 0 && half(article.Key) == "seen" {
							t.Logf("missed %s in %q", names[from], wrong)
						}
					}
				}
				if has {
					found := check(s)
					counts.add("true", len(found) > 0)
					if len(found) > 0 {
						t.Logf("disputed: %v (%s) in %q", found, found[0].Says, s)
					}
				}
			}
		}
	}
	counts.atLeast(t, "names", map[string]float64{"seen name": .5, "unseen name": .5})
	counts.none(t, "names", "true")
}

// What a real place says, against everything else that it says: whoever speaks of another matter with other names is right.
func TestNamesOfRealPlacesAreNotDisputed(t *testing.T) {
	withoutRace(t)
	t.Parallel()
	places, order := realPlaces(t)
	counts := newTally()
	for i, place := range order {
		if i%60 != 0 && !testing.Verbose() {
			continue
		}
		for j, s := range places[place] {
			others := append(append([]assist.Source(nil), places[place][:j]...), places[place][j+1:]...)
			named, denied := false, false
			for _, d := range assist.Compare(s.Passage, others, []string{s.Title}) {
				if d.Claim.Sort == assist.ClaimName || d.Claim.Sort == assist.ClaimDenial {
					named, denied = named || d.Claim.Sort == assist.ClaimName, denied || d.Claim.Sort == assist.ClaimDenial
					t.Logf("disputed: %v (%s) in %q", d, d.Says, s.Passage)
				}
			}
			counts.add("another matter", named)
			counts.add("another denial", denied)
		}
	}
	counts.atLeast(t, "places", nil)
	if share(counts.noticed["another matter"], counts.all["another matter"]) > 0.0005 {
		t.Errorf("of %d true answers %d are disputed", counts.all["another matter"], counts.noticed["another matter"])
	}
	if share(counts.noticed["another denial"], counts.all["another denial"]) > 0.002 { // some of them contradict each other
		t.Errorf("of %d true answers %d are disputed for what they deny", counts.all["another denial"], counts.noticed["another denial"])
	}
}
