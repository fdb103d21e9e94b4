package api

import (
	"encoding/json"
	"fmt"
	"mime"
	"net/http"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/danielgtaylor/huma/v2"
)

// textFormats reads bodies in JSON as they are meant or not at all: decoding would put U+FFFD where a text is broken, which readers
// would then see.
func textFormats() map[string]huma.Format {
	f := huma.DefaultJSONFormat
	f.Unmarshal = func(data []byte, v any) error {
		if err := wholeText(data); err != nil {
			return err
		}
		return json.Unmarshal(data, v)
	}
	return map[string]huma.Format{"application/json": f, "json": f}
}

// wholeText says where JSON is no UTF-8, or has half of an escaped character.
func wholeText(data []byte) error {
	if !utf8.Valid(data) {
		at := 0
		for r, n := utf8.DecodeRune(data); r != utf8.RuneError || n > 1; r, n = utf8.DecodeRune(data[at:]) {
			at += n
		}
		return fmt.Errorf("the body is not UTF-8 from its byte %d on: send JSON in UTF-8", at)
	}
	for at := 0; at < len(data); at++ {
		if data[at] != '\\' {
			continue
		}
		first, ok := escaped(data[at:])
		if !ok {
			at++ // of another escape
			continue
		}
		if utf16.IsSurrogate(first) {
			second, _ := escaped(data[at+6:])
			if utf16.DecodeRune(first, second) == utf8.RuneError {
				return fmt.Errorf("the body has half of a character, %s, at its byte %d: send whole ones, as UTF-8 or both halves escaped", data[at:at+6], at)
			}
			at += 6
		}
		at += 5
	}
	return nil
}

// escaped is the code that JSON begins with, written as backslash, u and four digits.
func escaped(data []byte) (rune, bool) {
	if len(data) < 6 || data[0] != '\\' || data[1] != 'u' {
		return 0, false
	}
	n, err := strconv.ParseUint(string(data[2:6]), 16, 16)
	return rune(n), err == nil
}

// knownCharset refuses a text in JSON that is said to be in another encoding than UTF-8.
func knownCharset(h huma.API) func(huma.Context, func(huma.Context)) {
	return func(ctx huma.Context, next func(huma.Context)) {
		body := ctx.Operation().RequestBody
		if body == nil || body.Content["application/json"] == nil {
			next(ctx)
			return
		}
		_, params, err := mime.ParseMediaType(ctx.Header("Content-Type"))
		if set := params["charset"]; err == nil && set != "" && !strings.EqualFold(set, "utf-8") && !strings.EqualFold(set, "us-ascii") {
			_ = huma.WriteErr(h, ctx, http.StatusUnsupportedMediaType, fmt.Sprintf("The body is said to be in %s: send JSON in UTF-8.", set)) // the caller has gone: nobody to tell
			return
		}
		next(ctx)
	}
}
