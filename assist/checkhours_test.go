package assist_test

import (
	"bufio"
	"encoding/json"
	"hash/fnv"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"switchboard/assist"
	"switchboard/knowledge"
)

// dayNames are what the sample articles and the places of DSTC10 call the days of the week, in order.
var dayNames = [][]string{
	{"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"},
	{"Mondays", "Tuesdays", "Wednesdays", "Thursdays", "Fridays", "Saturdays", "Sundays"},
	{"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"},
	{"пн", "вт", "ср", "чт", "пт", "сб", "нд"},
	{"понеділка", "вівторка", "середи", "четверга", "п'ятниці", "суботи", "неділі"},
	{"понеділок", "вівторок", "середу", "четвер", "п'ятницю", "суботу", "неділю"},
}

var aNumber = regexp.MustCompile(`\d+`)

// otherwise is a claim about a time, a date or days with something else in its place that could stand there; empty: none.
func otherwise(c assist.Claim) string {
	switch c.Sort {
	case assist.ClaimDay:
		for _, names := range dayNames {
			for i, n := range names {
				before, ok := strings.CutSuffix(c.Text, n)
				if !ok || before != "" && !strings.HasSuffix(before, " ") && !strings.HasSuffix(before, "–") {
					continue
				}
				if before != "" && i == 6 {
					return before + names[5]
				}
				return before + names[(i+1)%7]
			}
		}
		return ""
	case assist.ClaimDate:
		return stepped(c.Text, 3, 28)
	case assist.ClaimTime:
		if strings.Contains(c.Text, "24") && !strings.Contains(c.Text, ":") {
			return "open from 9:00 to 18:00"
		}
		if low := strings.ToLower(c.Text); strings.Contains(low, "m") {
			return stepped(c.Text, 2, 11)
		}
		return stepped(c.Text, 2, 23)
	}
	return ""
}

// stepped is a text whose first number is so much larger, or begins anew after the highest.
func stepped(text string, by, highest int) string {
	at := aNumber.FindStringIndex(text)
	if at == nil || at[1]-at[0] > 2 {
		return ""
	}
	n, err := strconv.Atoi(text[at[0]:at[1]])
	if err != nil {
		return ""
	}
	if n += by; n > highest {
		n = 1 + n%highest
	}
	return text[:at[0]] + strconv.Itoa(n) + text[at[1]:]
}

// half tells by its name which half of the data something is in: the rules were made in sight of the first one alone.
func half(name string) string {
	h := fnv.New32a()
	h.Write([]byte(name)) // never fails
	if h.Sum32()%2 == 0 {
		return "seen"
	}
	return "unseen"
}

// noticed counts how many wrong times, dates and days in a reply are noticed, each claim changed alone.
func noticed(t *testing.T, counts tally, reply, name string, sources []assist.Source, asked ...string) {
	t.Helper()
	for _, c := range assist.Claims(reply) {
		other := otherwise(c)
		if other == "" {
			continue
		}
		wrong := reply[:c.Start] + other + reply[c.End:]
		found := assist.Compare(wrong, sources, asked)
		counts.add(half(name)+" "+c.Sort, len(found) > 0)
		if len(found) == 0 && half(name) == "seen" {
			t.Logf("missed: %s → %s in %q", c.Text, other, strings.TrimSpace(around(reply, c.Start, c.End)))
		}
	}
}

// trueReply counts a reply that must not be disputed.
func trueReply(t *testing.T, counts tally, reply, name string, sources []assist.Source, asked ...string) {
	t.Helper()
	found := assist.Compare(reply, sources, asked)
	counts.add(half(name)+" true", len(found) > 0)
	if len(found) > 0 && half(name) == "seen" {
		t.Logf("disputed: %v (%s) in %q", found, found[0].Says, clipped(reply))
	}
}

func around(s string, i, j int) string {
	return strings.ToValidUTF8(s[max(0, i-90):i]+"⟦"+s[i:j]+"⟧"+s[j:min(len(s), j+60)], "")
}

func clipped(s string) string { return strings.ToValidUTF8(s[:min(len(s), 200)], "") }

func timed(c assist.Claim) bool {
	return c.Sort == assist.ClaimTime || c.Sort == assist.ClaimDay || c.Sort == assist.ClaimDate
}

// What the articles of a project say of times, with one of them changed.
func TestWrongTimesAndDaysAreNoticedInWhatArticlesSay(t *testing.T) {
	withoutRace(t)
	t.Parallel()
	b, counts := sampleBase(t), newTally()
	sources := map[string][]assist.Source{}
	for _, a := range b.articles {
		for _, p := range knowledge.Passages(a.Body) {
			if !slices.ContainsFunc(assist.Claims(p.Text), timed) {
				continue
			}
			k := a.Project + a.Lang
			sources[k] = append(sources[k], assist.Source{Article: a.ID, Title: a.Title, Heading: p.Heading, Lang: a.Lang, Passage: p.Text})
		}
	}
	for i, a := range b.articles {
		for _, p := range knowledge.Passages(a.Body) {
			if i%2 != 0 && !testing.Verbose() || !slices.ContainsFunc(assist.Claims(p.Text), timed) {
				continue
			}
			trueReply(t, counts, p.Text, a.Project+a.Key, sources[a.Project+a.Lang])
			noticed(t, counts, p.Text, a.Project+a.Key, sources[a.Project+a.Lang])
		}
	}
	shares := map[string]float64{"seen time": .97, "unseen time": .97, "seen date": .97, "unseen date": .97, "seen day": .97}
	if testing.Verbose() { // every second article has too few
		shares["unseen day"] = .6
	}
	counts.atLeast(t, "articles", shares)
	counts.none(t, "articles", "seen true", "unseen true")
}

// What real places say of their hours, asked by visitors, against everything else that the same place says.
func TestWrongTimesAndDaysOfRealPlacesAreNoticed(t *testing.T) {
	withoutRace(t)
	t.Parallel()
	places, order := realPlaces(t)
	counts := newTally()
	for i, name := range order {
		if i%24 != 0 && !testing.Verbose() {
			continue
		}
		for _, s := range places[name] {
			if slices.ContainsFunc(assist.Claims(s.Passage), timed) {
				trueReply(t, counts, s.Passage, name, places[name], s.Title)
				noticed(t, counts, s.Passage, name, places[name], s.Title)
			}
		}
	}
	shares := map[string]float64{"seen time": .9, "unseen time": .9}
	if testing.Verbose() { // a few of them are too few for more
		shares = map[string]float64{"seen time": .97, "unseen time": .97, "seen day": .8, "unseen day": .8}
	}
	counts.atLeast(t, "places", shares)
	counts.none(t, "places", "seen true", "unseen true")
}

// realPlaces are the questions and answers of hotels, restaurants and sights, by place.
func realPlaces(t testing.TB) (map[string][]assist.Source, []string) {
	t.Helper()
	f, err := os.Open("../../shared/data/calls-dstc10/kb.jsonl")
	if err != nil {
		t.Skipf("the evaluation data is not here: %v", err)
	}
	defer f.Close()
	places, order := map[string][]assist.Source{}, []string(nil)
	for lines := bufio.NewScanner(f); lines.Scan(); {
		var row struct{ Title, Body, Source string }
		if err := json.Unmarshal(lines.Bytes(), &row); err != nil {
			t.Fatal(err)
		}
		if places[row.Source] == nil {
			order = append(order, row.Source)
		}
		places[row.Source] = append(places[row.Source], assist.Source{Article: int64(len(places[row.Source]) + 1), Title: row.Title, Name: row.Source, Lang: "en", Passage: row.Body})
	}
	return places, order
}
