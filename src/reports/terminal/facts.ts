import type { ServiceFacts, StackFacts } from "../../core/facts.ts";
import type { Setting } from "../define.ts";
import { plain, table, wrap } from "./lines.ts";
import { paint } from "./paint.ts";

/** Facts for a terminal: each service with what was found and where, and what was looked at and not chosen. */
export function factsText(facts: StackFacts, setting: Setting): string {
  const look = paint(setting.color);
  const blocks = facts.services.map((service) => serviceText(service, setting));
  if (facts.services.length === 0) blocks.push(`${look.yellow("no service was recognised here")}\n`);
  if (facts.considered.length > 0) {
    const lines = facts.considered.map((one) =>
      wrap(plain(`${one.fact}: not ${one.candidate} (${one.file}:${one.line}), ${one.because}`), setting.width, "  "),
    );
    blocks.push(`${look.dim(["looked at, not chosen", ...lines].join("\n"))}\n`);
  }
  return blocks.join("\n");
}

function serviceText(facts: ServiceFacts, setting: Setting): string {
  const look = paint(setting.color);
  const rows: (readonly [string, string])[] = [
    ["stack", `${facts.stack}, ${facts.framework}, ${facts.packageManager}`],
    ["runtime", `${facts.runtime.name} ${facts.runtime.version} (${facts.runtime.source})`],
    ["start", facts.start.length === 0 ? "none: static files" : facts.start.join(" ")],
    ["port", String(facts.port)],
    ["health", facts.health ?? "no route found"],
    ...facts.routes.map(
      (one, at) =>
        [
          at === 0 ? "routes" : "",
          `${one.method} ${one.path} (${one.file}:${one.line})${one.safe ? "" : ", not probed"}`,
        ] as const,
    ),
    ...facts.env.map((one, at) => {
      const kind = [
        one.required
          ? "required"
          : one.secret || one.default === null
            ? "optional"
            : `default ${JSON.stringify(one.default)}`,
        ...(one.secret ? ["secret"] : []),
      ];
      return [
        at === 0 ? "env" : "",
        `${one.name}, ${kind.join(", ")} (${one.evidence.file}:${one.evidence.line})`,
      ] as const;
    }),
    ...facts.upstreams.map(
      (one, at) =>
        [
          at === 0 ? "calls" : "",
          `${one.name}, ${one.kind}${one.env === null ? "" : `, ${one.env}`} (${one.evidence.file}:${one.evidence.line})`,
        ] as const,
    ),
    ...facts.writes.map(
      (one, at) =>
        [
          at === 0 ? "writes" : "",
          `${one.path}${one.lasting ? ", to be kept" : ""} (${one.evidence.file}:${one.evidence.line})`,
        ] as const,
    ),
  ];
  const packages = [...facts.systemPackages.build.map((one) => `${one} (build)`), ...facts.systemPackages.run];
  if (packages.length > 0) rows.push(["packages", packages.join(", ")]);
  const lines = table(
    rows.map(([name, value]) => [`  ${name}`, plain(value)]),
    (cell, _row, column) => (column === 0 ? look.dim(cell) : cell),
  );
  const reasons = facts.evidence.map((one) =>
    look.dim(wrap(plain(`${one.fact}: ${one.file}:${one.line}, ${one.because}`), setting.width, "    ")),
  );
  return `${look.bold(plain(facts.name))} ${look.dim(plain(facts.path))}\n${[...lines, ...(reasons.length === 0 ? [] : [look.dim("  because"), ...reasons])].join("\n")}\n`;
}
