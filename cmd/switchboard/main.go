// Command switchboard is a contact gateway: customers write in messengers or call, the assistant answers what the
// knowledge base answers beyond doubt, and operators get the rest with suggested answers beside it.
//
// This package only puts the parts together: commands, configuration, the HTTP mount and the order of starting and
// stopping. build.go is the whole of it in one function.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"
	_ "time/tzdata" // working hours name time zones, and a small image has none

	"github.com/spf13/cobra"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	signal.Ignore(syscall.SIGPIPE) // who reads no more is no reason to leave a database running
	ctx, leave := context.WithCancel(ctx)
	cmd := root()
	cmd.SetOut(reader{os.Stdout, leave})
	err := cmd.ExecuteContext(ctx)
	stopped := ctx.Err() != nil && errors.Is(err, context.Canceled)
	leave()
	stop()
	if stopped {
		fmt.Fprintln(os.Stderr, "switchboard: stopped before the end")
		os.Exit(130) // as shells tell of an interrupt
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "switchboard:", err)
		os.Exit(1)
	}
}

// reader is somebody who reads what a command says. When he is gone, as head is after ten lines, the command ends in order.
type reader struct {
	io.Writer
	leaves func()
}

// Write says something.
func (r reader) Write(b []byte) (int, error) {
	n, err := r.Writer.Write(b)
	if errors.Is(err, syscall.EPIPE) {
		r.leaves()
	}
	return n, err
}

// root is the command line.
func root() *cobra.Command {
	serve := serveCommand()
	cmd := &cobra.Command{
		Use:           "switchboard",
		Short:         "A contact gateway: messengers and calls in, operators with suggested answers behind",
		Long:          "Without a subcommand, switchboard serves. Every setting is an environment variable; see `switchboard doctor`.",
		Args:          cobra.NoArgs,
		RunE:          serve.RunE,
		SilenceUsage:  true,
		SilenceErrors: true,
	}
	cmd.AddCommand(serve, migrateCommand(), knowledgeCommand(), callCommand(), doctorCommand(), slackManifestCommand(), benchCommand(), versionCommand())
	return cmd
}

func versionCommand() *cobra.Command {
	return &cobra.Command{
		Use: "version", Short: "Print the version", Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			_, err := fmt.Fprintln(cmd.OutOrStdout(), version())
			return err
		},
	}
}

// version is the module's version, or the revision that was built.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown"
	}
	v, rev, dirty := info.Main.Version, "", ""
	for _, s := range info.Settings {
		switch {
		case s.Key == "vcs.revision" && len(s.Value) >= 12:
			rev = " " + s.Value[:12]
		case s.Key == "vcs.modified" && s.Value == "true":
			dirty = " (changed)"
		}
	}
	return "switchboard " + v + rev + dirty + " " + info.GoVersion
}

// configured reads the settings and makes the logger.
func configured() (Config, *slog.Logger, error) {
	c, err := loadConfig(os.Environ())
	if err != nil {
		return c, nil, fmt.Errorf("the settings need attention:\n%w", err)
	}
	return c, newLogger(c), nil
}

func newLogger(c Config) *slog.Logger {
	var level slog.Level
	if err := level.UnmarshalText([]byte(c.LogLevel)); err != nil {
		level = slog.LevelInfo // checked before
	}
	opts := &slog.HandlerOptions{Level: level}
	if c.Log == "json" {
		return slog.New(slog.NewJSONHandler(os.Stderr, opts))
	}
	return slog.New(slog.NewTextHandler(os.Stderr, opts))
}

// ignoreEnd leaves out the error of a context that ended as it should.
func ignoreEnd(err error) error {
	if errors.Is(err, context.Canceled) {
		return nil
	}
	return err
}
