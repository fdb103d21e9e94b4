package assist_test

import (
	"testing"

	"switchboard/assist"
)

func TestYesNo(t *testing.T) {
	t.Parallel()
	for text, want := range map[string][2]bool{
		"yes": {true, false}, "Yes, thank you": {true, false}, "так, дякую": {true, false}, "да": {true, false}, "ja danke": {true, false}, "tak": {true, false},
		"it helped": {true, false}, "допомогло": {true, false}, "👍": {true, false},
		"no": {false, true}, "No it did not": {false, true}, "ні, не допомогло": {false, true}, "не помогло": {false, true}, "nein, leider nicht": {false, true},
		"nie": {false, true}, "nope": {false, true}, "👎": {false, true}, "it has not helped": {false, true},
		"запрацювало!": {true, false}, "спасибо, всё работает": {true, false}, "funktioniert wieder": {true, false}, "не заработало": {false, true}, "уже не працює": {false, true},
		"That is wrong. My balance is positive": {false, true}, "thats wrong": {false, true}, "this is not what I asked": {false, true}, "that is right": {false, false}, "I was wrong": {false, false},
		"це неправда": {false, true}, "я питав про інше": {false, true}, "это не то": {false, true}, "неправильный ответ": {false, true}, "das stimmt nicht": {false, true}, "nie o to pytałem": {false, true},
		"my bill is wrong": {false, false}, "рахунок неправильний": {false, false},
		"yes, but it still blinks": {false, false}, "уже работает, но медленно": {false, false}, "інтернет працює повільно": {false, false},
		"how do I restart": {false, false}, "": {false, false}, "yes?": {false, false}, "router": {false, false}, "no internet since yesterday in the whole house and street": {false, false},
	} {
		if yes, no := assist.YesNo(text); yes != want[0] || no != want[1] {
			t.Errorf("YesNo(%q) = %v, %v", text, yes, no)
		}
	}
}

// A yes that goes on is the answer to something else, or a wish; who is helped by half is not helped.
func TestWhoGoesOnAfterAYesHasNotBeenHelped(t *testing.T) {
	t.Parallel()
	yes := func(text string) bool { y, _ := assist.YesNo(text); return y }
	no := func(text string) bool { _, n := assist.YesNo(text); return n }
	check(t, "yes", yes, true, "yes it did", "Yes, that did the trick!", "yes that solved my problem", "yes all good now", "yep, fixed", "yes, it works", "yeah it helped a lot", "yes I found it, thanks", "yes exactly what I needed", "yes no more questions",
		"restarting the router helped", "after the restart it works again", "no it's fine now", "no, everything works, thanks", "yes, understood", "so it helped, thank you",
		"так, допомогло", "так, звичайно", "так, все зрозуміло, дякую", "так, вийшло", "ні, вже працює", "да, помогло, спасибо", "да, всё получилось", "да, разобрался", "нет, уже работает", "ja, das hat geholfen", "ja klar", "ja, hat geklappt, danke", "nein, es geht wieder",
		"tak, pomogło mi bardzo", "tak, udało się", "tak, wszystko jasne", "Nie, już działa", "Nie, już wszystko działa", "No, pomogło", "Still working great, thanks", "Still good", "it works now, thanks a lot", "все запрацювало, дякую", "das hat geholfen, vielen Dank")
	check(t, "yes", yes, false, "yes I restarted it", "yes I tried that already", "yes by cable too", "yes it's the R3", "it worked yesterday", "it always worked before", "yes please send someone", "yes please", "yeah right", "yes and no", "it helped a little", "yes I have another question",
		"Yes I'd like to change my tariff", "yes can I change my tariff", "yes I did", "yes tomorrow at ten", "works now only in the kitchen", "yes a person", "no good", "yes, 500",
		"так, перезавантажив", "так, вже пробував", "так, будь ласка", "вчора працювало", "трохи допомогло", "так, у мене ще одне питання", "так, хочу змінити тариф", "да, перезагрузил", "да, пробовал", "да, пожалуйста", "да, пришлите мастера", "немного помогло",
		"Yes, the problem is back", "Yes, my question", "yes that is my question", "Yes again", "Nobody helped me", "Niemand hat mir geholfen", "Hat gar nix geholfen", "Hat null geholfen", "Jetzt funktioniert gar nix", "Мало помогло", "Should have worked", "Now works even worse", "Тепер працює ще гірше",
		"Теперь работает медленно", "Geht jetzt langsamer", "досі працює повільно", "все ще працює погано", "всё ещё работает медленно", "wciąż działa wolno", "still works very slowly", "still working on it", "I wish it worked", "I thought it worked", "It helped, next question: roaming prices", "Yes it helped, my TV is broken too", "Допомогло, тепер питання про роумінг", "It worked, thanks, my bill is wrong", "Помогло, соедините с оператором", "So fast",
		"ja, habe ich gemacht", "ja bitte", "ja, schon neu gestartet", "gestern hat es funktioniert", "ja, ich möchte wechseln", "tak, zrobiłem to", "tak, proszę", "tak, już próbowałem", "wczoraj działało", "tak, chcę zmienić taryfę")
	check(t, "no", no, true, "not really", "partly", "a bit better", "it helped a little", "yes and no", "still the same", "same problem", "no change", "nothing changed", "still slow", "it is still not working", "hasn't helped", "no luck", "didn't work",
		"частково", "не зовсім", "трохи краще", "те саме", "нічого не змінилося", "досі повільно", "не совсем", "то же самое", "ничего не изменилось", "всё ещё медленно", "teilweise", "nicht wirklich", "jein", "immer noch langsam", "das gleiche", "hat sich nichts geändert",
		"nie do końca", "to samo", "nadal wolno", "nic się nie zmieniło")
	check(t, "no", no, false, "I still have a question", "how do I measure it?", "same day delivery", "the same tariff for my wife", "a little more about roaming", "досі є питання по тарифу", "the router is still under warranty", "fast delivery", "So fast", "Still working great, thanks", "No, pomogło", "Nie, już działa")
}
