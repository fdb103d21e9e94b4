package eval

import (
	"cmp"
	"fmt"
	"hash/fnv"
	"maps"
	"slices"
	"strconv"
	"strings"

	"switchboard/assist"
	"switchboard/knowledge"
)

// parts is into how many parts questions are split to judge thresholds: each part by those that the others speak for.
const parts = 5

// PartOf is the part of some words among as many parts. The same words are in the same part, whoever says them.
func PartOf(words string, parts int) int {
	h := fnv.New32a()
	h.Write([]byte(strings.ToLower(strings.TrimSpace(knowledge.Mask(words))))) // never fails
	return int(h.Sum32() % uint32(parts))
}

// tellingWords are the words of a question that tell what is asked, however it is begun and in whatever order, so that one copied with
// "hello" before it is no other question.
func tellingWords(q Question) string {
	words := map[string]bool{}
	for _, w := range knowledge.Analyze(cmp.Or(assist.Asked(q.Text), q.Text), q.Lang) {
		if !w.Stop {
			words[w.Term] = true
		}
	}
	return strings.Join(slices.Sorted(maps.Keys(words)), " ")
}

// HeldOut tells what would have become of the questions at thresholds that were not chosen by them: each fifth, by their words, is judged by
// those that the other four speak for. Thresholds look better on what they were chosen by than on what comes next. Where too
// little is known, the usual ones are gone by.
func (t Tuned) HeldOut(usualAnswer, usualDraft float64) Shares {
	var all tally
	for part := range parts {
		others, own := Tuned{Goal: t.Goal}, Tuned{}
		for _, a := range t.Asked {
			if a.Part == part {
				own.Asked = append(own.Asked, a)
			} else {
				others.Asked = append(others.Asked, a)
			}
		}
		others.choose()
		answer, draft := others.Answer, others.Draft
		if answer == 0 {
			answer = usualAnswer
		}
		if draft == 0 {
			draft = usualDraft
		}
		all.add(own.Asked, answer, draft)
	}
	return all.shares()
}

// tally counts what becomes of questions: three outcomes, and what speaks against each.
type tally struct {
	answered, drafted, unknown float64
	wrong, useful, missed      float64
}

func (n *tally) add(asked []Asked, answer, draft float64) {
	for _, a := range asked {
		switch {
		case !a.shown(draft):
			n.unknown++
			if a.Known {
				n.missed++
			}
		case a.alone() >= answer:
			n.answered++
			if a.Place != 1 {
				n.wrong++
			}
		default:
			n.drafted++
			if a.useful() {
				n.useful++
			}
		}
	}
}

func (n *tally) shares() Shares {
	share := func(part, of float64) float64 { return part / max(1, of) }
	all := n.answered + n.drafted + n.unknown
	return Shares{Answered: share(n.answered, all), Drafted: share(n.drafted, all), Unknown: share(n.unknown, all),
		Wrong: share(n.wrong, n.answered), Useful: share(n.useful, n.drafted), Missed: share(n.missed, n.unknown)}
}

// rights is how many right answers, and none wrong, show that fewer are wrong than the goal has: see chooseAnswer.
func (g Goal) rights() int {
	n := 1
	for 0.5/float64(n+1) > g.Wrong {
		n++
	}
	return n
}

// Lacks says in words what the questions are too few for, and how many are missing; nothing where they suffice.
func (t Tuned) Lacks() (out []string) {
	if t.Lang == "" {
		return []string{"it is not known in which language these are: say it with lang; the usual thresholds stay"}
	}
	if lack := LeastPast - len(t.Asked); lack > 0 {
		return []string{fmt.Sprintf("too few for thresholds of its own: %d are needed, %d more than there are; the usual ones stay", LeastPast, lack)}
	}
	switch lack := leastOff - t.off(); {
	case t.Answer == 0 && lack > 0:
		out = append(out, fmt.Sprintf("to go below the usual threshold of answers it takes %d questions with a draft that does not answer, %d more than there are", leastOff, lack))
	case t.Answer == 0:
		out = append(out, fmt.Sprintf("it takes %d right answers in a row, the surest, to show that at most %s %% are wrong: the usual threshold of answers stays",
			t.Goal.rights(), strconv.FormatFloat(100*t.Goal.Wrong, 'g', 3, 64)))
	}
	if t.Draft == 0 {
		out = append(out, "too few drafts help to tell from where they do: the usual threshold of drafts stays")
	}
	if t.Known() == len(t.Asked) {
		out = append(out, "each of the questions has an answer: how it fares with what nobody has written is not measured")
	}
	return out
}
