package main

import (
	"bytes"
	"log/slog"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/spf13/cobra"
)

// asked measures a folder by a file of questions, and returns what is said.
func asked(t *testing.T, o evalOptions, file string) (string, error) {
	t.Helper()
	var b bytes.Buffer
	cmd := &cobra.Command{}
	cmd.SetOut(&b)
	cmd.SetErr(&b)
	err := evalSet(t.Context(), cmd, o, []string{file}, nil, &bases{log: slog.New(slog.DiscardHandler)})
	return b.String(), err
}

// What cannot be read or written is told before anything is asked, and takes nothing away.
func TestNothingIsAskedInVain(t *testing.T) {
	t.Parallel()
	dir, base := t.TempDir(), boats(t, "€18")
	write := func(name, text string) string {
		t.Helper()
		name = filepath.Join(dir, name)
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return name
	}
	questions := write("q.jsonl", `{"text": "how much is a kayak", "lang": "en", "relevant": ["river/prices"]}`+"\n")
	old, fresh := write("old.csv", "what was measured before"), filepath.Join(dir, "new.html")
	empty := filepath.Join(dir, "empty")
	if err := os.Mkdir(empty, 0o700); err != nil {
		t.Fatal(err)
	}
	for want, o := range map[string]evalOptions{
		"there is no article in it":                    {base: empty, csv: old, html: fresh},
		"/empty: there is no article in it":            {base: base, against: empty, csv: old, html: fresh},
		"nowhere":                                      {base: base, against: filepath.Join(dir, "nowhere"), csv: old, html: fresh},
		"old.csv is named twice":                       {base: base, csv: old, html: filepath.Join(dir, ".", "old.csv")},
		"new.html is named twice":                      {base: base, csv: fresh, html: fresh},
		"q.jsonl is named twice":                       {base: base, csv: questions},
		"write the results: open " + dir + "/no/x.csv": {base: base, csv: filepath.Join(dir, "no", "x.csv"), html: fresh},
	} {
		said, err := asked(t, o, questions)
		if err == nil || !strings.Contains(err.Error(), want) || strings.Contains(said, "questions 1") {
			t.Errorf("%s: %v\n%s", want, err, said)
		}
		if _, err := os.Stat(fresh); err == nil {
			t.Errorf("%s: an empty file is left", want)
		}
	}
	for file, want := range map[string]string{old: "what was measured before", questions: "kayak"} {
		if b, err := os.ReadFile(file); err != nil || !strings.Contains(string(b), want) {
			t.Errorf("%s has %q, %v", file, b, err)
		}
	}
	said, err := asked(t, evalOptions{base: base, csv: old, html: fresh}, questions)
	if err != nil || !strings.Contains(said, "1.000   0.000  by the thresholds in force; a draft 0.000, nothing 0.000") {
		t.Errorf("%v\n%s", err, said)
	}
	for file, wanted := range map[string][]string{
		old:   {"text,lang,relevant,place,probability,first,title,miss,says,never,quoted,project,alone,answers,becomes\n", ",river,1.0000,river/prices,answered rightly\n"},
		fresh: {"questions of q.jsonl", "the folder " + base, "By the thresholds in force 100.0 % are answered rightly"},
	} {
		b, err := os.ReadFile(file)
		for _, want := range wanted {
			if err != nil || !strings.Contains(string(b), want) || strings.Contains(string(b), "what was measured before") {
				t.Errorf("%s lacks %q: %s, %v", file, want, b, err)
			}
		}
	}
}

// Where there is no knowledge base, none is made to be measured.
func TestNoDatabaseIsMadeToBeMeasured(t *testing.T) {
	t.Parallel()
	data := filepath.Join(t.TempDir(), "data")
	for _, command := range []string{"eval", "tune"} {
		cmd := exec.Command(os.Args[0], "knowledge", command)
		cmd.Env = append(os.Environ(), asProgram+"=yes", "SWITCHBOARD_DATA="+data, "DATABASE_URL=")
		said, err := cmd.CombinedOutput()
		out := string(said)
		if err == nil || !strings.Contains(out, "there is no knowledge base in "+data) || !strings.Contains(out, "SWITCHBOARD_DATA") {
			t.Errorf("%s: %v, %s", command, err, out)
		}
	}
	if _, err := os.Stat(data); err == nil {
		t.Error("a folder of data was made")
	}
}
