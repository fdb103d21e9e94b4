package main

import (
	"net/http"

	"switchboard/cmd/switchboard/signin"
	"switchboard/knowledge/editor"
	"switchboard/routing"
)

// editorWho tells the knowledge pages who makes a request, and whether he may write.
func editorWho(gate *signin.Gate) func(*http.Request) (editor.Editor, bool) {
	return func(r *http.Request) (editor.Editor, bool) {
		user, ok := gate.User(r)
		if !ok {
			return editor.Editor{}, false
		}
		writes := user.Role == routing.RoleEditor || user.Role == routing.RoleSupervisor || user.Role == routing.RoleAdministrator
		return editor.Editor{ID: user.ID, Name: user.Name, Email: user.Email, Write: writes, Frame: user.Frame()}, true
	}
}
