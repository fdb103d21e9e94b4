package channeltest

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"switchboard/channels"
)

// compare compares the events with those wanted; what the table leaves open is taken as it is.
func (s *suite) compare(t *testing.T, got, want []channels.Inbound) {
	t.Helper()
	if len(got) != len(want) {
		t.Errorf("%d events, want %d: %s", len(got), len(want), kinds(got))
		return
	}
	for i := range want {
		w, g := want[i], got[i]
		if w.Account == "" {
			w.Account = g.Account
		}
		if w.ID == "" {
			w.ID = g.ID
		}
		if w.At.IsZero() {
			w.At = g.At
		}
		if w.Raw == nil {
			w.Raw = g.Raw
		}
		w.Kind, g.Kind = kind(w.Kind), kind(g.Kind)
		if diff := cmp.Diff(w, g); diff != "" {
			t.Errorf("event %d (-want +got):\n%s", i, diff)
		}
	}
}

func (s *suite) compareReceipts(t *testing.T, got, want []channels.Receipt) {
	t.Helper()
	if len(got) != len(want) {
		t.Errorf("%d receipts, want %d", len(got), len(want))
		return
	}
	for i := range want {
		w := want[i]
		if w.Account == "" {
			w.Account = got[i].Account
		}
		if w.At.IsZero() {
			w.At = got[i].At
		}
		if diff := cmp.Diff(w, got[i]); diff != "" {
			t.Errorf("receipt %d (-want +got):\n%s", i, diff)
		}
	}
}

// wellFormed checks what the router relies on in every event, whatever the platform sent.
func (s *suite) wellFormed(t *testing.T, events []channels.Inbound) {
	t.Helper()
	account := s.Account("http://127.0.0.1:1").Name
	for i, in := range events {
		if in.Account != account {
			t.Errorf("event %d is of account %q, want %q", i, in.Account, account)
		}
		if in.ID == "" || in.From == "" {
			t.Errorf("event %d has id %q and sender %q, want both", i, in.ID, in.From)
		}
		if in.At.IsZero() || in.At.After(time.Now().Add(24*time.Hour)) {
			t.Errorf("event %d is of %v", i, in.At)
		}
		if _, waived := s.Waive[KeepsRaw]; len(in.Raw) == 0 && !waived {
			t.Errorf("event %d has no raw event", i)
		}
		for _, text := range []string{in.ID, in.From, in.Name, in.Lang, in.Text, in.Ref, in.Quote, in.Group, in.Page, in.Operator} {
			if !utf8.ValidString(text) || strings.ContainsRune(text, 0) {
				t.Errorf("event %d: PostgreSQL would refuse %q", i, text)
			}
		}
		for _, file := range in.Files {
			if !utf8.ValidString(file.Name+file.Caption) || strings.ContainsRune(file.Name+file.Caption, 0) {
				t.Errorf("event %d: PostgreSQL would refuse file %q, %q", i, file.Name, file.Caption)
			}
		}
	}
}

func kind(k channels.Kind) channels.Kind {
	if k == "" {
		return channels.Message
	}
	return k
}

func ids(events []channels.Inbound) string {
	var all []string
	for _, in := range events {
		all = append(all, string(kind(in.Kind))+" "+in.ID)
	}
	return strings.Join(all, "\n")
}

func kinds(events []channels.Inbound) string {
	var all []string
	for _, in := range events {
		all = append(all, string(kind(in.Kind))+" "+in.ID+" "+in.Text)
	}
	return strings.Join(all, "; ")
}
