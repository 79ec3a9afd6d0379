import { defineRule } from "../define.ts";
import { secretFileOf } from "../knowledge/secrets.ts";
import { rememberBy } from "../knowledge/remember.ts";
import { admitted, wholeContextCopy } from "../knowledge/context-files.ts";

const folders = [
  ".git",
  "node_modules",
  ".venv",
  "venv",
  "__pycache__",
  ".pytest_cache",
  ".mypy_cache",
  ".ruff_cache",
  ".terraform",
];

/** The files that no image should hold, each with the name by which it is told. */
const unwanted = rememberBy((files: readonly string[]): readonly { readonly file: string; readonly name: string }[] => {
  const out = [];
  for (const file of files) {
    const folder = folders.find((name) => file.startsWith(`${name}/`) || file.includes(`/${name}/`));
    const name = folder ?? secretFileOf(file);
    if (name != null) out.push({ file, name });
  }
  return out;
});

export default defineRule({
  id: "SW9004",
  slug: "context/unwanted-files",
  title: "The whole folder copied, with history, secrets or local environments in it",
  severity: "warning",
  dimension: "security",
  profile: "default",
  fix: "none",
  since: "0.1.0",
  why: "COPY . takes what .dockerignore lets in. These belong to the workplace, not to the image.",
  sources: ["https://docs.docker.com/build/concepts/context/#dockerignore-files"],
  aka: ["droast:DF007", "dockerfile-doctor:DD070", "dockle:DKL-LI-0003"],
  examples: [
    {
      bad: "FROM debian:13\nWORKDIR /app\nCOPY . .\n",
      good: "FROM debian:13\nWORKDIR /app\nCOPY app app\n",
      repository: {
        files: ["app/main.py", ".env", "node_modules/a/index.js"],
        dockerignore: "node_modules\n",
        service: null,
      },
    },
  ],
  message: (a: { names: string }) => `This copies ${a.names} too: name them in .dockerignore.`,
  check({ view, repository, report }) {
    if (repository === null || repository.files === null) return;
    const whole = wholeContextCopy(view);
    if (whole === null) return;
    const reaches = admitted(repository);
    const found = new Set<string>();
    for (const { file, name } of unwanted(repository.files)) if (!found.has(name) && reaches(file)) found.add(name);
    if (found.size > 0) report({ span: whole, args: { names: [...found].sort().join(", ") } });
  },
});
