package knowledge

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"
)

// synonymFile is the file of a folder that holds what editors made of the synonyms:
//
//	en:
//	  - refund, reimbursement
const synonymFile = "synonyms.yaml"

// SynonymFile writes the synonyms that editors changed as a file of the folder format; nil: none were.
func SynonymFile(all []Worded) []byte {
	var b strings.Builder
	for _, w := range all {
		if w.Rev == 0 {
			continue
		}
		groups := groupsOf(w.Groups)
		if len(groups) == 0 {
			fmt.Fprintf(&b, "%s: []\n", w.Lang)
			continue
		}
		fmt.Fprintf(&b, "%s:\n", w.Lang)
		for _, g := range groups {
			fmt.Fprintf(&b, "  - %q\n", strings.Join(g, ", "))
		}
	}
	if b.Len() == 0 {
		return nil
	}
	return []byte(b.String())
}

// readSynonyms reads the synonyms of a folder: a language's groups, a line each. Without a file there are none.
func readSynonyms(root fs.FS) (map[string]string, error) {
	file, err := root.Open(synonymFile)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	defer file.Close()
	raw, err := io.ReadAll(io.LimitReader(file, 64*MaxSynonyms))
	if err != nil {
		return nil, err
	}
	var lists map[string][]string
	if err := yaml.Unmarshal(raw, &lists); err != nil {
		return nil, fmt.Errorf("is no list of words for each language: %w", err)
	}
	out := map[string]string{}
	for _, lang := range slices.Sorted(maps.Keys(lists)) {
		if out[lang], err = checkSynonyms(lang, strings.Join(lists[lang], "\n")); err != nil {
			return nil, fmt.Errorf("%s: %w", lang, err)
		}
	}
	return out, nil
}

// ReadSynonyms returns the synonyms that a program would have which the folder was imported into: those of its file, and in
// languages of which that says nothing those that come with the program.
func ReadSynonyms(root fs.FS) (Synonyms, error) {
	read, err := readSynonyms(root)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", synonymFile, err)
	}
	all := comeWith()
	maps.Copy(all, read)
	return synonymsOf(all), nil
}

// SynonymsAtFirst are those that come with the program.
func SynonymsAtFirst() Synonyms { return synonymsOf(comeWith()) }

func synonymsOf(lines map[string]string) Synonyms {
	out := Synonyms{}
	for lang, groups := range lines {
		out[lang] = groupsOf(groups)
	}
	return out
}

// putSynonyms brings the synonyms to what the folder says. A folder without the file says nothing.
func (im *importer) putSynonyms(ctx context.Context, root fs.FS) (bad []BadFile, err error) {
	read, err := readSynonyms(root)
	if err != nil {
		return []BadFile{{Path: synonymFile, Problem: err.Error()}}, nil
	}
	if len(read) == 0 {
		return nil, nil
	}
	now, err := im.store.Worded(ctx)
	if err != nil {
		return nil, err
	}
	changed := false
	for lang, groups := range read {
		var old Worded
		if i := slices.IndexFunc(now, func(w Worded) bool { return w.Lang == lang }); i >= 0 {
			old = now[i]
		}
		if old.Groups == groups && (old.Rev > 0 || groups != "") {
			continue
		}
		changed, im.brought["synonyms "+lang] = true, true
		if im.options.DryRun {
			continue
		}
		if err := im.store.SaveSynonyms(ctx, lang, groups, old.Rev, im.options.Author); err != nil {
			return nil, err
		}
	}
	if changed {
		im.report.Changed = append(im.report.Changed, synonymFile)
	} else {
		im.report.Unchanged++
	}
	return nil, nil
}
