package dev.nightshift.local.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.local.template.Place;
import dev.nightshift.statemachine.lambda.LambdaResult;
import dev.nightshift.statemachine.lambda.LambdaResult.ServiceError;
import dev.nightshift.statemachine.lambda.LambdaResult.Success;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventBusesTest {
    @TempDir private Path folder;
    private Path file;
    private EventBuses buses;

    @BeforeEach
    void open() {
        file = folder.resolve("events.jsonl");
        InstantSource clock = InstantSource.fixed(Instant.parse("2026-11-22T02:00:00.5Z"));
        buses = new EventBuses(file, clock, Place.LOCAL);
    }

    @Test
    void eventsAreLinesInTheFormInWhichTheyAreHandedOver() throws IOException {
        LambdaResult result =
                put(
                        "{'Entries':[{'Source':'a','DetailType':'b','Detail':{'n':1}},"
                                + "{'Source':'a','DetailType':'c','Detail':'{}','EventBusName':'mine'}]}");

        assertThat(result)
                .isInstanceOfSatisfying(
                        Success.class,
                        done ->
                                assertThat(new String(done.payload(), StandardCharsets.UTF_8))
                                        .contains("EventId", "\"FailedEntryCount\":0"));
        assertThat(Files.readAllLines(file))
                .satisfiesExactly(
                        line ->
                                assertThat(line.replaceAll("\"id\":\"[^\"]+\",", ""))
                                        .isEqualTo(
                                                "{'event-bus':'default','version':'0','detail-type':'b','source':'a','account':'000000000000','time':'2026-11-22T02:00:00Z','region':'us-east-1','resources':[],'detail':{'n':1}}"
                                                        .replace('\'', '"')),
                        line -> assertThat(line).contains("\"event-bus\":\"mine\""));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '~',
            delimiter = '|',
            textBlock =
                    """
                    {}                                                                    | ValidationException
                    {'Entries':[]}                                                        | ValidationException
                    {'Entries':[{},{},{},{},{},{},{},{},{},{},{}]}                        | ValidationException
                    {'Entries':[{'DetailType':'b','Detail':{}}]}                          | FailedEntry
                    {'Entries':[{'Source':'a','Detail':{}}]}                              | FailedEntry
                    {'Entries':[{'Source':'aws.s3','DetailType':'b','Detail':{}}]}        | FailedEntry
                    {'Entries':[{'Source':'a','DetailType':'b'}]}                         | FailedEntry
                    {'Entries':[{'Source':'a','DetailType':'b','Detail':'['}]}            | FailedEntry
                    {'Entries':[{'Source':'a','DetailType':'b','Detail':{},'EventBusName':'a b'}]} | FailedEntry
                    nothing                                                               | InternalException
                    """)
    void whatIsNoEventFailsAsAtAws(String request, String error) {
        assertThat(put(request))
                .isInstanceOfSatisfying(
                        ServiceError.class,
                        failed -> assertThat(failed.error()).isEqualTo("EventBridge." + error));
        assertThat(file).doesNotExist();
    }

    private LambdaResult put(String request) {
        return buses.put(request.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }
}
