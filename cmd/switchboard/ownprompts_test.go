package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestAPromptThatWouldNotBeTakenIsTold(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		files map[string]string
		says  string // empty: it is taken
	}{
		"one":                  {map[string]string{"draft.md": "Write."}, ""},
		"notes beside it":      {map[string]string{"draft.md": "Write.", "README.md": "ours", "draft.old.md": "Write!"}, ""},
		"with a mark before":   {map[string]string{"draft.md": "\ufeffWrite."}, ""},
		"letters changed":      {map[string]string{"darft.md": "Write."}, "is draft.md meant?"},
		"a letter too many":    {map[string]string{"drafts.md": "Write.", "tone.md": "Reword."}, "is draft.md meant?"},
		"capitals":             {map[string]string{"Summary.MD": "Sum up.", "tone.md": "Reword."}, "is summary.md meant?"},
		"an editor's own end":  {map[string]string{"tone.md.txt": "Reword."}, "is tone.md meant?"},
		"switched off":         {map[string]string{"draft.md": "Write.", "summary.md.off": "Sum up.", "tone.md.bak": "Reword."}, ""},
		"an example, a note":   {map[string]string{"draft.md": "Write.", "tone.example.md": "Reword.", "summary.txt": "ours"}, ""},
		"a folder beside it":   {map[string]string{"draft.md": "Write.", "tone/first.md": "Reword."}, ""},
		"without an end":       {map[string]string{"tone": "Reword.", "draft.md": "Write."}, "is tone.md meant?"},
		"none":                 {map[string]string{"README.md": "ours"}, "there are draft.md, tone.md, summary.md, verdict.md"},
		"UTF-16 with a mark":   {map[string]string{"tone.md": "\xff\xfeR\x00e\x00"}, "save it as UTF-8"},
		"UTF-16 without":       {map[string]string{"tone.md": "R\x00e\x00"}, "save it as UTF-8"},
		"letters of Windows":   {map[string]string{"tone.md": "sch\xf6n"}, "save it as UTF-8"},
		"more than one is bad": {map[string]string{"tnoe.md": "Reword.", "verdicts.md": "Judge."}, "is tone.md meant?"},
	} {
		folder := t.TempDir()
		for file, text := range c.files {
			if err := os.MkdirAll(filepath.Dir(filepath.Join(folder, file)), 0o700); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(filepath.Join(folder, file), []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		cfg, err := loadConfig([]string{"OPENAI_MODEL=m", "SWITCHBOARD_PROMPTS=" + folder})
		if (err == nil) != (c.says == "") || err != nil && (!strings.Contains(err.Error(), c.says) || !strings.Contains(err.Error(), "SWITCHBOARD_PROMPTS")) {
			t.Errorf("%s: %v", name, err)
		}
		if err != nil {
			continue
		}
		told := ""
		for _, l := range cfg.describe() {
			told += l.Part + ": " + l.Says + "\n"
		}
		if !strings.Contains(told, "prompts: draft.md of your own, in "+folder) {
			t.Errorf("%s: the start does not tell of it: %s", name, told)
		}
		w, err := openWriter(cfg, nil)
		if err != nil || w.Prompt != "Write." {
			t.Errorf("%s: %q, %v", name, w.Prompt, err)
		}
	}
}
