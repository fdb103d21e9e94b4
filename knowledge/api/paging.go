package api

// Next is where a list goes on.
type Next struct {
	Offset int `json:"next_offset,omitempty" doc:"Where the list goes on; left out where it ends"`
}

// pageOf is the page of a list of which one more than it holds was asked for, and where the list goes on: nowhere, if that
// one did not come.
func pageOf[T any](list []T, offset, limit int) ([]T, Next) {
	if len(list) <= limit {
		return list, Next{}
	}
	return list[:limit], Next{offset + limit}
}
