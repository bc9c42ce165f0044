import { BarChart, LineChart, type BarSeriesOption, type LineSeriesOption } from 'echarts/charts';
import {
  GridComponent,
  LegendComponent,
  TooltipComponent,
  type GridComponentOption,
  type LegendComponentOption,
  type TooltipComponentOption,
} from 'echarts/components';
import { init, use, type ComposeOption } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import { useEffect, useRef, useState } from 'react';
import { go } from '../shell/router.ts';

use([BarChart, LineChart, GridComponent, LegendComponent, TooltipComponent, CanvasRenderer]);

export type Option = ComposeOption<
  BarSeriesOption | LineSeriesOption | GridComponentOption | LegendComponentOption | TooltipComponentOption
>;

/** A picture of the table beside it, which says the same in words; a click on a bar opens its list. */
export default function Chart({ label, option }: { label: string; option: Option }) {
  const place = useRef<HTMLDivElement>(null);
  const [fonts, countFonts] = useState(0);
  useEffect(() => {
    // letters that arrive later, for a computer without Chinese ones
    const arrived = () => countFonts((count) => count + 1);
    document.fonts.addEventListener('loadingdone', arrived);
    return () => document.fonts.removeEventListener('loadingdone', arrived);
  }, []);
  useEffect(() => {
    const element = place.current!;
    const chart = init(element);
    const { fontFamily } = getComputedStyle(element);
    chart.setOption({
      animation: false,
      // under another name widths are measured anew
      textStyle: { fontFamily: `${fontFamily}, fonts-${fonts}` },
      // without markup of its own: the page allows no style attributes
      tooltip: { trigger: 'axis', renderMode: 'richText', axisPointer: { type: 'shadow' } },
      legend: { bottom: 0, itemWidth: 14, itemHeight: 10 },
      grid: { left: 8, right: 16, top: 28, bottom: 36, outerBoundsMode: 'same' },
      ...option,
    });
    chart.on('click', ({ data }) => {
      const { to } = (data ?? {}) as { to?: string };
      if (to) go(to);
    });
    const watch = new ResizeObserver(() => chart.resize());
    watch.observe(element);
    return () => {
      watch.disconnect();
      chart.dispose();
    };
  }, [option, fonts]);
  return <div ref={place} className="chart no-print" role="img" aria-label={label} />;
}
