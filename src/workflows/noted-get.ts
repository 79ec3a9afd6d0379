import type { HttpAnswer } from "../core/ports/host.ts";
import { noteEvidence } from "./evidence.ts";
import type { Session } from "./session.ts";

/** A GET from the host, kept as evidence in the form in which a person would repeat it. */
export async function notedGet(session: Session, url: string, timeoutMs = 5000): Promise<HttpAnswer> {
  const answer = await session.net.get(url, { timeoutMs });
  noteEvidence({
    command: `curl -sS --max-time ${timeoutMs / 1000} ${url}`,
    exitCode: answer.error === null ? 0 : 1,
    output: answer.error ?? `${answer.status} ${answer.body.slice(0, 400)}`,
    seconds: answer.seconds,
  });
  return answer;
}
