import { defineRule } from "../define.ts";
import { type CallWord, hasFlag, operands, subcommand } from "../calls.ts";
import { enumerated } from "../enumerated.ts";

const valued = [
  "-r",
  "--requirement",
  "-c",
  "--constraint",
  "-i",
  "--index-url",
  "--extra-index-url",
  "-t",
  "--target",
  "--prefix",
  "--root",
  "-f",
  "--find-links",
  "--trusted-host",
  "--proxy",
  "--timeout",
  "--retries",
  "--platform",
  "--python-version",
  "--python",
  "--group",
  "-e",
  "--editable",
  "--root-user-action",
  "--cert",
  "--no-binary",
  "--only-binary",
  "--progress-bar",
  "--config-settings",
  "--default-timeout",
  "--upgrade-strategy",
  "--use-feature",
  "--cache-dir",
];

export default defineRule({
  id: "SW3102",
  slug: "languages/pip-unpinned",
  title: "pip install without versions",
  severity: "info",
  dimension: "reproducibility",
  profile: "default",
  fix: "none",
  since: "0.1.0",
  why: "The next build installs what is newest on that day. Name versions, or install from a lock or requirements file.",
  sources: ["https://pip.pypa.io/en/stable/topics/repeatable-installs/"],
  aka: ["hadolint:DL3013", "kics:unpinned_package_version_in_pip_install", "droast:DF051", "dockerfile-doctor:DD028"],
  examples: [
    {
      bad: "FROM python:3.13-slim\nRUN pip install --no-cache-dir flask\n",
      good: "FROM python:3.13-slim\nRUN pip install --no-cache-dir flask==3.1.0\n",
    },
  ],
  quiet: [
    "FROM python:3.13-slim\nRUN pip install -r requirements.txt && pip install . && pip install -e . && pip install ./pkg && pip install --no-index /wheels/*\n",
    "FROM python:3.13-slim\nRUN pip install 'flask>=3,<4' git+https://example.org/r.git@v1 x.whl $PACKAGES && pip install --upgrade pip setuptools wheel\n",
    "FROM python:3.13-slim\nRUN pip install -c constraints.txt flask\n",
  ],
  message: (a: { names: string }) => `${a.names}: no version.`,
  check({ eachCall, report }) {
    eachCall("pip", (call) => {
      if (subcommand(call)?.value !== "install" || hasFlag(call, "-c", "--constraint", "--no-index")) return;
      const loose = enumerated(operands(call, valued).slice(1), isLoose);
      if (loose !== null) report({ span: loose, args: { names: loose.text } });
    });
  },
});

function isLoose({ value }: CallWord): boolean {
  return (
    value !== null &&
    /^[A-Za-z][\w.-]*(\[[\w,.-]+\])?$/.test(value) &&
    !/\.(whl|txt|gz|zip|toml)$/.test(value) &&
    !/^(pip|setuptools|wheel|build)$/.test(value)
  );
}
