package main

import (
	"errors"
	"net/http"

	"switchboard/cmd/switchboard/signin"
	"switchboard/knowledge/api"
	"switchboard/knowledge/editor"
	"switchboard/routing"
)

// editorWho tells the knowledge pages who makes a request, and what he may do: everybody writes drafts,
// editors, supervisors and administrators publish.
func editorWho(gate *signin.Gate) func(*http.Request) (editor.Editor, bool) {
	return func(r *http.Request) (editor.Editor, bool) {
		user, ok := gate.User(r)
		if !ok {
			return editor.Editor{}, false
		}
		publishes := user.Role == routing.RoleEditor || user.Role == routing.RoleSupervisor || user.Role == routing.RoleAdministrator
		return editor.Editor{ID: user.ID, Name: user.Name, Email: user.Email, Write: true, Publish: publishes, Frame: user.Frame()}, true
	}
}

// apiWho tells the knowledge API which key a request shows.
func apiWho(gate *signin.Gate) func(*http.Request) (api.Caller, error) {
	rights := map[string]api.Right{"read": api.Read, "write": api.Write, "publish": api.Publish}
	return func(r *http.Request) (api.Caller, error) {
		key, err := gate.Key(r)
		if errors.Is(err, signin.ErrNoKey) {
			return api.Caller{}, api.ErrNoKey
		}
		return api.Caller{Name: key.Name, Right: rights[key.May]}, err
	}
}
