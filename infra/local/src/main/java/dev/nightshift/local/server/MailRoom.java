package dev.nightshift.local.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.nightshift.statemachine.lambda.LambdaResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Amazon's mail service (SES), as state machines reach it. Nothing leaves this computer: a mail is
 * a file that any mail program opens.
 *
 * @see <a href="https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_SendEmail.html">
 *     SendEmail</a>
 */
public final class MailRoom {
    private static final int MOST_RECIPIENTS = 50;
    private static final String ADDRESS = "[^@\\s]+@[^@\\s]+";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path folder;
    private final InstantSource clock;

    public MailRoom(Path folder, InstantSource clock) {
        this.folder = folder;
        this.clock = clock;
    }

    /**
     * Sends a text.
     *
     * @param request of SendEmail
     */
    public LambdaResult send(byte[] request) {
        try {
            JsonNode mail = JSON.readTree(request);
            JsonNode content = mail.path("Content").path("Simple");
            String from = mail.path("FromEmailAddress").asText();
            String subject = content.path("Subject").path("Data").asText();
            JsonNode text = content.path("Body").path("Text").path("Data");
            List<String> to = new ArrayList<>();
            mail.path("Destination").path("ToAddresses").forEach(one -> to.add(one.asText()));
            if (!from.matches(ADDRESS)
                    || to.isEmpty()
                    || to.size() > MOST_RECIPIENTS
                    || !to.stream().allMatch(one -> one.matches(ADDRESS))) {
                return failed(
                        "a mail has one sender and 1 to %d recipients".formatted(MOST_RECIPIENTS));
            }
            if (subject.isBlank() || subject.matches("(?s).*\\R.*") || !text.isTextual()) {
                return failed("a mail has a subject of one line and a text");
            }
            String id = UUID.randomUUID().toString();
            Files.createDirectories(folder);
            Files.writeString(
                    folder.resolve(id + ".eml"),
                    """
                    From: %s
                    To: %s
                    Subject: %s
                    Date: %s
                    Message-ID: <%s@nightshift>
                    MIME-Version: 1.0
                    Content-Type: text/plain; charset=utf-8
                    Content-Transfer-Encoding: 8bit

                    %s"""
                            .formatted(
                                    from,
                                    String.join(", ", to),
                                    subject,
                                    DateTimeFormatter.RFC_1123_DATE_TIME.format(
                                            clock.instant().atOffset(ZoneOffset.UTC)),
                                    id,
                                    text.textValue()));
            return new LambdaResult.Success(
                    JsonNodeFactory.instance
                            .objectNode()
                            .put("MessageId", id)
                            .toString()
                            .getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            return new LambdaResult.ServiceError(
                    "SesV2.InternalServiceErrorException", e.toString());
        }
    }

    private static LambdaResult failed(String why) {
        return new LambdaResult.ServiceError("SesV2.BadRequestException", why);
    }
}
