package dev.nightshift.tell;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.http.client.config.RequestConfig;
import org.apache.http.client.methods.CloseableHttpResponse;
import org.apache.http.client.methods.HttpPost;
import org.apache.http.config.ConnectionConfig;
import org.apache.http.config.MessageConstraints;
import org.apache.http.entity.ByteArrayEntity;
import org.apache.http.impl.NoConnectionReuseStrategy;
import org.apache.http.impl.client.CloseableHttpClient;
import org.apache.http.impl.client.HttpClients;

/**
 * Posts to addresses that users name. They are anyone's: of an answer nothing but its status is
 * read, no redirect is followed, nothing is kept between calls.
 */
@Singleton
class Outside {
    private static final int CONNECT_MILLIS = 5_000;
    private static final int READ_MILLIS = 10_000;
    private static final int LONGEST_LINE = 8_192;
    private static final int MOST_HEADERS = 100;

    private final CloseableHttpClient http;

    Outside(TellSettings settings) {
        http =
                HttpClients.custom()
                        .setDnsResolver(new PublicAddresses(settings.loopback()))
                        .setDefaultRequestConfig(
                                RequestConfig.custom()
                                        .setConnectTimeout(CONNECT_MILLIS)
                                        .setSocketTimeout(READ_MILLIS)
                                        .build())
                        .setDefaultConnectionConfig(
                                ConnectionConfig.custom()
                                        .setMessageConstraints(
                                                MessageConstraints.custom()
                                                        .setMaxLineLength(LONGEST_LINE)
                                                        .setMaxHeaderCount(MOST_HEADERS)
                                                        .build())
                                        .build())
                        .setConnectionReuseStrategy(NoConnectionReuseStrategy.INSTANCE)
                        .setUserAgent("Nightshift")
                        .disableAuthCaching()
                        .disableAutomaticRetries()
                        .disableContentCompression()
                        .disableCookieManagement()
                        .disableRedirectHandling()
                        .build();
    }

    /**
     * Posts JSON.
     *
     * @return the status of the answer
     * @throws NotPublicException when the host is not to be called
     * @throws IOException when no answer came
     */
    int post(URI url, Map<String, String> headers, String json) throws IOException {
        HttpPost post = new HttpPost(url);
        post.setHeader("content-type", "application/json");
        headers.forEach(post::setHeader);
        post.setEntity(new ByteArrayEntity(json.getBytes(StandardCharsets.UTF_8)));
        // Closing breaks the connection off, whatever is still to come.
        try (CloseableHttpResponse answer = http.execute(post)) {
            return answer.getStatusLine().getStatusCode();
        }
    }

    @PreDestroy
    void close() throws IOException {
        http.close();
    }
}
