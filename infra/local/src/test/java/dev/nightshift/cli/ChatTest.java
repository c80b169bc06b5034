package dev.nightshift.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.nightshift.cli.TestingUser.Said;
import dev.nightshift.cli.api.TestingApi;
import dev.nightshift.local.TestingPorts;
import dev.nightshift.local.server.HttpApi;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Somebody talks, and does what else the API has, over the address of a stack that is up. */
final class ChatTest {
    private static final String TWO =
            """
            id,title,description
            p-1,Clerk,Retypes orders every day
            p-2,Baker,"Bakes,
            at night"
            """;

    @TempDir private static Path folder;
    private static TestingUser user = TestingUser.in(Path.of(""));
    private static String endpoint = "";
    private static Thread up = new Thread();

    @BeforeAll
    static void start() {
        user = TestingUser.in(folder);
        user.write("in.csv", TWO);
        int port = TestingPorts.freeBase();
        endpoint = "http://127.0.0.1:" + port;
        var out = new ByteArrayOutputStream();
        Shell shell = user.shell(out, new ByteArrayOutputStream());
        up =
                new Thread(
                        () -> Nightshift.run(shell, words("up --port " + port, TestingUser.QUICK)),
                        "up");
        up.start();
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .failFast("the stack did not come up", () -> !up.isAlive())
                .until(() -> out.toString(UTF_8).contains("Ctrl-C"));
    }

    @AfterAll
    static void stop() throws InterruptedException {
        up.interrupt();
        up.join(Duration.ofSeconds(20));
    }

    private static String[] words(String line, String... more) {
        return Stream.concat(Arrays.stream(line.split(" ", -1)), Arrays.stream(more))
                .toArray(String[]::new);
    }

    private static Said types(String line) {
        return user.types(words(line + " --data elsewhere --endpoint " + endpoint));
    }

    private static Said talks(String command, String... lines) {
        return user.typing(String.join("\n", lines))
                .types(words(command + " --data elsewhere --endpoint " + endpoint));
    }

    private static String conversation(Said said) {
        return said.out()
                .lines()
                .findFirst()
                .orElse("")
                .replaceAll("^Conversation ([^:]+):.*", "$1");
    }

    @Test
    void talksAboutARecordLineByLine() {
        Said said =
                talks(
                        "chat in.csv --row 2",
                        "What do they bake?",
                        "/email warm",
                        "",
                        "/help",
                        "/cost",
                        "/quit",
                        "never asked");

        assertThat(said.code()).as(said.err()).isZero();
        assertThat(said.err()).isEmpty();
        assertThat(said.out())
                .contains(": Baker", "simulated: no money", "verdict: ", "signals:")
                .contains("subject: ", "tone: ")
                .contains("/pain_points", "/complete")
                .containsPattern("(?m)^  turns +3$")
                .contains("goes on with it");
        assertThat(said.out().lines().filter(line -> line.contains("; so far $"))).hasSize(3);
    }

    @Test
    void goesOnWithAConversationAndTakesTheWholeWorkflow() {
        Said begun = talks("chat in.csv --record p-1");
        String id = conversation(begun);

        Said gone = talks("chat --conversation " + id, "/complete", "/cost");
        Said shown = types("conversations show " + id);
        Said listed = user.types("--endpoint", endpoint, "conversations");
        Said kept = types("conversations delete " + id);
        Said deleted = types("conversations delete --yes " + id);
        Said afterwards = talks("chat --conversation " + id);

        assertThat(gone.code()).as(gone.err() + gone.out()).isZero();
        assertThat(gone.out()).contains("pain_points", "services", "roi", "email", "summary");
        assertThat(gone.out()).containsPattern("(?m)^  turns +6$");
        assertThat(shown.out()).contains("> /analysis", "> /email", "verdict: ");
        assertThat(listed.out()).contains(id, "Clerk");
        assertThat(kept.err()).contains("nothing was removed");
        assertThat(deleted.code()).as(deleted.err()).isZero();
        assertThat(afterwards.code()).isEqualTo(2);
        assertThat(afterwards.err()).contains("no such conversation");
    }

    @Test
    void waitsForATurnThatTakesLongerThanACall() throws Exception {
        String turn =
                "{\"turn_id\":\"analysis\",\"kind\":\"analysis\",\"status\":\"%s\",\"text\":%s,\"tokens\":{},\"cost_usd\":\"0\"}";
        String asking = turn.formatted("asking", "null");
        try (var api = new TestingApi()) {
            api.answers(200, description().replace(endpoint, api.address().toString()))
                    .answers(
                            202,
                            "{\"id\":\"c\",\"model\":\"m\",\"subject\":\"Baker\",\"created\":\"2026-11-21T22:00:00Z\",\"under_way\":\"analysis\",\"kinds\":[],\"record\":{},\"turns\":[%s],\"tokens\":{},\"cost_usd\":\"0\"}"
                                    .formatted(asking))
                    .answers(202, asking)
                    .answers(200, turn.formatted("succeeded", "\"It came late.\""));

            Said said =
                    user.typing("/quit")
                            .types(words("chat in.csv --row 2 --endpoint " + api.address()));

            assertThat(said.code()).as(said.err()).isZero();
            assertThat(said.out()).contains("It came late.");
        }
    }

    /** What the stack says of itself. */
    private static String description() throws Exception {
        var call = new URI(endpoint).toURL().openConnection();
        call.setRequestProperty("Accept", HttpApi.DESCRIPTION);
        try (InputStream body = call.getInputStream()) {
            return new String(body.readAllBytes(), UTF_8);
        }
    }

    @Test
    void goesOnAfterALineThatCannotBeAnswered() {
        Said said = talks("chat in.csv --row 1", "/nonsense", "/summary of it", "/summary");

        assertThat(said.code()).isEqualTo(3);
        assertThat(said.err()).contains("there is no /nonsense", "/summary takes no words");
        assertThat(said.out().lines().filter(line -> line.contains("; so far $"))).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({
        "chat, needs FILE",
        "chat in.csv, about one record",
        "chat in.csv --row 1 --record p-1, about one record",
        "chat in.csv --row 3, there is no row 3",
        "chat in.csv --row 0, there is no row 0",
        "chat in.csv --record p-3, there is no record 'p-3'",
        "chat none.csv --row 1, there is no file",
        "chat in.csv --conversation abc, leave FILE",
        "chat --conversation abc, no such conversation",
        "chat --conversation abc --max-cost 1, leave them out",
        "chat in.csv --row 1 --max-cost 0.0001, max_cost_usd",
        "chat --conversation ../jobs, can have this name",
        "conversations --limit 0, at least 1",
        "costs --by colour, colour",
        "costs --from 2026-13-01, 2026-13-01",
        "costs --from 2020-01-01, 91 days",
        "tasks show none, there is no task 'none'",
        "tasks put in.csv, in.csv"
    })
    void saysWhatIsWrong(String line, String expected) {
        Said said = types(line);

        assertThat(said.code()).as(said.err()).isEqualTo(2);
        assertThat(said.errLines()).as(said.err()).hasSize(1);
        assertThat(said.err()).contains(expected);
    }

    @Test
    void keepsATaskThatJobsNameAndTellsWhatTheyCost() throws IOException {
        String yaml = types("tasks show qualify").out();
        user.write("kept.yaml", yaml.replaceFirst("name: qualify", "name: mine"));

        Said put = types("tasks put kept.yaml");
        Said listed = types("tasks");
        Said ran = types("run in.csv --task mine --out out.json");
        Said costs = types("costs --by task");
        Said deleted = types("tasks delete mine");
        Said again = types("run in.csv --task mine --out out.json");

        assertThat(put.code()).as(put.err()).isZero();
        assertThat(listed.out()).contains("qualify@", "mine@");
        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(new ObjectMapper().readTree(user.path("out.json").toFile())).hasSize(2);
        assertThat(costs.out()).contains("mine@").contains("simulated");
        assertThat(deleted.code()).as(deleted.err()).isZero();
        assertThat(again.err()).contains("there is no task 'mine'");
    }

    @Test
    void bringsResultsAsTheTaskShowsThem() throws IOException {
        user.write(
                "sections.csv",
                """
                id,section,title,kind,text
                a,hero,Start,design,A large picture
                b,hero,Start,words,A short line
                c,foot,End,design,A large picture
                """);
        user.write(
                "sections.yaml",
                """
                name: sections
                version: 7
                purpose: For tests.
                model: gpt-6-luna
                effort: none
                max_output_tokens: 100
                instructions: Say when.
                prompt: "<text>{{text}}</text>"
                questions: 3
                normalise_output: {life.begin: month}
                results:
                  columns: {begin: life.begin}
                  group: {by: section, key: kind, fields: [title]}
                output:
                  type: object
                  properties:
                    life:
                      type: object
                      properties: {begin: {type: string}}
                      required: [begin]
                      additionalProperties: false
                  required: [life]
                  additionalProperties: false
                """);

        Said ran = types("run sections.csv --task sections --out first.jsonl");
        Said again = types("run sections.csv --task sections --out again.jsonl");
        Said brought = types("results " + ran.job() + " --out groups.json");
        Said table = types("results " + ran.job() + " --out table.csv");

        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(ran.out())
                .containsPattern("grouped +first\\.grouped\\.json")
                .contains("with a call for each question it would be $");
        assertThat(again.code()).as(again.err()).isZero();
        List<JsonNode> first = lines("first.jsonl");
        List<JsonNode> reused = lines("again.jsonl");
        for (int i = 0; i < 3; i++) {
            assertThat(first.get(i).path("warnings").path(0).asText())
                    .startsWith("life.begin: \"")
                    .endsWith("\" is no month");
            assertThat(reused.get(i).path("code").asText()).isIn("reused", "equal");
            assertThat(reused.get(i).path("warnings")).isEqualTo(first.get(i).path("warnings"));
        }
        assertThat(first.get(2).path("code").asText()).isEqualTo("equal");
        JsonNode report = json("first.report.json");
        assertThat(report.path("task").asText()).isEqualTo("sections@7");
        assertThat(usd(report.path("savings").path("one_call_per_question_usd")))
                .isGreaterThan(usd(report.path("realtime_cost_usd")));
        assertThat(brought.code()).as(brought.err()).isZero();
        JsonNode groups = json("groups.json");
        assertThat(groups).isEqualTo(json("first.grouped.json"));
        assertThat(groups.path("task").asText()).isEqualTo("sections@7");
        assertThat(groups.path("total").asInt()).isEqualTo(3);
        assertThat(groups.path("groups").findValuesAsText("section"))
                .containsExactly("hero", "foot");
        JsonNode hero = groups.path("groups").path(0);
        assertThat(hero.path("title").asText()).isEqualTo("Start");
        assertThat(hero.path("results").path("design").path("response"))
                .isEqualTo(first.get(0).path("result"));
        assertThat(hero.path("results").path("words").path("outcome").asText())
                .isEqualTo("succeeded");
        assertThat(table.code()).as(table.err()).isZero();
        assertThat(Files.readString(user.path("table.csv")))
                .startsWith("id,section,title,kind,text,begin,outcome,outcome_detail,cost_usd\n")
                .contains("\"\" is no month");
        assertThat(user.path("table.grouped.json")).exists();
    }

    private static JsonNode json(String file) throws IOException {
        return new ObjectMapper().readTree(user.path(file).toFile());
    }

    private static List<JsonNode> lines(String file) throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        for (String line : Files.readAllLines(user.path(file))) {
            lines.add(new ObjectMapper().readTree(line));
        }
        return lines;
    }

    private static BigDecimal usd(JsonNode text) {
        return new BigDecimal(text.asText());
    }

    @Test
    void tellsThatNothingWasPaid() {
        Said costs = types("costs --from 2020-01-01 --to 2020-01-31");

        assertThat(costs.code()).as(costs.err()).isZero();
        assertThat(costs.out()).contains("2020-01-01 to 2020-01-31", "$0");
    }

    @Test
    void sendsNothingToAwsInTheClearOrUnasked() {
        for (List<String> mistake :
                List.of(
                        List.of("list --endpoint http://example.com", "in the clear"),
                        List.of(
                                "submit in.csv --task qualify --endpoint https://api.example.com",
                                "add --live"),
                        List.of(
                                "run in.csv --task qualify --endpoint https://api.example.com",
                                "add --live"),
                        List.of(
                                "chat in.csv --row 1 --endpoint https://api.example.com",
                                "add --live"),
                        List.of(
                                "chat in.csv --row 1 --live --endpoint https://api.example.com",
                                "nothing was sent"))) {
            Said said = user.types(words(mistake.getFirst()));

            assertThat(said.code()).as(said.err()).isEqualTo(2);
            assertThat(said.err()).contains(mistake.getLast());
        }
    }
}
