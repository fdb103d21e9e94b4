package eval

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"switchboard/assist"
	"switchboard/knowledge"
)

// Row is one piece of work on the public data with its figure.
type Row struct {
	Work   string
	Target float64
	Beside float64 // what BM25 or the better simple method reaches, as the data's README says; 0: not said there
	Figure float64
	N      int // questions
}

// Made makes what is measured from a knowledge base.
type Made func(context.Context, []knowledge.Article, []knowledge.Project) (Ranker, error)

// public is the public data in a folder.
type public struct {
	dir      string
	made     Made
	progress func(work string, done, total int)
	rows     []Row
}

// Public measures the assistant on the public data in a folder, by the protocol of its README: questions that must find
// their article with none to all of the examples, what nothing answers, help centres in five languages, departments, and
// the language of words. Progress may be nil.
func Public(ctx context.Context, dir string, made Made, progress func(work string, done, total int)) ([]Row, error) {
	if _, err := os.Stat(filepath.Join(dir, "intent-banking77")); err != nil {
		return nil, fmt.Errorf("the public data is not in %s: name its folder with --public: %w", dir, err)
	}
	p := &public{dir: dir, made: made, progress: progress}
	for _, work := range []func(context.Context) error{p.banking, p.clinc, p.unknown, p.helpCentre, p.questionsAndAnswers, p.calls, p.departments, p.languages} {
		if err := work(ctx); err != nil {
			return p.rows, err
		}
	}
	return p.rows, nil
}

// line is a row of any of the sets.
type line struct {
	ID, Text, Label, Lang, Kind, Title, Body, Source, Department, Category string
	Relevant, Context                                                      []string
	Turns                                                                  []struct{ NBest []string } // of a call, from its beginning
}

func (p *public) read(name string) ([]line, error) {
	f, err := os.Open(filepath.Join(p.dir, name))
	if err != nil {
		return nil, fmt.Errorf("read the public data: %w", err)
	}
	defer f.Close()
	var out []line
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 4*maxLine)
	for lines.Scan() {
		var l line
		if err := json.Unmarshal(lines.Bytes(), &l); err != nil {
			return nil, fmt.Errorf("%s, line %d: %w", name, len(out)+1, err)
		}
		out = append(out, l)
	}
	return out, lines.Err()
}

// unknownLabel is the label of what nothing answers.
const unknownLabel = "oos"

// intents makes an article for each label, with its first examples.
func intents(train []line, examples int) []knowledge.Article {
	var out []knowledge.Article
	at := map[string]int{}
	for _, l := range train {
		if l.Label == unknownLabel {
			continue
		}
		i, ok := at[l.Label]
		if !ok {
			i = len(out)
			at[l.Label] = i
			out = append(out, knowledge.Article{ID: int64(i + 1), Key: l.Label, Project: "p", Lang: "en", Title: strings.ReplaceAll(l.Label, "_", " "), Audience: knowledge.Public})
		}
		if len(out[i].Questions) < examples {
			out[i].Questions = append(out[i].Questions, l.Text)
		}
	}
	return out
}

func asked(test []line) []Question {
	out := make([]Question, len(test))
	for i, l := range test {
		if out[i] = (Question{Text: l.Text, Lang: l.Lang, Relevant: l.Relevant}); l.Label != "" && l.Label != unknownLabel {
			out[i].Relevant = []string{l.Label}
		}
	}
	return out
}

func known(list []Outcome) (out []Outcome) {
	for _, o := range list {
		if len(o.Relevant) > 0 {
			out = append(out, o)
		}
	}
	return out
}

// run asks questions of a knowledge base.
func (p *public) run(ctx context.Context, work string, articles []knowledge.Article, projects []knowledge.Project, questions []Question) ([]Outcome, error) {
	r, err := p.made(ctx, articles, projects)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", work, err)
	}
	var progress func(int, int)
	if p.progress != nil {
		progress = func(done, total int) { p.progress(work, done, total) }
	}
	list, err := Run(ctx, r, questions, progress)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", work, err)
	}
	return list, nil
}

func (p *public) add(work string, target, beside, figure float64, n int) {
	p.rows = append(p.rows, Row{Work: work, Target: target, Beside: beside, Figure: figure, N: n})
}

// shots are how many examples each row has, with the figures of the row.
type shots struct {
	name           string
	file           string
	examples       int
	target, beside float64
}

const all = math.MaxInt

func (p *public) banking(ctx context.Context) error {
	test, err := p.read("intent-banking77/test.jsonl")
	if err != nil {
		return err
	}
	for _, s := range []shots{
		{"0", "train", 0, .42, .35}, {"1", "train", 1, .50, .46}, {"5", "train_5shot", all, .70, .63}, {"10", "train_10shot", all, .79, .72}, {"all", "train", all, .92, .89},
	} {
		train, err := p.read("intent-banking77/" + s.file + ".jsonl")
		if err != nil {
			return err
		}
		work := "banking77 R@1, examples: " + s.name
		list, err := p.run(ctx, work, intents(train, s.examples), nil, asked(test))
		if err != nil {
			return err
		}
		p.add(work, s.target, s.beside, Measure(list).R1, len(list))
	}
	return nil
}

func (p *public) clinc(ctx context.Context) error {
	train, err := p.read("intent-clinc150-oos/train.jsonl")
	if err != nil {
		return err
	}
	test, err := p.read("intent-clinc150-oos/test.jsonl")
	if err != nil {
		return err
	}
	for _, s := range []shots{{"0", "", 0, .50, .42}, {"1", "", 1, .62, .53}, {"5", "", 5, .82, .74}, {"10", "", 10, .88, .81}, {"all", "", all, .95, .91}} {
		work := "clinc150 R@1, examples: " + s.name
		draws := [][]line{train}
		if s.examples > 1 && s.examples < all {
			draws = drawn(train)
		}
		sum := 0.0
		var list []Outcome
		for _, draw := range draws {
			if list, err = p.run(ctx, work, intents(draw, s.examples), nil, asked(test)); err != nil {
				return err
			}
			sum += Measure(list).R1
		}
		p.add(work, s.target, s.beside, sum/float64(len(draws)), len(known(list)))
		if s.examples == all {
			p.add("clinc150 AUROC, out of scope", .96, .94, Measure(list).AUROC, len(list))
		}
	}
	return nil
}

// drawn are three orders of the rows. The set has no published subsets of five and ten examples, and the first rows of a
// label are much alike, since they were written one after another; the figure is the mean of three draws.
func drawn(rows []line) (out [][]line) {
	for seed := range uint64(3) {
		some := slices.Clone(rows)
		rand.New(rand.NewPCG(seed, 0)).Shuffle(len(some), func(i, j int) { some[i], some[j] = some[j], some[i] })
		out = append(out, some)
	}
	return out
}

func (p *public) unknown(ctx context.Context) error {
	train, err := p.read("oos-banking77/train.jsonl")
	if err != nil {
		return err
	}
	test, err := p.read("oos-banking77/test.jsonl")
	if err != nil {
		return err
	}
	list, err := p.run(ctx, "banking77-oos", intents(train, all), nil, asked(test))
	if err != nil {
		return err
	}
	for _, row := range []struct {
		kind, name     string
		target, beside float64
	}{{"in-domain", "near", .80, .73}, {"out-of-domain", "far", .96, .89}} {
		var some []Outcome
		for i, o := range list {
			if len(o.Relevant) > 0 || test[i].Kind == row.kind {
				some = append(some, o)
			}
		}
		p.add("banking77-oos AUROC, "+row.name, row.target, row.beside, Measure(some).AUROC, len(some))
	}
	return nil
}

func (p *public) departments(ctx context.Context) error {
	for _, set := range []struct {
		work, folder   string
		target, beside float64
		of             func(line) string
	}{
		{"departments: multidogo", "departments-multidogo", .99, .987, func(l line) string { return l.Label }},
		{"departments: clinc150", "intent-clinc150-oos", .97, .953, func(l line) string { return l.Department }},
	} {
		train, err := p.read(set.folder + "/train.jsonl")
		if err != nil {
			return err
		}
		test, err := p.read(set.folder + "/test.jsonl")
		if err != nil {
			return err
		}
		learnt := assist.NewDepartments()
		for _, l := range train {
			if l.Label != unknownLabel {
				learnt.Teach(l.Text, set.of(l))
			}
		}
		right, n := 0, 0
		for _, l := range test {
			if err := ctx.Err(); err != nil {
				return err
			}
			if l.Label == unknownLabel {
				continue
			}
			n++
			if g := learnt.Predict(l.Text); len(g) > 0 && g[0].Department == set.of(l) {
				right++
			}
			if p.progress != nil {
				p.progress(set.work, n, len(test))
			}
		}
		p.add(set.work, set.target, set.beside, float64(right)/float64(n), n)
	}
	return nil
}

func (p *public) languages(context.Context) error {
	test, err := p.read("lid-lingua/test.jsonl")
	if err != nil {
		return err
	}
	for _, row := range []struct {
		kind   string
		target float64
	}{{"sentences", .99}, {"word-pairs", .93}, {"single-words", .75}} {
		right, n := 0, 0
		for _, l := range test {
			if l.Kind != row.kind || !slices.Contains([]string{"en", "uk", "ru", "pl", "de"}, l.Label) {
				continue
			}
			n++
			if lang, _ := knowledge.Language(l.Text, ""); lang == l.Label {
				right++
			}
		}
		p.add("language of "+row.kind, row.target, 0, float64(right)/float64(max(n, 1)), n)
	}
	return nil
}
