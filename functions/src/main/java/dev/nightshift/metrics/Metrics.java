package dev.nightshift.metrics;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nightshift.pricing.Price;
import dev.nightshift.pricing.Prices;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
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
    /** Under which they stand in CloudWatch, by the dimension {@code Stack}. */
    public static final String NAMESPACE = "Nightshift";

    /** The property of a line whose figures stand there by stack and model, not by stack alone. */
    public static final String MODEL = "Model";

    private static final Logger LINES = LoggerFactory.getLogger(Metrics.class);
    private static final String STACK = "Stack";
    private static final String OTHER = "other";

    private final MetricsSettings settings;
    private final InstantSource clock;

    public Metrics(MetricsSettings settings, InstantSource clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Tells some figures; without effect when there are none.
     *
     * @param about what they are about, by name: properties of the line, by which it is found. Only
     *     {@link #MODEL} is a dimension; users name models as they like and each costs money, so
     *     that one without a price stands there as {@value #OTHER}
     */
    public void tell(Map<String, String> about, Map<Metric, BigDecimal> figures) {
        if (figures.isEmpty()) {
            return;
        }
        ObjectNode line = JsonNodeFactory.instance.objectNode();
        ObjectNode directive =
                line.putObject("_aws")
                        .put("Timestamp", clock.millis())
                        .putArray("CloudWatchMetrics")
                        .addObject()
                        .put("Namespace", NAMESPACE);
        ArrayNode dimensions = directive.putArray("Dimensions").addArray().add(STACK);
        ArrayNode names = directive.putArray("Metrics");
        about.forEach(line::put);
        line.put(STACK, settings.stack());
        String model = about.get(MODEL);
        if (model != null) {
            dimensions.add(MODEL);
            line.put(MODEL, priced(model)).put("model", model);
        }
        figures.forEach(
                (metric, figure) -> {
                    names.addObject().put("Name", metric.wire()).put("Unit", metric.unit());
                    line.put(metric.wire(), figure);
                });
        LINES.info("{}", line);
    }

    private String priced(String model) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        return Prices.builtIn().of(model, today).map(Price::model).orElse(OTHER);
    }

    /** A figure of time. */
    public static BigDecimal seconds(Instant from, Instant to) {
        return BigDecimal.valueOf(Duration.between(from, to).toMillis(), 3);
    }
}
