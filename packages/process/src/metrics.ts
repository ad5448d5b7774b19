import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** Counts up. Labels keep to small closed sets, never ids that grow without end. */
export interface MetricCounter<Label extends string> {
  add(labels: Readonly<Record<Label, string>>, by?: number): void;
}

/** A value that goes up and down. */
export interface MetricGauge<Label extends string> {
  set(labels: Readonly<Record<Label, string>>, value: number): void;
  /** Forgets every label set, for values that are all set anew. */
  reset(): void;
}

/** How long things take, in seconds. */
export interface MetricTimer<Label extends string> {
  observe(labels: Readonly<Record<Label, string>>, seconds: number): void;
}

/** A process's metrics. Names are unique within it: making the same one twice throws. */
export interface Metrics {
  counter<Label extends string = never>(
    name: string,
    help: string,
    labels?: readonly Label[],
  ): MetricCounter<Label>;
  gauge<Label extends string = never>(
    name: string,
    help: string,
    labels?: readonly Label[],
  ): MetricGauge<Label>;
  timer<Label extends string = never>(
    name: string,
    help: string,
    labels?: readonly Label[],
  ): MetricTimer<Label>;
  /** Everything in Prometheus' text form. */
  render(): Promise<{ contentType: string; body: string }>;
}

/** Bounds in seconds from 1 ms to 10 s. */
const BUCKETS_S = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/**
 * A registry of its own for one process, which labels everything with the process's kind and id and, unless
 * told otherwise, watches its memory, CPU and event loop.
 */
export function createMetrics(options: {
  readonly process: string;
  readonly processId: string;
  readonly runtime?: boolean;
}): Metrics {
  const registry = new Registry();
  registry.setDefaultLabels({ process: options.process, process_id: options.processId });
  if (options.runtime !== false) collectDefaultMetrics({ register: registry });
  const registers = [registry];
  return {
    counter(name, help, labels = []) {
      const counter = new Counter({ name, help, labelNames: [...labels], registers });
      return { add: (values, by = 1) => counter.inc(values, by) };
    },
    gauge(name, help, labels = []) {
      const gauge = new Gauge({ name, help, labelNames: [...labels], registers });
      return { set: (values, value) => gauge.set(values, value), reset: () => gauge.reset() };
    },
    timer(name, help, labels = []) {
      const histogram = new Histogram({ name, help, labelNames: [...labels], buckets: BUCKETS_S, registers });
      return { observe: (values, seconds) => histogram.observe(values, seconds) };
    },
    async render() {
      return { contentType: registry.contentType, body: await registry.metrics() };
    },
  };
}
