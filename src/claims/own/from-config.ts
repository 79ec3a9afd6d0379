import { goPattern } from "../../formats/go-pattern/index.ts";
import type { StartOptions } from "../../core/ports/trial.ts";
import type { ClaimTable } from "../config/schema.ts";
import {
  asJson,
  both,
  compared,
  containing,
  element,
  equal,
  excluding,
  isValue,
  type Matcher,
  matching,
  oneOf,
} from "./matcher.ts";
import type { Check, Expectation, OwnSpec } from "./spec.ts";

type Text = NonNullable<NonNullable<NonNullable<ClaimTable["http"]>[number]["expect"]>["body"]>;
type Item<K extends "http" | "command" | "file" | "port"> = NonNullable<ClaimTable[K]>[number];

/** A `[[claim]]` as a claim; its patterns were read before. */
export function specOfTable(table: ClaimTable, source: string): OwnSpec {
  const { control } = table;
  const { dockerfile, none, ...start } = control ?? {};
  const breakage = { start: startOf(start), dockerfile: dockerfile ?? [] };
  return {
    id: table.id,
    title: table.title,
    why: table.why ?? `${source} says so.`,
    source,
    checks: [
      ...(table.http ?? []).map(httpCheck),
      ...(table.command ?? []).map(commandCheck),
      ...(table.file ?? []).map(fileCheck),
      ...(table.port ?? []).map(portCheck),
    ],
    control: control === undefined ? null : none === undefined ? breakage : { none },
    skip: null,
  };
}

function startOf({ command, entrypoint, env, user }: NonNullable<ClaimTable["control"]>): StartOptions {
  return {
    ...(command !== undefined && { command }),
    ...(entrypoint !== undefined && { entrypoint }),
    ...(env !== undefined && { env }),
    ...(user !== undefined && { user }),
  };
}

function checkOf(
  look: Check["look"],
  given: { expect: readonly Expectation[]; wrong: readonly Expectation[] | null; standard: Expectation },
): Check {
  const { expect, wrong, standard } = given;
  const said = expect.some((one) => one.fact === standard.fact);
  return { look, expect: said ? expect : [standard, ...expect], wrong };
}

function httpCheck(item: Item<"http">): Check {
  const body = item.body ?? (item.json === undefined ? null : JSON.stringify(item.json));
  const type: Record<string, string> = item.json === undefined ? {} : { "content-type": "application/json" };
  const expectations = (given: Item<"http">["expect"]): readonly Expectation[] => [
    ...some("status", given?.status, numbers),
    ...some("body", given?.body, textMatcher),
    ...some("body", given?.json, (value) => asJson(equal(isValue(value) ? value : null), [])),
    ...Object.entries(given?.headers ?? {}).map(([name, text]) => ({
      fact: `header ${name.toLowerCase()}`,
      matcher: textMatcher(text),
    })),
    ...some("seconds", given?.within, (limit) => compared("le", limit)),
  ];
  return checkOf(
    {
      kind: "http",
      method: item.method ?? "GET",
      target: item.path,
      headers: { ...type, ...item.headers },
      body,
      from: item.from ?? "host",
      timeoutMs: (item.timeout ?? 5) * 1000,
      followRedirects: false,
      anyCertificate: false,
    },
    {
      expect: expectations(item.expect),
      wrong: item.wrong === undefined ? null : expectations(item.wrong),
      standard: { fact: "status", matcher: equal(200) },
    },
  );
}

function commandCheck(item: Item<"command">): Check {
  const expectations = (given: Item<"command">["expect"]): readonly Expectation[] => [
    ...some("exit code", given?.exit, numbers),
    ...some("stdout", given?.stdout, textMatcher),
    ...some("stderr", given?.stderr, textMatcher),
  ];
  const [program = "", ...rest] = item.run;
  return checkOf(
    {
      kind: "command",
      argv: [program, ...rest],
      where: item.in ?? "alone",
      env: item.env ?? {},
      user: item.user ?? null,
      setup: [],
      teardown: [],
      hardened: true,
      timeoutMs: (item.timeout ?? 60) * 1000,
    },
    {
      expect: expectations(item.expect),
      wrong: item.wrong === undefined ? null : expectations(item.wrong),
      standard: { fact: "exit code", matcher: equal(0) },
    },
  );
}

function fileCheck(item: Item<"file">): Check {
  const expectations = (given: Item<"file">["expect"]): readonly Expectation[] => [
    ...some("exists", given?.exists, equal),
    ...some("type", given?.type, equal),
    ...some("mode", given?.mode, (mode) => equal(mode.padStart(4, "0"))),
    ...some("uid", given?.uid, equal),
    ...some("gid", given?.gid, equal),
    ...some("owner", given?.owner, equal),
    ...some("group", given?.group, equal),
    ...some("link", given?.link, equal),
    ...some("contents", given?.contents, textMatcher),
    ...some("sha256", given?.sha256, equal),
    ...some("size", given?.["max-bytes"], (limit) => compared("le", limit)),
    ...some("size", given?.["min-bytes"], (limit) => compared("ge", limit)),
  ];
  return checkOf(
    { kind: "file", path: item.path },
    {
      expect: expectations(item.expect),
      wrong: item.wrong === undefined ? null : expectations(item.wrong),
      standard: { fact: "exists", matcher: equal(true) },
    },
  );
}

function portCheck(item: Item<"port">): Check {
  const expectations = (given: Item<"port">["expect"]): readonly Expectation[] => [
    ...some("listening", given?.listening, equal),
    ...some("ip", given?.address, (address) => element(equal(address))),
  ];
  return checkOf(
    { kind: "port", port: item.port, family: "any" },
    {
      expect: expectations(item.expect),
      wrong: item.wrong === undefined ? null : expectations(item.wrong),
      standard: { fact: "listening", matcher: equal(true) },
    },
  );
}

function some<T>(fact: string, value: T | undefined, make: (value: T) => Matcher): readonly Expectation[] {
  return value === undefined ? [] : [{ fact, matcher: make(value) }];
}

function numbers(value: number | readonly number[]): Matcher {
  return typeof value === "number" ? equal(value) : oneOf(value);
}

function textMatcher(text: Text): Matcher {
  if (typeof text === "string") return containing(text);
  const each = (value: string | readonly string[] | undefined, make: (one: string) => Matcher): readonly Matcher[] =>
    (value === undefined ? [] : typeof value === "string" ? [value] : value).map(make);
  return both([
    ...each(text.equals, equal),
    ...each(text.contains, containing),
    ...each(text.excludes, excluding),
    ...each(text.matches, (one) => matching(patternOf(one))),
  ]);
}

/** The reader refuses what is no pattern. */
export function patternOf(text: string): RegExp {
  const pattern = goPattern(text);
  if (typeof pattern === "string") throw new TypeError(pattern);
  return pattern;
}
