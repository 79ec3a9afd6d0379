import type { Priority, Task } from './task.js';

const WEEKDAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];

/** What a phrase says, given the words that it matched and the date that it counts from. */
type Rule<Value> = [phrase: RegExp, read: (words: string[], today: string) => Value | undefined];

const PRIORITIES: Rule<Priority>[] = [
  [/!(low|normal|high)\b/i, ([word]) => word!.toLowerCase() as Priority],
  [/\b(low|normal|high) priority\b/i, ([word]) => word!.toLowerCase() as Priority],
  [/\burgent(?:ly)?\b/i, () => 'high'],
  [/\bwhenever\b/i, () => 'low'],
];

const DUE_DATES: Rule<string>[] = [
  [/\b(?:(?:on|by|due) )?(\d{4}-\d{2}-\d{2})\b/i, ([date]) => realDate(date!)],
  [/\b(?:(?:by|due) )?today\b/i, (_, today) => today],
  [/\b(?:(?:by|due) )?tomorrow\b/i, (_, today) => addDays(today, 1)],
  [/\bin (\d{1,3}) days?\b/i, ([days], today) => addDays(today, Number(days))],
  [/\bin (\d{1,2}) weeks?\b/i, ([weeks], today) => addDays(today, 7 * Number(weeks))],
  [/\bnext week\b/i, (_, today) => addDays(today, 7)],
  [
    new RegExp(`\\b(?:(?:on|by|due|next) )?(${WEEKDAYS.join('|')})\\b`, 'i'),
    ([day], today) => nextWeekday(day!, today),
  ],
];

/** Reads "Pay the rent tomorrow !high": the same text on the same day is always the same task. */
export function parseTask(text: string, today: string): Task {
  const [priority, withoutPriority] = take(text, PRIORITIES, today);
  const [dueDate, rest] = take(withoutPriority, DUE_DATES, today);
  const title = rest.replace(/\s+/g, ' ').replace(/ (?=[,.;:])/g, '').replace(/^[\s,.;:]+|[\s,;:]+$/g, '');
  if (!title) throw new Error('The text has no title: it only says when or how urgent');
  return { title, priority: priority ?? 'normal', due_date: dueDate ?? null };
}

/** The value of the first rule that reads one, and the text without the phrase that said it. */
function take<Value>(text: string, rules: Rule<Value>[], today: string): [Value | undefined, string] {
  for (const [phrase, read] of rules) {
    const match = phrase.exec(text);
    const value = match && read(match.slice(1), today);
    if (match && value) {
      return [value, text.slice(0, match.index) + text.slice(match.index + match[0].length)];
    }
  }
  return [undefined, text];
}

function addDays(date: string, days: number): string {
  const sum = new Date(date);
  sum.setUTCDate(sum.getUTCDate() + days);
  return sum.toISOString().slice(0, 10);
}

/** The next such day after today: "monday", said on a Monday, is a week away. */
function nextWeekday(day: string, today: string): string {
  const ahead = WEEKDAYS.indexOf(day.toLowerCase()) - new Date(today).getUTCDay();
  return addDays(today, ahead > 0 ? ahead : ahead + 7);
}

/** The date, unless the calendar does not have it. */
function realDate(date: string): string | undefined {
  const time = Date.parse(date);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(date) ? date : undefined;
}
