package phone

import (
	"regexp"
	"strings"
	"time"
)

var (
	stampFirst = regexp.MustCompile(`^[\[(]?(-?(?:\d{1,3}:)?\d{1,2}:\d{2}(?:[.,]\d{1,3})?)[\])]?\s*[-–]?\s*`)
	stampLast  = regexp.MustCompile(`\s*[\[(]((?:\d{1,3}:)?\d{1,2}:\d{2}(?:[.,]\d{1,3})?)[\])]$`)
	speakerOf  = regexp.MustCompile(`^[-–—*]?\s*([\p{L}\[(][\p{L}\p{M}\p{N} ._'’ʼ\-\[\]():,]{0,40}?)\s*:(?:\s+|$)(.*)$`)
)

// prefix splits "Speaker: words"; without a speaker the label is empty.
func prefix(line string) (label, text string) {
	parts := speakerOf.FindStringSubmatch(line)
	if parts == nil || len(strings.Fields(parts[1])) > 3 {
		return "", strings.TrimSpace(strings.TrimLeft(line, "-–— "))
	}
	return strings.TrimSpace(parts[1]), parts[2]
}

// guess takes a turn's label from its words, where the file has no better place for it.
func (t *turn) guess() {
	if t.label == "" {
		t.label, t.text = prefix(t.text)
		t.guessed = t.label != ""
	}
}

// settle gives guessed labels back to the words unless they are usual ones or come twice, and lets a turn
// without a label go on with the speaker before it.
func (s source) settle(turns []turn) {
	count := map[string]int{}
	for _, turn := range turns {
		count[turn.label]++
	}
	before := ""
	for i := range turns {
		t := &turns[i]
		if _, known := role(t.label); t.guessed && !known && count[t.label] < 2 && !strings.EqualFold(t.label, s.hint.CallerSpeaker) {
			t.label, t.text = "", t.label+": "+t.text
		}
		t.label = or(t.label, before)
		before = t.label
	}
}

// plain reads "Speaker: words" with optional times before the speaker or behind it. A line without a speaker goes on with
// the last turn. Lines "# name: value" at the top are facts.
func (s source) plain(facts map[string]string) ([]turn, error) {
	lines := strings.Split(s.text, "\n")
	labels, err := s.labels(lines)
	if err != nil {
		return nil, err
	}
	var turns []turn
	for i, line := range lines {
		if err := s.room(i+1, len(turns)); err != nil {
			return nil, err
		}
		line = strings.TrimSpace(line)
		if line == "" {
			continue
		}
		if len(turns) == 0 && strings.HasPrefix(line, "#") {
			note(line, facts)
			continue
		}
		at, who, text, timed, err := s.line(i+1, line)
		if err != nil {
			return nil, err
		}
		if who != "" && !labels[who] {
			who, text = "", strings.TrimSpace(line)
		}
		if last := len(turns) - 1; who == "" && !timed && last >= 0 {
			turns[last].text += " " + text
			continue
		}
		turns = append(turns, turn{label: who, start: at, text: text, timed: timed})
	}
	pace(turns)
	return turns, nil
}

// line takes one line apart.
func (s source) line(number int, line string) (at time.Duration, who, text string, timed bool, err error) {
	stamp := ""
	if parts := stampFirst.FindStringSubmatch(line); parts != nil {
		stamp, line = parts[1], line[len(parts[0]):]
	}
	who, text = prefix(line)
	if parts := stampLast.FindStringSubmatch(who); parts != nil {
		stamp, who = parts[1], strings.TrimSuffix(who, parts[0])
	}
	if stamp == "" {
		return 0, who, text, false, nil
	}
	at, _ = parseClock(stamp)
	return at, who, text, true, s.within(number, at, at)
}

// labels finds which words before a colon are speakers: the usual ones, those that come twice, and, in a file
// without these, all of them. "One thing: …" within a turn is none.
func (s source) labels(lines []string) (map[string]bool, error) {
	count := map[string]int{}
	for i, line := range lines {
		if err := s.room(i+1, 0); err != nil {
			return nil, err
		}
		if line = strings.TrimSpace(line); strings.HasPrefix(line, "#") {
			continue
		}
		if _, who, _, _, err := s.line(i+1, line); err == nil && who != "" {
			count[who]++
		}
	}
	sure := map[string]bool{}
	for who, n := range count {
		if _, known := role(who); known || n > 1 || strings.EqualFold(who, s.hint.CallerSpeaker) {
			sure[who] = true
		}
	}
	if len(sure) < 2 {
		for who := range count {
			sure[who] = true
		}
	}
	return sure, nil
}

// pace gives turns without a time one, as if everybody spoke two and a half words a second, and every turn an end.
func pace(turns []turn) {
	var clock time.Duration
	for i := range turns {
		if !turns[i].timed {
			turns[i].start = clock
		}
		spoken := time.Duration(len(strings.Fields(turns[i].text))) * 400 * time.Millisecond
		turns[i].end = min(turns[i].start+spoken, maxLength)
		clock = min(max(clock, turns[i].end)+300*time.Millisecond, maxLength)
	}
	for i := range turns[:max(len(turns)-1, 0)] { // a stamped next turn is where this one ended
		if next := turns[i+1]; next.timed && next.start > turns[i].start {
			turns[i].end = min(turns[i].end, next.start)
		}
	}
}
