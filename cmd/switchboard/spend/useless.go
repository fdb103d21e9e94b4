package spend

import (
	"context"
	"errors"
	"fmt"
	"time"
)

const (
	uselessLeast = 10  // answers of a day without use before anything is said of it
	uselessShare = 0.9 // of the answers: a model that is set up well has some too
)

// Useless writes down that nothing of an answer could be used.
func (b *Book) Useless(ctx context.Context, feature, model string) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
	defer cancel()
	_, err := b.pool.Exec(ctx, `INSERT INTO model_use AS m (day, feature, model, useless) VALUES (`+today+`, $1, $2, 1)
		ON CONFLICT (day, feature, model) DO UPDATE SET useless = m.useless + 1`, feature, model)
	if err != nil {
		b.log.Error("that an answer was of no use is not written down", "feature", feature, "model", model, "error", err)
	}
}

// Fruitless tells whether hardly any answer of a model was of use: then its prompt, or the model, is to be looked at.
func (t Total) Fruitless() bool {
	return t.Useless >= uselessLeast && float64(t.Useless) >= uselessShare*float64(t.Calls-t.Failed)
}

// fruitless is an error while hardly any answer of today was of use.
func (b *Book) fruitless(ctx context.Context) error {
	rows, err := b.since(ctx, b.clock.Today())
	if err != nil {
		return err
	}
	for _, u := range rows {
		if u.Fruitless() {
			err = errors.Join(err, fmt.Errorf("%s by %s: %d of %d answers today had no usable sentence: look at its prompt, or set another model", u.Feature, u.Model, u.Useless, u.Calls-u.Failed))
		}
	}
	return err
}
