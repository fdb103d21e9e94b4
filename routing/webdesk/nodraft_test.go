package webdesk_test

import (
	"strings"
	"testing"

	"switchboard/channels"
	"switchboard/routing"
)

// TestACallWithoutADraftSaysSo, while it goes on and when it is over: nobody writes again on the telephone.
func TestACallWithoutADraftSaysSo(t *testing.T) {
	r := newRig(t)
	ann := r.hire("Ann Arden", routing.RoleOperator, "support")
	hear := func(kind channels.Kind, live bool, segment, text string) string {
		t.Helper()
		r.customer("+380441234567", "Bob", text, func(in *channels.Inbound) {
			in.Account, in.Kind, in.Call = "line", kind, &channels.Call{ID: "k", Live: live, Segment: segment}
		})
		_, page := ann.get(conv(1, "/parts"))
		return page
	}
	if err := r.router.Receive(t.Context(), channels.Inbound{Account: "line", ID: "began", Kind: channels.CallBegan, From: "+380441234567", Call: &channels.Call{ID: "k", Live: true}}); err != nil {
		t.Fatal(err)
	}
	if _, page := ann.get(conv(1, "/parts")); !strings.Contains(page, "Drafts appear when the caller speaks.") {
		t.Error("before a word was said")
	}
	if page := hear(channels.Message, true, "a", "how warm is it on the moon"); !strings.Contains(page, "No draft for what the caller has said so far.") {
		t.Error("while the caller speaks")
	}
	if page := hear(channels.CallEnded, false, "", ""); !strings.Contains(page, "No draft for what the caller said.") || strings.Contains(page, "writes again") {
		t.Error("when the call is over")
	}
}
