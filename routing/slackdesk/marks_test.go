package slackdesk_test

import (
	"testing"

	"switchboard/routing/slackdesk"
)

// TestWhatIsTypedInSlackIsReadByEverybody in whatever language: signs for emoji, Markdown for Slack's marks; figures, code and addresses
// stay.
func TestWhatIsTypedInSlackIsReadByEverybody(t *testing.T) {
	t.Parallel()
	for typed, want := range map[string]string{
		"Hi :wave: all":                      "Hi 👋 all",
		"Thanks :+1::skin-tone-3:":           "Thanks 👍🏼",
		":point_up::skin-tone-6: read":       "☝🏿 read",
		":slightly_smiling_face::tada:":      "🙂🎉",
		"Дякуємо:heart:":                     "Дякуємо❤️",
		"Привет:wave:как дела":               "Привет👋как дела",
		"Do usług :flag-pl:, :flag-ua:":      "Do usług 🇵🇱, 🇺🇦",
		"Grüße :lumen_logo: vom Team":        "Grüße vom Team",
		"Until :lumen_logo:":                 "Until",
		":lumen_logo:":                       ":lumen_logo:",
		"open 10:30:45 to 18:00":             "open 10:30:45 to 18:00",
		"fe80::1:ab:2 and std::string::npos": "fe80::1:ab:2 and std::string::npos",
		"a ratio of 1:100:3":                 "a ratio of 1:100:3",
		"*Important:* read":                  "**Important:** read",
		"*Wichtig* und ~alt~.":               "**Wichtig** und ~~alt~~.",
		"**bold** and ~~struck~~":            "**bold** and ~~struck~~",
		"_Ważne_":                            "_Ważne_",
		"2*3*4, 5 * 6 * 7, ~5 or ~6":         "2*3*4, 5 * 6 * 7, ~5 or ~6",
		"* one\n* two":                       "* one\n* two",
		"write `*x* :wave:` or ```~y~```":    "write `*x* :wave:` or ```~y~```",
		"https://x.example/~a/~b?c=*d*e":     "https://x.example/~a/~b?c=*d*e",
		"see https://x.example/*a*/b/~c~/d":  "see https://x.example/*a*/b/~c~/d",
		"https://x.example/r/:id:/edit :+1:": "https://x.example/r/:id:/edit 👍",
		"(https://x.example/r/:id:)":         "(https://x.example/r/:id:)",
		"urn:key:abc and ftp://x/:key:":      "urn:key:abc and ftp://x/:key:",
		"*read https://x.example/a*, ~soon~": "**read https://x.example/a**, ~~soon~~",
		"*https://x.example/a* :key:":        "**https://x.example/a** 🔑",
		"Увага:*так* and urn: :key:":         "Увага:**так** and urn: 🔑",
	} {
		got := slackdesk.Markdown(typed, "")
		if got != want {
			t.Errorf("%q is read as %q, want %q", typed, got, want)
		}
		if again := slackdesk.Markdown(got, ""); again != got {
			t.Errorf("%q is read again as %q", got, again)
		}
	}
	if got := slackdesk.Markdown("Press *Start*, then *OK*", "Press *Start*"); got != "Press *Start*, then **OK**" {
		t.Errorf("a mark of the draft: %q", got)
	}
	if got := slackdesk.Markdown("*Important:* ~old~", "**Important:** ~~old~~"); got != "**Important:** ~~old~~" {
		t.Errorf("the window is shown once more, and what was typed is now %q", got)
	}
}

// TestAReplyTypedInSlackReachesTheCustomerAsMarkdown by the window and by a line of live mode, where notes are kept so too.
func TestAReplyTypedInSlackReachesTheCustomerAsMarkdown(t *testing.T) {
	t.Parallel()
	r := newRig(t, config{})
	r.says("c1", "please phone me back")
	card := r.card("c1")
	r.ok(r.olha.Press(card.Channel, card.TS, "Reply"))
	r.ok(r.olha.Submit(map[string]any{"text": "*Important:* we call :telephone_receiver:"}))
	r.sent("**Important:** we call 📞")
	r.olha.Say(card.Channel, card.TS, "he sounds ~old~ tired :zzz:")
	r.until("the note", func() bool {
		var n int
		return r.pool.QueryRow(t.Context(), `SELECT count(*) FROM notes WHERE text = 'he sounds ~~old~~ tired 💤'`).Scan(&n) == nil && n == 1
	})
}
