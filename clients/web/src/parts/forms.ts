// SPDX-License-Identifier: EUPL-1.2
// What is fetched together once a conversation is entered, with its sentences.
import '../styles/forms.css';
import { learn } from '../texts';
import { anonymous } from '../texts/anonymous';
import { forms } from '../texts/forms';
import { withdraw } from '../texts/withdraw';

learn(forms);
learn(anonymous);
learn(withdraw);

export { followSlots } from '../slot-keeper';
export { AnonymousRound, SlotRow } from './anonymous';
export { Ballots } from './ballots';
export { BallotResult } from './results';
export { CaseWorkerCard } from './case-worker';
export { ConsentSheet, ConsentSummary } from './consent';
export { Bring, ItemState, Lessons, Letter, OwnItems, Table } from './made';
export { ChairBanner, LeaveChair, ReadyCard } from './places';
export { WithdrawTurn } from './withdraw';
