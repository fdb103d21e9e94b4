package knowledge

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// unstruck is a Markdown text without what is struck through: pages show that, since people see the line through it, but it is
// not what the text says. A single tilde counts at the edges of words only, so that 5~10 stays a range.
func unstruck(text string) string {
	if !strings.Contains(text, "~") {
		return text
	}
	var out, open strings.Builder
	flush := func() {
		out.WriteString(withoutStruck(open.String()))
		open.Reset()
	}
	fence := ""
	for line := range strings.SplitAfterSeq(text, "\n") {
		bare := strings.TrimSpace(line)
		switch {
		case fence != "" || fenceOf(bare) != "":
			flush()
			out.WriteString(line)
			switch {
			case fence == "":
				fence = fenceOf(bare)
			case strings.HasPrefix(bare, fence) && strings.Trim(bare, fence[:1]) == "":
				fence = ""
			}
		case strings.HasPrefix(bare, "|"):
			flush()
			out.WriteString(unstruckRow(line))
		default:
			if bare == "" || isItem(bare) || headingLevel(bare) > 0 {
				flush()
			}
			open.WriteString(line)
		}
	}
	flush()
	if out.Len() == len(text) {
		return text
	}
	return strings.TrimRight(strings.TrimLeft(out.String(), "\n"), " \t\n")
}

// unstruckRow is a row of a table, each cell of which is struck by itself.
func unstruckRow(line string) string {
	var b strings.Builder
	from := 0
	for i := 0; i < len(line); i++ {
		switch line[i] {
		case '\\':
			i++
		case '|':
			b.WriteString(withoutRuns(line[from:i]) + "|")
			from = i + 1
		}
	}
	b.WriteString(withoutRuns(line[from:]))
	return b.String()
}

// withoutStruck is one block without its struck runs; lines that said nothing else are gone with them.
func withoutStruck(block string) string {
	said := withoutRuns(block)
	if said == block {
		return block
	}
	var b strings.Builder
	for line := range strings.SplitAfterSeq(said, "\n") {
		if strings.Trim(line, " \t\r\n-*+_#>0123456789.)") != "" || strings.ContainsAny(line, "0123456789") && !isItem(strings.TrimSpace(line)+" ") {
			b.WriteString(line)
		}
	}
	return b.String()
}

// withoutRuns is a text within one block without its struck runs.
func withoutRuns(text string) string {
	var b strings.Builder
	var unclosed [3]bool // by how many tildes: nothing that follows ends a run of theirs
	for i := 0; i < len(text); {
		end := opaque(text, i)
		if n := tildes(text[i:]); end == 0 && opens(text, i, n) && !unclosed[n] {
			to := closing(text, i, n)
			if unclosed[n] = to == 0; to > 0 {
				if said := b.String(); said == "" || strings.HasSuffix(said, " ") {
					to += len(text[to:]) - len(strings.TrimLeft(text[to:], " "))
				}
				i = to
				continue
			}
		}
		if end == 0 {
			end = i + max(1, tildes(text[i:]))
		}
		b.WriteString(text[i:end])
		i = end
	}
	return b.String()
}

// opaque is where an escaped sign or a run of code that begins at i ends, in which tildes strike nothing; 0: none begins there.
func opaque(text string, i int) int {
	switch text[i] {
	case '\\':
		return min(i+2, len(text))
	case '`':
		rest := strings.TrimLeft(text[i:], "`")
		mark := text[i : len(text)-len(rest)]
		for at := 0; ; {
			j := strings.Index(rest[at:], mark)
			if j < 0 {
				return i + len(mark)
			}
			end := at + j + len(mark)
			if tail := len(rest[end:]) - len(strings.TrimLeft(rest[end:], "`")); tail > 0 {
				at = end + tail
				continue
			}
			return i + len(mark) + end
		}
	}
	return 0
}

func tildes(text string) int { return len(text) - len(strings.TrimLeft(text, "~")) }

// opens tells whether n tildes at i can begin a struck run.
func opens(text string, i, n int) bool {
	if n != 1 && n != 2 {
		return false
	}
	before, _ := utf8.DecodeLastRuneInString(text[:i])
	after, _ := utf8.DecodeRuneInString(text[i+n:])
	return i+n < len(text) && !unicode.IsSpace(after) && (n == 2 || !wordly(before))
}

// closing is where the struck run ends that n tildes at i begin; 0: nothing ends it.
func closing(text string, i, n int) int {
	for j := i + n; j < len(text); {
		if end := opaque(text, j); end > 0 {
			j = end
			continue
		}
		run := tildes(text[j:])
		before, _ := utf8.DecodeLastRuneInString(text[:j])
		after, _ := utf8.DecodeRuneInString(text[j+run:])
		if run == n && !unicode.IsSpace(before) && (n == 2 || !wordly(after)) {
			return j + n
		}
		j += max(1, run)
	}
	return 0
}

func wordly(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
