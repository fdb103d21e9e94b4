package api

import (
	"context"
	"fmt"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"switchboard/knowledge"
)

// Transfer is what a transfer of a conversation taught.
type Transfer struct {
	ID           int64     `json:"id"`
	Conversation int64     `json:"conversation,omitempty" doc:"Left out: it came with an export"`
	Text         string    `json:"text" doc:"What the customer asked, personal data masked"`
	Lang         string    `json:"lang,omitempty"`
	Department   string    `json:"department" doc:"Key"`
	Name         string    `json:"name" doc:"Of the department"`
	Operator     string    `json:"operator"`
	State        string    `json:"state" enum:"learned,quarantined,rejected"`
	Judge        string    `json:"judge,omitempty" doc:"Who let it count, rejected or corrected it"`
	At           time.Time `json:"at"`
}

// TransferTo is a department with how much was taught of it.
type TransferTo struct {
	Department string `json:"department"`
	Name       string `json:"name"`
	Learned    int    `json:"learned"`
	Waiting    int    `json:"waiting"`
}

// departments are the operations on what transfers taught.
func (a *api) departments(h huma.API) {
	type which struct {
		Text       string `query:"q" doc:"Text that the question contains" maxLength:"500"`
		Department string `query:"department" doc:"Key"`
		State      string `query:"state" enum:"learned,quarantined,rejected"`
		Sort       string `query:"sort" enum:"newest,id" default:"newest" doc:"id: the first taught first, an order that nothing changes which is done meanwhile"`
		Limit      int    `query:"limit" minimum:"1" maximum:"500" default:"100"`
		Walk
	}
	type transferred struct {
		Body struct {
			Departments []TransferTo `json:"departments"`
			Transfers   []Transfer   `json:"transfers"`
			Next
		}
	}
	huma.Register(h, op(http.MethodGet, "/memory/departments", "list-transfers", "What operators' transfers taught about which department a question is for"), func(ctx context.Context, in *which) (*transferred, error) {
		out := &transferred{}
		out.Body.Departments, out.Body.Transfers = []TransferTo{}, []Transfer{}
		if a.moved == nil {
			return out, nil
		}
		to, err := a.moved.TransferredTo(ctx)
		if err != nil {
			return nil, a.said(ctx, err)
		}
		list, err := a.moved.Transfers(ctx, knowledge.TransferFilter{Department: in.Department, State: in.State, Text: in.Text, ByID: in.Sort == byID, After: in.After, Limit: in.Limit + 1, Skip: in.Offset})
		if err != nil {
			return nil, a.said(ctx, err)
		}
		for _, t := range to {
			out.Body.Departments = append(out.Body.Departments, TransferTo(t))
		}
		list, out.Body.Next = pageOf(list, in.Sort, in.Walk, in.Limit, func(t knowledge.Transfer) int64 { return t.ID })
		for _, t := range list {
			out.Body.Transfers = append(out.Body.Transfers, Transfer(t))
		}
		return out, nil
	})
	a.changeTransfers(h)
}

func (a *api) changeTransfers(h huma.API) {
	change := func(ctx context.Context, id int64, do func(by string) error) (*struct{}, error) {
		caller, err := may(ctx, Publish)
		if err != nil {
			return nil, err
		}
		missing := fmt.Sprintf("There is no transfer %d, or no such department. It may have been forgotten.", id)
		if a.moved == nil {
			return nil, huma.Error404NotFound(missing)
		}
		return nil, a.saidOf(ctx, do(caller.Name), missing)
	}
	huma.Register(h, op(http.MethodPost, "/memory/departments/{id}/approve", "approve-transfer", "Let what a transfer taught count"), func(ctx context.Context, in *LessonPath) (*struct{}, error) {
		return change(ctx, in.ID, func(by string) error { return a.moved.JudgeTransfer(ctx, in.ID, true, by) })
	})
	huma.Register(h, op(http.MethodPost, "/memory/departments/{id}/reject", "reject-transfer", "Do not let it count"), func(ctx context.Context, in *LessonPath) (*struct{}, error) {
		return change(ctx, in.ID, func(by string) error { return a.moved.JudgeTransfer(ctx, in.ID, false, by) })
	})
	huma.Register(h, op(http.MethodDelete, "/memory/departments/{id}", "forget-transfer", "Forget it, and the words"), func(ctx context.Context, in *LessonPath) (*struct{}, error) {
		return change(ctx, in.ID, func(by string) error { return a.moved.ForgetTransfer(ctx, in.ID, by) })
	})
	type transferCorrection struct {
		LessonPath
		Body struct {
			Department string `json:"department" minLength:"1" maxLength:"100" doc:"Key of the one that such questions are for"`
		}
	}
	huma.Register(h, op(http.MethodPost, "/memory/departments/{id}/correct", "correct-transfer", "Make it teach another department"), func(ctx context.Context, in *transferCorrection) (*struct{}, error) {
		return change(ctx, in.ID, func(by string) error { return a.moved.CorrectTransfer(ctx, in.ID, in.Body.Department, by) })
	})
}
