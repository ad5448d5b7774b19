import { connect, isIP } from 'node:net';
import { connect as connectSecurely } from 'node:tls';

const ANSWER_TIMEOUT_MS = 5_000;
const DEFAULT_PORT = 6379;

/**
 * What the Redis at `url` says to its user and password: null when it lets them in, else its error, for example
 * `WRONGPASS invalid username-password pair`. The processes would go on trying and could not say why.
 */
export function redisRefusal(url: string): Promise<string | null> {
  const { protocol, hostname, port, username, password } = new URL(url);
  const host = hostname.replace(/^\[|\]$/g, '') || 'localhost';
  const target = { host, port: Number(port) || DEFAULT_PORT };
  const signIn = password ? [['AUTH', ...[username, password].filter(Boolean).map(decodeURIComponent)]] : [];
  const commands = [...signIn, ['PING']];
  return new Promise((resolve) => {
    const socket =
      protocol === 'rediss:'
        ? connectSecurely({ ...target, ...(isIP(host) ? {} : { servername: host }) })
        : connect(target);
    let answers = '';
    const settle = (refusal: string | null) => {
      socket.destroy();
      resolve(refusal);
    };
    socket.setTimeout(ANSWER_TIMEOUT_MS, () => settle('no answer to PING'));
    socket.on('error', (error) => settle(error.message));
    socket.on('close', () => settle('it closed the connection'));
    socket.on('data', (chunk) => {
      answers += chunk.toString();
      const lines = answers.split('\r\n').slice(0, -1);
      // A server that still reads its file will let people in later.
      const error = lines.find((line) => line.startsWith('-') && !line.startsWith('-LOADING'));
      if (error !== undefined) settle(error.slice(1));
      else if (lines.length >= commands.length) settle(null);
    });
    socket.write(commands.map(asRequest).join(''));
  });
}

/** Redis' protocol: a list of texts with their lengths in bytes. */
function asRequest(words: readonly string[]): string {
  const parts = words.map((word) => `$${Buffer.byteLength(word)}\r\n${word}\r\n`);
  return `*${words.length}\r\n${parts.join('')}`;
}
