package assist_test

import (
	"testing"

	"switchboard/assist"
)

func TestWhoHearsBadlyAsksNothingOfTheKnowledgeBase(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]assist.Wants{
		"алло вас не чути": assist.WantsNothing, "вас погано чути": assist.WantsNothing, "алло вас не слышно": assist.WantsNothing, "I can't hear you": assist.WantsNothing,
		"ich verstehe sie nicht": assist.WantsNothing, "nie słyszę pana": assist.WantsNothing, "вас не чути у програмі відеодзвінків на телевізорі": assist.Asks,
	} {
		if got := assist.Wanting(text); got != want {
			t.Errorf("%q: %v, want %v", text, got, want)
		}
	}
}
