import {
  forEachChild,
  parse,
  type Command,
  type ParsedScript,
  type Redirection,
  type Statement,
  type SyntaxNode,
} from "unbash";
import { plainCommands } from "./plain.ts";
import type { Enclosure, ShellAssignment, ShellCommand, ShellError, ShellRedirect } from "./tree.ts";
import { wordOf, type Locate } from "./words.ts";

/** Where the walk is. */
interface Place {
  readonly source: string;
  readonly locate: Locate;
  readonly inside: readonly Enclosure[];
  readonly separator: ShellCommand["separator"];
  readonly pipe: ShellCommand["pipe"];
  readonly negated: boolean;
  readonly background: boolean;
}

const alone: ShellCommand["pipe"] = { index: 0, length: 1, names: [] };

export interface Collected {
  readonly commands: ShellCommand[];
  readonly functions: string[];
  readonly errors: ShellError[];
}

/** Reads a script and gathers its simple commands; never throws. */
export function collect(source: string, locate: Locate): Collected {
  const commands = source.length > longest ? null : plainCommands(source, locate);
  return commands === null ? collectAll(source, locate) : { commands, functions: [], errors: [] };
}

/** The same by the parser of the whole language, for any script. */
export function collectAll(source: string, locate: Locate): Collected {
  const found: Collected = { commands: [], functions: [], errors: [] };
  const excess = excessOf(source);
  if (excess !== null) {
    found.errors.push({ message: excess, ...locate(0, 0) });
    return found;
  }
  try {
    const place: Place = {
      source,
      locate,
      inside: [],
      separator: null,
      pipe: alone,
      negated: false,
      background: false,
    };
    script(parse(source), place, found);
  } catch (error) {
    found.errors.push({
      message: `the script can not be read: ${error instanceof Error ? error.message : String(error)}`,
      ...locate(0, source.length),
    });
  }
  return found;
}

/** The longest script that is read, and the most of each mark that nests: beyond them the shell parser's time grows with their square. No honest script comes near. */
const longest = 2_000_000;
const most: readonly (readonly [mark: string, count: number])[] = [
  ["<<", 500],
  ["$(", 2_000],
  ["<(", 1_000],
  [">(", 1_000],
  ["${", 20_000],
  ["`", 4_000],
];

function excessOf(source: string): string | null {
  if (source.length > longest) return `the script has ${source.length} characters; at most ${longest} are read`;
  for (const [mark, count] of most) {
    let at = -1;
    for (let seen = 0; (at = source.indexOf(mark, at + 1)) !== -1;)
      if (++seen > count) return `the script has more than ${count} "${mark}"; it is not read`;
  }
  return null;
}

function script(node: ParsedScript, outer: Place, found: Collected): void {
  // Inside backquotes with escapes the positions are those of the unescaped text, which has no place of its own.
  const whole = outer.locate(node.pos, node.end);
  const place: Place = node.source === undefined ? outer : { ...outer, source: node.source, locate: () => whole };
  for (const { message, pos } of node.errors ?? []) found.errors.push({ message, ...place.locate(pos, pos) });
  statements(node.commands, place, found);
}

function statements(list: readonly Statement[], place: Place, found: Collected): void {
  let last: Statement | null = null;
  for (const statement of list) {
    const separator =
      last === null
        ? null
        : last.background === true
          ? "&"
          : semicolonIn(place.source, last.end, statement.pos)
            ? ";"
            : "\n";
    visit(statement.command, placed(place, separator, alone, false, statement.background === true), found);
    last = statement;
  }
}

/** Whether the first mark between two statements is a semicolon. */
function semicolonIn(source: string, from: number, to: number): boolean {
  return from < to && (source.charCodeAt(from) === 59 || source.slice(from, to).trimStart().startsWith(";"));
}

/** The same place in its list otherwise. Every command needs some of these, and spreading is several times as slow. */
function placed(
  { source, locate, inside }: Pick<Place, "source" | "locate" | "inside">,
  separator: Place["separator"],
  pipe: Place["pipe"],
  negated: boolean,
  background: boolean,
): Place {
  return { source, locate, inside, separator, pipe, negated, background };
}

function enclosed({ source, locate, inside }: Place, enclosure: Enclosure): Place {
  return placed({ source, locate, inside: [...inside, enclosure] }, null, alone, false, false);
}

const enclosures: Readonly<Partial<Record<SyntaxNode["type"], Enclosure>>> = {
  Subshell: "subshell",
  BraceGroup: "group",
  If: "if",
  While: "loop",
  For: "loop",
  ArithmeticFor: "loop",
  Select: "loop",
  Case: "case",
  Function: "function",
  Coproc: "coproc",
  CommandExpansion: "substitution",
  ArithmeticCommandExpansion: "substitution",
  ProcessSubstitution: "substitution",
};

function visit(node: SyntaxNode, place: Place, found: Collected): void {
  switch (node.type) {
    case "Script":
      return script(node, place, found);
    case "CompoundList":
      return statements(node.commands, place, found);
    case "AndOr":
      return node.commands.forEach((part, index) => {
        const separator = index === 0 ? place.separator : (node.operators[index - 1] ?? null);
        visit(part, placed(place, separator, place.pipe, place.negated, place.background), found);
      });
    case "Pipeline": {
      const names = node.commands.map((part) =>
        part.type === "Command" && part.name !== undefined ? wordOf(part.name, place.locate).value : null,
      );
      const negated = node.prefixes.filter((prefix) => prefix.type === "Negation").length % 2 === 1;
      return node.commands.forEach((part, index) => {
        const separator = index === 0 ? place.separator : (node.operators[index - 1] ?? null);
        visit(part, placed(place, separator, { index, length: names.length, names }, negated, place.background), found);
      });
    }
    case "Command":
      found.commands.push(commandOf(node, place));
      return words(node, place, found);
    case "Word":
      if (!nests(node.text, 0, node.text.length)) return;
      break;
    case "Function":
      found.functions.push(node.name.value);
      break;
    default:
      break;
  }
  const enclosure = enclosures[node.type];
  const inner = enclosure === undefined ? place : enclosed(place, enclosure);
  forEachChild(node, (child) => visit(child, inner, found));
}

/** Substitutions in a command's words; the parts of words without any are never looked at, for they cost time. */
function words(node: Command, place: Place, found: Collected): void {
  if (!nests(place.source, node.pos, node.end) && node.redirects.every((redirect) => redirect.type !== "HereDoc"))
    return;
  forEachChild(node, (child) => visit(child, place, found));
}

/** Whether a stretch holds something that may hold commands: `$(`, `${`, `<(`, `>(` or a backquote. */
function nests(text: string, from: number, to: number): boolean {
  for (let at = from; at < to; at++) {
    const code = text.charCodeAt(at);
    if (code === 96) return true;
    if (code !== 36 && code !== 60 && code !== 62) continue;
    const next = at + 1 < to ? text.charCodeAt(at + 1) : 0;
    if (next === 40 || (next === 123 && code === 36)) return true;
  }
  return false;
}

function commandOf(node: Command, { locate, inside, separator, pipe, negated, background }: Place): ShellCommand {
  const assignments: ShellAssignment[] = [];
  for (const part of node.prefix) {
    if (part.type !== "Assignment") continue;
    const value = part.value.type === "Word" ? wordOf(part.value, locate) : null;
    assignments.push({ name: part.name, value, append: part.append === true, ...locate(part.pos, part.end) });
  }
  const name = node.name === undefined ? null : wordOf(node.name, locate);
  const { start, end } = locate(node.pos, node.end);
  return {
    start,
    end,
    name,
    args: node.args.map((arg) => (arg.type === "Word" ? wordOf(arg, locate) : assignmentWord(arg, locate))),
    assignments,
    redirects: node.redirects.map((redirect) => redirectOf(redirect, locate)),
    pipe: pipe.length === 1 ? { index: 0, length: 1, names: [name?.value ?? null] } : pipe,
    separator,
    negated,
    background,
    inside,
    depth: inside.length === 0 ? 0 : inside.filter((one) => one === "subshell" || one === "substitution").length,
  };
}

/** `export A=b`: the assignment is a word of the command. */
function assignmentWord(
  arg: Exclude<Command["args"][number], { type: "Word" }>,
  locate: Locate,
): ShellCommand["args"][number] {
  const value = arg.value.type === "Word" ? wordOf(arg.value, locate) : null;
  const prefix = `${arg.name}${arg.append === true ? "+=" : "="}`;
  return {
    text: arg.text,
    value: value === null || value.value === null || arg.index !== undefined ? null : prefix + value.value,
    glob: false,
    ...locate(arg.pos, arg.end),
  };
}

function redirectOf(redirect: Redirection, locate: Locate): ShellRedirect {
  const descriptor = redirect.descriptor?.type === "FileDescriptor" ? redirect.descriptor.value : null;
  const span = locate(redirect.pos, redirect.end);
  if (redirect.type === "HereDoc") {
    const { body, delimiter } = redirect;
    return {
      operator: redirect.operator,
      descriptor,
      target: null,
      heredoc: { text: body.text, quoted: delimiter?.quoted === true, body: locate(body.pos, body.end) },
      ...span,
    };
  }
  return {
    operator: redirect.operator,
    descriptor,
    target: redirect.target === undefined ? null : wordOf(redirect.target, locate),
    heredoc: null,
    ...span,
  };
}
