package assist

import (
	"math"
	"testing"

	"switchboard/knowledge"
)

func TestWhatIsNotRecalledYetIsNotTheLikeliest(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		recalled map[int64]knowledge.Recalled
		behind   [3]float64
	}{
		{map[int64]knowledge.Recalled{1: likely(-50), 2: likely(-80)}, [3]float64{0, -30, -30}},
		{map[int64]knowledge.Recalled{2: likely(-80)}, [3]float64{}},
		{nil, [3]float64{}},
	} {
		list := make([]evidence, 3)
		tellLikely(found{hits: []knowledge.Hit{{Article: 1}, {Article: 2}, {Article: 3}}, recalled: c.recalled}, list)
		for i, e := range list {
			if math.Abs(e.likely-c.behind[i]) > rounded {
				t.Errorf("%v: hit %d is %v behind", c.recalled, i, e.likely)
			}
		}
	}
}

func likely(logarithm float64) (r knowledge.Recalled) {
	r.Likely = logarithm
	return r
}
