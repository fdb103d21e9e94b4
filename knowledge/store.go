package knowledge

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
)

// Store keeps the knowledge base in PostgreSQL.
//
// Whatever readers notice is published under a new revision: the writer takes the row of knowledge_state first, before any
// article, so that revisions are committed in order and writers cannot wait for each other in a ring.
type Store struct {
	pool   database
	extras []Extra
	base   string // the program's address, which texts are kept without; empty: not known
}

// NewStore returns a store over a migrated database, whose exports have the extras beside what is its own.
func NewStore(pool *pgxpool.Pool, extras ...Extra) *Store { return &Store{pool: pool, extras: extras} }

// At is the same store of a program at an address, without a slash at its end: what is saved with the address is kept without it.
func (s *Store) At(base string) *Store { return &Store{pool: s.pool, extras: s.extras, base: base} }

// ErrNotFound says that there is no such project, article or version.
var ErrNotFound = errors.New("not found in the knowledge base")

// ErrConflict says that somebody else saved a version in the meantime; a *ConflictError has who and when.
var ErrConflict = errors.New("somebody saved another version in the meantime")

// ErrTaken says that a new article was to have a name that another one has. It comes as an InvalidError too, which names the key.
var ErrTaken = errors.New("there is an article of this name already")

type takenError struct{ InvalidError }

func (e takenError) Unwrap() error { return e.InvalidError }

func (takenError) Is(target error) bool { return target == ErrTaken }

// ConflictError is an ErrConflict.
type ConflictError struct {
	Version int // the newest now
	Author  string
	At      time.Time
}

func (e *ConflictError) Error() string {
	return fmt.Sprintf("%s saved version %d on %s; reload it and make your change again", cmp.Or(e.Author, "somebody"), e.Version,
		e.At.UTC().Format("2 January at 15:04 UTC"))
}

// Is makes a ConflictError an ErrConflict.
func (e *ConflictError) Is(target error) bool { return target == ErrConflict }

// Draft is what a version of an article says.
type Draft struct {
	Title      string
	Body       string
	Audience   Audience
	Questions  []string
	Tags       []string
	Link       string
	ValidFrom  time.Time // zero: always; else a day, 00:00 UTC
	ValidUntil time.Time // zero: for ever; else the last day, 00:00 UTC
	Owner      string    // who keeps it true
}

// Version is one saved version.
type Version struct {
	Number int
	Draft
	Author  string
	Comment string
	At      time.Time
}

// Document is an article in one language with all its versions.
type Document struct {
	ID        int64
	Project   string // key
	Name      string // of the project
	Key       string
	Lang      string
	Owner     string // of the newest version
	Sample    bool
	Published int       // version shown; 0: none
	Latest    int       // newest version
	Removed   time.Time // zero: not removed
	Flow
	Versions []Version // newest first
}

// Version returns a version by its number.
func (d Document) Version(number int) (Version, bool) {
	for _, v := range d.Versions {
		if v.Number == number {
			return v, true
		}
	}
	return Version{}, false
}

// Spoilt tells whether a version was followed by what readers see, and nothing was begun after that. To show it again means to
// have it back: were it not the newest as well, whoever edits the article next would go on from the text that it takes the place of.
func (d Document) Spoilt(v Version) bool {
	return spoilt(v.Number, d.Published, d.Latest) && d.Removed.IsZero() && !v.Cleared()
}

func spoilt(number, published, latest int) bool { return number < published && published == latest }

// Row is an article in a list.
type Row struct {
	ID         int64
	Project    string // key
	Name       string // of the project
	Key        string
	Lang       string
	Title      string   // of the newest version
	Audience   Audience // of the newest version
	Owner      string
	Author     string    // of the newest version
	At         time.Time // of the newest version
	Tags       []string  // of the newest version
	ValidFrom  time.Time // of the newest version, as in Draft
	ValidUntil time.Time
	Sample     bool
	Published  int // version shown; 0: none
	Latest     int
	Removed    time.Time // zero: not removed by itself
	Flow
}

// State says how far an article has come to its readers.
type State string

// The states. Validity is that of the newest version, on the company's day that it is.
const (
	Published   State = "published"   // its newest version is shown
	Drafted     State = "draft"       // another version than the newest is shown
	Unpublished State = "unpublished" // none is shown
	Expired     State = "expired"     // no longer valid
	Early       State = "early"       // not yet valid
	Ending      State = "ending"      // readers see it, and its last day is less than a week away
	InReview    State = "review"      // a version awaits a review
	Planned     State = "planned"     // its publication or its end has a time
	Ended       State = "ended"       // taken back as planned in the last week, and not shown since
	Stale       State = "stale"       // the day of its review has passed
	Due         State = "due"         // the day of its review is less than two weeks away
	Unverified  State = "unverified"  // nobody has said that it is true
	Behind      State = "behind"      // a translation whose original has moved on
	Conflicting State = "conflict"    // an import says otherwise than somebody wrote here, and nobody has decided
)

// Filter narrows a list of articles. Its zero value lists all that are not removed.
type Filter struct {
	Project  string
	Key      string // of an article: its language variants
	Lang     string
	Audience Audience
	State    State
	Owner    string   // whichever way it is capitalised
	Owners   []string // or one of these
	Author   string   // of the newest version
	Tag      string
	Text     string    // words, each of which stands in title, key, body, questions, tags or owner of the newest version, or its project's name
	Removed  bool      // the removed ones instead
	Recent   bool      // the last changed first, whatever their project: for Entries
	Sort     Sort      // for Articles
	After    int64     // for Articles: those with a larger id
	Since    time.Time // for Articles: saved since then, or something was done with them; zero: whenever
	Limit    int       // default 100, at most 2000
	Offset   int
}

// Sort is an order of articles.
type Sort string

// The orders of Articles.
const (
	SortChanged Sort = "changed" // the last saved first, as without an order
	SortID      Sort = "id"      // the first made first: nothing that is done meanwhile changes it
	SortTitle   Sort = "title"
)

// publish begins what readers will notice: it takes the next revision, keeps other publishers waiting until the
// transaction ends, and wakes the followers when it is committed.
func publish(ctx context.Context, tx pgx.Tx) (rev int64, err error) {
	err = tx.QueryRow(ctx, `UPDATE knowledge_state SET rev = rev + 1 RETURNING rev`).Scan(&rev)
	if err != nil {
		return 0, fmt.Errorf("take the next revision: %w", err)
	}
	if _, err := tx.Exec(ctx, `NOTIFY knowledge`); err != nil {
		return 0, fmt.Errorf("notify followers: %w", err)
	}
	return rev, nil
}

func day(t *time.Time) time.Time {
	if t == nil {
		return time.Time{}
	}
	return *t
}

func nullDay(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return &t
}

func nonNil(s []string) []string {
	if s == nil {
		return []string{}
	}
	return s
}
