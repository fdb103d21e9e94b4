package assist

var (
	// callMe is how people ask to be called, in en, uk, ru, de and pl.
	callMe = unmarked(`(^|\s(please|pls|(can|could|will|would) (you|someone|somebody)|just|and|to|kindly)( please)?) (call|ring|phone) me(\s(back|please|pls|now|asap|today|tomorrow|tonight|later|after|before|at|on|when|about|regarding|urgently|as|\d\S*)\s|\s$)|\s(передзвон|подзвон|зателефон)(іть|ить|уйте|и)( будь ласка)?( мені)?\s|\sнабер(іть|ить|и)( будь ласка)? мене\s|\s(перезвон|позвон)ите( пожалуйста)?( мне)?\s|` +
		`\s(rufen|ruft|rufe) (sie )?(bitte )?mich( bitte)?( \S+){0,5} (an|zurück)\s|\s(bitte um )(einen )?(rückruf|anruf)\s|\s(oddzwoń|zadzwoń)(cie)?( proszę)?( do mnie)?\s|\sproszę (oddzwonić|zadzwonić|o telefon)\s`)
	callIt = unmarked(`\swhat (\S+ ){0,6}(call|ring|phone) me\s`)
)

// AsksForCall tells whether the customer wishes to be called: no article can do that.
func AsksForCall(text string) bool {
	if len(text) > 8*longestPhrase {
		return false
	}
	return asTyped(simple(text), func(s string) bool {
		return callMe.MatchString(s) && !callIt.MatchString(s) && !notAPerson.MatchString(s)
	})
}
