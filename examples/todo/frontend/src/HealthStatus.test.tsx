import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { FakeBackend } from './fakeBackend';
import { HealthStatus } from './HealthStatus';

const FINE = { connected: true, reason: null };

let backend: FakeBackend;

beforeEach(() => {
  vi.useFakeTimers({ shouldAdvanceTime: true });
  backend = new FakeBackend();
  vi.stubGlobal('fetch', backend.fetch);
});

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

const shown = async () => (await screen.findByLabelText('Health')).textContent;

test('all is well', async () => {
  render(<HealthStatus />);
  expect(await shown()).toBe('Backend: okMCP: ok');
});

test('names the part that fails, and why', async () => {
  backend.health = { status: 'degraded', database: FINE, mcp: { connected: false, reason: 'gone' } };
  render(<HealthStatus />);
  expect(await shown()).toBe('Backend: okMCP: unavailable (gone)');
});

test('reads the reason out of an answer 503', async () => {
  backend.health = { status: 'error', database: { connected: false, reason: 'no disk' }, mcp: FINE };
  render(<HealthStatus />);
  expect(await shown()).toBe('Backend: unavailable (no disk)MCP: ok');
});

test('notices when the backend goes and when it returns', async () => {
  backend.health = 'unreachable';
  render(<HealthStatus />);
  expect(await shown()).toBe('Backend: unavailable (not reachable)');
  backend.health = { status: 'ok', database: FINE, mcp: FINE };
  await vi.advanceTimersByTimeAsync(5000);
  expect(await shown()).toBe('Backend: okMCP: ok');
});

test('stops asking when it is gone from the page', async () => {
  const { unmount } = render(<HealthStatus />);
  await shown();
  unmount();
  await vi.advanceTimersByTimeAsync(20_000);
  expect(backend.requests).toHaveLength(1);
});
