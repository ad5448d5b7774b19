import { gunzipSync, gzipSync } from 'node:zlib';

/** A snapshot that grows beyond this when unpacked is not one of ours. */
const MAX_SNAPSHOT_BYTES = 8 * 1024 * 1024;

/**
 * Metrics in Prometheus' text form as one short text, to travel through the fleet: 3 KB for a process that has all its
 * series, 20 KB as text.
 */
export function packText(text: string): string {
  return gzipSync(text).toString('base64');
}

/** What `packText` packed; nothing for a text that is something else. */
export function unpackText(packed: string): string {
  try {
    return gunzipSync(Buffer.from(packed, 'base64'), { maxOutputLength: MAX_SNAPSHOT_BYTES }).toString();
  } catch {
    return '';
  }
}

/**
 * The metrics of several processes as one text, each family once: a text may not name one twice. The labels must tell
 * the series of the processes apart. https://prometheus.io/docs/instrumenting/exposition_formats
 */
export function mergeTexts(texts: readonly string[]): string {
  const families = new Map<string, { readonly head: string; readonly series: string[] }>();
  for (const text of texts)
    for (const block of text.split(/\n\n+/)) {
      const [, head = '', name = '', series = ''] = FAMILY.exec(block) ?? [];
      if (name === '') continue;
      const known = families.get(name);
      if (!known) families.set(name, { head, series: [series.trimEnd()] });
      else if (series.trim() !== '') known.series.push(series.trimEnd());
    }
  return [...families.values()].map(({ head, series }) => `${head}\n${series.join('\n')}\n`).join('\n');
}

/** A family as the library writes it: what it is, its type, and its series, one a line. */
const FAMILY = /^(# HELP .*\n# TYPE (\S+) \S+)\n?([\s\S]*)$/;
