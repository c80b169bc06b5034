package dev.nightshift.local.server;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nightshift.local.function.AsyncInvoker;
import dev.nightshift.local.template.ObjectRule;
import dev.nightshift.local.template.Place;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Tells functions of the objects put into a bucket, in <a
 * href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html">S3's
 * own words</a>.
 */
public final class ObjectEvents {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final String bucket;
    private final List<ObjectRule> rules;
    private final AsyncInvoker functions;
    private final InstantSource clock;
    private final Place place;
    private final AtomicLong sequence = new AtomicLong();

    /** Events by these rules, of objects in the bucket, dated by the clock. */
    public ObjectEvents(
            String bucket,
            List<ObjectRule> rules,
            AsyncInvoker functions,
            InstantSource clock,
            Place place) {
        this.bucket = bucket;
        this.rules = List.copyOf(rules);
        this.functions = functions;
        this.clock = clock;
        this.place = place;
    }

    /** Whether somebody is told of an object that was put this way. */
    boolean matter(String event, String container, String key) {
        return container.equals(bucket) && rules.stream().anyMatch(one -> one.takes(event, key));
    }

    /**
     * Tells whoever wants to know of it.
     *
     * @param event such as {@code ObjectCreated:Put}
     * @param eTag in quotes or without
     */
    void tell(String event, String key, long size, String eTag) {
        for (ObjectRule rule : rules) {
            if (rule.takes(event, key)) {
                functions.invoke(rule.function(), json(rule, event, key, size, eTag));
            }
        }
    }

    private String json(ObjectRule rule, String event, String key, long size, String eTag) {
        Instant now = clock.instant();
        ObjectNode record = NODES.objectNode();
        record.put("eventVersion", "2.1");
        record.put("eventSource", "aws:s3");
        record.put("awsRegion", place.region());
        record.put(
                "eventTime",
                DateTimeFormatter.ISO_INSTANT.format(now.truncatedTo(ChronoUnit.MILLIS)));
        record.put("eventName", event);
        record.putObject("userIdentity").put("principalId", "AWS:" + place.account());
        record.putObject("requestParameters").put("sourceIPAddress", Loopback.HOST);
        record.putObject("responseElements")
                .put("x-amz-request-id", UUID.randomUUID().toString())
                .put("x-amz-id-2", UUID.randomUUID().toString());
        ObjectNode s3 = record.putObject("s3");
        s3.put("s3SchemaVersion", "1.0");
        s3.put("configurationId", rule.function() + "-" + rule.name());
        ObjectNode container = s3.putObject("bucket").put("name", bucket);
        container.putObject("ownerIdentity").put("principalId", place.account());
        container.put("arn", "arn:%s:s3:::%s".formatted(place.partition(), bucket));
        s3.putObject("object")
                .put("key", URLEncoder.encode(key, StandardCharsets.UTF_8).replace("%2F", "/"))
                .put("size", size)
                .put("eTag", eTag.replace("\"", ""))
                .put("sequencer", sequencer(now));
        ObjectNode whole = NODES.objectNode();
        whole.putArray("Records").add(record);
        return whole.toString();
    }

    /** Of two for the same key, the later one is the larger text. */
    private String sequencer(Instant now) {
        return String.format(
                Locale.ROOT,
                "%012X%06X",
                now.toEpochMilli(),
                sequence.incrementAndGet() & 0xFFFFFF);
    }
}
