package editor

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"

	"switchboard/knowledge"
	"switchboard/knowledge/convert"
)

const (
	maxUpload   = 128 << 20 // bytes of all files of an import
	aroundFiles = 4 << 20   // bytes of the form around them
	maxUploads  = 5000      // files that are not hidden
	slowImport  = 10 * time.Minute
	shownNames  = 500 // of each list of a report
)

// importing is the page of imports.
type importing struct {
	Me       Editor
	Todo     knowledge.Todo
	Projects []knowledge.Project
	Form     importForm
	Problem  string
	Homeless int // articles that name no project, while none is chosen for them
	Report   *importReport
}

// Files is how many files are taken at once.
func (importing) Files() int { return maxUploads }

// Bytes is how many bytes of all files are taken at once.
func (importing) Bytes() int { return maxUpload }

// importForm is what an import is told beside its files.
type importForm struct {
	Project, NewProject, Lang, Audience, Tags string
	Remove, RemoveAll, Verified               bool
}

func (e *editor) showImport(c call) error {
	return e.importPage(c, http.StatusOK, importing{})
}

func (e *editor) importPage(c call, status int, p importing) (err error) {
	p.Me = c.me
	if p.Projects, err = e.store.Projects(c.Context()); err != nil {
		return err
	}
	if c.Header.Get("X-Part") == "report" {
		if p.Report != nil {
			status = 0 // it was sent with the progress
		}
		return e.render(c, status, "import", "report", p)
	}
	if p.Todo, err = e.store.Todo(c.Context()); err != nil {
		return err
	}
	return e.show(c, status, "import", "Import", p)
}

// takeIn imports what was uploaded, or says what importing it would do.
func (e *editor) takeIn(c call) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(c.Context()), slowUpload+slowImport) // it goes on when the page is left
	defer cancel()
	c.Request = c.WithContext(ctx) // the page that tells what was done is later than other pages may be
	name, data, err := e.uploads(c)
	p := importing{Form: readImportForm(c)}
	if err != nil {
		status, text := verdict(err)
		p.Problem = text
		return e.importPage(c, status, p)
	}
	f := p.Form
	o := convert.Options{Project: f.Project, Lang: f.Lang, Audience: knowledge.Audience(f.Audience), Tags: cutList(f.Tags, ","), Page: e.page, Mends: readMends(c)}
	if f.Project == "" && f.NewProject != "" {
		o.Project, o.ProjectName = knowledge.Slug(f.NewProject), f.NewProject
	}
	source, err := convert.File(name, data, o)
	if err != nil {
		p.Problem = "The file could not be read: " + err.Error()
		return e.importPage(c, http.StatusUnprocessableEntity, p)
	}
	if o.Project == "" {
		source, p.Homeless = source.WithoutHomeless()
	}
	dry := c.PostForm.Get("do") != "import"
	progress := e.progress(c)
	options := knowledge.ImportOptions{Author: c.me.by(), DryRun: dry, Remove: f.Remove, RemoveAll: f.RemoveAll, Partial: !source.Whole, Unread: source.Unread, Said: source.Said, Formerly: source.Formerly, Unverified: !f.Verified, Page: e.page, Progress: progress}
	var was knowledge.Regression
	if !dry {
		was = e.regression(ctx)
	}
	report, err := knowledge.Import(ctx, e.store, source.FS, options)
	if err != nil {
		e.log.Error("an import broke off", "file", name, "error", err)
		p.Problem = "The import broke off; what it had taken in stays. Import the same file again: it goes on from there."
	}
	p.Report = &importReport{ImportReport: source.Report(report), Dry: dry, Kind: source.Kind}
	if !dry && !p.Report.Nothing() {
		p.Report.Broken = was.Broken(e.regression(ctx))
	}
	p.Report.Mends, p.Report.Lost = mends(source, p.Report.Bad, o.Mends)
	status := http.StatusOK
	if err != nil {
		status = http.StatusInternalServerError
	}
	if err := e.look(ctx, p.Report); err != nil {
		return err
	}
	return e.importPage(c, status, p)
}

// regression is what becomes of the stored questions. An import does not wait for them: it says afterwards which broke.
func (e *editor) regression(ctx context.Context) knowledge.Regression {
	r, err := e.store.Regression(ctx, e.trier)
	if err != nil {
		e.log.Warn("the stored questions were not asked about an import", "error", err)
	}
	return r
}

// progress tells a page that waits for its report how far an import has come: before the report, as comments, so that
// whoever does not read them does not see them. Nil: nobody waits so.
func (e *editor) progress(c call) func(done, total int) {
	if c.Header.Get("X-Part") != "report" {
		return nil
	}
	c.w.Header().Set("Content-Type", "text/html; charset=utf-8")
	c.w.Header().Set("X-Accel-Buffering", "no") // a proxy must not keep it back
	c.w.WriteHeader(http.StatusOK)
	out := http.NewResponseController(c.w)
	return func(done, total int) {
		_, _ = fmt.Fprintf(c.w, "<!--%d/%d-->\n", done, total) // the reader has gone: the import goes on
		_ = out.Flush()
	}
}

func readImportForm(c call) importForm {
	v := func(name string) string { return strings.TrimSpace(typed(c.PostForm.Get(name))) }
	f := importForm{Project: v("project"), NewProject: v("new_project"), Lang: v("language"), Audience: v("audience"), Tags: v("tags"),
		Remove: v("remove")+v("remove_all") != "", RemoveAll: v("remove_all") != "", Verified: v("verified") != ""}
	if f.Audience != string(knowledge.Internal) {
		f.Audience = ""
	}
	return f
}

// uploads reads the files of the form as they arrive: one as it is, several as the folder that they are.
func (e *editor) uploads(c call) (name string, data []byte, err error) {
	_ = http.NewResponseController(c.w).SetReadDeadline(time.Now().Add(slowUpload)) // where it cannot be set the server's own holds
	c.Body = http.MaxBytesReader(c.w, c.body, maxUpload+aroundFiles)
	parts, err := c.MultipartReader()
	if err != nil {
		return "", nil, notWhole(err)
	}
	var sent sending
	for {
		part, err := parts.NextPart()
		if errors.Is(err, io.EOF) {
			return sent.whole()
		}
		if err == nil {
			err = sent.take(c, part)
		}
		if err != nil {
			return "", nil, notWhole(err)
		}
	}
}

// notWhole says what is wrong with files that did not arrive; what is said already stays.
func notWhole(err error) error {
	if told, ok := errors.AsType[refusal](err); ok {
		return told
	}
	if _, ok := errors.AsType[*http.MaxBytesError](err); ok {
		return refusal{http.StatusRequestEntityTooLarge, fmt.Sprintf("This is too large: at most %d MB are taken at once. Import it in parts.", maxUpload>>20)}
	}
	return refusal{http.StatusBadRequest, "The files did not arrive whole. Choose them again."}
}

// download sends everything as the folder that an import reads, packed. What others have typed and not saved is for those
// who may publish.
func (e *editor) download(c call) error {
	h := c.w.Header()
	h.Set("Content-Type", "application/zip")
	h.Set("Content-Disposition", `attachment; filename="knowledge.zip"`)
	ctx, cancel := context.WithTimeout(context.WithoutCancel(c.Context()), slowImport)
	defer cancel()
	export := knowledge.ExportShared
	if c.me.Publish {
		export = knowledge.ExportZip
	}
	if err := export(ctx, e.store, c.w); err != nil {
		e.log.Error("an export broke off", "error", err)
		panic(http.ErrAbortHandler) // the reader must not take half a file for a whole one
	}
	return nil
}
