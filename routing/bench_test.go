package routing_test

import (
	"context"
	"fmt"
	"sync/atomic"
	"testing"

	"switchboard/channels"
	"switchboard/migrations/pgtest"
	"switchboard/routing"
)

// BenchmarkReceive is the accept path without HTTP, beside the least that stores the same rows.
func BenchmarkReceive(b *testing.B) {
	pool := pgtest.New(b)
	r := routing.New(routing.Config{Pool: pool})
	ctx := context.Background()
	const people = 64
	for i := range people {
		if err := r.Receive(ctx, channels.Inbound{Account: "chat", ID: fmt.Sprintf("first%d", i), From: fmt.Sprint(i), Text: "x"}); err != nil {
			b.Fatal(err)
		}
	}
	var n atomic.Int64
	text := "Good afternoon, I would like to know whether somebody could look into the matter we spoke of last week."
	b.Run("program", func(b *testing.B) {
		b.SetParallelism(4)
		b.RunParallel(func(pb *testing.PB) {
			for pb.Next() {
				i := n.Add(1)
				err := r.Receive(ctx, channels.Inbound{Account: "chat", ID: fmt.Sprint("m", i), From: fmt.Sprint(i % people), Text: text, Raw: []byte(text)})
				if err != nil {
					b.Error(err)
				}
			}
		})
	})
	b.Run("limit", func(b *testing.B) {
		b.SetParallelism(4)
		b.RunParallel(func(pb *testing.PB) {
			for pb.Next() {
				i := n.Add(1)
				_, err := pool.Exec(ctx, `
					WITH event AS (INSERT INTO inbound_events (account, external_id, kind, sender, payload, conversation_id, seq)
						VALUES ('chat', $1, 'message', $2, $3, $4, $5) RETURNING conversation_id, seq)
					INSERT INTO messages (conversation_id, seq, rev, author, text, state, external_id, at)
					SELECT conversation_id, seq, seq, 'customer', $6, 'stored', $1, now() FROM event`,
					fmt.Sprint("l", i), fmt.Sprint(i%people), []byte(text), i%people+1, i+1_000_000, text)
				if err != nil {
					b.Error(err)
				}
			}
		})
	})
}
