package assist

import (
	"math"
	"slices"
	"strings"
	"sync"

	"switchboard/knowledge"
)

// spokenNames are the names of projects, made ready to be heard in what a recogniser wrote.
type spokenNames struct {
	soundIndex // of the words of names, and of neighbours said as one
	names      []spokenName
	full       map[string]string // the whole name of each project, as it is written
	holds      [][]place         // where each unit stands
	mu         sync.Mutex
	memo       map[sound][]heardUnit // what was compared before: a call is heard again with each utterance
	many       bool                  // so many names that what is a kind of place is known from them
}

// spokenName is one way to call a project.
type spokenName struct {
	project string
	words   []nameWord
	weight  float64 // of all words
	alias   bool
	plain   bool // made of kinds, articles and initials alone
}

type nameWord struct {
	word   string
	sound  sound
	weight float64 // how much of the name it is
	tells  float64 // how much it tells this project from others, in nats
}

// place is where a unit stands in a name: so many words from one on.
type place struct{ name, word, words int }

// namesCache keeps the names until the projects change.
type namesCache struct {
	mu       sync.Mutex
	projects []knowledge.Project
	names    *spokenNames
}

func (c *namesCache) of(projects []knowledge.Project) *spokenNames {
	c.mu.Lock()
	defer c.mu.Unlock()
	same := func(a, b knowledge.Project) bool {
		return a.Key == b.Key && a.Name == b.Name && slices.Equal(a.Aliases, b.Aliases)
	}
	if c.names == nil || !slices.EqualFunc(c.projects, projects, same) {
		c.projects, c.names = slices.Clone(projects), newSpokenNames(projects)
	}
	return c.names
}

const (
	longestName = 12   // words of a name that are looked at
	ofArticles  = 0.15 // weight of the, of, and
	ofInitial   = 0.5  // of a single letter
	ofKind      = 0.25 // of what is a kind of place rather than a name: hotel, restaurant
	manyNames   = 50   // from so many projects on, what several of them have in their name is a kind
	kindFrom    = 0.02 // … that is, such a share of them
)

func newSpokenNames(projects []knowledge.Project) *spokenNames {
	n := &spokenNames{full: map[string]string{}, soundIndex: newSoundIndex(), memo: map[sound][]heardUnit{}, many: len(projects) >= manyNames}
	for _, p := range projects {
		n.full[p.Key] = p.Name
		forms := append([]string{p.Name}, heads(p.Name)...)
		for i, form := range append(forms, p.Aliases...) {
			if words := wordsOfName(form); len(words) > 0 {
				name := spokenName{project: p.Key, alias: i >= len(forms)}
				for _, w := range words {
					name.words = append(name.words, nameWord{word: w, sound: soundOf(w)})
				}
				n.names = append(n.names, name)
			}
		}
	}
	n.weigh(len(projects))
	for i, name := range n.names {
		for j := range name.words {
			for l := 1; l <= 2 && j+l <= len(name.words); l++ {
				var joined sound
				for _, w := range name.words[j : j+l] {
					joined += w.sound
				}
				n.hold(joined, place{i, j, l})
			}
		}
	}
	return n
}

// hold notes where a unit stands.
func (n *spokenNames) hold(s sound, where place) {
	if s == "" || len(s) > longestSound {
		return
	}
	u, fresh := n.soundIndex.put(s)
	if fresh {
		n.holds = append(n.holds, nil)
	}
	n.holds[u] = append(n.holds[u], where)
}

// weigh gives each word its weight in its name, and what it tells.
func (n *spokenNames) weigh(projects int) {
	in := map[string]map[string]bool{}
	for _, name := range n.names {
		for _, w := range name.words {
			if in[w.word] == nil {
				in[w.word] = map[string]bool{}
			}
			in[w.word][name.project] = true
		}
	}
	for i := range n.names {
		name := &n.names[i]
		for j := range name.words {
			w := &name.words[j]
			share := float64(len(in[w.word])) / float64(projects)
			w.tells = math.Log(1 + 1/share)
			switch {
			case len([]rune(w.word)) == 1 && w.word != "a":
				w.weight = ofInitial
			case knowledge.StopWord(w.word, ""):
				w.weight = ofArticles
			case n.many && share >= kindFrom && len(name.words) > 1:
				w.weight = ofKind
			default:
				w.weight = 1
			}
			name.weight += w.weight
		}
		name.plain = !slices.ContainsFunc(name.words, func(w nameWord) bool { return w.weight == 1 })
	}
}

// wordsOfName are the words of a name as they are spoken.
func wordsOfName(name string) []string {
	words := withDigits(strings.Fields(folded(strings.ReplaceAll(name, "&", " and "))), 1)
	return words[:min(len(words), longestName)]
}

// heads are what people say of a longer name: what stands before a comma, a dash or a slash.
func heads(name string) (out []string) {
	for _, mark := range []string{",", " - ", " – ", " — ", "/", " ("} {
		if head, _, ok := strings.Cut(name, mark); ok && len(strings.TrimSpace(head)) > 3 {
			out = append(out, head)
		}
	}
	return out
}
