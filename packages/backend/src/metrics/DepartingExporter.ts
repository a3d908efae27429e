import {
  AggregationTemporality,
  InstrumentType,
} from '@opentelemetry/sdk-metrics';
import { PrometheusExporter } from '@opentelemetry/exporter-prometheus';

/** Series of one metric; OpenTelemetry's own limit of 2,000 is reached with 400 deployments. */
const MOST_SERIES = 20_000;

/**
 * OpenTelemetry's exporter repeats the last value of every gauge for ever. This one tells what is
 * observed now: a deployment that was removed disappears.
 */
export class DepartingExporter extends PrometheusExporter {
  override selectAggregationTemporality(
    type: InstrumentType,
  ): AggregationTemporality {
    return type === InstrumentType.OBSERVABLE_GAUGE
      ? AggregationTemporality.DELTA
      : super.selectAggregationTemporality(type);
  }

  override selectCardinalityLimit(): number {
    return MOST_SERIES;
  }
}
