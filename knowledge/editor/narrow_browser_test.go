package editor_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"switchboard/channels/webchat/browsertest"
	"switchboard/knowledge"
)

// Addresses that somebody pasted and words without an end do not make a page wider than a phone.
func TestLongWordsStayWithinThePage(t *testing.T) {
	r := newRig(t)
	r.talked(2)
	long := "https://shop.example/" + strings.Repeat("averylongaddress", 9)
	id := r.article("long", "en", long, "See "+long+"\n\n"+long, func(e *knowledge.Edit) {
		e.Comment, e.Owner, e.Questions, e.Tags = long, long, []string{long}, []string{long}
	})
	other := r.article("other", "en", "Other", "See "+long+"\n\nIt costs 5.", unpublished)
	r.again(id, 1, "Now "+long, false)
	asked := knowledge.Unanswered{Conversation: 1, Seq: 1, Text: long, Lang: "en", Project: "net", At: time.Now()}
	if _, err := r.store.AddUnanswered(t.Context(), []knowledge.Unanswered{asked}); err != nil {
		t.Fatal(err)
	}
	if err := r.store.AddMustFind(t.Context(), knowledge.MustFind{Project: "net", Key: "long", Text: long, Lang: "en", By: "Maria"}); err != nil {
		t.Fatal(err)
	}
	l := knowledge.Lesson{Key: long, Article: id, Lang: "en", Text: long, Solved: true, Role: "operator", Person: "operator/1", At: time.Now()}
	if _, err := r.store.Teach(t.Context(), l); err != nil {
		t.Fatal(err)
	}
	r.talks = talks{replies: []knowledge.OwnReply{{Conversation: 1, Seq: 1, Text: long, Operator: "Ann"}}}
	p := r.person("Maria", true)
	ctx := browsertest.New(t)
	for _, path := range []string{"/knowledge", "/knowledge?q=averylong", "/knowledge/today", "/knowledge/gaps", "/knowledge/gaps/1", "/knowledge/p/net/new?gap=1", "/knowledge/new-article?gap=1", at(id, ""), at(id, "/edit"),
		at(id, "/translate?lang=de"), at(id, "/versions"), at(id, "/difference?a=1&b=2"), fmt.Sprint(at(other, "/edit?merge="), id), "/knowledge/must-find", "/knowledge/memory", "/knowledge/check-up", "/knowledge/p/net"} {
		for _, width := range []int64{390, 320} {
			do(t, ctx, path, chromedp.EmulateViewport(width, 844), chromedp.Navigate(p.url+path))
			browsertest.Shot(t, ctx, fmt.Sprint("narrow-", width, strings.NewReplacer("/", "-", "?", "-", "&", "-").Replace(path)))
			wide, err := chromedp.Run(ctx, chromedp.Evaluate[int](`document.documentElement.scrollWidth`))
			if err != nil || int64(wide) > width {
				t.Errorf("%s is %d wide at %d (%v)", path, wide, width, err)
			}
		}
	}
}
