package dev.nightshift.metrics;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.nightshift.pricing.Price;
import dev.nightshift.pricing.Prices;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
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
    private static final String[] BY_STACK = {STACK};
    private static final String[] BY_MODEL = {STACK, MODEL};
    private static final JsonFactory JSON = new JsonFactory();

    private final MetricsSettings settings;
    private final Prices prices;
    private final InstantSource clock;

    public Metrics(MetricsSettings settings, Prices prices, InstantSource clock) {
        this.settings = settings;
        this.prices = prices;
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
        String line = line(about, figures);
        if (!settings.stack().isEmpty()) {
            LINES.info("{}", line);
        }
    }

    /** Written as a stream: a tree would load Jackson's other half when a function wakes up. */
    private String line(Map<String, String> about, Map<Metric, BigDecimal> figures) {
        String model = about.get(MODEL);
        StringWriter line = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(line)) {
            json.writeStartObject();
            json.writeObjectFieldStart("_aws");
            json.writeNumberField("Timestamp", clock.millis());
            json.writeArrayFieldStart("CloudWatchMetrics");
            json.writeStartObject();
            json.writeStringField("Namespace", NAMESPACE);
            json.writeArrayFieldStart("Dimensions");
            String[] dimensions = model == null ? BY_STACK : BY_MODEL;
            json.writeArray(dimensions, 0, dimensions.length);
            json.writeEndArray();
            json.writeArrayFieldStart("Metrics");
            for (Metric metric : figures.keySet()) {
                json.writeStartObject();
                json.writeStringField("Name", metric.wire());
                json.writeStringField("Unit", metric.unit());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
            json.writeEndArray();
            json.writeEndObject();
            json.writeStringField(STACK, settings.stack());
            for (Map.Entry<String, String> property : about.entrySet()) {
                boolean isModel = property.getKey().equals(MODEL);
                json.writeStringField(
                        property.getKey(),
                        isModel ? priced(property.getValue()) : property.getValue());
            }
            for (Map.Entry<Metric, BigDecimal> figure : figures.entrySet()) {
                json.writeNumberField(figure.getKey().wire(), figure.getValue());
            }
            json.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return line.toString();
    }

    private String priced(String model) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        return prices.of(model, today).map(Price::model).orElse(OTHER);
    }

    /** A figure of time. */
    public static BigDecimal seconds(Instant from, Instant to) {
        return BigDecimal.valueOf(Duration.between(from, to).toMillis(), 3);
    }
}
