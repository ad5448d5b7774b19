import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { mergeTexts, packText, unpackText } from './metric-text.ts';

/** Counts up. Labels keep to small closed sets, never ids that grow without end. */
export interface MetricCounter<Label extends string> {
  add(labels: Readonly<Record<Label, string>>, by?: number): void;
}

/** A value that goes up and down. */
export interface MetricGauge<Label extends string> {
  set(labels: Readonly<Record<Label, string>>, value: number): void;
  /** Forgets every label set, for values that are all set anew. */
  reset(): void;
  /** Shows nothing any more, until it is set again. */
  remove(): void;
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
  /** `bucketsS`: the upper bounds in seconds, rising; from 1 ms to 10 s when left out. */
  timer<Label extends string = never>(
    name: string,
    help: string,
    labels?: readonly Label[],
    bucketsS?: readonly number[],
  ): MetricTimer<Label>;
  /** Everything in Prometheus' text form. */
  text(): Promise<string>;
  /** Everything as one short text, for `render` of another process. */
  snapshot(): Promise<string>;
  /** Everything as an answer for Prometheus, with other texts and with what other processes told in snapshots. */
  render(others?: {
    readonly texts?: readonly string[];
    readonly snapshots?: readonly string[];
  }): Promise<{ contentType: string; body: string }>;
}

/** Bounds in seconds from 1 ms to 10 s. */
const BUCKETS_S = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** Of what the library watches in the runtime: many series, and nobody looks at them. */
const UNWATCHED = /^nodejs_(heap_space_|active_|version_info|eventloop_lag_(min|mean|stddev|p50))/;

/**
 * A registry of its own for one process, which labels everything with the process's kind and id and, unless
 * told otherwise, watches its memory, CPU and event loop.
 */
export function createMetrics(options: {
  readonly process: string;
  readonly processId: string;
  readonly runtime?: boolean;
}): Metrics {
  return metricsIn(options.runtime === false ? new Registry() : watchRuntime(new Registry()), {
    process: options.process,
    process_id: options.processId,
  });
}

/** A registry for what is true of the whole fleet, whichever process says it: its series name none. */
export function createFleetMetrics(): Metrics {
  return metricsIn(new Registry(), {});
}

function watchRuntime(registry: Registry): Registry {
  collectDefaultMetrics({ register: registry });
  for (const { name } of registry.getMetricsAsArray())
    if (UNWATCHED.test(name)) registry.removeSingleMetric(name);
  return registry;
}

function metricsIn(registry: Registry, labelsOfAll: Readonly<Record<string, string>>): Metrics {
  registry.setDefaultLabels(labelsOfAll);
  const registers = [registry];
  return {
    counter(name, help, labels = []) {
      const counter = new Counter({ name, help, labelNames: [...labels], registers });
      return { add: (values, by = 1) => counter.inc(values, by) };
    },
    gauge(name, help, labels = []) {
      const gauge = new Gauge({ name, help, labelNames: [...labels], registers });
      return {
        set: (values, value) => gauge.set(values, value),
        reset: () => gauge.reset(),
        remove: () => gauge.remove(),
      };
    },
    timer(name, help, labels = [], bucketsS = BUCKETS_S) {
      const buckets = [...bucketsS];
      const histogram = new Histogram({ name, help, labelNames: [...labels], buckets, registers });
      return { observe: (values, seconds) => histogram.observe(values, seconds) };
    },
    text: () => registry.metrics(),
    snapshot: async () => packText(await registry.metrics()),
    render: async ({ texts = [], snapshots = [] } = {}) => ({
      contentType: registry.contentType,
      body: mergeTexts([await registry.metrics(), ...texts, ...snapshots.map(unpackText)]),
    }),
  };
}
