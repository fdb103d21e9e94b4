package convert

import (
	"archive/zip"
	"bytes"
	"fmt"
	"path"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// readZip is an archive with the names of its files as they were.
func readZip(data []byte) (*zip.Reader, error) {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, fmt.Errorf("read the archive: %w: give a .zip file", err)
	}
	left := uint64(maxUnpacked)
	for _, f := range z.File {
		if f.UncompressedSize64 > left {
			return nil, fmt.Errorf("the archive unpacks to more than %d MB: import it in parts", maxUnpacked>>20)
		}
		left -= f.UncompressedSize64
	}
	for _, f := range z.File { // Windows writes names as DOS did
		if f.NonUTF8 && !utf8.ValidString(f.Name) {
			if name, err := charmap.CodePage866.NewDecoder().String(f.Name); err == nil {
				f.Name = name
			}
		}
		f.Name = strings.ReplaceAll(f.Name, `\`, "/")
	}
	return z, nil
}

// onlyArchive is the archive that is all that another one holds, as Notion packs what it exports; nil: it holds other things.
func onlyArchive(z *zip.Reader) ([]byte, error) {
	var inner []*zip.File
	for _, f := range z.File {
		base := path.Base(f.Name)
		switch {
		case strings.HasSuffix(f.Name, "/") || strings.HasPrefix(base, ".") || strings.HasPrefix(f.Name, "__MACOSX/"):
		case strings.EqualFold(path.Ext(base), ".zip"):
			inner = append(inner, f)
		default:
			return nil, nil
		}
	}
	switch {
	case len(inner) == 0:
		return nil, nil
	case len(inner) > 1:
		return nil, fmt.Errorf("the archive holds %d others, the first of which is %s: unpack it and import each of them", len(inner), inner[0].Name)
	}
	data, err := unpacked(z, inner[0].Name, maxArchive)
	if err != nil {
		return nil, fmt.Errorf("read %s in the archive: %w", inner[0].Name, err)
	}
	return data, nil
}
