package convert_test

import (
	"testing"

	"switchboard/knowledge/convert"
)

// Pages of a checkout link each other by their paths, which readers cannot open: they are led to where the articles are.
func TestPagesOfAFolderThatLinkEachOther(t *testing.T) {
	t.Parallel()
	files := map[string]string{
		"README.md":          "# Start\n\n[Move](docs/move.md), [there](docs/move.md#how \"How\"), [from the top](/docs/uk/tariffs.md), [a folder](docs/), [secret](docs/secret.md), [none](docs/none.md), [out](../x.md), [web](https://x.example/docs/move.md), ![no](docs/move.md), \\[no](docs/move.md).",
		"docs/README.md":     "# Overview\n\nBack to the [start](../README.md) or [without its ending](move).",
		"docs/move.md":       "# Move\n\nSee [tariffs](uk/tariffs.md).",
		"docs/uk/tariffs.md": "# Тарифи\n\nСто гривень.",
		"docs/secret.md":     "---\naudience: internal\n---\n# Secret\n\nFor us.",
	}
	with := net
	with.Page = func(lang, project, key string) string {
		return "/help/" + lang + "/" + project + "/" + key
	}
	for name, c := range map[string]struct {
		options convert.Options
		want    map[string]string
	}{
		"with a help centre": {with, map[string]string{
			"readme":    "[Move](/help/en/net/docs-move), [there](/help/en/net/docs-move), [from the top](/help/uk/net/docs-tariffs), [a folder](/help/en/net/docs), secret, [none](docs/none.md), [out](../x.md), [web](https://x.example/docs/move.md), ![no](docs/move.md), \\[no](docs/move.md).",
			"docs":      "Back to the [start](/help/en/net/readme) or [without its ending](/help/en/net/docs-move).",
			"docs-move": "See [tariffs](/help/uk/net/docs-tariffs).",
		}},
		"without": {net, map[string]string{
			"docs":      "Back to the start or without its ending.",
			"docs-move": "See tariffs.",
		}},
	} {
		s, err := convert.Open(write(t, files), c.options)
		if err != nil || len(s.Bad) > 0 {
			t.Fatal(err, s.Bad)
		}
		list := articles(t, s)
		for key, want := range c.want {
			if got := list[key].Body; got != want {
				t.Errorf("%s, %s:\n%s\nnot\n%s", name, key, got, want)
			}
		}
	}
}
