package knowledge_test

import (
	"context"
	"strings"
	"testing"

	"switchboard/knowledge"
)

const (
	home    = "https://gw.example"
	pathKey = "/knowledge-files/0123456789abcdef0123456789abcdef/"
)

// A text is kept without the program's address and told with it. What is not its own, or no file and no article, stays.
func TestTheAddressOfTheProgramIsPutBeforeItsFilesAndArticles(t *testing.T) {
	t.Parallel()
	for kept, told := range map[string]string{
		"![it](" + pathKey + "a%20b.png), [it](" + pathKey + "a.pdf)": "![it](" + home + pathKey + "a%20b.png), [it](" + home + pathKey + "a.pdf)",
		pathKey + "a.png": home + pathKey + "a.png",
		"[R](/help/en/net/router), [S](/help/pt-BR/net/s-2#top \"S\")": "[R](" + home + "/help/en/net/router), [S](" + home + "/help/pt-BR/net/s-2#top \"S\")",
		"[R](</help/en/net/router>)":                                   "[R](<" + home + "/help/en/net/router>)",
		"[R]: /help/en/net/router":                                     "[R]: " + home + "/help/en/net/router",
		"See /help/en/net/router.\n/help/uk/net/r?":                    "See " + home + "/help/en/net/router.\n" + home + "/help/uk/net/r?",
		"[All](/help), [ours](/help/en) and [net](/help/en/net)":       "[All](" + home + "/help), [ours](" + home + "/help/en) and [net](" + home + "/help/en/net)",
		"[colleagues](/knowledge/a/12)":                                "[colleagues](" + home + "/knowledge/a/12)",
		"| a |\n|-|\n| [x](/help/en/net/r) |":                          "| a |\n|-|\n| [x](" + home + "/help/en/net/r) |",
	} {
		if got := knowledge.Absolute(kept, home); got != told {
			t.Errorf("%q is told as\n%q, not\n%q", kept, got, told)
		}
		if got := knowledge.Absolute(told, home); got != told {
			t.Errorf("told twice it is %q", got)
		}
		if got := knowledge.Relative(told, home); got != kept {
			t.Errorf("%q is kept as %q", told, got)
		}
		if knowledge.Relative(told, "https://other.example") != told || knowledge.Absolute(kept, "") != kept {
			t.Errorf("%q: another address, or none, changes it", told)
		}
	}
	for _, strange := range []string{
		"https://other.example/help/en/net/router", "[x](http://gw.example/help/en/net/router)", "[x](https://gw.example.evil.example/help/en/net/r)",
		"[x](https://other.example/?to=https://gw.example/help/en/net/router)", "see https://gw.example/pricing", "Send /help to the bot, or /help/en.",
		"[x](/help/returns), [y](/help/en/net/router/more), [z](/help/en/net/router.html)", "a/help/en/net/router", "/knowledge-files/abc/x.png", "https://gw.example",
		"[x](/knowledge), [y](/knowledge/a/12/edit)", "<https://gw.example/help/en/net/router>",
	} {
		if kept, told := knowledge.Relative(strange, home), knowledge.Absolute(strange, home); kept != strange || told != strange {
			t.Errorf("%q is kept as %q, told as %q", strange, kept, told)
		}
	}
}

// finds is an index that always finds the same.
type finds struct{ knowledge.Index }

func (finds) Search(context.Context, knowledge.Query) ([]knowledge.Hit, error) {
	return []knowledge.Hit{{Lead: "[x](/help/en/net/x)", Passage: "The lamp: [a](/help/en/net/a), lamp, [b](/help/en/net/b) lamp", Marks: [][2]int{{4, 8}, {31, 35}, {57, 61}}}}, nil
}

func TestMarksStayAtTheirWordsWhereAnAddressIsPut(t *testing.T) {
	t.Parallel()
	hits, err := knowledge.Abroad(finds{}, home).Search(ctx, knowledge.Query{})
	if err != nil || len(hits) != 1 || hits[0].Passage != "The lamp: [a]("+home+"/help/en/net/a), lamp, [b]("+home+"/help/en/net/b) lamp" || hits[0].Lead != "[x]("+home+"/help/en/net/x)" {
		t.Fatalf("%+v, %v", hits, err)
	}
	for _, m := range hits[0].Marks {
		if word := hits[0].Passage[m[0]:m[1]]; word != "lamp" {
			t.Errorf("a mark is at %q", word)
		}
	}
}

// The program's own pages show texts as they are kept.
func TestPagesLinkFilesAndArticlesByTheirPaths(t *testing.T) {
	t.Parallel()
	for md, want := range map[string]string{
		"![it](" + pathKey + "a.png)": `<img src="` + pathKey + `a.png" alt="it" loading="lazy">`,
		"[it](" + pathKey + "a.pdf)":  `href="` + pathKey + `a.pdf"`,
		"[it](/help/en/net/r#top)":    `href="/help/en/net/r#top"`,
		"[it](/help)":                 `href="/help"`,
		"See /help/en/net/router.":    `See <a href="/help/en/net/router" rel="noopener noreferrer ugc" target="_blank">/help/en/net/router</a>.`,
		"See https://a.example/b(c).": `href="https://a.example/b(c)"`,
	} {
		if got := string(knowledge.Render(md)); !strings.Contains(got, want) {
			t.Errorf("%q is shown as %s", md, got)
		}
	}
	for _, md := range []string{"[x](/login)", "[x](/help/../login)", "[x](//evil.example/help/en/net/r)", "[x](/help/en/net/r/more)", "Send /help or /help/en.", "Not /help/en/net/router/more, /help/en/net/router.html or /knowledge/a/x<b>"} {
		if got := string(knowledge.Render(md)); strings.Contains(got, "href") {
			t.Errorf("%q is shown as %s", md, got)
		}
	}
	if got := string(knowledge.Render("Not /help/en/a&amp;b<b>/x & /help/*so*")); got != "<p>Not /help/en/a&amp;b&lt;b&gt;/x &amp; /help/<em>so</em></p>\n" {
		t.Errorf("it is shown as %s", got)
	}
}

// Whoever saves a text with the program's address, it is kept without.
func TestWhatIsSavedWithTheAddressIsKeptWithout(t *testing.T) {
	t.Parallel()
	s := newStore(t, "p1").At(home)
	e := knowledge.Edit{Project: "p1", Key: "a", Lang: "en", Author: "Maria", Publish: true, Draft: knowledge.Draft{Title: "A", Body: "See [b](" + home + "/help/en/p1/b), [c](https://c.example/help/en/p1/c)."}}
	const kept = "See [b](/help/en/p1/b), [c](https://c.example/help/en/p1/c)."
	for range 2 {
		id, version := save(t, s, e)
		if got := bodyOf(t, s, "p1", "en", "a"); got != kept || version != 1 {
			t.Errorf("version %d is %q", version, got)
		}
		e.Article, e.Based = id, 1
	}
	if id, err := s.Written(ctx, "p1", "en", "Maria", e.Draft); err != nil || id != e.Article {
		t.Errorf("it is not known as written: %d, %v", id, err)
	}
	p, err := s.SaveProject(ctx, knowledge.Project{Key: "p1", Name: "One", Body: "![x](" + home + pathKey + "x.png)"})
	if err != nil || p.Body != "![x]("+pathKey+"x.png)" {
		t.Errorf("the card is %q, %v", p.Body, err)
	}
}

// Whatever a text says, telling it twice tells the same, and what is told is kept as what was not.
func FuzzAddress(f *testing.F) {
	for _, seed := range []string{"[x](/help/en/a/b)", home + "/help/en/a/b", "](" + home + home + "/help/en/a/b", "_" + pathKey + "x_", "(/knowledge/a/1)(/help)", "/help/en/a/b./help/en/a/b"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, md string) {
		told, kept := knowledge.Absolute(md, home), knowledge.Relative(md, home)
		if again := knowledge.Absolute(told, home); again != told {
			t.Errorf("%q is told as %q, then %q", md, told, again)
		}
		if again := knowledge.Relative(kept, home); again != kept {
			t.Errorf("%q is kept as %q, then %q", md, kept, again)
		}
		if knowledge.Relative(told, home) != kept || knowledge.Absolute(kept, home) != told {
			t.Errorf("%q is told as %q and kept as %q", md, told, kept)
		}
	})
}
