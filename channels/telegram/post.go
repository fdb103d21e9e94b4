package telegram

import (
	"bytes"
	"context"
	"fmt"
	"strings"

	"github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"
)

// post makes the one call that a piece is.
func (c *Channel) post(ctx context.Context, chat int64, p piece, answering int) error {
	var reply *models.ReplyParameters
	if answering > 0 {
		reply = &models.ReplyParameters{MessageID: answering, AllowSendingWithoutReply: true}
	}
	var markup models.ReplyMarkup // stays an untyped nil without choices
	if len(p.choices) > 0 {
		markup = newKeyboard(p.choices)
	}
	switch len(p.files) {
	case 0:
		preview := true
		_, err := c.bot.SendMessage(ctx, &bot.SendMessageParams{
			ChatID: chat, Text: p.text.text, Entities: p.text.entities, ReplyParameters: reply, ReplyMarkup: markup,
			LinkPreviewOptions: &models.LinkPreviewOptions{IsDisabled: &preview},
		})
		return err
	case 1:
		return c.postFile(ctx, chat, p.files[0], reply, markup)
	}
	_, err := c.bot.SendMediaGroup(ctx, &bot.SendMediaGroupParams{ChatID: chat, Media: media(p.files), ReplyParameters: reply})
	return err
}

func (c *Channel) postFile(ctx context.Context, chat int64, f upload, reply *models.ReplyParameters, markup models.ReplyMarkup) error {
	file := &models.InputFileUpload{Filename: f.name, Data: bytes.NewReader(f.data)}
	text, marks := f.caption.text, f.caption.entities
	var err error
	switch f.form {
	case asPhoto:
		_, err = c.bot.SendPhoto(ctx, &bot.SendPhotoParams{
			ChatID: chat, Photo: file, Caption: text, CaptionEntities: marks, ReplyParameters: reply, ReplyMarkup: markup})
	case asVideo:
		_, err = c.bot.SendVideo(ctx, &bot.SendVideoParams{
			ChatID: chat, Video: file, Duration: f.seconds, SupportsStreaming: true,
			Caption: text, CaptionEntities: marks, ReplyParameters: reply, ReplyMarkup: markup})
	case asAnimation:
		_, err = c.bot.SendAnimation(ctx, &bot.SendAnimationParams{
			ChatID: chat, Animation: file, Caption: text, CaptionEntities: marks, ReplyParameters: reply, ReplyMarkup: markup})
	case asAudio:
		_, err = c.bot.SendAudio(ctx, &bot.SendAudioParams{
			ChatID: chat, Audio: file, Duration: f.seconds,
			Caption: text, CaptionEntities: marks, ReplyParameters: reply, ReplyMarkup: markup})
	case asVoice:
		_, err = c.bot.SendVoice(ctx, &bot.SendVoiceParams{
			ChatID: chat, Voice: file, Duration: f.seconds,
			Caption: text, CaptionEntities: marks, ReplyParameters: reply, ReplyMarkup: markup})
	default:
		_, err = c.bot.SendDocument(ctx, &bot.SendDocumentParams{
			ChatID: chat, Document: file, Caption: text, CaptionEntities: marks, ReplyParameters: reply, ReplyMarkup: markup})
	}
	return err
}

func media(files []upload) []models.InputMedia {
	var all []models.InputMedia
	for i, f := range files {
		body, text, marks := bytes.NewReader(f.data), f.caption.text, f.caption.entities
		switch f.form {
		case asPhoto:
			all = append(all, &models.InputMediaPhoto{
				Media: fmt.Sprintf("attach://photo%d.jpg", i), MediaAttachment: body, Caption: text, CaptionEntities: marks})
		case asVideo:
			all = append(all, &models.InputMediaVideo{
				Media: fmt.Sprintf("attach://video%d.mp4", i), MediaAttachment: body, Caption: text, CaptionEntities: marks,
				Duration: f.seconds, SupportsStreaming: true})
		case asAudio:
			all = append(all, &models.InputMediaAudio{
				Media: "attach://" + f.name, MediaAttachment: body, Caption: text, CaptionEntities: marks, Duration: f.seconds})
		default:
			all = append(all, &models.InputMediaDocument{
				Media: "attach://" + f.name, MediaAttachment: body, Caption: text, CaptionEntities: marks})
		}
	}
	return all
}

// repair mends what Telegram refused, if that can be mended: entities that it cannot read are dropped, and a picture that
// is none in its eyes, or has odd dimensions, goes as a document. It returns false when there is nothing to mend.
func (p *piece) repair(words string) bool {
	words = strings.ToLower(words)
	if strings.Contains(words, "entit") {
		marked := len(p.text.entities) > 0
		p.text.entities = nil
		for i := range p.files {
			marked = marked || len(p.files[i].caption.entities) > 0
			p.files[i].caption.entities = nil
		}
		return marked
	}
	if len(p.files) != 1 || p.files[0].form == asDocument {
		return false
	}
	for _, sign := range []string{"photo_", "image_process", "photo", "animation", "video", "wrong file", "wrong type"} {
		if strings.Contains(words, sign) {
			p.files[0].form = asDocument
			return true
		}
	}
	return false
}
