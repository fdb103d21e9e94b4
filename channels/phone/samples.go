package phone

import "embed"

// Samples are invented calls of an invented company, in every format that ParseFile reads, below "samples/".
//
//go:embed samples/*.vtt samples/*.srt samples/*.json samples/*.txt
var Samples embed.FS
