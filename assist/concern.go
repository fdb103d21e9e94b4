package assist

import "slices"

// wished is the customer's last wish for a person, or else the last words: who asks nothing is to be told of by that.
func wished(d Dialogue, last []string) []string {
	for _, t := range slices.Backward(d.Turns) {
		if t.Customer && (AsksForPerson(t.Text) || AsksForCall(t.Text)) {
			return []string{WithoutHistory(t.Text)}
		}
	}
	return last
}

// concerning are the texts that are about something: they do more than greet, thank, ask for a moment, press, announce a question, or ask who answers.
func concerning(texts []string) []string {
	return slices.DeleteFunc(slices.Clone(texts), aimless)
}

func aimless(text string) bool {
	return Greeting(text) || Rests(text) || Nudges(text) || Preamble(text) || AsksWhoAnswers(text)
}
