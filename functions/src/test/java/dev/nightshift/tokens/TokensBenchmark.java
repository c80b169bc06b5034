package dev.nightshift.tokens;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Counting, bounding and cutting a text of 1 MB: the sample's job postings over and over, and text
 * of the kinds that are slow.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 3, time = 2)
@Fork(1)
public class TokensBenchmark {
    private final TokenCounter counter = TokenCounter.forModel("gpt-5-mini");
    private final TextCutter cutter = new TextCutter(counter);

    @Param({"postings", "a", "漢", "😀"})
    private String kind = "";

    private String text = "";

    /** Makes the text. */
    @Setup
    public void write() throws IOException {
        String unit =
                kind.equals("postings")
                        ? Files.readString(Path.of("../../infra/samples/postings.csv"))
                        : kind;
        StringBuilder all = new StringBuilder();
        for (long bytes = 0; bytes < 1_000_000; bytes += Utf8.length(unit)) {
            all.append(unit);
        }
        text = all.toString();
        System.out.printf("%n%.2f MB%n", Utf8.length(text) / 1e6);
    }

    @Benchmark
    public long count() {
        return counter.count(text);
    }

    @Benchmark
    public long bound() {
        return TokenCounter.mostTokens(text);
    }

    @Benchmark
    public Shortened cutTo10000() {
        return cutter.cut(text, 10_000);
    }
}
