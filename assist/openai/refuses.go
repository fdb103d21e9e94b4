package openai

import (
	"regexp"
	"strings"
)

const plainRefusal = 600 // bytes that a refusal in plain text has at most

// refuses are the words by which a model says that it does not want to. That it cannot find something is none.
var refuses = regexp.MustCompile(`(?i)\bI(?:['’]?m| am) (?:very |so |really )?(?:sorry|unable to|not able to)\b.{0,40}\b(?:help|assist|comply|fulfil|continue|engage|do that)|` +
	`\bI (?:can['’]?t|cannot|can not|won['’]?t|will not|am not able to|must decline to) (?:help|assist|comply|fulfil|continue|engage|do that|provide)|\bI (?:have to|must) (?:decline|refuse)|` +
	`не (?:можу|зможу|могу|смогу) (?:вам |тобі |тебе |з цим |с этим |в этом |в цьому |у цьому )*(?:допомогти|виконати|помочь|выполнить)|(?:допомогти|помочь) (?:вам |з цим |с этим |в этом )*не (?:можу|могу)|` +
	`kann ich (?:Ihnen |dir |leider |hierbei |dabei |damit )*nicht (?:helfen|weiterhelfen)|ich kann (?:Ihnen |dir |leider |hierbei |dabei |damit )*nicht (?:helfen|weiterhelfen)|` +
	`nie mogę (?:Ci |Ci w tym |Panu |Pani |w tym |z tym )*(?:pomóc|spełnić)`)

// isRefusal tells whether a model refuses in plain text, where an object was asked for. Not every server puts that into a field of its own.
func isRefusal(text string) bool {
	return len(text) <= plainRefusal && !strings.Contains(text, "{") && refuses.MatchString(text)
}
