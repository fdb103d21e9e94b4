package local_test

import (
	"testing"

	"switchboard/knowledge"
	"switchboard/knowledge/knowledgetest"
	"switchboard/knowledge/local"
)

func TestIndex(t *testing.T) {
	knowledgetest.Run(t, func(*testing.T) knowledge.Index { return local.New() })
}
