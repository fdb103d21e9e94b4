package editor

import (
	"strings"

	"switchboard/knowledge"
)

// The day of an article's review, in its form: whoever writes may leave it, and a colleague may set it meanwhile.

// review takes the day of the review if whoever writes has set another than there was when he began: a colleague's stays else.
func (f *form) review(c call) {
	f.Reviewed = isoDay(f.Was.ReviewBy)
	was, told := f.Reviewed, c.PostForm.Has("review_was")
	if told {
		was = typed(c.PostForm.Get("review_was"))
	}
	typed := strings.TrimSpace(typed(c.PostForm.Get("review_by")))
	if f.ReviewBy = f.Reviewed; c.PostForm.Has("review_by") && typed != was {
		f.ReviewBy, f.Reviewed = typed, was
	}
}

// dates tells what keeps the form from setting the day of the review; empty: nothing does.
func (f *form) dates(me Editor, e knowledge.Edit) string {
	now := isoDay(f.Was.ReviewBy)
	late := f.Reviewed != now
	f.Reviewed = now
	switch {
	case e.ReviewBy == nil:
		return ""
	case f.Seen && !me.Publish:
		f.ReviewBy = now
		return "Only those who publish set this day, since readers see the article. Say in the comment which day you propose."
	case late && now == "":
		return "Somebody has cleared this day while you were writing. Save again to set yours."
	case late:
		return "Somebody has set this day to " + f.Was.ReviewBy.Format("2 January 2006") + " while you were writing. Save again to set yours."
	}
	return ""
}

// reviewOf is the day of the review that fields say where their writer has set it, else the one that the article has now, and
// the one that he began with.
func (f form) reviewOf(fields map[string]string) (by, was string) {
	if by, was = fields["review_by"], fields["review_was"]; by == was {
		return f.ReviewBy, f.ReviewBy
	}
	return by, was
}
