package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"switchboard/channels/phone"
)

func callCommand() *cobra.Command {
	var speed float64
	var account, caller, speaker, server, token string
	var list bool
	cmd := &cobra.Command{
		Use:   "call FILE",
		Short: "Feed a transcript file to the running program as a telephone call",
		Long: "The call goes on live: its words come a few at a time and the desk shows suggestions meanwhile.\n" +
			"FILE is WebVTT, SRT, Whisper JSON, our own JSON or \"Speaker: text\"; a name of --list plays a sample.",
		Example: "  switchboard call router.vtt\n  switchboard call --list\n  switchboard call --speed 0 --caller +12025550117 router.txt",
		Args:    cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if list {
				return listSamples(cmd.OutOrStdout())
			}
			if len(args) == 0 {
				return errors.New("name a transcript file, or a sample of `switchboard call --list`")
			}
			cfg, err := loadConfig(os.Environ())
			if err != nil {
				return err
			}
			if server == "" {
				server = "http://" + browsable(cfg.Addr)
			}
			if token == "" {
				token = cfg.PhoneToken
			}
			call, err := readCall(args[0], phone.Hint{CallerSpeaker: speaker})
			if err != nil {
				return err
			}
			if caller != "" {
				call.Caller = caller
			}
			call.ID = "" // a new call each time: the file's id would make a second one a repetition
			client := &http.Client{Timeout: 15 * time.Second, Transport: bearer{token}}
			if cfg.PhoneSecret != "" {
				client.Transport = phone.Signer{Secret: cfg.PhoneSecret, Next: client.Transport}
			}
			return play(cmd.Context(), client, server+"/channels/"+account, call, speed, cmd.OutOrStdout())
		},
	}
	f := cmd.Flags()
	f.Float64Var(&speed, "speed", 1, "1 plays in real time, 4 four times as fast, 0 at once")
	f.StringVar(&account, "account", "phone", "the phone account to call")
	f.StringVar(&caller, "caller", "", "the caller's number, instead of the file's")
	f.StringVar(&speaker, "caller-speaker", "", "the speaker in the file who is the caller")
	f.StringVar(&server, "server", "", "where the program runs (default http://SWITCHBOARD_ADDR)")
	f.StringVar(&token, "token", "", "the account's token (default PHONE_TOKEN)")
	f.BoolVar(&list, "list", false, "list the sample calls")
	return cmd
}

// readCall reads a transcript file, or a sample by its name.
func readCall(name string, hint phone.Hint) (phone.Transcript, error) {
	b, err := os.ReadFile(name)
	if errors.Is(err, fs.ErrNotExist) && filepath.Base(name) == name {
		if sample, e := phone.Samples.ReadFile("samples/" + name); e == nil {
			b, err = sample, nil
		}
	}
	if err != nil {
		return phone.Transcript{}, fmt.Errorf("read the call: %w (samples: `switchboard call --list`)", err)
	}
	return phone.ParseFile(filepath.Base(name), b, hint)
}

func listSamples(out io.Writer) error {
	entries, err := phone.Samples.ReadDir("samples")
	if err != nil {
		return err
	}
	for _, e := range entries {
		if _, err := fmt.Fprintln(out, e.Name()); err != nil {
			return err
		}
	}
	return nil
}

// play feeds the call and prints what is said.
func play(ctx context.Context, client *http.Client, account string, call phone.Transcript, speed float64, out io.Writer) error {
	fmt.Fprintf(out, "calling as %s: %d turns; watch it on the desk\n", orAnonymous(call.Caller), len(call.Segments))
	err := phone.Replay(ctx, client, account, call, speed, func(p phone.Progress) {
		if !p.Partial && p.Text != "" {
			fmt.Fprintf(out, "%8s  %s\n", p.Speaker, p.Text)
		}
	})
	if err != nil {
		return fmt.Errorf("play the call to %s: %w", account, err)
	}
	return nil
}

func orAnonymous(number string) string {
	if number == "" {
		return "an anonymous caller"
	}
	return number
}

// bearer adds the account's token to requests.
type bearer struct{ token string }

// RoundTrip sends the request with the token.
func (b bearer) RoundTrip(r *http.Request) (*http.Response, error) {
	if b.token != "" {
		r = r.Clone(r.Context())
		r.Header.Set("Authorization", "Bearer "+b.token)
	}
	return http.DefaultTransport.RoundTrip(r)
}
