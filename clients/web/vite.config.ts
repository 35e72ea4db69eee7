// SPDX-License-Identifier: EUPL-1.2
// The build: static files only, nothing inline, nothing from elsewhere, so that the page lives
// under `default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'`.
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { constants, gzipSync } from 'node:zlib';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

// A compressed copy beside each file that shrinks: the server sends it as it is, so that nothing is
// compressed while it serves. The letters are compressed already.
function compressed(): Plugin {
  let folder = '';
  return {
    name: 'arena-compressed',
    apply: 'build',
    configResolved: (config) => void (folder = resolve(config.root, config.build.outDir)),
    closeBundle() {
      for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
        if (!/^assets\/.*\.(?:js|css|svg)$/.test(name)) continue;
        writeFileSync(join(folder, `${name}.gz`), gzipSync(readFileSync(join(folder, name)), { level: constants.Z_BEST_COMPRESSION }));
      }
    },
  };
}

export default defineConfig({
  base: '/',
  plugins: [compressed()],
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    target: 'es2020',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    sourcemap: false,
  },
  resolve: {
    // So that the tests, which stand outside this folder, find the same copy.
    alias: [{ find: /^@bufbuild\/protobuf$/, replacement: here('./node_modules/@bufbuild/protobuf/dist/esm/index.js') }],
  },
  server: { fs: { allow: [here('../..')] } },
  test: {
    dir: here('../../tests/web'),
    include: ['**/*.test.ts'],
    globals: true,
    environment: 'node',
  },
});
