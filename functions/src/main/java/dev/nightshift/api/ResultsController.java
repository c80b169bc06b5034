package dev.nightshift.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.nightshift.http.Caller;
import dev.nightshift.http.Cursors;
import dev.nightshift.http.ProblemException;
import dev.nightshift.http.ProblemType;
import dev.nightshift.job.Job;
import dev.nightshift.job.JobFiles;
import dev.nightshift.job.JobId;
import dev.nightshift.record.OutcomeKind;
import dev.nightshift.result.ResultFormat;
import dev.nightshift.result.ResultPage;
import dev.nightshift.result.ResultPages;
import dev.nightshift.storage.Bucket;
import dev.nightshift.storage.SignedLinks;
import dev.nightshift.storage.SignedLinks.Link;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Tells the results of jobs that are over. */
@Controller("/jobs/{id}")
class ResultsController {
    /** The header in which the next page's cursor comes where the body has no place for it. */
    static final String NEXT_CURSOR = "Next-Cursor";

    private static final String JSONL = "application/x-ndjson";
    private static final String CSV = "text/csv";

    private final OwnJobs own;
    private final ResultPages pages;
    private final Cursors cursors;
    private final Bucket bucket;
    private final SignedLinks links;

    ResultsController(
            OwnJobs own, ResultPages pages, Cursors cursors, Bucket bucket, SignedLinks links) {
        this.own = own;
        this.pages = pages;
        this.cursors = cursors;
        this.bucket = bucket;
        this.links = links;
    }

    /**
     * A page in JSON.
     *
     * @param results as in {@code results.jsonl}
     * @param nextCursor leads to the next page; absent at the end
     */
    @Serdeable
    record ResultList(List<Map<String, Object>> results, @Nullable String nextCursor) {}

    /**
     * A page of results, in input order. It may be short, or even empty, where rows are large or an
     * outcome is rare; the next cursor says whether there is more.
     *
     * @param format {@code json}, {@code jsonl} or {@code csv}; by {@code Accept} if not said
     * @param outcome of all records that are told
     */
    @Get("/results")
    @Produces({MediaType.APPLICATION_JSON, JSONL, CSV})
    @ApiResponse(
            responseCode = "200",
            description = "The page",
            content = {
                @Content(
                        mediaType = "application/json",
                        schema = @Schema(implementation = ResultList.class)),
                @Content(mediaType = JSONL, schema = @Schema(type = "string")),
                @Content(mediaType = CSV, schema = @Schema(type = "string"))
            })
    HttpResponse<String> results(
            @Pattern(regexp = JobId.SHAPE) String id,
            @QueryValue @Nullable @Pattern(regexp = "json|jsonl|csv") String format,
            @QueryValue
                    @Nullable
                    @Pattern(
                            regexp =
                                    "succeeded|invalid|refused|truncated|failed|filtered|skipped|cancelled|unsent")
                    String outcome,
            @QueryValue @Nullable String cursor,
            @QueryValue(defaultValue = "100") @Min(1) @Max(1_000) int limit,
            HttpRequest<?> request,
            Caller caller)
            throws IOException {
        Job job = own.findOver(id, caller);
        String form =
                format == null ? accepted(request.getHeaders().get(HttpHeaders.ACCEPT)) : format;
        ResultFormat file = form.equals("csv") ? ResultFormat.CSV : ResultFormat.JSONL;
        // A job that is run again has other results under the same name.
        String list =
                "/jobs/%s/results?round=%d&format=%s&outcome=%s"
                        .formatted(job.id(), job.round(), file.wire(), outcome);
        ResultPage page =
                pages.read(
                        job.files(),
                        file,
                        cursor == null ? null : Long.valueOf(cursors.open(list, cursor)),
                        limit,
                        outcome == null ? null : OutcomeKind.fromWire(outcome));
        String next = page.next() == null ? null : cursors.seal(list, String.valueOf(page.next()));
        return switch (form) {
            case "json" -> HttpResponse.ok(json(page.rows(), next)).contentType("application/json");
            case "csv" ->
                    told(CSV, text(List.of(pages.header(job.files()))) + text(page.rows()), next);
            default -> told(JSONL, text(page.rows()), next);
        };
    }

    /**
     * Where the whole files of a job are fetched.
     *
     * @param files addresses by name
     * @param expires when they end
     */
    @Serdeable
    record FilesView(Map<String, String> files, Instant expires) {}

    /** Gives out addresses of a job's files. */
    @Get("/files")
    FilesView files(@Pattern(regexp = JobId.SHAPE) String id, Caller caller) {
        JobFiles files = own.findOver(id, caller).files();
        Map<String, String> urls = new LinkedHashMap<>();
        Instant expires = Instant.MAX;
        for (String key : files.delivered()) {
            if (bucket.size(key).isPresent()) {
                Link link = links.get(key);
                urls.put(key.substring(files.all().length()), link.url().toString());
                expires = link.expires();
            }
        }
        if (urls.isEmpty()) {
            throw ProblemException.of(ProblemType.NOT_FOUND, "The job left no files.");
        }
        return new FilesView(urls, expires);
    }

    /** The first form that is named; JSON where none is. */
    private static String accepted(@Nullable String accept) {
        String wanted = accept == null || accept.isBlank() ? MediaType.ALL : accept;
        for (String range : wanted.split(",", -1)) {
            switch (range.split(";", 2)[0].strip()) {
                case MediaType.ALL, "application/*", MediaType.APPLICATION_JSON -> {
                    return "json";
                }
                case JSONL, "application/jsonl" -> {
                    return "jsonl";
                }
                case CSV, "text/*" -> {
                    return "csv";
                }
                default -> {}
            }
        }
        throw ProblemException.of(
                ProblemType.NOT_ACCEPTABLE, "Results come as JSON, JSON lines and CSV.");
    }

    private static HttpResponse<String> told(String type, String body, @Nullable String next) {
        var answer = HttpResponse.ok(body).contentType(type);
        return next == null ? answer : answer.header(NEXT_CURSOR, next);
    }

    /** The rows are JSON already, and are handed on as they are. */
    private static String json(List<byte[]> rows, @Nullable String next) {
        return rows.stream()
                .map(row -> new String(row, UTF_8).strip())
                .collect(
                        Collectors.joining(
                                ",",
                                "{\"results\":[",
                                next == null ? "]}" : "],\"next_cursor\":\"" + next + "\"}"));
    }

    private static String text(List<byte[]> rows) {
        return rows.stream().map(row -> new String(row, UTF_8)).collect(Collectors.joining());
    }
}
