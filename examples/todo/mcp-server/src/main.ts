import { createHttpServer } from './http.js';

const port = Number(process.env.PORT ?? 8080);
const host = process.env.HOST ?? '0.0.0.0';
const allowedHosts = process.env.ALLOWED_HOSTS ?? 'localhost,127.0.0.1,[::1],mcp-server';

const server = createHttpServer(allowedHosts.split(',').map((name) => name.trim()));
server.listen(port, host, () => console.log(`todo-mcp-server listens on ${host}:${port}`));

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, () => {
    console.log(`${signal}: stopping`);
    server.close();
    // Answers on their way get half a second; then nothing keeps the process alive.
    setTimeout(() => server.closeAllConnections(), 500).unref();
  });
}
