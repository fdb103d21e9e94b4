package convert_test

import (
	"strings"
	"testing"
	"time"

	"switchboard/knowledge/convert"
)

// A page that nests what is struck as deep as pages may is read in no time.
func TestWhatIsStruckDeepIsReadInTime(t *testing.T) {
	t.Parallel()
	deep := strings.Repeat("<del><div>", 200) + strings.Repeat("<p>a <s>b</s></p>", 5000) + strings.Repeat("</div></del>", 200)
	began := time.Now()
	md, _, err := convert.Pasted(deep)
	if err != nil || !strings.Contains(md, "~~a b~~") || time.Since(began) > 20*time.Second {
		t.Errorf("%.60q after %v, %v", md, time.Since(began), err)
	}
}
