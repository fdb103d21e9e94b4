package main

import (
	"slices"
	"testing"
)

func TestASettingThatIsMisspeltIsNamed(t *testing.T) {
	got := misspelt([]string{"SWITCHBOARD_ANSER=0.9", "SWITCHBOARD_ADDRR=:80", "SWITCHBOARD_HLEP=true", "MEILI_URI=x", "PATH=/bin", "SWITCHBOARD_PORT=tcp://10.0.0.1", "SWITCHBOARD_ANSWER=0.9", "OPENAI_MODEL=m", "SWITCHBOARD_SERVICE_HOST=x"})
	want := []string{"MEILI_URI is none: MEILI_URL is meant?", "SWITCHBOARD_ADDRR is none: SWITCHBOARD_ADDR is meant?", "SWITCHBOARD_ANSER is none: SWITCHBOARD_ANSWER is meant?", "SWITCHBOARD_HLEP is none: SWITCHBOARD_HELP is meant?"}
	if !slices.Equal(got, want) {
		t.Errorf("%q, not %q", got, want)
	}
}
