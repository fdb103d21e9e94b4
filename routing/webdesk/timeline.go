package webdesk

import (
	"fmt"
	"math"
	"strings"
	"time"

	"switchboard/routing"
)

// line is one line of the timeline, ready to be shown.
type line struct {
	routing.Item
	Side  string // in: the customer's; out: ours; note; event
	By    string
	Day   bool // the first line of a day
	Again bool // by the same as the line before, shortly after
	Words string
	Span  string   // of a call's segment
	Doubt bool     // the recogniser was not sure
	Heard []string // what else it may have heard, likeliest first
	Fate  string   // the customer's word on an automatic answer
	Tick  tick
	Until time.Time // it was put aside up to then; zero: another event
}

// tick says how far a message of ours has come.
type tick struct {
	Icon, Words, Next string
	Class             string
	Retry, Cancel     bool
}

func lines(items []routing.Item) []line {
	out := make([]line, len(items))
	for i, it := range items {
		l := line{Item: it, By: author(it)}
		switch {
		case it.Sort == "event":
			l.Side, l.Words, l.Until, l.Text = "event", happened(it), until(it), it.Told()
		case it.Sort == "note":
			l.Side = "note"
		case it.Author == "customer":
			l.Side = "in"
		default:
			l.Side, l.Tick = "out", tickOf(it)
		}
		if it.Kind == "speech" || it.Data["start_ms"] != nil {
			l.Span = span(it.Data)
			if sure, ok := it.Data["confidence"].(float64); ok && sure > 0 && sure < 0.6 {
				l.Doubt = true
			}
			l.Heard = otherGuesses(it)
		}
		switch {
		case it.Helped == nil:
		case *it.Helped:
			l.Fate = "the customer says it helped"
		default:
			l.Fate = "the customer says it did not help"
		}
		if i == 0 || !items[i-1].At.Truncate(time.Hour).Equal(it.At.Truncate(time.Hour)) {
			l.Day = true
		}
		if i == 0 {
			out[i] = l
			continue
		}
		if b := out[i-1]; b.Side == l.Side && b.By == l.By && l.Side != "event" && it.At.Sub(b.At) < 4*time.Minute {
			l.Again = true
		}
		out[i] = l
	}
	return out
}

// shownGuesses is how many other guesses of a recogniser are shown; the likelier ones tell most.
const shownGuesses = 5

// otherGuesses are what a recogniser may have heard instead of a line's words.
func otherGuesses(it routing.Item) (out []string) {
	list, _ := it.Data["alternatives"].([]any)
	for _, x := range list {
		if text, _ := x.(string); strings.TrimSpace(text) != "" && len(out) < shownGuesses {
			out = append(out, text)
		}
	}
	return out
}

func author(it routing.Item) string {
	switch {
	case it.Operator != "":
		return it.Operator
	case it.Author == "assistant":
		return "Assistant"
	case it.Author == "system":
		return "Switchboard"
	case it.Author == "operator":
		return "Operator"
	}
	return "Customer"
}

func tickOf(it routing.Item) tick {
	switch it.State {
	case "queued":
		return tick{Icon: "clock", Words: "Waits to be sent", Class: "going", Cancel: true}
	case "sending":
		return tick{Icon: "clock", Words: "Being sent", Class: "going"}
	case "sent":
		return tick{Icon: "check", Words: "Sent"}
	case "delivered":
		return tick{Icon: "checks", Words: "Delivered"}
	case "read":
		return tick{Icon: "checks", Words: "Read", Class: "read"}
	case "uncertain":
		return tick{Icon: "alert", Words: "May not have arrived", Class: "doubt", Retry: true,
			Next: "Nobody knows whether the platform took it. Sent again, the customer may get it twice."}
	case "failed":
		return tick{Icon: "alert", Words: "Not delivered", Class: "failed", Retry: true,
			Next: "Send it again, or write to another address of the customer."}
	case "cancelled":
		return tick{Icon: "close", Words: "Cancelled, not sent", Class: "off"}
	}
	return tick{}
}

// happened says what an event was, but for until when and its words.
func happened(it routing.Item) string {
	to, _ := it.Data["to"].(string)
	words := map[string]string{
		"ending changed": it.Operator + " changed how it ended", "reported an article": it.Operator + " reported that an article is wrong",
		"opened": "The conversation began", "taken": it.Operator + " took the conversation", "reopened": "The conversation was opened again",
		"released":           it.Operator + " put it back into the queue",
		"transferred":        fmt.Sprintf("%s passed it on to %s", it.Operator, to),
		"handed off":         "The assistant asked for a person",
		"snoozed":            it.Operator + " put it aside",
		"woke up":            "It is back from being put aside",
		"taken back":         "It went back into the queue",
		"call began":         "The call began",
		"call ended":         "The call ended",
		"delivery failed":    "A message was not delivered",
		"sent again":         it.Operator + " had a message sent again",
		"sent despite":       it.Operator + " sent what the knowledge base says otherwise",
		"sent unchecked":     "What went out before it could be compared is not what the knowledge base says",
		"cancelled":          it.Operator + " cancelled a message",
		"draft restored":     it.Operator + " took back that a draft was dismissed",
		"fact accepted":      it.Operator + " took into the customer’s card what the customer wrote",
		"subscriber changed": it.Operator + " changed the customer’s card",
		"reacted":            "The customer reacted",
	}[it.Kind]
	switch {
	case it.Kind == "closed" && it.Author == "operator":
		words = it.Operator + " closed the conversation"
	case it.Kind == "closed":
		words = "The conversation was closed"
	case it.Kind == "answered elsewhere":
		account, _ := it.Data["account"].(string)
		words = fmt.Sprintf("%s answered by %s: %s", it.Operator, account, first(fmt.Sprint(it.Data["text"]), 300))
	case words == "":
		words = strings.TrimSpace(it.Operator + " " + it.Kind)
	}
	return words
}

// until is the time up to which a conversation was put aside; zero: it is another event.
func until(it routing.Item) time.Time {
	text, _ := it.Data["until"].(string)
	at, err := time.Parse(time.RFC3339, text)
	if err != nil || it.Kind != "snoozed" {
		return time.Time{}
	}
	return at
}

// span is a segment's place in its call.
func span(data map[string]any) string {
	start, ok := data["start_ms"].(float64)
	if !ok || start < 0 || math.IsNaN(start) {
		return ""
	}
	s := int(start / 1000)
	return fmt.Sprintf("%d:%02d", s/60, s%60)
}

// name is how a customer is called.
func name(h routing.Head) string {
	switch {
	case h.Name != "":
		return h.Name
	case h.CallID != "" && h.Address != "":
		return h.Address
	}
	return fmt.Sprintf("Visitor %d", h.Subscriber)
}

// first are the first n characters of a text.
func first(s string, n int) string {
	if r := []rune(s); len(r) > n {
		return string(r[:n-1]) + "…"
	}
	return s
}
