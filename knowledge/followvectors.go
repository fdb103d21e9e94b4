package knowledge

import (
	"context"
	"fmt"
	"time"
)

const (
	embedEvery   = time.Minute // how often vectors that could not be had are asked for again
	outgrowEvery = time.Hour   // how often all are asked for anew because of their length: a server may answer now by one model, now by another
	lengthsMixed = -1
)

// followVectors is what a follower knows of the vectors in its index.
type followVectors struct {
	bare   time.Time // when vectors could not be had; zero: all articles have theirs
	length int       // of those in the index; 0: there are none, or nothing is known of them; lengthsMixed: of several
	anew   time.Time // when all were last asked for anew because of their length
}

// embed gives articles their vectors. Without them they are found by their words, and asked for again later.
func (f *Follower) embed(ctx context.Context, articles []Article) {
	if f.embedder == nil || !f.vectors.bare.IsZero() {
		return
	}
	if err := f.store.EmbedArticles(ctx, f.embedder, articles); err != nil {
		f.vectors.bare = time.Now()
		f.bare(err)
		f.log.Warn("articles have no vectors and are found by their words alone; it is tried again", "error", err)
		return
	}
	for _, a := range articles {
		for _, v := range a.Vectors {
			if f.vectors.length == 0 {
				f.vectors.length = len(v)
			} else if len(v) != f.vectors.length {
				f.vectors.length = lengthsMixed
			}
		}
	}
}

// embedAgain tells whether vectors should be asked for again.
func (f *Follower) embedAgain() bool {
	if f.vectors.bare.IsZero() || time.Since(f.vectors.bare) < embedEvery {
		return false
	}
	f.vectors.bare = time.Time{}
	f.bare(nil)
	return true
}

// outgrown tells whether all vectors are to be asked for anew: the embedder's have another length by now, since another model goes by its
// name, and cannot be compared with those in the index.
func (f *Follower) outgrown() bool {
	length := 0
	if f.embedder != nil {
		length = lengthOf(f.embedder)
	}
	if length == 0 || f.vectors.length == 0 || !f.vectors.bare.IsZero() {
		return false
	}
	if length == f.vectors.length {
		f.bare(nil)
		return false
	}
	err := fmt.Errorf("vectors by %s have %d numbers now, and others in the index", f.embedder.Model(), length)
	if !f.vectors.anew.IsZero() && time.Since(f.vectors.anew) < outgrowEvery {
		f.bare(err)
		return false
	}
	f.vectors.anew = time.Now()
	f.bare(err)
	f.log.Warn("all articles are embedded anew", "error", err)
	return true
}

// bare notes why articles have no vectors that questions can be compared with, or that they have.
func (f *Follower) bare(err error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.state.Bare = err
}
