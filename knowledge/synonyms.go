package knowledge

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
	"unicode"

	"github.com/jackc/pgx/v5"
)

// Synonyms are groups of words that mean the same to somebody who asks, by language (its primary subtag). Every word of a
// query also stands for the others of its group, and counts for less so, in every index alike.
type Synonyms map[string][][]string

// Reworder is an Index that knows synonyms. Optional.
type Reworder interface {
	// Reword replaces the synonyms. When it returns nil, Search goes by them.
	Reword(context.Context, Synonyms) error
}

// Limits of the synonyms of one language.
const (
	MaxSynonyms    = 16 << 10 // bytes
	mostInGroup    = 20
	longestSynonym = 40 // characters
)

// comeWith are the words that come with the program.
func comeWith() map[string]string {
	return map[string]string{
		"en": "refund, reimbursement, moneyback\ncancel, terminate\nbill, invoice\nparcel, package, shipment\nphone, telephone, mobile\npassword, passcode\n" +
			"broken, faulty, defective\nprice, cost, fee\nsignup, register\nlogin, signin\nshop, store\ninternet, broadband",
		"uk": "повернення, відшкодування\nскасувати, відмінити, анулювати\nрахунок, квитанція\nпосилка, відправлення, пакунок\nтелефон, мобільний, смартфон\n" +
			"пароль, код\nзламаний, несправний\nціна, вартість, тариф\nкрамниця, магазин\nінтернет, мережа\nувійти, залогінитися",
		"ru": "возврат, возмещение\nотменить, аннулировать\nсчёт, квитанция\nпосылка, отправление\nтелефон, мобильный, смартфон\nсломанный, неисправный\n" +
			"цена, стоимость, тариф\nвойти, залогиниться\nинтернет, сеть",
		"pl": "zwrot, refundacja\nanulować, odwołać\nrachunek, faktura\npaczka, przesyłka\ntelefon, komórka, smartfon\nzepsuty, uszkodzony\ncena, koszt, opłata\n" +
			"sklep, salon\ninternet, sieć",
		"de": "rückerstattung, erstattung\nstornieren, kündigen\nrechnung, beleg\npaket, sendung\ntelefon, handy, smartphone\nkaputt, defekt\n" +
			"preis, kosten, gebühr\nladen, geschäft\nanmelden, einloggen\ninternet, netz",
	}
}

// Worded is what a language's synonyms are, and who wrote them.
type Worded struct {
	Lang   string
	Groups string // a line a group
	Rev    int64  // 0: they come with the program
	By     string
	At     time.Time
}

// Worded returns the synonyms of every language that has some, in the order of the languages.
func (s *Store) Worded(ctx context.Context) ([]Worded, error) {
	rows, _ := s.pool.Query(ctx, `SELECT lang, groups, rev, changed_by, changed_at FROM synonyms`)
	saved, err := pgx.CollectRows(rows, pgx.RowToStructByPos[Worded])
	if err != nil {
		return nil, fmt.Errorf("read the synonyms: %w", err)
	}
	all := map[string]Worded{}
	for lang, groups := range comeWith() {
		all[lang] = Worded{Lang: lang, Groups: groups}
	}
	for _, w := range saved {
		all[w.Lang] = w
	}
	return slices.SortedFunc(maps.Values(all), func(a, b Worded) int { return strings.Compare(a.Lang, b.Lang) }), nil
}

// Synonyms returns the synonyms of all languages, and the revision that they were last changed in; 0: never.
func (s *Store) Synonyms(ctx context.Context) (Synonyms, int64, error) {
	worded, err := s.Worded(ctx)
	if err != nil {
		return nil, 0, err
	}
	out, rev := Synonyms{}, int64(0)
	for _, w := range worded {
		out[w.Lang] = groupsOf(w.Groups)
		rev = max(rev, w.Rev)
	}
	return out, rev, nil
}

// SaveSynonyms replaces a language's synonyms: a line a group, its words separated by commas. Based is the revision of
// those that the editor began with; if somebody saved others since, ErrConflict. An InvalidError says which line is wrong.
func (s *Store) SaveSynonyms(ctx context.Context, lang, groups string, based int64, by string) error {
	groups, err := checkSynonyms(lang, groups)
	if err != nil {
		return err
	}
	err = pgx.BeginFunc(ctx, s.pool, func(tx pgx.Tx) error {
		rev, err := publish(ctx, tx) // whoever else saves waits here
		if err != nil {
			return err
		}
		var now int64
		err = tx.QueryRow(ctx, `SELECT rev FROM synonyms WHERE lang = $1`, lang).Scan(&now)
		if err != nil && !errors.Is(err, pgx.ErrNoRows) {
			return err
		}
		if now != based {
			return ErrConflict
		}
		_, err = tx.Exec(ctx, `
			INSERT INTO synonyms (lang, groups, rev, changed_by) VALUES ($1, $2, $3, $4)
			ON CONFLICT (lang) DO UPDATE SET groups = $2, rev = $3, changed_by = $4, changed_at = now()`, lang, groups, rev, by)
		return err
	})
	if err != nil {
		return fmt.Errorf("save the synonyms of %s: %w", lang, err)
	}
	return nil
}

// checkSynonyms returns the groups as they are kept, or what is wrong with them.
func checkSynonyms(lang, groups string) (string, error) {
	if Base(lang) != lang || !langForm.MatchString(lang) {
		return "", InvalidError{{Field: "lang", Problem: fmt.Sprintf("%q is no language: write two or three letters, for example: en", lang)}}
	}
	if len(groups) > MaxSynonyms {
		return "", InvalidError{{Field: "groups", Problem: fmt.Sprintf("are too long: %d KB are the most", MaxSynonyms>>10)}}
	}
	var kept []string
	for n, line := range strings.Split(strings.ReplaceAll(groups, "\r", ""), "\n") {
		group := wordsOf(line)
		if len(group) == 0 {
			continue
		}
		wrong := func(format string, args ...any) error {
			return InvalidError{{Field: "groups", Problem: fmt.Sprintf("line %d ", n+1) + fmt.Sprintf(format, args...), Entry: n + 1}}
		}
		if len(group) == 1 {
			return "", wrong("has %q alone: write what means the same behind it, after a comma", group[0])
		}
		if len(group) > mostInGroup {
			return "", wrong("has %d words: write two to %d that mean the same, separated by commas", len(group), mostInGroup)
		}
		for _, w := range group {
			if strings.ContainsFunc(w, func(r rune) bool {
				return !unicode.In(r, unicode.L, unicode.M, unicode.Nd) && !strings.ContainsRune("'’ʼ-", r)
			}) || len([]rune(w)) > longestSynonym {
				return "", wrong("has %q, which is no single word of at most %d letters", w, longestSynonym)
			}
		}
		kept = append(kept, strings.Join(group, ", "))
	}
	return strings.Join(kept, "\n"), nil
}

func groupsOf(lines string) [][]string {
	var out [][]string
	for line := range strings.SplitSeq(lines, "\n") {
		if group := wordsOf(line); len(group) > 1 {
			out = append(out, group)
		}
	}
	return out
}

func wordsOf(line string) []string {
	var out []string
	for w := range strings.SplitSeq(line, ",") {
		if w = strings.ToLower(strings.TrimSpace(w)); w != "" && !slices.Contains(out, w) {
			out = append(out, w)
		}
	}
	return out
}

// Others returns for each word the others that it also stands for: words as they are written and, apart from them, stems,
// since an index may have either. The languages' groups are put together: words of two languages that look the same are
// few, and what they bring ranks below what was asked.
func (s Synonyms) Others() map[string][]string {
	all := map[string]map[string]bool{}
	add := func(w, other string) {
		if w == "" || other == "" || w == other {
			return
		}
		if all[w] == nil {
			all[w] = map[string]bool{}
		}
		all[w][other] = true
	}
	for lang, groups := range s {
		for _, group := range groups {
			for _, w := range group {
				for _, other := range group {
					add(w, other)
					add(stemOf(w, lang), stemOf(other, lang))
				}
			}
		}
	}
	out := make(map[string][]string, len(all))
	for w, others := range all {
		out[w] = slices.Sorted(maps.Keys(others))
	}
	return out
}

// stemOf is a word as the one term that an index has for it, or "".
func stemOf(word, lang string) string {
	tokens := Analyze(word, lang)
	if len(tokens) == 0 {
		return ""
	}
	return tokens[0].Term // of a compound, the whole comes first
}
