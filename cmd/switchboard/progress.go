package main

import (
	"io"
	"os"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"
)

// bar shows on a terminal how far a long command is; elsewhere it is silent.
type bar struct {
	out io.Writer
	act string
	bar *progressbar.ProgressBar
}

func progress(out io.Writer, act string) *bar {
	if f, ok := out.(*os.File); !ok || !term.IsTerminal(int(f.Fd())) {
		out = io.Discard
	}
	return &bar{out: out, act: act}
}

// step shows that done of total are done.
func (b *bar) step(done, total int) {
	if b.bar == nil {
		b.bar = progressbar.NewOptions(total, progressbar.OptionSetWriter(b.out), progressbar.OptionSetDescription(b.act),
			progressbar.OptionShowCount(), progressbar.OptionClearOnFinish())
	}
	_ = b.bar.Set(done) // a bar that cannot be drawn is no reason to stop
}

func (b *bar) end() {
	if b.bar != nil {
		_ = b.bar.Finish()
	}
}
