// SPDX-License-Identifier: EUPL-1.2
// One seat's line to the server: opens the socket, resumes after the last notice seen, asks for
// pages until it is up to date, and comes back by itself when the wire breaks.
//
// It holds no state of the conversation: it asks `last()` and `unanswered()` when it needs to
// know, and hands every frame to `frames`. Commands that had no answer when the wire broke are
// sent again under the same id; commands that were answered never are.
import { create, fromBinary, toBinary } from '@bufbuild/protobuf';
import { ClientFrameSchema, ServerMessageSchema } from './gen/arena/v1/wire_pb';
import type { ClientFrame, Command, ServerFrame } from './gen/arena/v1/wire_pb';
import { harmlessMessage } from './harmless';

export type Ending = 'invalid' | 'removed' | 'superseded' | 'turned_away' | 'version';
export type LineState =
  | { readonly kind: 'connecting' }
  | { readonly kind: 'catching_up' }
  | { readonly kind: 'live' }
  | { readonly kind: 'lost' }
  | { readonly kind: 'ended'; readonly why: Ending };

// What the connection needs of its surroundings; a test hands in its own.
export interface Surroundings {
  open(): WebSocket;
  random(): number; // 0 up to 1
  later(ms: number, then: () => void): () => void; // gives how to call it off
}
export interface Listener {
  frames(frames: readonly ServerFrame[]): void;
  changed(line: LineState): void;
  last(): bigint;
  unanswered(): readonly Command[];
}

const endings: Record<number, Ending> = {
  4003: 'version',
  4004: 'invalid',
  4005: 'removed',
  4006: 'superseded',
  4009: 'turned_away',
};
const backlog = 4008;
const silence_max_ms = 12_000; // an opening that gives no welcome by then has failed

// Full jitter over 5 s first, doubling to 30 s.
export const waitBefore = (attempt: number, random: number): number =>
  Math.round(random * Math.min(30_000, 5_000 * 2 ** attempt));

export class Connection {
  private socket: WebSocket | null = null;
  private attempt = 0;
  private live = false;
  private stopped = false;
  private callOff: (() => void) | null = null;

  constructor(
    private readonly secret: Uint8Array<ArrayBuffer>,
    private readonly listener: Listener,
    private readonly around: Surroundings,
  ) {}

  start(): void {
    this.listener.changed({ kind: 'connecting' });
    this.connect();
  }

  stop(): void {
    this.stopped = true;
    this.callOff?.();
    this.drop();
  }

  // At once, as when the browser says that there is a network again.
  retryNow(): void {
    if (this.stopped || this.live) return;
    this.attempt = 0;
    this.callOff?.();
    this.drop();
    this.connect();
  }

  // The network is known to be gone: say so now, not when the socket finds out.
  lose(): void {
    if (this.stopped) return;
    this.drop();
    this.again(0);
  }

  // Sent now if the line is up, else after the resume, as one of `unanswered`.
  send(command: Command): void {
    if (this.live) this.write({ case: 'command', value: command });
  }

  private connect(): void {
    const socket = this.around.open();
    socket.binaryType = 'arraybuffer';
    this.socket = socket;
    this.callOff = this.around.later(silence_max_ms, () => {
      this.drop();
      this.again(this.attempt);
    });
    socket.onopen = () =>
      this.write({
        case: 'hello',
        value: { $typeName: 'arena.v1.Hello', version: 1, seatSecret: this.secret, lastSeen: this.listener.last() },
      });
    socket.onmessage = (event: MessageEvent<unknown>) => {
      if (socket === this.socket && event.data instanceof ArrayBuffer) this.read(event.data);
    };
    socket.onclose = (event) => {
      if (socket === this.socket) this.closed(event.code);
    };
  }

  private read(data: ArrayBuffer): void {
    const message = harmlessMessage(fromBinary(ServerMessageSchema, new Uint8Array(data)));
    this.listener.frames(message.frames);
    for (const frame of message.frames) {
      const status = frame.status?.status;
      if (status?.case === 'welcome') this.welcomed(status.value.seated);
      if (status?.case === 'pageEnd') this.paged(status.value.more);
    }
  }

  private welcomed(seated: boolean): void {
    this.callOff?.();
    this.attempt = 0;
    if (!seated) return this.upToDate();
    if (!this.live) this.listener.changed({ kind: 'catching_up' });
    this.write({ case: 'page', value: { $typeName: 'arena.v1.PageRequest' } });
  }

  private paged(more: boolean): void {
    if (more) this.write({ case: 'page', value: { $typeName: 'arena.v1.PageRequest' } });
    else this.upToDate();
  }

  // Who reads again on a line that is up has sent what there is to send.
  private upToDate(): void {
    if (this.live) return;
    this.live = true;
    this.listener.changed({ kind: 'live' });
    for (const command of this.listener.unanswered()) this.write({ case: 'command', value: command });
  }

  private closed(code: number): void {
    this.drop();
    const why = endings[code];
    if (why) {
      this.stopped = true;
      this.callOff?.();
      this.listener.changed({ kind: 'ended', why });
      return;
    }
    if (code === backlog) {
      this.callOff?.();
      this.connect();
      return;
    }
    this.again(this.attempt);
  }

  private again(attempt: number): void {
    this.callOff?.();
    this.attempt = attempt + 1;
    this.listener.changed({ kind: 'lost' });
    this.callOff = this.around.later(waitBefore(attempt, this.around.random()), () => this.connect());
  }

  private drop(): void {
    this.live = false;
    const socket = this.socket;
    this.socket = null;
    if (!socket) return;
    socket.onopen = socket.onmessage = socket.onclose = null;
    socket.close();
  }

  private write(frame: ClientFrame['frame']): void {
    if (this.socket?.readyState !== WebSocket.OPEN) return;
    this.socket.send(toBinary(ClientFrameSchema, create(ClientFrameSchema, { frame })));
  }
}

// The browser's own.
export const browser = (): Surroundings => ({
  open: () => new WebSocket(`${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/ws`, 'arena.v1'),
  random: Math.random,
  later: (ms, then) => {
    const timer = setTimeout(then, ms);
    return () => clearTimeout(timer);
  },
});
