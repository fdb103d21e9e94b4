package phone

import (
	"cmp"
	"fmt"
	"html"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/asticode/go-astisub"
)

var (
	timing   = regexp.MustCompile(`^(-?)(?:(\d{1,3}):)?(\d{1,2}):(\d{1,2})(?:[.,](\d{1,3}))?$`)
	indexed  = regexp.MustCompile(`^\d+$`)
	voiceTag = regexp.MustCompile(`<v(?:\.[^\s>]*)?\s+([^>\n]*)>`)
	anyTag   = regexp.MustCompile(`</?[A-Za-z0-9][^<>]*>|\{\\[^{}]*\}`)
)

const (
	maxCueLines = 100
	maxCueBytes = 4 * maxText
)

// subtitles reads WebVTT and SRT. The library that reads the cues panics at a cue without an end, stops at a style that
// it does not know and takes forever over nested tags; so it gets a tidied copy with the same lines, and what is
// wrong is found before, with its line.
func (s source) subtitles(format string, facts map[string]string) ([]turn, error) {
	tidy, err := s.tidy(format, facts)
	if err != nil {
		return nil, err
	}
	read := astisub.ReadFromWebVTT
	if format == SRT {
		read = astisub.ReadFromSRT
	}
	subtitles, err := read(strings.NewReader(tidy))
	if err != nil {
		return nil, s.wrong(0, "not %s: %v", format, err)
	}
	var turns []turn
	for _, item := range subtitles.Items {
		turns = append(turns, cue(item)...)
	}
	if len(turns) > maxSegments {
		return nil, s.wrong(0, "more than %d segments", maxSegments)
	}
	slices.SortStableFunc(turns, func(a, b turn) int { return cmp.Compare(a.start, b.start) })
	return turns, nil
}

// cue makes the turns of one cue: one for each voice in it.
func cue(item *astisub.Item) []turn {
	var turns []turn
	for _, line := range item.Lines {
		next := turn{label: line.VoiceName, start: item.StartAt, end: item.EndAt, text: html.UnescapeString(line.String())}
		next.guess()
		if last := len(turns) - 1; last >= 0 && (next.label == "" || next.label == turns[last].label) {
			turns[last].text += " " + next.text
			continue
		}
		turns = append(turns, next)
	}
	return turns
}

// tidy checks the file line by line and returns it with its cues in one form, one voice a line, without tags, notes and styles.
func (s source) tidy(format string, facts map[string]string) (string, error) {
	var out strings.Builder
	if format == VTT {
		if !strings.HasPrefix(strings.TrimSpace(s.text), "WEBVTT") {
			return "", s.wrong(1, `does not begin with "WEBVTT"`)
		}
		out.WriteString("WEBVTT\n\n")
	}
	var inCue, inBlock, noted, begun bool // noted: the block is a note
	cues, count := 0, 0
	lines := strings.Split(s.text, "\n")
	if err := s.fewCues(lines); err != nil {
		return "", err
	}
	for i, line := range lines {
		if err := s.room(i+1, cues); err != nil {
			return "", err
		}
		line = strings.TrimSpace(line)
		switch {
		case line == "":
			inCue, inBlock, begun = false, false, true
			out.WriteString("\n")
		case strings.Contains(line, "-->"): // allowed in no note and no style
			start, end, err := s.times(i+1, line)
			if err != nil {
				return "", err
			}
			inCue, inBlock, begun, count = true, false, true, 0
			cues++
			fmt.Fprintf(&out, "\n%s --> %s\n", clock(format, start), clock(format, end))
		case inBlock || !inCue && format == VTT && (!begun || notSpoken(line)):
			begun = true
			noted = inBlock && noted || strings.HasPrefix(line, "NOTE")
			inBlock = true
			if noted {
				note(line, facts)
			}
		case inCue && !(indexed.MatchString(line) && i+1 < len(lines) && strings.Contains(lines[i+1], "-->")):
			if count += 1 + strings.Count(line, "<v"); count > maxCueLines || len(line) > maxCueBytes {
				return "", s.wrong(i+1, "a cue of more than %d lines or voices, or %d bytes a line", maxCueLines, maxCueBytes)
			}
			spoken(&out, format, line)
		}
	}
	if cues == 0 {
		return "", s.wrong(0, "holds no cue (a line with -->)")
	}
	return out.String(), nil
}

// fewCues refuses a file with too many cues before any of them is read, which takes long.
func (s source) fewCues(lines []string) error {
	cues := 0
	for i, line := range lines {
		if !strings.Contains(line, "-->") {
			continue
		}
		if cues++; cues > maxSegments {
			return s.room(i+1, cues)
		}
	}
	return nil
}

// notSpoken tells whether a block of WebVTT holds no words: the header, a note, a style, a region.
func notSpoken(line string) bool {
	word, _, _ := strings.Cut(line, " ")
	return word == "NOTE" || word == "STYLE" || word == "REGION" || word == "Region:" || strings.HasPrefix(word, "WEBVTT") || strings.HasPrefix(word, "X-TIMESTAMP-MAP")
}

var notable = regexp.MustCompile(`^(?:NOTE\s+|#\s*)?(id|caller|caller_name|called|called_name|direction|started_at|operator|language|project):\s*(\S.*)$`)

// note takes a fact out of a note.
func note(line string, facts map[string]string) {
	if parts := notable.FindStringSubmatch(line); parts != nil {
		facts[parts[1]] = strings.TrimSpace(parts[2])
	}
}

// times reads the line of a cue's times; what follows them says where to show it.
func (s source) times(line int, text string) (start, end time.Duration, err error) {
	from, to, _ := strings.Cut(text, "-->")
	to, _, _ = strings.Cut(strings.TrimSpace(to), " ")
	start, okStart := parseClock(strings.TrimSpace(from))
	end, okEnd := parseClock(strings.TrimSpace(to))
	if !okStart || !okEnd {
		return 0, 0, s.wrong(line, "%q is no time of a cue, write e.g. 00:00:01.000 --> 00:00:04.000", clip(text))
	}
	return start, end, s.within(line, start, end)
}

// spoken writes a cue's line so that the library can only take it for words: one voice a line, nothing that looks
// like a tag, an index, a note or a style.
func spoken(out *strings.Builder, format, line string) {
	starts := voiceTag.FindAllStringSubmatchIndex(line, -1)
	write := func(voice, text string) {
		text = strings.TrimSpace(anyTag.ReplaceAllString(text, ""))
		if text == "" {
			return
		}
		text = html.EscapeString(html.UnescapeString(text))
		switch {
		case format == VTT && voice != "":
			fmt.Fprintf(out, "<v %s>%s\n", voice, text)
		case format == VTT:
			fmt.Fprintf(out, "<c>%s</c>\n", text)
		case voice != "":
			fmt.Fprintf(out, "%s: %s\n", voice, text)
		default:
			fmt.Fprintf(out, "<b>%s</b>\n", text)
		}
	}
	from, voice := 0, ""
	for _, at := range starts {
		write(voice, line[from:at[0]])
		from = at[1]
		voice = label(line[at[2]:at[3]])
	}
	write(voice, line[from:])
}

// label is a speaker's name with nothing in it that could be taken for markup.
func label(text string) string {
	text = strings.Map(func(c rune) rune {
		if strings.ContainsRune("<>&/.", c) {
			return ' '
		}
		return c
	}, html.UnescapeString(text))
	return clip(strings.Join(strings.Fields(text), " "))
}

// parseClock reads [-][hh:]mm:ss[.mmm].
func parseClock(text string) (time.Duration, bool) {
	parts := timing.FindStringSubmatch(text)
	if parts == nil {
		return 0, false
	}
	number := func(digits string) time.Duration {
		n, _ := strconv.Atoi(digits) // digits by the expression, or empty
		return time.Duration(n)
	}
	fraction := (parts[5] + "000")[:3]
	d := number(parts[2])*time.Hour + number(parts[3])*time.Minute + number(parts[4])*time.Second + number(fraction)*time.Millisecond
	if parts[1] == "-" {
		d = -d
	}
	return d, true
}

func clock(format string, d time.Duration) string {
	point := "."
	if format == SRT {
		point = ","
	}
	return fmt.Sprintf("%02d:%02d:%02d%s%03d", int(d.Hours()), int(d.Minutes())%60, int(d.Seconds())%60, point, d.Milliseconds()%1000)
}
