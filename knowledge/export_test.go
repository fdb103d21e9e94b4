package knowledge

import (
	"context"
	"time"
)

// FollowEvery is how often a follower looks by itself.
const FollowEvery = followEvery

// Slow has a follower, not yet at work, look by itself but once an hour.
func (f *Follower) Slow() { f.every = time.Hour }

// LookLater has a follower, not at work, look once, as it would when it is time to ask for vectors again.
func (f *Follower) LookLater(ctx context.Context) error {
	if !f.vectors.bare.IsZero() {
		f.vectors.bare = f.vectors.bare.Add(-outgrowEvery)
	}
	return f.step(ctx)
}

// VectorsIn is after how long a follower asks for vectors again that it could not have.
func (f *Follower) VectorsIn() time.Duration { return f.vectors.wait }
