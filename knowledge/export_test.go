package knowledge

import "time"

// FollowEvery is how often a follower looks by itself.
const FollowEvery = followEvery

// Slow has a follower, not yet at work, look by itself but once an hour.
func (f *Follower) Slow() { f.every = time.Hour }
