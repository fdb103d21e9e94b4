// Package assist makes suggested answers: from a dialogue and the passages that the knowledge base has for it, drafts
// with their sources and a probability.
//
// The idea: no passage, no draft. Without a model the answer is extractive: the sentences of the best passage that
// answer, quoted with project, article and link. How sure the assistant is comes as Score, a probability between
// 0 and 1; what follows from it (answer, show to the operator, say nothing) is the router's policy.
//
// A telephone call is heard otherwise than writing is read: see meant, which finds the project that it is about, and
// rankSpoken, both in the files whose names begin with spoken.
package assist

import (
	"context"
	"time"
)

// Dialogue is what a suggestion is asked for.
type Dialogue struct {
	Turns    []Turn    // oldest first; the last customer turns are what is to be answered
	Lang     string    // language of the conversation, if known
	Langs    []string  // that the customer has written or chosen before, if known
	Wishes   string    // language that he wishes to be answered in, whatever he has asked in; empty: his own
	Projects []string  // project keys that the conversation is about, if known
	Call     bool      // spoken: recogniser output, fillers, no punctuation
	At       time.Time // zero: now
}

// Turn is one thing said.
type Turn struct {
	Customer bool
	Text     string
	Others   []string // what else a recogniser may have heard, likeliest first
	By       string   // who of us: assistant, operator, or system, which says that a person comes; empty: the customer, or not known
	Quoted   []int64  // of us: the articles that it is of, if known
	Seq      int64    // its place in the conversation; 0: not known
	Anew     bool     // of the customer: it asks something of its own, and what he wrote before it is asked for by itself
}

// Suggestion is a draft.
type Suggestion struct {
	Text    string // Markdown, in the article's language, without the source line
	Lang    string
	Sources []Source // never empty
	Score   float64  // probability that it answers
	Public  bool     // may reach a customer: every source is public
	Like    int      // earlier questions, answered by this article, that the question is like
	Lone    float64  // how much of Score stands on what one person alone taught: nothing is to be answered alone by that

	// Borrowed: it quotes another language of the article that was found, the passage as far as that can be told. Whatever its score, a
	// person looks at it first; not if the customer wishes for that language and what is quoted stands there sentence by sentence.
	Borrowed bool

	// Raised is how much of Score stands on that its article answered in the conversation before: nothing is to be answered alone by that.
	Raised float64

	// Cut: it quotes a list that is too long for one reply, as far as fits, and says that the rest is in the article. Whatever its score, a
	// person looks at it first.
	Cut bool

	// Beside: the customer asks of another thing than its article, or what that does not say, or goes on to ask what is not quoted of it, what
	// another article answered than this, or what this quoted already.
	// Whatever its score, a person looks at it first, or a model that judges.
	Beside bool

	// Mentions: it is of the only article that says the thing which the customer asks for in few words, or of the one that answered before
	// and says a word of what he asks now. However low its score, it is worth a glance.
	Mentions bool

	Verdict Verdict // of a model that has read it beside the customer's words

	Half bool         // the customer asks more than this answers
	Part string       // the one of his questions that this answers, in his words; empty: all that he says
	Each []Suggestion // of the first draft: where he asks several things, says nothing else, and each has an answer, those, in his order

	// Elsewhere: its article is of another project than the conversation is about, and the customer does not name that one.
	Elsewhere bool

	// Or are, of the first draft, sources of other projects that say the customer's words as it does, where nothing that he says tells
	// which project he means.
	Or []Source

	strength float64 // Score, were there no other article
}

// Waits tells whether the draft would be answered with from a probability on, were it not that one person alone taught it.
func (s Suggestion) Waits(from float64) bool { return s.Score >= from && s.Score-s.Lone < from }

// Doubt says why the draft must not be sent unseen, because of one of its sources; empty: nothing speaks against it.
func (s Suggestion) Doubt() string {
	for _, src := range s.Sources {
		if src.Doubt != "" {
			return src.Doubt
		}
	}
	return ""
}

// Source is where a draft has its words from.
type Source struct {
	Article   int64     `json:"article"`
	Version   int       `json:"version"`
	Key       string    `json:"key"`
	Project   string    `json:"project"` // key
	Name      string    `json:"name"`    // project's name
	Title     string    `json:"title"`
	Heading   string    `json:"heading,omitempty"`
	Link      string    `json:"link,omitempty"`
	Lang      string    `json:"lang"`
	Internal  bool      `json:"internal,omitempty"`
	Published time.Time `json:"published"`
	Passage   string    `json:"passage"`          // the whole passage, for the operator to read
	Quotes    []string  `json:"quotes,omitempty"` // of the passage, that the sentences of a written draft are from
	Doubt     string    `json:"doubt,omitempty"`  // why it may not be true: never to be answered with unseen
}

// Suggester makes drafts; Assistant implements it.
type Suggester interface {
	// Suggest returns drafts, best first: at most three, or one for each of up to four questions. No draft is no error.
	Suggest(context.Context, Dialogue) ([]Suggestion, error)
}
