package telegram

import (
	"strconv"
	"unicode/utf8"

	"github.com/go-telegram/bot/models"
)

const maxCallback = 64 // bytes of callback data

// A keyboard is an inline keyboard. The library's own type writes an empty copy_text into every button.
type keyboard struct {
	Rows [][]button `json:"inline_keyboard"`
}

type button struct {
	Text string `json:"text"`
	Data string `json:"callback_data"`
}

// newKeyboard lays choices out in rows. The data of a button is the choice itself where it fits, so that a press is
// understood even when the message is gone; else its number, and the text is found on the button pressed.
func newKeyboard(choices []string) *keyboard {
	longest := 0
	for _, choice := range choices {
		longest = max(longest, utf8.RuneCountInString(choice))
	}
	width := 1
	switch {
	case longest <= 8:
		width = 4
	case longest <= 16:
		width = 2
	}
	k := &keyboard{}
	for i, choice := range choices {
		data := "=" + choice
		if len(data) > maxCallback {
			data = "#" + strconv.Itoa(i)
		}
		if i%width == 0 {
			k.Rows = append(k.Rows, nil)
		}
		last := len(k.Rows) - 1
		k.Rows[last] = append(k.Rows[last], button{choice, data})
	}
	return k
}

// chosen returns the full text of the button that was pressed.
func chosen(q *models.CallbackQuery, offered *models.InlineKeyboardMarkup) string {
	if offered != nil {
		for _, row := range offered.InlineKeyboard {
			for _, b := range row {
				if b.CallbackData == q.Data && q.Data != "" {
					return b.Text
				}
			}
		}
	}
	switch {
	case q.Data == "" && q.GameShortName != "":
		return "[game] " + q.GameShortName
	case len(q.Data) > 1 && q.Data[0] == '=':
		return q.Data[1:]
	}
	return q.Data
}
