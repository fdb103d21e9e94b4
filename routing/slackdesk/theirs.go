package slackdesk

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"switchboard/routing"
)

// sees refuses what somebody wants to do to a conversation of other departments than his, and says whose it is: departments without a
// channel of their own share one, where everybody sees the cards of all.
func (d *Desk) sees(ctx context.Context, who person, conv int64) error {
	if conv == 0 {
		return nil
	}
	_, err := d.router.Head(ctx, who.Op.ID, conv)
	if !errors.Is(err, routing.ErrNotFound) {
		return err
	}
	v, failed := d.router.View(ctx, conv)
	if failed != nil || v.Head.DepartmentName == "" {
		return err
	}
	all, failed := d.router.Departments(ctx)
	if failed != nil {
		return failed
	}
	var his []string
	for _, x := range all {
		if slices.Contains(who.Op.Departments, x.ID) {
			his = append(his, x.Name)
		}
	}
	if len(his) == 0 {
		return fmt.Errorf("this is for %s, and you are in no department: an administrator puts you into one under People", v.Head.DepartmentName)
	}
	return fmt.Errorf("this is for %s; you are in %s", v.Head.DepartmentName, strings.Join(his, ", "))
}
