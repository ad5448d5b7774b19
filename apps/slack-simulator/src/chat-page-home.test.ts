import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { connectApp, type TestApp } from './testing/chat-page-app.ts';
import { buildStage, type Scene, type Stage } from './testing/chat-page-stage.ts';

describe('what the page shows of an app beside its messages', () => {
  let stage: Stage;
  let scene: Scene;
  let page: Page;
  let app: TestApp;

  beforeAll(async () => {
    stage = await buildStage();
  });
  afterAll(() => stage.close());
  beforeEach(async () => {
    scene = await stage.open();
    ({ page } = scene);
  });
  afterEach(async () => {
    app.close();
    await scene.close();
    expect(scene.problems).toEqual([]);
    expect(app.problems).toEqual([]);
  });

  async function openDirectMessage(homeTab: boolean) {
    app = await connectApp(scene.simulator, {
      homeTab,
      events: ['app_home_opened'],
      slashCommands: [{ command: '/plan', description: 'Shows the plan' }],
    });
    await page.getByRole('button', { name: /^Muster/ }).click();
    await page.getByRole('textbox', { name: 'Message Muster' }).waitFor();
  }
  const tab = (name: string) => page.getByRole('link', { name, exact: true });

  it('is not there for an app without one; what the app is and may do always is', async () => {
    await openDirectMessage(false);
    await tab('About').waitFor();
    expect(await tab('Home').count()).toBe(0);
    await tab('About').click();
    const about = page.getByRole('region', { name: 'About Muster' });
    await about.getByText('chat:write').waitFor();
    await about.getByText('/plan').waitFor();
    await page.goto(`${page.url().replace('tab=about', 'tab=home')}`);
    await page.getByRole('textbox', { name: 'Message Muster' }).waitFor();
  });
});
