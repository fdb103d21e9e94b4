package webchat

import (
	"bytes"
	"encoding/binary"
	"image"
	_ "image/gif"  // sizes only
	_ "image/jpeg" // sizes only
	_ "image/png"  // sizes only
	"mime"
	"net/http"
	"path"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

const (
	octets    = "application/octet-stream"
	maxName   = 120
	maxPixels = 50_000_000
)

// kinds are the types that a file may keep, by extension, with what net/http's sniffer must find in the content.
// Whatever is not here, or does not look like its extension, is stored as octets: SVG, HTML, XML and scripts among it.
var kinds = map[string]struct{ typ, looks string }{
	".png":  {"image/png", "image/png"},
	".jpg":  {"image/jpeg", "image/jpeg"},
	".jpeg": {"image/jpeg", "image/jpeg"},
	".gif":  {"image/gif", "image/gif"},
	".webp": {"image/webp", "image/webp"},
	".heic": {"image/heic", octets},
	".pdf":  {"application/pdf", "application/pdf"},
	".txt":  {"text/plain", "text/plain"},
	".log":  {"text/plain", "text/plain"},
	".csv":  {"text/csv", "text/plain"},
	".zip":  {"application/zip", "application/zip"},
	".docx": {"application/vnd.openxmlformats-officedocument.wordprocessingml.document", "application/zip"},
	".xlsx": {"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "application/zip"},
	".pptx": {"application/vnd.openxmlformats-officedocument.presentationml.presentation", "application/zip"},
	".odt":  {"application/vnd.oasis.opendocument.text", "application/zip"},
	".ods":  {"application/vnd.oasis.opendocument.spreadsheet", "application/zip"},
	".mp3":  {"audio/mpeg", "audio/mpeg"},
	".wav":  {"audio/wav", "audio/wave"},
	".ogg":  {"audio/ogg", "application/ogg"},
	".mp4":  {"video/mp4", "video/mp4"},
	".webm": {"video/webm", "video/webm"},
	".mov":  {"video/quicktime", octets},
}

var programs = []string{".exe", ".com", ".scr", ".pif", ".bat", ".cmd", ".msi", ".msix", ".ps1", ".vbs", ".vbe", ".wsf",
	".hta", ".cpl", ".jar", ".apk", ".app", ".dmg", ".pkg", ".deb", ".rpm", ".sh", ".lnk", ".reg", ".dll", ".iso"}

// typeOf decides a file's media type by its extension and its content, which must agree.
func typeOf(name string, data []byte) string {
	kind, known := kinds[strings.ToLower(path.Ext(name))]
	looks, _, _ := mime.ParseMediaType(http.DetectContentType(data))
	if !known || looks != kind.looks || (picture(kind.typ) && tooManyPixels(data)) {
		return octets
	}
	return kind.typ
}

// runs tells a program, by name or by content.
func runs(name string, data []byte) bool {
	if slices.Contains(programs, strings.ToLower(path.Ext(name))) {
		return true
	}
	return bytes.HasPrefix(data, []byte("MZ")) && bytes.Contains(data[:min(len(data), 4096)], []byte("PE\x00\x00")) ||
		bytes.HasPrefix(data, []byte("\x7fELF"))
}

// picture tells the types that a browser shows in place without running anything.
func picture(typ string) bool {
	return slices.Contains([]string{"image/png", "image/jpeg", "image/gif", "image/webp"}, typ)
}

// inert tells the types that may be named when a file is handed out for saving.
func inert(typ string) bool {
	for _, k := range kinds {
		if k.typ == typ {
			return true
		}
	}
	return false
}

// tooManyPixels reads the header only: a small file may unpack to gigabytes in the reader's browser.
func tooManyPixels(data []byte) bool {
	if w, h, ok := webpSize(data); ok {
		return w*h > maxPixels
	}
	c, _, err := image.DecodeConfig(bytes.NewReader(data))
	return err != nil || c.Width*c.Height > maxPixels
}

// webpSize reads the three forms of a WebP header (https://developers.google.com/speed/webp/docs/riff_container).
func webpSize(b []byte) (w, h int, ok bool) {
	if len(b) < 30 || string(b[:4]) != "RIFF" || string(b[8:12]) != "WEBP" {
		return 0, 0, false
	}
	switch string(b[12:16]) {
	case "VP8X":
		return 1 + int(b[24]) + int(b[25])<<8 + int(b[26])<<16, 1 + int(b[27]) + int(b[28])<<8 + int(b[29])<<16, true
	case "VP8L":
		bits := binary.LittleEndian.Uint32(b[21:])
		return 1 + int(bits&0x3fff), 1 + int(bits>>14&0x3fff), true
	}
	return int(binary.LittleEndian.Uint16(b[26:]) & 0x3fff), int(binary.LittleEndian.Uint16(b[28:]) & 0x3fff), true
}

// cleanName makes a name that is safe to show and to save under. Invisible characters go before anything is looked
// at: they have hidden an extension, or an .htaccess, before now.
func cleanName(name string) string {
	name = norm.NFC.String(strings.ToValidUTF8(name, ""))
	name = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || unicode.Is(unicode.Zl, r) || unicode.Is(unicode.Zp, r) {
			return -1
		}
		return r
	}, name)
	if i := strings.LastIndexAny(name, `/\`); i >= 0 {
		name = name[i+1:]
	}
	name = strings.Map(func(r rune) rune {
		if strings.ContainsRune(`<>:"|?*`, r) {
			return '_'
		}
		return r
	}, name)
	name = strings.TrimRight(strings.TrimLeft(name, ". "), ". ")
	name = shorten(name)
	if name == "" {
		return "file"
	}
	if reserved(name) {
		return "_" + name
	}
	return name
}

// shorten cuts the middle, so that the extension stays.
func shorten(name string) string {
	if utf8.RuneCountInString(name) <= maxName {
		return name
	}
	ext := []rune(path.Ext(name))
	if len(ext) > 20 {
		ext = nil
	}
	return string([]rune(name)[:maxName-len(ext)]) + string(ext)
}

// reserved tells the names of devices on Windows, with any extension.
func reserved(name string) bool {
	stem, _, _ := strings.Cut(strings.ToUpper(name), ".")
	if slices.Contains([]string{"CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"}, stem) {
		return true
	}
	return len(stem) == 4 && (strings.HasPrefix(stem, "COM") || strings.HasPrefix(stem, "LPT")) && stem[3] >= '0' && stem[3] <= '9'
}
