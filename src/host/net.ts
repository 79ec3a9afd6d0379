import { request as plain } from "node:http";
import type { IncomingHttpHeaders, IncomingMessage } from "node:http";
import { request as secure } from "node:https";
import { createServer } from "node:net";
import { SeaworthyError } from "../core/errors/index.ts";
import type { HttpAnswer, HttpRequest, Net } from "../core/ports/host.ts";

const largestBody = 1024 * 1024;
const defaultTimeoutMs = 5000;

/**
 * A request without following redirects: the answer is what this address said. The body is cut at 1 MiB, and the whole exchange
 * at the timeout; an answer whose body did not come in time keeps its status and says so in `error`.
 */
async function ask(url: string, options: HttpRequest = {}): Promise<HttpAnswer> {
  const began = performance.now();
  const timeoutMs = options.timeoutMs ?? defaultTimeoutMs;
  return new Promise((resolve) => {
    let response: IncomingMessage | null = null;
    const chunks: Buffer[] = [];
    let bytes = 0;
    let settled = false;
    const settle = (error: string | null): void => {
      if (settled) return;
      settled = true;
      clearTimeout(timer);
      resolve({
        status: response?.statusCode ?? 0,
        headers: flat(response?.headers ?? {}),
        body: Buffer.concat(chunks).subarray(0, largestBody).toString("utf8"),
        error,
        seconds: (performance.now() - began) / 1000,
      });
      request?.destroy();
    };
    const timer = setTimeout(() => {
      settle(response === null ? `no answer within ${timeoutMs} ms` : `the body did not end within ${timeoutMs} ms`);
    }, timeoutMs);
    const connect = url.startsWith("https:") ? secure : plain;
    let request: ReturnType<typeof plain> | null = null;
    try {
      const { method = "GET", body } = options;
      // Without it a body is sent in chunks, which not every server takes.
      const length = body === undefined ? {} : { "content-length": String(Buffer.byteLength(body)) };
      const headers = { "user-agent": "seaworthy", ...length, ...options.headers };
      request = connect(url, { method, agent: false, headers });
    } catch (error) {
      settle(reason(error));
      return;
    }
    request.on("error", (error) => settle(reason(error)));
    request.on("response", (answer) => {
      response = answer;
      answer.on("data", (chunk: Buffer) => {
        chunks.push(chunk);
        bytes += chunk.length;
        if (bytes > largestBody) settle(`the body is over ${largestBody} bytes; the rest was not read`);
      });
      answer.on("end", () => settle(null));
      answer.on("error", (error) => settle(reason(error)));
      answer.on("close", () => settle(answer.complete ? null : "the connection was closed in the middle of the body"));
    });
    request.end(options.body);
  });
}

/** A TCP port of 127.0.0.1 that nothing listened on a moment ago. */
async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", (cause) =>
      reject(
        new SeaworthyError("no-free-port", {
          what: "no free port could be had on 127.0.0.1",
          why: cause.message,
          todo: "end programs that hold many ports, or give a port",
          cause,
        }),
      ),
    );
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      const port = typeof address === "object" && address !== null ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}

function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  // Several addresses tried (::1 and 127.0.0.1) come as one AggregateError with an empty message.
  if (error instanceof AggregateError) return error.errors.map(reason).join("; ");
  return error.message;
}

function flat(headers: IncomingHttpHeaders): Record<string, string> {
  const out: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) out[name] = Array.isArray(value) ? value.join(", ") : value;
  }
  return out;
}

export const net: Net = { ask, get: ask, freePort };
