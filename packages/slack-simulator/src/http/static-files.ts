import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { FastifyInstance } from 'fastify';

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

/**
 * The chat page's files. Addresses without a file of that name, such as a workspace's, get the page itself: it
 * reads the rest of its address.
 */
export function staticFiles(server: FastifyInstance, pageDir: string): void {
  server.get('/*', async (request, reply) => {
    const asked = decodePath(request.url.split('?')[0] ?? '/');
    const file = path.join(pageDir, asked);
    const isInside = file.startsWith(path.join(pageDir, path.sep));
    const extension = path.extname(file);
    const content = isInside && extension !== '' ? await readOrNull(file) : null;
    if (content) {
      return reply.header('content-type', TYPES[extension] ?? 'application/octet-stream').send(content);
    }
    if (extension !== '') return reply.code(404).send({ error: { code: 'not_found', message: asked } });
    const page = await readOrNull(path.join(pageDir, 'index.html'));
    if (!page)
      return reply.code(404).send({ error: { code: 'no_page', message: 'The chat page was not built.' } });
    return reply
      .header('content-type', 'text/html; charset=utf-8')
      .header('cache-control', 'no-cache')
      .send(page);
  });
}

function decodePath(asked: string): string {
  try {
    return decodeURIComponent(asked);
  } catch {
    return '/';
  }
}

async function readOrNull(file: string): Promise<Buffer | null> {
  try {
    return await readFile(file);
  } catch {
    return null;
  }
}
