package editor

import (
	"net/http"
	"slices"

	"switchboard/knowledge"
)

// departments is the page of what transfers taught.
type departments struct {
	Me     Editor
	Done   string
	Todo   knowledge.Todo
	Filter knowledge.TransferFilter
	States []string
	To     []knowledge.TransferTo
	List   []knowledge.Transfer
	learnedPage
}

// transfersLearned is where it is.
func transfersLearned() learned {
	return learned{"/knowledge/memory/departments", []string{"q", "department", "state"}}
}

func (e *editor) showDepartments(c call) error {
	d := departments{Me: c.me, Done: done(c.Form.Get("done")), States: []string{"learned", "quarantined", "rejected"}}
	d.Filter = knowledge.TransferFilter{Department: c.Form.Get("department"), State: c.Form.Get("state"), Text: typed(c.Form.Get("q")), Limit: learnedShown + 1}
	if !storable(d.Filter.Department) || !slices.Contains(append(d.States, ""), d.Filter.State) {
		return knowledge.ErrNotFound
	}
	var err error
	if d.Todo, err = e.store.Todo(c.Context()); err != nil {
		return err
	}
	if e.moved != nil {
		if d.To, err = e.moved.TransferredTo(c.Context()); err != nil {
			return err
		}
		page := pageOf(c.Form)
		d.Filter.Skip = (page - 1) * learnedShown
		list, err := e.moved.Transfers(c.Context(), d.Filter)
		if err != nil {
			return err
		}
		if len(list) == 0 && page > 1 {
			return c.redirect("%s", transfersLearned().address(c.Form, 1))
		}
		d.learnedPage, d.List = pageOfLearned(transfersLearned(), c.Form, list)
	}
	return e.show(c, http.StatusOK, "departments", "Memory of departments", d)
}

func (e *editor) approveTransfer(c call) error {
	return e.changeTransfer(c, "judged", func(id int64) error { return e.moved.JudgeTransfer(c.Context(), id, true, c.me.by()) })
}

func (e *editor) rejectTransfer(c call) error {
	return e.changeTransfer(c, "judged", func(id int64) error { return e.moved.JudgeTransfer(c.Context(), id, false, c.me.by()) })
}

func (e *editor) correctTransfer(c call) error {
	to := c.PostForm.Get("department")
	if !storable(to) {
		return knowledge.ErrNotFound
	}
	return e.changeTransfer(c, "judged", func(id int64) error { return e.moved.CorrectTransfer(c.Context(), id, to, c.me.by()) })
}

func (e *editor) forgetTransfer(c call) error {
	return e.changeTransfer(c, "unlearned", func(id int64) error { return e.moved.ForgetTransfer(c.Context(), id, c.me.by()) })
}

func (e *editor) changeTransfer(c call, done string, change func(id int64) error) error {
	id, err := number(c.PathValue("id"))
	if err == nil && e.moved == nil {
		err = knowledge.ErrNotFound
	}
	if err == nil {
		err = change(id)
	}
	if err != nil {
		return err
	}
	return c.backTo(transfersLearned(), done)
}
