import { useEffect } from 'preact/hooks';
import { idle, later, whenIdle } from './later.tsx';
import { announcement } from './state/announce.ts';
import { network } from './state/settings.ts';
import { say } from './say.ts';
import { FormBar, FormStep } from './steps/form.tsx';
import { Matters } from './steps/matters.tsx';
import { Members } from './steps/members.tsx';
import { Result } from './steps/result.tsx';
import { Circles, Step } from './ui.tsx';
import type { Code } from './say.ts';

const STEPS: { id: string; title: Code }[] = [
  { id: 'members', title: 'members.title' },
  { id: 'matters', title: 'matters.title' },
  { id: 'form', title: 'form.title' },
  { id: 'result', title: 'result.title' },
  { id: 'tryout', title: 'tryout.title' },
];

const TryOut = later(async () => (await import('./steps/tryout.tsx')).TryOut);

export function App() {
  const ready = network.value.members.length > 0;
  useEffect(() => {
    if (ready) whenIdle();
  }, [ready]);
  return (
    <>
      <a class="skip" href="#members">
        {say('page.skip')}
      </a>
      <header class="top">
        <div class="top-inner">
          <p class="brand">
            <Circles apart={0.4} />
            <span>{say('page.name')}</span>
          </p>
          <nav aria-label={say('page.steps')}>
            <ol>
              {STEPS.map(({ id, title }) => (
                <li key={id}>
                  <a href={`#${id}`}>{say(title)}</a>
                </li>
              ))}
            </ol>
          </nav>
        </div>
      </header>
      <main>
        <div class="opening">
          <h1>{say('page.question')}</h1>
          <p>{say('page.promise')}</p>
        </div>
        <div class="settings">
          <Members at={1} />
          {ready && (
            <>
              <Matters at={2} />
              <FormStep at={3} />
              <FormBar />
            </>
          )}
        </div>
        {ready && (
          <>
            <Result at={4} />
            <Step id="tryout" at={5} title={say('tryout.title')} lead={say('tryout.lead')}>
              {idle.value && <TryOut />}
            </Step>
          </>
        )}
      </main>
      <footer class="foot">
        <p>{say('page.foot')}</p>
      </footer>
      <p class="unseen" role="status" aria-live="polite">
        {announcement.value}
      </p>
    </>
  );
}
