package assist

import "sync"

// readPassage is what a passage says, as replies are compared with it.
type readPassage struct {
	facts      []fact
	assertions []assertion
	callings   []calling
	names      []term // that stand in it
	text       string
	coded      []codeSaid
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
		text: text, coded: codedIn(text, "", lang)}
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
