/** The backend, on the same origin as this page. */

export const PRIORITIES = ['low', 'normal', 'high'] as const;
export type Priority = (typeof PRIORITIES)[number];

export interface NewTask {
  title: string;
  priority: Priority;
  due_date: string | null;
}

export interface Task extends NewTask {
  id: number;
  done: boolean;
}

export interface Health {
  status: 'ok' | 'degraded' | 'error';
  database: { connected: boolean; reason: string | null };
  mcp: { connected: boolean; reason: string | null };
}

const TASKS = '/api/tasks';

export const listTasks = () => request<Task[]>('GET', TASKS);
export const addTask = (task: NewTask) => request<Task>('POST', TASKS, task);
export const quickAdd = (text: string) => request<Task>('POST', `${TASKS}/quick-add`, { text, today: today() });
export const setDone = (id: number, done: boolean) => request<Task>('PATCH', `${TASKS}/${id}`, { done });
export const deleteTask = (id: number) => request<void>('DELETE', `${TASKS}/${id}`);

/** What the backend says of itself; the answer 503 carries it too. */
export async function getHealth(): Promise<Health> {
  return (await fetch('/health')).json();
}

/** The date here, which need not be the date where the backend runs, as YYYY-MM-DD. */
export const today = () => new Date().toLocaleDateString('sv-SE');

async function request<Answer>(method: string, url: string, body?: object): Promise<Answer> {
  const response = await fetch(url, {
    method,
    ...(body && { headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(await reason(response));
  return response.status === 204 ? (undefined as Answer) : response.json();
}

/** FastAPI's `detail`: a sentence, or a list of what is wrong with which field. */
async function reason(response: Response): Promise<string> {
  const { detail } = await response.json().catch(() => ({}));
  if (typeof detail === 'string') return detail;
  if (Array.isArray(detail)) return detail.map(({ msg }) => msg).join(', ');
  return `The backend answered ${response.status}`;
}
