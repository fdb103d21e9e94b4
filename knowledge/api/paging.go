package api

// Next is where a list goes on.
type Next struct {
	Offset int `json:"next_offset,omitempty" doc:"Where the list goes on; left out where it ends"`
}

// nextAfter is where a list goes on after some of it, which were as many as were asked for, or fewer: then it has ended.
func nextAfter(offset, limit, got int) Next {
	if got < limit {
		return Next{}
	}
	return Next{offset + limit}
}
