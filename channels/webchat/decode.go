package webchat

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"mime"
	"net/http"
	"net/url"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

const (
	maxBody  = 64 << 10
	maxID    = 64
	maxPage  = 2000
	bodyTime = 15 * time.Second
)

// readJSON decodes a request's body into v, strictly: one object, no unknown, repeated or differently cased field.
func readJSON(w http.ResponseWriter, r *http.Request, v any) ([]byte, error) {
	if err := wantType(r, "application/json"); err != nil {
		return nil, err
	}
	_ = http.NewResponseController(w).SetReadDeadline(time.Now().Add(bodyTime)) // not every writer can
	raw, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
	if err != nil {
		return nil, bodyError(err)
	}
	return raw, decodeJSON(raw, v)
}

func wantType(r *http.Request, want ...string) error {
	if r.Header.Get("Content-Encoding") != "" {
		return &refusal{status: http.StatusUnsupportedMediaType, text: "compressed bodies are not accepted"}
	}
	got, params, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if cs := params["charset"]; err == nil && (cs == "" || strings.EqualFold(cs, "utf-8")) {
		for _, t := range want {
			if got == t {
				return nil
			}
		}
	}
	return &refusal{status: http.StatusUnsupportedMediaType, text: "the body must be " + strings.Join(want, " or ")}
}

func bodyError(err error) error {
	if _, ok := errors.AsType[*http.MaxBytesError](err); ok {
		return &refusal{status: http.StatusRequestEntityTooLarge, text: "the request is too large"}
	}
	return invalid("", "the body could not be read")
}

func decodeJSON(raw []byte, v any) error {
	if !utf8.Valid(raw) {
		return invalid("", "the body is not UTF-8")
	}
	if err := checkKeys(raw); err != nil {
		return err
	}
	dec := json.NewDecoder(bytes.NewReader(raw))
	dec.DisallowUnknownFields()
	err := dec.Decode(v)
	if wrong, ok := errors.AsType[*json.UnmarshalTypeError](err); ok {
		return invalid(wrong.Field, "the field has the wrong type: "+wrong.Value)
	}
	if err != nil {
		return invalid("", strings.TrimPrefix(err.Error(), "json: "))
	}
	return nil
}

// checkKeys refuses what encoding/json lets pass: repeated fields, fields in another case, more than one object.
func checkKeys(raw []byte) error {
	dec := json.NewDecoder(bytes.NewReader(raw))
	if open, err := dec.Token(); err != nil || open != json.Delim('{') {
		return invalid("", "the body must be a JSON object")
	}
	seen := map[string]bool{}
	for dec.More() {
		tok, err := dec.Token()
		key, ok := tok.(string)
		if err != nil || !ok {
			return invalid("", "the body is not valid JSON")
		}
		if seen[key] || key != strings.ToLower(key) {
			return invalid(label(key), "unknown or repeated field")
		}
		seen[key] = true
		var value json.RawMessage
		if err := dec.Decode(&value); err != nil {
			return invalid(label(key), "the body is not valid JSON")
		}
	}
	if _, err := dec.Token(); err != nil {
		return invalid("", "the body is not valid JSON")
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		return invalid("", "something follows the JSON object")
	}
	return nil
}

// label keeps a made-up field name short in the answer.
func label(key string) string {
	if r := []rune(key); len(r) > 40 {
		return string(r[:40])
	}
	return key
}

// cleanText drops what no text has: control characters but tab and line feed. Lone surrogates are U+FFFD already.
func cleanText(s string) string {
	s = strings.ReplaceAll(s, "\r\n", "\n")
	s = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) && r != '\n' && r != '\t' {
			return -1
		}
		return r
	}, s)
	return strings.TrimSpace(s)
}

// checkID allows ids that need no escaping anywhere.
func checkID(field, id string) error {
	ok := id != "" && len(id) <= maxID && strings.IndexFunc(id, func(r rune) bool {
		return !(r == '-' || r == '_' || r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z')
	}) < 0
	if !ok {
		return invalid(field, "must be 1 to 64 of A-Z, a-z, 0-9, - and _")
	}
	return nil
}

// cleanPage keeps where the person is, without query and fragment: those carry other sites' secrets now and then.
func cleanPage(page string) (string, error) {
	if page == "" {
		return "", nil
	}
	u, err := url.Parse(page)
	if err != nil || len(page) > maxPage || u.Host == "" || (u.Scheme != "http" && u.Scheme != "https") {
		return "", invalid("page", "must be an http or https address")
	}
	return (&url.URL{Scheme: u.Scheme, Host: u.Host, Path: cleanText(u.Path)}).String(), nil
}

// checkLang allows what looks like a BCP 47 tag.
func checkLang(lang string) error {
	for i, part := range strings.Split(lang, "-") {
		letters := strings.IndexFunc(part, func(r rune) bool {
			return !(r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || i > 0 && r >= '0' && r <= '9')
		}) < 0
		if lang != "" && (!letters || len(part) == 0 || len(part) > 8 || i == 0 && len(part) == 1 || i > 4) {
			return invalid("lang", `must be a language tag, for example "uk"`)
		}
	}
	return nil
}
