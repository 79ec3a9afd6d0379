import { request } from "node:http";

/** What the daemon at a socket answers to a GET, or null where none answers in time. */
function get(socketPath: string, path: string, timeoutMs: number): Promise<string | null> {
  return new Promise((resolve) => {
    const asking = request({ socketPath, path, timeout: timeoutMs }, (answer) => {
      let text = "";
      answer.setEncoding("utf8");
      answer.on("data", (piece: string) => (text += piece));
      answer.on("end", () => resolve(answer.statusCode === 200 ? text : null));
      answer.on("error", () => resolve(null));
    });
    asking.on("timeout", () => asking.destroy(new Error("timeout")));
    asking.on("error", () => resolve(null));
    asking.end();
  });
}

/** Whether the daemon at a socket answers. */
export async function answers(socket: string, timeoutMs = 3000): Promise<boolean> {
  return (await get(socket, "/_ping", timeoutMs)) === "OK";
}

/** The storage driver of the daemon at a socket, or null where it cannot be asked. */
export async function storageDriver(socket: string): Promise<string | null> {
  const text = await get(socket, "/info", 10_000);
  if (text === null) return null;
  const told: unknown = JSON.parse(text);
  return typeof told === "object" && told !== null && "Driver" in told && typeof told.Driver === "string"
    ? told.Driver
    : null;
}
