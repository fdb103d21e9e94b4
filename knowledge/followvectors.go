package knowledge

import (
	"context"
	"fmt"
	"time"
)

const (
	embedEvery   = time.Minute // how often vectors that could not be had are asked for again, at first
	outgrowEvery = time.Hour   // how often at last, and how often all are asked for anew because of their length: a server may answer now by one model, now by another
	lengthsMixed = -1
	embedTrial   = "Does it answer?" // is embedded before an index is filled anew
)

// followVectors is what a follower knows of the vectors in its index.
type followVectors struct {
	bare   time.Time     // when vectors could not be had; zero: all articles have theirs
	why    error         // they could not
	wait   time.Duration // until they are asked for again; it doubles while a try gives none
	length int           // of those in the index; 0: there are none, or nothing is known of them; lengthsMixed: of several
	anew   time.Time     // when all were last asked for anew because of their length
}

// sparing asks an embedder until it fails, and knows whether it gave anything.
type sparing struct {
	Embedder
	why  error // it failed; nil: it did not
	gave bool
}

// Length is that of the embedder's vectors.
func (s *sparing) Length() int { return lengthOf(s.Embedder) }

// Embed returns the vectors, or why it failed before.
func (s *sparing) Embed(ctx context.Context, texts []string) (vectors [][]float32, err error) {
	if s.why != nil {
		return nil, s.why
	}
	vectors, s.why = s.Embedder.Embed(ctx, texts)
	s.gave = s.gave || s.why == nil
	return vectors, s.why
}

// embed gives articles their vectors. Once they could not be had, only those that are kept: articles without are found by their words,
// and their vectors asked for again later.
func (f *Follower) embed(ctx context.Context, articles []Article) {
	if f.embedder == nil {
		return
	}
	e := &sparing{Embedder: f.embedder, why: f.vectors.why}
	err := f.store.EmbedArticles(ctx, e, articles)
	if e.gave {
		f.vectors.wait = 0
	}
	if err != nil && f.vectors.bare.IsZero() {
		f.vectors.wait = min(max(2*f.vectors.wait, embedEvery), outgrowEvery)
		f.without(err)
		f.log.Warn("articles have no vectors and are found by their words alone; it is tried again", "error", err, "in", f.vectors.wait)
	}
	f.measure(articles)
}

// without notes that vectors cannot be had just now.
func (f *Follower) without(err error) {
	f.vectors.bare, f.vectors.why = time.Now(), err
	f.bare(err)
}

// measure notes how long the vectors are that articles were given.
func (f *Follower) measure(articles []Article) {
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

// embedAgain tells whether vectors should be asked for again: it is time, and the embedder answers. While the day's limit is spent, say,
// no index is filled anew for nothing.
func (f *Follower) embedAgain(ctx context.Context) bool {
	if f.vectors.bare.IsZero() || time.Since(f.vectors.bare) < f.vectors.wait {
		return false
	}
	if _, err := Embed(ctx, f.embedder, []string{embedTrial}); err != nil {
		f.without(err)
		return false
	}
	f.vectors.bare, f.vectors.why = time.Time{}, nil
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
