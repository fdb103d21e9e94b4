package knowledge_test

import (
	"testing"

	"switchboard/knowledge"
)

func TestALanguageIsATagOfLanguageScriptRegionAndVariants(t *testing.T) {
	t.Parallel()
	for lang, good := range map[string]bool{"en": true, "uk": true, "pt-BR": true, "zh-Hans-CN": true, "sr-Latn": true, "es-419": true, "de-1996": true, "en-x-plain": true,
		"xx-yy-zz": false, "EN": false, "english": false, "en-": false, "en_US": false, "en-US-GB": false, "": false} {
		if err := knowledge.CheckLang(lang); (err == nil) != good {
			t.Errorf("%q: %v", lang, err)
		}
	}
}
