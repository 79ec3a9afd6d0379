import { satisfies, valid } from "@renovatebot/pep440";

/** The environment that markers are judged for: CPython on Linux, x86-64 unless told. */
export type MarkerEnvironment = Readonly<Record<string, string>>;

export function linuxEnvironment(pythonMinor: string, machine = "x86_64"): MarkerEnvironment {
  return {
    python_version: pythonMinor,
    // A patch no release reaches: `python_full_version >= '3.11.4'` holds for the newest 3.11.
    python_full_version: `${pythonMinor}.99`,
    os_name: "posix",
    sys_platform: "linux",
    platform_system: "Linux",
    platform_machine: machine,
    platform_python_implementation: "CPython",
    implementation_name: "cpython",
  };
}

const token = /\s*(\(|\)|and\b|or\b|not\s+in\b|in\b|===|==|!=|<=|>=|~=|<|>|"[^"]*"|'[^']*'|[A-Za-z_][\w.]*)/y;

/** Whether a PEP 508 marker holds. `extras` are the active ones. A marker that cannot be read holds: nothing is left out by mistake. */
export function markerHolds(
  marker: string | null,
  environment: MarkerEnvironment,
  extras: readonly string[] = [],
): boolean {
  if (marker === null || marker.trim() === "") return true;
  const tokens: string[] = [];
  token.lastIndex = 0;
  for (let at = 0; at < marker.trimEnd().length; at = token.lastIndex) {
    token.lastIndex = at;
    const match = token.exec(marker);
    if (match === null) return true;
    tokens.push((match[1] ?? "").replace(/\s+/, " "));
  }
  let at = 0;
  const orExpression = (): boolean => {
    let holds = andExpression();
    while (tokens[at] === "or") {
      at += 1;
      holds = andExpression() || holds;
    }
    return holds;
  };
  const andExpression = (): boolean => {
    let holds = comparison();
    while (tokens[at] === "and") {
      at += 1;
      holds = comparison() && holds;
    }
    return holds;
  };
  const comparison = (): boolean => {
    if (tokens[at] === "(") {
      at += 1;
      const holds = orExpression();
      at += 1;
      return holds;
    }
    const [left = "", operator = "", right = ""] = tokens.slice(at, at + 3);
    at += 3;
    if (left === "extra" || right === "extra") {
      const has = extras.includes(unquote(left === "extra" ? right : left));
      return operator === "!=" ? !has : has;
    }
    return compare(
      operand(left, environment),
      operator,
      operand(right, environment),
      left.startsWith("python_") || right.startsWith("python_"),
    );
  };
  return orExpression();
}

function unquote(text: string): string {
  return text.replaceAll(/^["']|["']$/g, "");
}

function operand(text: string, environment: MarkerEnvironment): string {
  return /^["']/.test(text) ? unquote(text) : (environment[text] ?? "");
}

function compare(left: string, operator: string, right: string, isVersion: boolean): boolean {
  if (operator === "in") return right.includes(left);
  if (operator === "not in") return !right.includes(left);
  if (isVersion && valid(left) !== null && /^[\d.*]+$/.test(right)) return satisfies(left, `${operator}${right}`);
  if (operator === "==") return left === right;
  if (operator === "!=") return left !== right;
  return operator.startsWith("<") ? left < right : left > right;
}
