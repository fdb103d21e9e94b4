package editor

import (
	"cmp"
	"slices"
	"strconv"

	"switchboard/knowledge"
)

// What a translation follows, in its form.

// Follows is the version of the original that the form offers to be up to date with.
func (f form) Follows() int { return cmp.Or(f.Fresh, f.Was.Original, 1) }

// ticked is a version as its box sends it: nothing where it is not ticked.
func ticked(version int) string {
	if version == 0 {
		return ""
	}
	return strconv.Itoa(version)
}

// original is what the form says of the variant that it translates; nil: what was said before stays, as where that variant is gone
// meanwhile.
func (f form) original() *knowledge.Original {
	gone := !slices.ContainsFunc(f.Siblings, func(s sibling) bool { return s.Lang == f.Of })
	if f.Of != "" && gone || f.Of == f.Was.Translates && (f.Of == "" || f.Fresh == f.FreshWas) {
		return nil
	}
	o := &knowledge.Original{Lang: f.Of}
	for _, s := range f.Siblings {
		switch {
		case s.Lang != f.Of || f.Fresh == 0:
		case f.Of == f.Was.Translates, f.Original != nil:
			o.Version = min(f.Fresh, s.Newest) // that stood on the page
		default:
			o.Version = s.Version
		}
	}
	return o
}

// translatable tells whether the form lets its writer say what it translates.
func (f form) translatable() bool { return len(f.Siblings) > 0 && f.Original == nil }
