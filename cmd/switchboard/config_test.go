package main

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

func TestConfigTellsEveryProblemWithAnExample(t *testing.T) {
	file := func(text string) string {
		path := filepath.Join(t.TempDir(), "accounts.yaml")
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	for name, c := range map[string]struct {
		env  []string
		want []string
	}{
		"no port":             {[]string{"SWITCHBOARD_ADDR=localhost"}, []string{"SWITCHBOARD_ADDR", "localhost:8080"}},
		"a strange address":   {[]string{"SWITCHBOARD_URL=chat"}, []string{"SWITCHBOARD_URL", "https://"}},
		"no time zone":        {[]string{"SWITCHBOARD_ZONE=Kyiv time"}, []string{"SWITCHBOARD_ZONE=", "Kyiv time", "SWITCHBOARD_ZONE=Europe/Kyiv"}},
		"a path":              {[]string{"SWITCHBOARD_ZONE=../etc/passwd"}, []string{"SWITCHBOARD_ZONE=Europe/Kyiv"}},
		"this machine's zone": {[]string{"SWITCHBOARD_ZONE=Local"}, []string{"SWITCHBOARD_ZONE=Europe/Kyiv"}},
		"two at once":         {[]string{"SWITCHBOARD_LOG=xml", "SWITCHBOARD_LOG_LEVEL=loud"}, []string{"SWITCHBOARD_LOG=", "SWITCHBOARD_LOG_LEVEL"}},
		"no number":           {[]string{"SWITCHBOARD_ANSWER=much"}, []string{"SWITCHBOARD_ANSWER=0.8"}},
		"an answer too soon":  {[]string{"SWITCHBOARD_ANSWER=0.2"}, []string{"SWITCHBOARD_ANSWER=", "from 0.3", "SWITCHBOARD_ANSWER=0.8"}},
		"drafts above":        {[]string{"SWITCHBOARD_ANSWER=0.4", "SWITCHBOARD_DRAFT=0.5"}, []string{"SWITCHBOARD_DRAFT=", "above SWITCHBOARD_ANSWER=0.4", "SWITCHBOARD_DRAFT=0.1"}},
		"above the usual":     {[]string{"SWITCHBOARD_DRAFT=0.9"}, []string{"above SWITCHBOARD_ANSWER=0.83"}},
		"a verdict of nobody": {[]string{"SWITCHBOARD_ANSWER_JUDGED=0.5"}, []string{"SWITCHBOARD_ANSWER_JUDGED", "OPENAI_MODEL=gpt-4o-mini"}},
		"no likely verdict":   {[]string{"SWITCHBOARD_ANSWER_JUDGED=5", "OPENAI_MODEL=m"}, []string{"SWITCHBOARD_ANSWER_JUDGED", "0.5"}},
		"no use of a model":   {[]string{"OPENAI_MODELS=poem:gpt-4o"}, []string{"OPENAI_MODELS", "poem", "draft:gpt-4o-mini"}},
		"no setting of one":   {[]string{"OPENAI_MODELS=draft:gpt-4o?heat=2"}, []string{"OPENAI_MODELS", "heat", "temperature"}},
		"no temperature":      {[]string{"OPENAI_MODELS=tone:gpt-4o?temperature=9"}, []string{"OPENAI_MODELS", "between 0 and 2"}},
		"no price":            {[]string{"OPENAI_PRICES=gpt-4o=cheap"}, []string{"OPENAI_PRICES", "gpt-4o-mini=0.15/0.60"}},
		"a budget of nothing": {[]string{"OPENAI_MODEL=m:8b", "OPENAI_DAY_BUDGET=5"}, []string{"OPENAI_DAY_BUDGET", "m:8b", "OPENAI_PRICES"}},
		"vectors for nothing": {[]string{"OPENAI_EMBEDDING_MODEL=e5", "OPENAI_DAY_BUDGET=5"}, []string{"OPENAI_DAY_BUDGET", "OPENAI_PRICES=e5=0.02/0"}},
		"a negative budget":   {[]string{"OPENAI_DAY_TOKENS=-1"}, []string{"OPENAI_DAY_TOKENS"}},
		"days of no time":     {[]string{"SWITCHBOARD_KEEP_DAYS=-1"}, []string{"SWITCHBOARD_KEEP_DAYS", "730"}},
		"no days":             {[]string{"SWITCHBOARD_KEEP_DAYS=2y"}, []string{"SWITCHBOARD_KEEP_DAYS=730"}},
		"no duration":         {[]string{"SWITCHBOARD_TAKE_BACK=soon"}, []string{"SWITCHBOARD_TAKE_BACK=15m"}},
		"not PostgreSQL":      {[]string{"DATABASE_URL=mysql://secret@x/y"}, []string{"DATABASE_URL", "postgres://"}},
		"not a bot token":     {[]string{"SLACK_BOT_TOKEN=xapp-secret"}, []string{"SLACK_BOT_TOKEN", "xoxb-"}},
		"a missing file":      {[]string{"SWITCHBOARD_CONFIG=/nowhere.yaml"}, []string{"SWITCHBOARD_CONFIG", "/nowhere.yaml"}},
		"an unknown field":    {[]string{"SWITCHBOARD_CONFIG=" + file("accounts:\n- nome: x\n")}, []string{"SWITCHBOARD_CONFIG", "nome"}},
		"an unknown kind":     {[]string{"SWITCHBOARD_CONFIG=" + file("accounts:\n- {name: x, kind: pigeon}\n")}, []string{"pigeon", "webchat"}},
		"a name twice":        {[]string{"SWITCHBOARD_CONFIG=" + file("accounts:\n- {name: x, kind: phone}\n- {name: x, kind: phone}\n")}, []string{"x", "twice|once"}},
		"a name with spaces":  {[]string{"SWITCHBOARD_CONFIG=" + file("accounts:\n- {name: my bot, kind: phone}\n")}, []string{"my bot", "help-bot"}},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := loadConfig(c.env)
			if err == nil {
				t.Fatal("accepted")
			}
			for _, want := range c.want {
				found := false
				for _, w := range strings.Split(want, "|") {
					found = found || strings.Contains(err.Error(), w)
				}
				if !found {
					t.Errorf("%q does not tell %q", err, want)
				}
			}
			if strings.Contains(err.Error(), "secret") {
				t.Errorf("%q tells a secret", err)
			}
		})
	}
}

func TestBlanksAroundWhatWasCopiedAreLeftOut(t *testing.T) {
	c, err := loadConfig([]string{"OPENAI_MODEL= m ", "OPENAI_BASE_URL= http://localhost:11434/v1 ", "OPENAI_API_KEY=sk-1\r\n"})
	if err != nil || c.OpenAIModel != "m" || c.OpenAIBaseURL != "http://localhost:11434/v1" || c.OpenAIKey != "sk-1" {
		t.Errorf("%q, %q, %q, %v", c.OpenAIModel, c.OpenAIBaseURL, c.OpenAIKey, err)
	}
}

func TestConfigKnowsHowModelsAreAsked(t *testing.T) {
	c, err := loadConfig([]string{"OPENAI_MODEL=llama3:8b", "OPENAI_MODELS=draft:gpt-4o?temperature=0&tokens=800,tone:?effort=low", "OPENAI_PRICES=llama3:8b=0/0,gpt-4o=2.5/10", "OPENAI_DAY_BUDGET=5"})
	if err != nil {
		t.Fatal(err)
	}
	draft, _ := featureOf(c.OpenAIModels["draft"])
	tone, _ := featureOf(c.OpenAIModels["tone"])
	price, _ := priceOf(c.OpenAIPrices["gpt-4o"])
	if draft.Model != "gpt-4o" || draft.Tokens != 800 || draft.Temperature <= 0 || draft.Temperature > 1e-6 || tone.Model != "" || tone.Effort != "low" || price.Out != 10 || c.OpenAITokens != 5_000_000 {
		t.Errorf("%+v %+v %+v %d", draft, tone, price, c.OpenAITokens)
	}
}

// A budget that limits the drafts goes on doing so where vectors have no price: that they are not counted is told.
func TestVectorsWithoutAPriceAreToldOfBesideABudget(t *testing.T) {
	budget := []string{"OPENAI_MODEL=m", "OPENAI_EMBEDDING_MODEL=e5", "OPENAI_DAY_BUDGET=5"}
	for prices, told := range map[string]bool{"m=1/2": true, "m=1/2,e5=0.02/0": false} {
		c, err := loadConfig(append(budget, "OPENAI_PRICES="+prices))
		if err != nil {
			t.Fatal(err)
		}
		says := fmt.Sprint(c.describe())
		if strings.Contains(says, "not counted in OPENAI_DAY_BUDGET: set OPENAI_PRICES=e5=0.02/0") != told {
			t.Errorf("%s: %s", prices, says)
		}
	}
	if _, err := loadConfig(append(budget, "OPENAI_PRICES=e5=0.02/0")); err == nil || !strings.Contains(err.Error(), "OPENAI_PRICES=m=0.15/0.60") {
		t.Errorf("drafts without a price: %v", err)
	}
}

func TestAnAzureAddressNamesItsVersion(t *testing.T) {
	for base, ok := range map[string]bool{
		"https://our.openai.azure.com/openai/v1/":                                                                           true,
		"https://our.openai.azure.com/openai/v1":                                                                            true,
		"https://our.openai.azure.com/openai/deployments/drafts?api-version=2024-10-21":                                     true,
		"https://our.cognitiveservices.azure.com/openai/deployments/drafts/chat/completions?api-version=2025-01-01-preview": true,
		"https://our.openai.azure.com/openai/deployments/drafts":                                                            false,
		"https://our.openai.azure.com":                                                                                      false,
		"http://localhost:11434/v1":                                                                                         true,
	} {
		_, err := loadConfig([]string{"OPENAI_MODEL=drafts", "OPENAI_BASE_URL=" + base})
		if (err == nil) != ok || err != nil && !strings.Contains(err.Error(), "api-version=") {
			t.Errorf("%s: %v", base, err)
		}
	}
}

func TestConfigDefaultsBootEverything(t *testing.T) {
	c, err := loadConfig([]string{"SWITCHBOARD_ADDR="})
	if err != nil {
		t.Fatal(err)
	}
	if c.Addr != "localhost:8080" || c.URL != "http://localhost:8080" || len(c.Accounts) != 2 {
		t.Errorf("%+v", c)
	}
}

func TestConfigFileAddsAndReplacesAccounts(t *testing.T) {
	path := filepath.Join(t.TempDir(), "accounts.yaml")
	text := "accounts:\n- name: site\n  kind: webchat\n  settings: {origins: ['https://shop.example']}\n- name: shop\n  kind: webchat\n"
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	c, err := loadConfig([]string{"SWITCHBOARD_CONFIG=" + path, "TELEGRAM_BOT_TOKEN=123:abc"})
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, a := range c.Accounts {
		names = append(names, a.Name)
	}
	if strings.Join(names, " ") != "site phone telegram shop" || !strings.Contains(string(c.Accounts[0].Settings), "shop.example") {
		t.Errorf("%s %s", names, c.Accounts[0].Settings)
	}
}

func TestTheDescriptionTellsWhatIsErased(t *testing.T) {
	for days, want := range map[int]string{0: "kept for ever", 1: "a day after", 730: "730 days after"} {
		lines := (&Config{KeepDays: days}).describe()
		if last := lines[len(lines)-1]; last.Part != "erasure" || !strings.Contains(last.Says, want) {
			t.Errorf("%d days: %+v", days, last)
		}
	}
}

func TestTheDescriptionTellsHowAChannelIsReached(t *testing.T) {
	path := filepath.Join(t.TempDir(), "accounts.yaml")
	text := "accounts:\n- name: shop\n  kind: webchat\n- name: bot\n  kind: telegram\n  settings: {token: '1:a', mode: webhook, webhook_url: 'https://bots.example/', secret: s}\n"
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	c, err := loadConfig([]string{"SWITCHBOARD_CONFIG=" + path, "TELEGRAM_BOT_TOKEN=123:abc", "SWITCHBOARD_URL=https://chat.example/"})
	if err != nil {
		t.Fatal(err)
	}
	says := map[string]string{}
	for _, l := range c.describe() {
		name, what, _ := strings.Cut(l.Says, ": ")
		says[name] = what
	}
	for name, want := range map[string]string{
		"site (webchat)":      `try it at https://chat.example/; in your own pages: <script src="https://chat.example/channels/site/widget.js" async></script>`,
		"shop (webchat)":      `in your own pages: <script src="https://chat.example/channels/shop/widget.js" async></script>`,
		"phone (phone)":       "send transcripts to https://chat.example/channels/phone/calls",
		"telegram (telegram)": "asks Telegram for messages itself; no address is needed",
		"bot (telegram)":      "Telegram calls https://bots.example/channels/bot/webhook, which the program tells it",
	} {
		if says[name] != want {
			t.Errorf("%s: %q, not %q", name, says[name], want)
		}
	}
}

// Every address that the start prints opens something, or takes what is sent to it.
func TestEveryAddressThatIsPrintedLeadsSomewhere(t *testing.T) {
	t.Parallel()
	a := wholeProgram(t)
	var out strings.Builder
	a.announce(&out)
	links := regexp.MustCompile(regexp.QuoteMeta(a.cfg.URL)+`[^\s"<>;]*`).FindAllString(out.String(), -1)
	if len(links) < 7 {
		t.Fatalf("%d addresses in %s", len(links), &out)
	}
	for _, link := range links {
		w := httptest.NewRecorder()
		a.handler.ServeHTTP(w, httptest.NewRequest(http.MethodGet, link, nil))
		if w.Code >= 400 && w.Code != http.StatusMethodNotAllowed {
			t.Errorf("%s answers %d", link, w.Code)
		}
	}
}
