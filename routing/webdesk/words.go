package webdesk

import (
	"fmt"
	"strings"
	"time"
)

// channel is how a kind of channel is called.
func channel(kind string) string {
	switch {
	case kind == "":
		return "Channel"
	case len(kind) <= 3:
		return strings.ToUpper(kind)
	}
	return strings.ToUpper(kind[:1]) + kind[1:]
}

// minutes says how long a sound is.
func minutes(d time.Duration) string {
	if d <= 0 {
		return ""
	}
	s := int(d.Round(time.Second).Seconds())
	return fmt.Sprintf("%d:%02d", s/60, s%60)
}
