import { AddTask } from './AddTask';
import { HealthStatus } from './HealthStatus';
import { QuickAdd } from './QuickAdd';
import { TaskItem } from './TaskItem';
import { usePath } from './usePath';
import { useTasks } from './useTasks';
import { Views, VIEWS } from './Views';

export function App() {
  const { tasks, error, change } = useTasks();
  const path = usePath();
  const view = VIEWS.find((view) => view.path === path) ?? VIEWS[0];
  const shown = tasks?.filter(view.shows);

  return (
    <>
      <header>
        <h1>Todo</h1>
        <HealthStatus />
      </header>
      <main>
        <QuickAdd change={change} />
        <AddTask change={change} />
        {error && <p role="alert">{error}</p>}
        <Views current={view} />
        {shown?.length === 0 && <p className="empty">Nothing here.</p>}
        <ul className="tasks" aria-label="Tasks">
          {shown?.map((task) => <TaskItem key={task.id} task={task} change={change} />)}
        </ul>
      </main>
    </>
  );
}
