// Command fakeslack is a Slack workspace on this machine, to try the operators' desk without Slack: a plain page shows
// channels, threads, cards, modals and the Home tab, and lets one press the buttons as anybody.
package main

import (
	"flag"
	"fmt"
	"log"
	"net/http"
	"strings"
	"time"

	"switchboard/routing/slackdesk/slacktest"
)

func main() {
	addr := flag.String("addr", "localhost:8090", "address to listen on")
	app := flag.String("app", "http://localhost:8080", "address of the program, for events by HTTP; empty: by socket alone")
	people := flag.String("people", "Olha:olha@example.com,Petro:petro@example.com,Guest:", "people of the workspace, name:e-mail; with an operator's address somebody is that operator")
	flag.Parse()
	var targets []string
	if *app != "" {
		targets = append(targets, strings.TrimSuffix(*app, "/"))
	}
	s := slacktest.Start(*addr, targets...)
	for _, p := range strings.Split(*people, ",") {
		name, email, _ := strings.Cut(p, ":")
		s.User(name, email)
	}
	fmt.Printf("Slack's page     http://%s/\nSLACK_API_URL    %s\nSLACK_BOT_TOKEN  %s\nSLACK_APP_TOKEN  %s\nSLACK_SIGNING_SECRET %s\n",
		*addr, s.API(), slacktest.BotToken, slacktest.AppToken, slacktest.Secret)
	srv := &http.Server{Addr: *addr, Handler: s, ReadHeaderTimeout: 5 * time.Second}
	log.Fatal(srv.ListenAndServe())
}
