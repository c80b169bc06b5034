package dev.nightshift.http;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import ch.qos.logback.core.status.Status;
import ch.qos.logback.core.status.StatusUtil;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What stands in the log of a function that nothing is wrong with. */
class ContractLogTest {
    @Test
    void theDocumentIsReadInSilence() {
        var said = new ListAppender<ILoggingEvent>();
        said.start();
        Logger library = (Logger) LoggerFactory.getLogger("com.networknt.schema");
        library.addAppender(said);
        try {
            var contract = new Contract();
            String name = contract.document().at("/components/schemas").fieldNames().next();
            assertThat(
                            contract.schema("/components/schemas/" + name)
                                    .validate(JsonNodeFactory.instance.numberNode(1)))
                    .isNotEmpty();
        } finally {
            library.detachAppender(said);
        }

        assertThat(said.list).isEmpty();
    }

    /** The settings are sound, so that it does no harm that logback never speaks of them. */
    @Test
    void theSettingsOfTheLogAreSound() throws Exception {
        var context = new LoggerContext();
        var configurator = new JoranConfigurator();
        configurator.setContext(context);
        configurator.doConfigure(
                Objects.requireNonNull(getClass().getResource("/logback.xml"), "logback.xml"));

        assertThat(new StatusUtil(context).getHighestLevel(0)).isLessThan(Status.WARN);
        assertThat(StatusUtil.contextHasStatusListener(context)).isTrue();
        context.stop();
    }
}
