package phone

import (
	"bytes"
	"encoding/binary"
	"errors"
	"mime"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// decodeText decodes UTF-8 and UTF-16, with or without a byte order mark, and makes every line end with \n alone.
func decodeText(name string, data []byte) (string, error) {
	var text string
	switch {
	case bytes.HasPrefix(data, []byte{0xff, 0xfe}):
		text = fromUTF16(data[2:], binary.LittleEndian)
	case bytes.HasPrefix(data, []byte{0xfe, 0xff}):
		text = fromUTF16(data[2:], binary.BigEndian)
	case len(data) > 3 && data[0] != 0 && data[1] == 0 && data[3] == 0:
		text = fromUTF16(data, binary.LittleEndian)
	case len(data) > 3 && data[0] == 0 && data[1] != 0 && data[2] == 0:
		text = fromUTF16(data, binary.BigEndian)
	default:
		text = strings.TrimPrefix(string(data), "\ufeff")
	}
	text = strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(text)
	if !utf8.ValidString(text) {
		line := 1
		for rest := text; ; line++ {
			head, tail, _ := strings.Cut(rest, "\n")
			if !utf8.ValidString(head) {
				break
			}
			rest = tail
		}
		return "", &FileError{name, line, "neither UTF-8 nor UTF-16: save it in one of them"}
	}
	if strings.TrimSpace(text) == "" {
		return "", &FileError{name, 0, "empty"}
	}
	return text, nil
}

func fromUTF16(data []byte, order binary.ByteOrder) string {
	units := make([]uint16, len(data)/2)
	for i := range units {
		units[i] = order.Uint16(data[2*i:])
	}
	return string(utf16.Decode(units))
}

// sniff tells a file's format by its content.
func sniff(text string) string {
	text = strings.TrimSpace(text)
	if strings.HasPrefix(text, "{") {
		return sniffJSON(text)
	}
	if strings.HasPrefix(text, "WEBVTT") {
		return VTT
	}
	head := text[:min(len(text), 400)]
	if strings.Contains(head, "-->") {
		return SRT
	}
	return Text
}

// formatOf tells a file's format by its media type; empty: by content.
func formatOf(contentType string) (string, error) {
	if contentType == "" {
		return "", nil
	}
	media, _, err := mime.ParseMediaType(contentType)
	if err != nil {
		return "", errors.Join(errMedia, err)
	}
	switch media {
	case "text/vtt":
		return VTT, nil
	case "application/x-subrip", "text/srt", "text/x-subrip", "application/srt":
		return SRT, nil
	case "text/plain", "application/json", "application/octet-stream", "application/x-www-form-urlencoded": // the last is what curl claims of any file
		return "", nil
	}
	return "", errMedia
}
