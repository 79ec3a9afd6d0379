import type { Priority, Task } from './task.js';

const WEIGHT: Record<Priority, number> = { high: 0, normal: 1, low: 2 };

/** What to do first: what is overdue, then by priority, then by due date; the rest keeps its order. */
export function prioritizeTasks<T extends Task>(tasks: T[], today: string): T[] {
  const isOnTime = (task: T) => Number(task.due_date === null || task.due_date >= today);
  return tasks.toSorted(
    (a, b) =>
      isOnTime(a) - isOnTime(b) ||
      WEIGHT[a.priority] - WEIGHT[b.priority] ||
      (a.due_date ?? '9999').localeCompare(b.due_date ?? '9999'),
  );
}
