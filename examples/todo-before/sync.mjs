// Keeps the backend here the same as the one in ../todo: `node sync.mjs` copies it, `--check` only compares.

import { spawnSync } from 'node:child_process';
import { cpSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const from = join(import.meta.dirname, '../todo/backend');
const to = join(import.meta.dirname, 'backend');
const COPIED = ['app', 'pyproject.toml', 'uv.lock', '.python-version', '.gitignore', 'README.md'];
const EXPORT = ['export', '--quiet', '--no-hashes', '--no-header', '--output-file', join(to, 'requirements.txt')];

if (process.argv.includes('--check')) {
  const differences = check();
  differences.forEach((difference) => console.error(difference));
  process.exit(differences.length ? 1 : 0);
}

for (const name of COPIED) {
  rmSync(join(to, name), { recursive: true, force: true });
  cpSync(join(from, name), join(to, name), { recursive: true, filter: (path) => !path.includes('__pycache__') });
}
process.exit(spawnSync('uv', EXPORT, { cwd: to, stdio: ['ignore', 'ignore', 'inherit'] }).status ?? 1);

function check() {
  const originals = COPIED.flatMap((name) => files(from, name));
  const copies = COPIED.flatMap((name) => files(to, name));
  const lock = text(from, 'uv.lock');
  const pins = [...text(to, 'requirements.txt').matchAll(/^([\w.-]+)(?:\[.*\])?==([\w.]+)/gm)];
  return [
    ...originals.filter((file) => !copies.includes(file)).map((file) => `${file} is missing`),
    ...originals
      .filter((file) => copies.includes(file) && text(from, file) !== text(to, file))
      .map((file) => `${file} differs`),
    ...copies.filter((file) => !originals.includes(file)).map((file) => `${file} is not in ../todo/backend`),
    ...pins
      .filter(([, name, version]) => !lock.includes(`name = "${name}"\nversion = "${version}"\n`))
      .map(([pin]) => `requirements.txt: ${pin} is not in uv.lock`),
  ];
}

function files(root, name) {
  if (name.includes('__pycache__')) return [];
  try {
    return readdirSync(join(root, name)).flatMap((child) => files(root, join(name, child)));
  } catch (error) {
    return error.code === 'ENOTDIR' ? [name] : [];
  }
}

function text(root, name) {
  return readFileSync(join(root, name), 'utf8');
}
