package main

import (
	"net/http"

	"switchboard/cmd/switchboard/layout"
	"switchboard/cmd/switchboard/signin"
	"switchboard/routing"
	"switchboard/routing/report"
	"switchboard/routing/supervisor"
)

// mountSupervisors serves the pages of those who lead.
func (a *app) mountSupervisors(mux *http.ServeMux, gate *signin.Gate, pages *layout.Layout) {
	who := a.who(gate)
	var inSlack func(channel, thread, ts string) string
	if a.slack != nil {
		inSlack = a.slack.Link
	}
	handler := gate.Require(routing.RoleSupervisor, routing.RoleAdministrator)(supervisor.New(supervisor.Config{
		Router: a.router, Reports: report.New(a.db.pool), Layout: pages.Template(), Projects: a.projectNames, InSlack: inSlack, Log: a.log,
		Who: func(r *http.Request) (routing.Operator, any, bool) {
			op, ok := who(r)
			user, _ := gate.User(r)
			return op, user.Frame(), ok
		},
	}))
	for _, path := range []string{"/endings", "/endings.csv", "/customers", "/customers/"} {
		mux.Handle(path, handler)
	}
}
