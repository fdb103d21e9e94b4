package api

import "github.com/danielgtaylor/huma/v2"

// bytesSchema describes the bytes of a file in both versions of OpenAPI: huma's own for them has a word that 3.0 does not know.
func bytesSchema() *huma.Schema {
	return &huma.Schema{Type: huma.TypeString, Extensions: map[string]any{"format": "binary"}}
}

// answersFile describes an operation that answers with the bytes of a file.
func answersFile(kind, says string) func(*huma.Operation) {
	return func(o *huma.Operation) {
		o.Responses = map[string]*huma.Response{"200": {Description: says, Content: map[string]*huma.MediaType{kind: {Schema: bytesSchema()}}}}
	}
}

// describeFiles has the bodies that are files described as such.
func describeFiles(description *huma.OpenAPI) {
	for _, path := range description.Paths {
		if path.Post == nil || path.Post.RequestBody == nil {
			continue
		}
		for _, media := range path.Post.RequestBody.Content {
			if media.Schema != nil && media.Schema.Format == "binary" {
				media.Schema = bytesSchema()
			}
		}
	}
}
