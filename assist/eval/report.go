package eval

import (
	"cmp"
	_ "embed"
	"encoding/csv"
	"fmt"
	"html/template"
	"io"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"

	"switchboard/knowledge"
)

// WriteCSV writes a line for each outcome: masked text, language, whether something answers, place, probability, what came first,
// what is wrong with that, where words are judged, what they should be, must not be and are, and what it comes to: its project, the
// highest threshold of answers at which it is answered alone (0: at none), from which article then, and what becomes of it now.
func WriteCSV(w io.Writer, outcomes []Outcome) error {
	out := csv.NewWriter(w)
	rows := [][]string{{"text", "lang", "relevant", "place", "probability", "first", "title", "miss", "says", "never", "quoted", "project", "alone", "answers", "becomes"}}
	for _, o := range outcomes {
		first, title := "", "" // keys, which are no formula
		if len(o.Found) > 0 {
			first, title = o.Found[0].Article, o.Found[0].Title
		}
		rows = append(rows, []string{plain(knowledge.Mask(o.Text)), o.Lang, plain(strings.Join(o.Relevant, " ")), strconv.Itoa(o.Place), strconv.FormatFloat(o.Sure(), 'f', 4, 64), first, plain(title),
			string(o.Miss()), plain(strings.Join(o.Says, " | ")), plain(strings.Join(o.Never, " | ")), plain(knowledge.Plain(o.Quoted().Text)),
			plain(projectOf(o)), strconv.FormatFloat(o.AloneFrom(), 'f', 4, 64), strings.Join(o.Freely.Articles, " "), string(o.Fate())})
	}
	if err := out.WriteAll(rows); err != nil {
		return fmt.Errorf("write the table: %w", err)
	}
	return nil
}

// plain keeps a customer's words from being a formula where the table is opened.
func plain(text string) string {
	if text != "" && strings.ContainsRune("=+-@\t\r", rune(text[0])) {
		return "'" + text
	}
	return text
}

//go:embed report.html
var reportPage string

// worst is how many misses a report shows, and mostChanges how many questions that find something else.
const (
	worst       = 40
	mostChanges = 200
)

// Report is what a page tells of outcomes.
type Report struct {
	Title    string
	Of       []string // what it is of, in words: when, which questions, which version of the knowledge base
	Outcomes []Outcome
	Other    []Outcome // what the same questions find in another version of the knowledge base; nil: there is none
	Lacking  []string  // articles and projects that questions name and that there are not

	// Given is what became of what the assistant answered by itself in the last days, beside questions of the past.
	Given []knowledge.Given
	Days  int

	// Link is where an article (project/key), in a language if there is a choice, is read and mended; empty: nowhere. May be nil.
	Link func(article, lang string) string
}

// WriteHTML writes a page that stands alone: the figures, also by language, how answers fare that are judged by their words, the
// curve of answered share against error, the calibration, what another version would change, and the worst misses: what was surest
// and wrong. Questions are masked.
func (r Report) WriteHTML(w io.Writer) error {
	page, err := template.New("report").Funcs(template.FuncMap{
		"percent": func(f float64) string {
			if math.IsNaN(f) {
				return "–"
			}
			return strconv.FormatFloat(100*f, 'f', 1, 64) + " %"
		},
		"number": func(f float64) string { return strconv.FormatFloat(f, 'f', 3, 64) },
		"mask":   knowledge.Mask,
		"plain":  knowledge.Plain,
		"link":   r.link,
		"titled": func(a any, title, lang string) map[string]any {
			return map[string]any{"Article": a, "Title": title, "Lang": lang}
		},
		"dict": func(a, b any) map[string]any { return map[string]any{"Name": a, "Figures": b} },
	}).Parse(reportPage)
	if err != nil {
		return fmt.Errorf("write the report: %w", err)
	}
	misses := slices.DeleteFunc(slices.Clone(r.Outcomes), func(o Outcome) bool {
		return o.Miss() == MissNot || len(o.Found) == 0
	})
	slices.SortStableFunc(misses, func(a, b Outcome) int {
		return cmp.Or(cmp.Compare(b.AloneFrom(), a.AloneFrom()), cmp.Compare(b.Sure(), a.Sure())) // what waits for a person does less harm
	})
	passages := 0
	for _, o := range misses {
		if o.Miss() == MissPassage {
			passages++
		}
	}
	curve := Curve(r.Outcomes)
	data := map[string]any{
		"Title": r.Title, "Of": r.Of, "Lacking": r.Lacking, "Figures": Measure(r.Outcomes), "Groups": groups(r.Outcomes), "InForce": InForce(r.Outcomes), "Line": polyline(curve, top(curve)), "Axes": axes(top(curve)), "Even": axes(1),
		"Bins": bins(r.Outcomes), "Misses": misses[:min(len(misses), worst)], "Missed": len(misses), "Passages": passages, "Said": r.said(), "Points": telling(curve), "Given": r.Given, "Days": r.Days,
	}
	if r.Other != nil {
		changes := Compare(r.Outcomes, r.Other)
		better, worse := Tally(changes)
		data["OtherInForce"] = InForce(r.Other)
		data["Other"], data["Changes"], data["Changed"], data["Better"], data["Worse"] = Measure(r.Other), changes[:min(len(changes), mostChanges)], len(changes), better, worse
	}
	if err := page.Execute(w, data); err != nil {
		return fmt.Errorf("write the report: %w", err)
	}
	return nil
}

func (r Report) link(article, lang string) string {
	if r.Link == nil {
		return ""
	}
	return r.Link(article, lang)
}

// saidRow is a line of how what is quoted fares.
type saidRow struct {
	Name string
	Said
}

// said are the lines of the questions whose answers are judged by their words; none without such.
func (r Report) said() (rows []saidRow) {
	n, alone, draft := MeasureSaid(r.Outcomes)
	if n == 0 {
		return nil
	}
	rows = []saidRow{{"answered alone", alone}, {"first draft", draft}}
	if r.Other != nil {
		_, alone, draft = MeasureSaid(r.Other)
		rows = append(rows, saidRow{"answered alone, the other version", alone}, saidRow{"first draft, the other version", draft})
	}
	return rows
}

// groupFigures are the figures of a language, or of a project.
type groupFigures struct {
	Name string
	Figures
}

// groups are the figures by language and by project, where there are several.
func groups(outcomes []Outcome) []groupFigures {
	langs := by(outcomes, func(o Outcome) string { return cmp.Or(o.Lang, "language not said") })
	return append(langs, by(outcomes, func(o Outcome) string { return cmp.Or(projectOf(o), "no project known") })...)
}

// by are the figures of the outcomes of each name; none where there is only one.
func by(outcomes []Outcome, name func(Outcome) string) (out []groupFigures) {
	named := map[string][]Outcome{}
	for _, o := range outcomes {
		named[name(o)] = append(named[name(o)], o)
	}
	if len(named) < 2 {
		return nil
	}
	for _, name := range slices.Sorted(maps.Keys(named)) {
		out = append(out, groupFigures{name, Measure(named[name])})
	}
	return out
}

// The frame of a plot, in its own units.
const (
	left, right   = 52.0, 352.0
	upper, bottom = 16.0, 256.0
)

func across(share float64) float64       { return left + share*(right-left) }
func upwards(share, top float64) float64 { return bottom - min(share/top, 1)*(bottom-upper) }

// tick is a line of a plot's grid.
type tick struct {
	At   float64
	Word string
}

// axes are the grid of a plot whose upper edge is a share.
func axes(top float64) (out struct{ Xs, Ys []tick }) {
	word := func(share float64) string { return strconv.FormatFloat(math.Round(1000*share)/10, 'f', -1, 64) + " %" }
	for i := range 5 {
		part := float64(i) / 4
		out.Xs = append(out.Xs, tick{across(part), word(part)})
		out.Ys = append(out.Ys, tick{upwards(part*top, top), word(part * top)})
	}
	return out
}

// top is the share of errors at the upper edge of the plot.
func top(curve []Point) float64 {
	most := 0.0
	for _, p := range curve {
		if p.Count >= 10 {
			most = max(most, p.Wrong)
		}
	}
	for _, top := range []float64{.04, .08, .12, .2, .4, .6} {
		if most <= top {
			return top
		}
	}
	return 1
}

// polyline draws the curve: answered share to the right, error upwards.
func polyline(curve []Point, top float64) string {
	var b strings.Builder
	for _, p := range curve {
		fmt.Fprintf(&b, "%.1f,%.1f ", across(p.Answered), upwards(p.Wrong, top))
	}
	return strings.TrimSpace(b.String())
}

// bin is a tenth of the outcomes: what was claimed, and what was right.
type bin struct{ X, Y, Claimed, Right float64 }

func bins(outcomes []Outcome) (out []bin) {
	list := slices.Clone(outcomes)
	slices.SortStableFunc(list, func(a, b Outcome) int { return cmp.Compare(a.Sure(), b.Sure()) })
	for i := range 10 {
		some := list[i*len(list)/10 : (i+1)*len(list)/10]
		if len(some) == 0 {
			continue
		}
		var b bin
		for _, o := range some {
			b.Claimed += o.Sure() / float64(len(some))
			if o.Right() {
				b.Right += 1 / float64(len(some))
			}
		}
		b.X, b.Y = across(b.Claimed), upwards(b.Right, 1)
		out = append(out, b)
	}
	return out
}

// telling picks points of a curve to be read: the most that can be answered at some shares of error.
func telling(curve []Point) (out []Point) {
	for _, wrong := range []float64{.01, .02, .05, .10} {
		if p, ok := AtMost(curve, wrong); ok && (len(out) == 0 || out[len(out)-1] != p) {
			out = append(out, p)
		}
	}
	return out
}
