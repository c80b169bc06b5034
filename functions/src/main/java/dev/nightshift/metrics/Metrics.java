package dev.nightshift.metrics;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.time.InstantSource;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells figures to CloudWatch by a line in the function's log, in the <a
 * href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html">embedded
 * metric format</a>: no call is made, and a line that is lost with its process is lost.
 */
@Singleton
public final class Metrics {
    /** Under which they stand in CloudWatch, with the one dimension {@code Stack}. */
    public static final String NAMESPACE = "Nightshift";

    private static final Logger LINES = LoggerFactory.getLogger(Metrics.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String DIMENSION = "Stack";

    private final MetricsSettings settings;
    private final InstantSource clock;

    Metrics(MetricsSettings settings, InstantSource clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Tells some figures.
     *
     * @param job whose they are; a property of the line, by which it is found
     */
    public void tell(String job, Map<Metric, BigDecimal> figures) {
        ObjectNode line = JSON.createObjectNode();
        ObjectNode directive =
                line.putObject("_aws")
                        .put("Timestamp", clock.millis())
                        .putArray("CloudWatchMetrics")
                        .addObject()
                        .put("Namespace", NAMESPACE);
        directive.putArray("Dimensions").addArray().add(DIMENSION);
        ArrayNode names = directive.putArray("Metrics");
        line.put(DIMENSION, settings.stack()).put("job", job);
        figures.forEach(
                (metric, figure) -> {
                    names.addObject().put("Name", metric.wire()).put("Unit", metric.unit());
                    line.put(metric.wire(), figure);
                });
        LINES.info("{}", line);
    }
}
