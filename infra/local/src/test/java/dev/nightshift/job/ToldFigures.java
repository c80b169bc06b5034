package dev.nightshift.job;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.nightshift.metrics.Metric;
import dev.nightshift.metrics.Metrics;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/** The figures that the functions of this process tell while it is open. */
public final class ToldFigures extends AppenderBase<ILoggingEvent> implements AutoCloseable {
    private final List<JsonNode> lines = new CopyOnWriteArrayList<>();

    public ToldFigures() {
        start();
        logger().addAppender(this);
    }

    private static Logger logger() {
        return (Logger) LoggerFactory.getLogger(Metrics.class);
    }

    @Override
    protected void append(ILoggingEvent event) {
        try {
            lines.add(TestingJobs.JSON.readTree(event.getFormattedMessage()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(event.getFormattedMessage(), e);
        }
    }

    /** The lines that tell a figure of a job. */
    public List<JsonNode> of(Job job, Metric metric) {
        return of(metric).stream()
                .filter(line -> line.path("job").asText().equals(job.id().value()))
                .toList();
    }

    /** The lines that tell a figure. */
    public List<JsonNode> of(Metric metric) {
        return lines.stream().filter(line -> line.has(metric.wire())).toList();
    }

    @Override
    public void close() {
        logger().detachAppender(this);
    }
}
