import { expect, test } from "vitest";

import { readRequirements } from "./requirements.ts";

const read = (files: Record<string, string>) => readRequirements("requirements.txt", (path) => files[path] ?? null);

test("includes are read relative to the file that names them, each once, constraints without being installed", () => {
  const found = read({
    "requirements.txt": "-r deploy/web.txt\n-c pins.txt\nFastAPI[standard] >=0.1 # the framework\n",
    "deploy/web.txt": "uvicorn\n-r ../requirements.txt\n",
    "pins.txt": "starlette<1\n",
  });
  expect(
    found.requirements.map((r) => `${r.value.name}[${r.value.extras.join()}]${r.value.specifier} ${r.file}:${r.line}`),
  ).toEqual(["uvicorn[] deploy/web.txt:1", "fastapi[standard]>=0.1 requirements.txt:3"]);
  expect(found.files).toEqual(["requirements.txt", "deploy/web.txt", "pins.txt"]);
  expect(found.problems).toEqual([]);
});

test.each([
  ["every one has a hash", "a==1 \\\n  --hash=sha256:00\nb==2 --hash=sha256:11\n", true],
  ["one has none", "a==1 --hash=sha256:00\nb==2\n", false],
  ["there is nothing to hash", "# none\n", false],
])("hashed: %s", (_, text, hashed) => {
  expect(read({ "requirements.txt": text }).hashed).toBe(hashed);
});

test("what cannot be read is named with its line", () => {
  const found = read({ "requirements.txt": "a\n-r gone.txt\n???\n./local\nhttps://host/x.whl\n" });
  expect(found.problems).toEqual([
    { file: "requirements.txt", line: 2, says: "includes gone.txt, which cannot be read" },
    { file: "requirements.txt", line: 3, says: "is not a requirement: ???" },
  ]);
  expect(found.direct.map((d) => d.text)).toEqual(["./local", "https://host/x.whl"]);
});
