package openai

import (
	"net/url"
	"strings"

	openai "github.com/sashabaranov/go-openai"
)

// deploymentsOf is where Azure's addresses name a deployment, and what is asked of it, if it was copied with the address.
const deploymentsOf = "/openai/deployments/"

// withoutCall is the path of an API, of which one call may have been copied with it: vendors show addresses so.
func withoutCall(path string) string {
	path = strings.TrimRight(path, "/")
	for _, call := range []string{"/chat/completions", "/completions", "/embeddings", "/models"} {
		if before, found := strings.CutSuffix(path, call); found {
			return before
		}
	}
	return path
}

// serverOf is how the server of an address is spoken to. An address with an api-version is one of Azure's dated API
// (https://learn.microsoft.com/azure/ai-services/openai/reference): the key goes into a header of its own, and models are
// names of deployments. The deployment that the address names writes for model, which may be called as one likes. Azure's
// newer addresses, which end in /openai/v1/, are like everybody's.
func serverOf(key, base, model string) (config openai.ClientConfig, azure bool) {
	config = openai.DefaultConfig(key)
	if base == "" {
		return config, false
	}
	config.BaseURL = base
	u, err := url.Parse(base)
	if err != nil {
		return config, false
	}
	if u.Query().Get("api-version") == "" {
		u.Path = withoutCall(u.Path)
		config.BaseURL = u.String()
		return config, false
	}
	version := u.Query().Get("api-version")
	u.RawQuery, u.Fragment = "", ""
	path, rest, named := strings.Cut(u.Path, deploymentsOf)
	if !named {
		path = strings.TrimRight(path, "/")
	}
	if strings.HasSuffix(path, "/models") { // of Azure AI Foundry: the model is named in the request
		u.Path = path
		config.BaseURL, config.APIType, config.APIVersion = u.String(), openai.APITypeCloudflareAzure, version
		return config, true
	}
	u.Path = strings.TrimSuffix(path, "/openai")
	deployment, _, _ := strings.Cut(rest, "/")
	config = openai.DefaultAzureConfig(key, strings.TrimRight(u.String(), "/"))
	config.APIVersion = version
	config.AzureModelMapperFunc = func(wanted string) string {
		if wanted == model && deployment != "" {
			wanted = deployment
		}
		return url.PathEscape(wanted)
	}
	return config, true
}
