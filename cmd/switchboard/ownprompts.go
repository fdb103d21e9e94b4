package main

import (
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"

	"switchboard/assist/prompts"
)

// promptFile is how the file of a prompt ends.
const promptFile = ".md"

// checkPrompts tells every problem of the company's own prompts. One that is misspelt would be taken for none, without a word.
func (c *Config) checkPrompts() (problems []error) {
	problem := func(err error) { problems = append(problems, fmt.Errorf("SWITCHBOARD_PROMPTS: %w", err)) }
	for _, name := range prompts.Names() {
		if _, err := prompts.Load(c.Prompts, name); err != nil {
			problem(err)
		}
	}
	if len(problems) > 0 || c.Prompts == "" {
		return problems
	}
	own, err := ownPrompts(c.Prompts)
	switch {
	case err != nil:
		problem(err)
	case len(own) == 0:
		problem(fmt.Errorf("%s has no prompt: there are %s", c.Prompts, strings.Join(prompts.Names(), promptFile+", ")+promptFile))
	}
	return problems
}

// ownPrompts are the files of prompts in a folder. A file that is named almost as one, which is not there, is an error; others may lie
// beside them, as one that was switched off by another ending.
func ownPrompts(folder string) (own []string, err error) {
	if folder == "" {
		return nil, nil
	}
	entries, err := os.ReadDir(folder)
	if err != nil {
		return nil, err
	}
	var files []string
	for _, e := range entries {
		if !e.IsDir() { // a link is a file: so mounted settings come
			files = append(files, e.Name())
		}
	}
	for _, name := range prompts.Names() {
		if slices.Contains(files, name+promptFile) {
			own = append(own, name+promptFile)
			continue
		}
		for _, file := range files {
			stem := strings.TrimSuffix(strings.TrimSuffix(strings.ToLower(file), promptFile+".txt"), promptFile) // an editor may add its own
			if stem == name || slip(stem, name) || slip(name, stem) {
				err = errors.Join(err, fmt.Errorf("%s in %s is no prompt: is %s%s meant?", file, folder, name, promptFile))
			}
		}
	}
	return own, err
}
