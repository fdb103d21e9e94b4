package eval

import (
	_ "embed"
	"encoding/csv"
	"fmt"
	"html/template"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"
)

// WriteCSV writes a line for each outcome: text, language, whether something answers, place, probability, what came first.
func WriteCSV(w io.Writer, outcomes []Outcome) error {
	out := csv.NewWriter(w)
	rows := [][]string{{"text", "lang", "relevant", "place", "probability", "first", "title"}}
	for _, o := range outcomes {
		first, title := "", ""
		if len(o.Found) > 0 {
			first, title = o.Found[0].Article, o.Found[0].Title
		}
		rows = append(rows, []string{plain(o.Text), o.Lang, strings.Join(o.Relevant, " "), strconv.Itoa(o.Place), strconv.FormatFloat(o.Sure(), 'f', 4, 64), first, plain(title)})
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

// worst is how many misses a report shows.
const worst = 40

// WriteHTML writes a page with the figures, the curve of answered share against error, the calibration, and the worst
// misses: what was surest and wrong.
func WriteHTML(w io.Writer, title string, outcomes []Outcome) error {
	page, err := template.New("report").Funcs(template.FuncMap{
		"percent": func(f float64) string {
			if math.IsNaN(f) {
				return "–"
			}
			return strconv.FormatFloat(100*f, 'f', 1, 64) + " %"
		},
		"number": func(f float64) string { return strconv.FormatFloat(f, 'f', 3, 64) },
	}).Parse(reportPage)
	if err != nil {
		return fmt.Errorf("write the report: %w", err)
	}
	misses := slices.DeleteFunc(slices.Clone(outcomes), func(o Outcome) bool { return o.Right() || len(o.Found) == 0 })
	slices.SortStableFunc(misses, func(a, b Outcome) int {
		switch {
		case a.Sure() > b.Sure():
			return -1
		case a.Sure() < b.Sure():
			return 1
		}
		return 0
	})
	err = page.Execute(w, map[string]any{
		"Title": title, "Figures": Measure(outcomes), "Curve": Curve(outcomes), "Line": polyline(Curve(outcomes)),
		"Bins": bins(outcomes), "Misses": misses[:min(len(misses), worst)], "Points": telling(Curve(outcomes)),
	})
	if err != nil {
		return fmt.Errorf("write the report: %w", err)
	}
	return nil
}

// Size of a plot, in pixels.
const plot = 300

// polyline draws the curve: answered share to the right, error upwards, half of all being wrong at the top.
func polyline(curve []Point) string {
	var b strings.Builder
	for _, p := range curve {
		fmt.Fprintf(&b, "%.1f,%.1f ", p.Answered*plot, plot-min(p.Wrong*2, 1)*plot)
	}
	return strings.TrimSpace(b.String())
}

// bin is a tenth of the outcomes: what was claimed, and what was right.
type bin struct{ X, Y, Claimed, Right float64 }

func bins(outcomes []Outcome) (out []bin) {
	list := slices.Clone(outcomes)
	slices.SortStableFunc(list, func(a, b Outcome) int {
		switch {
		case a.Sure() < b.Sure():
			return -1
		case a.Sure() > b.Sure():
			return 1
		}
		return 0
	})
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
		b.X, b.Y = b.Claimed*plot, plot-b.Right*plot
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
