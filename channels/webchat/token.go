package webchat

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base32"
	"encoding/base64"
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// A token is "v1.<seed>.<mac>": 256 random bits, and their HMAC under the account's secret. The visitor's address is
// a hash of the seed, so that whoever sees addresses (operators, logs, exports) cannot derive a token from one, not
// even with the secret at hand.

const seedSize = 32

var (
	base64url = base64.RawURLEncoding
	lower32   = base32.NewEncoding("abcdefghijklmnopqrstuvwxyz234567").WithPadding(base32.NoPadding)
)

type signer struct {
	account string
	keys    [][]byte // the first one signs, all verify
}

func newSigner(account string, s Settings) signer {
	sg := signer{account: account}
	for _, secret := range append([]string{s.Secret}, s.OldSecrets...) {
		sg.keys = append(sg.keys, []byte(secret))
	}
	return sg
}

// visitor is who a token speaks for.
type visitor struct {
	address string
	seed    []byte
}

func newVisitor() visitor {
	seed := make([]byte, seedSize)
	rand.Read(seed) // never fails, by its documentation
	return visitorOf(seed)
}

func visitorOf(seed []byte) visitor {
	sum := sha256.Sum256(append([]byte("switchboard web chat address\x00"), seed...))
	return visitor{address: lower32.EncodeToString(sum[:20]), seed: seed}
}

// isAddress tells whether s looks like a visitor's address: 160 bits in base 32.
func isAddress(s string) bool {
	_, err := lower32.DecodeString(s)
	return err == nil && len(s) == 32
}

func (s signer) token(v visitor) string {
	return "v1." + base64url.EncodeToString(v.seed) + "." + base64url.EncodeToString(s.mac(s.keys[0], "token", string(v.seed)))
}

func (s signer) verify(token string) (visitor, bool) {
	parts := strings.Split(token, ".")
	if len(parts) != 3 || parts[0] != "v1" {
		return visitor{}, false
	}
	seed, err1 := base64url.Strict().DecodeString(parts[1])
	mac, err2 := base64url.Strict().DecodeString(parts[2])
	if err1 != nil || err2 != nil || len(seed) != seedSize || !s.signed(mac, "token", string(seed)) {
		return visitor{}, false
	}
	return visitorOf(seed), true
}

// link is the signed address of a file, good for one to two days: an <img> cannot send a token, and a token has no
// place in an address. It is the same for a day, so that the browser's cache works.
func (s signer) link(address string, file int64, now time.Time) string {
	until := strconv.FormatInt(now.Truncate(24*time.Hour).Add(48*time.Hour).Unix(), 10)
	id := strconv.FormatInt(file, 10)
	mac := s.mac(s.keys[0], "file", address, id, until)
	return fmt.Sprintf("files/%s?v=%s&until=%s&sig=%s", id, address, until, base64url.EncodeToString(mac))
}

// linked returns whose file a signed address opens.
func (s signer) linked(file int64, q url.Values, now time.Time) (address string, ok bool) {
	address, until := q.Get("v"), q.Get("until")
	mac, err := base64url.Strict().DecodeString(q.Get("sig"))
	if err != nil || !s.signed(mac, "file", address, strconv.FormatInt(file, 10), until) {
		return "", false
	}
	sec, err := strconv.ParseInt(until, 10, 64)
	return address, err == nil && now.Unix() < sec
}

func (s signer) signed(mac []byte, purpose string, facts ...string) bool {
	for _, key := range s.keys {
		if hmac.Equal(mac, s.mac(key, purpose, facts...)) {
			return true
		}
	}
	return false
}

func (s signer) mac(key []byte, purpose string, facts ...string) []byte {
	h := hmac.New(sha256.New, key)
	fmt.Fprintf(h, "switchboard web chat %s %q %q", purpose, s.account, facts)
	return h.Sum(nil)
}
