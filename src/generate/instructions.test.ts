import { expect, test } from "vitest";

import type { Step } from "../core/plan.ts";
import { renderStep } from "./instructions.ts";

const cases: readonly (readonly [string, Step, string])[] = [
  ["plain paths stay plain", { kind: "copy", sources: ["app"], target: "app" }, "COPY app app"],
  [
    "a space needs the JSON form",
    { kind: "copy", sources: ["my data"], target: "my data" },
    'COPY ["my data", "my data"]',
  ],
  ["a name is no variable", { kind: "copy", sources: ["$HOME"], target: "x" }, 'COPY ["\\\\$HOME", "x"]'],
  ["a name is no pattern", { kind: "copy", sources: ["a[1]*.txt"], target: "./" }, "COPY a[[]1][*].txt ./"],
  ["a value is no variable", { kind: "env", values: { A: 'x $y "z"' } }, 'ENV A="x \\$y \\"z\\""'],
  ["the path is extended", { kind: "env", values: { PATH: "/a:$PATH" } }, "ENV PATH=/a:$PATH"],
  ["plain words need no list", { kind: "run", command: ["npm", "run", "build"] }, "RUN npm run build"],
  [
    "no shell sees a strange word",
    { kind: "run", command: ["install", "-d", "a b;c"] },
    'RUN ["install", "-d", "a b;c"]',
  ],
  [
    "a reason cannot end its comment",
    { kind: "workdir", path: "/app", why: "from a\nRUN rm" },
    "# from a RUN rm\nWORKDIR /app",
  ],
  [
    "a mount of a strange name is quoted as CSV",
    { kind: "run", command: "x", mounts: [{ type: "bind", source: 'a,"b', target: "/c" }] },
    'RUN --mount=type=bind,"source=a,""b",target=/c \\\n    x',
  ],
  [
    "a chain has a command a line, and what is quoted is none of it",
    { kind: "run", command: "a && sh -c 'b && c' && d" },
    "RUN a \\\n    && sh -c 'b && c' \\\n    && d",
  ],
  [
    "a long pipeline has a stage a line",
    { kind: "run", command: `a && ${"x".repeat(100)} 'y | z' | sort && b` },
    `RUN a \\\n    && ${"x".repeat(100)} 'y | z' \\\n        | sort \\\n    && b`,
  ],
];

test.each(cases)("%s", (_, step, text) => {
  expect(renderStep(step).join("\n")).toBe(text);
});
