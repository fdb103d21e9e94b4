package meili

import (
	"crypto/sha256"
	"fmt"
	"os"
	"testing"
)

// Documents hold the stems of words: whoever changes how words are read raises the form, so that indexes are filled anew, and puts the
// sum of the new tables here.
func TestAnotherReadingOfWordsIsAnotherForm(t *testing.T) {
	t.Parallel()
	sum := sha256.New()
	for _, table := range []string{"../colloquial.txt", "../neighbours.txt", "../stop.txt"} {
		text, err := os.ReadFile(table)
		if err != nil {
			t.Fatal(err)
		}
		sum.Write(text)
	}
	fmt.Fprint(sum, stems("Зʼєднання роутера E-104, Е-104, ҐАНОК, йод", "uk"), stems("счётами возвратов", "ru"), stems("płatności żółte", "pl"), stems("Rechnungen Straßen", "de"), stems("returning the routers", "en"))
	if got, want := fmt.Sprintf("%d %.6x", form, sum.Sum(nil)), "7 71e8c8e6363e"; got != want {
		t.Errorf("form and reading are %q, before %q: raise the form", got, want)
	}
}
