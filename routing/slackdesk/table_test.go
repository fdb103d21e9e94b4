package slackdesk_test

import (
	"testing"

	"switchboard/routing/slackdesk"
)

// Tables are read as lines, in drafts, in what was said, and in the editors' preview of them.
func TestTablesAreLines(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"Prices:\n\n| Tariff | Price |\n|---|--:|\n| **Start** | UAH 100 |\n| Max \\| Pro | [UAH 200](https://lumen.example/max) |\n\nAsk us.": "Prices:\n\nTariff — Price\n• Start — UAH 100\n• Max | Pro — UAH 200 (https://lumen.example/max)\n\nAsk us.",
		"| Tariff | Speed: | Price |\n|---|---|---|\n| Start | 100 Mbit/s | UAH 100 |\n| Max | | UAH 200 |":                                    "Tariff: Start\nSpeed: 100 Mbit/s\nPrice: UAH 100\n\nTariff: Max\nPrice: UAH 200",
		"```\n| a | b |\n|---|---|\n| 1 | 2 |\n```": "```\n| a | b |\n|---|---|\n| 1 | 2 |\n```",
		"a | b": "a | b",
	} {
		got := slackdesk.Preview(text)
		if len(got) != 1 || got[0] != want {
			t.Errorf("%q: %q instead of %q", text, got, want)
		}
	}
}

// What is struck through is not read as valid, and nothing else of such a text gets a form of Slack's.
func TestAStruckPriceIsStruckInSlack(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"Price: ~~UAH 500~~ **UAH 300**": "Price: ~UAH 500~ UAH 300",
		"~~a *b*~~ <!channel> ~c~":       "~a ∗b∗~ &lt;!channel&gt; ∼c∼",
		"5~10 and ~~ alone":              "5~10 and ~~ alone",
	} {
		if got := slackdesk.Preview(text); len(got) != 1 || got[0] != want {
			t.Errorf("%q: %q instead of %q", text, got, want)
		}
	}
}
