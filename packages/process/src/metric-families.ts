import { gunzipSync, gzipSync } from 'node:zlib';
import { AggregatorRegistry, type MetricObjectWithValues, type MetricValue, Registry } from 'prom-client';

/** A process's metrics as plain values: each family with all its series. */
export type MetricFamilies = readonly MetricObjectWithValues<MetricValue<string>>[];

/** A snapshot that grows beyond this when unpacked is not one of ours. */
const MAX_SNAPSHOT_BYTES = 8 * 1024 * 1024;

/** Families as one short text, to travel through the fleet: a twentieth of their size, about 4 KB a process. */
export function packFamilies(families: MetricFamilies): string {
  return gzipSync(JSON.stringify(families)).toString('base64');
}

/** What `packFamilies` packed; none for a text that is something else, as another version may write. */
export function unpackFamilies(packed: string): MetricFamilies {
  try {
    const bytes = gunzipSync(Buffer.from(packed, 'base64'), { maxOutputLength: MAX_SNAPSHOT_BYTES });
    const families: unknown = JSON.parse(bytes.toString());
    return Array.isArray(families) && families.every(isFamily) ? families : [];
  } catch {
    return [];
  }
}

/** Families of several processes in Prometheus' text form, each family once. Their labels must tell them apart. */
export async function renderFamilies(
  processes: readonly MetricFamilies[],
): Promise<{ contentType: string; body: string }> {
  // No two processes share a series: there is nothing to add up, and nothing that could not be.
  const kept = processes.map((families) => families.map((family) => ({ ...family, aggregator: 'first' })));
  const merged = AggregatorRegistry.aggregate(kept);
  return { contentType: Registry.PROMETHEUS_CONTENT_TYPE, body: await merged.metrics() };
}

function isFamily(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const { name, type, values } = value as Record<string, unknown>;
  return typeof name === 'string' && typeof type === 'string' && Array.isArray(values);
}
