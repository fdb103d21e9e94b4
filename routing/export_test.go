package routing

import (
	"time"

	"github.com/jackc/pgx/v5"
)

// HeldTables are the tables that hold something of customers: what an erasure sets, and the columns of text that it leaves.
func HeldTables() map[string][2]string {
	out := map[string][2]string{}
	for _, h := range held {
		out[h.table] = [2]string{h.set, h.keeps}
	}
	return out
}

// ApartTables are the tables that hold nothing of customers, and why.
func ApartTables() map[string]string { return apart }

// Erasing are the statements of an erasure, and what they are given for a person with a conversation.
func Erasing() (list []string, args pgx.NamedArgs) {
	for _, h := range held {
		list = append(list, h.erasing())
	}
	s := subject{subs: []int64{1}, convs: []int64{1}, persons: []string{"customer/1"}, drafts: []string{"1"}}
	return list, s.args([]string{"solved"})
}

// NextInWords is when somebody works next, as a customer is told.
func NextInWords(h *Hours, at time.Time, lang string) string { return h.next(at, lang) }

// StartedAgo makes the process look as if it had been started a while ago.
func (r *Router) StartedAgo(d time.Duration) { r.started = time.Now().Add(-d) }
