package dev.nightshift.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nightshift.local.template.Template;
import dev.nightshift.site.Declared;
import dev.nightshift.site.FreshTable;
import dev.nightshift.site.OnEverySite;
import dev.nightshift.site.Site;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveStatus;

/** Rows, on whatever passes for DynamoDB. */
@OnEverySite
class TableTest {
    private static final Instant NOON = Instant.parse("2030-01-01T12:00:00Z");

    private static DynamoDbClient dynamoDb;
    private static Table table;
    private static String name;

    /** A partition, and a list, of the test's own. */
    private final String own = UUID.randomUUID().toString();

    @Parameter Site site;

    @BeforeParameterizedClassInvocation
    static void make(Site site) {
        Template template = Declared.at(site);
        name = template.table().name();
        dynamoDb = FreshTable.make(site, template);
        table = new Table(dynamoDb, Declared.storage(template));
    }

    @Test
    void rowComesBackAsItWasWritten() {
        Item row =
                Item.of(own, "row")
                        .put("text", "Zürich – 東京 \uD83D\uDE80 \"quoted\" \u0000")
                        .put("number", Long.MAX_VALUE)
                        .put("at", NOON)
                        .put("empty", "");

        assertThat(table.putNew(row)).isTrue();

        Item read = table.get(own, "row").orElseThrow();
        assertThat(read.attributes()).isEqualTo(row.attributes());
        assertThat(read.instant("at")).isEqualTo(NOON);
    }

    @Test
    void rowThatIsNotThereIsNotFound() {
        assertThat(table.get(own, "nothing")).isEmpty();
    }

    @Test
    void newRowLeavesTheOneThatIsThereAsItIs() {
        table.putNew(Item.of(own, "row").put("text", "first"));

        assertThat(table.putNew(Item.of(own, "row").put("text", "second"))).isFalse();

        assertThat(text("row")).isEqualTo("first");
    }

    @Test
    void ofManyWhoWriteANewRowAtOnceOneDoes() throws Exception {
        List<Callable<Boolean>> writers =
                IntStream.range(0, 16)
                        .<Callable<Boolean>>mapToObj(
                                i -> () -> table.putNew(Item.of(own, "row").put("text", "" + i)))
                        .toList();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Boolean> written = new ArrayList<>();
            for (Future<Boolean> one : threads.invokeAll(writers)) {
                written.add(one.get());
            }

            assertThat(written).containsOnlyOnce(true);
            assertThat(text("row")).isEqualTo("" + written.indexOf(true));
        }
    }

    @Test
    void rowIsReplacedWhereTheConditionHoldsForTheOneThatIsThere() {
        String unheld = "attribute_not_exists(holder)";
        table.put(Item.of(own, "row").put("text", "first"), unheld, Item.values());

        assertThat(table.put(Item.of(own, "row").put("holder", "me"), unheld, Item.values()))
                .isTrue();
        assertThat(table.put(Item.of(own, "row").put("text", "late"), unheld, Item.values()))
                .isFalse();

        Item row = table.get(own, "row").orElseThrow();
        assertThat(row.text("holder")).isEqualTo("me");
        assertThat(row.text("text")).as("of the row before").isNull();
    }

    @Test
    void rowIsChangedWhereTheConditionHoldsAndElseNotAtAll() {
        table.putNew(Item.of(own, "row").put("lease", NOON).put("text", "kept"));

        assertThat(takenAfter(NOON)).as("the lease is not before then").isFalse();
        assertThat(table.get(own, "row").orElseThrow().text("holder")).isNull();
        assertThat(takenAfter(NOON.plusMillis(1))).isTrue();

        Item row = table.get(own, "row").orElseThrow();
        assertThat(row.text("holder")).isEqualTo("me");
        assertThat(row.text("text")).isEqualTo("kept");
    }

    private boolean takenAfter(Instant now) {
        return table.update(
                own,
                "row",
                "SET holder = :me, taken = if_not_exists(taken, :now)",
                "lease < :now AND (attribute_not_exists(holder) OR holder = :me)",
                Item.values().put(":me", "me").put(":now", now));
    }

    @Test
    void changeWithoutConditionOnTheRowMakesIt() {
        Item one = Item.values().put(":one", 1L);

        assertThat(table.update(own, "new", "SET n = :one", "attribute_exists(pk)", one)).isFalse();
        assertThat(table.get(own, "new")).isEmpty();
        assertThat(table.update(own, "new", "SET n = :one", "attribute_not_exists(n)", one))
                .isTrue();
        assertThat(table.get(own, "new").orElseThrow().number("n")).isOne();
    }

    @Test
    void queryGivesThePrefixInOrderAcrossPages() {
        // More than the megabyte that DynamoDB gives at once.
        String text = "x".repeat(90_000);
        for (int i = 19; i >= 0; i--) {
            table.putNew(Item.of(own, "BATCH#%05d".formatted(i)).put("text", text));
        }
        table.putNew(Item.of(own, "BATCH"));
        table.putNew(Item.of(own, "JOB"));
        table.putNew(Item.of(own + "2", "BATCH#00001"));

        assertThat(table.query(own, "BATCH#").map(row -> row.require("sk")))
                .containsExactlyElementsOf(
                        IntStream.range(0, 20).mapToObj("BATCH#%05d"::formatted).toList());
    }

    @Test
    void keysOfAnyLettersAreTheirOwnAndSortByTheirBytes() {
        List<String> keys = List.of("Z", "z", "é", "日", "\uFF5E", "\uD83D\uDE80");
        for (String key : keys.reversed()) {
            table.putNew(Item.of(own, "#/ %+" + key));
        }

        assertThat(table.query(own, "#/ %+").map(row -> row.require("sk").substring(5)))
                .containsExactlyElementsOf(keys);
        assertThat(table.get(own, "#/ %+e\u0301")).as("composed otherwise").isEmpty();
    }

    @Test
    void newestOfAListComeFirstAndNoMoreThanAskedFor() {
        for (int i = 0; i < 12; i++) {
            table.putNew(
                    Item.of(own, "row" + i)
                            .put("list", own)
                            .put("at", Timestamps.text(NOON.plusMillis(i * 97L)) + "#" + i));
        }
        table.putNew(Item.of(own, "in no list").put("at", NOON.plusSeconds(60)));

        // The index follows the table, and not at once.
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(
                        () -> assertThat(table.newest(own, 100).map(TableTest::sk)).hasSize(12));
        assertThat(table.newest(own, 5).map(TableTest::sk))
                .containsExactly("row11", "row10", "row9", "row8", "row7");
    }

    @Test
    void rowsExpireByTheAttributeThatTheTemplateNames() {
        var expiry =
                dynamoDb.describeTimeToLive(ask -> ask.tableName(name)).timeToLiveDescription();

        assertThat(expiry.attributeName()).isEqualTo("expires");
        assertThat(expiry.timeToLiveStatus())
                .isIn(TimeToLiveStatus.ENABLED, TimeToLiveStatus.ENABLING);
        assertThat(table.expiry(NOON)).isEqualTo(NOON.plus(Duration.ofDays(30)).getEpochSecond());
    }

    @Test
    void rowOfUpTo400KilobytesIsTaken() {
        int names = "pk".length() + own.length() + "sk".length() + "row".length() + "text".length();
        String text = "é".repeat((400 * 1024 - names) / 2);

        assertThat(table.putNew(Item.of(own, "row").put("text", text))).isTrue();

        assertThat(text("row")).isEqualTo(text);
    }

    @Test
    void rowOfMoreThan400KilobytesIsRefusedAndNotWritten() {
        Item row = Item.of(own, "row").put("text", "é".repeat(200 * 1024));

        assertThatExceptionOfType(DynamoDbException.class)
                .isThrownBy(() -> table.putNew(row))
                .satisfies(refused -> assertThat(refused.statusCode()).isEqualTo(400))
                .withMessageContaining("size");

        assertThat(table.get(own, "row")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1025})
    void keyThatIsEmptyOrTooLongIsRefused(int length) {
        Item row = Item.of(own, "k".repeat(length));

        assertThatExceptionOfType(DynamoDbException.class)
                .isThrownBy(() -> table.putNew(row))
                .satisfies(refused -> assertThat(refused.statusCode()).isEqualTo(400));
    }

    private String text(String sk) {
        return table.get(own, sk).orElseThrow().require("text");
    }

    private static String sk(Item row) {
        return row.require("sk");
    }
}
