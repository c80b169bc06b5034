package dev.nightshift.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.api.ApiHandler;
import dev.nightshift.conversation.ConversationHandler;
import dev.nightshift.poll.PollHandler;
import dev.nightshift.webhook.WebhookHandler;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** What is rehearsed has to go well: else next to nothing of it is. */
class RehearsalTest {
    @Test
    void batchThatIsOverIsFound() throws IOException {
        assertThat(Rehearsal.of("poll", PollHandler::new, 1)).contains("\"over\":true");
    }

    @Test
    void conversationIsRead() throws IOException {
        assertThat(Rehearsal.of("conversation", ConversationHandler::new, 1))
                .contains("\"statusCode\":200", "Who should be called?");
    }

    @Test
    void jobIsRead() throws IOException {
        assertThat(Rehearsal.of("api", ApiHandler::new, 1))
                .contains("\"statusCode\":200", "completed");
    }

    @Test
    void signedEventIsTaken() throws IOException {
        assertThat(Rehearsal.of("webhook", WebhookHandler::new, 2))
                .contains("\"statusCode\":200", "known already");
    }
}
