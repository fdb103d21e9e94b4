package convert_test

import (
	"strings"
	"testing"

	"switchboard/knowledge/convert"
)

func TestWhatIsPastedKeepsItsForm(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		html, want string
		pictures   int
	}{
		"a page":            {`<h2>Prices</h2><p><b>Bold</b>, <em>slanted</em> and <a href="https://example.com/x">a link</a></p><ul><li>one</li><li>two</li></ul>`, "## Prices\n\n**Bold**, *slanted* and [a link](https://example.com/x)\n\n- one\n- two", 0},
		"a title":           {`<h1>Head</h1><p>Text</p>`, "## Head\n\nText", 0},
		"a table":           {`<table><tr><th>a</th><th>b</th></tr><tr><td>1</td><td>2</td></tr></table>`, "| a | b |\n|---|---|\n| 1 | 2 |", 0},
		"Google's document": {`<meta charset="utf-8"><b style="font-weight:normal;" id="docs-internal-guid-1"><h2 dir="ltr"><span style="font-weight:700">Head</span></h2><p><span style="font-weight:400">Plain </span><span style="font-weight:700">bold</span><span style="font-weight:400"> and </span><span style="font-style:italic">slanted</span></p></b>`, "## Head\n\nPlain **bold** and *slanted*", 0},
		"Word's document":   {`<html xmlns:o="urn:x"><head><style>p{}</style></head><body><!--StartFragment--><p class=MsoNormal>Text<o:p></o:p></p><!--EndFragment--></body></html>`, "Text", 0},
		"pictures":          {`<p>See <img src="file:///c:/x.png"> it</p>`, "See it", 1},
		"hostile":           {`<script>alert(1)</script><a href="javascript:alert(1)">x</a><iframe src="javascript:alert(1)"></iframe><iframe hidden src="https://evil.example"></iframe>`, "x", 0},
		"a frame":           {`<p class="share">See</p><iframe src="https://video.example/1"></iframe>`, "See\n\n[https://video.example/1](https://video.example/1)", 0},
		"struck":            {`<p><b>Price:</b> <s>UAH 500</s> <del>UAH 450</del> <span style="text-decoration:line-through">UAH 420</span> UAH 300</p>`, "**Price:** ~~UAH 500~~ ~~UAH 450~~ ~~UAH 420~~ UAH 300", 0},
		"struck by styles":  {`<p style="color:red; text-decoration: underline line-through">All <b>of it</b></p><p><a style="text-decoration:none" href="https://example.com/x">a link</a> <span style="text-decoration-line:line-through"><strike>old </strike></span>new</p>`, "~~All **of it**~~\n\n[a link](https://example.com/x) ~~old~~ new", 0},
		"struck blocks":     {`<del><p>One</p><ul><li>two</li><li>three</li></ul></del><table><tr><th>Plan1</th><th>Monthly</th></tr><tr><td style="text-decoration:line-through">1</td><td>2 <s>3</s></td></tr></table>`, "~~One~~\n\n- ~~two~~\n- ~~three~~\n\n| Plan1 | Monthly |\n|-------|---------|\n| ~~1~~ | 2 ~~3~~ |", 0},
		"Word's lists": {`<p class=MsoListParagraphCxSpFirst style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span style='font-family:Symbol'><span style='mso-list:Ignore'>·<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp; </span></span></span><![endif]>One <b>bold</b><o:p></o:p></p>
<p class=MsoListParagraphCxSpMiddle style='mso-list:l0 level2 lfo1'><span style='mso-list:Ignore'>o<span>&nbsp; </span></span>within</p>

<p class=MsoListParagraphCxSpMiddle style='mso-list:l0 level3 lfo1'><span style='mso-list:Ignore'>1)<span>&nbsp; </span></span>deep</p>
<p class=MsoListParagraphCxSpLast style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>·</span>Two</p><p class=MsoNormal>Then:</p>
<p class=MsoListParagraph style='mso-list:l1 level1 lfo2'><span style='mso-list:Ignore'>3.<span>&nbsp; </span></span>third</p><p class=MsoListParagraph style='mso-list:l1 level1 lfo2'><span style='mso-list:Ignore'>4.</span>fourth</p>`,
			"- One **bold**\n \n - within\n  \n  1. deep\n- Two\n\nThen:\n\n3. third\n4. fourth", 0},
		"a list that begins deep": {`<p style='mso-list:l0 level2 lfo1'><span style='mso-list:Ignore'>a)</span>Deep</p><p style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>1.</span>Flat</p>`, "1. Deep\n2. Flat", 0},
		"struck within struck":    {`<del>One <s>two</s><div><del>three</del></div><strike><p>four</p></strike></del>`, "~~One two~~\n\n~~three~~\n\n~~four~~", 0},
		"tildes":                  {`<p>a ~~b~~ c, ~5 days</p>`, `a \~\~b\~~ c, ~5 days`, 0},
		"Cyrillic":                {`<p>Ціна <b>199</b> грн</p>`, "Ціна **199** грн", 0},
		"nothing":                 {``, "", 0},
	} {
		got, pictures, err := convert.Pasted(c.html)
		if spaces := strings.NewReplacer("  ", " ", "\u00a0", " ").Replace(got); err != nil || spaces != c.want || pictures != c.pictures {
			t.Errorf("%s: %q, %d pictures, %v", name, got, pictures, err)
		}
	}
}
