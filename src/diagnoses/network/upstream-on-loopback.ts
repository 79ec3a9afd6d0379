import { defineDiagnosis } from "../define.ts";
import { withoutInstruction } from "../lines.ts";
import type { Dockerfile, PairInstruction } from "../../formats/dockerfile/index.ts";
import type { Edit } from "../../core/edit.ts";

export default defineDiagnosis({
  id: "upstream-on-loopback",
  title: "An upstream is looked for inside the container itself",
  stage: "network",
  since: "0.1.0",
  why: "In a container localhost is the container. Another service is reached by its name on their network, and that address belongs to where the image runs, not into the image.",
  sources: ["https://docs.docker.com/engine/network/"],
  signatures: [
    /(?:timeout|timed out|refused|not usable|unreachable)[^\n]{0,200}(?<host>localhost|127\.0\.0\.1|\[::1\]):(?<port>\d+)/i,
    /(?<host>localhost|127\.0\.0\.1|\[::1\]):(?<port>\d+)[^\n]{0,200}(?:timeout|timed out|refused|not usable|unreachable|attempts failed)/i,
  ],
  quiet: ["INFO: Uvicorn running on http://127.0.0.1:8000 (Press CTRL+C to quit)"],
  confirm({ plan, dockerfile, siblings }, match) {
    const port = match.groups?.["port"] ?? "";
    const upstream = plan.upstreams.find(
      (one) => one.env !== null && valueOf(dockerfile, one.env)?.includes(`:${port}`),
    );
    if (upstream === undefined || upstream.env === null) return null;
    const set = settersOf(dockerfile, upstream.env);
    const value = valueOf(dockerfile, upstream.env) ?? "";
    const named = siblings.includes(upstream.name);
    return {
      cause: `The image sets ${upstream.env} to ${value}: in the container that is the container itself, not ${upstream.name}.`,
      confirmedBy: [
        `ENV ${upstream.env}=${value} in the Dockerfile`,
        named
          ? `a service called ${upstream.name} is on the network`
          : `no service listens on port ${port} in the container`,
      ],
      remedy: {
        says: `take ${upstream.env} out of the image; it is given at start: -e ${upstream.env}=http://${upstream.name}:${port}`,
        edits: set,
      },
    };
  },
});

function environmentOf(file: Dockerfile): readonly PairInstruction[] {
  return file.instructions.filter((one): one is PairInstruction => one.kind === "env");
}

function valueOf(file: Dockerfile, name: string): string | undefined {
  const pairs = environmentOf(file).flatMap((one) => one.pairs);
  return pairs.findLast((pair) => pair.name.text === name)?.value?.value ?? undefined;
}

/** Deletes the variable wherever the final image sets it; an ENV with other pairs keeps those. */
function settersOf(file: Dockerfile, name: string): readonly Edit[] {
  const edits: Edit[] = [];
  for (const one of environmentOf(file)) {
    const pair = one.pairs.find((candidate) => candidate.name.text === name);
    if (pair === undefined) continue;
    if (one.pairs.length === 1) edits.push(withoutInstruction(file, one));
    else {
      const next = one.pairs[one.pairs.indexOf(pair) + 1];
      const before = one.pairs[one.pairs.indexOf(pair) - 1];
      edits.push(
        next === undefined
          ? { start: before?.end ?? pair.start, end: pair.end, text: "" }
          : { start: pair.start, end: next.start, text: "" },
      );
    }
  }
  return edits;
}
