package assist

import (
	_ "embed"
	"maps"
	"strings"
	"sync"

	"switchboard/knowledge"
)

// spot is where a unit was heard: in so many words from one on.
type spot struct {
	first, words int
	where        place
	like         float64
	surprise     float64 // sounds that agree
	ordinary     bool    // the words are ordinary ones
}

const (
	soundsLike  = 0.72   // from which two sounds may be the same word
	longestMemo = 20_000 // comparisons that are remembered
	shortest    = 5      // sounds of a name below which it is heard only when it sounds the same
	joinedMost  = 3      // words that a recogniser may have made of one
	longestTurn = 400    // words of a turn in which names are looked for
	ofOrdinary  = 0.25   // what an ordinary word proves, beside another
	ofLetter    = 2      // … and a letter of those that are spelt
	ofNext      = 0.75   // … when it follows the name's word before
)

// spots are where words of names were heard in a turn's words. An ordinary word is itself, and not a name that sounds
// like it; together with what is no word it may be.
func (n *spokenNames) spots(words []heardWord) (out []spot) {
	for i := range words {
		var joined sound
		ordinary, stop, letters := true, false, true
		for l := 1; l <= joinedMost && i+l <= len(words); l++ {
			w := words[i+l-1]
			joined += w.sound
			letters = letters && len([]rune(w.word)) == 1
			ordinary, stop = ordinary && w.ordinary, stop || w.stop
			if len(joined) > longestSound {
				break
			}
			for _, u := range n.heard(joined, ordinary) {
				for _, where := range n.holds[u.unit] {
					s := spot{i, l, where, u.like, float64(len(n.units[u.unit])) * (2*u.like - 1), ordinary && (!letters || l == 1)}
					if letters {
						s.surprise *= ofLetter
					}
					if stop && l == 1 && (where.words > 1 || n.names[where.name].words[where.word].word != w.word) {
						continue // "in" is not an inn
					}
					out = append(out, s)
				}
			}
		}
	}
	return out
}

// heardWord is one word of a turn.
type heardWord struct {
	word           string
	sound          sound
	ordinary, stop bool
}

func heardWords(text string) []heardWord {
	words := withDigits(strings.Fields(folded(text)), 1)
	words = words[:min(len(words), longestTurn)]
	out := make([]heardWord, len(words))
	for i, w := range words {
		stop := knowledge.StopWord(w, "")
		out[i] = heardWord{w, soundOf(w), stop || len(w) < 3 || ordinary()[w], stop}
	}
	return out
}

//go:embed ordinary.txt
var ordinaryText string

var ordinary = sync.OnceValue(func() map[string]bool {
	words := map[string]bool{}
	for line := range strings.Lines(ordinaryText) {
		if line[0] != '#' {
			maps.Copy(words, setOf(line))
		}
	}
	return words
})

// heard are the units that something said may be.
func (n *spokenNames) heard(s sound, exactly bool) []heardUnit {
	if u, ok := n.at[s]; ok || exactly {
		if !ok {
			return nil
		}
		return []heardUnit{{u, 1}}
	}
	n.mu.Lock()
	defer n.mu.Unlock()
	units, ok := n.memo[s]
	if !ok {
		if len(n.memo) >= longestMemo {
			clear(n.memo)
		}
		units = n.near(s, soundsLike, shortest)
		n.memo[s] = units
	}
	return units
}
