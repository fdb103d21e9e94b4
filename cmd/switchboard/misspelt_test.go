package main

import (
	"slices"
	"testing"
)

func TestASettingThatIsMisspeltIsNamed(t *testing.T) {
	got := misspelt([]string{"SWITCHBOARD_ANSER=0.9", "SWITCHBOARD_ADDRR=:80", "SWITCHBOARD_HLEP=true", "MEILI_URI=x", "PATH=/bin", "SWITCHBOARD_PORT=tcp://10.0.0.1", "SWITCHBOARD_ANSWER=0.9", "OPENAI_MODEL=m", "SWITCHBOARD_SERVICE_HOST=x"})
	want := []string{"MEILI_URI is no setting: is MEILI_URL meant?", "SWITCHBOARD_ADDRR is no setting: is SWITCHBOARD_ADDR meant?", "SWITCHBOARD_ANSER is no setting: is SWITCHBOARD_ANSWER meant?", "SWITCHBOARD_HLEP is no setting: is SWITCHBOARD_HELP meant?"}
	if !slices.Equal(got, want) {
		t.Errorf("%q, not %q", got, want)
	}
}
