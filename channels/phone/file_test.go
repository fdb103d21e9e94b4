package phone_test

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"

	"switchboard/channels/phone"
)

var update = flag.Bool("update", false, "write the golden files anew")

// Every file of testdata/files is read to what stands in the .golden beside it.
func TestFilesAreRead(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("testdata/files/*")
	if err != nil || len(files) < 10 {
		t.Fatalf("%d files: %v", len(files), err)
	}
	for _, file := range files {
		if strings.HasSuffix(file, ".golden") {
			continue
		}
		t.Run(filepath.Base(file), func(t *testing.T) {
			t.Parallel()
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			golden(t, file+".golden", show(phone.ParseFile(file, data, phone.Hint{})))
		})
	}
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(name, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

// show writes a transcript with one line a segment, or the error.
func show(t phone.Transcript, err error) string {
	if err != nil {
		return "error: " + err.Error() + "\n"
	}
	facts, _ := json.Marshal(t.Facts)
	var b strings.Builder
	fmt.Fprintf(&b, "%s %s\n", t.State, facts)
	for _, s := range t.Segments {
		fmt.Fprintf(&b, "%s %s %.2f-%.2f %.2f %s\n", s.ID, s.Speaker, s.Start, s.End, s.Confidence, s.Text)
	}
	return b.String()
}

func TestBadFilesAreRefusedByLine(t *testing.T) {
	t.Parallel()
	const head = "WEBVTT\n\n"
	for _, c := range []struct{ name, data, want string }{
		{"negative time", head + "-00:00:01.000 --> 00:00:02.000\nhi", "f:3: time must be"},
		{"backwards", head + "00:05.000 --> 00:02.000\nhi", "f:3: ends before"},
		{"two days", head + "48:00:00.000 --> 48:00:01.000\nhi", "f:3: time must be"},
		{"no end", head + "00:05.000 -->\nhi", "f:3:"},
		{"no time", head + "then --> later\nhi", "f:3:"},
		{"no words", head + "00:01.000 --> 00:02.000\n<b></b>\n", "no words"},
		{"no cue", head + "hello", "no cue"},
		{"srt with words for a time", "1\nnow --> 00:00:01,000\nhi", "f:2:"},
		{"too many cues", head + strings.Repeat("00:01.000 --> 00:02.000\nhi\n\n", 10_001), "more than 10000"},
		{"a long cue", head + "00:01.000 --> 00:02.000\n" + strings.Repeat("hi\n", 101), "f:104: a cue"},
		{"a long turn", "Customer: " + strings.Repeat("word ", 5000), "turn 1 is longer"},
		{"empty", " \r\n\t", "empty"},
		{"other encoding", "Customer: hi\nAgent: \xcf\xf0\xe8\xe2\xb3\xf2", "f:2: neither UTF-8"},
		{"torn JSON", "{\n\"segments\": [\n", "f:3:"},
		{"whisper times", `{"segments":[{"start":-1,"end":2,"text":"x"}]}`, "segment 1"},
		{"whisper types", "{\n\"segments\":\"x\"}", "f:2:"},
		{"stamp", "[99:00:00] Agent: hi", "f:1: time must be"},
		{"facts", "# started_at: yesterday\nAgent: hi", "started_at"},
		{"big", strings.Repeat("x", 2<<20+1), "larger than 2 MB"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			_, err := phone.ParseFile("/tmp/f", []byte(c.data), phone.Hint{})
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("error %v, want %q", err, c.want)
			}
		})
	}
}

// What takes the subtitle library down or holds it up for minutes is read, or refused for what it is. In a bubble no time
// passes while a file is read: reading it ends by itself, and needs no bound of time for that.
func TestHostileFilesAreReadOrRefused(t *testing.T) {
	t.Parallel()
	const head = "WEBVTT\n\n00:01.000 --> 00:02.000\n"
	for name, data := range map[string]string{
		"nested tags":      head + strings.Repeat("<b>x", 400_000),
		"open tags":        head + strings.Repeat("<", 1<<20),
		"voices":           head + strings.Repeat("<v A>x<v B>y", 150_000),
		"many nested cues": "WEBVTT" + strings.Repeat("\n\n00:01.000 --> 00:02.000\n"+strings.Repeat("<b>x", 400), 300),
		"braces":           "1\n00:00:01,000 --> 00:00:02,000\n" + strings.Repeat("{\\", 1<<19),
		"arrows":           strings.Repeat("-->", 600_000),
		"blank lines":      "WEBVTT" + strings.Repeat("\n", 1<<20),
		"colons":           strings.Repeat("a: ", 200_000),
		"short turns":      strings.Repeat("a: b\n", 60_000),
		"ten hours":        head + "hi\n\n10:00:00.000 --> 10:00:01.000\n<script>alert(1)</script>bye\n",
		"deep JSON":        `{"segments":` + strings.Repeat("[", 1<<20),
		"entities":         head + strings.Repeat("&amp;", 300_000),
		"a style in a cue": head + "STYLE\nNOTE this\nRegion: x\nX-TIMESTAMP-MAP=\n",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				if _, err := phone.ParseFile("f", []byte(data), phone.Hint{}); err != nil && strings.Contains(err.Error(), "not read within") {
					t.Error(err)
				}
			})
		})
	}
}

// patient is a context that is done once it was asked so often.
type patient struct {
	context.Context
	asked, end int
}

func (p *patient) Err() error {
	if p.asked++; p.asked > p.end {
		return context.DeadlineExceeded
	}
	return nil
}

func TestReadingEndsWhenItsTimeIsUp(t *testing.T) {
	t.Parallel()
	for name, data := range map[string]string{
		"vtt":     "WEBVTT" + strings.Repeat("\n\n00:01.000 --> 00:02.000\nhi", 500),
		"srt":     strings.Repeat("1\n00:00:01,000 --> 00:00:02,000\nhi\n\n", 500),
		"text":    strings.Repeat("Agent: hi\nCustomer: ho\n", 250),
		"whisper": `{"segments":[` + strings.Repeat(`{"start":1,"end":2,"text":"x"},`, 500) + `{"start":1,"end":2,"text":"x"}]}`,
	} {
		whole := &patient{t.Context(), 0, 1 << 30}
		if _, err := phone.ParseWithin(whole, data); err != nil || whole.asked < 500 {
			t.Fatalf("%s: asked for the time %d times in 500 turns: %v", name, whole.asked, err)
		}
		for _, end := range []int{0, 1, whole.asked / 2, whole.asked - 1} {
			ctx := &patient{t.Context(), 0, end}
			_, err := phone.ParseWithin(ctx, data)
			if err == nil || !strings.Contains(err.Error(), "not read within") || ctx.asked != end+1 {
				t.Errorf("%s: goes on %d times after its time is up: %v", name, ctx.asked-end-1, err)
			}
		}
	}
}

func TestEncodingsAreTold(t *testing.T) {
	t.Parallel()
	const text = "Клієнт: добрий день\r\nОператор: вітаю\r\n"
	encode := func(mark bool, big bool) []byte {
		units := utf16.Encode([]rune(text))
		if mark {
			units = append([]uint16{0xfeff}, units...)
		}
		var data []byte
		for _, u := range units {
			if big {
				data = append(data, byte(u>>8), byte(u))
			} else {
				data = append(data, byte(u), byte(u>>8))
			}
		}
		return data
	}
	for name, data := range map[string][]byte{
		"plain": []byte(text), "mark": []byte("\ufeff" + text), "little": encode(true, false), "big": encode(true, true),
		"old Mac": []byte(strings.ReplaceAll(text, "\r\n", "\r")),
	} {
		transcript, err := phone.ParseFile("f", data, phone.Hint{})
		if err != nil || len(transcript.Segments) != 2 || transcript.Segments[0].Text != "добрий день" {
			t.Errorf("%s: %v %v", name, transcript.Segments, err)
		}
	}
}

func TestWhoSpeaks(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, text, direction, callerSpeaker, want string }{
		{"usual words", "Agent: a\nCustomer: b", "", "", "oc"},
		{"Ukrainian", "Оператор: a\nКлієнт: b\nАбонент: c", "", "", "occ"},
		{"Russian with numbers", "Оператор 2: a\nКлиент 1: b", "", "", "oc"},
		{"names, inbound: the first picked up", "Tom: a\nPriya: b\nTom: c", "", "", "oco"},
		{"names, outbound: the first picked up", "Priya: a\nTom: b\nPriya: c", "outbound", "", "coc"},
		{"named caller", "Priya: a\nTom: b\nAnn: c", "", "priya", "coo"},
		{"one usual word, the other a name", "Olena: a\nОператор: b", "", "", "co"},
		{"only the caller is known", "Ihor: a\nClient: b", "", "", "oc"},
		{"a third voice is not ours", "Agent: a\nCustomer: b\nVasyl: c\nVasyl: d", "", "", "occc"},
		{"a single voice", "Priya: a\nPriya: b", "", "", "cc"},
		{"no voice", "hello there", "", "", "c"},
		{"a colon within a turn", "Agent: a\nOne thing: wait\nCustomer: b", "", "", "oc"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			hint := phone.Hint{CallerSpeaker: c.callerSpeaker, Facts: phone.Facts{Direction: c.direction}}
			transcript, err := phone.ParseFile("f", []byte(c.text), hint)
			if err != nil {
				t.Fatal(err)
			}
			got := ""
			for _, s := range transcript.Segments {
				got += s.Speaker[:1]
			}
			if got != c.want {
				t.Errorf("%s, want %s", got, c.want)
			}
		})
	}
}

func TestSamplesAreWhole(t *testing.T) {
	t.Parallel()
	formats := map[string]bool{}
	err := fs.WalkDir(phone.Samples, ".", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		data, err := phone.Samples.ReadFile(path)
		if err != nil {
			return err
		}
		formats[strings.SplitN(filepath.Base(path), ".", 3)[2]] = true
		call, err := phone.ParseFile(path, data, phone.Hint{})
		if err != nil {
			return err
		}
		speakers := map[string]int{}
		for _, s := range call.Segments {
			speakers[s.Speaker]++
		}
		if n := len(call.Segments); n < 8 || n > 25 || call.Segments[0].Speaker != phone.Operator || speakers[phone.Caller] < 4 {
			t.Errorf("%s: %d turns, first %s, %d by the caller", path, n, call.Segments[0].Speaker, speakers[phone.Caller])
		}
		return nil
	})
	if err != nil || len(formats) != 5 {
		t.Errorf("formats %v: %v", formats, err)
	}
}
