// SPDX-License-Identifier: EUPL-1.2
// Starts the page: the address holds an invitation, or this device holds a seat.
import './styles/index.css';
import { effect } from '@preact/signals';
import { render } from 'preact';
import { App } from './app';
import { announce } from './live-regions';
import { showChoices } from './parts/settings';
import { watchScreen } from './screen';
import { begin } from './store';

const root = document.getElementById('app');
if (root) {
  effect(showChoices);
  watchScreen();
  announce();
  begin();
  render(<App />, root);
}
