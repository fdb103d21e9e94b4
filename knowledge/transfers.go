package knowledge

import (
	"context"
	"time"
)

// Transfer is what an operator's transfer of a conversation taught: which department questions like it are for. Who keeps
// conversations keeps them; the editors' pages show them.
type Transfer struct {
	ID           int64
	Conversation int64  // 0: it came with an export
	Text         string // what the customer asked, masked
	Lang         string
	Department   string // key
	Name         string // of the department; its key, where it is gone
	Operator     string // name, or his address where he has no account here
	State        string // learned, quarantined, rejected
	Judge        string // editor who judged it, or empty
	At           time.Time
}

// TransferFilter says which transfers are wanted. Zero fields narrow nothing.
type TransferFilter struct {
	Department string // key
	State      string
	Text       string // stands in what was asked
	Limit      int    // default 500, at most 1000
	Skip       int    // of those that come first
	ByID       bool   // the first taught first: nothing that is done meanwhile changes this order
	After      int64  // those with a larger id
}

// TransferTo is a department with how much was taught of it.
type TransferTo struct {
	Department string // key
	Name       string
	Learned    int
	Waiting    int // for an editor
}

// Transfers is what operators' transfers taught about departments. The router is one.
type Transfers interface {
	// Transfers lists them, newest first if the filter does not say otherwise; TransferredTo counts them by department.
	Transfers(context.Context, TransferFilter) ([]Transfer, error)
	TransferredTo(context.Context) ([]TransferTo, error)
	// JudgeTransfer lets one count or not; CorrectTransfer makes it teach another department; ForgetTransfer deletes it.
	JudgeTransfer(ctx context.Context, id int64, approve bool, editor string) error
	CorrectTransfer(ctx context.Context, id int64, department, editor string) error
	ForgetTransfer(ctx context.Context, id int64, editor string) error
}
