package knowledge

import (
	"context"
	"slices"
	"strings"
)

// secondVoice is how near, by the cosine of their stems, two persons' questions are when the one confirms the other.
const secondVoice = 0.6

// seconded are the voices that may let the assistant answer alone: what an editor or administrator says or confirmed, and
// what an operator says as soon as another one says about the same, that the article answers it. Customers never do. What
// anybody else says makes no difference to them: they are what is left if one person is not believed.
func seconded(all []voice) []voice {
	var own []voice
	for _, v := range all {
		if v.sure || v.speaksFor() {
			own = append(own, v)
		}
	}
	confirmed := make([]bool, len(own))
	var sets *stemSets // of the language, whose voices begin at from
	var stems []uint64
	from := 0
	for i, v := range own {
		if i == 0 || own[i-1].lang != v.lang {
			sets, from = newStemSets(), i
		}
		if i == from || own[i-1].words != v.words {
			stems = stemsOf(v.words, v.lang)
		}
		confirmed[i] = v.sure
		if !v.speaksFor() {
			sets.add(nil)
			continue
		}
		for _, j := range sets.near(stems, secondVoice) {
			if own[from+j].person != v.person {
				confirmed[i], confirmed[from+j] = true, true
			}
		}
		sets.add(stems)
	}
	out := own[:0]
	for i, v := range own {
		if confirmed[i] {
			out = append(out, v)
		}
	}
	return out
}

// speaksFor tells whether a voice can confirm another.
func (v voice) speaksFor() bool { return v.solved && v.role != "customer" }

// alone marks the lessons that wait for a second voice: they count for suggestions, and let nothing be answered alone.
func (s *Store) alone(ctx context.Context, list []Taught) error {
	var articles []int64
	for _, l := range list {
		if l.mayWait() && !slices.Contains(articles, l.Article) {
			articles = append(articles, l.Article)
		}
	}
	if len(articles) == 0 {
		return nil
	}
	said, err := s.voices(ctx, articles)
	if err != nil {
		return err
	}
	type words struct {
		article            int64
		lang, text, person string
	}
	sure := map[words]bool{}
	for id, all := range said {
		for _, v := range seconded(all) {
			sure[words{id, v.lang, v.words, v.person}] = true
		}
	}
	for i, l := range list {
		list[i].Alone = l.mayWait() && !sure[words{l.Article, l.Lang, l.folded, l.voice}]
	}
	return nil
}

func (t Taught) mayWait() bool {
	return t.State == "learned" && !t.Void && t.Solved && t.Role == "operator"
}

// withSeconded notes what questions weigh on the word of more than one person. Those that say nothing otherwise follow.
func withSeconded(all, second []Remembered) []Remembered {
	type words struct{ lang, text string }
	at := make(map[words]int, len(all))
	for i, r := range all {
		at[words{r.Lang, strings.ToLower(r.Text)}] = i
	}
	for _, r := range second {
		i, ok := at[words{r.Lang, strings.ToLower(r.Text)}]
		if !ok {
			i = len(all)
			all = append(all, Remembered{Text: r.Text, Lang: r.Lang})
		}
		all[i].Seconded = r.Weight
	}
	return all
}
