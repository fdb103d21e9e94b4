package webchat_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"switchboard/channels"
	"switchboard/channels/webchat/browsertest"
)

func draws(t *testing.T, browser context.Context) {
	s, ctx := newStage(t, browser)
	s.visit(ctx, s.shop.URL+"/en")
	do(t, ctx, "open", chromedp.Click(in(".launcher")))
	s.send(ctx, "hello")
	browsertest.Until(t, ctx, "the answer", shows("You wrote"))
	const rel = ` rel="noopener noreferrer ugc"`
	tests := []struct{ text, html string }{
		{"a **b** *c* _d_ __e__ `f`", `<p>a <strong>b</strong> <em>c</em> <em>d</em> <strong>e</strong> <code>f</code></p>`},
		{"~~UAH 500~~ ~~**UAH 4**50~~ UAH 300, ~~ alone", `<p><del>UAH 500</del> <del><strong>UAH 4</strong>50</del> UAH 300, ~~ alone</p>`},
		{"a\nb\n\nc", `<p>a<br>b</p><p>c</p>`},
		{"# T\n- a\n- b\n  - c\n  - d\n- e", `<p class="heading" role="heading" aria-level="3">T</p><ul><li>a</li><li>b<ul><li>c</li><li>d</li></ul></li><li>e</li></ul>`},
		{"3. a\n4. b", `<ol start="3"><li>a</li><li>b</li></ol>`},
		{"```\n<b>\n```", `<pre tabindex="0"><code>&lt;b&gt;</code></pre>`},
		{"> a\n> b", `<blockquote>a<br>b</blockquote>`},
		{"[a](https://a.example/x_(y)) z", `<p><a href="https://a.example/x_(y)"` + rel + ` target="_blank">a</a> z</p>`},
		{"see https://a.example/b.", `<p>see <a href="https://a.example/b"` + rel + ` target="_blank">https://a.example/b</a>.</p>`},
		{"[a](tel:+380441234567)", `<p><a href="tel:+380441234567"` + rel + `>a</a></p>`},
		{"[a](javascript:alert(1))", `<p>[a](javascript:alert(1))</p>`},
		{"[a](data:text/html,x)", `<p>[a](data:text/html,x)</p>`},
		{"[a](//evil.example)", `<p>[a](//evil.example)</p>`},
		{"<img src=x onerror=alert(1)>", `<p>&lt;img src=x onerror=alert(1)&gt;</p>`},
		{"![a](https://a.example/p.png)", `<p>!<a href="https://a.example/p.png"` + rel + ` target="_blank">a</a></p>`},
		{"snake_case_name and 2*3*4 \\*x\\*", `<p>snake_case_name and 2*3*4 *x*</p>`},
		{"**a", `<p>**a</p>`},
		{"a\n| b | **c** |\n|:--|--:|\n| d \\| e | [f](javascript:alert(1)) |\n| g |\n\nh", `<p>a</p><div class="table" tabindex="0"><table><thead><tr><th>b</th><th><strong>c</strong></th></tr></thead>` +
			`<tbody><tr><td>d | e</td><td>[f](javascript:alert(1))</td></tr><tr><td>g</td></tr></tbody></table></div><p>h</p>`},
		{"a | b\n---|---\n1 | 2 | 3", `<div class="table" tabindex="0"><table><thead><tr><th>a</th><th>b</th></tr></thead><tbody><tr><td>1</td><td>2</td></tr></tbody></table></div>`},
		{"a | b\n---", `<p>a | b<br>---</p>`},
		{"a | b\n|---|", `<p>a | b<br>|---|</p>`},
	}
	for i, test := range tests {
		s.archive.say(s.visitor(), channels.Entry{By: "assistant", Text: test.text})
		last := root + ".querySelectorAll('.theirs .text')"
		browsertest.Until(t, ctx, "message", fmt.Sprintf("%s.length === %d", last, i+3))
		got, err := chromedp.Run(ctx, chromedp.Evaluate[string]("[..."+last+"].at(-1).innerHTML"))
		if err != nil || got != test.html {
			t.Errorf("%q is drawn as\n%s, want\n%s (%v)", test.text, got, test.html, err)
		}
	}
	const wide = "| місто | адреса | години роботи | телефонуйте | відповідальний |\n|---|---|---|---|---|\n| Львів | вулиця Фотонна, 18 | пн–сб 10:00–19:00 | +380321234567 | Володимир |"
	s.archive.say(s.visitor(), channels.Entry{By: "assistant", Text: wide})
	browsertest.Until(t, ctx, "the wide table", shows("відповідальний"))
	for _, size := range []chromedp.Action[chromedp.Void]{browsertest.Phone(), browsertest.Desktop()} {
		do(t, ctx, "another size", size)
		browsertest.Tables(t, ctx, "web chat", root+".querySelectorAll('table')")
		browsertest.Accessible(t, ctx, "web chat with tables")
		browsertest.Shot(t, ctx, "chat-table")
	}
	const counting = `const exec = RegExp.prototype.exec; window.execs = 0; RegExp.prototype.exec = function (s) { execs++; return exec.call(this, s) }; true`
	if _, err := chromedp.Run(ctx, chromedp.Evaluate[bool](counting)); err != nil {
		t.Fatal(err)
	}
	for _, hard := range []string{strings.Repeat("**", 8000), strings.Repeat("[", 16000), strings.Repeat("> ", 8000), strings.Repeat("_a", 8000),
		strings.Repeat("- a\n", 4000), strings.Repeat("[a](", 4000), strings.Repeat("`", 16000), "|" + strings.Repeat("a|", 4000) + "\n|" + strings.Repeat("-|", 4000), strings.Repeat("**a ", 4000)} {
		if _, err := chromedp.Run(ctx, chromedp.Evaluate[any]("execs = 0")); err != nil {
			t.Fatal(err)
		}
		s.archive.say(s.visitor(), channels.Entry{By: "assistant", Text: hard + "\n\nend"})
		browsertest.Until(t, ctx, "the hard text", fmt.Sprintf("[...%s.querySelectorAll('.theirs .text')].at(-1).textContent.endsWith('end')", root))
		if n, err := chromedp.Run(ctx, chromedp.Evaluate[int]("execs")); err != nil || n > len(hard) {
			t.Errorf("%.10q…: %d looks at %d characters (%v)", hard, n, len(hard), err)
		}
		s.archive.change(s.visitor(), func(e *channels.Entry) bool {
			was := e.Text != ""
			if was {
				e.Text = ""
			}
			return was
		})
		browsertest.Until(t, ctx, "the hard text gone", fmt.Sprintf("!%s.querySelector('.theirs .text')?.textContent.endsWith('end')", root))
	}
}
