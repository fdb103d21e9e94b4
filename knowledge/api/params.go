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
// mistyped filter would otherwise narrow nothing and look as if it had. So would the second of two where one is taken.
func knownParams(h huma.API) func(huma.Context, func(huma.Context)) {
	return func(ctx huma.Context, next func(huma.Context)) {
		known := map[string]*huma.Param{}
		for _, p := range ctx.Operation().Parameters {
			if p.In == "query" {
				known[p.Name] = p
			}
		}
		u := ctx.URL()
		query := u.Query()
		var strange, again []error
		for _, name := range slices.Sorted(maps.Keys(query)) {
			values := query[name]
			switch p := known[name]; {
			case p == nil:
				strange = append(strange, &huma.ErrorDetail{Location: "query." + name, Message: "is not a parameter of this operation", Value: values[0]})
			case len(values) > 1 && p.Schema.Type != huma.TypeArray:
				again = append(again, &huma.ErrorDetail{Location: "query." + name, Message: fmt.Sprintf("is given %d times, and taken once", len(values)), Value: values})
			}
		}
		said := ""
		switch {
		case len(strange) > 0:
			knows := "it has none"
			if len(known) > 0 {
				knows = "it has " + strings.Join(slices.Sorted(maps.Keys(known)), ", ")
			}
			said = fmt.Sprintf("The address has a query parameter that this operation does not know; %s.", knows)
		case len(again) > 0:
			said = "The address has a query parameter several times that this operation takes once: ask for each by itself."
		default:
			next(ctx)
			return
		}
		_ = huma.WriteErr(h, ctx, http.StatusBadRequest, said, append(strange, again...)...) // the caller has gone: nobody to tell
	}
}
