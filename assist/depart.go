package assist

import (
	"cmp"
	"maps"
	"math"
	"slices"
	"strings"
	"sync"
)

// Departments learns from examples which department a question is for. What it knows is counts and nothing else: the
// order of teaching does not matter, and what is forgotten leaves no trace, so that all processes that were taught the
// same examples say the same.
//
// Two ways of looking are put together with fixed weights: how much more usual the question's words, pairs of words and
// bits of words are in one department than in all the others; and what a regression on the likest examples says.
//
// Its methods may be called from several goroutines at once.
type Departments struct {
	mu       sync.RWMutex
	known    map[string]*tally   // by department
	features map[string]*feature // by name
	examples map[exampleKey]*example
	list     []*example // the same, in no order that matters
	all      tally
	distinct [featureSorts]int // features known
}

// Guess is a department that a question may be for.
type Guess struct {
	Department  string
	Probability float64
	Like        int  // examples of the department that the question is like
	Alone       bool // one person alone taught those
}

// Moved is an example: a text that somebody found to be for a department.
type Moved struct {
	Text, Department string
	Person           string  // who taught it
	Sure             bool    // his word is enough: it needs no second voice
	Weight           float64 // at most 1; counted in sixteenths, so that what is added and taken away leaves no trace
}

// weight is the Weight as it counts.
func (m Moved) weight() float64 { return math.Round(m.Weight*16) / 16 }

// tally is how much was taught: examples, and the weights of the features in them by sort.
type tally struct {
	examples int
	features [featureSorts]float64
}

// feature is something that texts have in common.
type feature struct {
	sort     featureSort
	seen     int                // in so many examples
	times    float64            // their weights
	by       map[string]float64 // the same by department
	examples []*example
}

type exampleKey struct{ features, department string }

// example is a text that was taught once or several times.
type example struct {
	key      exampleKey
	times    int
	weight   float64
	voices   map[string]int // who taught it how often; "": those whose word is enough
	at       int            // in Departments.list
	features []*feature
}

// NewDepartments returns a learner that knows nothing yet.
func NewDepartments() *Departments {
	return &Departments{known: map[string]*tally{}, features: map[string]*feature{}, examples: map[exampleKey]*example{}}
}

// Teach says that a text is for a department, on a word that is enough. Saying it again weighs more.
func (d *Departments) Teach(text, department string) {
	d.Learn(Moved{Text: text, Department: department, Sure: true, Weight: 1})
}

// Forget takes back what Teach said once. What was never taught is left alone.
func (d *Departments) Forget(text, department string) {
	d.Unlearn(Moved{Text: text, Department: department, Sure: true, Weight: 1})
}

// Learn takes an example in. One that weighs nothing says nothing.
func (d *Departments) Learn(m Moved) {
	features := featuresOf(m.Text)
	if len(features) == 0 || m.Department == "" || m.weight() <= 0 {
		return
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	d.count(features, m.Department, 1, m.weight())
	key := exampleKey{strings.Join(features, "\n"), m.Department}
	e := d.examples[key]
	if e == nil {
		e = &example{key: key, at: len(d.list), voices: map[string]int{}}
		d.examples[key] = e
		d.list = append(d.list, e)
		for _, name := range features {
			f := d.features[name]
			f.examples = append(f.examples, e)
			e.features = append(e.features, f)
		}
	}
	e.times++
	e.weight += m.weight()
	e.voices[m.voice()]++
}

func (m Moved) voice() string {
	if m.Sure {
		return ""
	}
	return m.Person
}

// Unlearn takes back what Learn took in, as it was. What was never learnt is left alone.
func (d *Departments) Unlearn(m Moved) {
	features := featuresOf(m.Text)
	d.mu.Lock()
	defer d.mu.Unlock()
	key := exampleKey{strings.Join(features, "\n"), m.Department}
	e := d.examples[key]
	if e == nil || m.weight() <= 0 || e.voices[m.voice()] == 0 {
		return
	}
	if e.voices[m.voice()]--; e.voices[m.voice()] == 0 {
		delete(e.voices, m.voice())
	}
	e.weight -= m.weight()
	if e.times--; e.times == 0 {
		delete(d.examples, key)
		last := d.list[len(d.list)-1]
		d.list[e.at], last.at = last, e.at
		d.list = d.list[:len(d.list)-1]
		for _, f := range e.features {
			at := slices.Index(f.examples, e)
			f.examples[at] = f.examples[len(f.examples)-1]
			f.examples = f.examples[:len(f.examples)-1]
		}
	}
	d.count(features, m.Department, -1, -m.weight())
}

// count adds an example's features to the counts, or takes them out.
func (d *Departments) count(features []string, department string, n int, weight float64) {
	t := d.known[department]
	if t == nil {
		t = &tally{}
		d.known[department] = t
	}
	t.examples += n
	d.all.examples += n
	for _, name := range features {
		s := sortOf(name)
		f := d.features[name]
		if f == nil {
			f = &feature{sort: s, by: map[string]float64{}}
			d.features[name] = f
			d.distinct[s]++
		}
		f.seen += n
		f.times += weight
		t.features[s] += weight
		d.all.features[s] += weight
		if f.by[department] += weight; f.by[department] == 0 {
			delete(f.by, department)
		}
		if f.seen == 0 {
			delete(d.features, name)
			d.distinct[s]--
		}
	}
	if t.examples == 0 {
		delete(d.known, department)
	}
}

// Weights of the parts, set on the training and validation rows of public sets of questions.
const (
	smoothing   = .3 // how often each feature is held to have been seen everywhere
	usualWeight = .1 // of the counts
	fitWeight   = 10 // of the nearest examples
)

// What the sorts of features weigh where counts are compared, and where examples are.
func (sort featureSort) usual() float64 {
	if sort == pieceFeature {
		return .06
	}
	return .5
}

func (sort featureSort) shared() float64 {
	switch sort {
	case wordFeature:
		return 1
	case pieceFeature:
		return .2
	}
	return .5
}

// Predict returns all departments that were taught, the most probable first; none if nothing is known of the text.
func (d *Departments) Predict(text string) []Guess {
	features := featuresOf(text)
	d.mu.RLock()
	defer d.mu.RUnlock()
	names := slices.Sorted(maps.Keys(d.known))
	scores := d.usual(features, names)
	if scores == nil {
		return nil
	}
	fits, like, voices := d.fit(features, names)
	guesses := make([]Guess, len(names))
	top := math.Inf(-1)
	for i := range names {
		scores[i] = usualWeight*scores[i] + fitWeight*fits[i]
		top = max(top, scores[i])
	}
	sum := 0.0
	for _, s := range scores {
		sum += math.Exp(s - top)
	}
	for i, name := range names {
		guesses[i] = Guess{name, math.Exp(scores[i]-top) / sum, like[i], len(voices[i]) == 1 && !voices[i][""]}
	}
	slices.SortStableFunc(guesses, func(a, b Guess) int { return cmp.Compare(b.Probability, a.Probability) })
	return guesses
}

// Seconded are the guesses without those that rest on one person alone, as if he had not been heard.
func Seconded(guesses []Guess) []Guess {
	var out []Guess
	rest := 0.0
	for _, g := range guesses {
		if !g.Alone {
			out, rest = append(out, g), rest+g.Probability
		}
	}
	for i := range out {
		if rest > 0 {
			out[i].Probability /= rest
		}
	}
	return out
}

// usual scores departments by how much more usual the features are there than elsewhere.
func (d *Departments) usual(features []string, names []string) []float64 {
	scores := make([]float64, len(names))
	found := false
	for _, name := range features {
		f := d.features[name]
		if f == nil {
			continue
		}
		found = true
		s := f.sort
		room := smoothing * float64(d.distinct[s])
		for i, dep := range names {
			t := d.known[dep].features[s]
			here := (f.by[dep] + smoothing) / (t + room)
			there := (f.times - f.by[dep] + smoothing) / (d.all.features[s] - t + room)
			scores[i] += s.usual() * math.Log(here/there)
		}
	}
	if !found {
		return nil
	}
	return scores
}

// rarity weighs a feature by its sort and by how few examples have it.
func (d *Departments) rarity(sort featureSort, seen int) float64 {
	r := math.Log(1 + float64(d.all.examples)/float64(seen))
	return sort.shared() * r * r
}
