package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/caarlos0/env/v11"
)

// misspelt tells of variables that are no settings and are named almost as one: what is set by them is not set.
func misspelt(environ []string) (out []string) {
	fields, err := env.GetFieldParams(&Config{})
	if err != nil {
		return nil // loadConfig tells it
	}
	var settings []string
	for _, f := range fields {
		settings = append(settings, f.Key)
	}
	for _, kv := range environ {
		name, _, _ := strings.Cut(kv, "=")
		if slices.Contains(settings, name) {
			continue
		}
		if i := slices.IndexFunc(settings, func(s string) bool { return slip(name, s) || slip(s, name) }); i >= 0 {
			out = append(out, fmt.Sprintf("%s is no setting: is %s meant?", name, settings[i]))
		}
	}
	slices.Sort(out)
	return out
}

// slip tells whether a word becomes another one by a letter that is added, or that is another, or by two that change places.
func slip(a, b string) bool {
	for i := range a {
		if i < len(b) && a[i] == b[i] {
			continue
		}
		rest := a[i+1:]
		return i <= len(b) && (b[i:] == a[i:] || b[i:] == rest || i < len(b) && b[i+1:] == rest ||
			i+1 < len(b) && len(rest) > 0 && b[i] == rest[0] && b[i+1] == a[i] && b[i+2:] == rest[1:])
	}
	return false
}
