package convert

import (
	"encoding/json"
	"regexp"
	"strings"
)

// apostrophed are the items of a list as Python writes it.
var apostrophed = regexp.MustCompile(`'((?:[^'\\]|\\.)*)'`)

// cellList is a list as people write it in a cell, or as programs do: ["bill", "due date"].
func cellList(s, separators string) []string {
	if !strings.HasPrefix(s, "[") || !strings.HasSuffix(s, "]") {
		return list(s, separators)
	}
	var items []string
	if json.Unmarshal([]byte(s), &items) != nil {
		inner := strings.TrimSpace(s[1 : len(s)-1])
		if !strings.HasPrefix(inner, "'") || !strings.HasSuffix(inner, "'") {
			return list(s, separators)
		}
		for _, m := range apostrophed.FindAllStringSubmatch(inner, -1) {
			items = append(items, m[1])
		}
	}
	return list(strings.Join(items, "\n"), "\n")
}
