package assist

import (
	"slices"

	"switchboard/knowledge"
)

var (
	oneDay   = knowledge.MustPattern(`(?i)(?:^|[^\p{L}])(?:today|tonight|tomorrow|this (?:week|morning|evening)|сьогодні|завтра|післязавтра|сегодня|послезавтра|heute|morgen|übermorgen|dziś|dzisiaj|jutro|pojutrze)(?:[^\p{L}]|$)`)
	shutWord = knowledge.MustPattern(`(?i)(?:^|[^\p{L}])(?:closed|shut\b|except|but not|зачинен|вихідн(?:ий|і дні)|крім|окрім|закрыт|выходной|кроме|geschlossen|außer\b|ruhetag|zamknięt|nieczynn|oprócz)`)
	butEnd   = knowledge.MustPattern(`[,;:()|]|\s(?:but|aber|ale|але|но|а)\s`)
)

// onDays tells which days the times of a sentence are for, and on which of its days nothing is open.
func onDays(s string, list []fact) {
	first, open, shut := -1, week(0), week(0)
	for i := range list {
		f := &list[i]
		if f.claim.Sort == ClaimDate {
			f.today = true
		}
		if f.claim.Sort != ClaimDay {
			continue
		}
		if first < 0 {
			first = i
		}
		if f.closed = shutFor(s, list, i); f.closed {
			shut |= f.claim.days
		} else {
			open |= f.claim.days
		}
	}
	if first < 0 {
		return
	}
	ahead := slices.IndexFunc(list, func(f fact) bool { return f.claim.Sort == ClaimTime }) < first // 9 to 18 on Sundays
	for i := range list {
		switch f := &list[i]; f.claim.Sort {
		case ClaimDay:
			if f.days = open; f.closed {
				f.days = shut
			}
		case ClaimTime:
			f.days = daysFor(list, i, ahead)
		}
	}
	for i := range list { // daily from 9 to 19, on Sundays to 15
		for _, o := range list {
			if f := &list[i]; f.claim.Sort == ClaimTime && o.claim.Sort == ClaimTime && o.days != 0 && o.days != f.days && o.days&^f.days == 0 {
				f.except |= o.days
			}
		}
	}
}

// shutFor tells whether a sentence says of the i-th of its claims, a day, that nothing is open: before it, or behind the last one.
func shutFor(s string, list []fact, i int) bool {
	var claims []Claim
	for _, f := range list {
		claims = append(claims, f.claim)
	}
	c := claims[i]
	from, until := part(s, c, butEnd.FindAllStringIndex(s, -1), claims)
	for j, o := range claims {
		if o.Sort != ClaimDay || j == i {
			continue
		}
		if o.End <= c.Start {
			from = max(from, o.End)
		} else {
			until = min(until, c.End)
		}
	}
	return shutWord.MatchString(s[from:until]) || denies(s[from:until])
}

// daysFor are the days that stand last before a time, or first behind it.
func daysFor(list []fact, i int, ahead bool) (days week) {
	step := -1
	if ahead {
		step = 1
	}
	for j := i + step; j >= 0 && j < len(list); j += step {
		if list[j].claim.Sort == ClaimDay && !list[j].closed {
			return list[j].claim.days
		}
	}
	return 0
}
