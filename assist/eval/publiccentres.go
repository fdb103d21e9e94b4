package eval

import (
	"context"
	"slices"
	"strings"

	"switchboard/knowledge"
)

// articles makes articles of a set in one language. What they are filed under is a tag, as where a sheet with such a column is imported.
func articles(list []line, lang string) (out []knowledge.Article) {
	for _, l := range list {
		if l.Lang == lang {
			a := knowledge.Article{ID: int64(len(out) + 1), Key: l.ID, Project: "p", Lang: lang, Title: l.Title, Body: l.Body, Audience: knowledge.Public}
			if l.Category != "" {
				a.Tags = []string{strings.ReplaceAll(l.Category, "-", " ")}
			}
			out = append(out, a)
		}
	}
	return out
}

func (p *public) helpCentre(ctx context.Context) error {
	queries, err := p.read("faq-logingov/queries.jsonl")
	if err != nil {
		return err
	}
	for _, row := range []struct {
		work, kind, base string
		target, beside   float64
	}{{"logingov old title → article, R@3", "old-title", "kb_full", .50, .39}, {"logingov title → body, R@3", "title", "kb", .82, .74}} {
		kb, err := p.read("faq-logingov/" + row.base + ".jsonl")
		if err != nil {
			return err
		}
		some := slices.DeleteFunc(slices.Clone(queries), func(l line) bool { return l.Lang != "en" || l.Kind != row.kind })
		list, err := p.run(ctx, row.work, articles(kb, "en"), nil, asked(some))
		if err != nil {
			return err
		}
		p.add(row.work, row.target, row.beside, Measure(list).R3, len(list))
	}
	return nil
}

func (p *public) questionsAndAnswers(ctx context.Context) error {
	kb, err := p.read("faq-bitcoin/kb.jsonl")
	if err != nil {
		return err
	}
	queries, err := p.read("faq-bitcoin/queries.jsonl")
	if err != nil {
		return err
	}
	sum, n, langs := 0.0, 0, []string{"en", "uk", "ru", "de", "pl"}
	for _, lang := range langs {
		some := slices.DeleteFunc(slices.Clone(queries), func(l line) bool { return l.Lang != lang })
		list, err := p.run(ctx, "bitcoin "+lang, articles(kb, lang), nil, asked(some))
		if err != nil {
			return err
		}
		r3 := Measure(list).R3
		p.add("bitcoin "+lang+", R@3", 0, map[string]float64{"en": .65, "uk": .59, "ru": .52, "de": .59, "pl": .52}[lang], r3, len(list))
		sum, n = sum+r3, n+len(list)
	}
	p.add("bitcoin R@3, mean of five languages", .68, .57, sum/float64(len(langs)), n)
	if err := p.neighbours(ctx, queries); err != nil {
		return err
	}
	return p.otherLanguages(ctx)
}

// neighbours asks Ukrainian articles in Russian, and Russian ones in Ukrainian, both without their titles as the languages themselves are asked.
func (p *public) neighbours(ctx context.Context, queries []line) error {
	kb, err := p.read("faq-bitcoin/kb.jsonl")
	if err != nil {
		return err
	}
	for _, from := range []string{"ru", "uk"} {
		to := knowledge.Neighbour(from)
		var some []line
		for _, l := range queries {
			if l.Lang != from {
				continue
			}
			l.Relevant = slices.Clone(l.Relevant)
			for i, id := range l.Relevant {
				l.Relevant[i] = strings.Replace(id, "-"+from+"-", "-"+to+"-", 1)
			}
			some = append(some, l)
		}
		work := "bitcoin " + from + " → " + to + ", bodies, R@3"
		list, err := p.run(ctx, work, articles(kb, to), nil, asked(some))
		if err != nil {
			return err
		}
		p.add(work, 0, 0, Measure(list).R3, len(list))
	}
	return nil
}

// otherLanguages asks English articles in other languages. The protocol has them without their titles, by which nothing but a
// few names meets; a knowledge base has titles, so both are measured.
func (p *public) otherLanguages(ctx context.Context) error {
	queries, err := p.read("faq-bitcoin/queries_xling.jsonl")
	if err != nil {
		return err
	}
	for _, row := range []struct{ file, with string }{{"faq-bitcoin/kb.jsonl", "bodies"}, {"faq-bitcoin/kb_full.jsonl", "titles and bodies"}} {
		kb, err := p.read(row.file)
		if err != nil {
			return err
		}
		for _, lang := range []string{"uk", "ru", "de", "pl"} {
			some := slices.DeleteFunc(slices.Clone(queries), func(l line) bool { return l.Lang != lang })
			work := "bitcoin " + lang + " → en, " + row.with + ", R@3"
			list, err := p.run(ctx, work, articles(kb, "en"), nil, asked(some))
			if err != nil {
				return err
			}
			p.add(work, 0, 0, Measure(list).R3, len(list))
		}
	}
	return nil
}
