/**
 * Where browsers and bots find it, if not at the address it listens on. People type `localhost`, and a page at another
 * name of the same place would know nothing of what they did there.
 */
export function publicUrlOf({
  host,
  port,
}: {
  readonly host: string;
  readonly port: number;
}): string | undefined {
  return host === '127.0.0.1' && port !== 0 ? `http://localhost:${port}` : undefined;
}
