package phone_test

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"switchboard/channels"
	"switchboard/channels/phone"
)

func sample(t testing.TB, name string) phone.Transcript {
	t.Helper()
	data, err := phone.Samples.ReadFile("samples/" + name)
	if err != nil {
		t.Fatal(err)
	}
	call, err := phone.ParseFile(name, data, phone.Hint{})
	if err != nil {
		t.Fatal(err)
	}
	return call
}

func TestReplayIsALiveCall(t *testing.T) {
	t.Parallel()
	for _, settings := range []string{"", string(signedAccount("").Settings)} {
		channel, receiver := open(t, settings)
		client := &http.Client{}
		if settings != "" {
			client.Transport = phone.Signer{Secret: older}
		}
		call := sample(t, "net-router-after-power-cut.uk.vtt")
		steps := 0
		err := phone.Replay(t.Context(), client, serve(t, channel)+"/", call, 0, func(p phone.Progress) { steps++ })
		if err != nil {
			t.Fatal(err)
		}
		got := receiver.Inbounds()
		if first, last := got[0], got[len(got)-1]; first.Kind != channels.CallBegan || last.Kind != channels.CallEnded {
			t.Errorf("from %s to %s", first.Kind, last.Kind)
		}
		if steps != len(got)-2 {
			t.Errorf("%d steps told of %d segments", steps, len(got)-2)
		}
		finals, text := 0, map[string]string{}
		for _, in := range got[1 : len(got)-1] {
			segment := in.Call.Segment
			if in.From != caller || !in.Call.Live || in.Lang != "uk" || in.Project != "lumen-net" {
				t.Fatalf("a segment of another call: %+v", in)
			}
			if !strings.HasPrefix(in.Text, text[segment]) {
				t.Errorf("%q does not go on with %q", in.Text, text[segment])
			}
			text[segment] = in.Text
			if !in.Call.Partial {
				finals++
			}
		}
		if finals != len(call.Segments) {
			t.Errorf("%d finals of %d segments", finals, len(call.Segments))
		}
	}
}

// A call takes as long as it took, and half as long at double speed.
func TestReplayKeepsTime(t *testing.T) {
	t.Parallel()
	call := sample(t, "care-washing-machine.en.txt")
	last := call.Segments[len(call.Segments)-1].End
	for _, speed := range []float64{1, 2, 0} {
		synctest.Test(t, func(t *testing.T) {
			channel, _ := open(t, "")
			start := time.Now()
			if err := phone.Replay(t.Context(), direct(channel), "http://localhost/", call, speed, nil); err != nil {
				t.Fatal(err)
			}
			want := 0.0
			if speed > 0 {
				want = last / speed
			}
			if took := time.Since(start).Seconds(); took < want-0.1 || took > want+0.1 {
				t.Errorf("speed %g took %.2f s, want %.2f s", speed, took, want)
			}
		})
	}
}

func TestReplayTriesAgainWhatIsNotStored(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		channel, receiver := open(t, "")
		receiver.Fail(3, nil)
		call := phone.Transcript{Segments: []phone.Segment{{Speaker: phone.Caller, Text: "hello"}}}
		if err := phone.Replay(t.Context(), direct(channel), "http://localhost", call, 0, nil); err != nil {
			t.Fatal(err)
		}
		if got := len(receiver.Inbounds()); got != 3 {
			t.Errorf("%d events, want 3", got)
		}
	})
}

func TestReplayTellsWhyItFailed(t *testing.T) {
	t.Parallel()
	channel, _ := open(t, string(signedAccount("").Settings))
	err := phone.Replay(t.Context(), &http.Client{}, serve(t, channel), phone.Transcript{}, 0, nil)
	if err == nil || !strings.Contains(err.Error(), "wants a signature") {
		t.Errorf("unsigned: %v", err)
	}
	channel, _ = open(t, "")
	bad := phone.Transcript{Segments: []phone.Segment{{Speaker: "dog", Text: "x"}}}
	err = phone.Replay(t.Context(), &http.Client{}, serve(t, channel), bad, 0, nil)
	if field, ok := errors.AsType[*phone.FieldError](err); !ok || field.Field != "segments[0].speaker" {
		t.Errorf("bad speaker: %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := phone.Replay(ctx, &http.Client{}, serve(t, channel), phone.Transcript{}, 1, nil); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
}

// direct is a client whose requests go to the channel without a network, so that time can be faked.
func direct(channel channels.Channel) *http.Client {
	return &http.Client{Transport: inProcess{channel.(http.Handler)}}
}
