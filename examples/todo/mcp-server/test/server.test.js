import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, get } from 'node:http';
import { after, before, test } from 'node:test';

import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';

const today = '2026-03-01';
let server;
let url;
const client = new Client({ name: 'test', version: '1.0.0' });

before(async () => {
  ({ server, url } = await start());
  await client.connect(new StreamableHTTPClientTransport(new URL('/mcp', url)));
});

after(async () => {
  await client.close();
  server.kill();
});

test('reads a task over MCP', async () => {
  const { tools } = await client.listTools();
  assert.deepEqual(tools.map(({ name }) => name), ['parse_task', 'prioritize_tasks']);

  const text = 'Pay the rent tomorrow !high';
  const { structuredContent } = await client.callTool({ name: 'parse_task', arguments: { text, today } });
  assert.deepEqual(structuredContent, { title: 'Pay the rent', priority: 'high', due_date: '2026-03-02' });
});

test('orders tasks over MCP', async () => {
  const [low, high] = ['low', 'high'].map((priority) => ({ title: priority, priority, due_date: null }));
  const call = { name: 'prioritize_tasks', arguments: { tasks: [low, high], today } };
  assert.deepEqual((await client.callTool(call)).structuredContent, { tasks: [high, low] });
});

test('says why it cannot read a task', async () => {
  const answer = await client.callTool({ name: 'parse_task', arguments: { text: 'tomorrow', today } });
  assert.equal(answer.isError, true);
  assert.match(answer.content[0].text, /no title/);
});

test('is healthy, under any name', async () => {
  assert.deepEqual(await request('/health', { host: '10.1.2.3:8080' }), { status: 200, body: { status: 'ok' } });
});

test('serves nothing else', async () => {
  assert.equal((await request('/')).status, 404);
});

for (const host of ['localhost', '127.0.0.1:8080', '[::1]:8080', 'mcp-server:8080']) {
  test(`accepts the host ${host}`, async () => {
    assert.equal((await request('/mcp', { host })).status, 405); // past the guard: MCP has no GET
  });
}

test('rejects other hosts and origins: DNS rebinding', async () => {
  assert.equal((await request('/mcp', { host: 'evil.example' })).status, 403);
  assert.equal((await request('/mcp', { host: 'localhost', origin: 'http://evil.example' })).status, 403);
});

test('ALLOWED_HOSTS replaces the accepted hosts', async () => {
  const other = await start({ ALLOWED_HOSTS: 'tools.internal' });
  assert.equal((await request('/mcp', { host: 'tools.internal' }, other.url)).status, 405);
  assert.equal((await request('/mcp', { host: 'mcp-server' }, other.url)).status, 403);
  other.server.kill();
});

for (const signal of ['SIGTERM', 'SIGINT']) {
  test(`stops within a second on ${signal}, with open connections, and exits with 0`, async () => {
    const other = await start();
    await request('/health', { connection: 'keep-alive' }, other.url);
    const started = performance.now();
    other.server.kill(signal);
    const [code] = await once(other.server, 'exit');
    assert.equal(code, 0);
    assert.ok(performance.now() - started < 1000);
  });
}

/** The server as it is shipped, on a free port. */
async function start(env = {}) {
  const port = await freePort();
  const server = spawn(process.execPath, ['dist/main.js'], {
    env: { ...env, PORT: String(port), HOST: '127.0.0.1' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(server.stdout, 'data');
  return { server, url: `http://127.0.0.1:${port}` };
}

async function freePort() {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address();
  probe.close();
  await once(probe, 'close');
  return port;
}

/** GET with headers of any kind, which fetch would not send. */
async function request(path, headers = {}, base = url) {
  const [response] = await once(get(new URL(path, base), { headers }), 'response');
  const body = (await response.toArray()).join('');
  return { status: response.statusCode, body: JSON.parse(body) };
}
