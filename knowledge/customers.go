package knowledge

import (
	"context"
	"encoding/hex"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/jackc/pgx/v5"
)

// Lessons name customers by their numbers, "customer/12". A number is somebody else's in another base, so folders name them by
// a digest that only the base that wrote it can lead back to a number, "customer/~3f9a…". Elsewhere the digest stays their name:
// all that one of them taught is still one person's. Folders that were written before that have numbers; "customer/was-12" is
// nobody's number either.
const (
	customerPrefix = "customer/"
	digestPrefix   = customerPrefix + "~"
	wasPrefix      = customerPrefix + "was-"
)

// customerNumber is the number that a lesson names a customer by.
func customerNumber(person string) (n int64, ok bool) {
	n, err := strconv.ParseInt(strings.TrimPrefix(person, customerPrefix), 10, 64)
	return n, err == nil && strings.HasPrefix(person, customerPrefix)
}

// abroad is how a folder names whoever a lesson is of.
func abroad(secret []byte, person string) string {
	n, ok := customerNumber(person)
	if !ok {
		return person
	}
	d := digest(secret, "customer", n)
	return digestPrefix + hex.EncodeToString(d[:8])
}

// asNamed are all names under which lessons of some persons may stand here.
func asNamed(secret []byte, persons []string) []string {
	out := slices.Clone(persons)
	for _, p := range persons {
		if n, ok := customerNumber(p); ok {
			out = append(out, abroad(secret, p), fmt.Sprint(wasPrefix, n))
		}
	}
	return out
}

// atHome exchanges the names of a folder's lessons for those that they have here.
func (im *importer) atHome(ctx context.Context, tx pgx.Tx, lines []lessonLine) error {
	wanted := map[string]bool{}
	for i, l := range lines {
		if n, ok := customerNumber(l.Person); ok {
			lines[i].Person = fmt.Sprint(wasPrefix, n)
		} else if strings.HasPrefix(l.Person, digestPrefix) {
			wanted[l.Person] = true
		}
	}
	if len(wanted) == 0 {
		return nil
	}
	rows, _ := tx.Query(ctx, `SELECT DISTINCT person FROM lessons WHERE person ~ '^customer/[0-9]{1,18}$' UNION SELECT 'customer/' || id FROM subscribers`)
	here := map[string]string{}
	var person string
	if _, err := pgx.ForEachRow(rows, []any{&person}, func() error {
		if name := abroad(im.erased.secret, person); wanted[name] {
			here[name] = person
		}
		return nil
	}); err != nil {
		return fmt.Errorf("find whose lessons these are: %w", err)
	}
	for i, l := range lines {
		if name := here[l.Person]; name != "" {
			lines[i].Person = name
		}
	}
	return nil
}
