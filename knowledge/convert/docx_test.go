package convert_test

import (
	"fmt"
	"strings"
	"testing"

	"switchboard/knowledge/convert"
)

// item is a paragraph of a document that is an item of a list.
func item(list, level int, text string) string {
	return fmt.Sprintf(`<w:p><w:pPr><w:numPr><w:ilvl w:val="%d"/><w:numId w:val="%d"/></w:numPr></w:pPr><w:r><w:t>%s</w:t></w:r></w:p>`, level, list, text)
}

func say(text string) string {
	return `<w:p><w:r><w:t xml:space="preserve">` + text + `</w:t></w:r></w:p>`
}

// wordText is what a document with this body is imported as.
func wordText(t *testing.T, body string) string {
	t.Helper()
	const ns = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"`
	level := func(n int, format string) string {
		return fmt.Sprintf(`<w:lvl w:ilvl="%d"><w:numFmt w:val="%s"/></w:lvl>`, n, format)
	}
	docx := zipped(t, map[string]string{
		"word/document.xml": `<w:document ` + ns + `><w:body>` + body + `</w:body></w:document>`,
		"word/numbering.xml": `<w:numbering ` + ns + `><w:abstractNum w:abstractNumId="7">` + level(0, "decimal") + level(1, "lowerLetter") + level(2, "bullet") + `</w:abstractNum>
			<w:abstractNum w:abstractNumId="8">` + level(0, "bullet") + level(1, "bullet") + `</w:abstractNum>
			<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="8"/></w:num></w:numbering>`,
		"word/styles.xml": `<w:styles ` + ns + `><w:style w:type="paragraph" w:styleId="Kroky"><w:name w:val="Кроки"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style></w:styles>`,
		"word/footnotes.xml": `<w:footnotes ` + ns + `><w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:t>---</w:t></w:r></w:p></w:footnote>
			<w:footnote w:id="2"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t xml:space="preserve"> Counted from </w:t></w:r><w:r><w:t>delivery.</w:t></w:r></w:p></w:footnote></w:footnotes>`,
	})
	s, err := convert.Open(write(t, map[string]string{"shop.docx": docx}), net)
	if err != nil || len(s.Bad) > 0 {
		t.Fatal(err, s.Bad)
	}
	for _, a := range articles(t, s) {
		return a.Body
	}
	t.Fatal("no article")
	return ""
}

// lines are those of a text that are not empty, without spaces at their ends.
func lines(s string) string {
	var out []string
	for line := range strings.Lines(s) {
		if line = strings.TrimRight(line, " \n"); line != "" {
			out = append(out, line)
		}
	}
	return strings.Join(out, "\n")
}

func TestListsOfADocumentKeepNumbersAndDepth(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ body, want string }{
		"steps": {item(1, 0, "Unplug") + item(1, 0, "Wait") + item(1, 0, "Plug in"), "1. Unplug\n2. Wait\n3. Plug in"},
		"steps within steps": {item(1, 0, "Unplug") + item(1, 1, "the router") + item(1, 2, "all of it") + item(1, 1, "the box") + item(1, 0, "Wait"),
			"1. Unplug\n   1. the router\n      - all of it\n   2. the box\n2. Wait"},
		"points":                {item(2, 0, "One") + item(2, 1, "within") + item(2, 0, "Two"), "- One\n  - within\n- Two"},
		"points within a step":  {item(1, 0, "Step") + item(2, 1, "point") + item(1, 0, "Next"), "1. Step\n   - point\n2. Next"},
		"steps that go on":      {item(1, 0, "Unplug") + say("Mind the cable.") + item(1, 0, "Wait"), "1. Unplug\nMind the cable.\n2. Wait"},
		"begins deep":           {item(2, 1, "Deep") + item(2, 0, "Flat"), "- Deep\n- Flat"},
		"numbered by its style": {`<w:p><w:pPr><w:pStyle w:val="Kroky"/></w:pPr><w:r><w:t>One</w:t></w:r></w:p><w:p><w:pPr><w:pStyle w:val="Kroky"/></w:pPr><w:r><w:t>Two</w:t></w:r></w:p>`, "1. One\n2. Two"},
		"taken out of its list": {`<w:p><w:pPr><w:pStyle w:val="Kroky"/><w:numPr><w:numId w:val="0"/></w:numPr></w:pPr><w:r><w:t>No step</w:t></w:r></w:p>`, "No step"},
		"once in a list":        {`<w:p><w:pPr><w:pPrChange w:id="1"><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr></w:pPrChange></w:pPr><w:r><w:t>Plain now</w:t></w:r></w:p>`, "Plain now"},
	} {
		if got := lines(wordText(t, say("Begin.")+c.body)); got != "Begin.\n"+c.want {
			t.Errorf("%s:\n%s\nnot\n%s", name, got, c.want)
		}
	}
}

func TestNotesOfADocumentStandWhereTheyAreMeant(t *testing.T) {
	t.Parallel()
	got := wordText(t, `<w:p><w:r><w:t>You have 14 days</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r><w:r><w:t>.</w:t></w:r></w:p>`)
	if got != "You have 14 days (Counted from delivery.)." {
		t.Error(got)
	}
}

func TestMergedCellsSayTheSameInEachRowAndColumn(t *testing.T) {
	t.Parallel()
	cell := func(text, props string) string { return `<w:tc><w:tcPr>` + props + `</w:tcPr>` + say(text) + `</w:tc>` }
	row := func(cells ...string) string { return `<w:tr>` + strings.Join(cells, "") + `</w:tr>` }
	got := wordText(t, say("Prices.")+`<w:tbl>`+row(cell("Plan", ""), cell("Price", `<w:gridSpan w:val="2"/>`))+
		row(cell("S", `<w:vMerge w:val="restart"/>`), cell("10", ""), cell("20", ""))+row(cell("", `<w:vMerge/>`), cell("11", ""), cell("21", ""))+
		row(cell("All", `<w:gridSpan w:val="3"/>`))+row(cell("M", ""), cell("30", ""), cell("40", ""))+`</w:tbl>`)
	want := "Prices.\n| Plan | Price | Price |\n|------|-------|-------|\n| S    | 10    | 20    |\n| S    | 11    | 21    |\n| All  | All   | All   |\n| M    | 30    | 40    |"
	if lines(got) != want {
		t.Errorf("%s\nnot\n%s", lines(got), want)
	}
}

func TestMergedCellsOfAPageSayTheSameInEachRowAndColumn(t *testing.T) {
	t.Parallel()
	s, err := convert.Open(write(t, map[string]string{"a.html": `<h1>Prices</h1><table><tr><th>Plan</th><th colspan="2">Price</th></tr><tr><td rowspan="2">S</td><td>10</td><td>20</td></tr><tr><td>11</td><td>21</td></tr></table>`}), net)
	if err != nil || len(s.Bad) > 0 {
		t.Fatal(err, s.Bad)
	}
	if got := lines(articles(t, s)["a"].Body); !strings.Contains(got, "| S    | 11    | 21    |") || !strings.HasPrefix(got, "| Plan | Price | Price |") {
		t.Error(got)
	}
}

// A page, saved or pasted, that claims more columns and rows than it has does not take the memory of them.
func TestCellsThatClaimMillionsOfColumnsAndRows(t *testing.T) {
	t.Parallel()
	for name, table := range map[string]string{
		"columns": `<tr><td colspan="100000000">text</td><td>b</td></tr><tr><td>c</td></tr>`,
		"rows":    `<tr><td rowspan="1000000000">text</td><td>b</td></tr><tr><td>c</td></tr>`,
		"both":    `<tr><td colspan="100000000" rowspan="1000000000">text</td></tr><tr><td>c</td></tr>`,
		"many":    strings.Repeat(`<tr>`+strings.Repeat(`<td colspan="1000" rowspan="1000">text</td>`, 20)+`</tr>`, 200),
		"odd":     `<tr><td colspan="-1" rowspan="x">text</td></tr>`,
	} {
		md, _, err := convert.Pasted("<table>" + table + "</table>")
		if err != nil || !strings.Contains(md, "text") || len(md) > 2<<20 {
			t.Errorf("%s: %d bytes, %v", name, len(md), err)
		}
	}
}

// A raised number behind a price is no digit of it.
func TestRaisedNumbersStayRaised(t *testing.T) {
	t.Parallel()
	md, _, err := convert.Pasted(`<p>From 199<sup>1</sup> or 250<sup><a href="#f2">[2]</a></sup> for 10 m<sup>2</sup>, on the 5<sup>th</sup>; H<sub>2</sub>O</p>`)
	if want := "From 199¹ or 250² for 10 m², on the 5th; H2O"; err != nil || md != want {
		t.Errorf("%q, %v", md, err)
	}
	got := wordText(t, `<w:p><w:r><w:t>From 199</w:t></w:r><w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>1</w:t></w:r><w:r><w:t> a month</w:t></w:r></w:p>`)
	if got != "From 199¹ a month" {
		t.Error(got)
	}
}

// What is struck through in a document or on a page is not valid text.
func TestWhatIsStruckStaysStruck(t *testing.T) {
	t.Parallel()
	run := func(props, text string) string {
		return `<w:r><w:rPr>` + props + `</w:rPr><w:t xml:space="preserve">` + text + `</w:t></w:r>`
	}
	got := wordText(t, `<w:p>`+run("<w:b/>", "Price:")+run("", " ")+run("<w:strike/>", "UAH ")+run("<w:strike/>", "500")+run("", " ")+
		run(`<w:b/><w:dstrike w:val="true"/>`, "UAH 420")+run(`<w:strike w:val="0"/>`, " UAH 300")+`</w:p>`)
	if want := "**Price:** ~~UAH 500~~ ~~**UAH 420**~~ UAH 300"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	s, err := convert.Open(write(t, map[string]string{"a.html": `<h1>Prices <s>of 2025</s></h1><p><s>UAH 500</s> <strike>UAH 450</strike> <del>UAH 420</del> <span style="color:red;text-decoration:line-through">UAH 400</span> UAH 300</p>`}), net)
	if err != nil || len(s.Bad) > 0 {
		t.Fatal(err, s.Bad)
	}
	if a := articles(t, s)["a"]; a.Title != "Prices" || a.Body != "~~UAH 500~~ ~~UAH 450~~ ~~UAH 420~~ ~~UAH 400~~ UAH 300" {
		t.Errorf("%q: %q", a.Title, a.Body)
	}
}

// What an author has hidden is not published.
func TestHiddenWordsStayHidden(t *testing.T) {
	t.Parallel()
	got := wordText(t, `<w:p><w:r><w:t>Ten per cent.</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t> Up to thirty for angry callers.</w:t></w:r><w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t> Ask us.</w:t></w:r></w:p>`)
	if got != "Ten per cent. Ask us." {
		t.Errorf("a document: %q", got)
	}
	md, _, err := convert.Pasted(`<p>Ten per cent.</p><p style="color:red; DISPLAY : none">Up to thirty.</p><div style="visibility:hidden">For angry callers.</div><p style="display:block">Ask us.</p>`)
	if err != nil || md != "Ten per cent.\n\nAsk us." {
		t.Errorf("a page: %q, %v", md, err)
	}
}
