package assist_test

import (
	"testing"
)

// wordings are messages and the facts of them, in the form of factsOf.
type wordings []struct{ text, want string }

func (list wordings) check(t *testing.T) {
	t.Helper()
	for _, c := range list {
		if got := factsOf(c.text); got != c.want {
			t.Errorf("%s\n got %s\nwant %s", c.text, got, c.want)
		}
	}
}

// What somebody does not wish is no wish, nor is what was, what was promised, or what he does himself.
func TestWhatIsNotWishedForIsNoPreference(t *testing.T) {
	t.Parallel()
	wordings{
		{"Don't write to me on Viber, I deleted it", ""},
		{"Please never text me on WhatsApp.", ""},
		{"Не пишіть мені у вайбер, я його видалила, пишіть на пошту ira@i.ua", "e-mail=ira@i.ua|preferred channel=e-mail"},
		{"Не пишите мне в вайбер, пишите в телеграм", "preferred channel=Telegram"},
		{"Bitte schreiben Sie mir nicht per WhatsApp, sondern per E-Mail", "preferred channel=e-mail"},
		{"Proszę nie pisać na WhatsApp, proszę pisać na maila", "preferred channel=e-mail"},
		{"Лучше не звоните, пишите на почту", "preferred channel=e-mail"},
		{"Не дзвоніть мені після 20:00!", "preferred time=не після 20:00"},
		{"Не дзвоніть мені, будь ласка, після 20:00", "preferred time=не після 20:00"},
		{"Не звоните мне до 10 утра", "preferred time=не до 10"},
		{"Never call me in the evening", "preferred time=not in the evening"},
		{"Please don't call me before 9 am, I sleep", "preferred time=not before 9 am"},
		{"Proszę nie dzwonić po 18", "preferred time=nie po 18"},
		{"Bitte nicht nach 20 Uhr anrufen", "preferred time=nicht nach 20 Uhr"},
		{"Rufen Sie mich bitte nicht nach 18 Uhr an", "preferred time=nicht nach 18 Uhr"},
		{"Rufen Sie mich nach 18 Uhr bitte nicht an", "preferred time=nicht nach 18 Uhr"},
		{"Please call me after 6 pm, not after 9 pm", "preferred time=after 6 pm"},
		{"Please don't call me before 10 but after 12", "preferred time=after 12"},
		{"Don't hesitate to call me after 6 pm", "preferred time=after 6 pm"},
		{"Why don't you call me after 6 pm?", "preferred time=after 6 pm"},
		{"You promised to call me after 5 pm but you did not", ""},
		{"You called me at 7 am!", ""},
		{"They call me at 8 am every day", ""},
		{"Звонил вам вчера в 15:30", ""},
		{"Я звонила вам после 18:00, никто не ответил", ""},
		{"Почему вы звоните мне после 21:00?", ""},
		{"Вы звоните мне после 21:00 каждый день", ""},
		{"Когда вы позвоните, после 18?", ""},
		{"Я телефонував вам о 10:00", ""},
		{"Ви обіцяли зателефонувати мені після 15:00", ""},
		{"Чому мені дзвонять після 20:00?", ""},
		{"Я можу зателефонувати вам після 18", ""},
		{"Ich habe Sie um 10 Uhr angerufen", ""},
		{"Sie rufen mich nach 20 Uhr an!", ""},
		{"Warum rufen Sie mich um 7 Uhr an?", ""},
		{"Sie wollten mich um 10 Uhr anrufen", ""},
		{"Ich rufe Sie nach 18 Uhr an", ""},
		{"Dzwoniłem do was o 10:00", ""},
		{"Dlaczego dzwonicie do mnie po 20?", ""},
		{"Mieliście zadzwonić wczoraj o 15", ""},
		{"Czy można dzwonić do was po 18?", ""},
		{"Why do I have to write to you via WhatsApp?", ""},
		{"Can I write to you on Viber?", ""},
		{"I will reply to you via email", ""},
		{"Где можно вам написать в телеграм?", ""},
		{"Надішліть рахунок на пошту", ""},
		{"Не пишіть мені російською", ""},
		{"Please don't answer in German", ""},
		{"I can't talk now call me after 6 pm", ""},
		{"Дзвоніть чоловіку після 18", ""},
		{"Звоните маме после 18", ""},
		{"Please call me tomorrow at 10", ""},
		{"Зателефонуйте завтра зранку", ""},
		{"Call me in 5 minutes, after 3 rings", ""},
	}.check(t)
}

// A wish is found however it is worded.
func TestWishesAreFound(t *testing.T) {
	t.Parallel()
	wordings{
		{"Could you call me back between 10 and 12?", "preferred time=between 10 and 12"},
		{"I want you to call me after 6 pm", "preferred time=after 6 pm"},
		{"Call after 6 pm please", "preferred time=after 6 pm"},
		{"I'm at work, please ring me in the evening", "preferred time=in the evening"},
		{"Please contact me by e-mail", "preferred channel=e-mail"},
		{"You can reach me on WhatsApp after 5pm", "preferred channel=WhatsApp|preferred time=after 5pm"},
		{"I prefer WhatsApp", "preferred channel=WhatsApp"},
		{"Зателефонуйте мені, будь ласка, після 18:00", "preferred time=після 18:00"},
		{"Прошу телефонувати з 9 до 12", "preferred time=з 9 до 12"},
		{"Мені зручно, щоб ви зателефонували після 17", "preferred time=після 17"},
		{"Краще пишіть у телеграм", "preferred channel=Telegram"},
		{"Дзвоніть ввечері", "preferred time=ввечері"},
		{"Перезвоните мне после 19:00", "preferred time=после 19:00"},
		{"Звонить лучше с 10 до 12", "preferred time=с 10 до 12"},
		{"Лучше в вайбер", "preferred channel=Viber"},
		{"Bitte rufen Sie mich ab 17 Uhr zurück", "preferred time=ab 17 Uhr"},
		{"Ich bin ab 17 Uhr erreichbar", "preferred time=ab 17 Uhr"},
		{"Bitte nach 17 Uhr anrufen", "preferred time=nach 17 Uhr"},
		{"Können Sie mich zwischen 9 und 11 anrufen?", "preferred time=zwischen 9 und 11"},
		{"Am besten per E-Mail", "preferred channel=e-mail"},
		{"Proszę o telefon po 17", "preferred time=po 17"},
		{"Proszę oddzwonić między 10 a 12", "preferred time=między 10 a 12"},
		{"Zadzwońcie do mnie wieczorem", "preferred time=wieczorem"},
		{"Wolę WhatsApp", "preferred channel=WhatsApp"},
	}.check(t)
}

// Another person's number, our own, and one that is denied are not the customer's, nor is what others say.
func TestWhatIsAnothersOrDeniedIsNoFact(t *testing.T) {
	t.Parallel()
	wordings{
		{"My neighbour's phone is 067 111 22 33", ""},
		{"My number is not 0501234567 any more", ""},
		{"My number is no longer 0501234567, it is 0671234567", "telephone=0671234567"},
		{"My number is not 0501234567 but 0671234567", "telephone=0671234567"},
		{"My old number was 0501234567, the new one is 0671234567", "telephone=0671234567"},
		{"0501234567 is not my number any more", ""},
		{"0501234567 більше не мій номер", ""},
		{"Моя пошта вже не olena.k@ukr.net, запишіть, нова olena.kov@gmail.com", "e-mail=olena.kov@gmail.com"},
		{"Моя почта не a.b@mail.example, а b.c@mail.example", "e-mail=b.c@mail.example"},
		{"Meine E-Mail ist nicht mehr a@mail.example, sondern b@mail.example", "e-mail=b@mail.example"},
		{"Mój mail to już nie a@mail.example, tylko b@mail.example", "e-mail=b@mail.example"},
		{"У мене не TP-Link Archer C6, а Asus RT-AX55", "device=Asus RT-AX55"},
		{"I don't have a TP-Link Archer C6, I have an Asus RT-AX55", "device=Asus RT-AX55"},
		{"I sold my iPhone 12 and bought a Samsung Galaxy S23", "device=Samsung Galaxy S23"},
		{"Ich habe mein iPhone 12 verkauft", ""},
		{"I want to buy an iPhone 15", ""},
		{"My friend has an iPhone 15", ""},
		{"My neighbour is on the Home 100 plan", ""},
		{"I am not on the Home 100 plan", ""},
		{"I was on the Home 100 plan before", ""},
		{"I called your number +380 44 555 01 12", ""},
		{"Я телефонувала на ваш номер +380 44 555 01 12", ""},
		{"Ich habe Ihre Nummer +49 30 5550112 angerufen", ""},
		{"Dzwoniłem na wasz numer +48 22 555 01 12", ""},
		{"I wrote to billing@lumen.example", ""},
		{"Я писав на billing@lumen.example, але відповіді немає", ""},
		{"Ich habe an billing@lumen.example geschrieben", ""},
		{"Pisałam na billing@lumen.example", ""},
		{"письмо от support@bank-xyz.example, это вы?", ""},
		{"Прийшла смс «ваш рахунок заблоковано, телефонуйте 0951112233», це ви?", ""},
		{"I got a text \"call 0951112233 now\", is that you?", ""},
		{"Хто мені дзвонив з номера 0443334455", ""},
		{"Who keeps calling me from 044 333 44 55?", ""},
		{"Wer ruft mich von der Nummer 030 5556677 an?", ""},
		{"Dzwonił do mnie ktoś z numeru 22 333 44 55", ""},
		{"I am out of office until Monday. In urgent cases contact my colleague Jan Novak, jan.novak@firm.example, 0171 2223344", ""},
		{"звоню за маму, телефон у неё 050 123 45 67", ""},
		{"Звоню за маму. Её номер 050 123 45 67, а мой 067 123 45 67", "telephone=067 123 45 67"},
		{"Це номер мами 050 123 45 67", ""},
		{"050 123 45 67 is my mum's number", ""},
		{"Die Nummer meiner Frau ist 0171 2223344", ""},
		{"Numer mojego męża to 501 222 333 444", ""},
		{"The courier 067 111 22 33 does not pick up", ""},
		{"Договір сусідки 4471203", ""},
		{"Your bot said: 'My name is Lumi, how can I help?'", ""},
		{"Ваш бот написав: «Мене звати Люмі»", ""},
		{"Nie nazywam się Kowalska, tylko Kowalczyk", "name=Kowalczyk"},
		{"My name is not Olena, it is Olha", "name=Olha"},
		{"Ich heiße nicht Müller, sondern Möller", "name=Möller"},
		{"Мене звати не Ольга, а Олена", "name=Олена"},
		{"Номер договору не 4477120, а 4477210", "contract=4477210"},
		{"My contract number is not 4477120 but 4477210", "contract=4477210"},
		{"Meine Vertragsnummer ist nicht 4477120, sondern 4477210", "contract=4477210"},
		{"Numer umowy to nie 4477120, tylko 4477210", "contract=4477210"},
		{"Call me at 0675551234 - no, wrong, 0675551243 is my number", "telephone=0675551243"},
		{"Мій номер 0675551234, ой, помилилась, 0675551243", "telephone=0675551243"},
		{"Numer umowy 990124, numer klienta 5512033", "contract=990124"},
	}.check(t)
}

// What looks like one of the above, and is the customer's.
func TestWhatIsHisIsFound(t *testing.T) {
	t.Parallel()
	wordings{
		{"My TP-Link Archer C6 doesn't work", "device=TP-Link Archer C6"},
		{"I'm calling from 067 123 45 67", "telephone=067 123 45 67"},
		{"Can you call me on 067 123 45 67?", "telephone=067 123 45 67"},
		{"I called you three times. My number is 067 123 45 67", "telephone=067 123 45 67"},
		{"067 123 45 67 is my number", "telephone=067 123 45 67"},
		{"Hello, 067 123 45 67", "telephone=067 123 45 67"},
		{"I am calling for my mother, my number is 067 123 45 67", "telephone=067 123 45 67"},
		{"my e-mail is a.b@mail.example, is that right?", "e-mail=a.b@mail.example"},
		{"Не працює інтернет, договір 4471203, тел 067 123 45 67", "telephone=067 123 45 67|contract=4471203"},
		{"Please send the bill to anna@mail.example", "e-mail=anna@mail.example"},
		{"Мой телефон 067 123 45 67, не могу войти в кабинет", "telephone=067 123 45 67"},
		{"Meine Nummer ist 0176 12345678", "telephone=0176 12345678"},
		{"Mój numer to 501 222 333", "telephone=501 222 333"},
		{"Мій тариф Старт 100 не працює", "plan=Старт 100"},
	}.check(t)
}

// A telephone number is no time.
func TestTelephoneNumbersAreNoTimes(t *testing.T) {
	t.Parallel()
	wordings{
		{"Please call me at 067 123 45 67 after 6pm", "telephone=067 123 45 67|preferred time=after 6pm"},
		{"ring me at 0176 12345678", "telephone=0176 12345678"},
		{"Перезвоните с 067 номера", ""},
		{"Зателефонуйте на 067 123 45 67 після 18-ї", "telephone=067 123 45 67|preferred time=після 18-ї"},
		{"Rufen Sie mich unter 0176 12345678 nach 17 Uhr an", "telephone=0176 12345678|preferred time=nach 17 Uhr"},
		{"Proszę dzwonić pod 501 222 333 po 16", "telephone=501 222 333|preferred time=po 16"},
		{"Call me at 14 Baker Street", ""},
		{"Call me back in at least 3 days", ""},
	}.check(t)
}

// An address ends where something else begins, and is one.
func TestAddressesEndWhereTheyDo(t *testing.T) {
	t.Parallel()
	wordings{
		{"My address is 14 Baker Street and my phone is 07700 900123", "telephone=07700 900123|address=14 Baker Street"},
		{"My address is 14 Baker Street, phone 07700 900123", "telephone=07700 900123|address=14 Baker Street"},
		{"I live at 14 Baker Street, Flat 3, London since 2019", "address=14 Baker Street, Flat 3, London"},
		{"I live in fear since 2 months", ""},
		{"I live in 2 rooms and the wifi is bad", ""},
		{"I live in London 5 minutes from you", ""},
		{"My address is 192.168.0.1", ""},
		{"My address is no longer 14 Baker Street, it is 22 Oak Road", "address=22 Oak Road"},
		{"I have moved to 22 Oak Road, please send the bill there", "address=22 Oak Road"},
		{"Моя адреса більше не Київ, Лісова 5, я переїхала у Львів, вул. Зелена 10 кв 3", "address=Львів, вул. Зелена 10 кв 3"},
		{"Ви відправили за адресою Одеса, Дерибасівська 1, а я просила Київ", ""},
		{"Моя адреса Київ, вул. Лісова 5, телефон 067 123 45 67", "telephone=067 123 45 67|address=Київ, вул. Лісова 5"},
		{"Адреса доставки: Одеса, Дерибасівська 1, а мій номер 067 123 45 67", "telephone=067 123 45 67|address=Одеса, Дерибасівська 1"},
		{"Я живу на 5 поверсі і немає інтернету", ""},
		{"Мой адрес Москва, ул. Ленина 5, кв 10 и у меня не работает интернет", "address=Москва, ул. Ленина 5, кв 10"},
		{"Живу в 3 подъезде", ""},
		{"Переехала в Киев, ул. Лесная 5", "address=Киев, ул. Лесная 5"},
		{"Meine Adresse ist Hauptstraße 5, 10115 Berlin und meine Nummer 030 1234567", "telephone=030 1234567|address=Hauptstraße 5, 10115 Berlin"},
		{"Ich wohne in der Goethestr. 12 und habe kein Netz", "address=Goethestr. 12"},
		{"Ich wohne im 3. Stock", ""},
		{"Ich wohne in 3 Zimmern", ""},
		{"Mieszkam na 4 piętrze i nie mam zasięgu", ""},
		{"Mój adres to ul. Długa 7, Gdańsk, a mój numer 501 222 333", "telephone=501 222 333|address=ul. Długa 7, Gdańsk"},
		{"Mieszkam na Długiej 7 i nie działa internet", "address=Długiej 7"},
		{"My neighbour's new address is 3 Oak Road", ""},
	}.check(t)
}

// Only what is surely a name is one.
func TestOnlyNamesAreNames(t *testing.T) {
	t.Parallel()
	wordings{
		{"My name is misspelled on the bill", ""},
		{"my name is on the contract", ""},
		{"my name is important", ""},
		{"My name is wrong", ""},
		{"MY NAME IS WRONG ON THE BILL", ""},
		{"my name is spelled with an h", ""},
		{"my name is um anna smith er", "name=Anna Smith"},
		{"my name is uh priya patel", "name=Priya Patel"},
		{"Моє ім'я неправильно написано", ""},
		{"моё имя написано с ошибкой", ""},
		{"Mein Name ist falsch geschrieben", ""},
		{"I'm Angry Now", ""}, {"Ich bin Kunde", ""}, {"this is Not Right", ""}, {"This is Ridiculous from you", ""}, {"я Злий", ""}, {"Tu Jest Problem", ""},
		{"Thanks Anna", ""}, {"I'm Anna's husband", ""}, {"Is this Anna?", ""},
		{"I'm Anna Smith", "name=Anna Smith"},
		{"Hello, this is Anna Smith", "name=Anna Smith"},
		{"Anna Smith here, my wifi is dead", "name=Anna Smith"},
		{"я Ірина Бондар, договір 4471203", "name=Ірина Бондар|contract=4471203"},
		{"Добрый день, это Сергей Иванов", "name=Сергей Иванов"},
		{"Ich bin Jana Krüger", "name=Jana Krüger"},
		{"Hier ist Thomas Weber", "name=Thomas Weber"},
		{"Tu Ewa Nowak", "name=Ewa Nowak"},
		{"Name: Anna Smith, Tel.: 067 123 45 67, contract no. 4477120", "name=Anna Smith|telephone=067 123 45 67|contract=4477120"},
		{"Ім'я: Олена Коваль. Телефон: 067 123 45 67. Адреса: Київ, вул. Лісова 5", "name=Олена Коваль|telephone=067 123 45 67|address=Київ, вул. Лісова 5"},
		{"Anna Smith, 0171 2223344, anna@mail.example", "name=Anna Smith|telephone=0171 2223344|e-mail=anna@mail.example"},
		{"Vertrag 4711889", "contract=4711889"},
		{"umowa nr 990124", "contract=990124"},
		{"My number is zero six seven, one two three, four five, six seven", "telephone=0671234567"},
		{"my contract number is four four seven seven one two zero", "contract=4477120"},
		{"мій номер нуль шістдесят сім сто двадцять три сорок п'ять шістдесят сім", "telephone=0671234567"},
	}.check(t)
}
