package convert_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"switchboard/knowledge"
	"switchboard/knowledge/convert"
	"switchboard/migrations/pgtest"
)

// Columns in which help desks say that a row is not for everybody are no columns to pass over.
func TestRowsThatAreNotForReadersAreNotTaken(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ sheet, shown, internal, bad string }{
		"a draft":       {"title,body,draft\nOne,1.,false\nTwo,2.,TRUE\nThree,3.,\n", "one three", "", `a.csv row 3: is not for readers, by "TRUE" under "draft": to import it, write no`},
		"not published": {"title,body,published\nOne,1.,yes\nTwo,2.,0\nThree,3.,Draft\n", "one", "", `a.csv row 3: is not for readers, by "0" under "published": to import it, write yes|a.csv row 4: is not for readers, by "Draft"`},
		"a status":      {"title,body,status\nOne,1.,Published\nTwo,2.,In  review\nThree,3.,Archived\nFour,4.,Internal\n", "one", "four", `a.csv row 3: is not for readers, by "In  review" under "status": to import it, write published, or internal for colleagues alone|a.csv row 4: is not`},
		"unknown words": {"title,body,state,published\nOne,1.,live,1\nTwo,2.,Batman,1\nThree,3.,live,perhaps\n", "one", "", `a.csv row 3: status "Batman" is not known: write published, draft, or internal for colleagues alone|a.csv row 4: published "perhaps" is not known: write yes or no`},
		"a segment":     {"title,body,user_segment_id\nOne,1.,\nTwo,2.,360001\n", "one", "", `a.csv row 3: audience "360001" is not known: write public or internal`},
		"two of them":   {"title,body,status,draft,archived\nOne,1.,Published,no,no\nTwo,2.,Published,no,yes\n", "one", "", `a.csv row 3: is not for readers, by "yes" under "draft"`},
		"the narrower":  {"title,body,audience,visibility,status,private\nOne,1.,public,internal,published,\nTwo,2.,internal,public,public,no\nThree,3.,public,,published,yes\nFour,4.,,,public,no\n", "four", "one three two", ""},
		"Ukrainian":     {"питання,відповідь,статус\nОдин,1.,Опубліковано\nДва,2.,Чернетка\nТри,3.,В архіві\nЧотири,4.,для своїх\n", "odyn", "chotyry", `a.csv row 3: is not for readers, by "Чернетка"|a.csv row 4: is not for readers`},
		"Russian":       {"вопрос,ответ,опубликовано\nОдин,1.,да\nДва,2.,нет\nТри,3.,ИСТИНА\n", "odyn try", "", `a.csv row 3: is not for readers, by "нет" under "published"`},
		"Polish":        {"pytanie,odpowiedź,stan\nA,1.,opublikowane\nB,2.,szkic\nC,3.,nieopublikowane\n", "a", "", `a.csv row 3: is not for readers|a.csv row 4: is not for readers`},
		"German":        {"frage;antwort;zustand;entwurf\nA;1.;veröffentlicht;nein\nB;2.;In Prüfung;nein\nC;3.;veröffentlicht;ja\n", "a", "", `a.csv row 3: is not for readers, by "In Prüfung" under "status"|a.csv row 4: is not for readers, by "ja" under "draft"`},
		"left empty":    {"title,body,status,published\nOne,1.,,\nTwo,2.,,\n", "one two", "", ""},
		"marked drafts": {"title,body,status\nOne,1.,\nTwo,2.,draft\n", "one", "", "a.csv row 3: is not for readers"},
		"marked shown":  {"title,body,published\nOne,1.,\nTwo,2.,x\n", "two", "", `a.csv row 2: has nothing under "published", where others tell that they are for readers: write yes or no`},
	} {
		t.Run(name, func(t *testing.T) {
			s := read(t, "a.csv", c.sheet)
			var shown, internal []string
			for key, a := range articles(t, s) {
				if a.Audience == knowledge.Internal {
					internal = append(internal, key)
				} else {
					shown = append(shown, key)
				}
			}
			slices.Sort(shown)
			slices.Sort(internal)
			if strings.Join(shown, " ") != c.shown || strings.Join(internal, " ") != c.internal {
				t.Errorf("shown %v, internal %v", shown, internal)
			}
			bad := strings.Split(c.bad, "|")
			if len(s.Bad) != len(bad) && c.bad != "" || c.bad == "" && len(s.Bad) > 0 {
				t.Fatalf("it says %s", said(s))
			}
			for i, b := range s.Bad {
				if !strings.HasPrefix(b.String(), bad[i]) {
					t.Errorf("it says %s, not %s", b, bad[i])
				}
			}
		})
	}
}

// A draft is put right where it is named, as other rows are; boxes of a workbook are words as well.
func TestARowThatIsNotForReadersIsMended(t *testing.T) {
	t.Parallel()
	name := workbook(t, func(f *excelize.File, set func(string, any)) {
		for cell, v := range map[string]any{"A1": "title", "B1": "body", "C1": "published", "D1": "status", "E1": "state", "A2": "One", "B2": "1.", "C2": true, "D2": "live", "E2": "live",
			"A3": "Two", "B3": "2.", "C3": false, "D3": "live", "E3": "live", "A4": "Three", "B4": "3.", "C4": true, "D4": "live", "E4": "draft"} {
			set(cell, v)
		}
	})
	o := convert.Options{Project: "shop", ProjectName: "Shop", Lang: "en"}
	s, err := convert.Open(name, o)
	if err != nil || fmt.Sprint(bad(s)) != "[base.xlsx sheet Sheet1 row 3 base.xlsx sheet Sheet1 row 4]" {
		t.Fatal(err, s.Bad)
	}
	o.Mends = mendOf(t, s, "base.xlsx sheet Sheet1 row 3", map[string]string{"published": "yes"})
	maps.Copy(o.Mends, mendOf(t, s, "base.xlsx sheet Sheet1 row 4", map[string]string{"status 2": "live"}))
	if s, err = convert.Open(name, o); err != nil || len(s.Bad) > 0 || len(articles(t, s)) != 3 {
		t.Errorf("mended: %v, %v", err, s.Bad)
	}
}

// A row that turns into a draft keeps its own article alone from being taken for gone, and one that never was keeps none.
func TestADraftOfASheetKeepsItsArticleAlone(t *testing.T) {
	s := newShelf(t)
	take := func(rows string) string {
		t.Helper()
		return s.takes(convert.File("a.csv", []byte("title,body,draft\n"+rows), convert.Options{Project: "shop", Lang: "en"}))
	}
	take("One,1.,no\nTwo,2.,no\nThree,3.,no\n")
	s.want("drafts", take("One,1.,no\nTwo,2.,yes\nFour,4.,yes\n"), "removed [shop/en/three.md], broken [shop/en/two.md], spared [] for []")
}

// That a row is now taken for what its columns say is no reason to put it over what an editor wrote.
func TestStandingsLeaveWhatAnEditorWrote(t *testing.T) {
	t.Parallel()
	s := knowledge.NewStore(pgtest.New(t))
	source := read(t, "a.csv", "title,body,private\nFees,None.,yes\nPay,By card.,yes\n")
	if _, err := knowledge.Import(t.Context(), s, earlier(t, source), knowledge.ImportOptions{Partial: true}); err != nil {
		t.Fatal(err)
	}
	d, err := s.ArticleByKey(t.Context(), "shop", "fees", "en")
	if err != nil || d.Versions[0].Audience != knowledge.Public {
		t.Fatal(d, err)
	}
	if _, _, err := s.SaveVersion(t.Context(), knowledge.Edit{Article: d.ID, Based: 1, Publish: true, Author: "Maria", Draft: knowledge.Draft{Title: "Fees", Body: "Hers."}}); err != nil {
		t.Fatal(err)
	}
	r, err := knowledge.Import(t.Context(), s, source.FS, knowledge.ImportOptions{Partial: true, Said: source.Said})
	if err != nil || !slices.Equal(r.Changed, []string{"shop/en/pay.md"}) {
		t.Errorf("%+v, %v", r, err)
	}
	if d, err = s.ArticleByKey(t.Context(), "shop", "pay", "en"); err != nil || d.Versions[0].Audience != knowledge.Internal {
		t.Errorf("%+v, %v", d, err)
	}
}
