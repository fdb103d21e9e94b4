package assist

import (
	"cmp"
	"maps"
	"math"
	"slices"

	"switchboard/knowledge"
)

// belief is the probability that a call is about a project, by its key. What is left of 1 is for any or none.
type belief map[string]float64

const (
	longestCall = 200    // turns that are listened to, the last ones
	mostSaid    = 50_000 // bytes of them
	heardFrom   = 0.7    // share of a name from which it may have been heard
	partFrom    = 0.5    // … when what was heard is no ordinary word
	heardFully  = 0.92   // … and from which it was
	surest      = 0.92   // how sure a name in full makes
	ofPlace     = 0.3    // what is left of that after "in" and "near": where it is, not what
	ofAlias     = 0.25   // … with a word that customers use for it
	ofCalled    = 0.7    // how sure it is before anything is said, when a project's line was called
	ofLine      = 0.4    // … when another project's line was called
	again       = 0.7    // … with a part of a name that was said before
	saidOnce    = 0.4    // … if that was so sure
	againFrom   = 0.2    // … and such a share of it was heard
	partTells   = 1.5    // … and the part tells so much, in nats
	partHeard   = 1.5    // … and is more than one word, where any word may be an ordinary one
	plain       = 6      // sounds that could be nothing else, from which a name is not mistaken for an ordinary word
	listened    = 4      // other guesses of a recogniser in which a name is looked for, where the first has none
	believed    = 0.05   // below that a project is not asked
	listed      = 3      // projects that are asked at most
)

// meant finds the projects that a telephone call is about: those whose names were heard, by either side, anywhere in it.
// The recogniser bends words, splits and joins them, so names are compared by their sounds. A project stays meant until
// another one is named: each name heard takes its share of what was believed before. An operator who names several offers
// a choice between them; a caller who does has changed his mind, and the last one counts.
func (n *spokenNames) meant(d Dialogue) belief {
	l := listener{names: n, believed: belief{}, said: map[string]float64{}, words: map[string]bool{}, line: d.Projects, lang: d.Lang}
	for _, key := range d.Projects { // the line that was called, or what the conversation was put down to
		if _, known := n.full[key]; !known {
			continue
		}
		l.believed[key] = ofCalled / float64(len(d.Projects))
	}
	for _, t := range listenedTo(d.Turns) {
		l.hear(t)
	}
	for key, p := range l.believed {
		if p < believed {
			delete(l.believed, key)
		}
	}
	return l.believed
}

// listenedTo are the last turns of a call, as much as anybody says in an hour.
func listenedTo(turns []Turn) []Turn {
	from, said := len(turns), 0
	for from > 0 && len(turns)-from < longestCall && said < mostSaid {
		from--
		said += len(turns[from].Text)
	}
	return turns[from:]
}

// likeliest are the projects believed in, likeliest first, a few at most.
func (b belief) likeliest() []string {
	keys := slices.SortedFunc(maps.Keys(b), func(x, y string) int { return cmp.Or(cmp.Compare(b[y], b[x]), cmp.Compare(x, y)) })
	return keys[:min(len(keys), listed)]
}

// listener follows a call.
type listener struct {
	names    *spokenNames
	believed belief
	said     map[string]float64 // how surely a project was named at any time
	offered  []string           // projects of the operator's last choice, as they were named
	words    map[string]bool    // all that was said
	line     []string           // projects that are known otherwise
	lang     string
}

func (l *listener) hear(t Turn) {
	words := heardWords(t.Text)
	for _, w := range words {
		l.words[w.word] = true
	}
	groups := l.sure(l.names.mentions(words, l.prior), words)
	for _, other := range t.Others[:min(len(t.Others), listened)] {
		if len(groups) > 0 {
			break
		}
		words := heardWords(other)
		groups = l.sure(l.names.mentions(words, l.prior), words)
	}
	if len(groups) == 0 && t.Customer {
		groups = l.chosen(words)
	}
	if len(groups) == 0 {
		return
	}
	for _, g := range groups {
		for key, p := range g {
			l.said[key] = max(l.said[key], p)
		}
	}
	if t.Customer {
		for _, g := range groups {
			l.believe(g)
		}
		return
	}
	l.offer(groups)
}

// sure gathers mentions that stand in the same place, with how sure each is.
func (l *listener) sure(found []mention, words []heardWord) (groups []belief) {
	end := -1
	for _, m := range found {
		p := l.sureness(m, words)
		if p == 0 {
			continue
		}
		if m.first > end {
			groups = append(groups, belief{})
		}
		g := groups[len(groups)-1]
		g[m.name.project] = max(g[m.name.project], p)
		end = max(end, m.last)
	}
	for _, g := range groups {
		l.tell(g)
	}
	return groups
}

// prior is how much of a project's name must be heard, and how much speaks for it: what was said before is likely to be
// said again, by a part of its name.
func (l *listener) prior(project string) (least, nats float64) {
	if l.said[project] < saidOnce {
		return partFrom, 0
	}
	return againFrom, max(0, math.Log(float64(len(l.names.names))/float64(len(l.said))))
}

// sureness is the probability that a name was said, and meant.
func (l *listener) sureness(m mention, words []heardWord) float64 {
	p := surest * min(1, (m.covered-partFrom+0.1)/(heardFully-partFrom+0.1))
	if m.covered < heardFrom && m.surprise < plain {
		p = 0
	}
	called := m.first > 0 && calledBefore[words[m.first-1].word]
	if !called {
		p *= min(1, m.surprise/plain)
	}
	if l.said[m.name.project] >= saidOnce && m.heard >= partTells && (m.weight >= partHeard || l.names.many) {
		p = max(p, again)
	}
	if p <= 0 {
		return 0
	}
	if m.name.alias && len(m.name.words) == 1 {
		p *= ofAlias
	}
	if l.where(m, words) {
		p *= ofPlace
	}
	if len(l.line) > 0 && !slices.Contains(l.line, m.name.project) {
		p *= ofLine
	}
	return p
}

var (
	calledBefore = setOf("called named heißt heisst genannt nennt називається зветься называется зовется nazywa")
	whereBefore  = setOf("in near around nearby")
	whereAfter   = setOf("area district neighborhood neighbourhood region street avenue road boulevard drive lane")
)

// where tells whether a name says where something is: "a hotel near Union Square".
func (l *listener) where(m mention, words []heardWord) bool {
	if m.last+1 < len(words) && whereAfter[words[m.last+1].word] {
		return true
	}
	i := m.first - 1
	if i >= 0 && len(words[i].word) > 1 && isNumber(words[i].word) {
		return true // in an address
	}
	if i >= 0 && words[i].word == "the" {
		i--
	}
	return i >= 0 && whereBefore[words[i].word] && knowledge.Base(l.lang) == "en"
}

// tell shares a mention among the projects that it may be, by what else of their names was heard in the call.
func (l *listener) tell(g belief) {
	if len(g) < 2 {
		return
	}
	sum, most := 0.0, 0.0
	weights := map[string]float64{}
	for key, p := range g {
		weights[key] = p * (l.heardOf(key) + l.believed[key] + 0.1)
		sum, most = sum+weights[key], max(most, p)
	}
	for key := range g {
		g[key] = most * weights[key] / sum
	}
}

// heardOf is how much of the longest name of a project was heard, anywhere in the call.
func (l *listener) heardOf(key string) (most float64) {
	for _, name := range l.names.names {
		if name.project != key || name.alias {
			continue
		}
		var got, all float64
		for _, w := range name.words {
			if all += w.tells; l.words[w.word] {
				got += w.tells
			}
		}
		most = max(most, got*got/all)
	}
	return most
}

// believe takes a mention in.
func (l *listener) believe(g belief) {
	all := 0.0
	for _, p := range g {
		all += p
	}
	for key := range l.believed {
		l.believed[key] *= 1 - min(all, 1)
	}
	for key, p := range g {
		l.believed[key] += p
	}
}

// offer takes in what an operator named: one project, or several to choose from.
func (l *listener) offer(groups []belief) {
	none, sum := 1.0, 0.0
	l.offered = nil
	for _, g := range groups {
		one := 0.0
		for _, p := range g {
			one += p
		}
		none, sum = none*(1-min(one, 1)), sum+one
		if best := g.likeliest(); g[best[0]] > 0.4 {
			l.offered = append(l.offered, best[0])
		}
	}
	all := belief{}
	for _, g := range groups {
		for key, p := range g {
			all[key] += p * (1 - none) / sum
		}
	}
	l.believe(all)
}

var (
	firsts  = setOf("first former перший перша перше першу первый первая первое первую erste ersten erster erstes pierwszy pierwsza pierwszą pierwsze")
	seconds = setOf("second latter другий друга друге другу второй вторая второе вторую zweite zweiten zweiter zweites drugi druga drugą drugie")
)

// chosen finds a project by its place among those offered.
func (l *listener) chosen(words []heardWord) []belief {
	if len(l.offered) < 2 {
		return nil
	}
	for i, w := range words {
		one := i+1 == len(words) || words[i+1].word == "one" || words[i+1].word == "1"
		switch {
		case firsts[w.word] && one:
			return []belief{{l.offered[0]: again}}
		case seconds[w.word] && one:
			return []belief{{l.offered[1]: again}}
		}
	}
	return nil
}
