package phone

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/url"
	"time"

	"switchboard/channels"
)

// A speech turns one call's parts into events. All of them have the same person, project and call.
type speech struct {
	common channels.Inbound
	call   channels.Call
	key    string    // the call's id as part of events' ids
	begin  time.Time // of the call
}

func (p *Phone) speech(f Facts, live bool, begin time.Time) speech {
	number, name, _ := f.person()
	who := partyOf(number, p.settings.DefaultRegion, f.ID)
	s := speech{
		common: channels.Inbound{
			Account: p.account, From: who.address, Name: name,
			Lang: or(f.Language, p.settings.Language), Project: or(f.Project, p.settings.Project), Operator: f.Operator,
		},
		call:  channels.Call{ID: f.ID, Direction: f.Direction, Called: partyOf(f.Called, p.settings.DefaultRegion, f.ID).number, Live: live},
		key:   url.PathEscape(f.ID),
		begin: begin,
	}
	if s.call.Called == "" {
		s.call.Called = f.Called
	}
	if who.number != "" {
		s.common.Known = []channels.Address{{Kind: "phone", Value: who.number}}
	}
	return s
}

func (s speech) began(raw []byte) channels.Inbound {
	return s.event(channels.CallBegan, s.key+"#began", s.begin, raw)
}

func (s speech) ended(at time.Time, raw []byte) channels.Inbound {
	s.call.Live = false
	return s.event(channels.CallEnded, s.key+"#ended", at, raw)
}

// said makes a segment's message. Each text of a partial segment is an event of its own, the final text the one that
// has the plain id: repeats are known by it, and it never is taken for a repeat of a partial.
func (s speech) said(segment Segment, raw []byte) channels.Inbound {
	id := s.key + "/" + url.PathEscape(segment.ID)
	if segment.Partial {
		sum := sha256.Sum256(fmt.Appendf(nil, "%g %s", segment.End, segment.Text)) // with the end: words may come back
		id += "#" + hex.EncodeToString(sum[:6])
	}
	in := s.event(channels.Message, id, s.begin.Add(seconds(segment.Start)), raw)
	in.Text = segment.Text
	in.FromUs = segment.Speaker == Operator
	if !in.FromUs {
		in.Operator = ""
	}
	in.Call.Segment, in.Call.Partial = segment.ID, segment.Partial
	in.Call.Start, in.Call.End = seconds(segment.Start), seconds(segment.End)
	in.Call.Confidence, in.Call.Others = segment.Confidence, segment.Alternatives
	return in
}

func (s speech) event(kind channels.Kind, id string, at time.Time, raw []byte) channels.Inbound {
	in, call := s.common, s.call
	in.Kind, in.ID, in.At, in.Raw, in.Call = kind, id, at, raw, &call
	return in
}

// spoken makes the messages of all segments that have words. raws are the segments as received; nil: they came in a
// file, which is kept with the call's begin.
func (s speech) spoken(segments []Segment, raws []json.RawMessage) ([]channels.Inbound, error) {
	var events []channels.Inbound
	for i, segment := range segments {
		if segment.Text == "" {
			continue
		}
		var raw []byte
		if raws != nil {
			raw = raws[i]
		} else {
			var err error
			if raw, err = json.Marshal(segment); err != nil {
				return nil, err
			}
		}
		events = append(events, s.said(segment, raw))
	}
	return events, nil
}

// length is how long the call has lasted, as far as its segments tell.
func length(segments []Segment) time.Duration {
	var longest time.Duration
	for _, segment := range segments {
		longest = max(longest, seconds(segment.End))
	}
	return longest
}

func or(value, otherwise string) string {
	if value == "" {
		return otherwise
	}
	return value
}
