import { expect, test } from "vitest";
import { recordedDockerfile } from "./recorded-dockerfile.ts";

const text = `# syntax
FROM python:3.11 AS base
WORKDIR /app

FROM base AS tests
RUN pytest

FROM node:22 AS builder
RUN --mount=type=bind,from=tools,source=/bin,target=/t true

FROM base
COPY --from=builder /a /b /out/
COPY --from=nginx:1.26 /etc/nginx /etc/nginx
`;

test("a Dockerfile's stages: what each stands on and takes, at its line, and which of them is shipped", () => {
  const { stages, before } = recordedDockerfile("Dockerfile", text, text);
  expect(before).toBeNull();
  expect(stages.map(({ name, role, line, instructions }) => [name, role, line, instructions])).toEqual([
    ["base", "base", 2, 1],
    ["tests", "unused", 5, 1],
    ["builder", "source", 8, 1],
    ["3", "final", 11, 2],
  ]);
  expect(stages[2]?.inputs[1]).toEqual({ from: "tools", stage: false, through: "mount", what: "/bin → /t", line: 9 });
  expect(stages[3]?.inputs).toEqual([
    { from: "base", stage: true, through: "from", what: "", line: 11 },
    { from: "builder", stage: true, through: "copy", what: "/a /b → /out/", line: 12 },
    { from: "nginx:1.26", stage: false, through: "copy", what: "/etc/nginx → /etc/nginx", line: 13 },
  ]);
});

test("what it replaced is kept only where that was another", () => {
  expect(recordedDockerfile("Dockerfile", text, "FROM a\n").before).toBe("FROM a\n");
  expect(recordedDockerfile("Dockerfile", "FROM (", null).stages).toHaveLength(1);
});
