package convert

import (
	"regexp"
	"strings"
)

// Texts of MDX are Markdown with a program in it: it imports components, and they stand in the text as elements.

var (
	importLine = regexp.MustCompile(`^import\s+(?:[\w*{][^'"]*?\s+from\s+)?['"][^'"\n]+['"];?[ \t]*(?:\n|$)`)
	exportLine = regexp.MustCompile(`^export\s+(?:(?:const|let|var)\s+[\w{\[][^=\n]*=|default\s+(?:async\s+)?(?:function|class|\(|\{|\w+;?[ \t]*(?:\n|$))|(?:async\s+)?(?:function|class)\s+\w+|\{)`)
	remark     = regexp.MustCompile(`(?s)\{/\*.*?\*/\}`)
	expression = regexp.MustCompile(`\{[A-Za-z_][\w.()'"/-]*\}`)
)

// scripted tells whether a text begins with lines of a program.
func scripted(s string) bool {
	return scriptEnd(strings.TrimLeft(s, "\n")) > 0
}

// scriptEnd is behind the statement of a program that a text begins with, or 0.
func scriptEnd(s string) int {
	if line := importLine.FindString(s); line != "" {
		return len(line)
	}
	if !exportLine.MatchString(s) {
		return 0
	}
	depth := 0
	for i, c := range s {
		switch c {
		case '{', '(', '[':
			depth++
		case '}', ')', ']':
			depth--
		case '\n':
			if depth <= 0 {
				return i + 1
			}
		}
	}
	return len(s)
}

// withoutScripts is a text of MDX without the statements and remarks of its program.
func (d *dialect) withoutScripts(s string) string {
	if !d.jsx {
		return s
	}
	s = remark.ReplaceAllString(s, "")
	var out strings.Builder
	for s != "" {
		end := scriptEnd(s)
		if end == 0 {
			line, _, _ := strings.Cut(s, "\n")
			end = min(len(line)+1, len(s))
			out.WriteString(s[:end])
		}
		s = s[end:]
	}
	return out.String()
}

// expressions notes what a program would put into the text.
func (d *dialect) expressions(s string) {
	if d.jsx {
		d.lost = append(d.lost, expression.FindAllString(s, -1)...)
	}
}
