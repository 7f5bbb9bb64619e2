/** What asks the engine for something that takes a while. */
import type { Signal } from '@preact/signals';
import type { ComponentChildren, Ref } from 'preact';
import { say } from '../say.ts';
import { stop } from '../state/plan.ts';
import type { Job } from '../state/plan.ts';
import { ProgressBar } from '../ui.tsx';

/** A button; while its work lasts, how far that is and a way to stop it. */
export function Ask({
  job,
  label,
  stopLabel,
  bar,
  children,
}: {
  job: Signal<Job | null>;
  label: string;
  stopLabel: string;
  bar?: Ref<HTMLDivElement>;
  /** The button. */
  children: ComponentChildren;
}) {
  const now = job.value;
  return (
    <div class="try-bar" ref={bar}>
      {now ? (
        <>
          <ProgressBar label={label} done={now.progress?.done ?? 0} of={now.progress?.of ?? 0} />
          <button type="button" class="stop" disabled={now.stopping} onClick={() => stop(job)}>
            {now.stopping ? say('forming.stopping') : stopLabel}
          </button>
        </>
      ) : (
        children
      )}
    </div>
  );
}
