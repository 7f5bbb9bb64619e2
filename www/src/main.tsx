import { render } from 'preact';
import { App } from './app.tsx';
import { openSample } from './state/source.ts';
import { watchSettings } from './state/problems.ts';

const page = document.getElementById('page');
if (page) render(<App />, page);
watchSettings();
void openSample('education-24');
