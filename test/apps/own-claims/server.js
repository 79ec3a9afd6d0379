import { createServer } from "node:http";

const port = Number(process.env.PORT ?? 8080);
const notes = [];

async function bodyOf(request) {
  let text = "";
  for await (const chunk of request) text += chunk;
  return JSON.parse(text);
}

const server = createServer(async (request, response) => {
  const answer = (status, data) => {
    response.writeHead(status, { "content-type": "application/json" });
    response.end(JSON.stringify(data));
  };
  if (request.url === "/health") return answer(200, { status: "ok" });
  if (request.url !== "/notes") return answer(404, { error: "not found" });
  if (request.method === "GET") return answer(200, notes);
  notes.push((await bodyOf(request)).text);
  return answer(201, { count: notes.length });
});
server.listen(port, "0.0.0.0");
process.on("SIGTERM", () => server.close(() => process.exit(0)));
