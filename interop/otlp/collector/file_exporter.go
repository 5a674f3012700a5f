package main

import (
	"context"
	"os"
	"sync"

	"go.opentelemetry.io/collector/component"
	"go.opentelemetry.io/collector/consumer"
	"go.opentelemetry.io/collector/exporter"
	"go.opentelemetry.io/collector/exporter/exporterhelper"
	"go.opentelemetry.io/collector/pdata/ptrace"
)

// Writes every request that the collector has decoded as one line of OTLP/JSON, with the collector's own marshaler.
type fileConfig struct {
	Path string `mapstructure:"path"`
}

func newFileExporter() exporter.Factory {
	return exporter.NewFactory(
		component.MustNewType("jsonlines"),
		func() component.Config { return &fileConfig{} },
		exporter.WithTraces(createFileExporter, component.StabilityLevelDevelopment),
	)
}

func createFileExporter(ctx context.Context, set exporter.Settings, cfg component.Config) (exporter.Traces, error) {
	path := cfg.(*fileConfig).Path
	var lock sync.Mutex
	write := func(_ context.Context, traces ptrace.Traces) error {
		marshaler := ptrace.JSONMarshaler{}
		line, err := marshaler.MarshalTraces(traces)
		if err != nil {
			return err
		}
		lock.Lock()
		defer lock.Unlock()
		file, err := os.OpenFile(path, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
		if err != nil {
			return err
		}
		defer file.Close()
		_, err = file.Write(append(line, '\n'))
		return err
	}
	return exporterhelper.NewTraces(ctx, set, cfg, write,
		exporterhelper.WithCapabilities(consumer.Capabilities{MutatesData: false}))
}
