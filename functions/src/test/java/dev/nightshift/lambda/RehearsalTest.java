package dev.nightshift.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.nightshift.api.ApiHandler;
import dev.nightshift.conversation.ConversationHandler;
import dev.nightshift.metrics.Metrics;
import dev.nightshift.poll.PollHandler;
import dev.nightshift.webhook.WebhookHandler;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What is rehearsed has to go well: else next to nothing of it is. */
class RehearsalTest {
    @Test
    void batchThatIsOverIsFound() throws IOException {
        assertThat(Rehearsal.of("poll", PollHandler::new, 1)).contains("\"over\":true");
    }

    @Test
    void figuresOfWhatIsRehearsedAreNotTold() throws IOException {
        var figures = (Logger) LoggerFactory.getLogger(Metrics.class);
        var told = new ListAppender<ILoggingEvent>();
        told.start();
        figures.addAppender(told);
        figures.setLevel(Level.INFO);
        try {
            Rehearsal.of("poll", PollHandler::new, 1);
        } finally {
            figures.setLevel(null);
            figures.detachAppender(told);
        }
        assertThat(told.list).isEmpty();
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
