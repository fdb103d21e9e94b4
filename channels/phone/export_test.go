package phone

import "context"

// ParseWithin reads a file's text for as long as ctx allows.
func ParseWithin(ctx context.Context, text string) (Transcript, error) {
	return parse(source{ctx, "f", text, Hint{}})
}
