/**
 * The cycles of a graph, one for each strongly connected part (Tarjan 1972), each begun at its first node by name.
 * @param {ReadonlyMap<string, readonly string[]>} edges
 * @returns {string[][]}
 */
export function findCycles(edges) {
  /** @type {Map<string, { index: number, low: number, open: boolean }>} */
  const marks = new Map();
  /** @type {string[]} */
  const stack = [];
  /** @type {string[][]} */
  const cycles = [];

  /** @param {string} node */
  const visit = (node) => {
    const mark = { index: marks.size, low: marks.size, open: true };
    marks.set(node, mark);
    stack.push(node);
    for (const next of edges.get(node) ?? []) {
      const other = marks.get(next) ?? visit(next);
      if (other.open) mark.low = Math.min(mark.low, other.low);
    }
    if (mark.low === mark.index) {
      const part = stack.splice(stack.indexOf(node));
      for (const one of part) {
        const closed = marks.get(one);
        if (closed !== undefined) closed.open = false;
      }
      if (part.length > 1 || (edges.get(node) ?? []).includes(node)) cycles.push(walk(part, edges));
    }
    return mark;
  };
  for (const node of edges.keys()) if (!marks.has(node)) visit(node);
  return cycles;
}

/**
 * The shortest way from a part's first node back to itself.
 * @param {readonly string[]} part
 * @param {ReadonlyMap<string, readonly string[]>} edges
 */
function walk(part, edges) {
  const inside = new Set(part);
  const start = [...part].sort()[0] ?? "";
  /** @type {Map<string, string>} */
  const cameFrom = new Map();
  const queue = [start];
  for (let node = queue.shift(); node !== undefined; node = queue.shift()) {
    for (const next of edges.get(node) ?? []) {
      if (next === start) {
        const path = [node];
        for (let at = node; at !== start; path.unshift(at)) at = cameFrom.get(at) ?? start;
        return path;
      }
      if (!inside.has(next) || cameFrom.has(next)) continue;
      cameFrom.set(next, node);
      queue.push(next);
    }
  }
  return [start];
}
