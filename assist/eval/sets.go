package eval

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"strings"
)

// maxLine is the longest line of a set, in bytes.
const maxLine = 1 << 20

// Read reads a set: a JSON object a line with text and, where known, lang, project, call and relevant, the list of
// articles that answer, as project/key or key. Without relevant, nothing answers. Empty lines are passed over; an error
// names the line.
func Read(r io.Reader) ([]Question, error) {
	var out []Question
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, maxLine)
	for n := 1; lines.Scan(); n++ {
		text := strings.TrimSpace(lines.Text())
		if text == "" {
			continue
		}
		var q Question
		dec := json.NewDecoder(strings.NewReader(text))
		dec.DisallowUnknownFields()
		if err := dec.Decode(&q); err != nil {
			return nil, fmt.Errorf(`line %d: %w; write it as {"text": "how do i return an order", "lang": "en", "relevant": ["shop/returns"]}`, n, err)
		}
		if strings.TrimSpace(q.Text) == "" {
			return nil, fmt.Errorf("line %d: text is missing: write what the customer asked", n)
		}
		out = append(out, q)
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("read the questions: %w", err)
	}
	if len(out) == 0 {
		return nil, fmt.Errorf("there is no question in it")
	}
	return out, nil
}
