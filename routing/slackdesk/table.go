package slackdesk

import (
	"strings"

	"switchboard/channels"
)

// Slack's messages hold one table at most, beside texts that are Markdown as well, and text in columns breaks on a telephone. So
// tables become lines, as customers see them: one of two columns a list, of a wider one each row lines of their own, every cell with
// the head of its column.

// tablesAsLines is Markdown with lines in the place of its tables. Code stays as it is.
func tablesAsLines(markdown string) string {
	if !strings.Contains(markdown, "|") {
		return markdown
	}
	lines := strings.Split(markdown, "\n")
	var out []string
	fence := ""
	for i := 0; i < len(lines); i++ {
		text := strings.TrimSpace(lines[i])
		switch {
		case fence != "":
			if strings.HasPrefix(text, fence) {
				fence = ""
			}
		case strings.HasPrefix(text, "```"), strings.HasPrefix(text, "~~~"):
			fence = text[:3]
		default:
			if t, n, ok := channels.ReadTable(lines[i:]); ok {
				out = append(out, linesOf(t)...)
				i += n - 1
				continue
			}
		}
		out = append(out, lines[i])
	}
	return strings.Join(out, "\n")
}

// linesOf is a table in lines.
func linesOf(t channels.Table) (out []string) {
	bars := strings.NewReplacer(`\|`, "|")
	join := func(cells []string) string {
		var said []string
		for _, c := range cells {
			if c != "" {
				said = append(said, bars.Replace(c))
			}
		}
		return strings.Join(said, " — ")
	}
	if len(t.Heads) == 2 || len(t.Rows) == 0 {
		if heads := join(t.Heads); heads != "" {
			out = append(out, heads)
		}
		for _, row := range t.Rows {
			out = append(out, "• "+join(row))
		}
		return out
	}
	for i, row := range t.Rows {
		if i > 0 {
			out = append(out, "")
		}
		for j, c := range row {
			head := strings.TrimSuffix(bars.Replace(t.Heads[j]), ":")
			switch {
			case c == "":
			case head == "":
				out = append(out, bars.Replace(c))
			default:
				out = append(out, head+": "+bars.Replace(c))
			}
		}
	}
	return out
}
