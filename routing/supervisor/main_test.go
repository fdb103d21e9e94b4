package supervisor_test

import (
	"os"
	"testing"

	"switchboard/channels/webchat/browsertest"
)

func TestMain(m *testing.M) { os.Exit(browsertest.Main(m)) }
