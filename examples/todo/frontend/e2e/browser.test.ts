/** The whole application in a real browser, against the running stack at TODO_URL. */

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';

const url = process.env.TODO_URL;
if (!url) throw new Error('Set TODO_URL to the address of a running stack, such as http://localhost:3000');

// Each run has tasks of its own, so that it may run against a stack in use.
const run = Date.now().toString(36);
const failures: string[] = [];
let profile: string;
let context: BrowserContext;
let page: Page;

beforeAll(async () => {
  profile = await mkdtemp(join(tmpdir(), 'todo-e2e-'));
  context = await chromium.launchPersistentContext(profile, {
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
  page = context.pages()[0] ?? (await context.newPage());
  page.setDefaultTimeout(10_000);
  page.on('pageerror', (error) => failures.push(String(error)));
  page.on('console', (message) => message.type() === 'error' && failures.push(message.text()));
  await page.goto(url);
});

afterAll(async () => {
  await context?.close();
  await rm(profile, { recursive: true, force: true, maxRetries: 5 });
});

const task = (title: string) => page.getByRole('listitem').filter({ hasText: title });
const form = (name: string) => page.getByRole('form', { name });

test('the backend and the MCP server are well', async () => {
  const health = page.getByLabel('Health');
  await health.waitFor();
  expect(await health.innerText()).toMatch(/Backend: ok\s+MCP: ok/);
});

test('adds a task', async () => {
  await form('Add task').getByLabel('Title').fill(`Buy milk ${run}`);
  await form('Add task').getByLabel('Priority').selectOption('low');
  await form('Add task').getByRole('button').click();
  await task(`Buy milk ${run}`).getByText('low').waitFor();
});

test('quick-adds a task that the MCP tool reads', async () => {
  await form('Quick add').getByLabel('In your words').fill(`Pay rent ${run} by 2999-03-01 !high`);
  await form('Quick add').getByRole('button').click();
  const added = task(`Pay rent ${run}`);
  await added.getByText('high', { exact: true }).waitFor();
  expect(await added.getByRole('checkbox', { name: `Pay rent ${run}`, exact: true }).count()).toBe(1);
  expect(await added.locator('time').getAttribute('datetime')).toBe('2999-03-01');
});

test('says why a sentence is no task', async () => {
  await form('Quick add').getByLabel('In your words').fill('tomorrow');
  await form('Quick add').getByRole('button').click();
  await page.getByRole('alert').getByText('no title').waitFor();
  // The browser itself reports the answer 422.
  expect(failures.splice(0)).toEqual([expect.stringContaining('422')]);
});

test('completes a task, and keeps it after a reload of a deep link', async () => {
  await task(`Buy milk ${run}`).getByRole('checkbox').click();
  await task(`Buy milk ${run}`).getByRole('checkbox', { checked: true }).waitFor();
  await page.getByRole('link', { name: 'Done' }).click();
  expect(new URL(page.url()).pathname).toBe('/done');
  const answer = await page.reload();
  expect(answer?.status()).toBe(200);
  await task(`Buy milk ${run}`).waitFor();
  expect(await task(`Buy milk ${run}`).getByRole('checkbox').isChecked()).toBe(true);
  expect(await task(`Pay rent ${run}`).count()).toBe(0);
});

test('deletes tasks', async () => {
  await page.getByRole('link', { name: 'All' }).click();
  for (const title of [`Buy milk ${run}`, `Pay rent ${run}`]) {
    await page.getByRole('button', { name: `Delete ${title}` }).click();
    await task(title).waitFor({ state: 'detached' });
  }
});

test('nothing failed on the way', () => expect(failures).toEqual([]));
