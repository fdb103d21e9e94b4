package knowledge

import "regexp"

var private = regexp.MustCompile(`[\w.+-]+@[\w-]+(\.[\w-]+)+|\+?\d[\d ()-]{5,}\d`)

// Mask hides e-mail addresses and long numbers in a text, so that it may be kept and shown to people who need not know
// whose it is.
func Mask(text string) string { return private.ReplaceAllString(text, "•••") }
