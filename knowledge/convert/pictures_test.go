package convert_test

import (
	"archive/zip"
	"bytes"
	"encoding/base64"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/gomutex/godocx"

	"switchboard/knowledge"
	"switchboard/knowledge/convert"
	"switchboard/migrations/pgtest"
)

// picture is a PNG of some size, another for each shade.
func picture(t *testing.T, size int, shade uint8) string {
	t.Helper()
	img := image.NewGray(image.Rect(0, 0, size, size))
	img.SetGray(0, 0, color.Gray{shade})
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// one is the only file of a source whose name has a part.
func one(t *testing.T, s convert.Source, part string) string {
	t.Helper()
	for name, text := range texts(t, s) {
		if strings.Contains(name, part) {
			return text
		}
	}
	t.Fatalf("there is no %s in %q", part, texts(t, s))
	return ""
}

func TestPicturesComeWithASavedPage(t *testing.T) {
	t.Parallel()
	data := base64.StdEncoding.EncodeToString([]byte(picture(t, 40, 1)))
	page := `<html lang="en"><title>Lamp</title><main><h1>The lamp</h1>
<p>Press it: <img src="lamp_files/a%20lamp%20(1).png?v=2" alt="The [lamp]
 from above" title="hover"> and wait.</p>
<figure><picture><source srcset="x.webp"><img src="img/wrong.jpg" alt="Wrong ending"></picture><figcaption>Below</figcaption></figure>
<a href="https://shop.example"><img src="/img/wrong.jpg" alt="Again"></a>
<img src="data:image/png;base64,` + data + `" alt="Inline">
<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=" data-src="img/late.png" alt="Late">
<img src="https://cdn.example/far.png" alt="Far away"><img src="https://track.example/pixel.gif"><img src="img/dot.png" alt="dot">
<img src="img/missing.png" alt="Missing"><img src="img/logo.svg" alt="Logo"><img src="img/deco.svg" alt=""><img src="../../../etc/passwd" alt="Up">
<img src="..%2f..%2f.git/config" alt="Git"><img src="img\back.png" alt="Back"><img src="file:///etc/passwd" alt="Root"><img src="javascript:alert(1)" alt="Run">
<img src="img/` + "a\x01b" + `.png" alt="Odd"><img src="data:image/svg+xml,<svg onload=alert(1)>" alt="Vector"><img src="data:image/png;base64,!!" alt="Broken"><img alt="Nothing">
</main></html>`
	files := map[string]string{"site/page.html": page, "site/lamp_files/a lamp (1).png": picture(t, 40, 2), "site/img/wrong.jpg": picture(t, 40, 3), "img/wrong.jpg": picture(t, 40, 3),
		"site/img/late.png": picture(t, 40, 4), "site/img/dot.png": picture(t, 2, 5), "site/img/logo.svg": "<svg onload=alert(1)/>", "site/img/deco.svg": "<svg/>", "site/img/back.png": picture(t, 40, 6)}
	s, err := convert.Open(write(t, files), net)
	if err != nil {
		t.Fatal(err)
	}
	store := knowledge.NewStore(pgtest.New(t))
	r, err := knowledge.Import(t.Context(), store, s.FS, knowledge.ImportOptions{})
	if err != nil || len(r.Bad) > 0 {
		t.Fatalf("%+v, %v", r, err)
	}
	d, err := store.ArticleByKey(t.Context(), "net", "site-page", "en")
	if err != nil {
		t.Fatal(err)
	}
	body := d.Versions[0].Body
	for _, want := range []string{`Press it: ![The \[lamp\] from above](/knowledge-files/`, "/a%20lamp%20%281%29.png) and wait.", "/wrong.png)", "![Inline](/knowledge-files/",
		"/picture-1.png)", "/late.png)", "/back.png)", "[Far away](https://cdn.example/far.png)", "Missing", "Logo", "Below"} {
		if !strings.Contains(body, want) {
			t.Errorf("it lacks %q:\n%s", want, body)
		}
	}
	for _, not := range []string{"data:", "passwd)", "hover", "track.example", "svg", "R0lGOD", "_files/", "config", "javascript"} {
		if strings.Contains(body, not) {
			t.Errorf("it has %q:\n%s", not, body)
		}
	}
	bad := fmt.Sprint(s.Bad)
	if len(s.Bad) != 1 || !strings.Contains(bad, "site/page.html: was taken without ") || !strings.Contains(bad, "“Missing” is not there: save the page with its pictures (site/img/missing.png)") ||
		!strings.Contains(bad, "“Logo” is no PNG, JPEG, GIF or WebP picture (logo.svg)") || !strings.Contains(bad, "“Up” does not stand in the folder") || strings.Contains(bad, "root:") {
		t.Errorf("it says %s", bad)
	}
	for _, name := range []string{"a lamp (1).png", "wrong.png", "picture-1.png"} {
		if n := strings.Count(fmt.Sprint(r.Added), "/"+name); n < 1 {
			t.Errorf("%s was not stored: %v", name, r.Added)
		}
	}
	s, err = convert.Open(write(t, files), net)
	if err != nil {
		t.Fatal(err)
	}
	if r, err = knowledge.Import(t.Context(), store, s.FS, knowledge.ImportOptions{}); err != nil || len(r.Added)+len(r.Changed) > 0 {
		t.Errorf("the same again: %+v, %v", r, err)
	}
	files["site/img/late.png"] = picture(t, 40, 77)
	if s, err = convert.Open(write(t, files), net); err != nil {
		t.Fatal(err)
	}
	if r, err = knowledge.Import(t.Context(), store, s.FS, knowledge.ImportOptions{}); err != nil || len(r.Changed) != 1 {
		t.Errorf("another picture of the same name: %+v, %v", r, err)
	}
}

// One of them is told by its content to be what the other is by its name.
func TestTwoPicturesOfOneNameAreTwo(t *testing.T) {
	t.Parallel()
	s, err := convert.Open(write(t, map[string]string{"page.html": `<html lang="en"><main><h1>Lamps</h1><p><img src="a.jpg" alt="one"> <img src="a.png" alt="two"></p></main></html>`,
		"a.jpg": picture(t, 40, 1), "a.png": picture(t, 40, 2)}), net)
	if err != nil {
		t.Fatal(err)
	}
	pictures := 0
	for name := range texts(t, s) {
		if strings.HasPrefix(name, "_files/a") {
			pictures++
		}
	}
	if body := one(t, s, "page"); pictures != 2 || strings.Count(body, "_files/a.png") != 1 || strings.Count(body, "_files/a-") != 1 {
		t.Errorf("%d pictures in %s", pictures, body)
	}
}

func TestPicturesComeWithAWordDocument(t *testing.T) {
	t.Parallel()
	dir := write(t, map[string]string{"lamp.png": picture(t, 60, 1), "plug.png": picture(t, 60, 2), "dot.png": picture(t, 3, 3), "fake.gif": "no picture at all"})
	doc, err := godocx.NewDocument()
	if err != nil {
		t.Fatal(err)
	}
	heading := func(text string) {
		t.Helper()
		if _, err := doc.AddHeading(text, 1); err != nil {
			t.Fatal(err)
		}
	}
	show := func(file, alt string) {
		t.Helper()
		pic, err := doc.AddPicture(filepath.Join(dir, file), 2, 2)
		if err != nil {
			t.Fatal(err)
		}
		pic.Para.GetCT().Children[0].Run.Children[0].Drawing.Inline[0].DocProp.Description = alt
	}
	heading("The lamp")
	doc.AddParagraph("Look at the lamp.")
	show("lamp.png", "The lamp,\nlit")
	show("dot.png", "")
	heading("The plug")
	doc.AddParagraph("Look at the plug.")
	show("plug.png", "")
	show("fake.gif", "")
	path := filepath.Join(dir, "guide.docx")
	if err := doc.SaveTo(path); err != nil {
		t.Fatal(err)
	}
	s, err := convert.Open(path, net)
	if err != nil {
		t.Fatal(err)
	}
	lamp, plug := one(t, s, "lamp.md"), one(t, s, "plug.md")
	if !strings.Contains(lamp, "![The lamp, lit](../../_files/guide.docx/image1.png)") || strings.Count(lamp, "![") != 1 {
		t.Errorf("the first section is %s", lamp)
	}
	if !strings.Contains(plug, "![](../../_files/guide.docx/image3.png)") || strings.Count(plug, "![") != 1 {
		t.Errorf("the second section is %s", plug)
	}
	if bad := fmt.Sprint(s.Bad); len(s.Bad) != 1 || !strings.Contains(bad, "guide.docx, section 2: was taken without 1 of its pictures: one is no PNG, JPEG, GIF or WebP picture (image4.gif)") {
		t.Errorf("it says %s", bad)
	}
	store := knowledge.NewStore(pgtest.New(t))
	r, err := knowledge.Import(t.Context(), store, s.FS, knowledge.ImportOptions{})
	if err != nil || len(r.Bad) > 0 {
		t.Fatalf("%+v, %v", r, err)
	}
	if _, err := os.Stat(path); err != nil {
		t.Fatal(err)
	}
}

// A document says where its pictures are: it may not say that they are elsewhere, and what it packs small must not unpack
// to more than may be stored.
func TestAHostileWordDocumentBringsNoPictures(t *testing.T) {
	t.Parallel()
	blip := func(id string) string {
		return `<w:p><w:r><w:t>Text.</w:t></w:r><w:r><w:drawing><wp:inline xmlns:wp="x"><wp:docPr id="1" name="n" descr="Picture ` + id + `"/><a:blip xmlns:a="y" r:embed="` + id + `"/></wp:inline></w:drawing></w:r></w:p>`
	}
	docx := zipped(t, map[string]string{
		"word/document.xml": `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><w:body>` +
			blip("far") + blip("up") + blip("none") + blip("bomb") + blip("vector") + blip("good") + `</w:body></w:document>`,
		"word/_rels/document.xml.rels": `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
			<Relationship Id="far" Type="http://x/image" Target="https://evil.example/x.png" TargetMode="External"/>
			<Relationship Id="up" Type="http://x/image" Target="../../../../etc/passwd"/>
			<Relationship Id="bomb" Type="http://x/image" Target="media/bomb.png"/>
			<Relationship Id="vector" Type="http://x/image" Target="media/v.svg"/>
			<Relationship Id="good" Type="http://x/image" Target="/word/media/good.bin"/></Relationships>`,
		"word/media/bomb.png": picture(t, 40, 1) + strings.Repeat("\x00", knowledge.MaxFile+1), "word/media/v.svg": "<svg onload=alert(1)/>", "word/media/good.bin": picture(t, 40, 9),
	})
	s, err := convert.Open(write(t, map[string]string{"a.docx": docx}), net)
	if err != nil {
		t.Fatal(err)
	}
	if text := one(t, s, "a.md"); strings.Count(text, "![") != 1 || !strings.Contains(text, "![Picture good](../../_files/a.docx/good.png)") || !strings.Contains(text, "Picture up") || strings.Contains(text, "evil") {
		t.Errorf("it is %s", text)
	}
	if bad := fmt.Sprint(s.Bad); len(s.Bad) != 1 || !strings.Contains(bad, "without 5 of its pictures") || !strings.Contains(bad, "unpacks to more than 10 MB") || !strings.Contains(bad, "“Picture far” stands outside the document") {
		t.Errorf("it says %s", bad)
	}
}

// counted counts how often its files are opened.
type counted struct {
	fstest.MapFS
	opened map[string]int
}

func (c counted) Open(name string) (fs.File, error) {
	c.opened[name]++
	return c.MapFS.Open(name)
}

func TestAPictureThatAPageShowsAgainAndAgainIsReadOnce(t *testing.T) {
	t.Parallel()
	page := "<main><h1>Lamps</h1><p>Text." + strings.Repeat(`<img src="lamp.png" alt="The lamp"> <img src="none.png" alt="No lamp">`, 50) + "</main>"
	root := counted{fstest.MapFS{"a.html": {Data: []byte(page)}, "lamp.png": {Data: []byte(picture(t, 40, 1))}}, map[string]int{}}
	s, err := convert.FromFS(root, net)
	if err != nil {
		t.Fatal(err)
	}
	if text := one(t, s, "a.md"); strings.Count(text, "![The lamp](../../_files/lamp.png)") != 50 || root.opened["lamp.png"] != 1 {
		t.Errorf("it is opened %d times for %s", root.opened["lamp.png"], text)
	}
	if bad := fmt.Sprint(s.Bad); !strings.Contains(bad, "without 50 of its pictures") {
		t.Errorf("it says %s", bad)
	}
}

func TestAnArchiveThatUnpacksToTooMuchIsNotRead(t *testing.T) {
	t.Parallel()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := range 300 {
		w, err := z.CreateRaw(&zip.FileHeader{Name: fmt.Sprintf("%d.md", i), Method: zip.Deflate, UncompressedSize64: 8 << 20, CompressedSize64: 4})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte("none")); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := convert.File("bomb.zip", b.Bytes(), net); err == nil || !strings.Contains(err.Error(), "import it in parts") {
		t.Errorf("it is taken: %v", err)
	}
}

// TestAPageAndItsPicturesMayBeChosenOneByOne: a browser that sends single files does not tell the folder that they stood in.
func TestAPageAndItsPicturesMayBeChosenOneByOne(t *testing.T) {
	t.Parallel()
	s, err := convert.Open(write(t, map[string]string{"page.html": `<main><h1>The lamp</h1><p>Press it: <img src="page_files/lamp.png" alt="The lamp"></p></main>`, "lamp.png": picture(t, 40, 1)}), net)
	if err != nil || len(s.Bad) > 0 {
		t.Fatal(s.Bad, err)
	}
	if _, err := fs.Stat(s.FS, "_files/lamp.png"); err != nil {
		t.Error(err)
	}
}
