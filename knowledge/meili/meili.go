// Package meili is a knowledge.Index on a Meilisearch server, for knowledge bases that outgrow the process or that other
// programs search too. It is the only package that knows Meilisearch.
//
// The idea: one document for each passage, with the article's fields beside it, and the filters of a query in every
// request. Meilisearch knows prefixes and slips but no endings, so documents and queries carry stems as well
// (knowledge.Analyze). The index, its settings and the changes to them are made by the program; tasks are awaited, so
// that what Put has taken Search finds. Rebuild fills a second index and swaps the two.
//
// Replicas share one index and all write the same to it; the order of their writes does not matter in the end, because
// each goes on until it has written the newest. The revision that the index holds is a document of its own.
//
// API: https://www.meilisearch.com/docs/reference/api/overview
package meili

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/meilisearch/meilisearch-go"
)

// Config says where the server is.
type Config struct {
	URL        string       // http://localhost:7700
	Key        string       // master or admin key; empty for a server without one
	Name       string       // of the index; "knowledge" if empty
	HTTPClient *http.Client // one with a timeout if nil
	Log        *slog.Logger // none if nil
}

// Index implements knowledge.Index, knowledge.Rebuilder and knowledge.Keeper. It is safe for concurrent use.
type Index struct {
	config Config
	client meilisearch.ServiceManager

	mu    sync.Mutex
	ready bool // version checked, index and settings made
}

// How long a request and a task may take. A task waits for those before it.
const (
	requestTime = 10 * time.Second
	taskTime    = 5 * time.Minute
)

// Oldest version that understands all we send: it made renaming a part of swapping.
const oldestMajor, oldestMinor = 1, 18

var nameForm = regexp.MustCompile(`^[A-Za-z0-9_-]{1,200}$`)

// New returns an index. The server need not be up yet: Check says whether it is fit, and so does the first use.
func New(c Config) (*Index, error) {
	u, err := url.Parse(c.URL)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return nil, fmt.Errorf("the address of Meilisearch %q is not one, for example: http://localhost:7700", c.URL)
	}
	if u.User != nil {
		return nil, fmt.Errorf("the address of Meilisearch must not hold a password; give the key by itself")
	}
	if c.Name == "" {
		c.Name = "knowledge"
	}
	if !nameForm.MatchString(c.Name) {
		return nil, fmt.Errorf("the name of the index %q must be letters, digits, - and _, for example: knowledge", c.Name)
	}
	if c.HTTPClient == nil {
		c.HTTPClient = &http.Client{Timeout: 2 * requestTime}
	}
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	client := meilisearch.New(strings.TrimRight(c.URL, "/"), meilisearch.WithAPIKey(c.Key),
		meilisearch.WithCustomClient(c.HTTPClient), meilisearch.DisableRetries())
	return &Index{config: c, client: client}, nil
}

// Check reports whether the server can be reached, takes the key and is recent enough.
func (x *Index) Check(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, requestTime)
	defer cancel()
	version, err := x.client.VersionWithContext(ctx)
	if err != nil {
		return x.explain("ask Meilisearch for its version", err)
	}
	major, minor, ok := parseVersion(version.PkgVersion)
	if !ok || major < oldestMajor || major == oldestMajor && minor < oldestMinor {
		return fmt.Errorf("server %s is Meilisearch version %q; %d.%d or later is needed: upgrade it", x.config.URL, version.PkgVersion,
			oldestMajor, oldestMinor)
	}
	return nil
}

func parseVersion(v string) (major, minor int, ok bool) {
	first, rest, _ := strings.Cut(v, ".")
	second, _, _ := strings.Cut(rest, ".")
	major, err := strconv.Atoi(first)
	if err != nil {
		return 0, 0, false
	}
	minor, err = strconv.Atoi(second)
	return major, minor, err == nil
}

// prepare makes the index and its settings, once in the life of the process.
func (x *Index) prepare(ctx context.Context) error {
	x.mu.Lock()
	defer x.mu.Unlock()
	if x.ready {
		return nil
	}
	if err := x.Check(ctx); err != nil {
		return err
	}
	if err := x.makeIndex(ctx, x.config.Name); err != nil {
		return err
	}
	x.ready = true
	return nil
}

// makeIndex makes an index unless it exists, and gives it our settings, which costs nothing if it has them.
func (x *Index) makeIndex(ctx context.Context, name string) error {
	err := x.do(ctx, "make the index "+name, func(ctx context.Context) (*meilisearch.TaskInfo, error) {
		if _, err := x.client.GetIndexWithContext(ctx, name); err == nil || code(err) != "index_not_found" {
			return nil, err
		}
		return x.client.CreateIndexWithContext(ctx, &meilisearch.IndexConfig{Uid: name, PrimaryKey: "id"})
	})
	if err != nil && code(err) != "index_already_exists" { // another replica made it
		return err
	}
	return x.do(ctx, "set up the index "+name, func(ctx context.Context) (*meilisearch.TaskInfo, error) {
		return x.client.Index(name).UpdateSettingsWithContext(ctx, settings())
	})
}

// form is the number of the form of documents and settings: an index of another form is filled anew.
const form = 1

func settings() *meilisearch.Settings {
	distinct := "article"
	return &meilisearch.Settings{
		SearchableAttributes: []string{"questions", "title", "heading", "passage", "stems", "tags", "name", "aliases"},
		FilterableAttributes: []string{"audience", "lang", "project", "article", "n", "from", "until"},
		DistinctAttribute:    &distinct,
		RankingRules:         []string{"words", "typo", "proximity", "attribute", "exactness"},
		StopWords:            []string{}, // they differ by language: left out of queries instead
		TypoTolerance: &meilisearch.TypoTolerance{
			Enabled:             true,
			MinWordSizeForTypos: meilisearch.MinWordSizeForTypos{OneTypo: 5, TwoTypos: 9},
			DisableOnWords:      []string{},
			DisableOnAttributes: []string{},
			DisableOnNumbers:    true,
		},
		Pagination: &meilisearch.Pagination{MaxTotalHits: 1000},
	}
}

// Drop deletes the index with all that is in it. The next use makes an empty one.
func (x *Index) Drop(ctx context.Context) error {
	err := x.do(ctx, "delete the index "+x.config.Name, func(ctx context.Context) (*meilisearch.TaskInfo, error) {
		return x.client.DeleteIndexWithContext(ctx, x.config.Name)
	})
	x.mu.Lock()
	x.ready = false
	x.mu.Unlock()
	if code(err) == "index_not_found" {
		return nil
	}
	return err
}
