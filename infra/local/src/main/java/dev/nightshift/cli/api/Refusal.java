package dev.nightshift.cli.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.http.SdkHttpResponse;

/** Says in one line why the API did not do what it was asked, by its own words or the gateway's. */
final class Refusal {
    private static final Pattern TOKEN_ERROR =
            Pattern.compile("error_description=\"([^\"]{1,200})\"");

    /** Signatures are valid for five minutes. */
    private static final Duration MOST_SKEW = Duration.ofMinutes(4);

    private final ApiAddress address;
    private final Caller caller;
    private final SdkHttpResponse response;
    private final JsonNode body;

    /**
     * @param body what was answered; missing where that was no JSON
     */
    Refusal(ApiAddress address, Caller caller, SdkHttpResponse response, JsonNode body) {
        this.address = address;
        this.caller = caller;
        this.response = response;
        this.body = body;
    }

    /**
     * @param now by this computer's clock
     */
    ApiException told(Instant now) {
        return new ApiException(response.statusCode(), isProblem() ? problem() : ofGateway(now));
    }

    private boolean isProblem() {
        return body.path("title").isTextual();
    }

    /** See {@code dev.nightshift.http.Problem}. */
    private String problem() {
        var fields = new StringJoiner("; ");
        for (JsonNode error : body.path("errors")) {
            fields.add(error.path("field").asText() + ": " + error.path("detail").asText());
        }
        String title = body.path("title").asText();
        String detail = body.path("detail").asText("");
        String what = detail.isEmpty() ? title : detail;
        return oneLine(
                fields.length() == 0
                        ? what
                        : detail.isEmpty() ? what + ": " + fields : what + " (" + fields + ")");
    }

    private String ofGateway(Instant now) {
        int status = response.statusCode();
        return switch (status) {
            case 401, 403 ->
                    "%s does not let this call in: %s%s".formatted(address, why(now), request());
            case 404 ->
                    "%s has no such call; is it the whole address of the API, with its stage if it has one?"
                            .formatted(address);
            case 413 -> "that is too large for the API";
            case 429 -> "%s is asked too much at once; try again later".formatted(address);
            case 503, 504 ->
                    "%s did not answer in time (%d); try again%s"
                            .formatted(address, status, request());
            default ->
                    "%s answered %d%s; %s%s"
                            .formatted(
                                    address,
                                    status,
                                    message().map(" "::concat).orElse(""),
                                    status < 500 ? caller.whatToCheck() : "its log says why",
                                    request());
        };
    }

    private String why(Instant now) {
        return skew(now)
                .or(this::tokenError)
                .or(() -> message().filter(text -> !text.matches("(?i)forbidden|unauthorized")))
                .map(text -> text + "; " + caller.whatToCheck())
                .orElseGet(caller::whatToCheck);
    }

    /** A signature made by a clock that is wrong is refused without a word about it. */
    private Optional<String> skew(Instant now) {
        return response.firstMatchingHeader("Date")
                .flatMap(Refusal::instant)
                .map(theirs -> Duration.between(theirs, now))
                .filter(ahead -> ahead.abs().compareTo(MOST_SKEW) > 0)
                .map(
                        ahead ->
                                "this computer's clock is %d minutes %s; set it right"
                                        .formatted(
                                                ahead.abs().toMinutes(),
                                                ahead.isNegative() ? "slow" : "fast"));
    }

    private static Optional<Instant> instant(String date) {
        try {
            return Optional.of(
                    ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private Optional<String> tokenError() {
        return response.firstMatchingHeader("WWW-Authenticate")
                .map(TOKEN_ERROR::matcher)
                .filter(Matcher::find)
                .map(found -> found.group(1));
    }

    private Optional<String> message() {
        String text = body.path("message").asText(body.path("Message").asText(""));
        return text.isBlank() ? Optional.empty() : Optional.of(oneLine(text));
    }

    /** By which its operator finds the call again. */
    private String request() {
        return response.firstMatchingHeader("Apigw-Requestid")
                .map(id -> " (request " + oneLine(id) + ")")
                .orElse("");
    }

    private static String oneLine(String text) {
        String line = text.replaceAll("[\\s\\p{Cntrl}]+", " ").strip();
        return line.length() <= 1_000 ? line : line.substring(0, 1_000) + "…";
    }
}
