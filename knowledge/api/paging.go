package api

import "github.com/danielgtaylor/huma/v2"

// Walk is where a page of a list begins.
type Walk struct {
	Offset int   `query:"offset" minimum:"0" maximum:"1000000" doc:"How many to pass over; what changes meanwhile may be passed over too, or come twice, but with sort=id and after"`
	After  int64 `query:"after" minimum:"0" doc:"With sort=id: those with a larger id than this, which is next_after of the page before"`
}

// Resolve refuses a place in an order that is not asked for.
func (w Walk) Resolve(ctx huma.Context) []error {
	if w.After > 0 && ctx.Query("sort") != byID {
		return []error{&huma.ErrorDetail{Location: "query.after", Message: "goes with sort=id alone", Value: w.After}}
	}
	return nil
}

// byID is the order of a list that nothing changes which is done meanwhile.
const byID = "id"

// Next is where a list goes on.
type Next struct {
	Offset int   `json:"next_offset,omitempty" doc:"Where the list goes on; left out where it ends, or with sort=id"`
	After  int64 `json:"next_after,omitempty" doc:"With sort=id: after which the list goes on; left out where it ends"`
}

// pageOf is the page of a list in an order of which one more than it holds was asked for, and where the list goes on: nowhere, if
// that one did not come.
func pageOf[T any](list []T, sort string, from Walk, limit int, id func(T) int64) ([]T, Next) {
	if len(list) <= limit {
		return list, Next{}
	}
	if list = list[:limit]; sort == byID {
		return list, Next{After: id(list[limit-1])}
	}
	return list, Next{Offset: from.Offset + limit}
}
