import {
  createReadStream,
  createWriteStream,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { brotliDecompressSync, createBrotliDecompress } from 'node:zlib';
import { type Browser, chromium } from 'playwright-core';

const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const SYSTEM_BROWSERS = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** How a Chromium is started: for playwright-core's `launch`. */
export interface ChromiumLaunch {
  readonly executablePath: string;
  readonly args: string[];
  readonly env?: Record<string, string>;
}

/** Starts a real Chromium for tests. The caller closes it. Throws if this machine has none and none came from npm. */
export async function launchChromium(root: string): Promise<Browser> {
  return chromium.launch(await chromiumLaunch(path.join(root, '.cache')));
}

/**
 * Finds a Chromium: `CHROMIUM_PATH`, else the one that came from npm (Linux x64; unpacked once into `cacheDir`, no
 * root and no system packages needed), else the system's own.
 */
export async function chromiumLaunch(cacheDir: string): Promise<ChromiumLaunch> {
  const packaged = process.platform === 'linux' && process.arch === 'x64' ? packageDir() : null;
  if (process.env.CHROMIUM_PATH || !packaged) return systemChromium();
  const dir = path.resolve(cacheDir, `chromium-${packageVersion(packaged)}`);
  if (!existsSync(dir)) await unpackOnce(packaged, dir);
  return {
    executablePath: path.join(dir, 'chromium'),
    args: FLAGS,
    env: {
      ...definedVariables(),
      LD_LIBRARY_PATH: [path.join(dir, 'al2023/lib'), process.env.LD_LIBRARY_PATH].filter(Boolean).join(':'),
      FONTCONFIG_FILE: path.join(dir, 'fonts.conf'),
    },
  };
}

function systemChromium(): ChromiumLaunch {
  const candidates = process.env.CHROMIUM_PATH ? [process.env.CHROMIUM_PATH] : SYSTEM_BROWSERS;
  const found = candidates.find((candidate) => existsSync(candidate));
  if (!found) throw new Error('There is no Chromium for the browser tests: set CHROMIUM_PATH to one');
  return { executablePath: found, args: FLAGS };
}

/** The folder of the npm package that carries Chromium, or null if it is not installed. */
function packageDir(): string | null {
  try {
    let dir = path.dirname(createRequire(import.meta.url).resolve('@sparticuz/chromium'));
    while (!existsSync(path.join(dir, 'bin/chromium.br'))) {
      if (dir === path.dirname(dir)) return null;
      dir = path.dirname(dir);
    }
    return dir;
  } catch {
    return null;
  }
}

function packageVersion(dir: string): string {
  return (JSON.parse(readFileSync(path.join(dir, 'package.json'), 'utf8')) as { version: string }).version;
}

/** Unpacks beside the final place and renames, so that several test processes may do it at once. */
async function unpackOnce(packaged: string, dir: string): Promise<void> {
  const beside = `${dir}.${process.pid}`;
  rmSync(beside, { recursive: true, force: true });
  mkdirSync(beside, { recursive: true });
  try {
    await unpack(packaged, beside, dir);
    renameSync(beside, dir);
  } catch (error) {
    rmSync(beside, { recursive: true, force: true });
    // Another process was faster: its copy is as good.
    if (!existsSync(dir)) throw error;
  }
}

async function unpack(packaged: string, to: string, finalDir: string): Promise<void> {
  await pipeline(
    createReadStream(path.join(packaged, 'bin/chromium.br')),
    createBrotliDecompress({ chunkSize: 1 << 21 }),
    createWriteStream(path.join(to, 'chromium'), { mode: 0o755 }),
  );
  for (const [archive, folder] of [
    ['al2023', 'al2023'],
    ['fonts', 'fonts'],
    ['swiftshader', '.'],
  ] as const) {
    const packed = readFileSync(path.join(packaged, `bin/${archive}.tar.br`));
    untar(brotliDecompressSync(packed), path.join(to, folder));
  }
  writeFileSync(path.join(to, 'fonts.conf'), fontConfiguration(finalDir));
}

/** The package's own configuration knows only the folders of a cloud function: with it, pages have no text at all. */
function fontConfiguration(dir: string): string {
  return [
    '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>',
    `<dir>${dir}/fonts</dir><dir>/usr/share/fonts</dir><dir>~/.fonts</dir>`,
    `<cachedir>${dir}/fontcache</cachedir></fontconfig>`,
  ].join('');
}

const RECORD_BYTES = 512;

/** Unpacks files and folders of a tar archive; other kinds of entries are left out. */
function untar(archive: Buffer, to: string): void {
  let at = 0;
  while (at + RECORD_BYTES <= archive.length && archive[at] !== 0) {
    const header = at;
    const field = (start: number, length: number) =>
      archive.toString('utf8', header + start, header + start + length).replace(/\0.*$/s, '');
    const size = Number.parseInt(field(124, 12).trim() || '0', 8);
    const target = path.join(to, field(345, 155), field(0, 100));
    if (!target.startsWith(to)) throw new Error('The archive names a file outside its folder');
    if (field(156, 1) === '5') mkdirSync(target, { recursive: true });
    else if (['0', ''].includes(field(156, 1))) {
      mkdirSync(path.dirname(target), { recursive: true });
      writeFileSync(target, archive.subarray(at + RECORD_BYTES, at + RECORD_BYTES + size), { mode: 0o755 });
    }
    at += RECORD_BYTES + Math.ceil(size / RECORD_BYTES) * RECORD_BYTES;
  }
}

function definedVariables(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
