package api

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"switchboard/knowledge"
)

// articleBody is an article in an answer. Its ETag is another one as soon as anything that the answer says is.
type articleBody struct {
	ETag string `header:"ETag"`
	Body Article
}

func bodyOf(d knowledge.Document) (*articleBody, error) {
	a := articleOut(d)
	said, err := json.Marshal(a)
	if err != nil {
		return nil, fmt.Errorf("tell article %d apart: %w", d.ID, err)
	}
	sum := sha256.Sum256(said)
	return &articleBody{`"` + hex.EncodeToString(sum[:12]) + `"`, a}, nil
}

// Conditionally names an article and the state of it that is meant, as https://www.rfc-editor.org/rfc/rfc9110#section-13 has it.
type Conditionally struct {
	ArticlePath
	IfMatch     []string `header:"If-Match" doc:"ETag of the article as it was read: it is saved only over that"`
	IfNoneMatch []string `header:"If-None-Match" doc:"ETag of the article as it was read: it is sent only if it is another now. With * an article is saved only if there is none yet"`
}

// has tells whether the sender has an article of this ETag already.
func (in Conditionally) has(tag string) bool { return matches(in.IfNoneMatch, tag) }

// matches tells whether one of the tags of a header is the given one, or any.
func matches(tags []string, tag string) bool {
	return slices.ContainsFunc(tags, func(t string) bool {
		t = strings.TrimPrefix(strings.TrimSpace(t), "W/")
		return tag != "" && (t == "*" || strings.Trim(t, `"`) == strings.Trim(tag, `"`))
	})
}

// basedOn is the version that a text is made from whose sender has read the article that his ETag tells, else the one that he names.
// An article that is removed is none.
func (in Conditionally) basedOn(was knowledge.Document, named int) (int, error) {
	if len(in.IfMatch)+len(in.IfNoneMatch) == 0 {
		return named, nil
	}
	tag := ""
	if was.ID != 0 && was.Removed.IsZero() {
		now, err := bodyOf(was)
		if err != nil {
			return 0, err
		}
		tag = now.ETag
	}
	if in.has(tag) || len(in.IfMatch) > 0 && !matches(in.IfMatch, tag) {
		return 0, huma.Error412PreconditionFailed("The article is not as your request takes it to be: read it, and send yours with its ETag in If-Match.")
	}
	if named == 0 && tag != "" {
		return was.Latest, nil
	}
	return named, nil
}
