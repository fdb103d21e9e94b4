package webchat

import (
	"fmt"
	"math"
	"strconv"
)

// rgb is a colour, each part from 0 to 255.
type rgb [3]float64

func parseColor(s string) (rgb, error) {
	if len(s) == 7 && s[0] == '#' {
		if n, err := strconv.ParseUint(s[1:], 16, 32); err == nil {
			return rgb{float64(n >> 16), float64(n >> 8 & 255), float64(n & 255)}, nil
		}
	}
	return rgb{}, fmt.Errorf("color: %q is no colour, an example is %q", s, defaultColor)
}

func (c rgb) String() string {
	return fmt.Sprintf("#%02x%02x%02x", int(c[0]+0.5), int(c[1]+0.5), int(c[2]+0.5))
}

var (
	white = rgb{255, 255, 255}
	black = rgb{0, 0, 0}
)

// palette makes a site's colour readable everywhere it is used: text upon it, and itself as text on the light and
// on the dark surface, each with the contrast 4.5 that WCAG 2.2 AA asks for.
func palette(brand rgb) map[string]string {
	on := white
	if contrast(brand, black) > contrast(brand, white) { // one of the two has 4.58 at least
		on = black
	}
	return map[string]string{
		"brand":  brand.String(),
		"on":     on.String(),
		"accent": readable(brand, white, black).String(),
		"dark":   readable(brand, rgb{35, 38, 47}, white).String(),
	}
}

// readable mixes a colour towards another until it can be read on the surface.
func readable(c, surface, towards rgb) rgb {
	for share := 0.0; share < 1; share += 0.05 {
		if m := c.mix(towards, share); contrast(m, surface) >= 4.5 {
			return m
		}
	}
	return towards
}

func (c rgb) mix(with rgb, share float64) (m rgb) {
	for i := range c {
		m[i] = c[i]*(1-share) + with[i]*share
	}
	return m
}

// contrast is WCAG's ratio, from 1 to 21.
func contrast(a, b rgb) float64 {
	la, lb := a.luminance(), b.luminance()
	return (max(la, lb) + 0.05) / (min(la, lb) + 0.05)
}

func (c rgb) luminance() float64 {
	linear := func(v float64) float64 {
		if v /= 255; v <= 0.04045 {
			return v / 12.92
		}
		return math.Pow((v+0.055)/1.055, 2.4)
	}
	return 0.2126*linear(c[0]) + 0.7152*linear(c[1]) + 0.0722*linear(c[2])
}
