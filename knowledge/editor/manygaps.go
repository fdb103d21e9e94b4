package editor

import (
	"errors"
	"net/http"
	"slices"
	"strings"

	"switchboard/knowledge"
)

// manyGaps assigns, dismisses or merges the gaps that were chosen in the list. The first of them takes in the others: it
// is the one that is asked most.
func (e *editor) manyGaps(c call) error {
	v := func(name string) string { return strings.TrimSpace(typed(c.PostForm.Get(name))) }
	b := knowledge.GapBatch{Do: knowledge.GapAct(v("do")), Assignee: v("to"), Reason: v("reason"), By: c.me.by()}
	for _, s := range c.PostForm["id"] {
		id, err := number(s)
		if err != nil {
			return err
		}
		b.Gaps = append(b.Gaps, id)
	}
	if len(b.Gaps) == 0 {
		return refusal{http.StatusUnprocessableEntity, "No gap is chosen. Tick them in the list first."}
	}
	if !slices.Contains([]knowledge.GapAct{knowledge.GapAssign, knowledge.GapDismiss, knowledge.GapMerge}, b.Do) {
		return refusal{http.StatusUnprocessableEntity, "Choose what to do with the gaps."}
	}
	done, err := e.store.ChangeGaps(c.Context(), b)
	if invalid, ok := errors.AsType[knowledge.InvalidError](err); ok {
		return refusal{http.StatusUnprocessableEntity, strings.ToUpper(invalid.Error()[:1]) + invalid.Error()[1:] + "."}
	}
	if err != nil {
		return err
	}
	back := readGapFilter(parseList(v("from"))).values()
	switch b.Do {
	case knowledge.GapMerge:
		return c.redirect("/knowledge/gaps/%d?done=gapmerged", done[0])
	case knowledge.GapDismiss:
		back.Set("done", "gapdismissed")
	default:
		back.Set("done", "assigned")
	}
	return c.redirect("/knowledge/gaps?%s", back.Encode())
}
