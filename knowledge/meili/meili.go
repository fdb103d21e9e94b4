// Package meili is a knowledge.Index on a Meilisearch server, for knowledge bases that outgrow the process or that other
// programs search too. It is the only package that knows Meilisearch.
//
// The idea: one document for each passage and one for each question that people ask, in two indexes that are searched
// together (federated), with the article's fields beside it, and the filters of a query in every request. Meilisearch
// knows prefixes and slips but no endings, so documents and queries carry stems as well (knowledge.Analyze). Indexes,
// settings, keys and the changes to them are made by the program; tasks are awaited, so that what Put has taken Search
// finds. Rebuild fills a second pair of indexes and swaps the pairs in one step; so does whatever changes the settings.
//
// The server finds; what it finds is weighed here, as the index inside the process weighs it, so that the assistant's
// probabilities mean the same over both.
//
// Replicas share the indexes and all write the same to them; the order of their writes does not matter in the end,
// because each goes on until it has written the newest. The revision that they hold is a document of its own, with a mark
// of the settings, and signed by the database that it is of: another one, or a copy, neither writes nor searches there. A server that
// does not answer is left alone for a while that grows, and searches fail at once.
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
	"strings"
	"sync/atomic"
	"time"

	"github.com/meilisearch/meilisearch-go"
)

// Config says where the server is.
type Config struct {
	URL        string       // http://localhost:7700
	Key        string       // master key, of which two lesser ones are made, or any that suffices; empty for a server without
	Name       string       // that the names of the indexes begin with; "knowledge" if empty
	Apart      string       // letters and digits: other indexes than those of the name, for a while; Drop deletes them, or a later rebuild
	Model      string       // that the articles' vectors are of; another one fills the index anew
	Dimensions int          // length of the articles' vectors; 0: they have none
	Marks      Marks        // of the database that the index is of; nil: nobody else fills it
	HTTPClient *http.Client // one with a timeout if nil
	Log        *slog.Logger // none if nil
}

// Index implements knowledge.Index, knowledge.Rebuilder, knowledge.Keeper and knowledge.Reworder. It is safe for concurrent use.
type Index struct {
	config    Config
	passages  string // names of the indexes
	questions string
	master    meilisearch.ServiceManager // with the key of the settings

	preparing chan struct{} // has room while nobody prepares
	ready     atomic.Bool   // version checked, keys and indexes made
	keys      atomic.Pointer[clients]
	others    atomic.Pointer[map[string][]string] // synonyms; nil: none were told
	judged    atomic.Bool                         // it is known whose the index is
	owned     atomic.Pointer[OwnedError]          // what it holds is another database's
}

// clients are those with the keys that the program makes for itself.
type clients struct{ fill, find meilisearch.ServiceManager }

func (x *Index) fill() meilisearch.ServiceManager { return x.keys.Load().fill }
func (x *Index) find() meilisearch.ServiceManager { return x.keys.Load().find }

// How long a request and a task may take, and the server with one query of a request, after which it gives what it has. A
// task waits for those before it.
const (
	searchTime   = 3 * time.Second
	searchCutoff = 500 * time.Millisecond
	requestTime  = 10 * time.Second
	taskTime     = 5 * time.Minute
)

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
	apart := ""
	if c.Apart != "" {
		if !nameForm.MatchString(c.Apart) {
			return nil, fmt.Errorf("the mark %q of indexes apart must be letters and digits", c.Apart)
		}
		apart = rebuildMark + c.Apart
	}
	x := &Index{config: c, passages: fmt.Sprintf("%s-%d", c.Name, form) + apart, questions: fmt.Sprintf("%s-%d-questions", c.Name, form) + apart,
		preparing: make(chan struct{}, 1)}
	x.config.HTTPClient = &http.Client{Timeout: c.HTTPClient.Timeout, Transport: newPatient(c.HTTPClient.Transport, c.Log)}
	x.master = x.connect(c.Key)
	x.keys.Store(&clients{x.master, x.master})
	return x, nil
}

func (x *Index) connect(key string) meilisearch.ServiceManager {
	return meilisearch.New(strings.TrimRight(x.config.URL, "/"), meilisearch.WithAPIKey(key),
		meilisearch.WithCustomClient(x.config.HTTPClient), meilisearch.DisableRetries())
}

// prepare makes keys and indexes: once in the life of the process, and again when they are gone. The server may be long
// about it, so nobody waits for another who prepares longer than he has time.
func (x *Index) prepare(ctx context.Context) error {
	if x.ready.Load() {
		return nil
	}
	select {
	case x.preparing <- struct{}{}:
		defer func() { <-x.preparing }()
	case <-ctx.Done():
		return fmt.Errorf("wait until the indexes are made: %w", ctx.Err())
	}
	if x.ready.Load() {
		return nil
	}
	if _, _, err := x.version(ctx); err != nil {
		return err
	}
	if err := x.unlock(ctx); err != nil {
		return err
	}
	if err := x.makeIndexes(ctx, x.passages, x.questions); err != nil {
		return err
	}
	x.ready.Store(true)
	return nil
}

// forget has the next use make keys and indexes again: they are gone, as after a restart of the server with an empty folder.
func (x *Index) forget() { x.ready.Store(false) }

// makeIndexes makes the indexes that are not there yet, with our settings. Those that are there keep theirs, whatever they
// are: Filled tells that they are others, and a rebuild brings ours.
func (x *Index) makeIndexes(ctx context.Context, passages, questions string) error {
	for name, s := range map[string]*meilisearch.Settings{passages: x.worded(settings(x.config.Dimensions)), questions: x.worded(questionSettings(x.config.Dimensions))} {
		_, err := x.fill().GetIndexWithContext(ctx, name)
		if err == nil {
			continue
		}
		if code(err) != "index_not_found" {
			return x.explain("look for the index "+name, err)
		}
		err = x.do(ctx, "make the index "+name, func(ctx context.Context) (*meilisearch.TaskInfo, error) {
			return x.fill().CreateIndexWithContext(ctx, &meilisearch.IndexConfig{Uid: name, PrimaryKey: "id"})
		})
		if err != nil && code(err) != "index_already_exists" { // another replica made it
			return err
		}
		err = x.do(ctx, "set up the index "+name, func(ctx context.Context) (*meilisearch.TaskInfo, error) {
			return x.fill().Index(name).UpdateSettingsWithContext(ctx, s)
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// Drop deletes the indexes with all that is in them. The next use makes empty ones.
func (x *Index) Drop(ctx context.Context) error {
	x.forget()
	for _, name := range []string{x.passages, x.questions} {
		err := x.do(ctx, "delete the index "+name, func(ctx context.Context) (*meilisearch.TaskInfo, error) {
			return x.fill().DeleteIndexWithContext(ctx, name)
		})
		if err != nil && code(err) != "index_not_found" {
			return err
		}
	}
	return nil
}
