package api

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/http"
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
	tag, err := tagOf(a)
	if err != nil {
		return nil, fmt.Errorf("tell article %d apart: %w", d.ID, err)
	}
	return &articleBody{tag, a}, nil
}

// tagOf is the ETag of what an answer says.
func tagOf(said any) (string, error) {
	data, err := json.Marshal(said)
	sum := sha256.Sum256(data)
	return `"` + hex.EncodeToString(sum[:12]) + `"`, err
}

// Condition is the state of something that a request means, as https://www.rfc-editor.org/rfc/rfc9110#section-13 has it.
type Condition struct {
	IfMatch     []string `header:"If-Match" doc:"ETag of it as it was read: the request is carried out only over that; *: whatever stands, if there is one"`
	IfNoneMatch []string `header:"If-None-Match" doc:"ETag of it as it was read: it is sent only if it is another now. With * it is saved only if there is none yet"`
}

// Conditionally names an article and the state of it that is meant.
type Conditionally struct {
	ArticlePath
	Condition
}

// other refuses a request that means another state than that which stands.
func other() error {
	return huma.Error412PreconditionFailed("It is not as your request takes it to be: read it, and send yours with its ETag in If-Match.")
}

// given tells whether a request means a state at all.
func (c Condition) given() bool { return len(c.IfMatch)+len(c.IfNoneMatch) > 0 }

// has tells whether the sender has what is of this ETag already.
func (c Condition) has(tag string) bool { return matches(c.IfNoneMatch, tag) }

// check refuses a request that means another state than the one of an ETag, which is empty where there is nothing.
func (c Condition) check(tag string) error {
	if c.has(tag) || len(c.IfMatch) > 0 && !matches(c.IfMatch, tag) {
		return other()
	}
	return nil
}

// unread answers a reader who has what is of this ETag already that it has not changed.
func (c Condition) unread(tag string) error {
	if c.has(tag) {
		return huma.ErrorWithHeaders(huma.Status304NotModified(), http.Header{"ETag": {tag}})
	}
	return nil
}

// base is the version that a text is made from: the one that its sender names, else the latest where he means what stands, by its ETag.
func (c Condition) base(tag string, latest, named int) (int, error) {
	if err := c.check(tag); err != nil {
		return 0, err
	}
	if c.given() && named == 0 && tag != "" {
		return latest, nil
	}
	return named, nil
}

// matches tells whether one of the tags of a header is the given one, or any.
func matches(tags []string, tag string) bool {
	return slices.ContainsFunc(tags, func(t string) bool {
		t = strings.TrimPrefix(strings.TrimSpace(t), "W/")
		return tag != "" && (t == "*" || strings.Trim(t, `"`) == strings.Trim(tag, `"`))
	})
}

// means refuses a request that means another state of an article than the given one.
func (in Conditionally) means(d knowledge.Document) error {
	if !in.given() {
		return nil
	}
	now, err := bodyOf(d)
	if err != nil {
		return err
	}
	return in.check(now.ETag)
}

// basedOn is the version that a text of an article is made from. An article that is removed is none.
func (in Conditionally) basedOn(was knowledge.Document, named int) (int, error) {
	tag := ""
	if in.given() && was.ID != 0 && was.Removed.IsZero() {
		now, err := bodyOf(was)
		if err != nil {
			return 0, err
		}
		tag = now.ETag
	}
	return in.base(tag, was.Latest, named)
}
