package slackdesk_test

import "testing"

// TestAnActInSlackBringsBackWhoWasTakenForGone by a button, a command, a line in a thread or an emoji; who is off by choice stays off.
func TestAnActInSlackBringsBackWhoWasTakenForGone(t *testing.T) {
	t.Parallel()
	r := newRig(t, config{})
	r.says("c1", "my router is dead")
	card := r.card("c1")
	presence := func() string {
		o, err := r.router.Operator(t.Context(), r.op)
		if err != nil {
			t.Fatal(err)
		}
		return o.Presence
	}
	for what, act := range map[string]func(){
		"a button":  func() { r.ok(r.olha.Press(card.Channel, card.TS, "More …")) },
		"a command": func() { r.ok(r.olha.Command(card.Channel, "/switchboard", "mine")) },
		"a line":    func() { r.olha.Say(card.Channel, card.TS, "he called yesterday") },
		"an emoji":  func() { r.olha.React(card.Channel, card.TS, "eyes", true) },
	} {
		if _, err := r.pool.Exec(t.Context(), `UPDATE operators SET presence = 'offline', seen_at = now() - interval '10 minutes'`); err != nil {
			t.Fatal(err)
		}
		act()
		r.until(what+" brings him back", func() bool { return presence() == "online" })
	}
	r.ok(r.olha.Command(card.Channel, "/switchboard", "off"))
	r.ok(r.olha.Press(card.Channel, card.TS, "More …"))
	if presence() != "offline" {
		t.Error("he is off by choice, and a press brings him back")
	}
}
