package api

import (
	"context"
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"switchboard/knowledge"
	"switchboard/knowledge/convert"
)

// Problem is a file, or a row of one, that could not be taken.
type Problem struct {
	Path    string `json:"path"`
	Line    int    `json:"line,omitempty" doc:"Of the file, or the row of a sheet"`
	Problem string `json:"problem" doc:"What is wrong, and what to do"`
}

var (
	rowOf = regexp.MustCompile(` row (\d+)$`)
	flag  = regexp.MustCompile(`--([a-z]+(?:[-=][a-z]+)*)`)
)

// problemOut is a problem as programs read it: with the row as its line, and with parameters in place of what the command line takes.
func problemOut(b knowledge.BadFile) Problem {
	out := Problem{b.Path, b.Line, strings.ReplaceAll(b.Problem, "on the command line: ", "in the address: ")}
	if m := rowOf.FindStringSubmatch(b.Path); m != nil && out.Line == 0 {
		out.Line, _ = strconv.Atoi(m[1]) // digits
	}
	out.Problem = flag.ReplaceAllStringFunc(out.Problem, func(s string) string { return strings.NewReplacer("-", "_", "=", "_").Replace(s[2:]) })
	return out
}

// Imported says what an import did, or would do.
type Imported struct {
	DryRun    bool       `json:"dry_run"`
	Kind      string     `json:"kind" doc:"What the file was taken for"`
	Added     []string   `json:"added"`
	Changed   []string   `json:"changed"`
	Removed   []string   `json:"removed"`
	Merged    []string   `json:"merged" doc:"Of those that changed: they were written on by hand; that stays, and what the file says now comes to it"`
	Conflicts []Conflict `json:"conflicts" doc:"Of those that changed: they were written on by hand where the file says otherwise now, or it is not known where; that stays, and what the file says waits among the drafts. Such articles are found by the state conflict"`
	Drafted   []string   `json:"drafted" doc:"Of those that changed: they were taken back from readers by hand, so that what the file says now is a draft"`
	Elsewhere []string   `json:"elsewhere" doc:"Of those that are removed, those of projects that the file does not have"`
	Moved     []Moved    `json:"moved" doc:"Of those that are removed and added: the same title and text under another name; what was learned, stored questions and readers follow"`
	Kept      []string   `json:"kept" doc:"Were to be removed, and stay: somebody wrote on them by hand since"`
	Unread    []string   `json:"unread" doc:"Were to be removed, and stay: the file has them, and they could not be taken"`
	Spared    []string   `json:"spared" doc:"Were to be removed, and stay: what could not be taken of their projects may be them"`
	Untold    []string   `json:"untold" doc:"Where that stands: rows and files that do not tell which article they are"`
	Unchanged int        `json:"unchanged"`
	LeftOut   []LeftOut  `json:"left_out" doc:"Lines of customers who were erased, and lessons that editors let be forgotten: they were left out"`
	Problems  []Problem  `json:"problems" doc:"What could not be taken; the rest was"`
	Warnings  []Problem  `json:"warnings" doc:"What was taken, and should be looked at"`
	Breaks    []Break    `json:"breaks" doc:"Stored questions that found their article before, and do not now"`
}

// Moved is an article that goes on under another name.
type Moved struct {
	From string `json:"from"`
	To   string `json:"to"`
}

// Conflict is an article that somebody wrote on by hand where a file says otherwise.
type Conflict struct {
	Name    string `json:"name"`
	Article int64  `json:"article"`
}

// LeftOut is how many lines of a file were left out, since they are of customers who were erased, or were forgotten.
type LeftOut struct {
	Path      string `json:"path"`
	Lines     int    `json:"lines"`
	Forgotten bool   `json:"forgotten" doc:"Whether editors let them be forgotten; else they are of customers who were erased"`
}

func (a *api) transfers(h huma.API) {
	type upload struct {
		Name        string   `query:"name" required:"true" doc:"Name of the file; its ending tells the kind: .zip (a folder), .csv, .tsv, .xlsx, .docx, .html, .md" example:"answers.csv"`
		Project     string   `query:"project" doc:"Key of the project, where the file names none"`
		ProjectName string   `query:"project_name" doc:"Make the project, with this name"`
		Lang        string   `query:"lang" doc:"Language, where the file names none; found by the words if empty"`
		Audience    string   `query:"audience" enum:"public,internal"`
		Tags        []string `query:"tag" doc:"Added to each article"`
		DryRun      bool     `query:"dry_run" doc:"Say what would change, and change nothing"`
		Unverified  bool     `query:"unverified" doc:"The assistant answers with what is new only after an editor has verified it"`
		Remove      bool     `query:"remove" doc:"Remove articles that an import brought and that the file does not have any more, of the projects that it names; of a project of which something could not be taken none"`
		RemoveAll   bool     `query:"remove_all" doc:"Remove them of all projects, as of a whole folder that an export wrote"`
		Sent
	}
	type report struct{ Body Imported }
	large := func(o *huma.Operation) { o.MaxBodyBytes, o.BodyReadTimeout = maxUpload, 2*time.Minute }
	huma.Register(h, op(http.MethodPost, "/import", "import", "Import a file: a folder of Markdown as .zip, a sheet, saved pages or documents. The body is the file itself, or a form with it alone", large),
		func(ctx context.Context, in *upload) (*report, error) {
			caller, err := may(ctx, Publish)
			if err != nil {
				return nil, err
			}
			data, err := in.file()
			if err != nil {
				return nil, err
			}
			source, err := convert.File(in.Name, data, convert.Options{Project: in.Project, ProjectName: in.ProjectName, Lang: in.Lang,
				Audience: knowledge.Audience(in.Audience), Tags: in.Tags, Page: a.page})
			if err != nil {
				return nil, huma.Error422UnprocessableEntity(err.Error())
			}
			var was knowledge.Regression
			if !in.DryRun {
				was = a.regression(ctx)
			}
			r, err := knowledge.Import(ctx, a.store, source.FS, knowledge.ImportOptions{Author: caller.Name, DryRun: in.DryRun, Remove: in.Remove || in.RemoveAll, RemoveAll: in.RemoveAll, Partial: !source.Whole, Unread: source.Unread, Said: source.Said, Formerly: source.Formerly, Unverified: in.Unverified, Page: a.page})
			if err != nil {
				return nil, a.said(ctx, err)
			}
			r = source.Report(r)
			out := &report{Imported{DryRun: in.DryRun, Kind: source.Kind, Added: some(r.Added), Changed: some(r.Changed), Removed: some(r.Removed), Merged: some(r.Merged), Conflicts: []Conflict{}, Drafted: some(r.Drafted),
				Elsewhere: some(r.Elsewhere), Kept: some(r.Kept), Unread: some(r.Unread), Spared: some(r.Spared), Untold: some(r.Untold), Moved: []Moved{},
				Unchanged: r.Unchanged, LeftOut: []LeftOut{}, Problems: []Problem{}, Warnings: []Problem{}, Breaks: []Break{}}}
			if !in.DryRun {
				for _, b := range was.Broken(a.regression(ctx)) {
					out.Body.Breaks = append(out.Body.Breaks, Break{b.Project, b.Key, b.Text, answerOut(b.Was), answerOut(b.Is)})
				}
			}
			for _, m := range r.Moved {
				out.Body.Moved = append(out.Body.Moved, Moved(m))
			}
			for _, c := range r.Conflicts {
				out.Body.Conflicts = append(out.Body.Conflicts, Conflict(c))
			}
			for _, l := range r.LeftOut {
				out.Body.LeftOut = append(out.Body.LeftOut, LeftOut(l))
			}
			for _, b := range r.Bad {
				out.Body.Problems = append(out.Body.Problems, problemOut(b))
			}
			for _, w := range r.Warnings {
				out.Body.Warnings = append(out.Body.Warnings, problemOut(w))
			}
			return out, nil
		})
	huma.Register(h, op(http.MethodGet, "/export", "export", "Everything as a folder in a .zip file that an import reads: cards, articles with all versions, what was learned, asked and reported, files. What editors have typed and not saved is for keys that may publish", answersFile("application/zip", "The file")), func(ctx context.Context, _ *struct{}) (*huma.StreamResponse, error) {
		export := knowledge.ExportShared
		if _, err := may(ctx, Publish); err == nil {
			export = knowledge.ExportZip
		}
		return &huma.StreamResponse{Body: func(c huma.Context) {
			c.SetHeader("Content-Type", "application/zip")
			c.SetHeader("Content-Disposition", `attachment; filename="knowledge.zip"`)
			if err := export(c.Context(), a.store, c.BodyWriter()); err != nil {
				a.log.Error("an export broke off", "error", err)
				panic(http.ErrAbortHandler) // the reader must not take half a file for a whole one
			}
		}}, nil
	})
}

// some is a list that is never null.
func some(list []string) []string {
	if list == nil {
		return []string{}
	}
	return list
}
