package assist

import (
	"strings"
	"testing"
)

func TestSpokenNumbersAreWrittenInDigits(t *testing.T) {
	t.Parallel()
	for said, want := range map[string]string{
		"pier thirty nine":                  "pier 39",
		"e zero three":                      "e 03",
		"e one oh four":                     "e 104",
		"error e one hundred four":          "error e 104",
		"error e one hundred and four":      "error e 104",
		"five hundred twenty one megabits":  "521 megabits",
		"two thousand five hundred":         "2500",
		"in two thousand and twenty six":    "in 2026",
		"one hundred thousand":              "100000",
		"two hundred":                       "200",
		"two hundred and how much":          "200 and how much",
		"one hundred two hundred":           "100200",
		"сто чотири":                        "104",
		"е двісті сорок пять":               "е 245",
		"дві тисячі":                        "2000",
		"пять тисяч триста":                 "5300",
		"тысяча двести":                     "1200",
		"hundert vier":                      "104",
		"zwei hundert funfzig":              "250",
		"sto dwadziescia piec":              "125",
		"dwa tysiace trzysta":               "2300",
		"four thousand thousand thousand a": "4000 thousand thousand a",
	} {
		if got := strings.Join(withDigits(strings.Fields(said), 2), " "); got != want {
			t.Errorf("%q is %q, not %q", said, got, want)
		}
	}
}

// What is said between digits is a zero, and a letter before them no filler.
func TestCodesAreNotTakenForFillers(t *testing.T) {
	t.Parallel()
	for said, want := range map[string]string{"скільки коштує е сто мегабіт": "скільки коштує сто мегабіт", "uh it says error e one oh four": "it says error e one o four", "ну пише е сто чотири": "пише e сто чотири", "код пе нуль пять": "код p нуль пять", "oh it is broken": "it is broken", "uh one moment oh yes two": "one moment yes two"} {
		if got := plainly(said); got != want {
			t.Errorf("%q is %q, not %q", said, got, want)
		}
	}
}

// Whatever is said, it is read in time.
func TestLongNumbersAreReadInTime(t *testing.T) {
	t.Parallel()
	for _, word := range []string{"hundert", "hundred", "one hundred", "thousand", "tausend", "сто", "one", "and", "oh", "zwanzig"} {
		withDigits(strings.Fields(strings.Repeat(word+" ", 2000)), 2)
		codesKept(" " + strings.Repeat(word+" ", 2000))
	}
}
