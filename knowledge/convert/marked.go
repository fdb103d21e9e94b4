package convert

import (
	"cmp"
	"slices"
	"strings"
)

// render is a text in which something is made of each mark.
func (d *dialect) render(s string) string {
	marks := d.marksOf(s)
	if len(marks) == 0 {
		return s
	}
	return d.between(s, marks, 0, len(marks), 0, len(s))
}

// between is what is made of a part of a text, with the marks from one to another.
func (d *dialect) between(s string, marks []mark, i, j, from, to int) string {
	var out strings.Builder
	for i < j {
		m := marks[i]
		out.WriteString(s[from:m.start])
		from = m.end
		if m.with == 0 {
			out.WriteString(d.lone(m, s[m.start:m.end]))
			i++
			continue
		}
		inner := d.between(s, marks, i+1, m.with, m.end, marks[m.with].start)
		out.WriteString(d.around(m, inner, s[m.start:m.end], margin(s, m.start)))
		from, i = marks[m.with].end, m.with+1
	}
	return out.String() + s[from:to]
}

// margin are the spaces before a mark that begins a line.
func margin(s string, at int) string {
	line := s[strings.LastIndexByte(s[:at], '\n')+1 : at]
	if strings.TrimSpace(line) != "" {
		return ""
	}
	return line
}

// around is what is made of what stands between two marks.
func (d *dialect) around(m mark, inner, written, margin string) string {
	name := strings.ToLower(m.name)
	switch {
	case m.of == 'l' && name == "comment":
		return ""
	case m.of == 'l' && (name == "for" || name == "tablerow"): // made of what other files have
		return d.lose(written)
	case m.of == 'l' && name != "include" && !m.isOf(notes) && !m.isOf(titledMarks):
		d.lose(written) // what stands in it holds if something is so
		return inner
	case name == "link" && m.value("to", "href") != "" && !strings.Contains(inner, "\n"):
		return "[" + strings.TrimSpace(inner) + "](" + m.value("to", "href") + ")"
	case m.isOf(notes):
		return quote(m.title(), withoutIcon(inner), margin)
	case m.title() != "" && (m.of == ':' || m.isOf(titledMarks)):
		return block("**"+m.title()+"**\n\n"+dedented(inner), margin)
	case strings.Contains(inner, "\n"):
		return block(dedented(inner), margin)
	}
	return inner
}

// title is how a mark is headed.
func (m mark) title() string {
	title := m.value("title", "summary", "label", "header", "heading", "name")
	if title != "" || m.of != 'h' {
		return cmp.Or(title, m.value("value"))
	}
	if slices.Contains([]string{"notice", "alert", "callout", "admonition", "hint"}, m.called()) { // the first tells which
		return m.at(1)
	}
	return m.at(0)
}

// withoutIcon is a text without a line that is the picture of a note of Notion.
func withoutIcon(s string) string {
	first, rest, _ := strings.Cut(strings.TrimLeft(s, "\n"), "\n")
	if strings.HasPrefix(strings.TrimSpace(first), "<img ") {
		return rest
	}
	return s
}

// block is a text apart from what is around it.
func block(text, margin string) string {
	return "\n\n" + margin + strings.ReplaceAll(text, "\n", "\n"+margin) + "\n\n"
}

// quote is a note as a quote.
func quote(title, inner, margin string) string {
	text := strings.Trim(manyLines.ReplaceAllString(dedented(inner), "\n\n"), "\n")
	if title != "" {
		text = strings.TrimSuffix("**"+title+"**\n\n"+text, "\n\n")
	}
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		lines[i] = margin + "> " + line
		if line == "" {
			lines[i] = margin + ">"
		}
	}
	return "\n\n" + strings.Join(lines, "\n") + "\n\n"
}

// dedented is a text without the spaces that all its lines begin with, but for empty ones, of code too.
func dedented(s string) string {
	s = strings.Trim(emptyLine.ReplaceAllString(s, ""), "\n")
	lines, least := strings.Split(s, "\n"), -1
	for _, line := range lines {
		if n := indentOf(line); line != "" && line[0] != '\x00' && (least < 0 || n < least) {
			least = n
		}
	}
	for i, line := range lines {
		lines[i] = line[min(indentOf(line), max(least, 0)):]
	}
	return strings.TrimRight(strings.Join(lines, "\n"), " \t\n")
}

func indentOf(line string) int { return len(line) - len(strings.TrimLeft(line, " \t")) }

// lone is what is made of a mark that nothing closes.
func (d *dialect) lone(m mark, written string) string {
	text := m.value("content", "text", "message", "body")
	picture := m.value("src", "file", "url", "image", "path", "image_path")
	switch {
	case m.of == ':' || m.of == 'e' && !m.alone && !m.closes:
		d.lose(written)
		return written // nothing tells where it ends
	case m.of == 'l' && slices.Contains([]string{"else", "elsif", "when", "assign"}, m.name) || m.closes && m.name != "":
		return ""
	case m.of == 'h' && slices.Contains([]string{"ref", "relref"}, m.name):
		return d.linked(m.at(0))
	case m.isOf(pictured) && picture != "":
		return "![" + m.value("alt", "caption", "title", "description") + "](" + picture + ")"
	case m.isOf(notes) && text != "":
		return quote(m.value("title"), text, "")
	case text != "":
		return text
	}
	return d.lose(written)
}
