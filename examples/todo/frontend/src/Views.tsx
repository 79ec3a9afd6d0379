import type { Task } from './api';
import { navigate } from './usePath';

export interface View {
  path: string;
  name: string;
  shows: (task: Task) => boolean;
}

export const VIEWS: [View, ...View[]] = [
  { path: '/', name: 'All', shows: () => true },
  { path: '/open', name: 'Open', shows: (task) => !task.done },
  { path: '/done', name: 'Done', shows: (task) => task.done },
];

export function Views({ current }: { current: View }) {
  return (
    <nav aria-label="Views">
      {VIEWS.map(({ path, name }) => (
        <a
          key={path}
          href={path}
          aria-current={path === current.path ? 'page' : undefined}
          onClick={(event) => {
            if (event.metaKey || event.ctrlKey || event.shiftKey) return; // a new tab or window
            event.preventDefault();
            navigate(path);
          }}
        >
          {name}
        </a>
      ))}
    </nav>
  );
}
