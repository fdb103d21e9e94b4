package main

import (
	"fmt"
	"os"
	"time"

	"github.com/spf13/cobra"

	"switchboard/cmd/switchboard/bench"
)

// What can be measured: articles at most, and for how long at least.
const (
	mostBenched  = 1_000_000
	leastBenched = 100 * time.Millisecond
)

func benchCommand() *cobra.Command {
	c := bench.Config{}
	var limit bool
	cmd := &cobra.Command{
		Use: "bench", Short: "Measure this program on this machine", Args: cobra.NoArgs,
		Long: "Bench starts the program over a PostgreSQL of its own and prints what it accepts a second beside the limit of the\nmachine, how soon suggestions are on the desk, memory and start-up time. It takes about three minutes.",
		RunE: func(cmd *cobra.Command, _ []string) error {
			if limit {
				return bench.Limit(cmd.Context())
			}
			if c.Articles < 1 || c.Articles > mostBenched {
				return fmt.Errorf("--articles %d is no size of a knowledge base: write for example --articles 10000", c.Articles)
			}
			if c.Each < leastBenched {
				return fmt.Errorf("--each %v is too short to measure anything: write for example --each 5s", c.Each)
			}
			binary, err := os.Executable()
			if err != nil {
				return fmt.Errorf("find the program: %w", err)
			}
			_, log, err := configured()
			if err != nil {
				return err
			}
			c.Binary, c.Out, c.Log = binary, cmd.OutOrStdout(), log
			return bench.Run(cmd.Context(), c)
		},
	}
	cmd.Flags().IntVar(&c.Articles, "articles", 10_000, "size of the knowledge base")
	cmd.Flags().DurationVar(&c.Each, "each", 5*time.Second, "length of one measurement")
	cmd.Flags().BoolVar(&limit, "limit", false, "serve the bare handler (used by bench itself)")
	if err := cmd.Flags().MarkHidden("limit"); err != nil {
		panic(err) // the flag is defined above
	}
	return cmd
}
