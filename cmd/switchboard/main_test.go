package main

import (
	"errors"
	"flag"
	"os"
	"runtime"
	"strconv"
	"testing"

	"switchboard/channels/webchat/browsertest"
)

// asProgram, set in the environment, makes this test binary the real program, with the race detector in it.
const asProgram = "SWITCHBOARD_TEST_PROGRAM"

// TestMain is the program, or runs the tests: one more at once than there are cores, for they wait for programs, and 30 of what is
// drawn at random, which is taught and asked in a database. The command line may say otherwise.
func TestMain(m *testing.M) {
	if os.Getenv(asProgram) != "" {
		main()
		return
	}
	if err := errors.Join(flag.Set("test.parallel", strconv.Itoa(runtime.GOMAXPROCS(0)+1)), flag.Set("rapid.checks", "30")); err != nil {
		panic(err)
	}
	os.Exit(browsertest.Main(m))
}
