package assist

import (
	"slices"
	"sync"

	"switchboard/knowledge"
)

// readPassage is what a passage says, as replies are compared with it.
type readPassage struct {
	facts      []fact
	assertions []assertion
	callings   []calling
	names      []term // that stand in it
	text       string
	coded      []codeSaid
	tables     [][]tableRow
}

// codes are what it says of codes, under a heading.
func (r *readPassage) codes(heading, lang string) []codeSaid {
	if aCode.MatchString(heading) {
		return codedIn(r.text, heading, lang)
	}
	return r.coded
}

// readWhole reads an article's passage.
func readWhole(passage, lang string) *readPassage {
	text := unwrapped(cutTo(passage, maxCompared))
	return &readPassage{facts: factsOf(text, lang, ""), assertions: assertions(text, lang), callings: callings(text, lang), names: namesIn(text, lang),
		text: text, coded: codedIn(text, "", lang), tables: tablesOf(text, lang)}
}

// maxRead is how many readings are kept, of some 13 kB each; then all are forgotten, and made again as they are needed.
const maxRead = 1000

// readPassages keeps what passages say, for every reply is compared with the same ones again.
type readPassages struct {
	mu   sync.Mutex
	kept map[[2]string]*readPassage // by passage and language
}

// of is a passage as it was read, not to be changed.
func (r *readPassages) of(passage, lang string) *readPassage {
	key := [2]string{passage, lang}
	r.mu.Lock()
	had := r.kept[key]
	r.mu.Unlock()
	if had != nil {
		return had
	}
	read := readWhole(passage, lang)
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.kept == nil || len(r.kept) >= maxRead {
		r.kept = map[[2]string]*readPassage{}
	}
	r.kept[key] = read
	return read
}

// whole are the passages of a hit's article, the one that was found first; that one and the article's first where no more can be read.
func whole(h knowledge.Hit, articles []knowledge.Article) []Source {
	found := sourceOf(h)
	out := []Source{found}
	more := []knowledge.Passage{{Text: h.Lead}}
	if i := slices.IndexFunc(articles, func(a knowledge.Article) bool { return a.ID == h.Article && a.Version == h.Version }); i >= 0 {
		more = knowledge.Passages(articles[i].Body)
	}
	for _, p := range more[:min(len(more), maxPassages)] {
		if p.Text != "" && p.Text != h.Passage {
			found.Passage, found.Heading = p.Text, p.Heading
			out = append(out, found)
		}
	}
	return out
}
