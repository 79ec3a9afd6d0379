import type { Health, Task } from './api';

const HEALTHY: Health = {
  status: 'ok',
  database: { connected: true, reason: null },
  mcp: { connected: true, reason: null },
};

/** The backend's contract in memory, to put in the place of `fetch`. */
export class FakeBackend {
  tasks: Task[] = [];
  health: Health | 'unreachable' = HEALTHY;
  requests: string[] = [];

  fetch = async (url: string, init: RequestInit = {}): Promise<Response> => {
    const method = init.method ?? 'GET';
    const body = init.body ? JSON.parse(String(init.body)) : undefined;
    const id = Number(url.split('/').at(-1));
    this.requests.push(`${method} ${url}`);
    switch (`${method} ${url.replace(/\d+$/, ':id')}`) {
      case 'GET /health':
        if (this.health === 'unreachable') throw new TypeError('Failed to fetch');
        return Response.json(this.health, { status: this.health.status === 'error' ? 503 : 200 });
      case 'GET /api/tasks':
        return Response.json(this.tasks);
      case 'POST /api/tasks':
        return this.add(body);
      case 'POST /api/tasks/quick-add':
        return this.health !== 'unreachable' && this.health.mcp.connected
          ? this.add({ title: body.text.replace(' !high', ''), priority: 'high', due_date: body.today })
          : Response.json({ detail: 'MCP server unavailable: gone' }, { status: 503 });
      case 'PATCH /api/tasks/:id':
        this.tasks = this.tasks.map((task) => (task.id === id ? { ...task, ...body } : task));
        return Response.json(this.tasks.find((task) => task.id === id));
      case 'DELETE /api/tasks/:id':
        this.tasks = this.tasks.filter((task) => task.id !== id);
        return new Response(null, { status: 204 });
      default:
        return new Response('not found', { status: 404 });
    }
  };

  private add(fields: Omit<Task, 'id' | 'done'>): Response {
    const task = { ...fields, id: this.tasks.length + 1, done: false };
    this.tasks.push(task);
    return Response.json(task, { status: 201 });
  }
}
