package dev.nightshift.local.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.statemachine.lambda.LambdaResult;
import dev.nightshift.statemachine.lambda.LambdaResult.ServiceError;
import dev.nightshift.statemachine.lambda.LambdaResult.Success;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MailRoomTest {
    private static final String MAIL =
            "{'FromEmailAddress':'%s','Destination':{'ToAddresses':[%s]},'Content':{'Simple':{"
                    + "'Subject':{'Data':'%s'},'Body':{'Text':{'Data':'Done: 3 %%\\n'}}}}}";

    @TempDir private Path folder;

    @Test
    void mailIsAFile() {
        LambdaResult sent = send(MAIL.formatted("a@b.example", "'c@d.example','e@f.example'", "x"));

        assertThat(sent).isInstanceOf(Success.class);
        assertThat(folder.resolve("mail"))
                .isDirectoryContaining("glob:**.eml")
                .satisfies(
                        mails ->
                                assertThat(mails.toFile().listFiles())
                                        .singleElement()
                                        .satisfies(
                                                mail ->
                                                        assertThat(mail)
                                                                .content()
                                                                .startsWith(
                                                                        "From: a@b.example\nTo: c@d.example, e@f.example\nSubject: x\nDate: Sun, 22 Nov 2026 02:00:00 GMT\n")
                                                                .endsWith("\n\nDone: 3 %\n")));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '~',
            delimiter = '|',
            textBlock =
                    """
                    ~~          | 'c@d.example'              | x
                    nobody      | 'c@d.example'              | x
                    a@b.example | ~~                         | x
                    a@b.example | 'c@d.example','somebody'   | x
                    a@b.example | 'c@d.example'              | ~~
                    a@b.example | 'c@d.example'              | x\\nBcc: e@f.example
                    """)
    void whatIsNoMailIsRefusedAsAtAws(String from, String to, String subject) {
        assertThat(send(MAIL.formatted(from, to, subject)))
                .isInstanceOfSatisfying(
                        ServiceError.class,
                        failed ->
                                assertThat(failed.error()).isEqualTo("SesV2.BadRequestException"));
        assertThat(folder.resolve("mail")).doesNotExist();
    }

    private LambdaResult send(String request) {
        return new MailRoom(
                        folder.resolve("mail"),
                        InstantSource.fixed(Instant.parse("2026-11-22T02:00:00Z")))
                .send(request.replace('\'', '"').getBytes(UTF_8));
    }
}
