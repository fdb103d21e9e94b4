package telegram_test

import (
	"strings"
	"testing"

	"switchboard/channels/telegram"
)

func TestPreviewShowsWhatIsSent(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"**bold *and* more** <b>no</b>":                   "<strong>bold <em>and</em> more</strong> &lt;b&gt;no&lt;/b&gt;",
		"# Head\n\n- one\n- two":                          "<strong>Head</strong><br><br>• one<br>• two",
		"[a \"page\"](https://a.example/?x=1&y)":          `<a href="https://a.example/?x=1&amp;y" rel="noopener noreferrer" target="_blank">a &#34;page&#34;</a>`,
		"😀 **x** `y`":                                     "😀 <strong>x</strong> <code>y</code>",
		"|a|b|\n|-|-|\n|1|<i>2|":                          "<strong>a — b</strong><br>• 1 — &lt;i&gt;2",
		"[x](javascript:alert(1)) ![p](http://e.example)": "x p",
	} {
		got := telegram.Preview(in)
		if len(got) != 1 || string(got[0]) != want {
			t.Errorf("%q: %q", in, got)
		}
	}
	long := telegram.Preview(strings.Repeat("**word** ", 2000))
	if len(long) < 3 {
		t.Fatalf("%d messages", len(long))
	}
	for _, m := range long {
		if strings.Count(string(m), "<strong>") != strings.Count(string(m), "</strong>") {
			t.Errorf("tags are left open: %.80s", m)
		}
	}
	if got := telegram.Preview(" "); len(got) != 0 {
		t.Errorf("nothing becomes %q", got)
	}
}
