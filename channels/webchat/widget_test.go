package webchat_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

func TestWidgetSpeaksEveryLanguageWhole(t *testing.T) {
	t.Parallel()
	words := func(lang string) map[string]string {
		var m map[string]string
		raw, err := os.ReadFile("widget/texts/" + lang + ".json")
		if err == nil {
			err = json.Unmarshal(raw, &m)
		}
		if err != nil {
			t.Fatal(err)
		}
		return m
	}
	english := words("en")
	part := regexp.MustCompile(`\{\w+\}`)
	for _, lang := range []string{"uk", "ru", "de", "pl"} {
		other := words(lang)
		if a, b := slices.Sorted(maps.Keys(english)), slices.Sorted(maps.Keys(other)); !slices.Equal(a, b) {
			t.Errorf("%s has other texts than en", lang)
		}
		for name, text := range english {
			a, b := part.FindAllString(text, -1), part.FindAllString(other[name], -1)
			slices.Sort(a)
			slices.Sort(b)
			if !slices.Equal(a, b) {
				t.Errorf("%s.%s has the parts %v, want %v", lang, name, b, a)
			}
		}
	}
	files, err := filepath.Glob("widget/*.js")
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	used := ""
	for _, file := range files {
		raw, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		used += string(raw)
	}
	for name := range english {
		if !strings.Contains(used, "'"+name+"'") && !strings.Contains(used, name+": '") {
			t.Errorf("nothing says %q", name)
		}
	}
	for _, m := range regexp.MustCompile(`\bt\('(\w+)'`).FindAllStringSubmatch(used, -1) {
		if english[m[1]] == "" {
			t.Errorf("there is no text %q", m[1])
		}
	}
}

// Whatever colour a site picks, its texts keep the contrast 4.5.
func TestEveryColorIsReadable(t *testing.T) {
	t.Parallel()
	for _, color := range []string{"#2557d6", "#ffffff", "#000000", "#ffe600", "#ff0000", "#00ff88", "#777777", "#808080", "#123456"} {
		chat := open(t, newArchive(), fmt.Sprintf(`{"secret": %q, "color": %q}`, secret, color))
		s := &site{t: t, chat: chat}
		_, rest, _ := strings.Cut(s.do("GET", "/widget.js", "").Body.String(), "const CONFIG = ")
		line, _, _ := strings.Cut(rest, ";\n")
		var config struct{ Palette map[string]string }
		if err := json.Unmarshal([]byte(line), &config); err != nil {
			t.Fatal(err)
		}
		p := config.Palette
		for _, pair := range [][2]string{{p["brand"], p["on"]}, {p["accent"], "#ffffff"}, {p["dark"], "#23262f"}} {
			if c := contrast(t, pair[0], pair[1]); c < 4.49 {
				t.Errorf("%s: %s on %s has the contrast %.2f", color, pair[0], pair[1], c)
			}
		}
	}
}

func contrast(t *testing.T, a, b string) float64 {
	luminance := func(s string) (sum float64) {
		for i, weight := range []float64{0.2126, 0.7152, 0.0722} {
			n, err := strconv.ParseUint(s[1+2*i:3+2*i], 16, 8)
			if err != nil {
				t.Fatal(err)
			}
			v := float64(n) / 255
			if v <= 0.04045 {
				v /= 12.92
			} else {
				v = math.Pow((v+0.055)/1.055, 2.4)
			}
			sum += weight * v
		}
		return sum
	}
	x, y := luminance(a), luminance(b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}
