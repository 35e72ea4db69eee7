// SPDX-License-Identifier: EUPL-1.2
// The build: static files only, nothing inline, nothing from elsewhere, so that the page lives
// under `default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'`.
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  base: '/',
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
