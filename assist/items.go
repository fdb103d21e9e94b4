package assist

import (
	"strconv"
	"strings"

	"switchboard/knowledge"
)

// How the items of a list begin. Many are typed, in paragraphs of their own, where Markdown knows no list.

// listItem is how an item of a list begins in Markdown.
var listItem = knowledge.MustPattern(`^\s{0,8}([-*+]|\d{1,3}[.)])\s+`)

// marked is how an item of a list begins.
type marked struct {
	indent int
	bullet string // empty: it has a number
	number int
}

// markOf reads how a line begins; ok: it is an item.
func markOf(line string) (m marked, ok bool) {
	found := listItem.FindStringSubmatch(line)
	if found == nil {
		return m, false
	}
	m.indent = len(line) - len(strings.TrimLeft(line, " \t"))
	if n, err := strconv.Atoi(strings.TrimRight(found[1], ".)")); err == nil {
		m.number = n
	} else {
		m.bullet = found[1]
	}
	return m, true
}

// follows tells whether an item goes on with the list that another one is in, where they stand in it right behind each other.
func (m marked) follows(o marked) bool {
	if m.indent > o.indent+1 {
		return true
	}
	return m.bullet == o.bullet && (m.number == o.number || m.number == o.number+1) // some number each with 1
}

// stepText is how a paragraph begins that is a step, in en, uk, ru, pl and de: "Step 2. Open the valve."
var stepText = knowledge.MustPattern(`(?i)^\W{0,4}(?:step|крок|шаг|krok|schritt)\s+(\d{1,2})(?:[^\d\p{L}]|$)`)

// itemAt reads how a unit begins that is an item of a list or a step.
func itemAt(units []unit, i int) (m marked, ok bool) {
	if units[i].list {
		return markOf(units[i].text)
	}
	found := stepText.FindStringSubmatch(units[i].text)
	if found == nil || i > 0 && units[i-1].block == units[i].block {
		return m, false
	}
	m.number, _ = strconv.Atoi(found[1])
	return m, true
}

// tightened are blocks of Markdown, the items of a list and their further paragraphs in one of them, also where blank lines stand between.
func tightened(blocks [][]string) (out [][]string) {
	typedAsItems(blocks)
	var last marked
	open := false // the block before ends with a list
	for _, block := range blocks {
		first, isItem := markOf(block[0])
		deeper := strings.HasPrefix(block[0], "  ") || strings.HasPrefix(block[0], "\t")
		fence := strings.HasPrefix(strings.TrimSpace(block[0]), "```")
		if open && !fence && (isItem && first.follows(last) || !isItem && deeper) {
			at := len(out) - 1
			out[at] = append(out[at][:len(out[at]):len(out[at])], block...)
		} else {
			out, open = append(out, block), false
		}
		for _, line := range block {
			if m, ok := markOf(line); ok && !fence && (!open || m.indent <= last.indent+1) {
				last, open = m, true
			}
		}
	}
	return out
}

// typed is how an item begins that is typed: "1\. ", "**2.** ", "**3. The valve** ", "• ", "\- ".
var typed = knowledge.MustPattern(`^(\s{0,8})(?:(\*\*)?(\d{1,3})\\?([.)])(\*\*)?|([•▪·–—]|\\[-*+]))\s+`)

// typedAsItems has what is typed as an item begin as Markdown does: numbers that follow each other, and signs that do.
func typedAsItems(blocks [][]string) {
	type place struct {
		line *string
		mark []string
	}
	var before place
	follows := false // before is one that follows another
	for _, block := range blocks {
		if strings.HasPrefix(strings.TrimSpace(block[0]), "```") {
			continue
		}
		for i := range block {
			now := place{&block[i], typed.FindStringSubmatch(block[i])}
			if now.mark == nil {
				continue
			}
			goesOn := before.mark != nil && nextTyped(before.mark, now.mark)
			if goesOn && !follows {
				*before.line = asItem(*before.line, before.mark)
			}
			if goesOn {
				*now.line = asItem(*now.line, now.mark)
			}
			before, follows = now, goesOn
		}
	}
}

// nextTyped tells whether one typed item goes on with another.
func nextTyped(mark, next []string) bool {
	n, _ := strconv.Atoi(mark[3])
	m, _ := strconv.Atoi(next[3])
	return mark[6] == next[6] && (n == 0 && m == 0 || m == n+1)
}

// asItem is a line that begins as an item of Markdown does.
func asItem(line string, mark []string) string {
	rest := line[len(mark[0]):]
	switch {
	case mark[6] != "":
		return mark[1] + "- " + rest
	case mark[2] != "" && mark[5] == "":
		rest = mark[2] + rest
	}
	return mark[1] + mark[3] + mark[4] + " " + rest
}
