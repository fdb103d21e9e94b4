package helpcentre_test

import (
	"encoding/xml"
	"fmt"
	"image"
	"image/png"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"switchboard/channels/webchat/browsertest"
	"switchboard/knowledge"
)

// read is a page of a handler.
func read(t *testing.T, h http.Handler, page string) string {
	t.Helper()
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest(http.MethodGet, page, nil))
	if w.Code != http.StatusOK {
		t.Fatalf("%s: %d %s", page, w.Code, w.Body)
	}
	return w.Body.String()
}

func TestALongProjectAndItsSitemapComeInParts(t *testing.T) {
	t.Parallel()
	h := large(t, 24_000) // 1200 in each project and language
	seen := map[string]bool{}
	for n := 1; n <= 12; n++ {
		page := read(t, h, fmt.Sprintf("/help/en/p3?page=%d", n))
		if !strings.Contains(page, fmt.Sprintf(`aria-current="page">%d</a>`, n)) || strings.Count(page, `<nav class="pages"`) != 1 {
			t.Errorf("page %d does not say where it is", n)
		}
		for _, link := range strings.Split(page, `<li><a href="/help/en/p3/`)[1:] {
			seen[link[:strings.IndexByte(link, '"')]] = true
		}
	}
	if len(seen) != 1200 {
		t.Errorf("%d articles of 1200 are listed", len(seen))
	}

	var index struct {
		Files []string `xml:"sitemap>loc"`
	}
	if err := xml.Unmarshal([]byte(read(t, h, "/help/sitemap.xml")), &index); err != nil || len(index.Files) != 3 {
		t.Fatal(index, err)
	}
	seen = map[string]bool{}
	for _, file := range index.Files {
		var set struct {
			URLs []struct {
				Loc   string `xml:"loc"`
				Links []struct {
					Lang string `xml:"hreflang,attr"`
				} `xml:"link"`
			} `xml:"url"`
		}
		text := read(t, h, strings.TrimPrefix(file, "https://lumen.example"))
		if err := xml.Unmarshal([]byte(text), &set); err != nil || len(set.URLs) > 50_000 || len(text) > 50<<20 {
			t.Fatal(len(set.URLs), len(text), err)
		}
		for _, u := range set.URLs {
			if article := strings.Count(u.Loc, "/") == 6; article && len(u.Links) != 2 {
				t.Fatalf("%s has its languages as %v", u.Loc, u.Links)
			}
			seen[u.Loc] = true
		}
	}
	if len(seen) != 24_000+2+20 {
		t.Errorf("%d addresses", len(seen))
	}
}

func TestRightToLeftIsReadFromTheRight(t *testing.T) {
	srv, store := serve(t)
	e := knowledge.Edit{Project: "net", Key: "router", Lang: "ar", Author: "maria", Publish: true, Draft: knowledge.Draft{Title: "كيفية إعادة تشغيل جهاز التوجيه Router 5G",
		Body: "افصل الجهاز عن الكهرباء وانتظر 14 ثانية.\n\n| الخطة | السعر |\n|---|---:|\n| صغيرة | 10 |\n\n1. الخطوة\n2. اضغط **Reset**\n\n```\nping 192.168.0.1\n```\n\nAn English paragraph."}}
	if _, _, err := store.SaveVersion(t.Context(), e); err != nil {
		t.Fatal(err)
	}
	ctx := browsertest.New(t)
	for name, view := range map[string]chromedp.Action[chromedp.Void]{"desktop": browsertest.Desktop(), "phone": browsertest.Phone()} {
		if err := chromedp.Do(ctx, chromedp.Navigate(srv.URL+"/help/ar/net/router"), view); err != nil {
			t.Fatal(err)
		}
		browsertest.Shot(t, ctx, "help-rtl-"+name)
		browsertest.Accessible(t, ctx, "an article in Arabic, "+name)
		browsertest.Until(t, ctx, name+": words begin at the right", `(() => {
			const side = (el) => { const r = document.createRange(); r.selectNodeContents(el); const w = r.getBoundingClientRect(), b = el.getBoundingClientRect(); return w.left - b.left > b.right - w.right ? "right" : "left"; };
			const p = document.querySelectorAll(".text p");
			return side(p[0]) === "right" && side(p[p.length - 1]) === "left" && side(document.querySelector(".text li")) === "right" && side(document.querySelector(".text pre code")) === "left"
				&& document.querySelector("th").getBoundingClientRect().left > document.querySelector("th:last-child").getBoundingClientRect().left
				&& getComputedStyle(document.querySelector("td[align=right]")).textAlign === "end";
		})()`)
	}
}

// Where the pages do not speak the reader's language their own words are marked as the English that they are.
func TestBorrowedWordsAreMarkedAsEnglish(t *testing.T) {
	srv, store := serve(t)
	for lang, title := range map[string]string{"ar": "كيفية إعادة تشغيل جهاز التوجيه", "he": "איך מפעילים מחדש את הנתב", "fa": "چگونه مودم را دوباره راه\u200cاندازی کنیم", "es": "Cómo reiniciar el rúter"} {
		for _, key := range []string{"router", "lights"} {
			e := knowledge.Edit{Project: "net", Key: key, Lang: lang, Author: "maria", Publish: true, Draft: knowledge.Draft{Title: title, Body: title + "."}}
			if _, _, err := store.SaveVersion(t.Context(), e); err != nil {
				t.Fatal(err)
			}
		}
	}
	ctx := browsertest.New(t, "404")
	strays := `(() => { // words of ours that a screen reader would read in another language's voice, or that stand in its direction
		const ours = ["Help centre", "Search", "All topics", "Related articles", "Updated", "Was this helpful?", "Yes", "No", "Contacts", "Hours", "Skip to content", "Thank you. What is missing?", "Please leave out names, numbers and passwords.", "Send", "Found"];
		const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
		const strays = [];
		for (let n; n = walk.nextNode();) {
			const words = n.textContent.trim().replace(/[:·(].*/, "").trim();
			if (ours.includes(words) && (n.parentElement.closest("[lang]").lang !== "en" || getComputedStyle(n.parentElement).direction !== "ltr")) strays.push(words);
		}
		for (const el of document.querySelectorAll("nav[aria-label], section[aria-label]")) if (el.closest("[lang]").lang !== "en") strays.push(el.ariaLabel);
		const note = document.querySelector("textarea");
		if (note && note.closest("[lang]").lang === "en") strays.push("the reader's own words");
		if (document.documentElement.scrollWidth > document.documentElement.clientWidth) strays.push("wider than the page");
		return strays.join(", ") || true;
	})() === true`
	for _, lang := range []string{"ar", "he", "fa", "es"} {
		for name, view := range map[string]chromedp.Action[chromedp.Void]{"desktop": browsertest.Desktop(), "phone": browsertest.Phone()} {
			for page, path := range map[string]string{"front": "", "project": "/net", "article": "/net/router", "note": "/net/router?said=no", "search": "/search?q=router"} {
				if err := chromedp.Do(ctx, view, chromedp.Navigate(srv.URL+"/help/"+lang+path)); err != nil {
					t.Fatal(err)
				}
				browsertest.Until(t, ctx, lang+" "+page+" "+name, strays)
				if lang == "ar" {
					browsertest.Shot(t, ctx, "help-borrowed-"+page+"-"+name)
					browsertest.Accessible(t, ctx, page+" in Arabic, "+name)
				}
			}
		}
	}
	for _, lang := range []string{"uk", "en"} {
		if _, page := get(t, srv.URL+"/help/"+lang+"/net/router"); strings.Contains(page, `<span lang="en"`) {
			t.Errorf("%s: marked though it is spoken", lang)
		}
	}
}

func TestAPictureIsNoWiderThanThePage(t *testing.T) {
	help, store := serve(t)
	picture := httptest.NewRecorder()
	if err := png.Encode(picture, image.NewGray(image.Rect(0, 0, 3000, 200))); err != nil {
		t.Fatal(err)
	}
	f, err := store.SaveFile(t.Context(), "router.png", picture.Body.Bytes(), "maria")
	if err != nil {
		t.Fatal(err)
	}
	e := knowledge.Edit{Project: "net", Key: "picture", Lang: "en", Author: "maria", Publish: true, Draft: knowledge.Draft{Title: "A picture of the router", Body: "![The router](" + f.Path() + ")"}}
	if _, _, err := store.SaveVersion(t.Context(), e); err != nil {
		t.Fatal(err)
	}
	mux := http.NewServeMux()
	mux.Handle("/help/", help.Config.Handler)
	mux.HandleFunc(knowledge.FilesPath, func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write(picture.Body.Bytes()) })
	srv := httptest.NewServer(mux)
	t.Cleanup(srv.Close)
	ctx := browsertest.New(t)
	if err := chromedp.Do(ctx, browsertest.Phone(), chromedp.Navigate(srv.URL+"/help/en/net/picture")); err != nil {
		t.Fatal(err)
	}
	browsertest.Until(t, ctx, "the picture", "document.images[0]?.naturalWidth === 3000")
	browsertest.Until(t, ctx, "it fits", "document.documentElement.scrollWidth <= innerWidth && document.images[0].width > 200 && document.images[0].height < 60")
}
