package dev.nightshift.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.nightshift.batch.FieldCut;
import dev.nightshift.batch.Request;
import dev.nightshift.batch.Requests;
import dev.nightshift.pricing.Lane;
import dev.nightshift.pricing.Money;
import dev.nightshift.pricing.Prices;
import dev.nightshift.pricing.Usage;
import dev.nightshift.record.SourceRecord;
import dev.nightshift.task.Task;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The request that a task makes of a record.
 *
 * @param id the record's
 * @param body as OpenAI gets it
 * @param tokensIn that it is expected to have
 * @param tokensOut that its reply has at most
 * @param cuts what of the record is kept from the model, for it would be too long
 * @param mostCost by lane, with the longest reply; empty where there is no price for the model
 */
record CheckedRequest(
        String id,
        JsonNode body,
        long tokensIn,
        int tokensOut,
        List<FieldCut> cuts,
        Map<Lane, BigDecimal> mostCost) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * Makes the request.
     *
     * @throws CommandException when the record is one that would not be sent
     */
    static CheckedRequest of(Task task, Prices prices, SourceRecord record) {
        try {
            var requests = new Requests(task);
            return switch (requests.of(record)) {
                case Request.Unfit(var reason, var why) ->
                        throw CommandException.wrong(
                                "record '%s' is not sent: %s".formatted(record.id(), why));
                case Request.Fitting request -> {
                    long tokens = requests.expectedTokens(1, request.prompt());
                    yield new CheckedRequest(
                            record.id(),
                            JSON.readTree(request.line()).path("body"),
                            tokens,
                            task.maxOutputTokens(),
                            request.cuts(),
                            cost(task, prices, tokens));
                }
            };
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<Lane, BigDecimal> cost(Task task, Prices prices, long tokens) {
        Map<Lane, BigDecimal> cost = new EnumMap<>(Lane.class);
        prices.of(task.model(), LocalDate.now(ZoneOffset.UTC))
                .ifPresent(
                        price -> {
                            Usage most = Usage.of(tokens, task.maxOutputTokens());
                            for (Lane lane : Lane.values()) {
                                cost.put(lane, price.cost(most, lane));
                            }
                        });
        return cost;
    }

    /** The same as people read it. */
    List<String> lines() {
        List<String> lines = new ArrayList<>(List.of("", "record " + id));
        JsonNode instructions = body.path("instructions");
        if (instructions.isTextual()) {
            add("instructions", instructions.textValue(), lines);
        }
        JsonNode said = body.has("input") ? body.path("input") : body.path("messages");
        if (said.isTextual()) {
            add("user", said.textValue(), lines);
        }
        for (JsonNode message : said) {
            add(message.path("role").asText(), message.path("content").asText(), lines);
        }
        lines.add("");
        var table = new TextTable("", "ll");
        cuts.forEach(cut -> table.add("cut", cut.described()));
        table.add("tokens in", "%,d".formatted(tokensIn))
                .add("tokens out", "%,d at most".formatted(tokensOut))
                .add(
                        "cost",
                        mostCost.isEmpty()
                                ? "not known, for there is no price for the model"
                                : "%s at most in a batch, %s in real time"
                                        .formatted(cost(Lane.BATCH), cost(Lane.REALTIME)))
                .lines()
                .forEach(lines::add);
        return lines;
    }

    private String cost(Lane lane) {
        return Money.format(mostCost.getOrDefault(lane, BigDecimal.ZERO));
    }

    private static void add(String who, String text, List<String> lines) {
        lines.add("");
        lines.add(who);
        Printable.text(text).lines().map(line -> "  " + line).forEach(lines::add);
    }
}
