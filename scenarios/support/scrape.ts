/** A line of Prometheus' text form. */
export interface Series {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** What `/metrics` answered. Selectors are names, with labels that must be so: `acks_total{outcome="stored"}`. */
export interface Scrape {
  readonly text: string;
  series(selector: string): readonly Series[];
  /** 0 where there is none. */
  sum(selector: string): number;
}

export function readScrape(text: string): Scrape {
  const all = text
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line): Series => {
      const at = line.lastIndexOf(' ');
      return { ...readSelector(line.slice(0, at)), value: Number(line.slice(at + 1)) };
    });
  const series = (selector: string) => {
    const wanted = readSelector(selector);
    return all.filter(
      ({ name, labels }) =>
        name === wanted.name && Object.entries(wanted.labels).every(([key, value]) => labels[key] === value),
    );
  };
  return {
    text,
    series,
    sum: (selector) => series(selector).reduce((sum, { value }) => sum + value, 0),
  };
}

function readSelector(text: string): Pick<Series, 'name' | 'labels'> {
  const [name = '', inBraces = ''] = text.split(/\{(.*)\}/);
  const labels = [...inBraces.matchAll(/(\w+)="([^"]*)"/g)].map(([, key, value]) => [key, value]);
  return { name, labels: Object.fromEntries(labels) };
}
