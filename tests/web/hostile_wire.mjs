// SPDX-License-Identifier: EUPL-1.2
// Acts as any other client could send them, over the socket that a page has opened; and which fields of
// the protocol hold words of people. Read from the schema, so that a new field is not forgotten.
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const require = createRequire(new URL('../../clients/web/package.json', import.meta.url));
const { create, createFileRegistry, fromBinary, toBinary, ScalarType } = require('@bufbuild/protobuf');
const { FileDescriptorSetSchema } = require('@bufbuild/protobuf/wkt');

const root = fileURLToPath(new URL('../..', import.meta.url));
const place = mkdtempSync(join(tmpdir(), 'arena-schema-'));
const set = join(place, 'arena.pb');
execFileSync('protoc', [`--proto_path=${join(root, 'proto')}`, `--descriptor_set_out=${set}`, 'arena/v1/wire.proto', 'arena/v1/api.proto']);
const registry = createFileRegistry(fromBinary(FileDescriptorSetSchema, readFileSync(set)));
rmSync(place, { recursive: true });
const schema = (name) => registry.getMessage(`arena.v1.${name}`);

const textsOf = (message) => message.fields.filter((field) => field.scalar === ScalarType.STRING && field.fieldKind !== 'map').map((field) => `${message.name}.${field.name}`);
// Of every act, and of the bodies by which people and administrators hand in words.
export const textFields = [
  ...schema('Command').oneofs[0].fields.flatMap((field) => textsOf(field.message)),
  ...['JoinRequest', 'NewConversation', 'DocumentRequest'].flatMap((name) => textsOf(schema(name))),
];

const frames = new WeakMap(); // of a person: how many were read, and what they said
function heard(person) {
  const known = frames.get(person) ?? { read: 0, notices: [], statuses: [] };
  for (const bytes of person.frames.slice(known.read)) {
    for (const { notice, status } of fromBinary(schema('ServerMessage'), bytes).frames) {
      if (notice) known.notices.push(notice.notice);
      if (status) known.statuses.push(status.status);
    }
  }
  known.read = person.frames.length;
  frames.set(person, known);
  return known;
}
// All notices of a kind that this person got.
export const told = (person, kind) => heard(person).notices.filter((one) => one.case === kind).map((one) => one.value);

const patience_ms = 10_000;
export async function within(what, holds) {
  const end = Date.now() + patience_ms;
  for (;;) {
    const value = await holds();
    if (value) return value;
    if (Date.now() > end) throw new Error(`${what}: it did not happen in time`);
    await new Promise((resolve) => setTimeout(resolve, 15));
  }
}

// Sends an act and gives the answer: '' if it was accepted, otherwise why not.
export async function act(person, name, value, round = 0) {
  const id = randomBytes(16);
  const command = { id, room: { round, repetition: 0, room: 0 }, act: { case: name, value } };
  const bytes = Buffer.from(toBinary(schema('ClientFrame'), create(schema('ClientFrame'), { frame: { case: 'command', value: command } })));
  await person.page.evaluate((text) => window.__line.send(Uint8Array.from(atob(text), (one) => one.charCodeAt(0))), bytes.toString('base64'));
  const status = await within(`an answer to ${name}`, () =>
    heard(person).statuses.find((one) => ['accepted', 'refused'].includes(one.case) && id.equals(Buffer.from(one.value.id))));
  return status.case === 'accepted' ? '' : status.value.reason;
}
