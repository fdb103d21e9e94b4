package knowledge_test

import (
	"testing"

	"switchboard/knowledge"
)

func TestAnAnswerIsReadWithItsQuestion(t *testing.T) {
	for _, c := range []struct {
		asked, text string
		want        []string
	}{
		{"Can I have the last four digits of your SSN?", "2017", []string{"2017"}},
		{"Your PIN please?", "87", []string{"87"}},
		{"what are the last three digits on the card?", "eight seven two", []string{"eight seven two"}},
		{"the card number please", "4111 1111 1111", []string{"4111 1111 1111"}},
		{"the card number please", "and the rest is 12", []string{"12"}},
		{"Назвіть номер картки, будь ласка", "5169 потім 33", []string{"5169", "33"}},
		{"Назвіть останні цифри", "два нуль один сім", []string{"два нуль один сім"}},
		{"In which year did you buy it?", "2017", nil},
		{"How old is the router?", "eight", nil},
		{"", "2017", nil},
		{"Your account number?", "I do not know it, I moved here in 2017 and nobody has ever told me anything about an account or a number", nil},
	} {
		got := knowledge.FindPrivateAnswer(c.asked, c.text)
		if len(got) != len(c.want) {
			t.Errorf("%q after %q: %v", c.text, c.asked, got)
			continue
		}
		for i, p := range got {
			if found := c.text[p.Start:p.End]; found != c.want[i] {
				t.Errorf("%q after %q: %q, want %q", c.text, c.asked, found, c.want[i])
			}
		}
	}
}
