import { deleteTask, setDone, type Task, today } from './api';
import type { Change } from './useTasks';

export function TaskItem({ task, change }: { task: Task; change: Change }) {
  return (
    <li className={task.done ? 'done' : undefined}>
      <label>
        <input
          type="checkbox"
          checked={task.done}
          onChange={() => change(() => setDone(task.id, !task.done))}
        />
        <span>{task.title}</span>
      </label>
      {task.priority !== 'normal' && <span className={`priority ${task.priority}`}>{task.priority}</span>}
      {task.due_date && <DueDate date={task.due_date} missed={!task.done && task.due_date < today()} />}
      <button aria-label={`Delete ${task.title}`} onClick={() => change(() => deleteTask(task.id))}>
        ✕
      </button>
    </li>
  );
}

function DueDate({ date, missed }: { date: string; missed: boolean }) {
  const text = new Date(`${date}T00:00`).toLocaleDateString(undefined, { dateStyle: 'medium' });
  return (
    <time dateTime={date} className={missed ? 'missed' : undefined}>
      {missed && 'Overdue: '}
      {text}
    </time>
  );
}
