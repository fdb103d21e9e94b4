package api

import (
	"bytes"
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"strings"

	"github.com/danielgtaylor/huma/v2"
)

// Sent is a file in the body of a request: by itself, or as the one file of a form.
type Sent struct {
	Type    string `header:"Content-Type" hidden:"true"`
	RawBody []byte `contentType:"application/octet-stream"`
}

// file is the file that was sent.
func (s Sent) file() ([]byte, error) {
	kind, params, err := mime.ParseMediaType(s.Type)
	if err != nil || !strings.HasPrefix(kind, "multipart/") {
		return s.RawBody, nil
	}
	var file []byte
	files := 0
	parts := multipart.NewReader(bytes.NewReader(s.RawBody), params["boundary"])
	for {
		part, err := parts.NextPart()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, notOne()
		}
		if part.FileName() == "" {
			continue
		}
		if file, err = io.ReadAll(part); err != nil {
			return nil, notOne()
		}
		files++
	}
	if files != 1 {
		return nil, notOne()
	}
	return file, nil
}

// notOne refuses a form that a file cannot be taken out of.
func notOne() error {
	return huma.Error415UnsupportedMediaType("The form does not have exactly one file, or breaks off: send the file itself (curl --data-binary @file), or a form with it alone (curl -F file=@file).")
}
