import { SeaworthyError } from "../../core/errors/index.ts";
import type { ServiceFacts } from "../../core/facts.ts";
import type { Mount, Step } from "../../core/plan.ts";
import { workdir } from "../container.ts";
import { detailFlag, detailList, detailText } from "../detail.ts";

/**
 * `npm ci` over the manifests alone, with npm's cache kept between builds. What is in the cache is taken without asking whether
 * it is still so: the lock says what it must be, and an hour without a registry is no hour without builds.
 */
export function npmCi(facts: ServiceFacts, options: { omitDev: boolean; after?: string; why?: string }): Step {
  const flags = [
    options.omitDev ? " --omit=dev" : "",
    detailFlag(facts, "needsInstallScripts") ? "" : " --ignore-scripts",
  ].join("");
  const command = `npm ci${flags} --prefer-offline --no-audit --no-fund${options.after === undefined ? "" : ` && ${options.after}`}`;
  return { kind: "run", command, mounts: npmMounts(facts), ...(options.why === undefined ? {} : { why: options.why }) };
}

export function npmMounts(facts: ServiceFacts): Mount[] {
  const npmrc = detailText(facts, "npmrc");
  return [
    { type: "cache", target: "/root/.npm" },
    ...detailList(facts, "manifests").map((file): Mount => ({
      type: "bind",
      source: file,
      target: `${workdir}/${file}`,
    })),
    ...(npmrc === "plain" ? [{ type: "bind", source: ".npmrc", target: `${workdir}/.npmrc` } as const] : []),
    // It holds a token: mounted for this step, in no layer. `docker build --secret id=npmrc,src=.npmrc`
    ...(npmrc === "secret" ? [{ type: "secret", id: "npmrc", target: "/root/.npmrc" } as const] : []),
  ];
}

export function npmContext(facts: ServiceFacts): string[] {
  return [...detailList(facts, "manifests"), ...(detailText(facts, "npmrc") === "plain" ? [".npmrc"] : [])];
}

/** @throws SeaworthyError for a package manager that is not npm, or a lock that is missing */
export function mustBeInstallable(facts: ServiceFacts): void {
  const where = facts.path === "." ? "this folder" : facts.path;
  const problem = facts.evidence.find(
    (e) => e.fact === "problem" && /(?:package-lock|npm-shrinkwrap)\.json$/.test(e.file),
  );
  if (problem !== undefined) {
    throw new SeaworthyError("manifest-broken", {
      what: `${problem.file}:${problem.line} of ${where} ${problem.because}.`,
      why: "What is to be installed cannot be known from a lock that cannot be read.",
      todo: `Mend ${problem.file}, or write it anew with \`npm install --package-lock-only\`.`,
    });
  }
  if (facts.packageManager !== "npm") {
    throw new SeaworthyError("package-manager-unsupported", {
      what: `${where} is managed by ${facts.packageManager}.`,
      why: "Dockerfiles are written for npm so far.",
      todo: "`npm install --package-lock-only` writes a package-lock.json from package.json.",
    });
  }
  if (detailText(facts, "lock") === null) {
    throw new SeaworthyError("lock-missing", {
      what: `${where} has a package.json and no package-lock.json.`,
      why: "Without a lock two builds of the same commit install different packages.",
      todo: "Run `npm install --package-lock-only` there and commit package-lock.json.",
    });
  }
}
