// Package prompts has what the models are told, one file for each thing they do. A folder of the company's own may hold
// files of the same names, which are used instead.
package prompts

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"unicode/utf8"
)

//go:embed *.md
var files embed.FS

// The names of the prompts.
const (
	Draft   = "draft"   // by which drafts are written
	Tone    = "tone"    // by which an operator's words are reworded
	Summary = "summary" // by which conversations are summed up
	Verdict = "verdict" // by which drafts are judged before one of them is answered with
)

// Names are those of all prompts.
func Names() []string { return []string{Draft, Tone, Summary, Verdict} }

const longest = 20_000 // bytes of a prompt

// Load returns a prompt: that of the folder if there is one, else the product's own. An empty folder name means none.
func Load(folder, name string) (string, error) {
	own, err := files.ReadFile(name + ".md")
	if err != nil {
		return "", fmt.Errorf("load prompt %s: %w", name, err)
	}
	if folder == "" {
		return string(own), nil
	}
	if _, err := os.Stat(folder); err != nil {
		return "", fmt.Errorf("load prompt %s: %w", name, err)
	}
	theirs, err := os.ReadFile(filepath.Join(folder, name+".md"))
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return string(own), nil
	case err != nil:
		return "", fmt.Errorf("load prompt %s: %w", name, err)
	case strings.TrimSpace(string(theirs)) == "":
		return "", fmt.Errorf("load prompt %s: the file in %s is empty: write the prompt, or remove the file", name, folder)
	case len(theirs) > longest:
		return "", fmt.Errorf("load prompt %s: the file in %s has %d bytes, more than %d: shorten it", name, folder, len(theirs), longest)
	case !utf8.Valid(theirs) || strings.ContainsRune(string(theirs), 0):
		return "", fmt.Errorf("load prompt %s: the file in %s is no UTF-8, as UTF-16 is not: save it as UTF-8", name, folder)
	}
	return strings.TrimPrefix(string(theirs), "\ufeff"), nil
}
