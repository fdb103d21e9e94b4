package assist_test

import (
	_ "embed"
	"strings"
	"testing"

	"switchboard/assist"
	"switchboard/knowledge"
)

// soleFile are companies of one project each, in five languages.
//
//go:embed testdata/sole.tsv
var soleFile string

// That another article says what the one that would answer lacks, where there is no other project, does not make it what all is about.
func TestACompanyOfOneProjectIsNotAnsweredWithWhatAnArticleLacks(t *testing.T) {
	withoutRace(t)
	t.Parallel()
	var sum shortly
	for _, company := range strings.Split(soleFile, "\nproject\t")[1:] {
		var b base
		var questions [][]string
		for i, line := range strings.Split("project\t"+company, "\n") {
			switch f := strings.Split(line, "\t"); f[0] {
			case "project":
				b = b.with([]knowledge.Project{{Key: f[1], Name: f[2], Aliases: strings.Split(f[3], "|")}}, nil)
			case "article":
				p := b.projects[0]
				b = b.with(nil, []knowledge.Article{{ID: int64(i), Version: 1, Project: p.Key, Name: p.Name, Aliases: p.Aliases, Lang: f[1], Key: f[2], Title: f[3], Body: f[4],
					Questions: strings.Split(f[5], "|"), Audience: knowledge.Public, Published: now()}})
			case "yes", "no":
				questions = append(questions, f)
			}
		}
		for _, f := range questions {
			sum.ask(t, b, f)
		}
	}
	t.Logf("all: %+v", sum)
	if sum.wrong > 8 || sum.answered < 37 {
		t.Errorf("all: %+v", sum)
	}
}

// sole answers from the articles of a company of one project, in English if they do not say.
func sole(t *testing.T, articles ...knowledge.Article) *assist.Assistant {
	t.Helper()
	p := knowledge.Project{Key: "postina", Name: "Postina"}
	for i := range articles {
		a := &articles[i]
		a.ID, a.Version, a.Key, a.Project, a.Name = int64(i+1), 1, a.Title, p.Key, p.Name
		a.Audience, a.Published = knowledge.Public, now()
		if a.Lang == "" {
			a.Lang = "en"
		}
	}
	return base{}.with([]knowledge.Project{p}, articles).assistant(t, false)
}

// What many articles of a project say goes without saying in another one; what one of them says does not, of however few.
func TestWhatManyArticlesSayGoesWithoutSaying(t *testing.T) {
	t.Parallel()
	articles := []knowledge.Article{
		{Title: "Insurance", Body: "Insurance costs UAH 40 and covers up to UAH 10,000. Take it at the counter.", Questions: []string{"how much is insurance", "what does insurance cover"}},
		{Title: "Delivery times", Body: "A parcel takes two days within the country.", Questions: []string{"when will it arrive"}},
		{Title: "Lockers", Body: "Put the parcel into a locker and close the door.", Questions: []string{"how do lockers work"}},
		{Title: "Weight", Body: "A parcel weighs at most 30 kg.", Questions: []string{"how heavy may it be"}},
		{Title: "Customs", Body: "What is sent abroad needs a declaration.", Questions: []string{"can I send abroad"}},
	}
	for _, c := range []struct {
		of    int // articles
		text  string
		alone bool
	}{
		{1, "how much is insurance", true},
		{1, "how much is insurance for a parcel", false},
		{2, "how much is insurance for a parcel", false},
		{3, "how much is insurance for a parcel", true},
		{5, "how much is insurance for a parcel", true},
		{3, "how much is insurance for a locker", false},
		{5, "how much is insurance for a locker", false},
	} {
		if got := ask(t, sole(t, articles[:c.of]...), "en", c.text); len(got) == 0 || got[0].Score < answer || alone(got) != c.alone {
			t.Errorf("of %d articles, %q: %s", c.of, c.text, describe(got))
		}
	}
}
