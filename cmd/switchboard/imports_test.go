package main

import (
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// mayImport says which of our packages each package may import. A subpackage may always import its parent.
var mayImport = map[string][]string{
	"channels":              {},
	"channels/channeltest":  {"channels"},
	"channels/*":            {"channels"},
	"knowledge":             {},
	"knowledge/*":           {"knowledge"},
	"knowledge/api":         {"knowledge", "knowledge/convert"},
	"knowledge/editor":      {"knowledge", "knowledge/convert"},
	"assist":                {"knowledge"},
	"assist/*":              {"assist", "knowledge"},
	"routing":               {"assist", "channels", "knowledge"},
	"routing/*":             {"routing", "assist", "channels", "knowledge"},
	"routing/supervisor":    {"routing", "routing/report", "assist", "channels", "knowledge"},
	"migrations":            {},
	"migrations/cluster":    {},
	"migrations/pgtest":     {"migrations", "migrations/cluster"},
	"cmd/switchboard/bench": {"migrations", "migrations/cluster"},
	"cmd/switchboard/*":     {"routing", "cmd/switchboard/layout", "assist", "knowledge", "channels", "migrations"},
	"cmd/switchboard":       {"*"},
}

// fences keeps a third party to one package (and the packages below it).
var fences = map[string][]string{
	"github.com/slack-go/slack":             {"routing/slackdesk"},
	"github.com/kyokomi/emoji":              {"routing/slackdesk"},
	"github.com/sashabaranov/go-openai":     {"assist/openai"},
	"github.com/meilisearch/meilisearch-go": {"knowledge/meili"},
	"github.com/go-telegram/bot":            {"channels/telegram"},
	"github.com/pelletier/go-toml":          {"knowledge/convert"},
}

func TestImportsKeepToTheDesign(t *testing.T) {
	cmd := exec.Command("go", "list", "-f", `{{.ImportPath}} {{join .Imports " "}}`, "switchboard/...")
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(out)) {
		words := strings.Fields(line)
		pkg := strings.TrimPrefix(words[0], "switchboard/")
		for _, imported := range words[1:] {
			if own, ok := strings.CutPrefix(imported, "switchboard/"); ok {
				if !allowed(pkg, own) {
					t.Errorf("%s imports %s", pkg, own)
				}
				continue
			}
			for party, homes := range fences {
				if (imported == party || strings.HasPrefix(imported, party+"/")) && !slices.ContainsFunc(homes, func(h string) bool { return pkg == h || strings.HasPrefix(pkg, h+"/") }) {
					t.Errorf("%s imports %s", pkg, imported)
				}
			}
			if strings.HasPrefix(imported, "github.com/jackc/pgx") || strings.HasPrefix(imported, "github.com/riverqueue") {
				if strings.HasPrefix(pkg, "channels") || strings.HasPrefix(pkg, "assist") {
					t.Errorf("%s imports %s", pkg, imported)
				}
			}
		}
	}
}

func allowed(pkg, own string) bool {
	if strings.HasPrefix(pkg, own+"/") { // its parent
		return true
	}
	if strings.HasPrefix(own, pkg+"/") && pkg != "cmd/switchboard" {
		return false
	}
	list, ok := mayImport[pkg]
	if !ok {
		list, ok = mayImport[filepath.Dir(pkg)+"/*"]
	}
	for ; !ok && strings.Count(pkg, "/") > 1; list, ok = mayImport[filepath.Dir(pkg)+"/*"] {
		pkg = filepath.Dir(pkg)
	}
	return slices.Contains(list, "*") || slices.Contains(list, own)
}

func TestNoChannelIsNamedOutsideItsPackage(t *testing.T) {
	named := regexp.MustCompile(`"(` + strings.Join(kinds(), "|") + `)"`)
	root := os.DirFS("../..")
	err := fs.WalkDir(root, ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (path == "channels" || path == "cmd" || path == ".git" || path == "bin" || path == "data") {
			return fs.SkipDir
		}
		if !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return nil
		}
		b, err := fs.ReadFile(root, path)
		if err != nil {
			return err
		}
		for i, line := range strings.Split(string(b), "\n") {
			code, _, _ := strings.Cut(line, "//")
			if m := named.FindString(code); m != "" {
				t.Errorf("%s:%d names the channel %s", path, i+1, m)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
