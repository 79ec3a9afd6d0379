import { health, type Refuse } from "./healthcheck.ts";
import { plainCommand, runCommand } from "./commands.ts";
import { flagErrors, splitFlags, type SplitFlag } from "./flags.ts";
import { heredocOpener } from "./heredocs.ts";
import { jsonWords } from "./json-words.ts";
import type { SourceText } from "./mapped-text.ts";
import { parseMount } from "./mounts.ts";
import { assignedPairs, declaredPairs } from "./pairs.ts";
import { portOf } from "./ports.ts";
import type {
  Comment,
  Heredoc,
  Instruction,
  InstructionBase,
  InstructionKind,
  ParseError,
  ParseErrorCode,
  Word,
} from "./tree.ts";
import { isBlank, skipSpace, trimEnd } from "./white-space.ts";
import { literalWord, plainWords, SourceWord, wordAt, type Escape } from "./words.ts";

/** An instruction's line split into its parts, before anything is made of them. */
export interface Head {
  readonly keyword: Word;
  readonly kind: InstructionKind;
  readonly flags: SplitFlag[];
  readonly rest: SourceText;
}

/** What the instruction's surroundings add to it. */
export interface Frame {
  readonly file: string;
  readonly escape: Escape;
  readonly start: number;
  readonly end: number;
  readonly stage: number;
  readonly onbuild: boolean;
  readonly heredocs: readonly Heredoc[];
  readonly comments: readonly Comment[];
  readonly leading: readonly Comment[];
  readonly report: (error: ParseError) => void;
}

const kinds: ReadonlyMap<string, InstructionKind> = new Map(
  (
    [
      ["from", "run", "copy", "add", "env", "label", "arg", "expose", "user", "workdir"],
      ["cmd", "entrypoint", "healthcheck", "shell", "stopsignal", "volume", "onbuild", "maintainer"],
    ] satisfies InstructionKind[][]
  )
    .flat()
    .flatMap((kind): [string, InstructionKind][] => [
      [kind, kind],
      [kind.toUpperCase(), kind],
    ]),
);

/** Splits a joined line into keyword, flags and the rest. */
export function headOf(line: SourceText, escape: Escape): Head {
  const { text } = line;
  const end = trimEnd(text, 0, text.length);
  // A line that begins with a lone escape keeps the white space of the line after it.
  const start = skipSpace(text, 0, end);
  let keywordEnd = start;
  while (keywordEnd < end && !isBlank(text.charCodeAt(keywordEnd))) keywordEnd++;
  const keyword = wordAt(line, start, keywordEnd, escape);
  const kind = kinds.get(keyword.text) ?? kinds.get(keyword.text.toLowerCase()) ?? "unknown";
  const body = end === text.length ? line : line.slice(0, end);
  const { flags, rest } = splitFlags(body, keywordEnd, escape);
  const from = skipSpace(text, rest, end);
  return { keyword, kind, flags, rest: body.slice(from, end) };
}

/** Whether heredocs may follow: RUN, COPY and ADD (also inside ONBUILD) not in JSON form. */
export function mayOpenHeredocs(head: Head, escape: Escape): boolean {
  const { kind, rest } = head;
  if (kind === "onbuild") {
    const nested = headOf(rest, escape);
    return nested.kind !== "onbuild" && mayOpenHeredocs(nested, escape);
  }
  if (kind !== "run" && kind !== "copy" && kind !== "add") return false;
  if (!rest.text.startsWith("[")) return true;
  const words = jsonWords(rest, literalWord);
  return words === null || words === "mixed";
}

/** Makes the typed instruction; what BuildKit would refuse is reported, and something sensible stands in its place. */
export function instructionOf(head: Head, frame: Frame): Instruction {
  const { kind, rest, flags, keyword } = head;
  const { escape, report } = frame;
  const base: InstructionBase = {
    keyword,
    flags,
    rest,
    heredocs: frame.heredocs,
    comments: frame.comments,
    leading: frame.leading,
    stage: frame.stage,
    onbuild: frame.onbuild,
    start: frame.start,
    end: frame.end,
  };
  // Each case adds its fields to this one object: spreading it into a new one is what the parser would spend most of its time on.
  const refuse = (code: ParseErrorCode, message: string): void =>
    report({ code, message, start: frame.start, end: Math.max(rest.end, keyword.end) });
  const flag = (name: string): Word | null => flags.findLast((one) => one.name === name)?.value ?? null;
  const on = (name: string): boolean =>
    flags.some((one) => one.name === name && one.value?.text.toLowerCase() !== "false");
  const whole = (): Word | null => {
    if (rest.text !== "") return new SourceWord(rest.text, rest.start, rest.end, escape);
    refuse("missing-arguments", `${keyword.text} needs an argument`);
    return null;
  };
  if (flags.length > 0 && !(kind === "healthcheck" && rest.text.toUpperCase() === "NONE"))
    flagErrors(kind, flags).forEach(report);

  switch (kind) {
    case "from": {
      const words = plainWords(rest, escape);
      const [image = null, as = null, alias = null] = words;
      const named = as !== null && as.text.toLowerCase() === "as";
      if (words.length !== 1 && !(words.length === 3 && named))
        refuse(
          words.length === 0 ? "missing-arguments" : "bad-arguments",
          "FROM takes an image, or an image AS a name",
        );
      else if (alias !== null && !isStageName(alias.text.toLowerCase())) {
        report({
          code: "bad-stage-name",
          message: `"${alias.text}" is no name for a stage: it begins with a letter and holds letters, digits, "-", "_" and "."`,
          start: alias.start,
          end: alias.end,
        });
      }
      return Object.assign(base, {
        kind,
        image,
        platform: flag("platform"),
        as: named ? as : null,
        alias: named ? alias : null,
      });
    }
    case "run":
      return Object.assign(base, {
        kind,
        mounts: flags.flatMap((one) => (one.name === "mount" ? (parseMount(one, report) ?? []) : [])),
        network: flag("network"),
        security: flag("security"),
        command: runCommand(frame.file, rest, frame.heredocs, report),
      });
    case "copy":
    case "add": {
      const { form, words } = listOf(rest, escape, report);
      if (words.length < 2) refuse("missing-arguments", `${keyword.text} needs a source and a destination`);
      const destination = words.length > 1 ? (words.at(-1) ?? null) : null;
      if (destination !== null && isOpener(destination))
        report({
          code: "bad-heredoc",
          message: `${keyword.text} takes no heredoc as its destination`,
          start: destination.start,
          end: destination.end,
        });
      const files = destination === null ? words : words.slice(0, -1);
      return Object.assign(base, {
        kind,
        form,
        from: kind === "copy" ? flag("from") : null,
        chown: flag("chown"),
        chmod: flag("chmod"),
        link: on("link"),
        parents: on("parents"),
        excludes: flags.flatMap((one) => (one.name === "exclude" && one.value !== null ? [one.value] : [])),
        checksum: flag("checksum"),
        keepGitDir: on("keep-git-dir"),
        unpack: flags.some((one) => one.name === "unpack") ? on("unpack") : null,
        sources: frame.heredocs.length === 0 ? files : files.filter((word) => !isOpener(word)),
        destination,
      });
    }
    case "env":
    case "label":
    case "arg": {
      const pairs =
        kind === "arg" ? declaredPairs(rest, escape, report) : assignedPairs(rest, keyword.text, escape, report);
      if (pairs.length === 0) refuse("missing-arguments", `${keyword.text} needs at least one argument`);
      return Object.assign(base, { kind, pairs });
    }
    case "expose": {
      const words = plainWords(rest, escape);
      if (words.length === 0) refuse("missing-arguments", "EXPOSE needs at least one port");
      return Object.assign(base, { kind, ports: words.map((word) => portOf(word, report)) });
    }
    case "user": {
      const user = whole();
      const value = user === null || user.dynamic ? null : user.value;
      const colon = value?.indexOf(":") ?? -1;
      return Object.assign(base, {
        kind,
        user,
        owner: value === null ? null : colon === -1 ? value : value.slice(0, colon),
        group: value === null || colon === -1 ? null : value.slice(colon + 1),
      });
    }
    case "workdir":
      return Object.assign(base, { kind, path: whole() });
    case "stopsignal":
      return Object.assign(base, { kind, signal: whole() });
    case "cmd":
    case "entrypoint":
      return Object.assign(base, { kind, command: plainCommand(rest, report) });
    case "healthcheck":
      return Object.assign(base, {
        kind,
        ...health(rest, report, refuse),
        interval: flag("interval"),
        timeout: flag("timeout"),
        startPeriod: flag("start-period"),
        startInterval: flag("start-interval"),
        retries: flag("retries"),
      });
    case "shell": {
      const words = jsonWords(rest, literalWord);
      if (words === "mixed" || words === null || words.length === 0)
        refuse(
          words === "mixed" ? "bad-json" : "bad-arguments",
          'SHELL takes a JSON array, such as ["/bin/bash", "-c"]',
        );
      return Object.assign(base, { kind, words: words === "mixed" || words === null ? [] : words });
    }
    case "volume": {
      const { form, words } = listOf(rest, escape, report);
      if (words.length === 0) refuse("missing-arguments", "VOLUME needs at least one path");
      for (const word of words)
        if (word.text.trim() === "")
          report({
            code: "bad-value",
            message: "a volume can not be an empty string",
            start: word.start,
            end: word.end,
          });
      return Object.assign(base, { kind, form, paths: words });
    }
    case "onbuild":
      return Object.assign(base, { kind, inner: inner(rest, frame, refuse) });
    case "maintainer":
      if (rest.text === "") refuse("missing-arguments", "MAINTAINER needs a name");
      return Object.assign(base, { kind, name: rest });
    case "unknown":
      break;
  }
  report({
    code: "unknown-instruction",
    message: `there is no instruction "${keyword.text}"`,
    start: keyword.start,
    end: keyword.end,
  });
  return Object.assign(base, { kind });
}

function listOf(
  rest: SourceText,
  escape: Escape,
  report: (error: ParseError) => void,
): { form: "words" | "json"; words: readonly Word[] } {
  const words = jsonWords(rest, (value, start, end) => new SourceWord(value, start, end, escape));
  if (words === "mixed")
    report({ code: "bad-json", message: "a JSON form holds strings only", start: rest.start, end: rest.end });
  return words === null || words === "mixed"
    ? { form: "words", words: plainWords(rest, escape) }
    : { form: "json", words };
}

function isOpener(word: Word): boolean {
  return word.text.includes("<<") && typeof heredocOpener(word.text) === "object" && heredocOpener(word.text) !== null;
}

/** BuildKit's rule for stage names. */
export function isStageName(name: string): boolean {
  return /^[a-z][a-z0-9\-_.]*$/.test(name);
}

function inner(rest: SourceText, frame: Frame, refuse: Refuse): Instruction | null {
  if (rest.text === "") {
    refuse("missing-arguments", "ONBUILD needs an instruction");
    return null;
  }
  const head = headOf(rest, frame.escape);
  if (head.kind === "onbuild" || head.kind === "from" || head.kind === "maintainer") {
    refuse("bad-onbuild", `ONBUILD takes no ${head.keyword.text}`);
    return null;
  }
  return instructionOf(head, { ...frame, start: rest.start, leading: [], onbuild: true });
}
