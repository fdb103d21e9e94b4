package signin

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	_ "embed"
	"encoding/base64"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/crypto/argon2"
)

// Costs of a password's hash: what OWASP recommends for argon2id.
const (
	memory  = 19 * 1024 // KiB
	passes  = 2
	threads = 1
	keySize = 32
)

// hash makes the PHC string of a password: https://github.com/P-H-C/phc-string-format
func hash(password string) string {
	salt := make([]byte, 16)
	_, _ = rand.Read(salt) // never fails
	key := argon2.IDKey([]byte(password), salt, passes, memory, threads, keySize)
	b64 := base64.RawStdEncoding
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version, memory, passes, threads,
		b64.EncodeToString(salt), b64.EncodeToString(key))
}

// matches compares a password with its hash, by the costs that the hash names.
func matches(phc, password string) bool {
	var version, m, t, p int
	parts := strings.Split(phc, "$")
	if len(parts) != 6 || parts[1] != "argon2id" {
		return false
	}
	if _, err := fmt.Sscanf(parts[2], "v=%d", &version); err != nil || version != argon2.Version {
		return false
	}
	if _, err := fmt.Sscanf(parts[3], "m=%d,t=%d,p=%d", &m, &t, &p); err != nil ||
		m < 8 || m > 1<<20 || t < 1 || t > 20 || p < 1 || p > 16 {
		return false
	}
	salt, err1 := base64.RawStdEncoding.DecodeString(parts[4])
	key, err2 := base64.RawStdEncoding.DecodeString(parts[5])
	if err1 != nil || err2 != nil || len(key) < 16 || len(key) > 64 {
		return false
	}
	got := argon2.IDKey([]byte(password), salt, uint32(t), uint32(m), uint8(p), uint32(len(key)))
	return subtle.ConstantTimeCompare(got, key) == 1
}

// seat bounds how many hashes are made at once, and so the memory that strangers can make us take.
func (g *Gate) seat(ctx context.Context) (leave func(), err error) {
	select {
	case g.hashing <- struct{}{}:
		return func() { <-g.hashing }, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

func (g *Gate) hash(ctx context.Context, password string) (string, error) {
	leave, err := g.seat(ctx)
	if err != nil {
		return "", err
	}
	defer leave()
	return hash(password), nil
}

func (g *Gate) matches(ctx context.Context, phc, password string) (bool, error) {
	leave, err := g.seat(ctx)
	if err != nil {
		return false, err
	}
	defer leave()
	return matches(phc, password), nil
}

//go:embed common.txt
var common string

// runs are rows of keys and the like, which people walk along.
func runs() []string {
	return []string{"abcdefghijklmnopqrstuvwxyz", "01234567890", "09876543210", "qwertyuiop", "asdfghjkl", "zxcvbnm",
		"йцукенгшщзхъ", "йцукенгшщзхї", "фывапролджэ", "фівапролджє", "qwertzuiop", "1q2w3e4r5t6y7u8i9o0p", "qazwsxedcrfvtgbyhnujm",
		"абвгдежзийклмнопрст"}
}

// checkPassword tells what is wrong with a new password. It is not changed in any way: spaces count.
func checkPassword(password string, about ...string) error {
	switch n := utf8.RuneCountInString(password); {
	case !utf8.ValidString(password):
		return wrong("The password holds signs that are no text.")
	case n < 8:
		return wrong("The password is too short: take at least 8 signs, better 15 or more. A sentence is fine.")
	case len(password) > 1024:
		return wrong("The password is too long: at most 1024 bytes.")
	}
	folded := strings.ToLower(password)
	if repeats(folded) || slices.ContainsFunc(runs(), func(run string) bool { return walks(run, folded) }) {
		return wrong("The password is easily guessed: it is a row of keys or a repetition.")
	}
	words := append(strings.Fields(common), "switchboard")
	for _, a := range about {
		words = append(words, strings.FieldsFunc(strings.ToLower(a), func(c rune) bool {
			return !unicode.IsLetter(c) && !unicode.IsDigit(c)
		})...)
	}
	core := strings.TrimFunc(plainLetters(folded), func(c rune) bool { return !unicode.IsLetter(c) })
	raw := strings.TrimFunc(folded, func(c rune) bool { return !unicode.IsLetter(c) })
	for _, w := range words {
		if len(w) >= 4 && (folded == w || core == w || raw == w || raw == w+w) {
			return wrong("The password is easily guessed: it is a common word or a name with little added.")
		}
	}
	return nil
}

// plainLetters undoes the usual disguises.
func plainLetters(s string) string {
	return strings.NewReplacer("0", "o", "1", "i", "3", "e", "4", "a", "5", "s", "7", "t", "@", "a", "$", "s", "!", "i").Replace(s)
}

// repeats tells whether a text is one to four signs over and over.
func repeats(s string) bool {
	r := []rune(s)
	for unit := 1; unit <= 4; unit++ {
		if same := func() bool {
			for i := unit; i < len(r); i++ {
				if r[i] != r[i-unit] {
					return false
				}
			}
			return true
		}(); same && len(r) > unit {
			return true
		}
	}
	return false
}

// walks tells whether a text is a piece of a row of keys, forwards, backwards, or there and back.
func walks(run, s string) bool {
	back := []rune(run)
	slices.Reverse(back)
	half := []rune(s)[:(utf8.RuneCountInString(s)+1)/2]
	return strings.Contains(run, s) || strings.Contains(string(back), s) ||
		strings.Contains(run+run, s) || (strings.Contains(run, string(half)) && strings.HasPrefix(s, string(half)+string(half)))
}
