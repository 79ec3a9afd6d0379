import type { StackPlan } from "../core/plan.ts";
import type { GeneratedFile } from "./files.ts";

/** A GitHub workflow that rates, builds and proves the application on each push, and keeps its records. */
export function renderGithubWorkflow(plan: StackPlan): GeneratedFile {
  const text = `# ${plan.name}: what seaworthy proves on a machine, proved on each push. Written by seaworthy.
name: seaworthy
on:
  push:
    branches: [main]
  pull_request:
permissions:
  contents: read
jobs:
  prove:
    runs-on: ubuntu-latest
    timeout-minutes: 30
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-node@v4
        with: { node-version: 22 }
      # Each file must be what the code asks for today.
      - run: npx --yes seaworthy@0.1 init --diff --json .
      # Exit code 1: a finding or a claim that does not hold.
      - run: npx --yes seaworthy@0.1 --yes --controls .
      - uses: actions/upload-artifact@v4
        if: always()
        with: { name: seaworthy-records, path: .seaworthy/records, include-hidden-files: true }
`;
  return { path: ".github/workflows/seaworthy.yml", text };
}
