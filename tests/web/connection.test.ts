// SPDX-License-Identifier: EUPL-1.2
import { create, fromBinary, toBinary } from '@bufbuild/protobuf';
import { Connection, waitBefore } from '../../clients/web/src/connection';
import type { LineState } from '../../clients/web/src/connection';
import { ClientFrameSchema, ServerMessageSchema } from '../../clients/web/src/gen/arena/v1/wire_pb';
import type { Command, ServerFrame } from '../../clients/web/src/gen/arena/v1/wire_pb';
import { own, said, status } from './frames';

// The other end of the wire: keeps what was written and says what it likes.
class FakeSocket {
  binaryType = '';
  readyState = 1;
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: ArrayBuffer }) => void) | null = null;
  onclose: ((event: { code: number }) => void) | null = null;
  readonly written: string[] = [];
  send(data: Uint8Array): void {
    this.written.push(fromBinary(ClientFrameSchema, data).frame.case ?? '');
  }
  close(): void {
    this.readyState = 3;
  }
  say(...frames: ServerFrame[]): void {
    const bytes = toBinary(ServerMessageSchema, create(ServerMessageSchema, { frames }));
    this.onmessage?.({ data: bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer });
  }
}

vi.stubGlobal('WebSocket', { OPEN: 1 });

function setUp(pending: Command[] = []) {
  const sockets: FakeSocket[] = [];
  const timers: { ms: number; then: () => void; off: boolean }[] = [];
  const lines: LineState[] = [];
  const heard: ServerFrame[] = [];
  const connection = new Connection(
    new Uint8Array(16),
    { frames: (frames) => heard.push(...frames), changed: (line) => lines.push(line), last: () => BigInt(heard.length), unanswered: () => pending },
    {
      open: () => {
        const socket = new FakeSocket();
        sockets.push(socket);
        return socket as unknown as WebSocket;
      },
      random: () => 0.5,
      later: (ms, then) => {
        const timer = { ms, then, off: false };
        timers.push(timer);
        return () => void (timer.off = true);
      },
    },
  );
  connection.start();
  const due = () => timers.filter((timer) => !timer.off).at(-1);
  return { connection, sockets, timers, lines, heard, due, kinds: () => lines.map((line) => line.kind) };
}
const socketOf = (sockets: FakeSocket[], index: number): FakeSocket => sockets[index] as FakeSocket;

describe('the connection', () => {
  it('greets, asks for pages until there are no more, and is live then', () => {
    const { sockets, kinds } = setUp();
    const socket = socketOf(sockets, 0);
    socket.onopen?.();
    socket.say(status('welcome', { seated: true }));
    socket.say(said(1, 'C3', 'a'), status('pageEnd', { more: true }));
    socket.say(status('pageEnd', { more: false }));
    expect(socket.written).toEqual(['hello', 'page', 'page']);
    expect(kinds()).toEqual(['connecting', 'catching_up', 'live']);
  });
  it('waits in the lobby without asking for anything', () => {
    const { sockets, kinds } = setUp();
    socketOf(sockets, 0).onopen?.();
    socketOf(sockets, 0).say(status('welcome', { seated: false }));
    expect(socketOf(sockets, 0).written).toEqual(['hello']);
    expect(kinds()).toEqual(['connecting', 'live']);
  });
  it('comes back after a break and sends again only what had no answer', () => {
    const pending = [own('01', 'speak', 'onderweg').command];
    const { sockets, due, kinds } = setUp(pending);
    socketOf(sockets, 0).onclose?.({ code: 1006 });
    expect(kinds()).toEqual(['connecting', 'lost']);
    expect(due()?.ms).toBe(2500);
    due()?.then();
    const again = socketOf(sockets, 1);
    again.onopen?.();
    again.say(status('welcome', { seated: true }), status('pageEnd', { more: false }));
    expect(again.written).toEqual(['hello', 'page', 'command']);
  });
  it('holds a command back until the line is live', () => {
    const { connection, sockets } = setUp();
    const socket = socketOf(sockets, 0);
    socket.onopen?.();
    connection.send(own('01', 'speak', 'a').command);
    expect(socket.written).toEqual(['hello']);
    socket.say(status('welcome', { seated: false }));
    connection.send(own('02', 'speak', 'b').command);
    expect(socket.written).toEqual(['hello', 'command']);
  });
  it.each([[4004, 'invalid'], [4005, 'removed'], [4006, 'superseded'], [4009, 'turned_away'], [4003, 'version']])('ends for good on %i', (code, why) => {
    const { sockets, lines, due } = setUp();
    socketOf(sockets, 0).onclose?.({ code });
    expect(lines.at(-1)).toEqual({ kind: 'ended', why });
    expect(due()).toBeUndefined();
    expect(sockets).toHaveLength(1);
  });
  it('resumes at once after a backlog, and at once when the network is back', () => {
    const { connection, sockets } = setUp();
    socketOf(sockets, 0).onclose?.({ code: 4008 });
    expect(sockets).toHaveLength(2);
    socketOf(sockets, 1).onclose?.({ code: 1001 });
    connection.retryNow();
    expect(sockets).toHaveLength(3);
  });
  it('gives up on a server that does not answer the greeting', () => {
    const { due, kinds } = setUp();
    due()?.then();
    expect(kinds()).toEqual(['connecting', 'lost']);
  });
  it('waits longer each time, with full jitter, to thirty seconds', () => {
    expect([0, 1, 2, 3, 9].map((attempt) => waitBefore(attempt, 1))).toEqual([5000, 10_000, 20_000, 30_000, 30_000]);
    expect(waitBefore(0, 0)).toBe(0);
  });
});
