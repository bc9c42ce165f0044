import { context, propagation, SpanKind, SpanStatusCode, trace, type Attributes, type Span } from '@opentelemetry/api';

/** How a trace goes on in another process: the header `traceparent` (W3C Trace Context). */
export type Carrier = Record<string, string>;

/**
 * Sends the spans of this process to a collector over OTLP/HTTP when OTEL_EXPORTER_OTLP_ENDPOINT names one; otherwise nothing is recorded.
 * Sampling and headers follow the standard OTEL_* settings. Gives the function that sends what is left and stops.
 */
export async function startTracing(service: string): Promise<() => Promise<void>> {
  if (!process.env['OTEL_EXPORTER_OTLP_ENDPOINT']) return async () => {};
  const [{ AsyncLocalStorageContextManager }, { W3CTraceContextPropagator }, sdk, { OTLPTraceExporter }, resources] =
    await Promise.all([
      import('@opentelemetry/context-async-hooks'),
      import('@opentelemetry/core'),
      import('@opentelemetry/sdk-trace-base'),
      import('@opentelemetry/exporter-trace-otlp-http'),
      import('@opentelemetry/resources'),
    ]);
  const provider = new sdk.BasicTracerProvider({
    resource: resources.resourceFromAttributes({ 'service.name': `xianjie-${service}` }),
    spanProcessors: [new sdk.BatchSpanProcessor(new OTLPTraceExporter())],
  });
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  propagation.setGlobalPropagator(new W3CTraceContextPropagator());
  trace.setGlobalTracerProvider(provider);
  return () => provider.shutdown();
}

export interface SpanOptions {
  readonly kind?: keyof typeof SpanKind;
  readonly attributes?: Attributes;
  /** the trace of another process that goes on here; absent: the one under way */
  readonly from?: Carrier | undefined;
}

/** Runs something as a span of the trace under way; an error marks it by its code. */
export function spanned<T>(
  name: string,
  { kind = 'INTERNAL', attributes = {}, from }: SpanOptions,
  run: (span: Span) => Promise<T>,
): Promise<T> {
  const parent = from ? propagation.extract(context.active(), from) : context.active();
  return trace
    .getTracer('xianjie')
    .startActiveSpan(name, { kind: SpanKind[kind], attributes }, parent, async (span) => {
      try {
        return await run(span);
      } catch (error) {
        span.setStatus({ code: SpanStatusCode.ERROR, message: codeOf(error) });
        throw error;
      } finally {
        span.end();
      }
    });
}

/** The code of a refusal; INTERNAL for what is none. */
export function codeOf(error: unknown): string {
  const { code, extensions } = Object(error) as { code?: unknown; extensions?: { code?: unknown } };
  return String(extensions?.code ?? code ?? 'INTERNAL');
}

/** Whether a trace is under way here. */
export const isTraced = (): boolean => trace.getActiveSpan() !== undefined;

/** The trace under way, for another process to go on with; empty when there is none. */
export function traceHeaders(): Carrier {
  const carrier: Carrier = {};
  propagation.inject(context.active(), carrier);
  return carrier;
}
