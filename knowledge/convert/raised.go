package convert

import (
	"regexp"
	"strings"

	"golang.org/x/net/html"
)

// raisedNumber is what stands raised behind a word or a number: the mark of a note, or a power.
var raisedNumber = regexp.MustCompile(`^\s*[\[(]?([0-9]{1,3})[\])]?\s*$`)

var raisedDigits = strings.NewReplacer("0", "⁰", "1", "¹", "2", "²", "3", "³", "4", "⁴", "5", "⁵", "6", "⁶", "7", "⁷", "8", "⁸", "9", "⁹")

// raised is a raised text with digits that stay raised where nothing else is: of "199" and the mark of a note, 1, it would
// be 1991. Other words stay as they are.
func raised(text string) string {
	if m := raisedNumber.FindStringSubmatch(text); m != nil {
		return raisedDigits.Replace(m[1])
	}
	return text
}

// raise puts raised digits in place of a raised element that has nothing but a number.
func raise(sup *html.Node) {
	text := words(sup)
	if to := raised(text); to != text {
		for sup.FirstChild != nil {
			sup.RemoveChild(sup.FirstChild)
		}
		sup.AppendChild(&html.Node{Type: html.TextNode, Data: to})
	}
}
