package slacktest

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// shape says of a block or an element which fields it may have (with ! it must) and where it may stand.
type shape struct {
	fields   string
	surfaces string // empty: everywhere
}

var blockShapes = map[string]shape{
	"section":   {fields: "text fields accessory expand"},
	"divider":   {},
	"header":    {fields: "text! level"},
	"context":   {fields: "elements!"},
	"actions":   {fields: "elements!"},
	"image":     {fields: "image_url slack_file alt_text! title"},
	"input":     {fields: "label! element! hint optional dispatch_action"},
	"rich_text": {fields: "elements!"},
	"markdown":  {fields: "text!", surfaces: "message"},
}

var elementShapes = map[string]shape{
	"button":               {fields: "text! action_id value url style confirm accessibility_label"},
	"overflow":             {fields: "action_id options! confirm"},
	"static_select":        {fields: "placeholder action_id options option_groups initial_option confirm focus_on_load"},
	"users_select":         {fields: "placeholder action_id initial_user confirm focus_on_load"},
	"conversations_select": {fields: "placeholder action_id initial_conversation default_to_current_conversation confirm filter focus_on_load"},
	"external_select":      {fields: "placeholder action_id initial_option min_query_length confirm focus_on_load"},
	"datetimepicker":       {fields: "action_id initial_date_time confirm focus_on_load"},
	"checkboxes":           {fields: "action_id options! initial_options confirm focus_on_load"},
	"radio_buttons":        {fields: "action_id options! initial_option confirm focus_on_load"},
	"plain_text_input":     {fields: "placeholder action_id initial_value multiline min_length max_length dispatch_action_config focus_on_load", surfaces: "input"},
	"file_input":           {fields: "action_id filetypes max_files", surfaces: "input"},
	"image":                {fields: "image_url slack_file alt_text!"},
}

// checker gathers what is wrong with blocks.
type checker struct {
	surface  string // message, modal, home
	problems []string
	blockIDs map[string]bool
	actions  map[string]bool
	inputs   bool
}

func (k *checker) wrong(path, format string, args ...any) {
	k.problems = append(k.problems, fmt.Sprintf("[ERROR] "+format+" [json-pointer:%s]", append(args, path)...))
}

// readBlocks reads blocks and says what Slack would not take of them.
func readBlocks(raw, surface string) ([]map[string]any, []string) {
	var blocks []map[string]any
	if err := json.Unmarshal([]byte(raw), &blocks); err != nil {
		return nil, []string{"[ERROR] failed to parse blocks: " + err.Error()}
	}
	k := &checker{surface: surface, blockIDs: map[string]bool{}, actions: map[string]bool{}}
	most := 100
	if surface == "message" {
		most = 50
	}
	if len(blocks) > most {
		k.wrong("/blocks", "no more than %d items allowed", most)
	}
	for i, b := range blocks {
		k.block(fmt.Sprintf("/blocks/%d", i), b)
	}
	return blocks, k.problems
}

func (k *checker) shape(path string, m map[string]any, shapes map[string]shape, in string) bool {
	kind, _ := m["type"].(string)
	s, ok := shapes[kind]
	if !ok {
		k.wrong(path+"/type", "unsupported type: %s", kind)
		return false
	}
	if s.surfaces != "" && !strings.Contains(s.surfaces, in) {
		k.wrong(path+"/type", "%s is not allowed here", kind)
	}
	known := strings.Fields(s.fields)
	for _, f := range known {
		if name, must := strings.CutSuffix(f, "!"); must && m[name] == nil {
			k.wrong(path, "missing required field: %s", name)
		}
	}
	for name := range m {
		if name != "type" && name != "block_id" && !slices.Contains(known, name) && !slices.Contains(known, name+"!") {
			k.wrong(path, "unknown field: %s", name)
		}
	}
	return true
}

func (k *checker) length(path string, text string, most int) {
	if n := utf8.RuneCountInString(text); n > most {
		k.wrong(path, "must be less than %d characters, is %d", most+1, n)
	}
}

// text checks a text object; kinds are those allowed.
func (k *checker) text(path string, v any, most int, kinds ...string) {
	m, ok := v.(map[string]any)
	if !ok {
		k.wrong(path, "must provide a text object")
		return
	}
	kind, _ := m["type"].(string)
	if !slices.Contains(kinds, kind) {
		k.wrong(path+"/type", "must be %s", strings.Join(kinds, " or "))
	}
	for name := range m {
		if !slices.Contains([]string{"type", "text", "emoji", "verbatim"}, name) {
			k.wrong(path, "unknown field: %s", name)
		}
	}
	if kind == "mrkdwn" && m["emoji"] != nil || kind == "plain_text" && m["verbatim"] != nil {
		k.wrong(path, "a field that does not belong to %s", kind)
	}
	text, _ := m["text"].(string)
	if text == "" {
		k.wrong(path+"/text", "must be more than 0 characters")
	}
	k.length(path+"/text", text, most)
}

func (k *checker) block(path string, b map[string]any) {
	if !k.shape(path, b, blockShapes, k.surface) {
		return
	}
	if id, ok := b["block_id"].(string); ok {
		k.length(path+"/block_id", id, 255)
		if k.blockIDs[id] {
			k.wrong(path+"/block_id", "block_id already exists: %s", id)
		}
		k.blockIDs[id] = true
	}
	const plain, mrkdwn = "plain_text", "mrkdwn"
	switch b["type"] {
	case "section":
		if b["text"] == nil && b["fields"] == nil {
			k.wrong(path, "must define either text or fields")
		}
		if b["text"] != nil {
			k.text(path+"/text", b["text"], 3000, plain, mrkdwn)
		}
		if fields, ok := b["fields"].([]any); ok {
			k.count(path+"/fields", len(fields), 1, 10)
			for i, f := range fields {
				k.text(fmt.Sprintf("%s/fields/%d", path, i), f, 2000, plain, mrkdwn)
			}
		}
		if a, ok := b["accessory"].(map[string]any); ok {
			k.element(path+"/accessory", a, "accessory")
		}
	case "header":
		k.text(path+"/text", b["text"], 150, plain)
	case "markdown":
		text, _ := b["text"].(string)
		k.length(path+"/text", text, 12000)
	case "context":
		list, _ := b["elements"].([]any)
		k.count(path+"/elements", len(list), 1, 10)
		for i, e := range list {
			p := fmt.Sprintf("%s/elements/%d", path, i)
			if m, ok := e.(map[string]any); ok && m["type"] == "image" {
				k.element(p, m, "context")
			} else {
				k.text(p, e, 2000, plain, mrkdwn)
			}
		}
	case "actions":
		list, _ := b["elements"].([]any)
		k.count(path+"/elements", len(list), 1, 25)
		for i, e := range list {
			m, _ := e.(map[string]any)
			k.element(fmt.Sprintf("%s/elements/%d", path, i), m, "actions")
		}
	case "input":
		k.inputs = true
		k.text(path+"/label", b["label"], 2000, plain)
		if b["hint"] != nil {
			k.text(path+"/hint", b["hint"], 2000, plain)
		}
		m, _ := b["element"].(map[string]any)
		k.element(path+"/element", m, "input")
	}
}

func (k *checker) count(path string, n, least, most int) {
	if n < least || n > most {
		k.wrong(path, "must have between %d and %d items, has %d", least, most, n)
	}
}

func (k *checker) element(path string, e map[string]any, in string) {
	if !k.shape(path, e, elementShapes, in) {
		return
	}
	kind, _ := e["type"].(string)
	if kind == "file_input" && k.surface != "modal" {
		k.wrong(path, "file_input is for modals")
	}
	if in == "input" && (kind == "button" || kind == "overflow" || kind == "image") {
		k.wrong(path, "%s is no input", kind)
	}
	if id, ok := e["action_id"].(string); ok {
		k.length(path+"/action_id", id, 255)
		if k.actions[id] {
			k.wrong(path+"/action_id", "action_id already exists: %s", id)
		}
		k.actions[id] = true
	}
	for name, most := range map[string]int{"value": 2000, "url": 3000, "initial_value": 3000, "alt_text": 2000} {
		if text, ok := e[name].(string); ok {
			k.length(path+"/"+name, text, most)
		}
	}
	if kind == "button" {
		k.text(path+"/text", e["text"], 75, "plain_text")
		if style, ok := e["style"].(string); ok && style != "primary" && style != "danger" {
			k.wrong(path+"/style", "must be primary or danger")
		}
	}
	if e["placeholder"] != nil {
		k.text(path+"/placeholder", e["placeholder"], 150, "plain_text")
	}
	if most, ok := e["max_length"].(float64); ok {
		if most < 1 || most > 3000 {
			k.wrong(path+"/max_length", "must be between 1 and 3000")
		}
		if v, _ := e["initial_value"].(string); float64(utf8.RuneCountInString(v)) > most {
			k.wrong(path+"/initial_value", "is longer than max_length")
		}
	}
	if n, ok := e["max_files"].(float64); ok && (n < 1 || n > 10) {
		k.wrong(path+"/max_files", "must be between 1 and 10")
	}
	most := map[string]int{"overflow": 5, "static_select": 100, "checkboxes": 10, "radio_buttons": 10}[kind]
	if options, ok := e["options"].([]any); ok && most > 0 {
		k.count(path+"/options", len(options), 1, most)
		for i, o := range options {
			m, _ := o.(map[string]any)
			k.option(fmt.Sprintf("%s/options/%d", path, i), m, kind)
		}
	}
	if first, ok := e["initial_option"].(map[string]any); ok {
		options, _ := e["options"].([]any)
		if !slices.ContainsFunc(options, func(o any) bool { m, _ := o.(map[string]any); return m["value"] == first["value"] }) {
			k.wrong(path+"/initial_option", "is none of the options")
		}
	}
}

func (k *checker) option(path string, o map[string]any, kind string) {
	for name := range o {
		if !slices.Contains([]string{"text", "value", "description", "url"}, name) {
			k.wrong(path, "unknown field: %s", name)
		}
	}
	if o["url"] != nil && kind != "overflow" {
		k.wrong(path+"/url", "is for overflow menus")
	}
	kinds := []string{"plain_text"}
	if kind == "checkboxes" || kind == "radio_buttons" {
		kinds = append(kinds, "mrkdwn")
	}
	k.text(path+"/text", o["text"], 75, kinds...)
	value, _ := o["value"].(string)
	if value == "" {
		k.wrong(path+"/value", "must be more than 0 characters")
	}
	k.length(path+"/value", value, 150)
}
