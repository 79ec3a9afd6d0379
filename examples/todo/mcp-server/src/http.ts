import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';

import { hostHeaderValidation, originValidation, toNodeHandler } from '@modelcontextprotocol/node';
import { createMcpHandler } from '@modelcontextprotocol/server';

import { createTools } from './tools.js';

/** MCP at /mcp, for requests made to one of `allowedHosts` only, and GET /health. */
export function createHttpServer(allowedHosts: string[]): Server {
  const mcp = toNodeHandler(createMcpHandler(createTools));
  // A web page may rebind its own name to this server's address; then Host or Origin gives it away.
  const isAllowedHost = hostHeaderValidation(allowedHosts);
  const isAllowedOrigin = originValidation(allowedHosts);

  return createServer((request, response) => {
    switch (request.url?.split('?')[0]) {
      case '/mcp':
        if (isAllowedHost(request, response) && isAllowedOrigin(request, response)) {
          void mcp(request, response);
        }
        return;
      case '/health':
        return sendHealth(request, response);
      default:
        return send(response, 404, { error: 'Not found: MCP is at /mcp' });
    }
  });
}

function sendHealth(request: IncomingMessage, response: ServerResponse): void {
  if (request.method === 'GET' || request.method === 'HEAD') send(response, 200, { status: 'ok' });
  else send(response, 405, { error: 'Only GET' });
}

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
