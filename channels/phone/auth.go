package phone

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/hex"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/netip"
	"regexp"
	"strconv"
	"strings"
	"time"
)

const (
	signatureHeader = "X-Gateway-Signature"
	freshness       = 5 * time.Minute
)

var signatureForm = regexp.MustCompile(`^t=([0-9]{1,12}),v1=([0-9a-f]{64})$`)

// mayAsk turns away who cannot be meant before the body is read.
func (p *Phone) mayAsk(r *http.Request) bool {
	if len(p.settings.Secrets)+len(p.settings.Tokens) == 0 {
		return local(r)
	}
	if len(r.Header.Values(signatureHeader)) > 0 {
		_, _, ok := p.signature(r)
		return ok
	}
	return p.bears(r)
}

// signed checks the signature over the body, where there is one. Without one mayAsk has decided.
func (p *Phone) signed(r *http.Request, body []byte) bool {
	if len(p.settings.Secrets)+len(p.settings.Tokens) == 0 || len(r.Header.Values(signatureHeader)) == 0 {
		return true
	}
	at, given, ok := p.signature(r)
	if !ok {
		return false
	}
	valid := 0
	for _, secret := range p.settings.Secrets {
		valid |= subtle.ConstantTimeCompare([]byte(given), []byte(sign(secret, at, body)))
	}
	return valid == 1
}

// signature returns the parts of a signature that is well-formed and fresh.
func (p *Phone) signature(r *http.Request) (at, v1 string, ok bool) {
	values := r.Header.Values(signatureHeader)
	if len(values) != 1 || len(p.settings.Secrets) == 0 {
		return "", "", false
	}
	parts := signatureForm.FindStringSubmatch(values[0])
	if parts == nil {
		return "", "", false
	}
	unix, err := strconv.ParseInt(parts[1], 10, 64)
	if err != nil || p.now().Sub(time.Unix(unix, 0)).Abs() > freshness {
		return "", "", false
	}
	return parts[1], parts[2], true
}

// bears tells whether the request has an active token.
func (p *Phone) bears(r *http.Request) bool {
	values := r.Header.Values("Authorization")
	if len(values) != 1 {
		return false
	}
	token, ok := strings.CutPrefix(values[0], "Bearer ")
	given := sha256.Sum256([]byte(token)) // of one length, so that the comparison's time tells nothing
	valid := 0
	for _, active := range p.settings.Tokens {
		want := sha256.Sum256([]byte(active))
		valid |= subtle.ConstantTimeCompare(given[:], want[:])
	}
	return ok && valid == 1
}

// local tells whether a program on this machine asks by itself: not a proxy for somebody else, and not a page in
// somebody's browser, which reaches this machine too.
func local(r *http.Request) bool {
	peer, err := netip.ParseAddrPort(r.RemoteAddr)
	if err != nil || !peer.Addr().Unmap().IsLoopback() {
		return false
	}
	for _, header := range []string{"X-Forwarded-For", "X-Forwarded-Host", "X-Real-Ip", "Forwarded", "Via", "Origin", "Sec-Fetch-Site"} {
		if r.Header.Get(header) != "" {
			return false
		}
	}
	host := r.Host
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	address, err := netip.ParseAddr(strings.Trim(host, "[]"))
	return host == "localhost" || err == nil && address.Unmap().IsLoopback()
}

func sign(secret, at string, body []byte) string {
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte(at + "."))
	mac.Write(body)
	return hex.EncodeToString(mac.Sum(nil))
}

// Signature returns the value of X-Gateway-Signature for a body sent at a time.
func Signature(secret string, at time.Time, body []byte) string {
	unix := strconv.FormatInt(at.Unix(), 10)
	return "t=" + unix + ",v1=" + sign(secret, unix, body)
}

// Signer signs each request with the secret before next sends it; next nil means http.DefaultTransport.
type Signer struct {
	Secret string
	Next   http.RoundTripper
}

// RoundTrip sends a signed copy of the request.
func (s Signer) RoundTrip(r *http.Request) (*http.Response, error) {
	var body []byte
	if r.Body != nil {
		var err error
		if body, err = io.ReadAll(r.Body); err != nil {
			return nil, fmt.Errorf("sign: read body: %w", err)
		}
		r.Body.Close()
	}
	r = r.Clone(r.Context())
	r.Body = io.NopCloser(bytes.NewReader(body))
	r.Header.Set(signatureHeader, Signature(s.Secret, time.Now(), body))
	next := s.Next
	if next == nil {
		next = http.DefaultTransport
	}
	return next.RoundTrip(r)
}
