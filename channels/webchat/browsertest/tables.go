package browsertest

import (
	"context"
	"testing"

	"github.com/chromedp/chromedp"
)

// wholeWords takes elements, or a selector of them, and returns what is wrong with the tables among them.
const wholeWords = `((found) => {
	const tables = typeof found === "string" ? [...document.querySelectorAll(found)] : [...found];
	const wrong = tables.length ? [] : ["there is no table"];
	for (const table of tables) {
		const walker = document.createTreeWalker(table, NodeFilter.SHOW_TEXT);
		for (let n = walker.nextNode(); n; n = walker.nextNode()) {
			for (const word of n.data.matchAll(/[\p{L}\p{N}]+/gu)) {
				const range = document.createRange();
				range.setStart(n, word.index);
				range.setEnd(n, word.index + word[0].length);
				const tops = new Set([...range.getClientRects()].map((r) => Math.round(r.top)));
				if (tops.size > 1) wrong.push("broken in the middle: " + word[0]);
			}
		}
		let box = table;
		while (box && !/auto|scroll/.test(getComputedStyle(box).overflowX)) box = box.parentElement;
		if (!box) wrong.push("does not scroll");
		for (let outer = box?.parentElement; outer; outer = outer.parentElement) {
			if (outer.scrollWidth > outer.clientWidth + 1 && getComputedStyle(outer).overflowX !== "visible") wrong.push("scrolls what it is in, too");
		}
	}
	return wrong;
})`

// Tables fails the test where a table breaks a word in its middle, or is wider than its place and does not scroll. The
// tables are named by a JavaScript expression: a list of elements, or a selector in quotes.
func Tables(t testing.TB, ctx context.Context, what, tables string) {
	t.Helper()
	wrong, err := chromedp.Run(ctx, chromedp.Evaluate[[]string](wholeWords+"("+tables+")"))
	if err != nil {
		t.Fatalf("look at the tables of %s: %v", what, err)
	}
	for _, w := range wrong {
		t.Errorf("%s: a table: %s", what, w)
	}
}
