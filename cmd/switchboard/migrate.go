package main

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"switchboard/migrations"
)

func migrateCommand() *cobra.Command {
	return &cobra.Command{
		Use: "migrate", Short: "Bring the database's schema up to date", Args: cobra.NoArgs,
		Long: "Serve does this at every start; migrate is for those who change schemas at a time of their own.\nIt may run on several machines at once.",
		RunE: func(cmd *cobra.Command, _ []string) (err error) {
			cfg, log, err := configured()
			if err != nil {
				return err
			}
			db, err := openDatabase(cmd.Context(), cfg, log)
			if err != nil {
				return err
			}
			defer func() { err = errors.Join(err, db.close()) }()
			if err := migrations.Up(cmd.Context(), db.pool, log); err != nil {
				return err
			}
			have, _, err := migrations.Pending(cmd.Context(), db.pool)
			if err != nil {
				return err
			}
			_, err = fmt.Fprintf(cmd.OutOrStdout(), "the schema is at version %d\n", have)
			return err
		},
	}
}
