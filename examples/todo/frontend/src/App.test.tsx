import { cleanup, render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { today, type Task } from './api';
import { App } from './App';
import { FakeBackend } from './fakeBackend';

const TASK: Task = { id: 1, title: 'Call Ada', priority: 'normal', due_date: null, done: false };

let backend: FakeBackend;
const user = userEvent.setup();

beforeEach(() => {
  backend = new FakeBackend();
  vi.stubGlobal('fetch', backend.fetch);
  history.replaceState(null, '', '/');
});

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const item = async (title: string) => within((await screen.findByText(title)).closest('li')!);
const form = (name: string) => within(screen.getByRole('form', { name }));

test('says that there are no tasks', async () => {
  render(<App />);
  expect(await screen.findByText('Nothing here.')).toBeTruthy();
});

test('shows a task with its priority and due date', async () => {
  backend.tasks = [{ ...TASK, priority: 'high', due_date: '2999-03-01' }];
  render(<App />);
  const task = await item('Call Ada');
  expect(task.getByText('high')).toBeTruthy();
  expect(task.getByRole('time').getAttribute('datetime')).toBe('2999-03-01');
  expect(task.queryByText(/Overdue/)).toBeNull();
});

test.each([
  [false, true],
  [true, false],
])('a task of the past that is done: %s, is overdue: %s', async (done, overdue) => {
  backend.tasks = [{ ...TASK, due_date: '2001-03-01', done }];
  render(<App />);
  expect((await item('Call Ada')).queryByText(/Overdue/) !== null).toBe(overdue);
});

test('adds a task with all its fields, and empties the form', async () => {
  render(<App />);
  const add = form('Add task');
  await user.type(add.getByLabelText('Title'), 'Buy milk');
  await user.selectOptions(add.getByLabelText('Priority'), 'low');
  await user.type(add.getByLabelText('Due'), '2999-03-01');
  await user.click(add.getByRole('button'));
  await item('Buy milk');
  expect(backend.tasks).toMatchObject([{ title: 'Buy milk', priority: 'low', due_date: '2999-03-01' }]);
  expect(add.getByLabelText<HTMLInputElement>('Title').value).toBe('');
});

test('adds a task without a due date', async () => {
  render(<App />);
  await user.type(form('Add task').getByLabelText('Title'), 'Buy milk{Enter}');
  await item('Buy milk');
  expect(backend.tasks[0]?.due_date).toBeNull();
});

test('quick-adds a sentence, with the date here', async () => {
  render(<App />);
  await user.type(form('Quick add').getByLabelText('In your words'), 'Pay the rent !high{Enter}');
  expect((await item('Pay the rent')).getByText('high')).toBeTruthy();
  expect(backend.tasks[0]?.due_date).toBe(today());
});

test('keeps the sentence and says why, when it could not be added', async () => {
  backend.health = {
    status: 'degraded',
    database: { connected: true, reason: null },
    mcp: { connected: false, reason: 'gone' },
  };
  render(<App />);
  const input = form('Quick add').getByLabelText<HTMLInputElement>('In your words');
  await user.type(input, 'Pay the rent{Enter}');
  expect((await screen.findByRole('alert')).textContent).toBe('MCP server unavailable: gone');
  expect(input.value).toBe('Pay the rent');
});

test('completes a task and reopens it', async () => {
  backend.tasks = [TASK];
  render(<App />);
  const box = await screen.findByRole<HTMLInputElement>('checkbox', { name: 'Call Ada' });
  await user.click(box);
  await vi.waitFor(() => expect(box.checked).toBe(true));
  await user.click(box);
  await vi.waitFor(() => expect(box.checked).toBe(false));
  expect(backend.requests.filter((request) => request === 'PATCH /api/tasks/1')).toHaveLength(2);
});

test('deletes a task', async () => {
  backend.tasks = [TASK];
  render(<App />);
  await user.click(await screen.findByRole('button', { name: 'Delete Call Ada' }));
  expect(await screen.findByText('Nothing here.')).toBeTruthy();
  expect(backend.tasks).toEqual([]);
});

test('each view has an address, and shows its tasks', async () => {
  backend.tasks = [TASK, { ...TASK, id: 2, title: 'Buy milk', done: true }];
  history.replaceState(null, '', '/done');
  render(<App />);
  await item('Buy milk');
  expect(screen.queryByText('Call Ada')).toBeNull();
  await user.click(screen.getByRole('link', { name: 'Open' }));
  expect(location.pathname).toBe('/open');
  await item('Call Ada');
  expect(screen.queryByText('Buy milk')).toBeNull();
  expect(screen.getByRole('link', { name: 'Open' }).getAttribute('aria-current')).toBe('page');
});

test('says so when the tasks cannot be loaded', async () => {
  vi.stubGlobal('fetch', async () => new Response('<h1>Bad gateway</h1>', { status: 502 }));
  render(<App />);
  expect((await screen.findByRole('alert')).textContent).toBe('The backend answered 502');
});
