import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findGateway } from './gateway.ts';
import { UsageError } from './options.ts';

let folder: string;
let server: Server;
let url: string;
let answer: RequestListener;
let asked: { url: string | undefined; authorization: string | undefined }[];

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'muster-cli-'));
  asked = [];
  answer = (_request, response) => response.end('{"items":[]}');
  server = createServer((request, response) => {
    asked.push({ url: request.url, authorization: request.headers.authorization });
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(async () => {
  rmSync(folder, { recursive: true });
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const keep = (settings: string) => {
  mkdirSync(path.join(folder, '.data'));
  writeFileSync(path.join(folder, '.data', 'environment'), settings);
};

describe('the gateway that is meant', () => {
  it('is the one of the environment, or of --url before it', async () => {
    const env = { MUSTER_OPERATOR_TOKEN: 'secret', MUSTER_URL: url };
    await findGateway(env, folder, null).call('GET', '/workspaces');
    await findGateway({ ...env, MUSTER_URL: 'http://127.0.0.1:1' }, folder, url).call('GET', '/fleet');
    expect(asked).toEqual([
      { url: '/api/v1/workspaces', authorization: 'Bearer secret' },
      { url: '/api/v1/fleet', authorization: 'Bearer secret' },
    ]);
  });

  it('is else the one that was started in this folder', async () => {
    keep(`MUSTER_OPERATOR_TOKEN='it'\\''s secret'\nPORT='${new URL(url).port}'\n`);
    await findGateway({}, folder, null).call('GET', '/fleet');
    expect(asked[0]?.authorization).toBe("Bearer it's secret");
  });

  it('is asked for when there is no token', () => {
    expect(() => findGateway({}, folder, null)).toThrow(UsageError);
    expect(() => findGateway({}, folder, null)).toThrow('MUSTER_OPERATOR_TOKEN');
  });
});

describe('what goes wrong', () => {
  const call = () => findGateway({ MUSTER_OPERATOR_TOKEN: 'secret' }, folder, url).call('GET', '/fleet');

  it("is told in the gateway's own words", async () => {
    answer = (_request, response) => {
      response.writeHead(503);
      response.end('{"error":{"code":"fleet_unavailable","message":"Redis does not answer."}}');
    };
    await expect(call()).rejects.toThrow('Redis does not answer.');
  });

  it('is a token that it does not take, an answer that says nothing, or no answer', async () => {
    answer = (_request, response) => response.writeHead(401).end('{}');
    await expect(call()).rejects.toThrow('does not take this operator token');
    answer = (_request, response) => response.writeHead(502).end('<html>');
    await expect(call()).rejects.toThrow('answered 502');
    answer = (request) => request.destroy();
    await expect(call()).rejects.toThrow('does not answer');
    await expect(call()).rejects.not.toThrow('secret');
  });
});
