package openai

import (
	"encoding/json"
	"regexp"
)

// contentList finds a content that is a list of parts.
var contentList = regexp.MustCompile(`"content"\s*:\s*\[`)

// plainContent makes words of a content that is a list of parts, as of Mistral's models that reason
// (https://docs.mistral.ai/capabilities/reasoning): the library reads words alone. Thoughts among the parts are left out.
func plainContent(b []byte) []byte {
	if !contentList.Match(b) {
		return b
	}
	var whole map[string]json.RawMessage
	var choices []map[string]json.RawMessage
	if json.Unmarshal(b, &whole) != nil || json.Unmarshal(whole["choices"], &choices) != nil {
		return b
	}
	for _, c := range choices {
		for _, key := range []string{"delta", "message"} {
			var said map[string]json.RawMessage
			var parts []struct{ Type, Text string }
			if json.Unmarshal(c[key], &said) != nil || json.Unmarshal(said["content"], &parts) != nil {
				continue
			}
			text := ""
			for _, p := range parts {
				if p.Type == "text" {
					text += p.Text
				}
			}
			said["content"] = encoded(text)
			c[key] = encoded(said)
		}
	}
	whole["choices"] = encoded(choices)
	return encoded(whole)
}

// encoded is JSON of what came from JSON.
func encoded(v any) json.RawMessage {
	b, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return b
}
