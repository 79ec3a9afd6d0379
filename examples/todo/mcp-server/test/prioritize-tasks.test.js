import assert from 'node:assert/strict';
import { test } from 'node:test';

import { prioritizeTasks } from '../dist/prioritize-tasks.js';

const task = (title, priority, due_date = null) => ({ title, priority, due_date });
const order = (...tasks) => prioritizeTasks(tasks, '2026-03-10').map(({ title }) => title);

test('what is overdue comes first, whatever its priority', () => {
  assert.deepEqual(order(task('a', 'high', '2026-03-10'), task('b', 'low', '2026-03-09')), ['b', 'a']);
});

test('then the higher priority', () => {
  assert.deepEqual(order(task('a', 'low'), task('b', 'normal'), task('c', 'high')), ['c', 'b', 'a']);
});

test('then the earlier due date, and no due date last', () => {
  assert.deepEqual(
    order(task('a', 'normal'), task('b', 'normal', '2026-04-02'), task('c', 'normal', '2026-04-01')),
    ['c', 'b', 'a'],
  );
});

test('equal tasks keep their order, and the input is left alone', () => {
  const tasks = Object.freeze([task('a', 'low'), task('b', 'low'), task('c', 'high')]);
  assert.deepEqual(order(...tasks), ['c', 'a', 'b']);
});
