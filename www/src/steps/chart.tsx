/** Diversity against commonality: each point a plan, each line a group size, along the mix. */
import { nice, ticks } from 'd3-array';
import {
  line,
  symbol,
  symbolCircle,
  symbolCross,
  symbolDiamond,
  symbolSquare,
  symbolTriangle,
  symbolWye,
} from 'd3-shape';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { SweepPoint } from 'commonground';
import { percent, speaker, wholePercent } from '../say.ts';
import { adopted } from '../state/compare.ts';
import { texts } from '../strings/tryout.ts';
import { rangeText, sizeText } from './sizes.ts';

const { say } = speaker(texts);

/** The drawing is as wide as its place, so that its text keeps the size of the page's. */
const WIDTH = { first: 720, most: 800 };
const HEIGHT = { least: 300, share: 0.62 };
const EDGE = { top: 24, right: 56, bottom: 56, left: 64 };
/** Areas in square units of the drawing. */
const MARK = { plain: 110, strong: 210, touch: 700 };
const SHAPES = [symbolCircle, symbolSquare, symbolTriangle, symbolDiamond, symbolCross, symbolWye];
/** A little room around the points, in the measures' unit. */
const ROOM = 0.03;
const TICKS = 5;

/** A plan, as far as it can be drawn; without a mix where none gives just this one. */
export type Point = Pick<SweepPoint, 'size' | 'commonality' | 'diversity' | 'dominated' | 'rulesBroken'> & {
  mix: number | null;
};
type Placed = Point & { commonality: number; diversity: number };

/** Points come with the mixes of a size in their order. */
export function Chart({ points, onChoose }: { points: Point[]; onChoose: (point: Point) => void }) {
  const placed = points.filter((point): point is Placed => point.commonality != null && point.diversity != null);
  const marks = useRef<SVGGElement>(null);
  const figure = useRef<HTMLElement>(null);
  const [width, setWidth] = useState(WIDTH.first);
  useEffect(() => {
    if (!figure.current) return undefined;
    const observer = new ResizeObserver(([entry]) => entry && setWidth(Math.min(WIDTH.most, entry.contentRect.width)));
    observer.observe(figure.current);
    return () => observer.disconnect();
  }, []);
  const [at, setAt] = useState(0);
  const height = Math.max(HEIGHT.least, width * HEIGHT.share);
  if (placed.length === 0) return <p class="empty">{say('chart.none')}</p>;

  const x = scale(
    placed.map((point) => point.commonality),
    EDGE.left,
    width - EDGE.right,
  );
  const y = scale(
    placed.map((point) => point.diversity),
    height - EDGE.bottom,
    EDGE.top,
  );
  const path = line<Placed>(
    (point) => x.at(point.commonality),
    (point) => y.at(point.diversity),
  );
  const sizes = [...new Set(placed.map((point) => String(point.size)))];
  const series = sizes.map((size) => placed.filter((point) => String(point.size) === size));
  const ordered = series.flat();
  const current = ordered[Math.min(at, ordered.length - 1)];

  const move = (event: KeyboardEvent) => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    const goal =
      event.key === 'Home'
        ? 0
        : event.key === 'End'
          ? ordered.length - 1
          : step && (at + step + ordered.length) % ordered.length;
    if (goal === undefined) {
      if (current && (event.key === 'Enter' || event.key === ' ')) {
        event.preventDefault();
        onChoose(current);
      }
      return;
    }
    event.preventDefault();
    setAt(goal);
    marks.current?.querySelectorAll<SVGGElement>('[role=button]')[goal]?.focus();
  };

  return (
    <figure class="chart" ref={figure}>
      <figcaption>
        <strong>{say('chart.title')}</strong> {say('chart.how')}
      </figcaption>
      <svg viewBox={`0 0 ${width} ${height}`} role="group" aria-label={say('chart.label', { count: ordered.length })}>
        <g class="grid" aria-hidden="true">
          {x.ticks.map((tick) => (
            <g key={`x${tick}`}>
              <line x1={x.at(tick)} x2={x.at(tick)} y1={EDGE.top} y2={height - EDGE.bottom} />
              <text x={x.at(tick)} y={height - EDGE.bottom + 22} text-anchor="middle">
                {percent(tick)}
              </text>
            </g>
          ))}
          {y.ticks.map((tick) => (
            <g key={`y${tick}`}>
              <line x1={EDGE.left} x2={width - EDGE.right} y1={y.at(tick)} y2={y.at(tick)} />
              <text x={EDGE.left - 10} y={y.at(tick)} dy="0.35em" text-anchor="end">
                {percent(tick)}
              </text>
            </g>
          ))}
          <text class="axis axis-common" x={(EDGE.left + width - EDGE.right) / 2} y={height - 8} text-anchor="middle">
            {say('chart.x')}
          </text>
          <text
            class="axis axis-different"
            transform={`translate(16 ${(EDGE.top + height - EDGE.bottom) / 2}) rotate(-90)`}
            text-anchor="middle"
          >
            {say('chart.y')}
          </text>
        </g>
        <g aria-hidden="true">
          {series.map((points, nth) => {
            const first = points[0];
            return (
              <g key={sizes[nth]} class={`series series-${nth % SHAPES.length}`}>
                <path d={path(points) ?? ''} />
                {first?.size && (
                  <text x={x.at(first.commonality) + 16} y={y.at(first.diversity)} dy="0.35em">
                    {rangeText(first.size)}
                  </text>
                )}
              </g>
            );
          })}
        </g>
        <g ref={marks} onKeyDown={move}>
          {ordered.map((point, nth) => {
            const family = sizes.indexOf(String(point.size)) % SHAPES.length;
            const shape = (area: number) => symbol(SHAPES[family], area)() ?? '';
            return (
              <g
                key={nth}
                class={`mark series-${family} ${point.dominated ? 'mark-dominated' : ''} ${point.rulesBroken ? 'mark-broken' : ''} ${adopted(point) ? 'mark-adopted' : ''}`}
                transform={`translate(${x.at(point.commonality)} ${y.at(point.diversity)})`}
                role="button"
                tabIndex={nth === at ? 0 : -1}
                aria-label={pointText(point)}
                aria-pressed={adopted(point)}
                onClick={() => {
                  setAt(nth);
                  onChoose(point);
                }}
                onFocus={() => setAt(nth)}
                onPointerEnter={() => setAt(nth)}
              >
                <path class="touch" d={symbol(symbolCircle, MARK.touch)() ?? ''} />
                <path class="shape" d={shape(adopted(point) ? MARK.strong : MARK.plain)} />
              </g>
            );
          })}
        </g>
      </svg>
      <p class="chart-now">{current && pointText(current)}</p>
      <ul class="legend" aria-hidden="true">
        <li class="legend-full">{say('chart.legend.full')}</li>
        <li class="legend-hollow">{say('chart.legend.hollow')}</li>
        <li class="legend-broken">{say('chart.legend.broken')}</li>
      </ul>
    </figure>
  );
}

function pointText(point: Point): string {
  const share = (value: number | null | undefined) => (value == null ? say('measure.none') : wholePercent(value));
  return [
    say(point.mix === null ? 'chart.point.between' : 'chart.point', {
      size: sizeText(point.size),
      mix: percent(point.mix ?? 0),
      commonality: share(point.commonality),
      diversity: share(point.diversity),
    }),
    point.rulesBroken > 0 ? say('chart.point.broken', { count: point.rulesBroken }) : '',
    point.dominated ? say('chart.point.dominated') : '',
  ]
    .join(' ')
    .trim();
}

/** Positions for measures, with round numbers at the ends and between. */
function scale(values: number[], from: number, to: number) {
  const [low, high] = nice(Math.max(0, Math.min(...values) - ROOM), Math.min(1, Math.max(...values) + ROOM), TICKS);
  return { at: (value: number) => from + ((value - low) / (high - low)) * (to - from), ticks: ticks(low, high, TICKS) };
}
