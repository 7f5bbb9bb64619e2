import { render } from 'preact';
import { App } from './app.tsx';
import { openSample } from './state/source.ts';
import { followDial } from './state/follow.ts';
import { watchSettings } from './state/problems.ts';

const page = document.getElementById('page');
if (page) render(<App />, page);
watchSettings();
followDial();
void openSample('education-24');
