// Package knowledge is the knowledge base of the company's projects: projects, articles, their versions, and search
// over them.
//
// The idea: PostgreSQL holds the truth; an Index is derived from it and can be rebuilt at any time. Whoever publishes
// takes the one row of knowledge_state, so that revisions are committed in order, and a follower (Follow) that has
// seen revision n has seen everything before it. Search returns passages, not whole articles.
//
// A version comes to the readers from a draft by review and publication, at once or at a planned time (CarryOut); an
// article that nobody has verified, or whose review is overdue, is in doubt (Doubts): it is found, and never answered
// with unseen.
//
// What people made of drafts is the answer memory (Teach, Lessons): it reaches the indexes with the article, weighed by who
// said it and how long ago, and follows from what was taught alone, whatever the order. What one person alone taught moves
// suggestions and lets nothing be answered without a person: that takes a second voice (Remembered.Seconded).
//
// The package is a leaf: it imports nothing of ours. It owns the tables knowledge_state, projects, project_versions, articles,
// article_versions, article_steps, article_drafts, knowledge_files, article_file_uses, must_find, lessons, lesson_moves, synonyms,
// alike_settled, those of gaps and reports, and those of what readers said. An export carries all of them (see Export).
package knowledge

import (
	"context"
	"time"
)

// Audience says who may read an article.
type Audience string

// The audiences.
const (
	Public   Audience = "public"
	Internal Audience = "internal" // operators only; never sent to a customer
)

// Project is one of the company's services, products or sites.
type Project struct {
	ID         int64
	Key        string // stable, lower case
	Name       string
	Summary    string   // one sentence
	URL        string   // its site
	Aliases    []string // other names that customers use
	Department string   // key of the department that serves it
	Contacts   string
	Hours      string
	Body       string // Markdown: what it is, for whom, prices, must-know
	Owner      string // who keeps the card true: a name or an e-mail address, as of an article
	Sample     bool   // part of the sample data
	Version    int    // of the card, counted from 1; ignored when it is saved
}

// Article is one article in one language, in the version that it has here.
type Article struct {
	ID         int64
	Key        string   // stable within its project; the language variants share it
	Project    string   // Project.Key
	Name       string   // Project.Name
	Aliases    []string // Project.Aliases
	Lang       string   // BCP 47, lower case primary tag first
	Title      string
	Body       string // Markdown, at most MaxBody bytes
	Audience   Audience
	Questions  []string // as people ask what it answers
	Tags       []string
	Link       string // public page of it, or empty
	Owner      string
	ValidFrom  time.Time // zero: always; a day, see DayOf
	ValidUntil time.Time // zero: for ever; the last valid day
	Version    int
	Published  time.Time // when this version was saved
	Remembered []Remembered
	Vectors    [][]float32 // one for each passage, then one for each question, of length 1; nil: none
}

// Remembered is a question that customers asked and that the article answered, or did not.
type Remembered struct {
	Text     string // masked
	Lang     string
	Weight   float64 // evidence: 1 is a question that an editor wrote; below 0: it was not this article
	Seconded float64 // what that is on the word of more than one person, or of an editor: 0 if one operator alone taught it
	Count    int     // how often it was asked and answered
	// Customers is how many of those times only the customer said so, or asked no more.
	Customers int
}

// MaxBody is the longest body of an article, in bytes.
const MaxBody = 32 << 10

// Query asks an Index.
type Query struct {
	Text     string
	Lang     string    // preferred language: a variant in it wins over its siblings; others are still found
	Only     []string  // languages to search at all; empty: all
	Internal bool      // internal articles too
	Projects []string  // project keys to search; empty: all
	At       time.Time // only articles valid on its day, told in the company's time zone; zero: now
	Limit    int       // hits, default 10, at most 100
	Vector   []float32 // of the text, of length 1; nil: search by words alone
	Unmarked bool      // hits need no Marks
}

// Hit is one passage found, at most one an article. Hits come best first.
type Hit struct {
	Article   int64
	Version   int
	Key       string
	Project   string // key
	Name      string // project's name
	Lang      string
	Title     string
	Link      string
	Audience  Audience
	Published time.Time
	Heading   string   // headings above the passage, joined by " › ", or empty
	Passage   string   // Markdown of the passage
	Lead      string   // the article's first passage, where Passage is another and the index has it
	Question  string   // the question people ask that matched best, if one did
	Tags      []string // the article's
	Marks     [][2]int // byte ranges of Passage that matched, ascending, not overlapping
	Score     float64  // comparable within one answer only; higher is better
	Near      float64  // cosine of the query's vector and the nearest of the article's; 0: not known
	Doubt     string   // why it may not be true, as Store.Doubts says; an Index leaves it empty
}

// Index finds passages. Implementations: local, meili.
type Index interface {
	// Put adds articles or replaces those with the same ID. When it returns nil, Search finds them; with a RefusedError it
	// finds the others.
	Put(context.Context, []Article) error
	// Delete removes articles; unknown ids are no error.
	Delete(context.Context, []int64) error
	// Search finds passages. An index that outlives the process fails while it holds nothing, not even a note.
	Search(context.Context, Query) ([]Hit, error)
}

// Recalled is an article that questions like the one asked were meant for.
type Recalled struct {
	Article  int64
	Past             // by anybody
	Seconded Past    // the same as if nobody had taught what one person alone taught
	Text     float64 // of what the question's letters tell, how much stands in the article's best passage: 0 to 1
	Passage  int     // number of that passage among the article's
	About    float64 // how near in meaning the article is, as a whole and where it is nearest: about 0 to 1; 0: not known. Between English texts it is another measure.
	Closest  bool    // it is one of the few English articles that are the nearest in meaning to an English question
	Said     float64 // how near in meaning the nearest of its sentences is, where both are English: 0 to 1; 0: not known
	Meaning  float64 // how near its nearest question or title in another language is in meaning, 0 to 1; 0: nearer ones are in the question's
}

// Past is what earlier questions say of an article.
type Past struct {
	Fit      float64 // what the regression makes of it: about the probability, and not bounded
	Taught   float64 // the part of the fit that is not the title's
	Idle     float64 // what the regression makes of no article, as people ask that of anybody: the same for all articles
	Stray    float64 // how much likelier to what people ask anybody than to any question of the company's it is, where it is not English
	Share    float64 // of what the question's words tell, how much stands in the article's questions: 0 to 1
	Letters  float64 // the same of its neighbouring letters; only for the likest articles
	Likely   float64 // logarithm of how likely who asks for the article has the question's letters, to be compared with others'; below 0, or not known
	Near     float64 // likeness of the words and letters of the nearest question: 0 to 1
	Question string  // the nearest question, or the article's title
	Known    int     // questions that are known to be meant for it, its title not among them
	Like     int     // questions that were asked before, and were answered by the article, as near as that
}

// Asked is a question that earlier ones are recalled for.
type Asked struct {
	Text, Lang string
	Projects   []string       // keys of those that may answer; empty: all
	Limit      int            // articles told at most, but for
	Also       func() []int64 // those that are told in any case; called once, when all else is done, and may wait. May be nil
}

// Recaller knows what was asked before. Implementation: recall.
type Recaller interface {
	// Recall returns the articles that questions like the one asked were meant for, likest first, and after them those that
	// such questions were taught not to be meant for, and those that are told in any case.
	Recall(Asked) []Recalled
}

// Rebuilder is an Index that can be filled anew without a gap in service: what Put and Delete do between Begin and
// its commit becomes visible at once. Optional.
type Rebuilder interface {
	Rebuild(ctx context.Context, articles func(yield func([]Article, error) bool)) error
}
