package knowledge_test

import (
	"fmt"
	"math"
	"testing"
	"time"

	"switchboard/knowledge"
)

func TestWhatOnePersonTaughtWeighsOnceAndLessWithTime(t *testing.T) {
	t.Parallel()
	day := time.Date(2026, 11, 28, 23, 0, 0, 0, time.UTC)
	var list []knowledge.Said
	for i := range 20 {
		list = append(list, knowledge.Said{Text: fmt.Sprintf("lost card blocked number%d", i), Lang: "en", At: day.Add(-time.Duration(i) * time.Minute)})
	}
	list = append(list, knowledge.Said{Text: "where is my parcel", Lang: "en", At: day.AddDate(0, 0, -180)}, knowledge.Said{Text: "an invoice of long ago", Lang: "en", At: day.AddDate(-5, 0, 0)})
	weights := knowledge.Weigh(list, day)
	sum := 0.0
	for _, w := range weights[:20] {
		sum += w
	}
	if math.Abs(sum-1) > 1e-9 || math.Abs(weights[20]-0.5) > 1e-9 || weights[21] != 0 {
		t.Errorf("much the same weighs %v, half a year old %v, five years old %v", sum, weights[20], weights[21])
	}
	if len(knowledge.Weigh(nil, day)) != 0 {
		t.Error("nothing weighs something")
	}
}
