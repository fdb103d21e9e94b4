package channels_test

import (
	"reflect"
	"strings"
	"testing"

	"switchboard/channels"
)

func TestReadTable(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]*channels.Table{
		"| A | B |\n|---|:-:|\n| 1 | 2 |\n| 3 |\n\nafter": {Heads: []string{"A", "B"}, Rows: [][]string{{"1", "2"}, {"3"}}},
		"A|B\n-|-\n1|2 \\| 3":                             {Heads: []string{"A", "B"}, Rows: [][]string{{"1", `2 \| 3`}}},
		"A|B\n-|-\n||x":                                   {Heads: []string{"A", "B"}, Rows: [][]string{{"", "x"}}},
		"A|B\n-|-\n|x":                                    {Heads: []string{"A", "B"}, Rows: [][]string{{"x"}}},
		"A|B\n-|-":                                        {Heads: []string{"A", "B"}},
		"A|B\n-|-|-":                                      nil,
		"A\n-\n1":                                         nil,
		"A|B\nno":                                         nil,
		"A|B":                                             nil,
		"A|B\n-|-\n1|2|3":                                 nil,
		strings.Repeat("x", 2000) + "|B\n-|-" + strings.Repeat("\n1|2", 20): nil,
		strings.Repeat("x|", 30) + "\n" + strings.Repeat("-|", 30):          nil,
	} {
		lines := strings.Split(text, "\n")
		got, n, ok := channels.ReadTable(lines)
		if ok != (want != nil) || ok && (!reflect.DeepEqual(got, *want) || n > len(lines) || n < len(lines) && lines[n] != "") {
			t.Errorf("%.40q: %+v, %d lines, %v", text, got, n, ok)
		}
	}
}
