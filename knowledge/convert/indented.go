package convert

import (
	"regexp"
	"strings"
)

// indentedMark is a mark of MkDocs that holds the lines below it which are indented: a note, a folded one, or one of several tabs.
var indentedMark = regexp.MustCompile(`^([ \t]*)(?:(?:!!!|\?\?\?\+?)[ \t]+([A-Za-z][\w-]*)[\w\t -]*(?:"([^"]*)")?|===[!+]?[ \t]+"([^"]*)")[ \t]*$`)

// flush puts lines of colons around what stands indented below a mark of MkDocs, which would be code elsewhere.
func (d *dialect) flush(body string) string {
	if !strings.Contains(body, "!!! ") && !strings.Contains(body, "??? ") && !strings.Contains(body, "???+ ") && !strings.Contains(body, `=== "`) {
		return body
	}
	fences := &dialect{jsx: true} // what is indented is no code yet
	return fences.unmasked(strings.Join(flushed(strings.Split(fences.masked(body), "\n")), "\n"))
}

func flushed(lines []string) (out []string) {
	for i := 0; i < len(lines); i++ {
		m := indentedMark.FindStringSubmatch(lines[i])
		if m == nil {
			out = append(out, lines[i])
			continue
		}
		inside := m[1] + "    "
		end := i + 1
		for end < len(lines) && (strings.TrimSpace(lines[end]) == "" || strings.HasPrefix(lines[end], inside)) {
			end++
		}
		held := make([]string, 0, end-i)
		for _, line := range lines[i+1 : end] {
			held = append(held, strings.TrimPrefix(line, "    "))
		}
		kind, title := m[2], m[3]
		if kind == "" {
			kind, title = "tab", m[4]
		}
		out = append(append(append(out, m[1]+":::"+kind+"["+strings.NewReplacer("[", "", "]", "").Replace(title)+"]"), flushed(held)...), m[1]+":::", "")
		i = end - 1
	}
	return out
}
