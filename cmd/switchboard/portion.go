package main

import (
	"errors"
	"strconv"
	"strings"
)

// portion is a share that is named on the command line, as 0.02 or 2%.
type portion float64

// String is the share as a number.
func (p *portion) String() string { return strconv.FormatFloat(float64(*p), 'g', -1, 64) }

// Type names it in the list of flags.
func (p *portion) Type() string { return "share" }

// Set reads it: more than nothing, and less than all.
func (p *portion) Set(s string) error {
	number, percent := strings.CutSuffix(strings.TrimSpace(s), "%")
	f, err := strconv.ParseFloat(strings.Replace(strings.TrimSpace(number), ",", ".", 1), 64)
	if percent {
		f /= 100
	}
	if err != nil || !(f > 0 && f < 1) {
		return errors.New("it is no share between 0 and 1: write for example 0.02 or 2%")
	}
	*p = portion(f)
	return nil
}
