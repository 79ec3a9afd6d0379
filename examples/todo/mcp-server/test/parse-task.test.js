import assert from 'node:assert/strict';
import { test } from 'node:test';

import { parseTask } from '../dist/parse-task.js';

const SUNDAY = '2026-03-01';

const READS = [
  ['Buy milk', 'Buy milk', 'normal', null],
  ['Pay the rent tomorrow !high', 'Pay the rent', 'high', '2026-03-02'],
  ['!low water the plants today', 'water the plants', 'low', '2026-03-01'],
  ['Urgent: call the bank by Friday', 'call the bank', 'high', '2026-03-06'],
  ['high priority: ship the release in 3 days', 'ship the release', 'high', '2026-03-04'],
  ['Sort photos whenever', 'Sort photos', 'low', null],
  ['Review the report in 2 weeks', 'Review the report', 'normal', '2026-03-15'],
  ['Plan the trip next week', 'Plan the trip', 'normal', '2026-03-08'],
  ['Renew passport by 2026-12-31, bring photo', 'Renew passport, bring photo', 'normal', '2026-12-31'],
  ['Dentist on MONDAY', 'Dentist', 'normal', '2026-03-02'],
  ['Roast on sunday', 'Roast', 'normal', '2026-03-08'],
  ['Party due 2028-02-29', 'Party', 'normal', '2028-02-29'],
  ['No such day 2026-02-30', 'No such day 2026-02-30', 'normal', null],
  ['Fix the todays-menu page', 'Fix the todays-menu page', 'normal', null],
  ['Buy 3 days of food', 'Buy 3 days of food', 'normal', null],
];

for (const [text, title, priority, due_date] of READS) {
  test(text, () => assert.deepEqual(parseTask(text, SUNDAY), { title, priority, due_date }));
}

test('counts over the end of a month and of a year', () => {
  assert.equal(parseTask('x tomorrow', '2028-02-28').due_date, '2028-02-29');
  assert.equal(parseTask('x tomorrow', '2026-12-31').due_date, '2027-01-01');
});

test('refuses a text without a title', () => {
  for (const text of ['', '  ', 'tomorrow !high', 'urgent:']) {
    assert.throws(() => parseTask(text, SUNDAY), /no title/);
  }
});
