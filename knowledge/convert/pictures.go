package convert

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"image"
	_ "image/gif" // told by their first bytes
	_ "image/jpeg"
	_ "image/png"
	"io/fs"
	"net/http"
	"net/url"
	"path"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"switchboard/knowledge"
)

// Pictures come with the page or document that shows them: files beside a saved page, pictures written into the page itself
// (data: addresses), and the media of a Word document. They are stored as editors' pictures are, of the same kinds and sizes.
// What stands elsewhere is not fetched: where it has words they become a link to it. Of another picture that cannot be taken
// the words stay, and the report says why; one in a page that has no words only decorates.

// maxPictures is how much all pictures and files of a source may have, in bytes.
const maxPictures = 256 << 20

// pictureTypes are the endings of pictures by what is found in them. SVG is not among them: it can run scripts.
var pictureTypes = map[string][]string{
	"image/png": {".png"}, "image/jpeg": {".jpg", ".jpeg"}, "image/gif": {".gif"}, "image/webp": {".webp"},
}

// mostPictures is how many different pictures one page or document may have.
const mostPictures = 2000

// icon is the greatest width and height of what only decorates a text.
const icon = 16

var (
	errDecorates = errors.New("only decorates")
	errElsewhere = errors.New("stands elsewhere")
)

// shown puts pictures in place of a tree's img elements that articles can show, or their words. Of gets the content and the
// name of the picture at an address; silent tells that one without words may go without a word.
func (b *builder) shown(from string, root *html.Node, silent bool, of func(src string) (data []byte, name string, err error)) {
	var all []*html.Node
	for n := range root.Descendants() {
		if n.Type == html.ElementNode && n.DataAtom == atom.Img {
			all = append(all, n)
		}
	}
	lost := []string{}
	took := map[string]taken{} // by address: a page shows some again and again
	for _, n := range all {
		alt := strings.Join(strings.Fields(attr(n, "alt")), " ")
		address := pictureAddress(n)
		if _, known := took[address]; !known {
			took[address] = b.picture(address, len(took), of)
		}
		src, err := took[address].link, took[address].err
		if err == nil {
			n.Attr = []html.Attribute{{Key: "src", Val: src}, {Key: "alt", Val: alt}}
			continue
		}
		if src := attr(n, "src"); errors.Is(err, errElsewhere) && alt != "" && leads(src) && !inside(n, atom.A) {
			n.DataAtom, n.Data, n.Attr = atom.A, "a", []html.Attribute{{Key: "href", Val: src}}
			n.AppendChild(&html.Node{Type: html.TextNode, Data: alt})
			continue
		}
		n.Type, n.DataAtom, n.Data, n.Attr = html.TextNode, 0, alt, nil
		if !errors.Is(err, errDecorates) && !errors.Is(err, errElsewhere) && (alt != "" || !silent) {
			lost = append(lost, strings.TrimSpace(fmt.Sprintf("%s %v", quoted(alt), err)))
		}
	}
	if len(lost) > 0 {
		b.bad(from, "was taken without %d of its pictures: %s", len(lost), strings.Join(lost[:min(len(lost), 5)], "; "))
	}
}

func quoted(alt string) string {
	if alt == "" {
		return "one"
	}
	return "“" + cutText(alt, 80) + "”"
}

// inside tells whether a node stands in an element of a kind.
func inside(n *html.Node, a atom.Atom) bool {
	for n = n.Parent; n != nil; n = n.Parent {
		if n.DataAtom == a {
			return true
		}
	}
	return false
}

// taken is a picture that was taken in, as articles link it, or why it was not.
type taken struct {
	link string
	err  error
}

// pictureAddress is where the picture of an img element is.
func pictureAddress(n *html.Node) string {
	src := strings.TrimSpace(attr(n, "src"))
	for _, lazy := range []string{"data-src", "data-original", "data-lazy-src"} { // src has a placeholder, until somebody scrolls there
		if real := strings.TrimSpace(attr(n, lazy)); real != "" && (src == "" || strings.HasPrefix(src, "data:")) {
			src = real
		}
	}
	return src
}

// picture takes the picture at an address in, after so many others of its page.
func (b *builder) picture(src string, others int, of func(src string) ([]byte, string, error)) (t taken) {
	if src == "" {
		return taken{err: errDecorates}
	}
	if others >= mostPictures {
		return taken{err: fmt.Errorf("comes after %d others: split it", mostPictures)}
	}
	data, name, err := of(src)
	if err != nil {
		return taken{err: err}
	}
	t.link, t.err = b.keepPicture(name, data)
	return t
}

// keepPicture puts a picture into the folder that is made, with the ending that it should have, and returns how articles
// link it there.
func (b *builder) keepPicture(name string, data []byte) (string, error) {
	looks, _, _ := strings.Cut(http.DetectContentType(data), ";")
	endings, known := pictureTypes[looks]
	if !known {
		return "", fmt.Errorf("is no PNG, JPEG, GIF or WebP picture (%s)", path.Base(name))
	}
	if c, _, err := image.DecodeConfig(bytes.NewReader(data)); err == nil && c.Width <= icon && c.Height <= icon {
		return "", errDecorates
	}
	fits := false
	for _, e := range endings {
		fits = fits || strings.EqualFold(path.Ext(name), e)
	}
	if !fits {
		name = strings.TrimSuffix(name, path.Ext(name)) + endings[0]
	}
	if _, err := knowledge.CheckFile(name, data); err != nil {
		return "", err
	}
	return b.keep(name, data)
}

// keep puts a file into the folder that is made, and returns how articles link it there. Another one of its name gets a name of
// its own.
func (b *builder) keep(at string, data []byte) (string, error) {
	to := path.Join("_files", at)
	if there := b.files[to]; there != nil && !bytes.Equal(there, data) {
		to = strings.TrimSuffix(to, path.Ext(to)) + "-" + contentName(data) + path.Ext(to)
	}
	if b.files[to] == nil {
		if b.kept += len(data); b.kept > maxPictures {
			return "", fmt.Errorf("is too much: pictures and files of one source may have %d MB: import it in parts", maxPictures>>20)
		}
		b.files[to], b.origin[to] = data, at
	}
	parts := strings.Split(to, "/")
	for i, p := range parts {
		parts[i] = url.PathEscape(p)
	}
	return "../../" + strings.Join(parts, "/"), nil
}

// contentName is a name that is the same for the same content.
func contentName(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:8])
}

// besidePage returns the pictures that a saved page shows.
func (b *builder) besidePage(page string) func(src string) ([]byte, string, error) {
	n := 0
	return func(src string) ([]byte, string, error) {
		if isData(src) {
			n++
			data, err := dataAddress(src)
			return data, fmt.Sprintf("%s/picture-%d", strings.TrimSuffix(page, path.Ext(page)), n), err
		}
		at, err := besidePath(page, src)
		if err != nil {
			return nil, "", err
		}
		if !b.isFile(at) {
			at = path.Join(path.Dir(page), path.Base(at)) // the page and its pictures were chosen one by one, without their folder
		}
		if !b.isFile(at) {
			at, _ = besidePath(page, src)
			return nil, "", fmt.Errorf("is not there: save the page with its pictures (%s)", at)
		}
		data, err := readUpTo(b.root, at, knowledge.MaxFile)
		return data, at, err
	}
}

// besideRow returns the pictures that a row of a sheet shows. Those that stand in the text are named by what they are, wherever the
// row stands.
func (b *builder) besideRow(row string) func(src string) ([]byte, string, error) {
	beside := b.besidePage(row)
	return func(src string) ([]byte, string, error) {
		if !isData(src) {
			return beside(src)
		}
		data, err := dataAddress(src)
		return data, "picture-" + contentName(data), err
	}
}

func isData(src string) bool { return strings.HasPrefix(strings.ToLower(src), "data:") }

// isFile tells whether there is a file of a name.
func (b *builder) isFile(name string) bool {
	info, err := fs.Stat(b.root, name)
	return err == nil && info.Mode().IsRegular()
}

// besidePath is the path in the folder that an address in a page means.
func besidePath(page, src string) (string, error) {
	u, err := url.Parse(strings.ReplaceAll(src, `\`, "/")) // some programs save Windows' paths
	if err != nil {
		return "", errors.New("has an address that cannot be read")
	}
	if u.Scheme != "" || u.Host != "" {
		return "", errElsewhere
	}
	at := path.Join(path.Dir(page), u.Path)
	if strings.HasPrefix(u.Path, "/") {
		at = strings.TrimPrefix(path.Clean(u.Path), "/") // from the top of the site, which may be the top of the folder
	}
	if !fs.ValidPath(at) || strings.HasPrefix(at, ".") || strings.Contains(at, "/.") {
		return "", errors.New("does not stand in the folder")
	}
	return at, nil
}

// dataAddress is what stands in a data: address.
func dataAddress(src string) ([]byte, error) {
	head, body, ok := strings.Cut(src[len("data:"):], ",")
	if !ok {
		return nil, errors.New("has an address that cannot be read")
	}
	if len(body) > 3*knowledge.MaxFile {
		return nil, fmt.Errorf("has more than %d MB", knowledge.MaxFile>>20)
	}
	text, err := url.PathUnescape(body)
	if err != nil {
		return nil, errors.New("has an address that cannot be read")
	}
	if !strings.HasSuffix(strings.ToLower(head), ";base64") {
		return []byte(text), nil
	}
	text = strings.Join(strings.Fields(text), "")
	data, err := base64.RawStdEncoding.DecodeString(strings.TrimRight(text, "="))
	if err != nil {
		return nil, errors.New("has an address that cannot be read")
	}
	return data, nil
}
