// SPDX-License-Identifier: EUPL-1.2
// Words that somebody took back are gone from the record: the server has this page read all of it again. Pure.
// Until that is complete the page stays as it was, so that nobody who is reading or writing is disturbed.
import { fold, leavesHole } from './fold';
import type { ServerFrame } from './gen/arena/v1/wire_pb';
import { nothing } from './state';
import type { State } from './state';

export interface Screen {
  readonly shown: State;
  readonly anew: State | null; // what is being read again
}

// What the connection has: it resumes after the last of it.
export const read = (screen: Screen): State => screen.anew ?? screen.shown;

export const holeIn = (screen: Screen, frame: ServerFrame): boolean => leavesHole(read(screen), frame);

// The own acts that are under way stand in `shown`, and nowhere else.
export function take(screen: Screen, frame: ServerFrame, at: number): Screen {
  const status = frame.status?.status;
  if (status?.case === 'welcome' && status.value.resync && status.value.seated && screen.shown.seated) {
    return { shown: screen.shown, anew: fold({ ...nothing, own: screen.shown.own }, frame, at) };
  }
  if (!screen.anew) return { shown: fold(screen.shown, frame, at), anew: null };
  const anew = fold({ ...screen.anew, own: screen.shown.own }, frame, at);
  if (status?.case === 'pageEnd' && !status.value.more) return { shown: anew, anew: null };
  // What was told before cannot be the answer to what is under way now.
  if (!status) return frame.sequence > screen.shown.sequence ? { shown: { ...screen.shown, own: anew.own }, anew } : { ...screen, anew };
  return { shown: fold(screen.shown, frame, at), anew };
}
