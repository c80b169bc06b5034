package dev.nightshift.batch;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.nightshift.record.SourceRecord;
import dev.nightshift.task.Tasks;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * The two hot loops: writing requests and parsing results, each over a file of 20,000 lines with 4
 * KB of text in each, half of it escaped. {@link #plainJacksonStreaming} is what parsing is held
 * against: the same file, its tokens read in one go, its strings fetched, nothing understood.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(2)
public class LinesBenchmark {
    private static final int LINES = 20_000;

    private final ResultLineParser parser = new ResultLineParser();
    private final RequestLines requests = new RequestLines(Tasks.find("qualify").orElseThrow());
    private Path results = Path.of("");
    private SourceRecord record = new SourceRecord(0, 1, "none", Map.of());

    /** Writes the file of results. */
    @Setup
    public void write() throws IOException {
        String text = "Grüße „aus“ München \"quoted\" \n".repeat(70) + "plain words ".repeat(160);
        record = new SourceRecord(7, 9, "p-7", Map.of("title", "Developer", "description", text));
        results = Files.createTempFile("results", ".jsonl");
        var json = new ObjectMapper();
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(results))) {
            for (int i = 0; i < LINES; i++) {
                var line = json.createObjectNode().put("id", "batch_req_" + i);
                line.put("custom_id", CustomId.of(i));
                var body = line.putObject("response").put("status_code", 200).putObject("body");
                body.put("status", "completed").put("model", "gpt-6-luna");
                var message = body.putArray("output").addObject().put("type", "message");
                message.putArray("content")
                        .addObject()
                        .put("type", "output_text")
                        .put("text", text + i);
                body.putObject("usage").put("input_tokens", 900).put("output_tokens", 1000);
                line.putNull("error");
                out.write(json.writeValueAsBytes(line));
                out.write('\n');
            }
        }
        System.out.printf("%n%d lines, %.1f MB%n", LINES, Files.size(results) / 1e6);
    }

    /** Deletes it. */
    @TearDown
    public void delete() throws IOException {
        Files.delete(results);
    }

    @Benchmark
    public void parseResults(Blackhole sink) throws IOException {
        try (var lines = new LineReader(Files.newInputStream(results))) {
            while (lines.next()) {
                sink.consume(parser.parse(lines.buffer(), lines.start(), lines.length()));
            }
        }
    }

    @Benchmark
    public void plainJacksonStreaming(Blackhole sink) throws IOException {
        try (InputStream in = Files.newInputStream(results);
                JsonParser json = new JsonFactory().createParser(in)) {
            for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
                if (token == JsonToken.VALUE_STRING) {
                    sink.consume(json.getText());
                }
            }
        }
    }

    @Benchmark
    public void writeRequests(Blackhole sink) throws IOException {
        for (int i = 0; i < LINES; i++) {
            sink.consume(requests.line(record));
        }
    }
}
