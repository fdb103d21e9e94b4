package openai

import (
	"context"
	"errors"
	"net/http"
	"regexp"
	"time"
)

// loadingSigns are the words by which servers say that they load a model: llama.cpp ("Loading model"), Text Generation
// Inference and Hugging Face ("is currently loading"), and those that start it in a container.
var loadingSigns = regexp.MustCompile(`loading|warming up|still starting|model is (being )?(load|start)|not (yet )?(ready|loaded)`)

// loading tells whether a server says that it loads its model: it is alive, and will answer.
func loading(err error) bool {
	s := status(err)
	return (s == http.StatusServiceUnavailable || s == http.StatusTooEarly) && says(err, loadingSigns)
}

// silent tells whether a server took a question and said nothing at all till the time was over: some load their model so, and do not
// begin anew if whoever asked waits.
func silent(err error) bool {
	return status(err) == 0 && errors.Is(err, context.DeadlineExceeded)
}

// reachWithin is how long a server may take to say which models it has.
const reachWithin = 5 * time.Second

// Reach asks the server which models it has (https://platform.openai.com/docs/api-reference/models/list), which those that load a
// model, or write, say beside it: an error means that nothing there answers. Whatever it answers, also a refusal, is an answer; what
// proxies say for it is none.
func (c *Chat) Reach(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, reachWithin)
	defer cancel()
	_, err := c.client.ListModels(ctx)
	if s := status(err); s != 0 && s != http.StatusBadGateway && s != http.StatusGatewayTimeout || errors.Is(err, errWebPage) {
		return nil
	}
	return err
}
