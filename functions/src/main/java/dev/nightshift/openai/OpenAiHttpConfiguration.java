package dev.nightshift.openai;

import io.micronaut.http.client.HttpClientConfiguration;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;

/** How connections to OpenAI are held. */
abstract class OpenAiHttpConfiguration extends HttpClientConfiguration {
    /** Larger answers are refused unread; a model's longest is a few MB. Downloads are exempt. */
    private static final int LONGEST_ANSWER = 32 << 20;

    /** Short, so that a function that slept does not wake to a connection long closed. */
    private static final Duration LONGEST_IDLE = Duration.ofSeconds(20);

    private final ConnectionPoolConfiguration pool = new ConnectionPoolConfiguration();

    OpenAiHttpConfiguration(OpenAiSettings settings, Duration readTimeout) {
        setConnectTimeout(settings.connectTimeout());
        setReadTimeout(readTimeout);
        setConnectionPoolIdleTimeout(LONGEST_IDLE);
        setMaxContentLength(LONGEST_ANSWER);
        // A redirect would take the key to a place nobody configured.
        setFollowRedirects(false);
        setAlpnModes(List.of("http/1.1"));
    }

    @Override
    public ConnectionPoolConfiguration getConnectionPoolConfiguration() {
        return pool;
    }

    /** For calls that are answered at once. */
    @Singleton
    static final class ForShortCalls extends OpenAiHttpConfiguration {
        ForShortCalls(OpenAiSettings settings) {
            super(settings, settings.readTimeout());
        }
    }

    /** For calls that send a file or wait for a model. */
    @Singleton
    static final class ForLongCalls extends OpenAiHttpConfiguration {
        ForLongCalls(OpenAiSettings settings) {
            super(settings, settings.transferTimeout());
        }
    }

    /** For one download, whose client lives no longer than it. */
    @Singleton
    static final class ForDownload extends OpenAiHttpConfiguration {
        ForDownload(OpenAiSettings settings) {
            super(settings, settings.transferTimeout());
            setNumOfThreads(1);
        }
    }
}
