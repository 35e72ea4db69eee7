// SPDX-License-Identifier: EUPL-1.2
// Starts the page: the address holds an invitation, or this device holds a seat; or it is a wall,
// or the desk of staff.
import './styles/index.css';
import { effect } from '@preact/signals';
import { render } from 'preact';
import { App } from './app';
import { announce } from './live-regions';
import { showChoices } from './parts/settings';
import { watchScreen } from './screen';
import { begin } from './store';
import { projectorAt } from './wall';

const root = document.getElementById('app');
if (root) {
  effect(showChoices);
  watchScreen();
  const wall = projectorAt(location.pathname, location.search);
  if (location.pathname === '/staff') {
    void import('./staff-page').then(({ StaffPage }) => render(<StaffPage />, root));
  } else if (wall === null) {
    announce();
    begin();
    render(<App />, root);
  } else {
    // The wall of a room takes no seat: it shows what the facilitator's page lets it.
    void import('./projector').then(({ Projector }) => render(<Projector conversation={wall} />, root));
  }
}
