package supervisor

import (
	"bytes"
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"switchboard/routing"
)

// found is a customer of a search.
type found struct {
	ID     int64
	Name   string
	Ways   string // where he was met
	Talks  int
	Newest routing.Head
}

// showCustomers finds customers, and lists what was erased.
func (p *pages) showCustomers(c call) error {
	query := strings.TrimSpace(c.URL.Query().Get("q"))
	var list []found
	if query != "" {
		heads, err := p.Router.Heads(c.Context(), c.me.ID, routing.Filter{Text: query, Limit: 300})
		if err != nil {
			return err
		}
		list = customers(heads)
	}
	erasures, err := p.Router.Erasures(c.Context(), c.me.ID)
	if err != nil {
		return err
	}
	return p.show(c, http.StatusOK, "customers", "Customers’ data", "customers", map[string]any{"Query": query, "Found": list, "Erasures": erasures,
		"Keep": int(p.Router.Policy().Keep.Hours() / 24)})
}

// customers puts conversations together by customer.
func customers(heads []routing.Head) (list []found) {
	at := map[int64]int{}
	for _, h := range heads {
		i, ok := at[h.Subscriber]
		if !ok {
			i = len(list)
			at[h.Subscriber], list = i, append(list, found{ID: h.Subscriber, Name: nameOf(h.Name, h.Subscriber), Newest: h})
		}
		f := &list[i]
		if f.Talks++; !strings.Contains(f.Ways, h.Kind+" "+h.Address) {
			f.Ways = strings.TrimPrefix(f.Ways+", "+h.Kind+" "+h.Address, ", ")
		}
	}
	return list
}

func nameOf(name string, id int64) string {
	if strings.TrimSpace(name) == "" {
		return fmt.Sprintf("Customer %d", id)
	}
	return name
}

func (c call) id() (int64, error) {
	id, err := strconv.ParseInt(c.PathValue("id"), 10, 64)
	if err != nil || id <= 0 {
		return 0, routing.ErrNotFound
	}
	return id, nil
}

func (p *pages) showCustomer(c call) error {
	id, err := c.id()
	if err != nil {
		return err
	}
	return p.customer(c, http.StatusOK, id, "")
}

// customer shows what is held of a customer; wrong is what is wrong with a form.
func (p *pages) customer(c call, status int, id int64, wrong string) error {
	held, err := p.Router.HeldOf(c.Context(), c.me.ID, id)
	if err != nil {
		return err
	}
	s, err := p.Router.Subscriber(c.Context(), c.me.ID, id)
	if err != nil {
		return err
	}
	open := 0
	for _, h := range s.History {
		if h.State != routing.Closed {
			open++
		}
	}
	var addresses []string
	for _, a := range s.Places() {
		addresses = append(addresses, a.Kind+" "+a.Value)
	}
	name := nameOf(s.Name, id)
	return p.show(c, status, "customer", name, "customers", map[string]any{"Person": s, "Name": name, "Addresses": addresses, "Held": held, "Open": open, "Wrong": wrong, "Why": c.PostFormValue("why")})
}

// copyCustomer hands out a customer's copy. It is a POST, since it is noted who took it.
func (p *pages) copyCustomer(c call) error {
	id, err := c.id()
	if err != nil {
		return err
	}
	var b bytes.Buffer
	if err := p.Router.Copy(c.Context(), c.me.ID, id, &b); err != nil {
		return err
	}
	c.w.Header().Set("Content-Type", "application/zip")
	c.w.Header().Set("Content-Disposition", fmt.Sprintf(`attachment; filename="customer-%d.zip"`, id))
	_, _ = c.w.Write(b.Bytes()) // the reader has gone: nobody to tell
	return nil
}

func (p *pages) eraseCustomer(c call) error {
	id, err := c.id()
	if err != nil {
		return err
	}
	why := strings.TrimSpace(c.PostFormValue("why"))
	switch {
	case why == "":
		return p.customer(c, http.StatusUnprocessableEntity, id, "Say why. The reason is kept, so name nobody in it.")
	case c.PostFormValue("sure") == "":
		return p.customer(c, http.StatusUnprocessableEntity, id, "Tick the box: this cannot be undone.")
	}
	e, err := p.Router.Erase(c.Context(), c.me.ID, id, why)
	if err != nil {
		return err
	}
	typed, notes := p.typed(e.Typed)
	return p.show(c, http.StatusOK, "erased", "Erased", "customers", map[string]any{"Erased": e, "ID": id, "Typed": typed, "Notes": notes})
}

// typed is a thread in which colleagues typed notes, with where it stands.
type typed struct {
	routing.TypedIn
	Link string // empty: not known
}

// typed links threads, and counts the notes in them.
func (p *pages) typed(threads []routing.TypedIn) (list []typed, notes int64) {
	for _, t := range threads {
		item := typed{TypedIn: t}
		if p.InSlack != nil {
			item.Link = p.InSlack(t.Channel, t.Thread, t.TS)
		}
		list, notes = append(list, item), notes+t.Notes
	}
	return list, notes
}
