package knowledge_test

import (
	"slices"
	"strings"
	"testing"

	"switchboard/knowledge"
)

func TestACustomersNameIsNoPartOfAnArticle(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		said, listed string
		text, want   string
	}{
		{"", "Martha Kowalska", "Yes, Martha Kowalska, we sell it. Martha’s bill is 3 €, and Mrs Kowalska pays.", "Yes, we sell it. M••• bill is 3 €, and Mrs K••• pays."},
		{"", "Martha Kowalska", "Hello Martha! We sell it.", "We sell it."},
		{"", "Martha Kowalska", "Dear Mrs Kowalska,\n\nwe sell it.\n\n- in Kyiv\n- in Lviv", "We sell it.\n\n- in Kyiv\n- in Lviv"},
		{"", "Martha Kowalska", "good day martha, we sell it", "We sell it"},
		{"", "Martha Kowalska", "Thank you, Martha. We sell it, Martha!", "Thank you. We sell it!"},
		{"", "Martha Kowalska", "Martha can ask for it.", "M••• can ask for it."},
		{"", "Олена Коваленко", "Вітаю, Олено! Так, ми продаємо. Олені Коваленко надішлемо, Коваленко отримає.", "Так, ми продаємо. О••• надішлемо, К••• отримає."},
		{"", "Ольга Ковальська", "Добрий день, шановна пані Ольго! Ользі Ковальській потрібен паспорт, з Ольгою говорили про Ковальську.", "О••• потрібен паспорт, з О••• говорили про К•••."},
		{"", "Андрій Шевченко", "Андрію, роутер коштує 3 грн. Для Андрія і з Андрієм так само.", "Роутер коштує 3 грн. Для А••• і з А••• так само."},
		{"Єва", "", "Так, Єво, це для Єви. Євро приймаємо.", "Так, це для Є•••. Євро приймаємо."},
		{"Marta Nowak", "", "Dzień dobry, Pani Marto! Marcie nie, ale Marty i Nowakowi wyślemy.", "Marcie nie, ale M••• i N••• wyślemy."},
		{"", "Anna Schulz", "Sehr geehrte Frau Schulz, wir liefern. Annas Paket kommt.", "Wir liefern. A••• Paket kommt."},
		{"", "Иван Петров", "Здравствуйте, Иван! Ивану Петрову отправим.", "И••• отправим."},
		// what is no name stays
		{"Марк", "", "Марка роутера написана на ньому. Марку ми бачили.", "Марка роутера написана на ньому. Марку ми бачили."},
		{"", "Home Internet", "Yes, the Internet at Home costs 3 €.", "Yes, the Internet at Home costs 3 €."},
		{"", "Sunny", "Sunny, we sell it. The Sunny plan costs 3 €.", "We sell it. The Sunny plan costs 3 €."},
		{"", "Pro 2000", "The iPhone Pro costs 3 €.", "The iPhone Pro costs 3 €."},
		{"", "Anna Kyiv", "Our shop in Kyiv is open.", "Our shop in Kyiv is open."},
		{"", "The Mr", "The Mr plan.", "The Mr plan."},
		{"", "", "Hello Martha!", "Hello Martha!"},
		{"", "Martha", "Hello Martha!", ""},
		{"", "Martha", "", ""},
	} {
		var said, listed []string
		if c.said != "" {
			said = append(said, c.said)
		}
		if c.listed != "" {
			listed = append(listed, c.listed)
		}
		if got := knowledge.WithoutNames(c.text, said, listed); got != c.want {
			t.Errorf("%q without %q and %q: %q, not %q", c.text, said, listed, got, c.want)
		}
	}
	if got := knowledge.Introduced("Hi, my name is Xavi Quux. Це Олена, so what?"); !slices.Equal(got, []string{"Xavi Quux", "Олена"}) {
		t.Errorf("introduced as %q", got)
	}
	for _, hostile := range []string{strings.Repeat("Martha, ", 5000), "\xff Martha \xff", strings.Repeat("Dear ", 5000) + "Martha"} {
		knowledge.WithoutNames(hostile, []string{"Martha \xff"}, []string{hostile})
	}
}
