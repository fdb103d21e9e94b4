package meili_test

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// everyAttribute stands for all attributes where a filter is checked for its form alone.
const everyAttribute = "*"

// compile reads a filter: a string, or a list whose strings must all hold.
// https://www.meilisearch.com/docs/capabilities/filtering_sorting_faceting/advanced/filter_expression_syntax
func compile(filter any, filterable []string) (func(map[string]any) bool, error) {
	switch f := filter.(type) {
	case nil:
		return func(map[string]any) bool { return true }, nil
	case string:
		p := &filterParser{words: filterWord.FindAllString(f, -1), filterable: filterable}
		if strings.Join(p.words, "") != strings.ReplaceAll(f, " ", "") && !strings.Contains(f, `"`) {
			return nil, fmt.Errorf("cannot read the filter %q", f)
		}
		match := p.or()
		if p.err == nil && len(p.words) > 0 {
			p.err = fmt.Errorf("found unexpected characters at the end of the filter: %q", strings.Join(p.words, " "))
		}
		return match, p.err
	case []any:
		var all []func(map[string]any) bool
		for _, part := range f {
			match, err := compile(part, filterable)
			if err != nil {
				return nil, err
			}
			all = append(all, match)
		}
		return func(d map[string]any) bool {
			return !slices.ContainsFunc(all, func(match func(map[string]any) bool) bool { return !match(d) })
		}, nil
	}
	return nil, fmt.Errorf("invalid type %T of a filter", filter)
}

var filterWord = regexp.MustCompile(`"(?:[^"\\]|\\.)*"|[A-Za-z0-9_.-]+|[<>!]?=|[<>\[\](),]|[^\s]`)

type filterParser struct {
	words      []string
	filterable []string
	err        error
}

func (p *filterParser) next() string {
	if len(p.words) == 0 {
		p.fail("the filter ends too early")
		return ""
	}
	w := p.words[0]
	p.words = p.words[1:]
	return w
}

func (p *filterParser) fail(format string, args ...any) {
	if p.err == nil {
		p.err = fmt.Errorf(format, args...)
	}
}

func (p *filterParser) take(word string) bool {
	if len(p.words) == 0 || p.words[0] != word {
		return false
	}
	p.words = p.words[1:]
	return true
}

func (p *filterParser) or() func(map[string]any) bool {
	left := p.and()
	for p.err == nil && p.take("OR") {
		a, b := left, p.and()
		left = func(d map[string]any) bool { return a(d) || b(d) }
	}
	return left
}

func (p *filterParser) and() func(map[string]any) bool {
	left := p.condition()
	for p.err == nil && p.take("AND") {
		a, b := left, p.condition()
		left = func(d map[string]any) bool { return a(d) && b(d) }
	}
	return left
}

func (p *filterParser) condition() func(map[string]any) bool {
	if p.take("(") {
		inner := p.or()
		if !p.take(")") {
			p.fail("expected a closing parenthesis")
		}
		return inner
	}
	attribute := p.next()
	if !slices.Contains(p.filterable, attribute) && !slices.Contains(p.filterable, everyAttribute) {
		p.fail("Attribute `%s` is not filterable. Available filterable attributes are: `%s`.", attribute, strings.Join(p.filterable, ", "))
	}
	operator := p.next()
	if !slices.Contains([]string{"=", "!=", ">=", "<=", "IN"}, operator) { // those that we use
		p.fail("%q is not an operator", operator)
	}
	var values []string
	if operator == "IN" {
		if !p.take("[") {
			p.fail("expected [ after IN")
		}
		for p.err == nil && !p.take("]") {
			values = append(values, p.value())
			if !p.take(",") && (len(p.words) == 0 || p.words[0] != "]") {
				p.fail("expected , or ] in a list")
			}
		}
	} else {
		values = []string{p.value()}
	}
	return func(d map[string]any) bool {
		field, has := d[attribute]
		if !has {
			return false
		}
		return slices.ContainsFunc(values, func(v string) bool { return compare(field, operator, v) })
	}
}

func (p *filterParser) value() string {
	w := p.next()
	if strings.HasPrefix(w, `"`) {
		return strings.NewReplacer(`\"`, `"`, `\\`, `\`).Replace(strings.Trim(w, `"`))
	}
	if regexp.MustCompile(`^[A-Za-z0-9_.-]+$`).MatchString(w) {
		return w
	}
	p.fail("%q is not a value", w)
	return ""
}

func compare(field any, operator, value string) bool {
	number, isNumber := field.(float64)
	wanted, err := strconv.ParseFloat(value, 64)
	switch operator {
	case "=", "IN":
		if isNumber {
			return err == nil && number == wanted
		}
		return strings.EqualFold(fmt.Sprint(field), value)
	case "!=":
		return !isNumber || err != nil || number != wanted
	case ">=":
		return isNumber && err == nil && number >= wanted
	case "<=":
		return isNumber && err == nil && number <= wanted
	}
	return false
}
