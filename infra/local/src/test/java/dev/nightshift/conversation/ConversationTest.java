package dev.nightshift.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightshift.api.TokenCaller;
import dev.nightshift.budget.Budget;
import dev.nightshift.budget.BudgetSettings;
import dev.nightshift.budget.Figures;
import dev.nightshift.conversation.TakeTurn.Taken;
import dev.nightshift.conversation.TestingApi.Answer;
import dev.nightshift.conversation.Turn.Hold;
import dev.nightshift.conversation.Turn.Lease;
import dev.nightshift.job.Job;
import dev.nightshift.job.JobId;
import dev.nightshift.job.TestingCloud;
import dev.nightshift.lambda.Deadline;
import dev.nightshift.pricing.Lane;
import dev.nightshift.pricing.Prices;
import dev.nightshift.simulator.http.Endpoint;
import dev.nightshift.storage.Item;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Conversations through the API of a cloud. */
class ConversationTest {
    private static final Map<String, String> QUICK = Map.of("model.latency", "0s");

    @TempDir static Path folder;
    private static TestingCloud cloud;
    private static TestingApi api;
    private static Conversations conversations;
    private static TurnBudget money;
    private static boolean isQuick = true;

    @BeforeAll
    static void start() throws Exception {
        cloud = TestingCloud.start(folder, QUICK, Map.of());
        api = new TestingApi(cloud);
        conversations = new Conversations(cloud.table);
        money = new TurnBudget(cloud.budget, Prices.builtIn(), new Scripts(), cloud.clock);
    }

    @AfterAll
    static void stop() {
        cloud.close();
    }

    @BeforeEach
    void behave() throws Exception {
        if (!isQuick) {
            simulate(QUICK);
            isQuick = true;
        }
    }

    private static void simulate(Map<String, String> settings) throws Exception {
        cloud.simulate(settings);
        isQuick = false;
    }

    @Test
    void aConversationBeginsWithAnAnalysisAndGoesOnFromReplyToReply() throws Exception {
        Answer begun = api.post("/conversations", TestingApi.RECORD);

        assertThat(begun.status()).as(begun.body().toString()).isEqualTo(201);
        assertThat(begun.location()).isEqualTo("/conversations/" + begun.id());
        assertThat(begun.id()).matches("[a-z2-7]{26}");
        assertThat(begun.body().path("subject").asText()).isEqualTo("Clerk");
        JsonNode first = begun.body().path("turns").path(0);
        assertThat(first.path("kind").asText()).isEqualTo("analysis");
        assertThat(first.path("via").asText()).isEqualTo("start");
        assertThat(first.path("status").asText()).isEqualTo("succeeded");
        assertThat(first.path("result").path("verdict").asText()).isNotEmpty();

        Answer question = api.question(begun.id(), "q1");
        Answer email =
                api.post(
                        "/conversations/" + begun.id() + "/turns",
                        "{\"kind\":\"email\",\"parameters\":{\"tone\":\"warm\"}}");

        assertThat(question.status()).as(question.body().toString()).isEqualTo(200);
        assertThat(question.body().path("via").asText()).isEqualTo("chained");
        assertThat(question.body().path("text").asText()).isNotBlank();
        assertThat(email.body().path("via").asText()).isEqualTo("chained");
        assertThat(email.body().path("result").path("subject").asText()).isNotEmpty();
        assertThat(email.body().path("prompt").asText()).contains("in a warm tone");
        JsonNode whole = api.get("/conversations/" + begun.id()).body();
        assertThat(whole.path("record").path("company").asText()).isEqualTo("Harbour Mill");
        assertThat(whole.path("turns")).hasSize(3);
        assertThat(whole.path("turns").path(1)).isEqualTo(question.body());
        assertThat(new BigDecimal(whole.path("cost_usd").asText()))
                .isEqualTo(sum(whole, turn -> new BigDecimal(turn.path("cost_usd").asText())))
                .isPositive();
    }

    @Test
    void aStartThatIsRepeatedUnderItsKeyLeadsToTheSameConversation() throws Exception {
        Answer first = api.begin(TestingApi.RECORD, "key-1");
        long calls = calls();

        Answer again = api.begin(TestingApi.RECORD, "key-1");
        Answer other = api.begin(TestingApi.RECORD.replace("Clerk", "Baker"), "key-1");

        assertThat(again.status()).isEqualTo(201);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(other.status()).isEqualTo(409);
        assertThat(calls()).isEqualTo(calls);
        api.delete("/conversations/" + first.id());
        assertThat(api.begin(TestingApi.RECORD, "key-1").id()).isNotEqualTo(first.id());
    }

    @Test
    void aChainSendsLessAndIsBilledForAllThatWasSaidBefore() throws Exception {
        String id = api.begun();

        JsonNode tokens = api.question(id, "q1").body().path("tokens");

        assertThat(tokens.path("sent").asLong()).isLessThan(tokens.path("resent").asLong());
        assertThat(tokens.path("billed").asLong())
                .isGreaterThan(
                        api.get("/conversations/" + id)
                                .body()
                                .path("turns")
                                .path(0)
                                .path("tokens")
                                .path("billed")
                                .asLong());
        assertThat(tokens.path("output").asLong()).isPositive();
    }

    @Test
    void aTurnThatIsRepeatedHasItsAnswerAndIsNotPaidAgain() throws Exception {
        String id = api.begun();
        Answer first = api.question(id, "q1");
        long calls = calls();

        Answer again = api.question(id, "q1");
        Answer other = api.question(id, "q1", "Something else?");

        assertThat(again.status()).isEqualTo(200);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(other.status()).isEqualTo(409);
        assertThat(other.body().path("type").asText()).isEqualTo("urn:nightshift:problem:conflict");
        assertThat(calls()).isEqualTo(calls);
    }

    @Test
    void whereOpenAiHasForgottenTheChainItIsRebuiltOnce() throws Exception {
        String id = api.begun();
        simulate(QUICK);

        Answer rebuilt = api.question(id, "q1");
        Answer chained = api.question(id, "q2");

        assertThat(rebuilt.body().path("status").asText()).isEqualTo("succeeded");
        assertThat(rebuilt.body().path("via").asText()).isEqualTo("rebuilt");
        assertThat(rebuilt.body().path("tokens").path("sent").asLong())
                .isGreaterThanOrEqualTo(rebuilt.body().path("tokens").path("resent").asLong());
        assertThat(chained.body().path("via").asText()).isEqualTo("chained");
    }

    @Test
    void ofTwoTurnsAtOnceOneWinsAndTheOtherCanBeRepeated() throws Exception {
        String id = api.begun();
        simulate(Map.of("model.latency", "500ms"));

        List<Answer> answers = atOnce(() -> api.question(id, "a"), () -> api.question(id, "b"));

        assertThat(answers).extracting(Answer::status).containsExactlyInAnyOrder(200, 409);
        String loser = answers.get(0).status() == 409 ? "a" : "b";
        assertThat(api.question(id, loser).status()).isEqualTo(200);
        assertThat(calls()).isEqualTo(3); // The first found the chain gone.
    }

    @Test
    void theSameTurnTwiceAtOnceIsAskedOnce() throws Exception {
        String id = api.begun();
        long calls = calls();

        List<Answer> answers = atOnce(() -> api.question(id, "a"), () -> api.question(id, "a"));

        assertThat(answers).extracting(Answer::status).containsOnly(200);
        assertThat(answers.get(0).body()).isEqualTo(answers.get(1).body());
        assertThat(calls()).isEqualTo(calls + 1);
    }

    @Test
    void whatIsWrongIsSaidByFieldAndNothingIsAsked() throws Exception {
        String id = api.begun();
        long calls = calls();

        assertField(api.post("/conversations/" + id + "/turns", "{\"kind\":\"poem\"}"), "kind");
        assertField(
                api.post("/conversations/" + id + "/turns", "{\"kind\":\"question\"}"),
                "parameters.question");
        assertField(api.question(id, "q", "?".repeat(8001)), "parameters.question");
        assertField(api.question(id, "no/id"), "turn_id");
        assertField(
                api.post(
                        "/conversations/" + id + "/turns",
                        "{\"kind\":\"email\",\"parameters\":{\"tone\":\"rude\"}}"),
                "parameters.tone");
        assertField(
                api.post(
                        "/conversations/" + id + "/turns",
                        "{\"kind\":\"roi\",\"parameters\":{\"rate\":\"1\"}}"),
                "parameters.rate");
        assertField(
                api.post("/conversations", "{\"record\":{\"title\":\"x\"}}"), "record.description");
        assertField(api.post("/conversations", "{}"), "record");
        assertField(
                api.post("/conversations/turns", "{\"kind\":\"roi\",\"conversations\":[\"1\"]}"),
                "conversations[0]");
        assertThat(api.post("/conversations/" + id + "/turns", "{").status()).isEqualTo(400);
        assertThat(api.get("/conversations/nobody").status()).isEqualTo(404);
        assertThat(api.get("/conversations/" + "a".repeat(26)).status()).isEqualTo(404);
        assertThat(api.get("/conversations/" + id + "/turns/nothing").status()).isEqualTo(404);
        assertThat(calls()).isEqualTo(calls);
    }

    @Test
    void aReplyThatDoesNotFitIsMendedOnceAndThenKeptAsItIs() throws Exception {
        String id = api.begun();
        simulate(Map.of("model.latency", "0s", "fault.reply.misfit", "1"));

        Answer misfit = api.post("/conversations/" + id + "/turns", "{\"kind\":\"roi\"}");
        simulate(QUICK);
        Answer next = api.question(id, "q1");

        assertThat(misfit.body().path("status").asText()).isEqualTo("invalid");
        assertThat(misfit.body().path("text").asText()).isNotEmpty();
        assertThat(misfit.body().path("tokens").path("billed").asLong()).isPositive();
        assertThat(next.body().path("status").asText()).isEqualTo("succeeded");
    }

    @Test
    void aRefusalIsToldAndIsNoPartOfTheConversation() throws Exception {
        String id = api.begun();
        simulate(Map.of("model.latency", "0s", "fault.reply.refused", "1"));

        Answer refused = api.question(id, "q1");

        assertThat(refused.status()).isEqualTo(200);
        assertThat(refused.body().path("status").asText()).isEqualTo("refused");
        assertThat(conversation(id).succeeded()).isEqualTo(1);
        assertThat(conversation(id).busy()).isNull();
    }

    @Test
    void aTurnWhoseAnswerIsLostSaysSoAndCanBeAskedAgain() throws Exception {
        String id = api.begun();
        simulate(
                Map.of(
                        "model.latency", "0s",
                        "fault.http.responses.create.drop-after-rate", "1",
                        "fault.http.responses.create.first-calls", "1"));
        // No chain, so that the call that is lost is one that is paid.
        cloud.table.update(
                "CONVERSATION#" + id,
                "CONVERSATION",
                "SET subject = :subject REMOVE last_response",
                "attribute_exists(pk)",
                Item.values().put(":subject", "Clerk"));

        Answer lost = api.question(id, "q1");
        Answer again = api.question(id, "q1");

        assertThat(lost.body().path("status").asText()).isEqualTo("failed");
        assertThat(lost.body().path("code").asText()).isEqualTo("answer_lost");
        assertThat(lost.body().path("uncertain").asLong()).isEqualTo(1);
        assertThat(again.body().path("status").asText()).isEqualTo("succeeded");
        assertThat(again.body().path("uncertain").asLong()).isEqualTo(1);
        assertThat(conversation(id).spending().uncertain()).isEqualTo(1);
        assertThat(calls()).isEqualTo(2);
    }

    @Test
    void aTurnWhoseProcessDiedIsTakenOverWhenItsLeaseHasRunOut() throws Exception {
        String id = api.begun();
        Turn dead = deadTurn(id, "q1", Duration.ofSeconds(30));
        long calls = calls();
        Answer meanwhile = api.question(id, "q2");

        assertThat(meanwhile.status()).isEqualTo(409);
        conversations.renew(
                id(id), dead.id(), new Lease("dead", cloud.clock.instant().minusSeconds(1)));
        Answer again = api.question(id, "q1");

        assertThat(again.body().path("status").asText()).isEqualTo("succeeded");
        assertThat(again.body().path("uncertain").asLong()).isEqualTo(1);
        assertThat(calls()).isEqualTo(calls + 1);
    }

    @Test
    void aDeadTurnThatNobodyRepeatsMakesRoomForAnother() throws Exception {
        String id = api.begun();
        deadTurn(id, "q1", Duration.ofSeconds(-1));

        Answer next = api.question(id, "q2");

        assertThat(next.body().path("status").asText()).isEqualTo("succeeded");
        JsonNode dead = api.get("/conversations/" + id + "/turns/q1").body();
        assertThat(dead.path("status").asText()).isEqualTo("failed");
        assertThat(dead.path("code").asText()).isEqualTo("process_lost");
        assertThat(dead.path("uncertain").asLong()).isEqualTo(1);
    }

    @Test
    void whereverAProcessDiesTheTurnIsAnsweredOnceAndNothingPaidIsHidden() throws Exception {
        int points = 0;
        try (var process = new MortalProcess(cloud)) {
            for (boolean lived = false; !lived; points++) {
                ConversationId id = id(api.begun());
                Turn turn = begunTurn(id.value(), "q1");
                long calls = calls();

                lived = process.ask(id, turn.id(), points);
                process.pass(Duration.ofMinutes(1));
                process.ask(id, turn.id(), Integer.MAX_VALUE);

                Turn ended = conversations.turn(id, turn.id()).orElseThrow();
                Conversation conversation = conversation(id.value());
                assertThat(ended.status()).as("point " + points).isEqualTo(TurnStatus.SUCCEEDED);
                assertThat(conversation.busy()).isNull();
                assertThat(conversation.succeeded()).isEqualTo(2);
                assertThat(calls() - calls)
                        .as("point " + points)
                        .isBetween(1L, 1 + ended.spending().uncertain());
                assertThat(conversation.spending().uncertain())
                        .isEqualTo(ended.spending().uncertain());
            }
        }
        assertThat(points).isGreaterThan(8);
    }

    @Test
    void theWholeWorkflowRunsInTheBackground() throws Exception {
        String id = api.begun();

        Answer begun = api.post("/conversations/" + id + "/complete", "");

        assertThat(begun.status()).isEqualTo(202);
        assertThat(begun.body().path("complete").path("over").asBoolean()).isFalse();
        JsonNode whole =
                api.await(
                        "/conversations/" + id,
                        body -> body.path("complete").path("over").asBoolean());
        assertThat(whole.path("complete").path("turns").toString())
                .isEqualTo(
                        "{\"pain_points\":\"succeeded\",\"services\":\"succeeded\","
                                + "\"roi\":\"succeeded\",\"email\":\"succeeded\",\"summary\":\"succeeded\"}");
        long calls = calls();
        api.post("/conversations/" + id + "/complete", "");
        api.await("/conversations/" + id, body -> body.path("complete").path("over").asBoolean());
        assertThat(calls()).isEqualTo(calls);
    }

    @Test
    void aDeletedConversationIsGoneHereAndAtOpenAi() throws Exception {
        String id = api.begun();
        api.question(id, "q1");
        List<String> responses =
                conversations.turns(id(id)).stream()
                        .flatMap(turn -> turn.responses().stream())
                        .toList();
        long deleted = cloud.openAi.calls().of(Endpoint.RESPONSES_DELETE);

        assertThat(api.delete("/conversations/" + id).status()).isEqualTo(204);

        assertThat(api.get("/conversations/" + id).status()).isEqualTo(404);
        assertThat(responses).hasSize(2);
        Awaitility.await()
                .until(
                        () ->
                                conversations.turns(id(id)).isEmpty()
                                        && !conversations.isDeleted(id(id)));
        assertThat(cloud.openAi.calls().of(Endpoint.RESPONSES_DELETE)).isEqualTo(deleted + 2);
        assertThat(cloud.table.get("CONVERSATION#" + id, "RECORD")).isEmpty();
        assertThat(api.delete("/conversations/" + id).status()).isEqualTo(404);
    }

    @Test
    void conversationsAreListedNewestFirstPageByPage() throws Exception {
        String older = api.begun();
        String newer = api.begun();

        JsonNode first = api.get("/conversations?limit=1").body();
        JsonNode second =
                api.get("/conversations?limit=1&cursor=" + first.path("next_cursor").asText())
                        .body();

        assertThat(first.path("conversations").path(0).path("id").asText()).isEqualTo(newer);
        assertThat(second.path("conversations").path(0).path("id").asText()).isEqualTo(older);
        assertThat(first.path("conversations").path(0).has("turns")).isFalse();
        assertField(api.get("/conversations?limit=0"), "limit");
    }

    @Test
    void aLongTextIsKeptInTheBucketAndReadAsAnyOther() throws Exception {
        String text = "We retype orders. ".repeat(8000);
        Answer begun =
                api.post(
                        "/conversations",
                        "{\"record\":{\"title\":\"Clerk\",\"description\":\"%s\"}}"
                                .formatted(text));

        JsonNode whole = api.get("/conversations/" + begun.id()).body();

        assertThat(whole.path("record").path("description").asText()).isEqualTo(text);
        assertThat(whole.path("turns").path(0).path("prompt").asText()).contains(text.strip());
        assertThat(cloud.bucket.size("conversations/%s/record.txt".formatted(begun.id())))
                .isPresent();
        simulate(QUICK);
        assertThat(api.question(begun.id(), "q1").body().path("via").asText()).isEqualTo("rebuilt");
    }

    @Test
    void aConversationIsAboutARecordOfAJobAndItsResult() throws Exception {
        Job job = cloud.start(TestingCloud.postings(3), Lane.REALTIME);
        cloud.await(job.id());

        Answer byId =
                api.post(
                        "/conversations",
                        "{\"job\":\"%s\",\"record_id\":\"p-1\"}".formatted(job.id()));
        Answer byRow = api.post("/conversations", "{\"job\":\"%s\",\"row\":2}".formatted(job.id()));
        Answer none = api.post("/conversations", "{\"job\":\"%s\",\"row\":4}".formatted(job.id()));

        assertThat(byId.status()).as(byId.body().toString()).isEqualTo(201);
        assertThat(byId.body().path("from").path("record_id").asText()).isEqualTo("p-1");
        assertThat(byId.body().path("turns").path(0).path("prompt").asText())
                .contains("Clerk 1")
                .contains("<earlier_result>\n{\"");
        assertThat(byRow.body().path("record")).isEqualTo(byId.body().path("record"));
        assertThat(none.status()).isEqualTo(404);
    }

    @Test
    void aWaveAsksManyConversationsAtHalfPriceAndEachGoesOnFromIt() throws Exception {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            ids.add(
                    api.post(
                                    "/conversations",
                                    "{\"record\":{\"title\":\"Clerk %d\",\"description\":\"We retype %d orders.\"}}"
                                            .formatted(i, i))
                            .id());
        }
        String gone = "b".repeat(26);
        simulate(Map.of("model.latency", "0s", "fault.line.status.400", "0.2"));

        Answer wave =
                api.post(
                        "/conversations/turns",
                        "{\"kind\":\"roi\",\"turn_id\":\"w1\",\"conversations\":[\"%s\",\"%s\"]}"
                                .formatted(String.join("\",\"", ids), gone));
        assertThat(wave.status()).as(wave.body().toString()).isEqualTo(202);
        String job = wave.body().path("job").asText();
        JsonNode waiting =
                api.await(
                        "/conversations/%s/turns/w1".formatted(ids.getFirst()),
                        body -> body.has("job"));
        assertThat(waiting.path("job").asText()).isEqualTo(job);
        cloud.await(new JobId(job));
        var outcomes = new TreeSet<String>();
        int failed = 0;
        for (String id : ids) {
            JsonNode turn =
                    api.await(
                            "/conversations/%s/turns/w1".formatted(id),
                            body -> !body.path("status").asText().equals("waiting"));
            outcomes.add(turn.path("status").asText());
            failed += turn.path("status").asText().equals("failed") ? 1 : 0;
            assertThat(turn.path("via").asText()).isEqualTo("batch");
            assertThat(conversation(id).busy()).isNull();
        }

        assertThat(outcomes).containsExactly("failed", "succeeded");
        assertThat(failed).isBetween(1, 10);
        JsonNode tally = cloud.report(cloud.jobs.require(new JobId(job))).path("outcomes");
        assertThat(cloud.text(cloud.jobs.require(new JobId(job)).files().results("jsonl")))
                .contains("there is no such conversation");
        assertThat(tally.toString()).contains("skipped");
        String one =
                ids.stream()
                        .filter(id -> conversation(id).succeeded() == 2)
                        .findFirst()
                        .orElseThrow();
        JsonNode answered = api.get("/conversations/%s/turns/w1".formatted(one)).body();
        assertThat(answered.path("result").path("confidence").asText()).isNotEmpty();
        assertThat(new BigDecimal(answered.path("cost_usd").asText())).isPositive();
        Conversation before = conversation(one);
        cloud.invoke(
                "ConversationWorkFunction",
                "{\"version\":1,\"step\":\"store\",\"job\":\"%s\"}".formatted(job));
        assertThat(conversation(one)).isEqualTo(before);
        Answer next = api.question(one, "q1");
        assertThat(next.body().path("via").asText()).isEqualTo("rebuilt");
        assertThat(api.question(one, "q2").body().path("via").asText()).isEqualTo("chained");
    }

    @Test
    void whatTurnsCostIsCountedOnceInTheDayAndInTheMonth() throws Exception {
        BigDecimal day = costs();
        BigDecimal month = month().spent();
        BigDecimal reserved = month().reserved();
        String id = api.begun();
        api.question(id, "q1");
        ended(begunTurn(id, "q2"), id, "0.5", 1);

        Answer again = api.question(id, "q2");

        assertThat(again.body().path("status").asText()).isEqualTo("succeeded");
        assertThat(costs().subtract(day))
                .isEqualByComparingTo(conversation(id).spending().cost())
                .isGreaterThan(new BigDecimal("0.5"));
        assertThat(costs("by=task&").toString()).contains("\"posting-question@1\"");
        // A call whose answer is lost counts as much as it can have cost.
        BigDecimal bound =
                conversations.turn(id(id), new TurnId("q2")).orElseThrow().hold().reserved();
        assertThat(month().spent().subtract(month))
                .isEqualByComparingTo(conversation(id).spending().cost().add(bound));
        assertThat(month().reserved()).isEqualByComparingTo(reserved);
        assertThat(conversation(id).committed())
                .isEqualByComparingTo(conversation(id).spending().cost().add(bound));
    }

    @Test
    void aTurnThatCouldCostMoreThanItsConversationMayIsNotAsked() throws Exception {
        Answer tooLittle = api.post("/conversations", capped("0.0001"));
        assertThat(tooLittle.status()).as(tooLittle.body().toString()).isEqualTo(422);
        assertThat(tooLittle.body().path("type").asText())
                .isEqualTo("urn:nightshift:problem:over-budget");

        String id = api.post("/conversations", capped("0.6")).id();
        ended(begunTurn(id, "q1"), id, "0.599", 0);
        long calls = calls();
        Answer refused = api.question(id, "q2");
        Answer failed = api.question(id, "q1");

        assertThat(refused.status()).as(refused.body().toString()).isEqualTo(422);
        assertThat(refused.body().path("detail").asText()).contains("max_cost_usd");
        assertThat(failed.status()).isEqualTo(422);
        assertThat(calls()).isEqualTo(calls);
        JsonNode whole = api.get("/conversations/" + id).body();
        assertThat(whole.path("max_cost_usd").asText()).isEqualTo("0.6");
        api.post("/conversations/" + id + "/complete", "");
        whole =
                api.await(
                        "/conversations/" + id,
                        body -> body.path("complete").path("over").asBoolean());
        assertThat(whole.path("complete").path("problem").asText())
                .startsWith("summary was left out: The turn could cost up to $0.");
        assertThat(calls()).isEqualTo(calls);
    }

    @Test
    void aTurnThatTheMonthsCapDoesNotAllowIsNotBegun() throws Exception {
        String id = api.begun();
        String other = api.begun();
        BigDecimal bound =
                conversations.turn(id(id), new TurnId("analysis")).orElseThrow().hold().reserved();
        TakeTurn taking =
                under(
                        month().spent()
                                .add(month().reserved())
                                .add(bound.multiply(new BigDecimal("1.5"))));

        Taken first = take(taking, id);
        Taken second = take(taking, other);
        Turn turn = ((Taken.Stands) first).turn();
        ended(turn, id, "0", 0);

        assertThat(second).isInstanceOf(Taken.TooDear.class);
        assertThat(((Taken.TooDear) second).why()).contains("BudgetMonthUsd");
        assertThat(take(taking, other)).isInstanceOf(Taken.Stands.class);
        ended(conversations.turn(id(other), new TurnId("q")).orElseThrow(), other, "0", 0);
    }

    @Test
    void aReplyThatIsCutOffIsAskedForOnceMoreWithALargerLimit() throws Exception {
        String id = api.begun();
        simulate(Map.of("model.latency", "0s", "model.reply-bytes", "8000"));

        Answer longer = api.question(id, "q1");
        simulate(Map.of("model.latency", "0s", "fault.reply.truncated", "1"));
        Answer cut = api.question(id, "q2");

        assertThat(longer.body().path("status").asText()).isEqualTo("succeeded");
        assertThat(longer.body().path("text").asText().length()).isGreaterThan(7000);
        assertThat(cut.body().path("status").asText()).isEqualTo("truncated");
        assertThat(calls()).isEqualTo(3); // The first found the chain gone.
    }

    @Test
    void aWorkflowThatBreaksOffThreeTimesSaysSoAndCanBeAskedForAgain() throws Exception {
        String id = api.begun();
        conversations.completing(id(id), cloud.clock.instant());
        script(id, "lost");
        for (int i = 0; i < 3; i++) {
            assertThat(
                            cloud.invoke(
                                            "ConversationWorkFunction",
                                            "{\"version\":1,\"step\":\"complete\",\"conversation\":\"%s\"}"
                                                    .formatted(id))
                                    .error())
                    .isNotEmpty();
        }
        script(id, "posting");

        JsonNode broken = api.get("/conversations/" + id).body().path("complete");
        api.post("/conversations/" + id + "/complete", "");
        JsonNode again =
                api.await(
                                "/conversations/" + id,
                                body -> body.path("complete").path("over").asBoolean())
                        .path("complete");

        assertThat(broken.path("over").asBoolean()).isTrue();
        assertThat(broken.path("problem").asText()).contains("the log says what");
        assertThat(broken.path("turns").path("roi").asText()).isEqualTo("pending");
        assertThat(again.has("problem")).isFalse();
        assertThat(again.path("turns").path("roi").asText()).isEqualTo("succeeded");
    }

    @Test
    void aWorkflowWaitsForNoWave() throws Exception {
        String id = api.begun();
        api.begun();
        simulate(Map.of("model.latency", "0s", "batch.running", "1h"));

        Answer wave =
                api.post(
                        "/conversations/turns",
                        "{\"kind\":\"roi\",\"turn_id\":\"all\",\"all\":true}");
        assertThat(wave.status()).as(wave.body().toString()).isEqualTo(202);
        assertThat(wave.body().path("conversations").asInt()).isGreaterThan(1);
        api.await("/conversations/" + id + "/turns/all", body -> body.has("job"));
        Answer complete = api.post("/conversations/" + id + "/complete", "");
        var job = new JobId(wave.body().path("job").asText());
        cloud.cancel(job);
        cloud.await(job);
        JsonNode turn =
                api.await(
                        "/conversations/" + id + "/turns/all",
                        body -> !body.path("status").asText().equals("waiting"));

        assertThat(complete.status()).isEqualTo(409);
        assertThat(turn.path("status").asText()).isEqualTo("failed");
    }

    @Test
    void whatIsAnothersIsNotThere() throws Exception {
        String id = api.begun();
        JsonNode ada = as("ada", "POST", "/conversations", TestingApi.RECORD, 201);
        String hers = ada.path("id").asText();

        assertThat(as("ada", "GET", "/conversations/" + hers, "", 200)).isEqualTo(ada);
        assertThat(as("ada", "GET", "/conversations", "", 200).path("conversations")).hasSize(1);
        assertThat(as("ben", "GET", "/conversations", "", 200).path("conversations")).isEmpty();
        as("ben", "GET", "/conversations/" + hers, "", 404);
        as("ben", "GET", "/conversations/" + hers + "/turns/analysis", "", 404);
        as("ben", "POST", "/conversations/" + hers + "/turns", "{\"kind\":\"summary\"}", 404);
        as("ben", "POST", "/conversations/" + hers + "/complete", "", 404);
        as("ben", "DELETE", "/conversations/" + hers, "", 404);
        as("ada", "GET", "/conversations/" + id, "", 404);
        JsonNode wave =
                as(
                        "ben",
                        "POST",
                        "/conversations/turns",
                        "{\"kind\":\"roi\",\"turn_id\":\"w\",\"conversations\":[\"%s\"]}"
                                .formatted(hers),
                        202);
        cloud.await(new JobId(wave.path("job").asText()));
        as("ada", "GET", "/conversations/" + hers + "/turns/w", "", 404);
        assertThat(api.get("/conversations/" + hers).status()).isEqualTo(200);
    }

    @Test
    void aWaveIsGatheredInPartsFromWhereItWasHandedOn() throws Exception {
        String id = api.begun();
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < GatherWave.PART; i++) {
            ids.add(
                    "a".repeat(22)
                            + Integer.toString(i + 4096, 8)
                                    .substring(1)
                                    .replace('0', 'x')
                                    .replace('1', 'y'));
        }
        ids.add(id);
        Job job = cloud.begin("", TestingCloud.QUALIFY);
        var wave = new Wave(null, "posting", "gpt-6-luna", "roi", "g1", Map.of(), ids);
        cloud.bucket.put(job.files().wave(), wave.json());
        var texts = new KeptTexts(cloud.bucket);
        var gather =
                new GatherWave(
                        cloud.jobs,
                        cloud.bucket,
                        conversations,
                        under(BigDecimal.TEN.pow(6)),
                        new Dialogue(conversations, texts));
        Deadline near = Deadline.in(cloud.clock, Duration.ofSeconds(1));

        WorkAnswer first = gather.run(work(job, null), near);
        WorkAnswer second = gather.run(work(job, first.cursor()), near);

        assertThat(first.cursor()).isEqualTo(1);
        assertThat(second.cursor()).isNull();
        String[] rows = cloud.text(job.files().input()).split("\n", -1);
        assertThat(rows[1]).contains("there is no such conversation");
        assertThat(rows[GatherWave.PART + 1]).startsWith(id + ",").contains("assistant");
    }

    private static WorkRequest work(Job job, @Nullable Long cursor) {
        return new WorkRequest(1, WorkRequest.Step.GATHER, null, null, job.id().value(), cursor);
    }

    /** A turn that somebody began to ask, and never ended. */
    private static Turn deadTurn(String id, String turnId, Duration leaseLeft) {
        Turn turn = begunTurn(id, turnId);
        assertThat(
                        conversations.lease(
                                id(id),
                                turn,
                                new Lease("dead", cloud.clock.instant().plus(leaseLeft))))
                .isPresent();
        return turn;
    }

    /** A turn that is to be asked. */
    private static Turn begunTurn(String id, String turnId) {
        Conversation conversation = conversation(id);
        Hold hold = money.hold(new Scripts().kindOf(conversation, "question"), 5, false);
        Turn turn =
                Turn.begun(
                        new TurnId(turnId),
                        conversation.begun() + 1,
                        "question",
                        Map.of("question", "What hurts most?"),
                        null,
                        new KeptText.Here("What hurts most?"),
                        5,
                        hold,
                        cloud.clock.instant());
        assertThat(conversations.begin(conversation, turn, money.reserving(hold))).isTrue();
        return turn;
    }

    /** Ends a turn that nobody asks, as one that failed. */
    private static void ended(Turn turn, String id, String cost, long uncertain) {
        var spending = new Spending(TurnTokens.NONE, new BigDecimal(cost), 0, uncertain);
        var end = TurnEnd.failed(null, "test", null, spending);
        assertThat(
                        new EndTurn(cloud.table, money, cloud.clock)
                                .end(conversation(id), turn, end, List.of()))
                .isTrue();
    }

    /** Takes turns under a cap on what may be spent in a month. */
    private static TakeTurn under(BigDecimal monthCap) {
        var budget =
                new Budget(
                        cloud.table,
                        new BudgetSettings(monthCap.toPlainString()),
                        cloud.clock,
                        cloud.jobs,
                        cloud.attempts);
        var capped = new TurnBudget(budget, Prices.builtIn(), new Scripts(), cloud.clock);
        return new TakeTurn(
                conversations,
                new Scripts(),
                new EndTurn(cloud.table, capped, cloud.clock),
                capped,
                new KeptTexts(cloud.bucket),
                cloud.jobs,
                cloud.clock);
    }

    private static Taken take(TakeTurn taking, String id) {
        return taking.take(id(id), new TurnId("q"), "pain_points", Map.of());
    }

    private static String capped(String dollars) {
        return TestingApi.RECORD.replace("}}", "},\"max_cost_usd\":\"%s\"}".formatted(dollars));
    }

    private static void script(String id, String name) {
        cloud.table.update(
                "CONVERSATION#" + id,
                "CONVERSATION",
                "SET script = :script",
                "attribute_exists(pk)",
                Item.values().put(":script", name));
    }

    private static BigDecimal costs() throws Exception {
        return new BigDecimal(costs("").path("cost_usd").asText());
    }

    private static JsonNode costs(String query) throws Exception {
        return api.get("/costs?" + query + "from=" + day()).body();
    }

    private static String day() {
        return LocalDate.ofInstant(cloud.clock.instant(), ZoneOffset.UTC).toString();
    }

    private static Figures month() {
        return cloud.budget.month(cloud.budget.thisMonth());
    }

    /** What a caller with a token is answered. */
    private static JsonNode as(String subject, String method, String path, String body, int status)
            throws Exception {
        return TokenCaller.call(cloud, "ConversationFunction", subject, method, path, body, status);
    }

    private static ConversationId id(String id) {
        return new ConversationId(id);
    }

    private static Conversation conversation(String id) {
        return conversations.find(id(id)).orElseThrow();
    }

    private static long calls() {
        return cloud.openAi.calls().of(Endpoint.RESPONSES_CREATE);
    }

    private static void assertField(Answer answer, String field) {
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(400);
        assertThat(answer.body().path("errors").path(0).path("field").asText()).isEqualTo(field);
    }

    private static BigDecimal sum(JsonNode whole, Function<JsonNode, BigDecimal> of) {
        BigDecimal sum = BigDecimal.ZERO;
        for (JsonNode turn : whole.path("turns")) {
            sum = sum.add(of.apply(turn));
        }
        return sum;
    }

    @SafeVarargs
    private static List<Answer> atOnce(Callable<Answer>... calls) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Answer> answers = new ArrayList<>();
            for (Future<Answer> one : threads.invokeAll(List.of(calls))) {
                answers.add(one.get());
            }
            return answers;
        }
    }
}
