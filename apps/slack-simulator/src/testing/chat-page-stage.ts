import { mkdtempSync, rmSync } from 'node:fs';
import { copyFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Simulator, startSimulator } from '@muster/slack-simulator';
import { build } from 'esbuild';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import { launchChromium } from '../../../../scenarios/support/chromium.ts';

const ROOT = path.resolve(import.meta.dirname, '../../../..');
const PAGE_SOURCE = path.join(import.meta.dirname, '../page');

/** A browser and the built page: for all tests of a file. */
interface Stage {
  open(): Promise<Scene>;
  close(): Promise<void>;
}

/** A fresh simulator with its page open: for one test. */
export interface Scene {
  readonly simulator: Simulator;
  readonly page: Page;
  /** What went wrong in the page: script errors, dialogs that hostile text opened. */
  readonly problems: readonly string[];
  close(): Promise<void>;
}

/**
 * For a `describe`: one browser for all its tests, and for each a fresh simulator with its page open, which `onOpen`
 * gets before the test's own `beforeEach`. After each test, whatever went wrong in the page fails it.
 */
export function onChatPage(onOpen: (scene: Scene) => void): void {
  let stage: Stage;
  let scene: Scene;
  beforeAll(async () => {
    stage = await buildStage();
  });
  afterAll(() => stage.close());
  beforeEach(async () => {
    scene = await stage.open();
    onOpen(scene);
  });
  afterEach(async () => {
    await scene.close();
    expect(scene.problems).toEqual([]);
  });
}

/** Bundles the page and starts a browser. The caller closes it. */
async function buildStage(): Promise<Stage> {
  const pageDir = mkdtempSync(path.join(tmpdir(), 'chat-page-'));
  await buildPage(pageDir);
  const browser = await launchChromium(ROOT);
  return {
    open: () => openScene(browser, pageDir),
    close: async () => {
      await browser.close();
      rmSync(pageDir, { recursive: true, force: true });
    },
  };
}

async function openScene(browser: Browser, pageDir: string): Promise<Scene> {
  const simulator = await startSimulator({ pageDir });
  const page = await browser.newPage();
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('dialog', (dialog) => {
    problems.push(`a dialog: ${dialog.message()}`);
    dialog.dismiss().catch(() => undefined);
  });
  await page.goto(simulator.url);
  await page.getByRole('textbox', { name: 'Message #general' }).waitFor();
  return {
    simulator,
    page,
    problems,
    close: async () => {
      await page.close();
      await simulator.stop();
    },
  };
}

/** Bundles the page as the project's build does. */
async function buildPage(outdir: string): Promise<void> {
  await build({
    entryPoints: [path.join(PAGE_SOURCE, 'main.tsx')],
    outdir,
    bundle: true,
    format: 'esm',
    jsx: 'automatic',
    target: 'es2022',
    define: { 'process.env.NODE_ENV': '"production"' },
    logLevel: 'error',
  });
  await copyFile(path.join(PAGE_SOURCE, 'index.html'), path.join(outdir, 'index.html'));
}

/** The first workspace and its `#general`. */
export async function generalOf(simulator: Simulator) {
  const [workspace] = (await simulator.control.state()).workspaces;
  const channel = workspace?.channels.find((one) => one.name === 'general');
  if (!workspace || !channel) throw new Error('The simulator has no workspace with a #general');
  return { workspace, team: workspace.id, channel: channel.id };
}
