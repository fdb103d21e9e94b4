package assist

import "switchboard/knowledge"

// ofInflected is what a word counts that stands in a text in another form.
const ofInflected = 0.7

// sameWord tells whether two words are forms of one.
func sameWord(forms *knowledge.Forms, a, b term) bool {
	return !a.code && !b.code && !a.stop() && !b.stop() && forms.Same(a.Token, b.Token)
}
