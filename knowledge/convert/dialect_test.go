package convert_test

import (
	"fmt"
	"strings"
	"testing"

	"switchboard/knowledge/convert"
)

// bodyOf is the text of an article's file below its front matter.
func bodyOf(file string) string {
	_, body, _ := strings.Cut(strings.TrimPrefix(file, "---\n"), "\n---\n")
	return strings.TrimSpace(body)
}

func TestMarksOfGeneratorsAreNoText(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ text, want, told string }{
		"note of Jekyll":        {"A.\n\n{% include note.html content=\"Your *phone* needs it.\" %}\n\nB.", "A.\n\n> Your *phone* needs it.\n\nB.", ""},
		"note with a title":     {"{% include alerts/warning.html title='Увага' content='Не відкривайте.' %}", "> **Увага**\n>\n> Не відкривайте.", ""},
		"picture of Jekyll":     {"{%- include figure.html src=\"/a.png\" alt=\"It\" -%}", "![It](../../_files/a.png)", ""},
		"attributes":            {"## Open {#open}\n\n{:.callout}\nSee [it](https://x.example){:target=\"_blank\"}.\n\n* TOC\n{:toc}\n\nZ.", "## Open\n\nSee [it](https://x.example).\n\nZ.", ""},
		"values":                {"{{ site.title }} at {{site.baseurl}}, {{ page.plan | upcase }}, {{ page.plan }}, ![x]({{ '/a.png' | relative_url }})", "Kolo at , {{ page.plan | upcase }}, month, ![x](../../_files/a.png)", "{{ page.plan | upcase }}"},
		"links of Jekyll":       {"[a]({% link b.md %}), [b]({{ site.baseurl }}{% link b.md %})", "[a](/help/en/net/b), [b](/help/en/net/b)", ""},
		"condition":             {"{% if site.x %}Yes.{% else %}No.{% endif %}", "Yes.No.", "line 5: {% if site.x %}"},
		"remark":                {"A.\n{% comment %}SECRET{% endcomment %}\nB.", "A.\n\nB.", ""},
		"left as it is":         {"Write {% raw %}`{{ x }}` or {{ x }}{% endraw %}.", "Write `{{ x }}` or {{ x }}.", ""},
		"code of Jekyll":        {"{% highlight ruby %}\nputs {{ x }}\n{% endhighlight %}", "```ruby\nputs {{ x }}\n```", ""},
		"code":                  {"```md\n:::note\n{% raw %}\n{{< x >}} <Tabs>\n:::\n\n\n\n```\n\n`{% include a %}` and `:::`\n\n    {{ code }}\n\n{:.x}\nEnd.", "```md\n:::note\n{% raw %}\n{{< x >}} <Tabs>\n:::\n\n\n\n```\n\n`{% include a %}` and `:::`\n\n    {{ code }}\n\nEnd.", ""},
		"notice of Hugo":        {"{{< notice warning \"Uwaga\" >}}\nNie otwieraj.\n\n- a\n{{< /notice >}}\nB.", "> **Uwaga**\n>\n> Nie otwieraj.\n>\n> - a\n\nB.", ""},
		"references":            {"[a]({{< ref \"/b\" >}}) [b]({{% relref \"b.md#x\" %}})", "[a](/help/en/net/b) [b](/help/en/net/b)", ""},
		"figure":                {"{{< figure src=\"a.png\" title=\"A bill\" >}}", "![A bill](../../_files/a.png)", ""},
		"folded":                {"{{% details summary=\"Größen\" %}}\nS, M.\n{{% /details %}}\n\nB.", "**Größen**\n\nS, M.\n\nB.", ""},
		"shown shortcode":       {"Write {{</* notice */>}}.", "Write {{< notice >}}.", ""},
		"unknown shortcode":     {"A {{< button >}}Pay{{< /button >}} {{< video 7 >}}.", "A Pay .", "line 5: {{< video 7 >}}"},
		"containers":            {":::note\n\nIt needs 12 V.\n\n:::\n\n::: danger Обережно\nТам 230 В.\n:::\n\n::::tip[So]\n:::info\nIn.\n:::\n::::", "> It needs 12 V.\n\n> **Обережно**\n>\n> Там 230 В.\n\n> **So**\n>\n> > In.", ""},
		"container in a list":   {"1. One\n\n   :::warning\n   Hot.\n   ```\n   :::x\n   ```\n   :::\n\n2. Two", "1. One\n\n   > Hot.\n   > ```\n   > :::x\n   > ```\n\n2. Two", ""},
		"a container left open": {":::note\nIt needs 12 V.", ":::note\nIt needs 12 V.", "line 5: :::note"},
		"note of a repository":  {"> [!WARNING]\n> Hot.\n\n> [!tip]- So\n> Do.", ">\n> Hot.\n\n> **So**\n> Do.", ""},
		"notes of MkDocs":       {"!!! warning \"Обережно\"\n    Там 230 В.\n\n    ```\n    !!! x\n        y\n    ```\n\n    ??? info\n        In.\nB.\n\n```\n!!! note\n    x\n```", "> **Обережно**\n>\n> Там 230 В.\n>\n> ```\n> !!! x\n>     y\n> ```\n>\n> > In.\n\nB.\n\n```\n!!! note\n    x\n```", ""},
		"tabs of MkDocs":        {"=== \"Wi-Fi\"\n\n    Hold it.\n\n=== \"Cable\"\n\n    Put it in.\n\n        code\n", "**Wi-Fi**\n\nHold it.\n\n**Cable**\n\nPut it in.\n\n    code", ""},
		"tabs":                  {"import Tabs from '@theme/Tabs';\nimport {\n A,\n B,\n} from './x';\n\nexport const x = () => {\n  return 1;\n\n};\n\n<Tabs groupId={['>']}>\n  <TabItem value=\"wifi\" label=\"Wi-Fi\" default>\n\n    Hold **OK**.\n\n    ```js\n    <Tabs>\n      in\n    ```\n\n  </TabItem>\n  <TabItem value=\"Cable\">Put it in.</TabItem>\n</Tabs>\n{/* SECRET */}\nDone <Lamp a={<b/>} />, <Hl c=\"x\">now</Hl>, {props.x}.", "**Wi-Fi**\n\nHold **OK**.\n\n```js\n<Tabs>\n  in\n```\n\n**Cable**\n\nPut it in.\n\nDone , now, {props.x}.", "<Lamp"},
		"code of MDX":           {"import A from 'a';\n\n<A>\n\n    Deep.\n\n    ```js\n    <A>\n\n    {x}\n    ```\n\n</A>\n\n```\n<A>\n```\n\nUse `<A>` {/* x */}\n", "Deep.\n\n```js\n<A>\n\n{x}\n```\n\n```\n<A>\n```\n\nUse `<A>`", ""},
		"keys":                  {"Press <Enter> or <Ctrl>, then import it from 'x'.\n\n{a} {b|c}", "Press <Enter> or <Ctrl>, then import it from 'x'.\n\n{a} {b|c}", ""},
		"aside":                 {"A.\n\n<aside>\n<img src=\"https://www.notion.so/icons/x.svg\" alt=\"x\" width=\"40px\" />\n\nBills come\n\non the 3rd.\n\n</aside>\n\nB.", "A.\n\n> Bills come\n>\n> on the 3rd.\n\nB.", ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := net
			o.Lang, o.Page = "en", func(lang, project, key string) string { return "/help/" + lang + "/" + project + "/" + key }
			s, err := convert.FromFS(folderOf(map[string]string{"a.md": "---\ntitle: A\nplan: month\n---\n" + c.text, "b.md": "# B\n\nB.", "_config.yml": "title: Kolo\nbaseurl: /help\n", "a.png": "\x89PNG\r\n\x1a\nx"}), o)
			if err != nil || len(s.Bad) > 0 {
				t.Fatal(s.Bad, err)
			}
			if got := bodyOf(texts(t, s)["net/en/a.md"]); got != c.want {
				t.Errorf("got  %q\nwant %q", got, c.want)
			}
			if told := warned(s); (told != "") != (c.told != "") || !strings.Contains(told, c.told) {
				t.Errorf("warns of %q, want %q", told, c.told)
			}
		})
	}
}

// A heading below the lines of a program is the title, and does not stand in the text once more.
func TestATextOfMDXIsReadWithItsLinks(t *testing.T) {
	t.Parallel()
	s, err := convert.FromFS(folderOf(map[string]string{"docs/a.mdx": "import Lamp from '@site/lamp.png';\n\n# Pair it\n\nScan the code <Lamp />. See [it](./b#codes), [and](c.mdx) ![x](/img/a.png).\n", "docs/b.mdx": "# B\n\nB.", "docs/c.mdx": "# C\n\nC.",
		"static/img/a.png": "\x89PNG\r\n\x1a\nx"}),
		convert.Options{Project: "net", Lang: "en", Page: func(_, _, key string) string { return "/help/" + key }})
	if err != nil || len(s.Bad) > 0 || len(s.Warnings) != 1 {
		t.Fatal(s.Bad, s.Warnings, err)
	}
	got := texts(t, s)["net/en/docs-a.md"]
	if !strings.Contains(got, "title: Pair it\n") || bodyOf(got) != "Scan the code . See [it](/help/docs-b), [and](/help/docs-c) ![x](../../_files/static/img/a.png)." {
		t.Errorf("got %q", got)
	}
}

func TestWhatAnEditorWroteStaysWhenMarksBecomeText(t *testing.T) {
	for name, file := range map[string]string{
		"Jekyll":     "---\ntitle: Fees\n---\nThey are %s.\n\n{%% include note.html content=\"Pay.\" %%}\n",
		"Docusaurus": "import X from 'x';\n\n# Fees\n\n:::note\nThey are %s.\n:::\n",
		"Hugo":       "+++\ndraft = false\n+++\n# Fees\n\n{{< notice tip >}}\nThey are %s.\n{{< /notice >}}\n",
		"Notion":     "# Fees\n\n<aside>\nThey are %s.\n</aside>\n",
	} {
		t.Run(name, func(t *testing.T) {
			s := newShelf(t)
			s.stays(func(price string) convert.Source {
				got, err := convert.File("fees.md", fmt.Appendf(nil, file, price), convert.Options{Project: "shop", Lang: "en"})
				if err != nil || len(got.Bad) > 0 || got.Said["shop/en/fees.md"] == nil {
					t.Fatal(got.Bad, got.Said, err)
				}
				return got
			})
		})
	}
}
