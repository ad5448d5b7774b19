import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { EOL, tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { build } from './build.mjs';
import { findViolations } from './check-imports.mjs';
import { sourceStamp } from './source-stamp.mjs';

const root = path.resolve(import.meta.dirname, '..');
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'muster-tools-'));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(file: string, text: string): void {
  mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
  writeFileSync(path.join(folder, file), text);
}

describe('build', () => {
  beforeEach(() => {
    write('packages/greeting/package.json', JSON.stringify({ exports: { '.': './src/index.ts' } }));
    write(
      'packages/greeting/src/index.ts',
      "import script from './script.lua';\nexport const greeting: string = script;",
    );
    write('packages/greeting/src/script.lua', "return 'hello'");
    write(
      'apps/speaker/src/main.ts',
      "import path from 'node:path';\nimport { greeting } from '@muster/greeting';\nconsole.log(path.sep, greeting);",
    );
    write('apps/silent/src/other.ts', '');
  });

  it('inlines workspace packages and loads Lua as text', async () => {
    const outDir = path.join(folder, 'dist');
    expect(await build({ checkout: folder, outDir })).toEqual(['speaker']);
    const run = spawnSync(process.execPath, [path.join(outDir, 'speaker', 'main.js')], { encoding: 'utf8' });
    expect(run.stdout.trim()).toBe(`${path.sep} return 'hello'`);
    expect(existsSync(path.join(outDir, 'speaker', 'main.js.map'))).toBe(true);
  });

  it('builds the command line of an app beside its process', async () => {
    write('apps/speaker/src/command-line.ts', "console.log('from the line');");
    const outDir = path.join(folder, 'dist');
    await build({ checkout: folder, outDir });
    const file = path.join(outDir, 'speaker', 'command-line.js');
    expect(spawnSync(process.execPath, [file], { encoding: 'utf8' }).stdout).toBe('from the line\n');
  });

  it('inlines npm packages, CommonJS ones too, and leaves those that look for files beside themselves', async () => {
    write('node_modules/shouter/package.json', JSON.stringify({ main: 'index.cjs' }));
    write(
      'node_modules/shouter/index.cjs',
      "const os = require('os'); module.exports = (text) => text + os.EOL.length;",
    );
    write('node_modules/pm2/package.json', JSON.stringify({ main: 'index.js' }));
    write(
      'apps/speaker/src/main.ts',
      "import shout from 'shouter';\nconsole.log(shout('hi'));\nif (process.argv[2]) await import('pm2');",
    );
    const outDir = path.join(folder, 'dist');
    await build({ checkout: folder, outDir });
    rmSync(path.join(folder, 'node_modules'), { recursive: true });
    const run = spawnSync(process.execPath, [path.join(outDir, 'speaker', 'main.js')], { encoding: 'utf8' });
    expect(run.stdout.trim()).toBe(`hi${EOL.length}`);
    expect(readFileSync(path.join(outDir, 'speaker/main.js'), 'utf8')).toMatch(/import\("pm2"\)/);
  });
});

describe('what npm start builds from', () => {
  const file = 'apps/speaker/src/main.ts';
  beforeEach(() => {
    write('packages/greeting/package.json', '{}');
    write(file, 'first');
  });

  it('is the same while nothing changes', () => {
    expect(sourceStamp(folder)).toBe(sourceStamp(folder));
  });

  it('is another when a source was replaced by an older one, as an unpacked archive brings', () => {
    const before = sourceStamp(folder);
    write(file, 'other');
    utimesSync(path.join(folder, file), 1_000, 1_000);
    expect(sourceStamp(folder)).not.toBe(before);
  });

  it('is another when a source is gone, or a package has other entries', () => {
    const before = sourceStamp(folder);
    write('packages/greeting/package.json', '{ "exports": {} }');
    const between = sourceStamp(folder);
    expect(between).not.toBe(before);
    rmSync(path.join(folder, file));
    expect(sourceStamp(folder)).not.toBe(between);
  });
});

describe('the import check', () => {
  it('catches a planted violation of every kind', async () => {
    const { violations } = await findViolations(path.join(root, 'tools', 'planted-violations'));
    const rules = new Set(violations.map(({ rule }: { rule: string }) => rule));
    for (const rule of [
      'pure-packages-stand-alone',
      'apps-apart',
      'slack-in-one-place',
      'console-knows-api-only',
    ])
      expect(rules).toContain(rule);
  });
});

describe('prepare', () => {
  it('says what to do where nothing is installed', () => {
    const code = `import { prepare } from ${JSON.stringify(path.join(root, 'tools/prepare.mjs'))}; prepare(${JSON.stringify(folder)});`;
    const run = spawnSync(process.execPath, ['--input-type=module', '-e', code], { encoding: 'utf8' });
    expect(run.stderr).toContain('Run "npm ci" first');
  });
});
