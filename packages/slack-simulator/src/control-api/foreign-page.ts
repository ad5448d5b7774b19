import { isIP } from 'node:net';

/** How a request over HTTP says where it comes from and whom it means. */
export interface Provenance {
  /** Its headers; absent in what is no browser, or no request of a script. */
  readonly origin: string | undefined;
  readonly host: string | undefined;
  /** The address at which it came in. */
  readonly localAddress: string | undefined;
  /** Where the simulator says that it is. */
  readonly publicUrl: string;
}

/**
 * Whether a request comes from a web page of somebody else. Loopback keeps other machines out, but not the pages in
 * this one's browser: they can send requests here, and under a name of their own that leads to 127.0.0.1 read the
 * answers as well.
 */
export function isFromForeignPage({ origin, host = '', localAddress = '', publicUrl }: Provenance): boolean {
  const ours = hostIn(publicUrl);
  if (origin !== undefined && ![host, ours].includes(hostIn(origin))) return true;
  return isLoopback(localAddress) && host !== ours && !isLocalName(nameIn(host));
}

function isLoopback(address: string): boolean {
  return address === '::1' || /^(::ffff:)?127\./.test(address);
}

/** A name that nobody elsewhere can own: an address, `localhost`, or one without a point as in a network of containers. */
function isLocalName(name: string): boolean {
  return isIP(name) !== 0 || !name.includes('.') || name.endsWith('.localhost');
}

function nameIn(host: string): string {
  const address = `http://${host}`;
  return URL.canParse(address) ? new URL(address).hostname.replace(/^\[(.*)\]$/, '$1') : host;
}

function hostIn(address: string): string {
  return URL.canParse(address) ? new URL(address).host : '';
}
