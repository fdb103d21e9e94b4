package api

import (
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"

	"github.com/danielgtaylor/huma/v2"
)

// knownParams refuses a request with a query parameter that its operation does not know, and names those that it does: a
// mistyped filter would otherwise narrow nothing and look as if it had.
func knownParams(h huma.API) func(huma.Context, func(huma.Context)) {
	return func(ctx huma.Context, next func(huma.Context)) {
		var known []string
		for _, p := range ctx.Operation().Parameters {
			if p.In == "query" {
				known = append(known, p.Name)
			}
		}
		u := ctx.URL()
		var strange []error
		for _, name := range slices.Sorted(maps.Keys(u.Query())) {
			if !slices.Contains(known, name) {
				strange = append(strange, &huma.ErrorDetail{Location: "query." + name, Message: "is not a parameter of this operation", Value: u.Query().Get(name)})
			}
		}
		if len(strange) == 0 {
			next(ctx)
			return
		}
		knows := "it has none"
		if len(known) > 0 {
			knows = "it has " + strings.Join(known, ", ")
		}
		_ = huma.WriteErr(h, ctx, http.StatusBadRequest, fmt.Sprintf("The address has a query parameter that this operation does not know; %s.", knows), strange...) // the caller has gone: nobody to tell
	}
}
