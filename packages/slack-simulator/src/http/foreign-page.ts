import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';

/** As much of a request as tells whose page sent it. */
export interface Provenance {
  readonly headers: IncomingMessage['headers'];
  /** `localAddress`: where it came in. */
  readonly socket: Pick<IncomingMessage['socket'], 'localAddress'>;
}

/**
 * Whether a request comes from a web page of somebody else. Loopback keeps other machines out, but not the pages in
 * this one's browser: they can send requests here, and under a name of their own that leads to 127.0.0.1 read the
 * answers as well. Browsers tell in headers that no page can forge (https://www.w3.org/TR/fetch-metadata/); what is no
 * browser sends none of them and is let through. `publicUrl`: where browsers reach this server, if not at the host
 * that they name.
 */
export function isFromForeignPage({ headers, socket }: Provenance, publicUrl: string): boolean {
  const { origin, host = '' } = headers;
  const site = headers['sec-fetch-site'];
  const ours = hostIn(publicUrl);
  // Another port is the same site, but not the same origin. `none` is the person at their address bar.
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return true;
  if (origin !== undefined && ![host, ours].includes(hostIn(origin))) return true;
  return isLoopback(socket.localAddress ?? '') && host !== ours && !isLocalName(nameIn(host));
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
