package openai

import (
	"bytes"
	"cmp"
	"encoding/json"
	"io"
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"
)

const (
	refusalMost  = 64 << 10 // bytes of a refusal that are read
	refusalShown = 300      // bytes of its words that are told
)

var (
	pageTitle = regexp.MustCompile(`(?is)<title[^>]*>(.*?)</title>`)
	markup    = regexp.MustCompile(`(?s)<(script|style).*?</(script|style)>|<[^>]*>`)
)

// refusal is what a server says of an error. Servers say it in many shapes; the library reads this one.
type refusal struct {
	Message string `json:"message"`
	Type    string `json:"type,omitempty"`
	Code    any    `json:"code,omitempty"`
}

// refusalOf reads a refusal from what a server answered. It is false where a JSON object says nothing of an error.
// What was asked is not repeated: servers that check requests send it back whole.
func refusalOf(body []byte) (refusal, bool) {
	body = bytes.TrimSpace(body)
	var list []json.RawMessage
	if json.Unmarshal(body, &list) == nil && len(list) > 0 { // Gemini's compatible API wraps the object
		body = list[0]
	}
	var told struct {
		Error   json.RawMessage `json:"error"`
		Detail  json.RawMessage `json:"detail"`
		Object  string          `json:"object"`
		Message string          `json:"message"`
		Type    string          `json:"type"`
		Code    any             `json:"code"`
	}
	if err := json.Unmarshal(body, &told); err != nil {
		return refusal{Message: wordsOf(string(body))}, true
	}
	switch {
	case len(told.Error) > 0 && string(told.Error) != "null":
		return refusalIn(told.Error), true
	case len(told.Detail) > 0:
		return refusal{Message: detailOf(told.Detail)}, true
	case told.Object == "error" || told.Message != "":
		return refusal{clipped(told.Message), told.Type, told.Code}, true
	}
	return refusal{}, false
}

// refusalIn reads what stands under "error": words, or an object with them.
func refusalIn(raw json.RawMessage) refusal {
	words := ""
	if json.Unmarshal(raw, &words) == nil {
		return refusal{Message: clipped(words)}
	}
	var o struct {
		Message  json.RawMessage `json:"message"`
		Type     any             `json:"type"`
		Code     any             `json:"code"`
		Metadata struct {
			Raw any `json:"raw"` // OpenRouter's: what the server behind it said
		} `json:"metadata"`
	}
	if json.Unmarshal(raw, &o) != nil {
		return refusal{Message: "an error without words"}
	}
	out := refusal{Message: detailOf(o.Message), Code: o.Code}
	out.Type, _ = o.Type.(string)
	if behind, ok := o.Metadata.Raw.(string); ok && behind != "" {
		out.Message = clipped(out.Message + ": " + behind)
	}
	return out
}

// detailOf are the words of a detail: words, a list of them, or what each field of a request lacks.
func detailOf(raw json.RawMessage) string {
	words := ""
	if json.Unmarshal(raw, &words) == nil {
		return clipped(words)
	}
	var list []json.RawMessage
	if json.Unmarshal(raw, &list) != nil {
		return "an error without words"
	}
	var out []string
	for _, item := range list {
		var lack struct {
			Where []any  `json:"loc"`
			Says  string `json:"msg"`
		}
		switch {
		case json.Unmarshal(item, &words) == nil:
			out = append(out, words)
		case json.Unmarshal(item, &lack) == nil && lack.Says != "":
			where := ""
			for _, w := range lack.Where {
				if name, ok := w.(string); ok && name != "body" {
					where += name + ": "
				}
			}
			out = append(out, where+lack.Says)
		}
	}
	return clipped(strings.Join(out, "; "))
}

// wordsOf are the words of an answer that is no JSON: a page's title, else its text.
func wordsOf(text string) string {
	if m := pageTitle.FindStringSubmatch(text); m != nil {
		return clipped("a web page “" + strings.TrimSpace(m[1]) + "”")
	}
	return clipped(markup.ReplaceAllString(text, " "))
}

// clipped is a text on one line, not too long.
func clipped(text string) string {
	text = strings.Join(strings.Fields(strings.ToValidUTF8(text, "\ufffd")), " ")
	if len(text) <= refusalShown {
		return text
	}
	cut := refusalShown
	for !utf8.RuneStart(text[cut]) {
		cut--
	}
	return text[:cut] + " …"
}

// status is that of a refusal which came in an answer without one; 502 where it names none.
func (r refusal) status() int {
	code := 0
	switch c := r.Code.(type) {
	case float64:
		code = int(c)
	case int:
		code = c
	case string:
		code, _ = strconv.Atoi(c)
	}
	switch {
	case code >= 400 && code < 600:
		return code
	case r.Type == "invalid_request_error":
		return http.StatusBadRequest
	}
	return http.StatusBadGateway
}

// body is the refusal as the library reads it.
func (r refusal) body() []byte {
	r.Message = cmp.Or(r.Message, "it does not say why")
	b, err := json.Marshal(map[string]refusal{"error": r})
	if err != nil { // a code of whatever came from JSON
		panic(err)
	}
	return b
}

// plainly makes an answer that refuses one that the library reads: of an error's status, of JSON. Other answers stay.
func plainly(answer *http.Response, body io.Reader, longest int) (io.Reader, error) {
	bad, kind := answer.StatusCode >= http.StatusBadRequest, answer.Header.Get("Content-Type")
	switch {
	case !bad && strings.HasPrefix(kind, "text/html"):
		return nil, errWebPage
	case !bad && !strings.HasPrefix(kind, "application/json"):
		return body, nil
	}
	most := int64(longest) + 1
	if bad {
		most = refusalMost
	}
	b, err := io.ReadAll(io.LimitReader(body, most))
	if err != nil && !bad {
		return io.MultiReader(bytes.NewReader(b), failing{err}), nil
	}
	r, told := refusalOf(b)
	if !bad && (!told || !json.Valid(b)) {
		return bytes.NewReader(plainContent(b)), nil
	}
	if !bad {
		answer.StatusCode = r.status()
		answer.Status = strconv.Itoa(answer.StatusCode) + " " + http.StatusText(answer.StatusCode)
	}
	return bytes.NewReader(r.body()), nil
}

// failing is a reader that fails.
type failing struct{ err error }

// Read fails.
func (f failing) Read([]byte) (int, error) { return 0, f.err }
