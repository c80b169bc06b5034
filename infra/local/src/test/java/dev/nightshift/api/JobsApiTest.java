package dev.nightshift.api;

import static dev.nightshift.job.TestingJobs.postings;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpServer;
import dev.nightshift.api.TestingApi.Told;
import dev.nightshift.job.Job;
import dev.nightshift.job.JobId;
import dev.nightshift.job.JobOptions;
import dev.nightshift.job.JobStatus;
import dev.nightshift.job.TestingCloud;
import dev.nightshift.job.TestingJobs.Invoked;
import dev.nightshift.pricing.Lane;
import dev.nightshift.source.Source;
import dev.nightshift.source.SourceLeases;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLEncoder;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/** Jobs over the HTTP API, through the local gateway. */
class JobsApiTest {
    private static final String NOTHING =
            """
            {"tally":{},"usage":{"input_tokens":0,"cached_input_tokens":0,"output_tokens":0,
             "reasoning_tokens":0},"cost":0,"realtime_cost":0,"unpriced":0,"odd_lines":0,
             "uncertain":0,"sent_again":{},"disagreements":[]}""";
    private static final String SOURCE =
            """
            "source":{"dynamodb":{"table":"people","fields":["title","description"],"mark":"done",
              "outcome":"outcome","results":{"score":"fit"}}}""";
    private static final String FORM =
            TestingCloud.SCORE
                    .source()
                    .replace("name: score", "name: form")
                    .replace("max_output_tokens: 10", "max_output_tokens: 500\neffort: none");
    private static final String REALTIME = ",\"options\":{\"lane\":\"realtime\",\"fresh\":true}}";

    private static final String JOBS = "{\"jobs\":[%s],\"refused\":%d}";

    /** What goes by batch goes on until it is cancelled. */
    private static final Map<String, String> SLOW_BATCHES = Map.of("batch.running", "1h");

    @TempDir static Path folder;
    private static TestingCloud cloud;
    private static TestingApi api;

    /** Whom callbacks reach, and at which paths they did. */
    private static HttpServer outside;

    private static final Set<String> CALLED = ConcurrentHashMap.newKeySet();

    @BeforeAll
    static void start() throws IOException {
        outside = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        outside.createContext(
                "/",
                call -> {
                    CALLED.add(call.getRequestURI().getPath());
                    call.sendResponseHeaders(204, -1);
                    call.close();
                });
        outside.start();
        cloud = TestingCloud.start(folder, SLOW_BATCHES, Map.of("UploadMaxCostUsd", "7.50"));
        api = new TestingApi(cloud.stack.api());
    }

    @AfterAll
    static void stop() {
        cloud.close();
        outside.stop(0);
    }

    @Test
    void doesASmallJobWithinOneCall() throws Exception {
        Told told = api.post("/jobs?wait=25", job(3) + REALTIME);

        assertThat(told.status()).as(told.body()).isEqualTo(200);
        assertThat(told.text("status")).isEqualTo("completed");
        assertThat(told.json().path("outcomes").path("succeeded").asInt()).isEqualTo(3);
        assertThat(told.text("lane_reason")).isEqualTo("wish");
        assertThat(told.text("cost_usd")).matches("0\\.[0-9]+");

        String place = told.header("Location").orElseThrow();
        assertThat(api.get(place).body()).isEqualTo(told.body());
        JsonNode results = api.get(place + "/results").json();
        assertThat(results.has("next_cursor")).isFalse();
        assertThat(ids(results)).containsExactly("r-0", "r-1", "r-2");

        String whole = api.get(place + "/files").json().path("files").path("results.csv").asText();
        assertThat(api.get(whole).body()).isEqualTo(api.get(place + "/results?format=csv").body());
    }

    @Test
    void answersAtOnceWhereNobodyWaitsAndRepeatsNothing() throws Exception {
        String body = job(4) + "}";
        Told first = api.post("/jobs", body, "Idempotency-Key", "one");
        Told again = api.post("/jobs", body, "Idempotency-Key", "one");
        Told other = api.post("/jobs", job(5) + "}", "Idempotency-Key", "one");

        assertThat(first.status()).isEqualTo(202);
        assertThat(first.header("Location")).hasValue("/jobs/" + first.text("id"));
        assertThat(first.header("Retry-After")).isPresent();
        assertThat(again.text("id")).isEqualTo(first.text("id"));
        assertThat(other.status()).isEqualTo(409);
        assertThat(other.text("type")).isEqualTo("urn:nightshift:problem:conflict");
        cloud.await(new JobId(first.text("id")));
        assertThat(api.post("/jobs", body).text("id")).isNotEqualTo(first.text("id"));
    }

    @Test
    void withoutAKeyTheSameContentIsOneJob() throws Exception {
        Told first = api.post("/jobs", job(6) + "}");

        assertThat(api.post("/jobs", job(6) + "}").text("id")).isEqualTo(first.text("id"));
    }

    @Test
    void takesALargeFileByUpload() throws Exception {
        String csv = postings(30);
        Told upload =
                api.post(
                        "/uploads",
                        "{\"filename\":\"night.csv\",\"bytes\":%d}".formatted(csv.length()));
        String start =
                ("{\"task\":\"qualify\",\"input\":{\"upload\":\"%s\"}" + REALTIME)
                        .formatted(upload.text("id"));

        assertThat(upload.status()).isEqualTo(201);
        assertThat(api.post("/jobs", start).body()).contains("\"field\":\"input.upload\"");
        assertThat(api.put(upload.text("url"), csv + "more").status()).isEqualTo(403);
        assertThat(api.put(upload.text("url"), csv).status()).isEqualTo(200);
        Told started = api.post("/jobs?wait=25", start);
        assertThat(started.text("source")).isEqualTo("night.csv");
        assertThat(started.json().path("outcomes").path("succeeded").asInt()).isEqualTo(30);
    }

    @Test
    void takesPackedJsonWithNestedFields() throws Exception {
        String lines =
                """
                {"id": 1, "title": "Clerk", "place": {"city": "Köln", "floors": [1, 2.50]}}
                {"id": 2, "title": broken}
                {"id": 3, "title": null, "place": null}
                """;
        Told told = run("people.jsonl.gz", packed(lines), "requires: [title]");

        assertThat(told.json().path("input")).isEqualTo(facts(3, 0, 3, "JSON lines, gzip"));
        assertThat(told.json().path("outcomes").toString())
                .isEqualTo(
                        """
                        {"succeeded":1,"skipped":2,"skipped/missing_field":1,"skipped/unreadable_row":1}""");
        JsonNode first = results(told).path(0);
        assertThat(first.path("id").asText()).isEqualTo("1");
        assertThat(first.path("fields").path("place").asText())
                .isEqualTo("{\"city\":\"Köln\",\"floors\":[1,2.50]}");
    }

    @Test
    void makesTheUsersOwnCellsHarmlessWhereThatIsWanted() throws Exception {
        Told told =
                api.post(
                        "/jobs?wait=25",
                        """
                        {"task": "qualify", "records": [{"id": "=1+1", "title": "-T", "description": "We retype orders"}],
                         "options": {"lane": "realtime", "safe_csv": true}}
                        """);

        assertThat(api.get("/jobs/" + told.text("id") + "/results?format=csv").body())
                .contains("\n'=1+1,'-T,We retype orders,");
    }

    @Test
    void takesOtherDelimitersAndEncodings() throws Exception {
        byte[] csv = "id;title\n1;Zoë, Müller\n2;€\n".getBytes(Charset.forName("windows-1252"));
        Told told = run("names.csv", csv, "");

        assertThat(told.json().path("input"))
                .isEqualTo(facts(2, 0, 2, "CSV, semicolons, windows-1252"));
        assertThat(api.get("/jobs/" + told.text("id") + "/results?format=csv").body())
                .startsWith("id,title,score,outcome,outcome_detail,cost_usd\n1,\"Zoë, Müller\",");
    }

    @Test
    void handsOverToAnotherSystemWhatTheTaskMaps() throws Exception {
        Told told =
                run(
                        "leads.csv",
                        "id,title,mail\nl-1,=Clerk,a@b.example\nl-2,,c@d.example\n".getBytes(UTF_8),
                        """
                        requires: [title]
                        results:
                          columns: {score: score}
                          handover: {E-Mail: fields.mail, Lead: fields.title, Fit: result.score, Ref: id}
                        """);

        String score = results(told).path(0).path("result").path("score").asText();
        JsonNode files = api.get("/jobs/" + told.text("id") + "/files").json().path("files");
        assertThat(api.get(files.path("handover.csv").asText()).body())
                .isEqualTo("E-Mail,Lead,Fit,Ref\na@b.example,=Clerk,%s,l-1\n".formatted(score));
        Job job = cloud.jobs.require(new JobId(told.text("id")));
        assertThat(await(() -> event(job)).path("detail").path("handover").asText())
                .isEqualTo(job.files().handover());
    }

    @Test
    void groupsRowsThatLieApartAndCountsWhatItLeavesOut() throws Exception {
        String chats =
                """
                chat,time,text
                a,2,second
                b,1,*977# menu
                c,1,hi
                a,1,first
                a,3,*977# menu
                """;
        Told told =
                run(
                        "chats.csv",
                        chats.getBytes(UTF_8),
                        """
                        group:
                          by: chat
                          sort: time
                          into: title
                          drop: [{field: text, contains: "*977#"}]
                        filters: [{field: title, shorter_than: 30, reason: too short}]
                        """);

        assertThat(told.json().path("input")).isEqualTo(facts(5, 2, 3, "CSV"));
        assertThat(told.json().path("outcomes").toString())
                .isEqualTo("{\"succeeded\":1,\"filtered\":2,\"filtered/filter\":2}");
        JsonNode results = results(told);
        assertThat(results.path(0).path("fields").path("title").asText())
                .isEqualTo(
                        "[{\"time\":\"1\",\"text\":\"first\"},{\"time\":\"2\",\"text\":\"second\"}]");
        assertThat(results.path(1).path("message").asText()).isEqualTo("all its rows were dropped");
        assertThat(results.path(2).path("message").asText()).isEqualTo("too short");
        JsonNode progress = api.get("/progress/" + told.text("id")).json();
        assertThat(progress.path("filtered").asInt()).isEqualTo(2);
        assertThat(progress.path("errors").asInt()).isZero();
        assertThat(progress.path("input")).isEqualTo(told.json().path("input"));
    }

    @Test
    void splitsADocumentIntoTheRequestsThatItAsksFor() throws Exception {
        String document =
                """
                {"page": "home",
                 "sections": [{"section": "hero", "prompts": {"data": "Extract", "design": "Specify"}},
                              {"section": "foot", "prompts": {}}]}
                """;
        Told told =
                run(
                        "sections.json",
                        document.getBytes(UTF_8),
                        """
                        records: sections
                        split: {field: prompts, key: kind, value: title}
                        """,
                        "section");

        assertThat(told.json().path("input")).isEqualTo(facts(2, 0, 3, "JSON"));
        assertThat(results(told))
                .extracting(result -> result.path("id").asText())
                .containsExactly("hero/data", "hero/design", "foot");
        assertThat(told.json().path("outcomes").path("skipped/missing_field").asInt()).isEqualTo(1);
    }

    /** Runs a task that asks for the field {@code title}. */
    private static Told run(String name, byte[] file, String more) throws Exception {
        return run(name, file, more, null);
    }

    private static Told run(String name, byte[] file, String more, @Nullable String idColumn)
            throws Exception {
        String key = "inputs/" + name;
        cloud.bucket.put(key, file);
        ObjectNode request = TestingCloud.JSON.createObjectNode();
        request.put("definition", FORM + more);
        request.putObject("input").put("key", key);
        ObjectNode options =
                request.putObject("options").put("lane", "realtime").put("fresh", true);
        if (idColumn != null) {
            options.put("id_column", idColumn);
        }
        Told told = api.post("/jobs?wait=25", request.toString());
        assertThat(told.status()).as(told.body()).isEqualTo(200);
        return told;
    }

    private static JsonNode results(Told job) throws Exception {
        return api.get("/jobs/" + job.text("id") + "/results").json().path("results");
    }

    private static JsonNode facts(int rows, int dropped, int records, String readAs) {
        return TestingCloud.JSON
                .createObjectNode()
                .put("rows", rows)
                .put("dropped_rows", dropped)
                .put("records", records)
                .put("read_as", readAs);
    }

    private static byte[] packed(String text) throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(text.getBytes(UTF_8));
        }
        return packed.toByteArray();
    }

    @Test
    void estimatesWithoutStartingAnything() throws Exception {
        int before = cloud.jobs.page(null, 100).size();

        Told told = api.post("/jobs/estimate", job(12) + "}");
        Told unmapped =
                api.post(
                        "/jobs/estimate",
                        job(12) + ",\"options\":{\"handover_url\":\"https://crm.example\"}}");

        assertThat(told.status()).as(told.body()).isEqualTo(200);
        assertThat(told.json().path("records").asInt()).isEqualTo(12);
        assertThat(told.text("lane")).isEqualTo("batch");
        assertThat(told.json().path("cost_usd").path("batch").path("most").asText())
                .matches("0\\.[0-9]+");
        assertThat(unmapped.status()).as(unmapped.body()).isEqualTo(400);
        assertThat(cloud.jobs.page(null, 100)).hasSize(before);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {"task":"nothing","records":[{"title":"a"}]} | task
                    {"task":"qualify"} | records
                    {"task":"qualify","records":[{"title":{"a":1}}]} | records
                    {"task":"qualify","records":[{"name":"a"}]} | records
                    {"task":"qualify","input":{}} | input
                    {"task":"qualify","input":{"key":"uploads/none.csv"}} | input.key
                    {"task":"qualify","records":[{"title":"a","description":"b"}],"options":{"deadline":"2020-01-01T00:00:00Z"}} | options.deadline
                    {"task":"qualify","records":[{"title":"a","description":"b"}],"options":{"model":"none"}} | options.model
                    {"task":"qualify","records":[{"title":"a","description":"b"}],"options":{"delimiter":"ab"}} | options.delimiter
                    {"task":"qualify","records":[{"title":"a","description":"b"}],"options":{"encoding":"utf-9"}} | options.encoding
                    {"task":"qualify","records":[{"title":"a","description":"b"}],"options":{"callback":"crm.example"}} | options.callback
                    {"task":"qualify","records":[{"title":"a","description":"b"}],"options":{"callback":"http://crm.example"}} | options.callback
                    {"task":"qualify","records":[{"title":"a","description":"b"}],"options":{"callback":"https://me:word@crm.example"}} | options.callback
                    {"task":"qualify","records":[{"title":"a","description":"b"}],"options":{"callback":"https://crm.example/a b"}} | options.callback
                    {"task":"qualify","records":[{"title":"a","description":"b"}],"options":{"handover_url":"https://crm.example"}} | options.handover_url
                    """)
    void namesTheFieldThatIsWrong(String body, String field) throws Exception {
        Told told = api.post("/jobs", body);

        assertThat(told.status()).as(told.body()).isEqualTo(400);
        assertThat(told.json().path("errors").path(0).path("field").asText()).isEqualTo(field);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {"task":"","records":[{"title":"a"}]}
                    {"task":"qualify","records":[]}
                    {"task":"qualify","input":{"key":"jobs/other/input.csv"}}
                    {"task":"qualify","input":{"key":"uploads/api/other"}}
                    {"task":"qualify","records":[{"title":"a"}],"options":{"max_cost_usd":"-1"}}
                    {"task":"qualify","records":[{"title":"a"}],"options":{"max_cost_usd":"1e999999999"}}
                    {"task":"qualify","records":[{"title":"a"}],"options":{"lane":"fast"}}
                    {"task":"qualify","records":[{"title":"a"}],"surprise":1}
                    {"task":"qualify","records":[{"title":"a"}],"options":{"surprise":1}}
                    """)
    void refusesWhatBreaksTheRules(String body) throws Exception {
        Told told = api.post("/jobs", body);

        assertThat(told.status()).as(told.body()).isEqualTo(400);
    }

    @Test
    void refusesAJobThatCouldCostMoreThanAllowed() throws Exception {
        Told told = api.post("/jobs", job(3) + ",\"options\":{\"max_cost_usd\":\"0.0001\"}}");

        assertThat(told.status()).as(told.body()).isEqualTo(422);
        assertThat(told.text("type")).isEqualTo("urn:nightshift:problem:over-budget");
    }

    @Test
    void countsWhatWasPaidOnce() throws Exception {
        Told kept = api.put("/tasks/score", TestingCloud.SCORE.source());
        assertThat(kept.status()).as(kept.body()).isEqualTo(200);
        String body = job(2).replace("qualify", "score") + REALTIME;
        Told first = api.post("/jobs?wait=25", body);
        Told second = api.post("/jobs?wait=25", body);

        // As where the step is repeated.
        cloud.finish(cloud.jobs.require(new JobId(second.text("id"))));

        JsonNode paid = line(api.get("/costs?by=task"), "score@1");
        assertThat(new BigDecimal(paid.path("cost_usd").asText()))
                .isEqualByComparingTo(
                        new BigDecimal(first.text("cost_usd"))
                                .add(new BigDecimal(second.text("cost_usd"))))
                .isPositive();
        assertThat(paid.path("input_tokens").asLong())
                .isEqualTo(
                        first.json().path("usage").path("input_tokens").asLong()
                                + second.json().path("usage").path("input_tokens").asLong());
        assertThat(line(api.get("/costs?by=lane"), "realtime").isMissingNode()).isFalse();
        assertThat(api.get("/costs?from=2026-01-01&to=2026-12-31").status()).isEqualTo(400);
        assertThat(api.get("/costs?from=yesterday").status()).isEqualTo(400);
    }

    @Test
    void countsWhatARetryCost() throws Exception {
        api.put("/tasks/again", TestingCloud.SCORE.source().replace("name: score", "name: again"));
        String body = job(2).replace("qualify", "again") + REALTIME;
        String place;
        JobId id;
        try {
            cloud.simulate(Map.of("fault.reply.refused", "1"));
            place = api.post("/jobs", body).header("Location").orElseThrow();
            id = new JobId(place.substring("/jobs/".length()));
            cloud.await(id);
        } finally {
            cloud.simulate(SLOW_BATCHES);
        }
        BigDecimal first = new BigDecimal(api.get(place).text("cost_usd"));
        assertThat(api.post(place + "/retry", "").status()).isEqualTo(202);
        cloud.await(id);

        Told over = api.get(place);
        assertThat(over.json().path("round").asInt()).isEqualTo(2);
        BigDecimal cost = new BigDecimal(over.text("cost_usd"));
        assertThat(cost).isGreaterThan(first);
        assertThat(
                        new BigDecimal(
                                line(api.get("/costs?by=task"), "again@1")
                                        .path("cost_usd")
                                        .asText()))
                .isEqualByComparingTo(cost);
    }

    @Test
    void goesOnWithAJobThatItsCapPaused() throws Exception {
        Job job;
        try {
            cloud.simulate(Map.of("fault.reply.truncated", "1"));
            job =
                    cloud.start(
                            postings(2),
                            JobOptions.STANDARD
                                    .withLane(Lane.REALTIME)
                                    .withFresh(true)
                                    .withMaxCost(new BigDecimal("0.0007")));
            assertThat(cloud.await(job.id()).status()).isEqualTo(JobStatus.PAUSED);
        } finally {
            cloud.simulate(SLOW_BATCHES);
        }
        String place = "/jobs/" + job.id();
        assertThat(api.get(place).json().path("outcomes").path("unsent").asInt()).isEqualTo(2);
        assertThat(api.post(place + "/retry?max_cost_usd=x", "").status()).isEqualTo(400);

        assertThat(api.post(place + "/resume?max_cost_usd=1", "").status()).isEqualTo(202);
        cloud.await(job.id());

        Told over = api.get(place);
        assertThat(over.text("status")).isEqualTo("completed");
        assertThat(over.json().path("outcomes").path("succeeded").asInt()).isEqualTo(2);
    }

    @Test
    void startsByTheKeyOfAFileInTheBucket() throws Exception {
        cloud.bucket.put("inputs/night.csv", postings(3).getBytes(UTF_8));
        String body = "{\"task\":\"qualify\",\"input\":{\"key\":\"inputs/night.csv\"}" + REALTIME;

        Told started = api.post("/jobs?wait=25", body);

        assertThat(started.status()).as(started.body()).isEqualTo(200);
        assertThat(started.text("source")).isEqualTo("night.csv");
        assertThat(started.json().path("outcomes").path("succeeded").asInt()).isEqualTo(3);
        as("ada", "POST", "/jobs", body, 403);
    }

    @Test
    void doesAFileThatIsPutIntoTheBucketOnce() throws Exception {
        String place = "qualify/may/Löwe & Co+1";
        String key = "uploads/" + place + ".csv";
        put(
                "uploads/" + place + ".options.json",
                "{\"delimiter\":\"semicolon\",\"callback\":\"%s\"}".formatted(callback("/upload")));
        String eTag = put(key, "id;title;description\nl-1;Löwe;Wir tippen Briefe ab\n");

        Job job = await(() -> jobOf(key));
        assertThat(cloud.await(job.id()).status()).isEqualTo(JobStatus.COMPLETED);
        assertThat(job.source()).isEqualTo("Löwe & Co+1.csv");
        assertThat(job.options().maxCost()).isEqualByComparingTo("7.50");
        for (String file : job.files().delivered()) {
            if (!file.matches(".*/(results[.]grouped[.]json|handover[.]csv)")) {
                String copy = file.replace("jobs/" + job.id(), "results/" + place);
                assertThat(cloud.text(copy)).isEqualTo(cloud.text(file)).isNotEmpty();
            }
        }

        JsonNode event = await(() -> event(job));
        assertThat(event.path("detail-type").asText()).isEqualTo("Job finished");
        assertThat(event.path("source").asText()).isEqualTo("nightshift");
        assertThat(event.path("detail").path("id").asText()).isEqualTo(job.id() + "-1");
        assertThat(event.path("detail").path("outcomes").toString()).isEqualTo("{\"succeeded\":1}");
        assertThat(event.path("detail").path("upload_results").asText())
                .isEqualTo("results/" + place + "/");
        assertThat(event.toString()).doesNotContain("Briefe");
        awaitCall("/upload");

        // Told again, too late, and of an object that is another by now.
        assertThat(told(key, eTag, "0")).isEqualTo(JOBS.formatted("", 0));
        assertThat(told(key, "0123456789abcdef", "F")).isEqualTo(JOBS.formatted("", 0));
        assertThat(told(key.replace("Co", "Sons"), eTag, "F")).isEqualTo(JOBS.formatted("", 0));
        // Put once more as it is: its job has done all that could be done.
        assertThat(told(key, eTag, "F")).isEqualTo(JOBS.formatted("\"%s\"".formatted(job.id()), 0));
        assertThat(told(key, eTag, "F")).isEqualTo(JOBS.formatted("", 0));

        assertThat(api.delete("/jobs/" + job.id()).status()).isEqualTo(202);
        await(() -> cloud.jobs.find(job.id()).isEmpty() ? job : null);
        assertThat(cloud.bucket.keys("results/" + place, "", 9)).isEmpty();
        assertThat(cloud.bucket.keys(key, "", 9)).containsExactly(key);
    }

    @Test
    void resultsOfAnUploadAreThoseOfTheFileThatWasPutLast() throws Exception {
        String key = "uploads/qualify/twice.csv";
        put("uploads/qualify/twice.options.json", "{\"lane\":\"batch\",\"fresh\":true}");
        put(key, postings(1));
        Job first = await(() -> jobOf(key));
        put("uploads/qualify/twice.options.json", "{\"lane\":\"realtime\",\"fresh\":true}");
        put(key, postings(2));

        JsonNode report =
                TestingCloud.JSON.readTree(await(() -> there("results/qualify/twice/report.json")));
        assertThat(report.path("job").asText()).isNotEqualTo(first.id().value());
        cloud.cancel(first.id());
        cloud.await(first.id());
        assertThat(TestingCloud.JSON.readTree(cloud.text("results/qualify/twice/report.json")))
                .isEqualTo(report);
    }

    @Test
    void saysBesideAFileWhyItHasNoResults() throws Exception {
        put("uploads/nosuch/a.csv", postings(1));
        put("uploads/qualify/wrong.options.json", "{\"lane\":\"fast\",\"colour\":1}");
        put("uploads/qualify/wrong.csv", postings(1));
        put("uploads/qualify/late.options.json", "{\"deadline\":\"2020-01-01T00:00:00Z\"}");
        put("uploads/qualify/late.csv", postings(1));
        put("uploads/qualify/empty.csv", "");
        put("uploads/broken/a.csv", postings(1));
        put("tasks/broken.yaml", "name: other");
        put("uploads/broken/b.csv", postings(1));
        String broken = "uploads/qualify/broken.json";
        put(broken, "[{\"title\": ");

        assertThat(error("uploads/nosuch/a.csv")).contains("there is no task nosuch", "once more");
        assertThat(error("uploads/qualify/wrong.csv"))
                .contains("wrong.options.json", "lane: ", "colour: ");
        assertThat(error("uploads/qualify/late.csv")).contains("deadline: must be ahead");
        assertThat(error("uploads/qualify/empty.csv")).contains("the file is empty");
        assertThat(error("uploads/broken/b.csv")).contains("broken: ");
        assertThat(error(broken)).matches("(?s)job \\S+ failed: .+\n");
        Job failed = await(() -> jobOf(broken));
        assertThat(await(() -> event(failed)).path("detail-type").asText()).isEqualTo("Job failed");
        put(broken, "[{\"title\":\"Clerk\",\"description\":\"mended\"}]");
        await(() -> there("results/qualify/broken/results.csv"));
        assertThat(there(broken + ".error.txt")).isNull();
        assertThat(told("uploads/../x.csv", "", "1")).isEqualTo(JOBS.formatted("", 1));
        assertThat(there("uploads/_/x.csv.error.txt")).contains("uploads/TASK/");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"Service\":\"Amazon S3\",\"Event\":\"s3:TestEvent\",\"Bucket\":\"b\"}",
                "{\"Records\":[]}",
                "{\"Records\":[{\"eventName\":\"ObjectRemoved:Delete\",\"s3\":{\"object\":{\"key\":\"uploads/x.csv\"}}}]}",
                "{\"Records\":[{\"eventName\":\"MoonLanded\"},{},{\"eventName\":\"ObjectCreated:Put\"}]}",
                "{\"Records\":[{\"eventName\":\"ObjectCreated:Put\",\"s3\":{\"object\":{}}}]}",
            })
    void eventsOfOtherThingsStartNothing(String event) throws Exception {
        var answer = cloud.invoke("TriggerFunction", event);

        assertThat(answer.error()).isEmpty();
        assertThat(answer.payload().toString()).isEqualTo(JOBS.formatted("", 0));
    }

    private static String put(String key, String text) {
        cloud.bucket.put(key, text.getBytes(UTF_8));
        return cloud.bucket.eTag(key);
    }

    /** What the trigger answers to an event of an object. */
    private static String told(String key, String eTag, String sequencer) throws IOException {
        ObjectNode event = TestingCloud.JSON.createObjectNode();
        ObjectNode entry = event.putArray("Records").addObject();
        entry.put("eventName", "ObjectCreated:Put");
        entry.putObject("s3")
                .putObject("object")
                .put("key", URLEncoder.encode(key, UTF_8))
                .put("eTag", eTag.replace("\"", ""))
                .put("sequencer", sequencer);
        return cloud.invoke("TriggerFunction", event.toString()).payload().toString();
    }

    /** What was told of a job's end; null before. */
    private static @Nullable JsonNode event(Job job) throws IOException {
        Path told = folder.resolve("stack/events.jsonl");
        for (String line : Files.exists(told) ? Files.readAllLines(told) : List.<String>of()) {
            JsonNode event = TestingCloud.JSON.readTree(line);
            if (event.path("detail").path("job").asText().equals(job.id().value())) {
                return event;
            }
        }
        return null;
    }

    private static @Nullable Job jobOf(String key) {
        return cloud.jobs
                .newest(20)
                .filter(job -> key.equals(job.options().origin()))
                .findFirst()
                .orElse(null);
    }

    private static String error(String key) {
        return await(() -> there(key + ".error.txt"));
    }

    /** The text of an object; null while there is none. */
    private static @Nullable String there(String key) throws IOException {
        return cloud.bucket.size(key).isPresent() ? cloud.text(key) : null;
    }

    private static String callback(String path) {
        return "http://127.0.0.1:%d%s".formatted(outside.getAddress().getPort(), path);
    }

    private static void awaitCall(String path) {
        await(() -> CALLED.contains(path) ? path : null);
    }

    private static <T> T await(Callable<@Nullable T> what) {
        return Objects.requireNonNull(
                Awaitility.await().atMost(Duration.ofSeconds(20)).until(what, Objects::nonNull));
    }

    @Test
    void whatIsAnothersIsNotThere() throws Exception {
        String body = job(7) + ",\"options\":{\"lane\":\"batch\"}}";
        String id = as("ada", "POST", "/jobs", body, 202).path("id").asText();
        String place = "/jobs/" + id;
        String progress = "/progress/" + id;
        String noOwners = "/jobs/" + cloud.begin(postings(1), TestingCloud.QUALIFY).id();

        // The same content, started by another, is another job.
        String his = as("ben", "POST", "/jobs", body, 202).path("id").asText();
        assertThat(his).isNotEqualTo(id);
        for (String read : List.of(place, place + "/results", place + "/files", progress)) {
            as("ben", "GET", read, "", 404);
        }
        for (String change : List.of("/cancel", "/retry", "/resume")) {
            as("ben", "POST", place + change, "", 404);
        }
        as("ben", "DELETE", place, "", 404);
        as("ben", "DELETE", progress, "", 404);
        as("ada", "GET", noOwners, "", 404);
        as("ada", "GET", "/costs", "", 403);
        assertThat(jobs("ada", "/jobs")).containsExactly(id);
        assertThat(jobs("ada", "/progress")).containsExactly(id);
        assertThat(jobs("ben", "/jobs")).containsExactly(his);
        assertThat(as("ada", "GET", place, "", 200).path("id").asText()).isEqualTo(id);
        for (String one : List.of(id, his)) {
            assertThat(api.delete("/progress/" + one).status()).isEqualTo(202);
            cloud.await(new JobId(one));
        }
        assertThat(as("ada", "GET", place + "/results", "", 200).path("results")).hasSize(7);
    }

    private static List<String> jobs(String subject, String list) throws Exception {
        List<String> ids = new ArrayList<>();
        as(subject, "GET", list, "", 200)
                .path("jobs")
                .forEach(job -> ids.add(job.path("id").asText()));
        return ids;
    }

    /** What a caller with a token is answered. */
    private static JsonNode as(String subject, String method, String path, String body, int status)
            throws Exception {
        return TokenCaller.call(cloud, "ApiFunction", subject, method, path, body, status);
    }

    @Test
    void tellsLargeResultsPageByPage() throws Exception {
        String large = "x".repeat(3_000_000);
        var jsonl = new StringBuilder();
        var csv = new StringBuilder("id,text,outcome,outcome_detail,cost_usd\n");
        for (int i = 0; i < 5_000; i++) {
            String text = i == 2 ? large : "a \"b\"\n" + "y".repeat(990);
            String outcome = i == 4_990 ? "failed" : "succeeded";
            jsonl.append(
                    "{\"ordinal\":%d,\"id\":\"r-%d\",\"line\":%d,\"outcome\":\"%s\",\"fields\":%s}\n"
                            .formatted(
                                    i,
                                    i,
                                    i + 2,
                                    outcome,
                                    TestingCloud.JSON.createObjectNode().put("text", text)));
            csv.append("r-%d,\"%s\",%s,,0\n".formatted(i, text.replace("\"", "\"\""), outcome));
        }
        Job job = cloud.begin(postings(1), TestingCloud.QUALIFY);
        cloud.bucket.put(job.files().results("jsonl"), jsonl.toString().getBytes(UTF_8));
        cloud.bucket.put(job.files().results("csv"), csv.toString().getBytes(UTF_8));
        cloud.jobs.finished(job, JobStatus.COMPLETED, Instant.now(), null, NOTHING);
        String place = "/jobs/" + job.id() + "/results?limit=1000";

        List<String> ids = new ArrayList<>();
        List<String> failed = new ArrayList<>();
        String rest = "";
        for (String next = ""; next != null; next = next(api, place + next)) {
            Told page = api.get(place + next);
            assertThat(page.body().length()).isLessThan(5_000_000);
            ids.addAll(ids(page.json()));
            if (next.isEmpty()) {
                JsonNode third = page.json().path("results").path(2);
                assertThat(third.path("omitted_bytes").asInt()).isGreaterThan(3_000_000);
                assertThat(third.path("outcome").asText()).isEqualTo("succeeded");
                rest = "&format=csv" + next(api, place);
            }
        }
        String only = "&outcome=failed";
        for (String next = only; next != null; next = next(api, place + next, only)) {
            failed.addAll(ids(api.get(place + next).json()));
        }

        assertThat(ids).hasSize(5_000).startsWith("r-0", "r-1", "r-2").endsWith("r-4999");
        assertThat(failed).containsExactly("r-4990");
        assertThat(api.get(place + rest).status()).isEqualTo(400);
        Told table = api.get(place + "&format=csv", "Accept", "text/csv");
        assertThat(table.header("Content-Type").orElse("")).startsWith("text/csv");
        assertThat(table.body())
                .startsWith("id,text,outcome,outcome_detail,cost_usd\nr-0,\"a \"\"b\"\"\ny")
                .contains("\nr-2,,succeeded,,0\nr-3,");
        String second = "&format=csv&cursor=" + table.header("Next-Cursor").orElseThrow();
        assertThat(api.get(place + second).body())
                .startsWith("id,text,outcome,outcome_detail,cost_usd\nr-1000,");
        assertThat(api.get(place + "&format=csv&outcome=failed").header("Next-Cursor")).isPresent();
    }

    private static @Nullable String next(TestingApi api, String page) throws Exception {
        return next(api, page, "");
    }

    /** What asks for the page after one; null at the end. */
    private static @Nullable String next(TestingApi api, String page, String filter)
            throws Exception {
        JsonNode cursor = api.get(page).json().path("next_cursor");
        return cursor.isMissingNode() ? null : filter + "&cursor=" + cursor.asText();
    }

    private static JsonNode line(Told costs, String key) {
        for (JsonNode line : costs.json().path("lines")) {
            if (line.path("key").asText().equals(key)) {
                return line;
            }
        }
        return MissingNode.getInstance();
    }

    @Test
    void listsJobsPageByPage() throws Exception {
        for (int i = 0; i < 3; i++) {
            cloud.begin(postings(1), TestingCloud.SCORE);
        }

        String list = "/jobs?task=score&status=preparing&limit=2";
        Told first = api.get(list);
        Told second = api.get(list + "&cursor=" + first.text("next_cursor"));

        assertThat(first.json().path("jobs")).hasSize(2);
        assertThat(second.json().path("jobs")).hasSize(1);
        assertThat(second.json().has("next_cursor")).isFalse();
        assertThat(api.get("/jobs?limit=2&cursor=" + first.text("next_cursor")).status())
                .isEqualTo(400);
        assertThat(api.get("/jobs?limit=101").status()).isEqualTo(400);
        assertThat(api.get("/jobs/20261121-aaaaaaaaaaaa").status()).isEqualTo(404);
        assertThat(api.get("/jobs/no-id").status()).isEqualTo(404);
    }

    @Test
    void stopsAJobRunsTheRestAndRemovesIt() throws Exception {
        Job job = cloud.start(postings(3), Lane.BATCH);
        String place = "/jobs/" + job.id();
        String progress = "/progress/" + job.id();
        assertThat(api.delete(place).status()).isEqualTo(409);
        assertThat(api.get(place + "/results").status()).isEqualTo(409);
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> api.get(progress).text("stage").equals("running"));
        Told under = api.get(progress);
        assertThat(under.json().path("requests").asInt()).isEqualTo(3);
        assertThat(under.text("cost_usd")).isEqualTo("0");
        assertThat(api.get("/progress").body()).contains(job.id().value());
        assertThat(api.post(place + "/retry", "").status()).isEqualTo(409);
        assertThat(api.post(place + "/cancel", "").status()).isEqualTo(202);
        assertThat(cloud.await(job.id()).status()).isEqualTo(JobStatus.CANCELLED);

        Told again = api.post(place + "/retry?max_cost_usd=1", "");
        assertThat(again.status()).as(again.body()).isEqualTo(202);
        assertThat(again.text("status")).isEqualTo("running");
        assertThat(api.delete(progress).status()).isEqualTo(202);
        cloud.await(job.id());
        assertThat(api.get(progress).text("stage")).isEqualTo("finished");
        assertThat(api.get(progress).json().path("errors").asInt()).isEqualTo(3);
        assertThat(api.get("/progress").body()).doesNotContain(job.id().value());

        assertThat(api.post(place + "/cancel", "").status()).isEqualTo(409);
        assertThat(api.post(place + "/resume", "").status()).isEqualTo(409);
        Told over = api.get(place);
        assertThat(over.json().path("outcomes").path("cancelled").asInt()).isEqualTo(3);
        assertThat(over.json().path("round").asInt()).isEqualTo(2);
        assertThat(api.delete(place).status()).isEqualTo(202);
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> api.get(place).status() == 404);
        assertThat(api.delete(place).status()).isEqualTo(404);
    }

    @Test
    void servesATable() throws Exception {
        cloud.dynamoDb.createTable(
                of ->
                        of.tableName("people")
                                .billingMode(BillingMode.PAY_PER_REQUEST)
                                .attributeDefinitions(
                                        one ->
                                                one.attributeName("person")
                                                        .attributeType(ScalarAttributeType.S))
                                .keySchema(
                                        one -> one.attributeName("person").keyType(KeyType.HASH)));
        IntStream.range(0, 3).forEach(JobsApiTest::putPerson);
        String inBatch = "{\"task\":\"qualify\"," + SOURCE + ",\"options\":{\"lane\":\"batch\"}}";

        // A job that is stopped leaves the records due, and nobody else works on them meanwhile.
        Told first = api.post("/jobs", inBatch);
        assertThat(first.status()).as(first.body()).isEqualTo(202);
        assertThat(first.text("source")).isEqualTo("dynamodb people");
        String place = first.header("Location").orElseThrow();
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> api.get(place).json().path("rows").asInt() == 3);
        Told busy = api.post("/jobs", inBatch);
        assertThat(busy.status()).isEqualTo(409);
        assertThat(busy.body()).contains(first.text("id"));
        assertThat(api.post(place + "/cancel", "").status()).isEqualTo(202);
        assertThat(delivered(place))
                .isEqualTo("{\"stored\":0,\"open\":3,\"passed_over\":0,\"refused\":0}");
        assertThat(person(1))
                .containsEntry("outcome", AttributeValue.fromS("cancelled"))
                .doesNotContainKeys("done", "fit");

        Told second = api.post("/jobs?wait=25", "{\"task\":\"qualify\"," + SOURCE + REALTIME);
        assertThat(second.status()).as(second.body()).isEqualTo(200);
        assertThat(delivered("/jobs/" + second.text("id")))
                .isEqualTo("{\"stored\":3,\"open\":0,\"passed_over\":0,\"refused\":0}");
        Map<String, AttributeValue> once = person(1);
        assertThat(once)
                .containsEntry("outcome", AttributeValue.fromS("succeeded"))
                .containsEntry("title", AttributeValue.fromS("Clerk"))
                .containsKey("fit");
        assertThat(String.valueOf(once.get("done"))).contains(second.text("id"), "qualify@");
        cloud.invoke(
                "ExchangeFunction",
                "{\"version\":1,\"step\":\"deliver\",\"job\":\"%s\"}".formatted(second.text("id")));
        assertThat(person(1)).as("delivered again").isEqualTo(once);
        goesOnBySchedule();
    }

    private static void goesOnBySchedule() throws Exception {
        putPerson(7);
        String wish =
                "{\"task\":\"qualify\",%s,\"options\":{\"lane\":\"realtime\",\"callback\":\"%s\"}}"
                        .formatted(SOURCE, callback("/schedule"));

        String job = cloud.invoke("ExchangeFunction", wish).payload().path("job").asText();
        assertThat(cloud.invoke("ExchangeFunction", wish).payload().path("job").isNull()).isTrue();
        assertThat(delivered("/jobs/" + job)).contains("\"stored\":1");
        assertThat(cloud.invoke("ExchangeFunction", wish).payload().path("job").isNull())
                .as("nothing is left")
                .isTrue();
        awaitCall("/schedule");
        takesTurnsBySchedule(wish);
    }

    private static void takesTurnsBySchedule(String wish) throws Exception {
        String other = wish.replace("\"done\"", "\"also\"");
        String pipeline = "{\"pipeline\":[%s,%s]}".formatted(wish, other);
        Source second = Source.of(TestingCloud.JSON.readTree(other).path("source"));
        Job last = cloud.begin(postings(1), TestingCloud.QUALIFY);
        new SourceLeases(cloud.table, cloud.jobs).continued(second, last);
        putPerson(8);

        JsonNode overlapping = cloud.invoke("ExchangeFunction", pipeline).payload();
        assertThat(overlapping.path("job").isNull()).isTrue();
        assertThat(overlapping.path("waitsFor").asText()).isEqualTo(last.id().value());

        cloud.jobs.finished(last, JobStatus.COMPLETED, Instant.now(), null, NOTHING);
        String first = cloud.invoke("ExchangeFunction", pipeline).payload().path("job").asText();
        assertThat(delivered("/jobs/" + first)).contains("\"stored\":1");
        String next = cloud.invoke("ExchangeFunction", pipeline).payload().path("job").asText();
        assertThat(delivered("/jobs/" + next)).contains("\"stored\":5");
        assertThat(cloud.invoke("ExchangeFunction", pipeline).payload().path("job").isNull())
                .isTrue();
        assertThat(cloud.invoke("ExchangeFunction", "{\"pipeline\":[]}").error())
                .isEqualTo("java.lang.IllegalArgumentException");
    }

    @Test
    void namesAllThatIsWrongWithATable() throws Exception {
        Told told =
                api.post(
                        "/jobs",
                        """
                        {"task": "qualify", "source": {"dynamodb": {"table": "p", "fields": "all", "results": {"skore": "fit"}}}}
                        """);

        assertThat(told.status()).isEqualTo(400);
        assertThat(told.json().path("errors").findValuesAsText("field"))
                .containsExactlyInAnyOrder(
                        "source.dynamodb.table", "source.dynamodb.fields", "source.dynamodb.mark");
        assertThat(
                        api.post(
                                        "/jobs",
                                        "{\"task\":\"qualify\","
                                                + SOURCE.replace("score", "skore")
                                                + "}")
                                .body())
                .contains("source.dynamodb.results.skore", "which has reasons, score");
        String grouping = "{\"task\":\"chat_quality\"," + SOURCE + "}";
        assertThat(
                        api.post("/jobs", grouping)
                                .json()
                                .path("errors")
                                .findValuesAsText("detail")
                                .toString())
                .contains("puts records together", "is no property of a reply to chat_quality");
        Invoked schedule = cloud.invoke("ExchangeFunction", grouping);
        assertThat(schedule.error()).isEqualTo("dev.nightshift.source.InvalidSourceException");
        assertThat(schedule.payload().path("errorMessage").asText())
                .contains("puts records together", "dynamodb.results.score is no property");
        as("alice", "POST", "/jobs", "{\"task\":\"qualify\"," + SOURCE + "}", 403);
    }

    /** What became of a job's results, when all are in its table. */
    private static String delivered(String place) {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(
                        () -> api.get(place).json().path("delivery"),
                        delivery -> !delivery.isMissingNode())
                .toString();
    }

    private static void putPerson(int number) {
        cloud.dynamoDb.putItem(
                of ->
                        of.tableName("people")
                                .item(
                                        Map.of(
                                                "person", AttributeValue.fromS("p-" + number),
                                                "title", AttributeValue.fromS("Clerk"),
                                                "description",
                                                        AttributeValue.fromS(
                                                                "Retypes " + number))));
    }

    private static Map<String, AttributeValue> person(int number) {
        return cloud.dynamoDb
                .getItem(
                        of ->
                                of.tableName("people")
                                        .consistentRead(true)
                                        .key(Map.of("person", AttributeValue.fromS("p-" + number))))
                .item();
    }

    private static String job(int records) {
        return IntStream.range(0, records)
                .mapToObj(
                        i ->
                                "{\"id\":\"r-%d\",\"title\":\"Clerk %d of %d\",\"description\":\"Retype\"}"
                                        .formatted(i, i, records))
                .collect(Collectors.joining(",", "{\"task\":\"qualify\",\"records\":[", "]"));
    }

    private static List<String> ids(JsonNode results) {
        List<String> ids = new ArrayList<>();
        results.path("results").forEach(result -> ids.add(result.path("id").asText()));
        return ids;
    }
}
