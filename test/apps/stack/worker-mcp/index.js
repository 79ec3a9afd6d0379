import { createServer } from 'node:http';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';

const mcp = new McpServer({ name: 'worker', version: '1.0.0' });
const port = parseInt(process.env.PORT || '8080', 10);
createServer(async (req, res) => {
  const { pathname } = new URL(req.url, 'http://localhost');
  if (pathname === '/health' && req.method === 'GET') return res.end('ok');
  if (pathname === '/mcp') return mcp.close();
  res.writeHead(404).end();
}).listen(port, '0.0.0.0');
