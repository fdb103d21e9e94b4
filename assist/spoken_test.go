package assist_test

import (
	"context"
	"testing"

	"switchboard/assist"
	"switchboard/knowledge"
	"switchboard/knowledge/local"
)

// A caller names the place early, or the agent does; what is asked at the end is about that place.
func TestWhatACallIsAboutIsFoundInTheWholeCall(t *testing.T) {
	t.Parallel()
	projects := []knowledge.Project{{Key: "smokin", Name: "Smokin Warehouse Barbecue"}, {Key: "cliff", Name: "Sutro's at the Cliff House"}}
	index := local.New()
	for i, p := range projects {
		if err := index.Put(t.Context(), []knowledge.Article{{ID: int64(i + 1), Key: "pets", Project: p.Key, Name: p.Name, Lang: "en", Title: "Can I bring my pet?",
			Body: "Pets are welcome on the terrace.", Audience: knowledge.Public}}); err != nil {
			t.Fatal(err)
		}
	}
	a := assist.New(assist.Config{Index: index, Projects: func(context.Context) ([]knowledge.Project, error) { return projects, nil }})
	for heard, want := range map[string]string{
		"i found one it's called the smokin warehouse barbeque on sacramento street": "smokin",
		"one place is showing up it's called the sutros at the cliff house":          "cliff",
	} {
		got, err := a.Suggest(t.Context(), assist.Dialogue{Call: true, Lang: "en", Turns: []assist.Turn{
			{Customer: true, Text: "hi uh i am looking for a place to dine"}, {Text: heard}, {Customer: true, Text: "great and uh can i bring my pet there"},
		}})
		if err != nil || len(got) == 0 || got[0].Sources[0].Project != want {
			t.Errorf("%q: %v %v", heard, describe(got), err)
		}
	}
}
