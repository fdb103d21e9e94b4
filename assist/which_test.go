package assist_test

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"testing"

	"switchboard/assist"
	"switchboard/knowledge"
)

func TestWordsThatNameNoProjectAreAskedAbout(t *testing.T) {
	t.Parallel()
	a := sampleBase(t).assistant(t, false)
	for text, want := range map[string][]string{
		"internet is not working":            {"lumen-net", "lumen-home"},
		"internet not working":               {"lumen-net", "lumen-home"},
		"mobile internet is not working":     nil,
		"internet is slow":                   nil, // is what people say of one of them
		"how do I cancel my order":           nil,
		"Lumen Mobile: internet not working": nil,
		"what does error E-104 mean":         nil,
	} {
		got := ask(t, a, "en", text)
		var or []string
		for _, s := range got[0].Or {
			or = append(or, s.Project)
		}
		if got[0].Score < answer || !slices.Equal(or, want) {
			t.Errorf("%q: %s or %q", text, describe(got), or)
		}
	}
	for text, want := range map[string]string{"how do I reset the password of my TV": "lumen-tv", "How do I cancel my Netflix subscription?": ""} {
		got := ask(t, a, "en", text)
		_, vague := assist.Ambiguous(got)
		if vague || want != "" && (got[0].Sources[0].Project != want || got[0].Score < answer) || strings.Contains(text, "Netflix") && got[0].Score >= answer {
			t.Errorf("%q: %s, asked back: %v", text, describe(got), vague)
		}
	}
	got, err := a.Suggest(t.Context(), assist.Dialogue{Lang: "en", Projects: []string{"lumen-net"}, Turns: []assist.Turn{{Customer: true, Text: "internet is not working"}}})
	if err != nil || len(got) == 0 || got[0].Or != nil {
		t.Errorf("in a conversation of a project it is asked about %+v, %v", got, err)
	}
	for text, elsewhere := range map[string]bool{"what does error E-104 mean": false, "how do I port my number to your network": true, "Lumen Mobile: how do I port my number to your network": false} {
		got, err := a.Suggest(t.Context(), assist.Dialogue{Lang: "en", Projects: []string{"lumen-net"}, Turns: []assist.Turn{{Customer: true, Text: text}}})
		if err != nil || len(got) == 0 || got[0].Elsewhere != elsewhere || got[0].Score < answer {
			t.Errorf("%q: of another project, and not named: %v, %v", text, describe(got), err)
		}
	}
	if got := ask(t, a, "en", "internet is not working (Lumen Net)"); got[0].Sources[0].Project != "lumen-net" {
		t.Errorf("who chose one gets %s", describe(got))
	}
}

// asking is a question with the articles that answer it, as project/key.
type asking struct {
	lang, text string
	relevant   []string
}

// Hardly a question that tells what it is about is asked back about, and most of those are that were robbed of the words that tell it
// and would be answered surely all the same.
func TestWhoIsAskedBackAbout(t *testing.T) {
	withoutRace(t)
	t.Parallel()
	b := sampleBase(t)
	sets := map[string][]asking{"own words": ownWords(t), "vague": b.vague()}
	for i, x := range b.articles {
		if i%howOften(3, 1) != 0 {
			continue
		}
		for _, q := range x.Questions {
			if x.Audience == knowledge.Public && x.Valid(now()) {
				sets["known"] = append(sets["known"], asking{x.Lang, q, []string{x.Project + "/" + x.Key}})
			}
		}
	}
	sets["left out"] = sets["known"]
	type figures struct{ sure, right, asked, needless int }
	reached := map[string]figures{}
	for name, list := range sets {
		a := b.assistant(t, false)
		if name == "left out" {
			a = b.assistant(t, true)
		}
		var f figures
		for _, q := range list {
			got := ask(t, a, q.lang, q.text)
			if _, already := assist.Ambiguous(got); already || len(got) == 0 || got[0].Score < answer || got[0].Lang != q.lang || !got[0].Public {
				continue
			}
			right := slices.Contains(q.relevant, got[0].Sources[0].Project+"/"+got[0].Sources[0].Key)
			if f.sure++; right {
				f.right++
			}
			if len(got[0].Or) == 0 {
				continue
			}
			if f.asked++; right {
				f.needless++
				t.Logf("%s: %q, answered by %q: or of %s?", name, q.text, got[0].Sources[0].Title, got[0].Or[0].Title)
			}
		}
		t.Logf("%s: of %d answers beyond doubt to %d questions (%d right) %d become a question which project is meant, %d of them were right", name, f.sure, len(list), f.right, f.asked, f.needless)
		reached[name] = f
	}
	for _, name := range []string{"known", "left out", "own words"} {
		if f := reached[name]; 100*f.needless > f.sure {
			t.Errorf("%s: of %d sure answers %d are asked back about needlessly", name, f.sure, f.needless)
		}
	}
	if f := reached["vague"]; f.sure < 20 || 2*f.asked < f.sure {
		t.Errorf("of %d vague questions that are answered %d are asked back about", f.sure, f.asked)
	}
}

func ownWords(t *testing.T) (out []asking) {
	for line := range strings.Lines(customersFile) {
		var q struct {
			Text, Lang string
			Relevant   []string
		}
		if err := json.Unmarshal([]byte(line), &q); err != nil {
			t.Fatal(err)
		}
		out = append(out, asking{q.Lang, q.Text, q.Relevant})
	}
	return out
}

// vague are the known questions without the words that no other project's titles and questions have, where another project has
// an article with all the words that are left.
func (b base) vague() (out []asking) {
	seen := map[string]bool{}
	for _, x := range b.articles {
		if x.Audience != knowledge.Public || !x.Valid(now()) {
			continue
		}
		elsewhere := map[string]string{}
		var others []map[string]string
		for _, y := range b.articles {
			if y.Project != x.Project && y.Lang == x.Lang && y.Audience == knowledge.Public {
				said := contentOf(y.Title+" "+strings.Join(y.Questions, " "), y.Lang)
				others = append(others, said)
				maps.Copy(elsewhere, said)
			}
		}
		for _, q := range x.Questions {
			text, left := q, contentOf(q, x.Lang)
			for term, word := range left {
				if elsewhere[term] == "" {
					text = strings.Replace(text, word, "", 1)
					delete(left, term)
				}
			}
			text = strings.Join(strings.Fields(text), " ")
			same := slices.ContainsFunc(others, func(said map[string]string) bool {
				for term := range left {
					if said[term] == "" {
						return false
					}
				}
				return true
			})
			if len(left) > 1 && text != q && same && !seen[text] {
				seen[text] = true
				out = append(out, asking{x.Lang, text, nil})
			}
		}
	}
	return out
}

// contentOf are the words of a text that say something, by their stems.
func contentOf(text, lang string) map[string]string {
	words := map[string]string{}
	for _, t := range knowledge.Analyze(text, lang) {
		if !t.Stop && !knowledge.StopWord(t.Word, lang) {
			words[t.Term] = text[t.Start:t.End]
		}
	}
	return words
}
