package editor

import (
	"cmp"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"switchboard/knowledge"
)

// batch is what an editor wants done to the articles that were chosen in the list.
type batch struct {
	Me       Editor
	Do       knowledge.Batch
	Name     string // of what is done, as on the button
	Warning  string // what readers will notice
	From     string // the list's address, after its question mark
	Titles   []string
	More     int
	Langs    []string
	Articles int
	Fields   map[string]string // that the confirmation sends again
	Result   *knowledge.BatchDone
	Again    again                // what could not be taken: it is asked for once more
	Would    *knowledge.BatchDone // what would come of it, but for stored questions that a publication breaks; nil: they are too many to be looked at twice
}

// batchActs are what can be done to many, in the words of the list.
var batchActs = []choice{
	{string(knowledge.BatchOwner), "Change owner"}, {string(knowledge.BatchTags), "Add or remove tags"}, {string(knowledge.BatchVerify), "Confirm they are right"},
	{string(knowledge.BatchAudience), "Change who may read them"}, {string(knowledge.BatchPublish), "Publish newest versions"},
	{string(knowledge.BatchUnpublish), "Unpublish"}, {string(knowledge.BatchRemove), "Remove"}, {string(knowledge.BatchRestore), "Bring back"},
}

// warnings say what readers notice, of what is asked about before it is done.
var warnings = map[knowledge.BatchAct]string{
	knowledge.BatchAudience:  "Customers, the assistant and the help centre follow at once.",
	knowledge.BatchPublish:   "Readers, the assistant and operators see the newest versions at once.",
	knowledge.BatchUnpublish: "Readers, the assistant and operators stop seeing them at once. Their versions stay as drafts.",
	knowledge.BatchRemove:    "They leave the lists, and readers stop seeing them. Nothing is deleted: you can bring them back.",
}

// askFrom is from how many articles on everything is asked about before it is done.
const askFrom = 50

// changeMany does something to all the articles that were chosen, after asking where readers will notice. What cannot be
// taken is shown with what is wrong beside its fields; which articles were chosen is kept.
func (e *editor) changeMany(c call) error {
	b, err := e.readBatch(c)
	if err == nil {
		err = e.changeBatch(c, b)
	}
	a, ok := c.asTyped(b.Form(), err)
	if !ok {
		return err
	}
	b.Again = a
	return e.askBatch(c, http.StatusUnprocessableEntity, b)
}

// changeBatch does it, or asks whether it is to be done.
func (e *editor) changeBatch(c call, b batch) (err error) {
	if _, noticed := warnings[b.Do.Do]; (noticed || len(b.Do.Articles) >= askFrom) && c.PostForm.Get("sure") == "" {
		return e.askBatch(c, http.StatusOK, b)
	}
	var left []knowledge.BatchLeft
	if b.Do, left, err = e.store.WithoutBreaks(c.Context(), e.trier, b.Do); err != nil {
		return err
	}
	done, err := e.store.ChangeAll(c.Context(), b.Do)
	if err != nil {
		return err
	}
	if done.Left = append(done.Left, left...); len(done.Left) > 0 {
		b.Result = &done
		return e.show(c, http.StatusOK, "batch", b.Name, b)
	}
	if c.PostForm.Get("back") == "today" {
		return c.redirect("/knowledge/today?done=%s", cmp.Or(map[knowledge.BatchAct]string{knowledge.BatchVerify: "verified"}[b.Do.Do], "changedmany"))
	}
	v := parseList(b.From)
	v.Set("done", "many")
	v.Set("n", strconv.Itoa(done.Changed))
	v.Set("same", strconv.Itoa(done.Same))
	return c.redirect("/knowledge?%s", v.Encode())
}

// askBatch tells what would be done and asks for it, or for what could not be taken.
func (e *editor) askBatch(c call, status int, b batch) error {
	if err := e.describe(c, &b); err != nil {
		return err
	}
	return e.show(c, status, "batch", b.Name, b)
}

// List is the address of the list that it leads back to, whole: what a page puts together in an attribute is escaped once more.
func (b batch) List() string { return readFilter(parseList(b.From)).With("", "") }

// Form is the name of what is asked for.
func (b batch) Form() string { return string(b.Do.Do) }

// readBatch reads what is to be done, and to which articles: those that are named, or all that the list's filters let pass.
func (e *editor) readBatch(c call) (batch, error) {
	v := func(name string) string { return strings.TrimSpace(typed(c.PostForm.Get(name))) }
	b := batch{Me: c.me, From: readFilter(parseList(v("from"))).Asked(), Fields: map[string]string{}}
	b.Do = knowledge.Batch{Do: knowledge.BatchAct(v("do")), Owner: v("owner"), Add: cutList(v("add"), ",\n"), Drop: cutList(v("drop"), ",\n"),
		Audience: knowledge.Audience(v("audience")), By: c.me.by()}
	for _, name := range []string{"do", "owner", "add", "drop", "audience", "review_by", "back"} {
		if v(name) != "" {
			b.Fields[name] = v(name)
		}
	}
	at := slices.IndexFunc(batchActs, func(a choice) bool { return a.Value == string(b.Do.Do) })
	if at < 0 {
		return b, refusal{http.StatusUnprocessableEntity, "Choose what to do with the articles."}
	}
	b.Name, b.Warning = batchActs[at].Name, warnings[b.Do.Do]
	var err error
	if b.Do.Articles, err = e.chosen(c, b.From); err != nil {
		return b, err
	}
	if b.Do.Do == knowledge.BatchVerify {
		if b.Do.ReviewBy, err = readDay(v("review_by")); err != nil {
			return b, faults{"review_by": err.Error()}
		}
	}
	return b, nil
}

// chosen are the articles of a form: those that it names, or all that a list's filters let pass.
func (e *editor) chosen(c call, list string) (ids []int64, err error) {
	if c.PostForm.Get("all") != "" {
		f := readFilter(parseList(list)).store(c.me)
		f.Limit, f.Offset = knowledge.MostBatch+1, 0
		ids, err = e.store.ArticleIDs(c.Context(), f)
		if err == nil && len(ids) > knowledge.MostBatch {
			err = refusal{http.StatusUnprocessableEntity, fmt.Sprintf("These are more than %d texts. Narrow the list, by project or language, and do it in parts.", knowledge.MostBatch)}
		}
		return ids, err
	}
	for _, field := range c.PostForm["id"] {
		for _, s := range strings.Fields(field) {
			id, err := number(s)
			if err != nil {
				return nil, err
			}
			ids = append(ids, id)
		}
	}
	if len(ids) == 0 {
		return nil, refusal{http.StatusUnprocessableEntity, "No article is chosen. Tick them in the list first."}
	}
	return ids, nil
}

// parseList reads the address of a list; what cannot be read narrows nothing.
func parseList(query string) url.Values {
	v, err := url.ParseQuery(query)
	if err != nil || !storable(query) {
		return url.Values{}
	}
	return v
}

// namedInBatch is how many articles the page that asks names.
const namedInBatch = 12

// lookedAt is of how many texts it is told beforehand what would come of them: other publishers wait meanwhile.
const lookedAt = 500

// describe tells which articles they are, and what would come of it.
func (e *editor) describe(c call, b *batch) error {
	rows, err := e.store.Named(c.Context(), b.Do.Articles)
	if err != nil {
		return err
	}
	ids, keys := make([]string, 0, len(rows)), map[[2]string]bool{}
	for _, r := range rows {
		ids = append(ids, strconv.FormatInt(r.ID, 10))
		if !slices.Contains(b.Langs, r.Lang) {
			b.Langs = append(b.Langs, r.Lang)
		}
		if keys[[2]string{r.Project, r.Key}] {
			continue
		}
		keys[[2]string{r.Project, r.Key}] = true
		if len(b.Titles) < namedInBatch {
			b.Titles = append(b.Titles, r.Title)
		}
	}
	b.Articles, b.More = len(keys), len(keys)-len(b.Titles)
	b.Fields["id"], b.Fields["from"] = strings.Join(ids, " "), b.From
	if b.Again.Is(b.Form()) {
		for _, field := range []string{"owner", "add", "drop", "review_by"} {
			delete(b.Fields, field) // they are shown
		}
		return nil
	}
	if len(b.Do.Articles) > lookedAt {
		return nil
	}
	dry := b.Do
	dry.Dry = true
	var left []knowledge.BatchLeft
	if dry.Do != knowledge.BatchPublish { // what that breaks is tried, which takes its time
		if dry, left, err = e.store.WithoutBreaks(c.Context(), e.trier, dry); err != nil {
			return err
		}
	}
	would, err := e.store.ChangeAll(c.Context(), dry)
	would.Left = append(would.Left, left...)
	b.Would = &would
	return err
}

// manyChanged says how many articles a batch has changed, as the address of the list it leads back to tells.
func manyChanged(v url.Values) string {
	n, err := strconv.Atoi(v.Get("n"))
	same, err2 := strconv.Atoi(v.Get("same"))
	if v.Get("done") != "many" || err != nil || err2 != nil || n < 0 || same < 0 {
		return ""
	}
	said := fmt.Sprintf("%s changed.", count(n, "text", "texts"))
	if same > 0 {
		said += fmt.Sprintf(" %s already that way.", count(same, "was", "were"))
	}
	return said
}

// count is a number with its word.
func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return strconv.Itoa(n) + " " + many
}
