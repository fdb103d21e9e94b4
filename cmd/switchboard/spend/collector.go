package spend

import (
	"context"
	"time"

	"github.com/prometheus/client_golang/prometheus"
)

// Describe sends nothing: the labels are those of what was used.
func (b *Book) Describe(chan<- *prometheus.Desc) {}

// Collect sends what was used today, by feature and model, and the limits; Book is a prometheus.Collector.
func (b *Book) Collect(out chan<- prometheus.Metric) {
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Second)
	defer cancel()
	labels := []string{"feature", "model"}
	gauge := func(name, help string, value float64, with ...string) {
		desc := prometheus.NewDesc("switchboard_model_"+name, help, labels[:len(with)], nil)
		out <- prometheus.MustNewConstMetric(desc, prometheus.GaugeValue, value, with...)
	}
	rows, err := b.since(ctx, b.clock.Today())
	if err != nil {
		out <- prometheus.NewInvalidMetric(prometheus.NewDesc("switchboard_model_calls_today", "Calls since the company's midnight.", labels, nil), err)
		return
	}
	for _, u := range rows {
		gauge("calls_today", "Calls since the company's midnight, of all processes.", float64(u.Calls), u.Feature, u.Model)
		gauge("calls_failed_today", "Calls that failed since the company's midnight.", float64(u.Failed), u.Feature, u.Model)
		gauge("calls_useless_today", "Answers since the company's midnight of which nothing could be used.", float64(u.Useless), u.Feature, u.Model)
		gauge("tokens_in_today", "Tokens sent since the company's midnight.", float64(u.In), u.Feature, u.Model)
		gauge("tokens_out_today", "Tokens received since the company's midnight.", float64(u.Out), u.Feature, u.Model)
		gauge("served_today", "Answers given since the company's midnight that were given before, without a call.", float64(u.Served), u.Feature, u.Model)
		gauge("cost_today", "Cost since the company's midnight, in the currency of the prices.", u.Cost, u.Feature, u.Model)
	}
	gauge("cost_limit", "What may be spent in a day; 0: no limit.", b.limits.Cost)
	gauge("tokens_limit", "Tokens that may be used in a day; 0: no limit.", float64(b.limits.Tokens))
}
