import type { FormEvent } from 'react';

import { addTask, PRIORITIES, type Priority } from './api';
import type { Change } from './useTasks';

export function AddTask({ change }: { change: Change }) {
  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = event.currentTarget;
    const data = new FormData(form);
    const task = {
      title: String(data.get('title')),
      priority: data.get('priority') as Priority,
      due_date: String(data.get('due_date')) || null,
    };
    if (await change(() => addTask(task))) form.reset();
  }

  return (
    <form aria-label="Add task" onSubmit={submit}>
      <label className="wide">
        Title
        <input name="title" required maxLength={200} autoComplete="off" />
      </label>
      <label>
        Priority
        <select name="priority" defaultValue="normal">
          {PRIORITIES.map((priority) => (
            <option key={priority}>{priority}</option>
          ))}
        </select>
      </label>
      <label>
        Due
        <input name="due_date" type="date" />
      </label>
      <button>Add</button>
    </form>
  );
}
