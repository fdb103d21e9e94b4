package meili

import (
	"context"
	"crypto/sha256"
	"fmt"
	"net/http"
	"slices"

	"github.com/meilisearch/meilisearch-go"
)

// role is what the program needs a key for.
type role struct {
	name    string
	actions []string
}

// The keys that the program makes for itself.
var (
	filling  = role{"fill", []string{"documents.add", "documents.get", "documents.delete", "indexes.*", "settings.get", "settings.update", "tasks.get", "version"}}
	locating = role{"search", []string{"search"}}
)

// unlock changes the key of the settings, if it may make keys, for two that may do no more than is needed: one fills our
// indexes, one searches them. They are the same in every process. A key that may not make others is used as it is.
func (x *Index) unlock(ctx context.Context) error {
	if x.config.Key == "" {
		return nil
	}
	fill, err := x.scoped(ctx, filling)
	if err != nil || fill == "" {
		return err
	}
	search, err := x.scoped(ctx, locating)
	if err != nil {
		return err
	}
	x.keys.Store(&clients{x.connect(fill), x.connect(search)})
	return nil
}

// scoped returns the key of a role, made if need be, or "" if the key of the settings may not make any.
func (x *Index) scoped(ctx context.Context, r role) (string, error) {
	ctx, cancel := context.WithTimeout(ctx, requestTime)
	defer cancel()
	what := "make the key to " + r.name
	wanted := meilisearch.Key{UID: keyID(x.config.Name, r.name), Name: "switchboard " + x.config.Name + " " + r.name,
		Description: "Made by Switchboard for itself.", Actions: r.actions, Indexes: []string{x.config.Name, x.config.Name + "-*"}}
	made, err := x.master.CreateKeyWithContext(ctx, &wanted)
	switch status, c := refused(err); {
	case err == nil:
		return made.Key, nil
	case c == taken:
	case status == http.StatusForbidden || status == http.StatusUnauthorized:
		return "", nil
	default:
		return "", x.explain(what, err)
	}
	made, err = x.master.GetKeyWithContext(ctx, wanted.UID)
	if err == nil && same(made.Actions, wanted.Actions) && same(made.Indexes, wanted.Indexes) {
		return made.Key, nil
	}
	if err == nil {
		// What a key may cannot be changed. Its value follows from its id: replicas that have it go on with it.
		_, err = x.master.DeleteKeyWithContext(ctx, wanted.UID)
	}
	if err != nil && code(err) != gone { // another replica may be at the same
		return "", x.explain(what, err)
	}
	if made, err = x.master.CreateKeyWithContext(ctx, &wanted); code(err) == taken {
		made, err = x.master.GetKeyWithContext(ctx, wanted.UID)
	}
	if err != nil {
		return "", x.explain(what, err)
	}
	return made.Key, nil
}

// same tells whether two lists have the same entries, in whatever order: a server may keep its own.
func same(a, b []string) bool {
	return slices.Equal(slices.Sorted(slices.Values(a)), slices.Sorted(slices.Values(b)))
}

// What the server says of a key that is there already, and of one that is not there any more.
const (
	taken = "api_key_already_exists"
	gone  = "api_key_not_found"
)

// keyID is the id of a key, in the form of a random UUID: the same for the same index and role.
func keyID(index, role string) string {
	sum := sha256.Sum256([]byte("switchboard key of " + index + " to " + role))
	sum[6], sum[8] = sum[6]&0x0f|0x40, sum[8]&0x3f|0x80
	return fmt.Sprintf("%x-%x-%x-%x-%x", sum[:4], sum[4:6], sum[6:8], sum[8:10], sum[10:16])
}
