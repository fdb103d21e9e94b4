package knowledge_test

import (
	"math/rand/v2"
	"testing"

	"switchboard/knowledge"
	"switchboard/knowledge/knowledgetest"
)

func TestChangesOfDifferentLinesMerge(t *testing.T) {
	for _, c := range []struct {
		base, a, b, want string
		clean            bool
	}{
		{"1\n2\n3\n4", "1!\n2\n3\n4", "1\n2\n3\n4!", "1!\n2\n3\n4!", true},
		{"1\n2\n3", "1\n2\n3\n4", "0\n1\n2\n3", "0\n1\n2\n3\n4", true},
		{"1\n2\n3\n4", "1\n3\n4", "1\n2\n3\nx\n4", "1\n3\nx\n4", true},
		{"1\n2\n3", "1\nx\n3", "1\ny\n3", "1\nx\n3", false},
		{"1\n2\n3", "x\n2\n3", "1\ny\n3", "x\n2\n3", false}, // side by side: they may belong together
		{"1", "1\nx", "1\ny", "1\nx", false},
		{"1\n2\n3\n4\n5", "1\nx\n3\n4\n5", "1\ny\n3\n4\n5!", "1\nx\n3\n4\n5!", false}, // what is no conflict is merged all the same
		{"1", "1!", "1\n\n2", "1!\n\n2", true},
		{"1\n\n3", "1\n\n2\n\n3", "1!\n\n3!", "1!\n\n2\n\n3!", true},
		{"1\n\n3", "1\n\n2\n\n3", "1\n\n3!", "1\n\n2\n\n3!", true},
		{"1\n\n2", "1", "1\n\n2\n\n3", "1", false},                     // what it goes on from is gone
		{"1", "1\n\n2", "1\n\nzwei", "1\n\n2", false},                  // both may mean the same
		{"- 1\n- 2", "- 1\n- 2!", "- 1\n- 2\n- 3", "- 1\n- 2!", false}, // no paragraph of its own
	} {
		if got, clean := knowledge.Merge(c.base, c.a, c.b); got != c.want || clean != c.clean {
			t.Errorf("%q, %q and %q: %q, %v", c.base, c.a, c.b, got, clean)
		}
	}
}

func TestOneSidesChangesAloneMerge(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 3000 {
		a, b := knowledgetest.Lines(r), knowledgetest.Lines(r)
		if merged, clean := knowledge.Merge(a, b, a); !clean || merged != b {
			t.Fatalf("%q, changed by one side only to %q, merges to %q", a, b, merged)
		}
		if merged, clean := knowledge.Merge(a, a, b); !clean || merged != b {
			t.Fatalf("%q, changed by the other side only to %q, merges to %q", a, b, merged)
		}
		if merged, clean := knowledge.Merge(a, b, b); !clean || merged != b {
			t.Fatalf("%q, changed alike by both to %q, merges to %q", a, b, merged)
		}
	}
}
