package routing

import (
	"errors"
	"testing"
	"time"

	"switchboard/assist"
)

// For one customer a judge is asked no more than so often in a day; others are judged all the same.
func TestAJudgeIsAskedNoMoreThanSoOftenForACustomer(t *testing.T) {
	j, now := judging{}, time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)
	for i := range judgedADay {
		if !j.take(1, now) {
			t.Fatalf("he is not asked for the %dth time", i+1)
		}
	}
	if j.take(1, now.Add(time.Hour)) || !j.take(2, now) || !j.take(1, now.AddDate(0, 0, 1)) {
		t.Error("the day's limit does not hold, or holds for others or on the next day")
	}
}

// The words of one customer alone do not stop a judge for all.
func TestAJudgeRestsOnceTwoCustomersHadNoAnswer(t *testing.T) {
	j, now := judging{}, time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)
	j.blame(1, assist.ErrNoVerdict, now)
	j.blame(1, assist.ErrNoVerdict, now)
	j.blame(2, errors.New("no JSON"), now)
	j.blame(2, &assist.ModelError{Until: assist.UntilModel}, now)
	if !j.take(3, now) {
		t.Error("he rests because of one customer")
	}
	j.blame(2, &assist.ModelError{}, now)
	if j.resting(now.Add(time.Second)) == nil || j.resting(now.Add(judgeRests)) != nil {
		t.Error("it is not told that he rests, or for ever")
	}
	if j.take(3, now.Add(time.Second)) || !j.take(3, now.Add(judgeRests)) {
		t.Error("he is asked though two had no answer, or rests for ever")
	}
	j.blame(3, nil, now)
	j.blame(2, assist.ErrNoVerdict, now.Add(judgeRests))
	if !j.take(3, now.Add(judgeRests)) {
		t.Error("what was answered in between does not count")
	}
}
