// SPDX-License-Identifier: EUPL-1.2
// Writes src/gen/ from the project's .proto files, so that page and server share one schema.
import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const out = join(here, 'src/gen');
mkdirSync(out, { recursive: true });
execFileSync(
  process.env.PROTOC ?? 'protoc',
  [
    `--plugin=protoc-gen-es=${join(here, 'node_modules/.bin/protoc-gen-es')}`,
    `--proto_path=${join(here, '../../proto')}`,
    `--es_out=${out}`,
    '--es_opt=target=ts,json_types=true',
    'arena/v1/wire.proto',
    'arena/v1/api.proto',
  ],
  { stdio: 'inherit' },
);
