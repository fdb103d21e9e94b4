package convert_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/encoding/charmap"

	"switchboard/knowledge"
	"switchboard/knowledge/convert"
	"switchboard/migrations/pgtest"
)

func TestTextsAreReadAsTheWindowsOfACountryWritesThem(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		page *charmap.Charmap
		text string
		want string // encoding, or nothing: it is refused
	}{
		"Ukrainian":         {charmap.Windows1251, "Питання;Відповідь\nЯк оплатити «послугу»?;Карткою – або готівкою, з’їздіть.\n", "Windows-1251"},
		"Ukrainian by OEM":  {charmap.CodePage866, "Питання;Текст\nЯк оплатити послугу?;Карткою.\n", ""},
		"Russian, KOI8":     {charmap.KOI8R, "Вопрос;Ответ\nКак оплатить услугу?;Картой.\n", ""},
		"Polish":            {charmap.Windows1250, "pytanie;odpowiedź\nJak zapłacić?;Kartą – albo gotówką.\n", "Windows-1250"},
		"German":            {charmap.Windows1252, "frage;antwort\nKönnen wir später zahlen?;Ja, „natürlich“, 5 €.\n", "Windows-125"},
		"French":            {charmap.Windows1252, "question;answer\nOù est-il ?;Déjà à l’hôtel, ça va.\n", "Windows-1252"},
		"more French":       {charmap.Windows1252, "question;answer\nEst-il prêt ?;Le réseau est déjà prêt.\n", "Windows-1252"},
		"Spanish":           {charmap.Windows1252, "question;answer\n¿Dónde está mi contraseña?;Ahí, señor.\n", "Windows-1252"},
		"Danish":            {charmap.Windows1252, "question;answer\nVirker det ikke?;Prøv på ny.\n", "Windows-1252"},
		"Italian":           {charmap.Windows1252, "question;answer\nPerché?;Perché è già così, però.\n", "Windows-1252"},
		"Czech":             {charmap.Windows1250, "question;answer\nJak zaplatím?;Kartou při převzetí, můžete i předem.\n", "Windows-1250"},
		"Slovak":            {charmap.Windows1250, "question;answer\nAko zaplatím?;Kartou, ľahko, stĺpec a vŕba, ďakujem.\n", "Windows-1250"},
		"Hungarian":         {charmap.Windows1250, "question;answer\nHogyan fizethetek?;Az időpont előtt kártyával, gyűjtve is.\n", "Windows-1250"},
		"short Portuguese":  {charmap.Windows1252, "question;answer\nOnde?;Em situações e questões rápidas.\n", "Windows-1252"},
		"shorter still":     {charmap.Windows1252, "question;answer\nOnde?;Em questões rápidas.\n", ""},
		"of either":         {charmap.Windows1252, "question;answer\nQuand ?;Très tôt, même en été.\n", ""},
		"one letter":        {charmap.Windows1252, "question;answer\nCaf\u00e9?;Yes.\n", ""},
		"what nobody reads": {charmap.ISO8859_5, "Вопрос;Ответ\nКак оплатить услугу?;Картой.\n", ""},
	} {
		t.Run(name, func(t *testing.T) {
			data, err := c.page.NewEncoder().String(c.text)
			if err != nil {
				t.Fatal(err)
			}
			s, err := convert.Open(write(t, map[string]string{"a.csv": data}), net)
			if err != nil {
				t.Fatal(err)
			}
			if c.want == "" {
				if len(s.Bad) != 1 || !strings.Contains(s.Bad[0].Problem, `is not UTF-8: save it as "CSV UTF-8"`) {
					t.Errorf("it was taken as %s, bad %v", s.Kind, s.Bad)
				}
				return
			}
			got := fmt.Sprint(texts(t, s))
			answer := strings.TrimSuffix(c.text[strings.LastIndexByte(c.text, ';')+1:], "\n")
			if len(s.Bad) > 0 || !strings.Contains(s.Kind, "1 in "+c.want) || !strings.Contains(got, answer) {
				t.Errorf("%s, bad %v: %s", s.Kind, s.Bad, got)
			}
		})
	}
	markdown, err := charmap.Windows1251.NewEncoder().String("# Тарифи\n\nОсь наші тарифи.\n")
	if err != nil {
		t.Fatal(err)
	}
	s, err := convert.Open(write(t, map[string]string{"тарифи.md": markdown}), net)
	if err != nil || !strings.Contains(one(t, s, "uk/"), "title: Тарифи") {
		t.Errorf("%v, %v", s.Bad, err)
	}
}

func TestAMessyFolderSaysWhatItLeftOut(t *testing.T) {
	t.Parallel()
	s, err := convert.Open(write(t, map[string]string{
		"a.md": "# A\n\nText.", "~$a.docx": "lock", "deep/er/still/b.md": "# B\n\nText.", "old.doc": "x", "price.PDF": "x", "price2.pdf": "x", "notes.txt": "x", "Thumbs.db": "x", "photo.png": "x",
		".git/c.md": "# C\n\nText.", "__MACOSX/._a.md": "x",
		"q.csv": "question;answer\nOne?;Yes.\n;;\n\nOne?;No.\n\"Broken \"\"quote;yes;\nTwo?;Yes.\n",
	}), net)
	if err != nil {
		t.Fatal(err)
	}
	if s.Kind != "folder of 3 files; not read: 1 .doc (save as .docx), 2 .pdf (save its text as .docx), 1 .txt (save as .md)" {
		t.Errorf("it is %q", s.Kind)
	}
	if bad := fmt.Sprint(s.Bad); len(s.Bad) != 1 || !strings.Contains(bad, "q.csv row 6: opens a quotation mark that nothing closes") {
		t.Errorf("it says %s", bad)
	}
	if got := slices.Sorted(maps.Keys(texts(t, s))); fmt.Sprint(got) != "[net/en/a.md net/en/deep-er-still-b.md net/en/one-2.md net/en/one.md net/project.md]" {
		t.Errorf("it has %v", got)
	}
	if _, err := convert.Open(write(t, map[string]string{"a.pdf": "x"}), net); err == nil || !strings.Contains(err.Error(), "not read: 1 .pdf (save its text as .docx)") {
		t.Errorf("a folder of other files: %v", err)
	}
	inches, err := convert.Open(write(t, map[string]string{"q.csv": "question;answer\nHow big?;A 5\" screen.\nAnd?;Fine.\n"}), net)
	if err != nil || len(inches.Bad) != 0 || len(texts(t, inches)) != 3 {
		t.Errorf("a quotation mark inside a word: %v, %v", inches.Bad, err)
	}
}

func TestArchivesOfWindows(t *testing.T) {
	t.Parallel()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	name, err := charmap.CodePage866.NewEncoder().String(`Тарифы\цены.md`)
	if err != nil {
		t.Fatal(err)
	}
	w, err := z.CreateHeader(&zip.FileHeader{Name: name, NonUTF8: true})
	if err == nil {
		_, err = w.Write([]byte("# Prices\n\nThe prices."))
	}
	if err == nil {
		err = z.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	s, err := convert.File("all.zip", b.Bytes(), net)
	if err != nil || len(s.Bad) > 0 || !strings.Contains(one(t, s, "tseny"), "title: Prices") {
		t.Errorf("%v, %v", s.Bad, err)
	}
}

func TestAFolderOfProjectsMayStandInAFolder(t *testing.T) {
	t.Parallel()
	files := map[string]string{"backup/net/project.md": "---\nname: Net\n---\n", "backup/net/en/a.md": "---\ntitle: A\n---\nText.\n", "__MACOSX/backup/._net": "x"}
	packed, err := convert.File("all.zip", []byte(zipped(t, files)), convert.Options{})
	if err != nil || texts(t, packed)["net/en/a.md"] == "" || !packed.Whole {
		t.Errorf("packed: %+v, %v", packed, err)
	}
	onDisk, err := convert.Open(write(t, files), convert.Options{})
	if err != nil || texts(t, onDisk)["net/en/a.md"] == "" {
		t.Errorf("on disk: %+v, %v", onDisk, err)
	}
}

// The same pages have the same keys, from a disk, or packed or sent by a browser with the folder that they stand in.
func TestAFolderThatPagesArePackedWithIsNoPartOfTheirKeys(t *testing.T) {
	t.Parallel()
	page := func(title string) string {
		text := "Text of it."
		if title == "Шини" || title == "Розмір" {
			text = "Тут про це написано."
		}
		return "<html><head><title>" + title + "</title></head><body><h1>" + title + "</h1><p>" + text + "</p></body></html>"
	}
	for want, files := range map[string]map[string]string{
		"net/en/guides-fit.md net/en/tubes.md":        {"tubes.html": page("Tubes"), "guides/fit.md": "# Fit\n\nText of it.\n"},
		"net/en/guides-fit.md net/en/guides-tubes.md": {"guides/fit.html": page("Fit"), "guides/tubes.html": page("Tubes")},
		"net/en/tubes.md net/uk/tubes.md":             {"en/tubes.html": page("Tubes"), "uk/tubes.html": page("Шини")},
		"net/uk/fit.md net/uk/tubes.md":               {"uk/fit.html": page("Розмір"), "uk/tubes.html": page("Шини")},
		"net/en/guides-fit.md net/en/sub-pump.md":     {"guides/fit.html": page("Fit"), "sub/pump.html": page("Pump"), "logo.svg": "<svg/>"},
	} {
		wrapped := map[string]string{"__MACOSX/site/._a": "x"}
		for name, text := range files {
			wrapped["site/"+name] = text
		}
		onDisk, err := convert.Open(write(t, files), net)
		if err != nil {
			t.Fatal(err)
		}
		packed, err := convert.File("site.zip", []byte(zipped(t, wrapped)), net)
		if err != nil {
			t.Fatal(err)
		}
		for from, s := range map[string]convert.Source{"a disk": onDisk, "an archive": packed} {
			got := slices.DeleteFunc(slices.Sorted(maps.Keys(texts(t, s))), func(name string) bool { return path.Base(name) == "project.md" })
			if strings.Join(got, " ") != want {
				t.Errorf("from %s: %s, want %s; %v", from, got, want, s.Bad)
			}
		}
		packed, err = convert.File("site.zip", []byte(zipped(t, files)), net)
		if got := slices.Sorted(maps.Keys(texts(t, packed))); err != nil || strings.HasPrefix(want, "net/uk") && !slices.Contains(got, "net/uk/fit.md") {
			t.Errorf("the folder of a language: %s, %v", got, err)
		}
	}
}

// A sheet of one project is no reason to take away what another import brought of other projects.
func TestASheetRemovesNothingOfOtherProjects(t *testing.T) {
	t.Parallel()
	store := knowledge.NewStore(pgtest.New(t))
	take := func(project, sheet string) knowledge.ImportReport {
		t.Helper()
		s, err := convert.File("a.csv", []byte(sheet), convert.Options{Project: project, ProjectName: project, Lang: "en"})
		if err != nil {
			t.Fatal(err)
		}
		r, err := knowledge.Import(t.Context(), store, s.FS, knowledge.ImportOptions{Remove: true, Partial: !s.Whole})
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	take("net", "question,answer\nOne?,Yes.\nTwo?,Yes.\n")
	if r := take("tv", "question,answer\nThree?,Yes.\n"); len(r.Removed) != 0 {
		t.Errorf("removed %v", r.Removed)
	}
	if r := take("net", "question,answer\nTwo?,Yes.\n"); fmt.Sprint(r.Removed) != "[net/en/one.md]" {
		t.Errorf("removed %v", r.Removed)
	}
}
