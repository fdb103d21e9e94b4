package assist_test

import (
	"bufio"
	"cmp"
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"testing"
	"time"

	"switchboard/assist"
)

type departmentRow struct{ Text, Label, Department string }

func departmentRows(t *testing.T, path string) []departmentRow {
	t.Helper()
	dir := os.Getenv("SHARED_DATA")
	if dir == "" {
		t.Skip("set SHARED_DATA to the folder of the data: it takes a minute")
	}
	f, err := os.Open(filepath.Join(dir, path))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var rows []departmentRow
	lines := bufio.NewScanner(f)
	for lines.Scan() {
		var row departmentRow
		if err := json.Unmarshal(lines.Bytes(), &row); err != nil {
			t.Fatal(err)
		}
		if row.Department = cmp.Or(row.Department, row.Label); row.Department != "oos" {
			rows = append(rows, row)
		}
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
	return rows
}

// measure teaches the training rows and asks the others.
func measure(t *testing.T, name string, train, test []departmentRow) float64 {
	t.Helper()
	d := assist.NewDepartments()
	for _, r := range train {
		d.Teach(r.Text, r.Department)
	}
	right, nll := 0, 0.0
	start := time.Now()
	for _, r := range test {
		g := d.Predict(r.Text)
		if len(g) > 0 && g[0].Department == r.Department {
			right++
		}
		for _, x := range g {
			if x.Department == r.Department {
				nll -= math.Log(max(x.Probability, 1e-6))
			}
		}
	}
	accuracy := float64(right) / float64(len(test))
	t.Logf("%s: accuracy %.4f of %d, log loss %.4f, %v a question", name, accuracy, len(test), nll/float64(len(test)), time.Since(start)/time.Duration(len(test)))
	return accuracy
}

// TestDepartmentsOfRealQuestions measures how many questions of public sets go to the right department. The floors of
// the test rows are the goals; naive Bayes reaches .953 and .987.
func TestDepartmentsOfRealQuestions(t *testing.T) {
	for _, set := range []struct {
		name, train, test string
		floor             float64
	}{
		{"clinc150, validation", "intent-clinc150-oos/train.jsonl", "intent-clinc150-oos/valid.jsonl", .967},
		{"clinc150", "intent-clinc150-oos/train.jsonl", "intent-clinc150-oos/test.jsonl", .97},
		{"multidogo", "departments-multidogo/train.jsonl", "departments-multidogo/test.jsonl", .99},
	} {
		t.Run(set.name, func(t *testing.T) {
			t.Parallel()
			got := measure(t, set.name, departmentRows(t, set.train), departmentRows(t, set.test))
			if got < set.floor {
				t.Errorf("accuracy %.4f, must be %.3f", got, set.floor)
			}
		})
	}
}
