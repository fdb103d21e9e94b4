package telegram_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"switchboard/channels/telegram"
)

func TestNoCellIsLostInATable(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		cell := rapid.SampledFrom([]string{"", " ", "word", "**b**", "`c`", "слово", `\|`, "*", "[x](https://e.example)", "![p](u)", ":", "-"})
		width := rapid.IntRange(1, 5).Draw(t, "columns")
		lines := []string{strings.Join(rapid.SliceOfN(cell, width, width).Draw(t, "heads"), "|"), strings.Repeat("-|", width-1) + "-"}
		for range rapid.IntRange(0, 4).Draw(t, "rows") {
			lines = append(lines, strings.Join(rapid.SliceOfN(cell, 1, 6).Draw(t, "row"), "|"))
		}
		source := strings.Join(lines, "\n")
		got, marks := telegram.FromMarkdown(source)
		checkMarks(t, got, marks)
		written := strings.NewReplacer("https://e.example", "", "(u)", "").Replace(strings.Join(lines[2:], "\n")) // an empty column may lose its head
		for _, what := range []string{"word", "слово", "b", "c", "x", "p"} {
			if strings.Count(got, what) < strings.Count(written, what) {
				t.Fatalf("%q became %q", source, got)
			}
		}
	})
}
