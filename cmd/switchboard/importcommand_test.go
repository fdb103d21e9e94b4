package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"switchboard/knowledge"
	"switchboard/migrations/pgtest"
)

// What cannot be taken fails the command; what is taken with a warning does not.
func TestImportSaysWhatItDidNotTakeAndWhatToLookAt(t *testing.T) {
	t.Parallel()
	pool := pgtest.New(t)
	dir := t.TempDir()
	for name, text := range map[string]string{
		"good.csv":               "title,body\nDup title,<p>You have <b>14 days</b>.</p>\nDup title,Second.\n",
		"bad.csv":                "title,body\nDelivery price,Delivery costs 50 UAH, free from 1000 UAH\nWheels,\"Wheels cost 900 UAH.\nHelmets,\"Helmets cost 700 UAH.\"\nLamps,\"Lamps cost 300 UAH.\"\n",
		"base/p1/project.md":     "---\nname: One\n---\n",
		"base/p1/en/pressure.md": "---\ntitle: Pressure\n---\nSee [valves](valves.md) and [tubes](tubes.md).\n",
		"base/p1/en/valves.md":   "---\ntitle: Valves\n---\nText.\n",
	} {
		if err := os.MkdirAll(filepath.Dir(filepath.Join(dir, name)), 0o750); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	take := func(name string, args ...string) (string, error) {
		t.Helper()
		cmd := exec.Command(os.Args[0], append([]string{"knowledge", "import", filepath.Join(dir, name)}, args...)...)
		cmd.Env = append(os.Environ(), asProgram+"=yes", "SWITCHBOARD_DATA="+t.TempDir(), "DATABASE_URL="+pool.Config().ConnString(), "SWITCHBOARD_URL=https://gw.example", "SWITCHBOARD_HELP=true")
		out, err := cmd.CombinedOutput()
		return string(out), err
	}
	for _, c := range []struct {
		name  string
		args  []string
		fails bool
		want  []string
	}{
		{"good.csv", []string{"--project", "nope"}, true, []string{"! project nope: no project has this key", `(on the command line: --project nope --project-name "Its name")`, "0 added"}},
		{"good.csv", []string{"--project", "shop", "--project-name", "Shop"}, false, []string{"* ", `good.csv row 3: has the same title as good.csv row 2: both are kept, as "dup-title" and "dup-title-2"`, "3 added"}},
		{"bad.csv", []string{"--project", "shop"}, true, []string{`! bad.csv row 2: has "free from 1000 UAH" beyond its 2 columns`, "! bad.csv row 3: opens a quotation mark", "+ shop/en/lamps.md", "1 added", "2 could not be taken"}},
		{"base", nil, false, []string{`* p1/en/pressure.md: links "tubes.md", which is no article of the folder`, "3 added"}},
		{"base", []string{"--remove", "--dry-run"}, false, []string{"0 removed"}},
		{"base", []string{"--remove=all", "--dry-run"}, false, []string{"- shop/en/dup-title.md", "- 4 of these are of projects that the source does not have: shop", "4 removed"}},
		{"base", []string{"--remove=some"}, true, []string{`"some" is neither true, false nor all`}},
	} {
		out, err := take(c.name, c.args...)
		if (err != nil) != c.fails {
			t.Errorf("%s %v: %v", c.name, c.args, err)
		}
		for _, want := range c.want {
			if !strings.Contains(out, want) {
				t.Errorf("%s %v lacks %q:\n%s", c.name, c.args, want, out)
			}
		}
	}
	store := knowledge.NewStore(pool)
	for key, want := range map[string]string{"shop/dup-title": "You have **14 days**.", "p1/pressure": "See [valves](/help/en/p1/valves) and [tubes](tubes.md)."} {
		project, key, _ := strings.Cut(key, "/")
		if d, err := store.ArticleByKey(t.Context(), project, key, "en"); err != nil || d.Versions[0].Body != want {
			t.Errorf("%s is %+v, %v", key, d.Versions, err)
		}
	}
}
