package editor_test

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"path"
	"strconv"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"switchboard/channels/webchat/browsertest"
	"switchboard/knowledge"
)

func TestASheetIsCheckedThenImported(t *testing.T) {
	r := newRig(t)
	p := r.person("Maria", true)
	const sheet = "question,answer,language\nHow do I return an order?,Within 14 days.,en\n,No question.,en\nЯк повернути?,Протягом 14 днів.,uk\n"
	code, page := p.send("/knowledge/import", "answers.csv", sheet, "do", "check", "project", "net")
	if code != http.StatusOK {
		t.Fatal(code, page)
	}
	has(t, "the dry run", page, "What importing it would do", "2 new", "1 could not be taken", "answers.csv row 3", "net/en/")
	if rows, err := r.store.Articles(t.Context(), knowledge.Filter{}); err != nil || len(rows) != 0 {
		t.Fatalf("a dry run imported %d, %v", len(rows), err)
	}
	if code, page = p.send("/knowledge/import", "answers.csv", sheet, "do", "import", "project", "net"); code != http.StatusOK {
		t.Fatal(code)
	}
	has(t, "the import", page, "Imported", "2 new", "to those that are to be verified")
	rows, err := r.store.Articles(t.Context(), knowledge.Filter{State: knowledge.Unverified})
	if err != nil || len(rows) != 2 || rows[0].Published != 1 {
		t.Fatalf("%+v %v", rows, err)
	}
	_, page = p.send("/knowledge/import", "answers.csv", sheet, "do", "import", "project", "net")
	has(t, "the second import", page, "all 2 are here already")
	_, page = p.send("/knowledge/import", "answers.csv", sheet, "do", "import", "new_project", "Lumen Post", "verified", "1")
	has(t, "an import into a new project", page, "lumen-post")
	if rows, err := r.store.Articles(t.Context(), knowledge.Filter{State: knowledge.Unverified, Project: "lumen-post"}); err != nil || len(rows) != 0 {
		t.Errorf("verified ones are not: %v %v", rows, err)
	}
	if err := r.store.AddMustFind(t.Context(), knowledge.MustFind{Project: "net", Key: rows[0].Key, Text: "how", By: "Ann"}); err != nil {
		t.Fatal(err)
	}
	_, file := p.get("/knowledge/export")
	z, err := zip.NewReader(bytes.NewReader([]byte(file)), int64(len(file)))
	if err != nil || len(z.File) < 4 {
		t.Fatalf("the download: %v", err)
	}
	_, page = p.send("/knowledge/import", "knowledge.zip", file, "do", "import", "verified", "1")
	has(t, "the download imported", page, "Imported")
	hasNot(t, "the download imported", page, "could not be taken")
	hasNot(t, "the download imported", page, "Left out")
	if _, err := r.pool.Exec(t.Context(), `WITH gone AS (DELETE FROM must_find RETURNING line) INSERT INTO erased_lines (key) SELECT line FROM gone`); err != nil {
		t.Fatal(err)
	}
	_, page = p.send("/knowledge/import", "knowledge.zip", file, "do", "import", "verified", "1")
	has(t, "after an erasure", page, "<summary>Left out</summary>", "net/_must-find.yaml: 1 line was left out: it is of a customer who was erased</li>")
}

// What an import writes over, and what it leaves with the drafts, the page names before it is done.
func TestAnImportNamesWhatEditorsDecided(t *testing.T) {
	r := newRig(t)
	p := r.person("Maria", true)
	sheet := func(text string) string {
		return "key,question,answer,language\nhours,When are you open?,Till " + text + ".,en\npay,How do I pay?,By card till " + text + ".,en\n" +
			"call,Where do I call?,\"Call.\n\nTill " + text + ".\",en\n"
	}
	p.send("/knowledge/import", "answers.csv", sheet("six"), "do", "import", "project", "net", "verified", "1")
	hours, err := r.store.ArticleByKey(t.Context(), "net", "hours", "en")
	if err != nil {
		t.Fatal(err)
	}
	pay, err := r.store.ArticleByKey(t.Context(), "net", "pay", "en")
	if err == nil {
		err = r.store.Unpublish(t.Context(), pay.ID, "Maria")
	}
	if err == nil {
		_, _, err = r.store.SaveVersion(t.Context(), knowledge.Edit{Article: hours.ID, Based: 1, Publish: true, Author: "Maria", Draft: knowledge.Draft{Title: "When are you open?", Body: "Ask."}})
	}
	call, err2 := r.store.ArticleByKey(t.Context(), "net", "call", "en")
	if err2 == nil {
		_, _, err2 = r.store.SaveVersion(t.Context(), knowledge.Edit{Article: call.ID, Based: 1, Publish: true, Author: "Maria", Draft: knowledge.Draft{Title: "Where do I call?", Body: "Call 5512.\n\nTill six."}})
	}
	if err := errors.Join(err, err2); err != nil {
		t.Fatal(err)
	}
	for _, do := range []string{"check", "import"} {
		_, page := p.send("/knowledge/import", "answers.csv", sheet("seven"), "do", do, "project", "net")
		has(t, do, page, "3 changed", "1 of these was written on here: that stays", "Decide yourself: 1 was written on here where the source says otherwise now", fmt.Sprintf(`<a href="/knowledge/a/%d">When are you open?`, hours.ID),
			"Not shown to readers, since somebody took it back from them: 1")
	}
	_, page := p.get("/knowledge?state=conflict")
	has(t, "the list", page, "When are you open?", "Import says otherwise")
	hasNot(t, "the list", page, "Where do I call?")
	_, page = p.get(at(hours.ID, ""))
	has(t, "the article", page, "The last import says otherwise", "<p>Ask.</p>", "Keep what readers see")
	_, page = p.get(at(hours.ID, "/edit"))
	has(t, "the form", page, "Till seven.", "The text below goes on from the newest draft")
	if code, _ := p.post(at(hours.ID, "/publish"), "v", strconv.Itoa(r.read(hours.ID).Published)); code != 303 {
		t.Errorf("keep what readers see: %d", code)
	}
	if d := r.read(hours.ID); d.Conflict != 0 || d.Published != d.Latest || d.Versions[0].Body != "Ask." {
		t.Errorf("kept: %+v", d)
	}
}

func TestWhatCannotBeImportedSaysWhy(t *testing.T) {
	r := newRig(t)
	p := r.person("Maria", true)
	for name, content := range map[string]string{"x.exe": "MZ", "x.zip": "PK\x03\x04broken", "x.xlsx": "none", "x.docx": "none", "empty.csv": "", "<b>.csv": "\xff\xfe\x00"} {
		for _, do := range []string{"check", "import"} {
			code, page := p.send("/knowledge/import", name, content, "do", do, "project", "net")
			if code >= 500 || strings.Contains(page, "<b>.csv") {
				t.Errorf("%s %s: %d", do, name, code)
			}
		}
	}
	if code, page := p.post("/knowledge/import", "do", "check"); code != http.StatusBadRequest || !strings.Contains(page, "Choose them again") {
		t.Errorf("no files: %d", code)
	}
	if code, page := p.send("/knowledge/import", "", "", "do", "check"); code != http.StatusUnprocessableEntity || !strings.Contains(page, "Choose a file") {
		t.Errorf("an empty file field: %d", code)
	}
	if code, _ := r.operator("Oleh").send("/knowledge/import", "a.csv", "question,answer\na b,c\n", "do", "import", "project", "net"); code != http.StatusForbidden {
		t.Errorf("an operator imports: %d", code)
	}
}

func TestAnImportTellsHowFarItHasCome(t *testing.T) {
	r := newRig(t)
	p := r.person("Maria", true)
	var sheet strings.Builder
	sheet.WriteString("question,answer,language\n")
	for n := range 450 {
		fmt.Fprintf(&sheet, "What is number %d?,It is %d.,en\n", n, n)
	}
	code, page := p.upload("/knowledge/import", "answers.csv", sheet.String(), map[string]string{"X-Part": "report"}, "do", "import", "project", "net")
	if code != http.StatusOK || !strings.HasPrefix(page, "<!--0/450-->\n<!--200/450-->\n<!--400/450-->\n<!--450/450-->\n") {
		t.Errorf("%d %.200s", code, page)
	}
	has(t, "the report", page, "Imported", "450 new")
}

func TestAnImportSaysWhichStoredQuestionsItBreaks(t *testing.T) {
	r := newRig(t)
	r.trier = r.wordTrier()
	p := r.person("Maria", true)
	const head = "key,question,answer,language\n"
	p.send("/knowledge/import", "a.csv", head+"router,Router,Restart it.,en\n", "do", "import", "project", "net")
	if err := r.store.AddMustFind(t.Context(), knowledge.MustFind{Project: "net", Key: "router", Text: "my router is dead", By: "Maria"}); err != nil {
		t.Fatal(err)
	}
	_, page := p.send("/knowledge/import", "a.csv", head+"router,Routers,Restart it.,en\n", "do", "import", "project", "net")
	hasNot(t, "a harmless import", page, "my router is dead")
	_, page = p.send("/knowledge/import", "a.csv", head+"router,Modem,Restart it.,en\n", "do", "import", "project", "net")
	has(t, "an import that breaks", page, "1 stored question does not find the article any more", "my router is dead")
}

// TestAFolderOfThousandsOfFilesIsTaken sends each file as the browser does, behind the path that it has in its folder.
func TestAFolderOfThousandsOfFilesIsTaken(t *testing.T) {
	r := newRig(t)
	p := r.person("Maria", true)
	folder := func(n int) (int, string) {
		var body bytes.Buffer
		w := multipart.NewWriter(&body)
		add := func(name, content string) {
			if err := w.WriteField("path", "docs/"+name); err != nil {
				t.Fatal(err)
			}
			f, err := w.CreateFormFile("file", path.Base(name))
			if err == nil {
				_, err = f.Write([]byte(content))
			}
			if err != nil {
				t.Fatal(err)
			}
		}
		for field, value := range map[string]string{"do": "check", "project": "net"} {
			if err := w.WriteField(field, value); err != nil {
				t.Fatal(err)
			}
		}
		for i := range n {
			add(fmt.Sprintf("en/question-%d.md", i), fmt.Sprintf("# Question %d\n\nAnswer %d.\n", i, i))
			add(fmt.Sprintf(".git/objects/%d", i), "blob")
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, p.url+"/knowledge/import", &body)
		if err != nil {
			t.Fatal(err)
		}
		req.Header.Set("Content-Type", w.FormDataContentType())
		resp, err := http.DefaultClient.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = resp.Body.Close() }()
		page, err := io.ReadAll(resp.Body)
		if err != nil {
			t.Fatal(err)
		}
		return resp.StatusCode, string(page)
	}
	code, page := folder(5000)
	if code != http.StatusOK {
		t.Fatal(code)
	}
	has(t, "a folder of 5,000 files and as many of Git's", page, "5000 new", "And 4500 more.")
	hasNot(t, "a folder of 5,000 files", page, "could not be taken")
	if code, page = folder(5001); code != http.StatusRequestEntityTooLarge || !strings.Contains(page, "These are 5001 files; at most 5000 are taken at once") {
		t.Errorf("one more: %d", code)
	}
}

// TestAnImportAsksOnceForTheProject, and leads to what it took in.
func TestAnImportAsksOnceForTheProject(t *testing.T) {
	r := newRig(t)
	p := r.person("Maria", true)
	const sheet = "\ufeffquestion;answer\nHow do I return an order?;Within 14 days.\nWhat does <b>delivery</b> cost?;Nothing.\n;No question.\n"
	_, page := p.send("/knowledge/import", "answers.csv", sheet, "do", "check")
	has(t, "the check", page, "2 articles do not say their project. Choose one above", "<details data-where open", "1 could not be taken", "write the question into its row of the sheet")
	hasNot(t, "the check", page, "names no project", "--project")
	_, page = p.send("/knowledge/import", "answers.csv", sheet, "do", "check", "new_project", "Violet Bikes")
	has(t, "the check with a project", page, "Card of the project violet-bikes", "violet-bikes/en/how-do-i-return-an-order<")
	hasNot(t, "the check with a project", page, "do not say their", "violet-bikes/en/how-do-i-return-an-order.md", `href="/knowledge/p/violet-bikes"`)
	_, page = p.send("/knowledge/import", "answers.csv", sheet, "do", "import", "new_project", "Violet Bikes")
	d, err := r.store.ArticleByKey(t.Context(), "violet-bikes", "how-do-i-return-an-order", "en")
	if err != nil {
		t.Fatal(err)
	}
	has(t, "the import", page, `<a href="`+at(d.ID, "")+`">How do I return an order?</a>`, "What does &lt;b&gt;delivery&lt;/b&gt; cost?</a>", `<a href="/knowledge/p/violet-bikes">Card of the project`, "/knowledge?state=unverified&amp;project=violet-bikes")
}

func TestTheProjectIsAskedForWhereItIsChosen(t *testing.T) {
	r := newRig(t)
	p := r.person("Maria", true)
	ctx := browsertest.New(t)
	sheet := file(t, "answers.csv", "question,answer\nHow do I return an order?,Within 14 days.\n")
	do(t, ctx, "check", chromedp.Navigate(p.url+"/knowledge/import"), chromedp.SetUploadFiles("[name=file]", []string{sheet}), chromedp.Click("[value=check]"))
	browsertest.Until(t, ctx, "the field has the focus", says("[data-homeless]", "One article does not say its project")+" && document.activeElement.name === 'project' && document.activeElement.closest('details').open")
	views(t, ctx, "import-project")
	do(t, ctx, "choose it", chromedp.SetValue("[name=project]", "net"), chromedp.Click("[value=import]"))
	browsertest.Until(t, ctx, "it leads to the article", "document.querySelector('#report .names a')?.innerText === 'How do I return an order?'")
	views(t, ctx, "import-done")
	do(t, ctx, "it is right", chromedp.Click("#report form .primary"))
	browsertest.Until(t, ctx, "it is verified", says(".fine", "1 text changed.")+" && location.search === '?project=net&sort=recent'")
	if d, err := r.store.ArticleByKey(t.Context(), "net", "how-do-i-return-an-order", "en"); err != nil || d.Unverified {
		t.Errorf("%+v %v", d.Flow, err)
	}
}

// TestAnImportSaysWhatItKeepsForWhatIsBroken: what a broken row names, and what it may be where it names nothing.
func TestAnImportSaysWhatItKeepsForWhatIsBroken(t *testing.T) {
	r := newRig(t)
	p := r.person("Maria", true)
	take := func(do, rows string) string {
		t.Helper()
		_, page := p.send("/knowledge/import", "a.csv", "question,answer,language\n"+rows, "do", do, "project", "net", "remove", "1")
		return page
	}
	take("import", "What does it cost?,Five.,en\nIs it there?,Yes.,en\nIs it open?,Always.,en\n")
	page := take("check", "What does it cost?,#REF!,en\nIs it open?,Always.,en\n")
	has(t, "a row that tells its article", page, "1 removed", "In the source, but could not be taken, so kept as it is: 1", "What does it cost?")
	hasNot(t, "a row that tells its article", page, "do not tell which article")
	page = take("check", "What is <b>the price</b>?,#REF!,en\nIs it open?,Always.,en\n")
	has(t, "a row that does not", page, "Nothing would change", "since what could not be taken may be them: 2", "These do not tell which article they are", `<li dir="auto">a.csv row 2</li>`)
}

// TestAnImportWarnsOfWhatItTakes, whoever checks it, and whoever imports it.
func TestAnImportWarnsOfWhatItTakes(t *testing.T) {
	r := newRig(t)
	p := r.person("Maria", true)
	for _, do := range []string{"check", "import"} {
		_, page := p.send("/knowledge/import", "a.csv", "question,answer,language\nIs it <b>open</b>?,Yes.,en\nIs it <b>open</b>?,No.,en\n", "do", do, "project", "net")
		has(t, do, page, "2 new", "Taken, but look at this: 1", `<b class="where">a.csv row 3</b>: has the same title as a.csv row 2: both are kept, as`)
		hasNot(t, do, page, "could not be taken")
	}
}

// TestArticlesOfAProjectsFolderLeadToEachOther, as the page takes them in.
func TestArticlesOfAProjectsFolderLeadToEachOther(t *testing.T) {
	r := newRig(t)
	r.help = true
	p := r.person("Maria", true)
	var folder bytes.Buffer
	z := zip.NewWriter(&folder)
	for name, text := range map[string]string{"bikes/project.md": "---\nname: Bikes\n---\n", "bikes/en/valves.md": "---\ntitle: Valves\n---\nText.\n",
		"bikes/en/pressure.md": "---\ntitle: Pressure\n---\nSee [valves](valves.md), [tubes](tubes.md).\n"} {
		w, err := z.Create(name)
		if err == nil {
			_, err = w.Write([]byte(text))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	_, page := p.send("/knowledge/import", "bikes.zip", folder.String(), "do", "import")
	has(t, "the import", page, "3 new", `<b class="where">bikes/en/pressure.md</b>: links &#34;tubes.md&#34;, which is no article of the folder`)
	d, err := r.store.ArticleByKey(t.Context(), "bikes", "pressure", "en")
	if err != nil || !strings.Contains(d.Versions[0].Body, "See [valves](/help/en/bikes/valves), [tubes](tubes.md)") {
		t.Errorf("%+v, %v", d.Versions, err)
	}
}

// TestAnImportRemovesOfOtherProjectsOnlyWhereItIsSaid, and a check names them.
func TestAnImportRemovesOfOtherProjectsOnlyWhereItIsSaid(t *testing.T) {
	r := newRig(t)
	r.project("tv", "Television")
	p := r.person("Maria", true)
	sheet := func(project string) string {
		return "project,question,answer,language\n" + project + ",What of " + project + "?,Text.,en\n"
	}
	p.send("/knowledge/import", "a.csv", sheet("net"), "do", "import")
	_, page := p.send("/knowledge/import", "a.csv", sheet("tv"), "do", "check", "remove", "1")
	has(t, "of its own projects", page, "1 new, 0 changed, 0 removed")
	_, page = p.send("/knowledge/import", "a.csv", sheet("tv"), "do", "check", "remove_all", "1")
	has(t, "of all", page, "1 new, 0 changed, 1 removed", "<details open><summary>", "1 of these is in projects that these files do not have: net</summary>", "What of net?")
}
