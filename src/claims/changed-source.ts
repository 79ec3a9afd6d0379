import type { Trial } from "../core/ports/trial.ts";

/** A source file with one line more: a line that means nothing and is different each time. */
export interface ChangedSource {
  readonly file: string;
  readonly before: string;
  readonly after: string;
}

const comments: Readonly<Record<string, (text: string) => string>> = {
  py: (text) => `# ${text}`,
  js: (text) => `// ${text}`,
  mjs: (text) => `// ${text}`,
  ts: (text) => `// ${text}`,
  tsx: (text) => `// ${text}`,
  jsx: (text) => `// ${text}`,
  go: (text) => `// ${text}`,
  rs: (text) => `// ${text}`,
};

const entryPoints = [
  "src/main.tsx",
  "src/main.ts",
  "src/index.tsx",
  "src/index.ts",
  "src/server.ts",
  "src/main.js",
  "src/index.js",
  "src/App.tsx",
  "server.js",
  "index.js",
  "app/main.py",
  "main.py",
  "app.py",
];

/** The source file that the facts speak of most surely: that of the first route, else of any evidence, else a usual name. */
export async function changedSource(trial: Trial): Promise<ChangedSource | null> {
  const { facts, files, folder } = trial;
  const candidates = [
    ...facts.routes.map((route) => route.file),
    ...facts.evidence.map((one) => one.file),
    ...entryPoints,
  ];
  for (const file of new Set(candidates)) {
    const comment = comments[file.slice(file.lastIndexOf(".") + 1)];
    if (
      comment === undefined ||
      /(?:^|\/)[^/]*\.(?:config|test|d)\.[a-z]+$/.test(file) ||
      !(await files.exists(`${folder}/${file}`))
    )
      continue;
    const text = await files.readText(`${folder}/${file}`);
    const before = text.endsWith("\n") ? text : `${text}\n`;
    return { file, before, after: `${before}${comment(`changed at ${trial.clock.date().toISOString()}`)}\n` };
  }
  return null;
}
