import { McpServer } from '@modelcontextprotocol/server';
import * as z from 'zod';

import { parseTask } from './parse-task.js';
import { prioritizeTasks } from './prioritize-tasks.js';
import { isoDate, task } from './task.js';

const tasks = z.array(task);
const today = isoDate.describe('The date that words such as "tomorrow" count from');
const annotations = { readOnlyHint: true, idempotentHint: true, openWorldHint: false };

export function createTools(): McpServer {
  const server = new McpServer({ name: 'todo-mcp-server', version: '1.0.0' });

  server.registerTool(
    'parse_task',
    {
      description: 'Read the title, the priority and the due date out of a sentence',
      inputSchema: z.object({ text: z.string().max(200), today }),
      outputSchema: task,
      annotations,
    },
    ({ text, today }) => structured(parseTask(text, today)),
  );

  server.registerTool(
    'prioritize_tasks',
    {
      description: 'Order tasks by what to do first',
      inputSchema: z.object({ tasks, today }),
      outputSchema: z.object({ tasks }),
      annotations,
    },
    (input) => structured({ tasks: prioritizeTasks(input.tasks, input.today) }),
  );

  return server;
}

/** As data, and as text for clients that only read text. */
function structured<T extends Record<string, unknown>>(structuredContent: T) {
  return {
    content: [{ type: 'text' as const, text: JSON.stringify(structuredContent) }],
    structuredContent,
  };
}
