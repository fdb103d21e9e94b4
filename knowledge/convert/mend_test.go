package convert_test

import (
	"fmt"
	"testing"
	"testing/fstest"

	"switchboard/knowledge"
	"switchboard/knowledge/convert"
	"switchboard/migrations/pgtest"
)

// mendOf puts something else into a place that could not be taken.
func mendOf(t *testing.T, s convert.Source, at string, fields map[string]string) map[string]convert.Mend {
	t.Helper()
	p, ok := s.Place(at)
	if !ok {
		t.Fatalf("%s cannot be mended", at)
	}
	all := map[string]string{}
	for _, f := range p.Fields {
		all[f.Name] = f.Value
	}
	for name, value := range fields {
		all[name] = value
	}
	return map[string]convert.Mend{at: {At: at, Was: p.Was, Fields: all}}
}

func bad(s convert.Source) (paths []string) {
	for _, b := range s.Bad {
		paths = append(paths, b.Path)
	}
	return paths
}

func TestARowIsMendedWhereItStands(t *testing.T) {
	t.Parallel()
	sheet := []byte("question,answer,valid_until\r\nHow do I return it?,\"Within\r\n14 days.\",31.12.2030\r\n,Free of charge.,soon\r\nWhat does it cost?,#REF!,\r\n")
	o := convert.Options{Project: "shop", Lang: "en"}
	read := func() convert.Source {
		t.Helper()
		s, err := convert.File("answers.csv", sheet, o)
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	before := read()
	if got := bad(before); len(got) != 2 {
		t.Fatalf("%v", before.Bad)
	}
	o.Mends = mendOf(t, before, "answers.csv row 5", map[string]string{"body": "Nothing."})
	if got := bad(read()); len(got) != 1 || got[0] != "answers.csv row 4" {
		t.Errorf("a formula that was mended: %v", got)
	}
	half := mendOf(t, before, "answers.csv row 4", map[string]string{"title": "Does it cost anything?"})
	o.Mends["answers.csv row 4"] = half["answers.csv row 4"]
	after := read()
	if place, _ := after.Place("answers.csv row 4"); len(bad(after)) != 1 || !place.Mended || place.Was != half["answers.csv row 4"].Was {
		t.Errorf("half mended: %v, %+v", after.Bad, place)
	}
	whole := mendOf(t, after, "answers.csv row 4", map[string]string{"until": "2030-01-31"})
	o.Mends["answers.csv row 4"] = whole["answers.csv row 4"]
	if after := read(); len(after.Bad) != 0 {
		t.Errorf("all is mended: %v", after.Bad)
	}
	s := knowledge.NewStore(pgtest.New(t))
	if _, err := s.SaveProject(t.Context(), knowledge.Project{Key: "shop", Name: "Shop"}); err != nil {
		t.Fatal(err)
	}
	for round, want := range []int{3, 0} {
		r, err := knowledge.Import(t.Context(), s, read().FS, knowledge.ImportOptions{Partial: true})
		if err != nil || len(r.Added) != want || r.Unchanged != 3-want || len(r.Bad) > 0 {
			t.Errorf("import %d: %+v, %v", round+1, r, err)
		}
	}
	sheet = []byte("question,answer,valid_until\nHow do I return it?,Within 30 days.,\n,Something else.,soon\n")
	if after := read(); len(bad(after)) != 1 {
		t.Errorf("another row stands there now, and is as it was mended: %v", after.Bad)
	}
}

func TestAFileOfMarkdownIsMended(t *testing.T) {
	t.Parallel()
	const card = "---\nname: Shop\n---\n"
	for name, c := range map[string]struct {
		files fstest.MapFS
		at    string
	}{
		"in a folder of projects": {fstest.MapFS{"shop/project.md": {Data: []byte(card)}, "shop/en/return.md": {Data: []byte("---\ntitle: Return\naudience: nobody\n---\nWithin 14 days.\n")}}, "shop/en/return.md"},
		"in any folder":           {fstest.MapFS{"docs/return.md": {Data: []byte("---\ntitle: Return\naudience: nobody\n---\nWithin 14 days.\n")}}, "docs/return.md"},
	} {
		s := knowledge.NewStore(pgtest.New(t))
		if _, err := s.SaveProject(t.Context(), knowledge.Project{Key: "shop", Name: "Shop"}); err != nil {
			t.Fatal(err)
		}
		o := convert.Options{Project: "shop", Lang: "en"}
		read := func() (convert.Source, knowledge.ImportReport) {
			t.Helper()
			source, err := convert.FromFS(c.files, o)
			if err != nil {
				t.Fatal(err)
			}
			r, err := knowledge.Import(t.Context(), s, source.FS, knowledge.ImportOptions{Partial: true, DryRun: len(o.Mends) == 0})
			if err != nil {
				t.Fatal(err)
			}
			return source, source.Report(r)
		}
		source, r := read()
		if len(r.Bad) != 1 || r.Bad[0].Path != c.at {
			t.Fatalf("%s: %v", name, r.Bad)
		}
		o.Mends = mendOf(t, source, c.at, map[string]string{"markdown": "---\ntitle: Return\naudience: public\n---\nWithin 14 days.\n"})
		if _, r = read(); len(r.Bad) != 0 || len(r.Added) != 1 {
			t.Errorf("%s, mended: %+v", name, r)
		}
		if _, r = read(); len(r.Added)+len(r.Changed) != 0 {
			t.Errorf("%s, mended and imported again: %+v", name, r)
		}
	}
}

// What was put right of a row is not taken back by an import in which the row is broken still: nothing tells which article it was.
func TestWhatIsBrokenStillIsNotTakenBack(t *testing.T) {
	t.Parallel()
	store := knowledge.NewStore(pgtest.New(t))
	o := convert.Options{ProjectName: "Shop", Project: "shop", Lang: "en"}
	const broken = ",Free of charge.,\n"
	take := func(rows string) knowledge.ImportReport {
		t.Helper()
		s, err := convert.File("answers.csv", []byte("question,answer,project\n"+rows), o)
		if err != nil {
			t.Fatal(err)
		}
		r, err := knowledge.Import(t.Context(), store, s.FS, knowledge.ImportOptions{Remove: true, Partial: !s.Whole, Unread: s.Unread})
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	const good, other = "Do you deliver?,Yes.,\n", "Is it open?,Always.,park\n"
	before, err := convert.File("answers.csv", []byte("question,answer,project\n"+broken), o)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := store.SaveProject(t.Context(), knowledge.Project{Key: "park", Name: "Park"}); err != nil {
		t.Fatal(err)
	}
	o.Mends = mendOf(t, before, "answers.csv row 2", map[string]string{"title": "What does it cost?"})
	if r := take(broken + good + other); len(r.Added) != 4 { // with the card
		t.Fatalf("%+v", r)
	}
	o.Mends = nil
	if r := take(broken + "Is it big?,Yes.,park\n"); fmt.Sprint(r.Removed, r.Spared) != "[park/en/is-it-open.md] [shop/en/do-you-deliver.md shop/en/what-does-it-cost.md]" {
		t.Errorf("broken still: removed %v, spared %v", r.Removed, r.Spared)
	}
	if r := take("Is it big?,Yes.,park\nIs it new?,#REF!,park\n" + good); fmt.Sprint(r.Removed, r.Spared) != "[shop/en/what-does-it-cost.md] []" {
		t.Errorf("gone from the sheet: removed %v, spared %v", r.Removed, r.Spared)
	}
}
