package knowledge

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"math"

	"github.com/jackc/pgx/v5"
)

// Embedder turns texts into vectors that are near where the meaning is, in whatever language it is said.
type Embedder interface {
	// Model names the space of the vectors: those of different models cannot be compared.
	Model() string
	// Embed returns one vector for each text, all of one length.
	Embed(ctx context.Context, texts []string) ([][]float32, error)
}

// Sized is an Embedder that knows how long the vectors are that it gave last; 0: it was not asked yet. Optional.
type Sized interface{ Length() int }

// lengthOf is how long an embedder's vectors are by now; 0: it is not known.
func lengthOf(e Embedder) int {
	if s, ok := e.(Sized); ok {
		return s.Length()
	}
	return 0
}

// Limits of what is embedded.
const (
	embedBatch = 64   // texts in one request
	embedText  = 4000 // signs of one text
)

// vectorTexts are the texts of an article that are embedded: its passages, then the questions that people ask.
func vectorTexts(a Article) []string {
	passages := Passages(a.Body)
	if len(passages) == 0 {
		passages = []Passage{{}}
	}
	out := make([]string, 0, len(passages)+len(a.Questions))
	for _, p := range passages {
		out = append(out, firstSigns(a.Name+"\n"+a.Title+"\n"+p.Heading+"\n"+p.Text, embedText))
	}
	for _, q := range a.Questions {
		out = append(out, firstSigns(q, embedText))
	}
	return out
}

// EmbedArticles gives articles their vectors: those that the database has, and new ones from the embedder, which the
// database keeps for every process. When it fails, those articles have none that lack one. Kept vectors of another length than the newest ones are
// asked for anew: a model may have been replaced by another one under its name.
func (s *Store) EmbedArticles(ctx context.Context, e Embedder, articles []Article) error {
	w, length := wantedOf(articles), lengthOf(e)
	if err := s.keptVectors(ctx, e.Model(), w.texts, func(hash [32]byte, v []float32) {
		if length == 0 || len(v) == length {
			w.keep(hash, v)
		}
	}); err != nil {
		return fmt.Errorf("embed %d articles: %w", len(articles), err)
	}
	defer w.give(articles)
	for len(w.texts) > 0 {
		hashes, some := w.some()
		got, err := Embed(ctx, e, some)
		if err == nil {
			err = s.keepVectors(ctx, e.Model(), hashes, got)
		}
		if err != nil {
			return fmt.Errorf("embed %d articles: %w", len(articles), err)
		}
		for i, hash := range hashes {
			w.fill(hash, got[i])
		}
		w.outgrow(len(got[0]))
	}
	return nil
}

// wantedVectors are the vectors that some articles are to have; each text of theirs is embedded once.
type wantedVectors struct {
	texts   map[[32]byte]string // that have none yet, by their hash
	places  map[[32]byte][]vectorPlace
	vectors [][][]float32
	kept    map[[32]byte]keptVector // that were filled in as the database has them
}

type vectorPlace struct{ article, n int }

type keptVector struct {
	text   string
	length int
}

func wantedOf(articles []Article) *wantedVectors {
	w := &wantedVectors{map[[32]byte]string{}, map[[32]byte][]vectorPlace{}, make([][][]float32, len(articles)), map[[32]byte]keptVector{}}
	for i, a := range articles {
		of := vectorTexts(a)
		w.vectors[i] = make([][]float32, len(of))
		for n, text := range of {
			hash := sha256.Sum256([]byte(text))
			w.texts[hash] = text
			w.places[hash] = append(w.places[hash], vectorPlace{i, n})
		}
	}
	return w
}

// some are as many texts without a vector as are asked for in one request.
func (w *wantedVectors) some() (hashes [][32]byte, texts []string) {
	for hash, text := range w.texts {
		if hashes, texts = append(hashes, hash), append(texts, text); len(texts) == embedBatch {
			break
		}
	}
	return hashes, texts
}

func (w *wantedVectors) fill(hash [32]byte, v []float32) {
	for _, p := range w.places[hash] {
		w.vectors[p.article][p.n] = v
	}
	delete(w.texts, hash)
}

// keep fills in a vector that the database has.
func (w *wantedVectors) keep(hash [32]byte, v []float32) {
	w.kept[hash] = keptVector{w.texts[hash], len(v)}
	w.fill(hash, v)
}

// outgrow wants anew what was kept with another length than new vectors have.
func (w *wantedVectors) outgrow(length int) {
	for hash, k := range w.kept {
		if k.length != length {
			w.texts[hash] = k.text
		}
	}
	clear(w.kept)
}

// give gives the articles their vectors that have all of them.
func (w *wantedVectors) give(articles []Article) {
	lacking := map[int]bool{}
	for hash := range w.texts {
		for _, p := range w.places[hash] {
			lacking[p.article] = true
		}
	}
	for i := range articles {
		if !lacking[i] {
			articles[i].Vectors = w.vectors[i]
		}
	}
}

// Embed returns the vectors of texts, each of length 1. What an embedder returns is checked.
func Embed(ctx context.Context, e Embedder, texts []string) ([][]float32, error) {
	vectors, err := e.Embed(ctx, texts)
	if err == nil {
		err = CheckVectors(vectors, len(texts))
	}
	if err != nil {
		return nil, fmt.Errorf("embed %d texts by %s: %w", len(texts), e.Model(), err)
	}
	for _, v := range vectors {
		length := math.Sqrt(squares(v))
		for i := range v {
			v[i] = float32(float64(v[i]) / length)
		}
	}
	return vectors, nil
}

// CheckVectors says what is wrong with vectors, of which there are to be n: all of one length, and each with a direction.
func CheckVectors(vectors [][]float32, n int) error {
	if len(vectors) != n {
		return fmt.Errorf("%d vectors came for %d texts", len(vectors), n)
	}
	for _, v := range vectors {
		if len(v) == 0 || len(v) != len(vectors[0]) {
			return fmt.Errorf("vectors came of %d and of %d numbers", len(vectors[0]), len(v))
		}
		if sum := squares(v); sum == 0 || math.IsNaN(sum) || math.IsInf(sum, 0) {
			return errors.New("a vector came without a direction")
		}
	}
	return nil
}

func squares(v []float32) (sum float64) {
	for _, x := range v {
		sum += float64(x) * float64(x)
	}
	return sum
}

func (s *Store) keptVectors(ctx context.Context, model string, texts map[[32]byte]string, found func([32]byte, []float32)) error {
	hashes := make([][]byte, 0, len(texts))
	for hash := range texts {
		hashes = append(hashes, hash[:])
	}
	rows, _ := s.pool.Query(ctx, `SELECT hash, vector, used_on < current_date - 7 FROM vectors WHERE model = $1 AND hash = ANY ($2)`, model, hashes)
	var hash []byte
	var vector []float32
	var stale bool
	var old [][]byte
	_, err := pgx.ForEachRow(rows, []any{&hash, &vector, &stale}, func() error {
		if len(hash) != 32 {
			return errors.New("a hash in the table vectors is damaged")
		}
		found([32]byte(hash), append([]float32(nil), vector...))
		if stale {
			old = append(old, append([]byte(nil), hash...))
		}
		return nil
	})
	if err == nil && len(old) > 0 {
		_, err = s.pool.Exec(ctx, `UPDATE vectors SET used_on = current_date WHERE model = $1 AND hash = ANY ($2)`, model, old)
	}
	if err != nil {
		return fmt.Errorf("read the kept vectors: %w", err)
	}
	return nil
}

func (s *Store) keepVectors(ctx context.Context, model string, hashes [][32]byte, vectors [][]float32) error {
	var batch pgx.Batch
	for i, hash := range hashes {
		batch.Queue(`INSERT INTO vectors AS v (model, hash, vector) VALUES ($1, $2, $3) ON CONFLICT (model, hash) DO UPDATE
			SET vector = EXCLUDED.vector WHERE cardinality(v.vector) <> cardinality(EXCLUDED.vector)`, model, hash[:], vectors[i])
	}
	if err := s.pool.SendBatch(ctx, &batch).Close(); err != nil {
		return fmt.Errorf("keep %d vectors: %w", len(vectors), err)
	}
	return nil
}

// DropVectors deletes the kept vectors that no index has asked for since a day.
func (s *Store) DropVectors(ctx context.Context, days int) error {
	if _, err := s.pool.Exec(ctx, `DELETE FROM vectors WHERE used_on < current_date - $1::int`, days); err != nil {
		return fmt.Errorf("drop old vectors: %w", err)
	}
	return nil
}

// Cosine is how near two vectors of length 1 are, 1 at most; 0 if they are not of one space.
func Cosine(a, b []float32) float64 {
	if len(a) != len(b) {
		return 0
	}
	var sum float32
	for i, x := range a {
		sum += x * b[i]
	}
	return float64(sum)
}
