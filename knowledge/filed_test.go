package knowledge_test

import (
	"testing"

	"switchboard/knowledge"
)

func TestATagWithoutALetterSaysNothing(t *testing.T) {
	t.Parallel()
	tags := []string{"2026", "prices", "24/7", "Ціни 2026", "B2B", "№ 5"}
	if got := knowledge.FiledUnder(tags); got != "prices\nЦіни 2026\nB2B" {
		t.Errorf("%q", got)
	}
	if len(tags) != 6 || tags[0] != "2026" || knowledge.FiledUnder([]string{"2026"}) != "" || knowledge.FiledUnder(nil) != "" {
		t.Errorf("%q", tags)
	}
}
