package telegram

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"switchboard/channels"
)

const (
	maxAlbum = 10
	maxParts = 8 // a text of more parts goes as a file with its beginning above
	foretell = 600
)

// piece is one call: a text, one file with a caption, or an album.
type piece struct {
	text    rich
	files   []upload
	choices []string
}

// How a file is sent.
type form string

const (
	asPhoto     form = "photo"
	asVideo     form = "video"
	asAnimation form = "animation"
	asAudio     form = "audio"
	asVoice     form = "voice"
	asDocument  form = "document"
)

type upload struct {
	name    string
	form    form
	data    []byte
	seconds int
	caption rich
}

// plan lays a message out in pieces. A text that fits becomes the caption of the first file; a longer one goes before the
// files, or after them when buttons belong under it, since an album cannot have any.
func (c *Channel) plan(o channels.Outbound) ([]piece, error) {
	text := fromMarkdown(o.Text)
	if c.settings.ShowName && o.Name != "" && !blank(text.text) {
		text = text.under(oneLine(o.Name))
	}
	files, err := uploads(o.Files)
	if err != nil {
		return nil, err
	}
	parts := split(text, maxText)
	if len(parts) > maxParts {
		parts = split(rich{text: shorten(parts[0].text, foretell)}, maxText)
		files = append([]upload{{name: "message.txt", form: asDocument, data: []byte(text.text)}}, files...)
	}
	albums := group(files)
	choices := slices.DeleteFunc(slices.Clone(o.Choices), blank)
	captioned := len(albums) > 0 && len(parts) == 1 && parts[0].units() <= maxCaption && albums[0].files[0].caption.text == "" &&
		(len(choices) == 0 || len(albums) == 1 && len(albums[0].files) == 1)
	if captioned {
		albums[0].files[0].caption, parts = parts[0], nil
	}
	var pieces []piece
	for _, part := range parts {
		pieces = append(pieces, piece{text: part})
	}
	if len(choices) > 0 {
		pieces = append(albums, pieces...)
	} else {
		pieces = append(pieces, albums...)
	}
	if len(pieces) == 0 {
		return nil, errors.New("the message is empty")
	}
	if len(choices) == 0 {
		return pieces, nil
	}
	if last := pieces[len(pieces)-1]; len(last.files) > 1 {
		pieces = append(pieces, piece{text: rich{text: "👇"}})
	}
	pieces[len(pieces)-1].choices = choices[:min(len(choices), maxChoices)]
	return pieces, nil
}

// uploads decides how each file goes.
func uploads(files []channels.File) ([]upload, error) {
	var all []upload
	for _, f := range files {
		name := fileName(f)
		switch {
		case len(f.Data) == 0:
			return nil, fmt.Errorf("file %q is empty", name)
		case len(f.Data) > maxUpload:
			return nil, fmt.Errorf("file %q has %d bytes; Telegram takes up to %d", name, len(f.Data), maxUpload)
		}
		u := upload{name: name, form: formOf(f), data: f.Data, seconds: int(f.Duration.Seconds())}
		if captions := split(fromMarkdown(f.Caption), maxCaption); len(captions) > 0 {
			u.caption = captions[0]
			if len(captions) > 1 {
				u.caption.text = strings.TrimRight(u.caption.text[:len(u.caption.text)-len(lastCluster(u.caption.text))], " \n") + "…"
			}
		}
		all = append(all, u)
	}
	return all, nil
}

func lastCluster(s string) string {
	all := clusters(s, maxCaption)
	return all[len(all)-1].text
}

// formOf picks the form in which Telegram shows the file best: https://core.telegram.org/bots/api#sending-files
func formOf(f channels.File) form {
	kind, _, _ := strings.Cut(strings.ToLower(f.Type), ";")
	switch {
	case f.Sort == "document":
		return asDocument
	case slices.Contains([]string{"image/jpeg", "image/png", "image/webp"}, kind) && len(f.Data) <= maxPhoto:
		return asPhoto
	case kind == "image/gif":
		return asAnimation
	case kind == "video/mp4":
		return asVideo
	case f.Sort == "voice" && slices.Contains([]string{"audio/ogg", "audio/mpeg", "audio/mp4", "audio/x-m4a"}, kind):
		return asVoice
	case slices.Contains([]string{"audio/mpeg", "audio/mp4", "audio/x-m4a"}, kind):
		return asAudio
	}
	return asDocument
}

// attachable is a name that can stand in attach://…, where it becomes the file's name, and is no parameter's name.
var attachable = regexp.MustCompile(`^[A-Za-z0-9_-]{1,60}\.[A-Za-z0-9]{1,8}$`)

// group makes albums of files that follow each other and may be together: photos with videos, documents with
// documents, audio with audio.
func group(files []upload) []piece {
	var pieces []piece
	for _, f := range files {
		if n := len(pieces); n > 0 && joins(pieces[n-1].files, f) {
			pieces[n-1].files = append(pieces[n-1].files, f)
			continue
		}
		pieces = append(pieces, piece{files: []upload{f}})
	}
	return pieces
}

func joins(album []upload, f upload) bool {
	if len(album) >= maxAlbum {
		return false
	}
	visual := func(k form) bool { return k == asPhoto || k == asVideo }
	if visual(f.form) && visual(album[0].form) {
		return true
	}
	if f.form != album[0].form || f.form != asDocument && f.form != asAudio {
		return false
	}
	for _, other := range album {
		if strings.EqualFold(other.name, f.name) || !attachable.MatchString(other.name) {
			return false
		}
	}
	return attachable.MatchString(f.name)
}

// fileName is a name fit to be shown: no path, nothing invisible.
func fileName(f channels.File) string {
	name := f.Name[strings.LastIndexAny(f.Name, `/\`)+1:]
	name = strings.Map(func(c rune) rune {
		if unicode.IsControl(c) || unicode.Is(unicode.Cf, c) || c == unicode.ReplacementChar {
			return -1
		}
		return c
	}, strings.ToValidUTF8(name, ""))
	name = strings.TrimSpace(name)
	if r := []rune(name); len(r) > 120 {
		name = string(r[len(r)-120:]) // the end has the extension
	}
	if name != "" {
		return name
	}
	kind, _, _ := strings.Cut(f.Type, ";")
	if ending, ok := map[string]string{
		"image/jpeg": "photo.jpg", "image/png": "image.png", "image/webp": "image.webp", "image/gif": "animation.gif",
		"video/mp4": "video.mp4", "audio/ogg": "voice.ogg", "audio/mpeg": "audio.mp3",
		"application/pdf": "document.pdf", "text/plain": "text.txt",
	}[kind]; ok {
		return ending
	}
	return "file.bin"
}
