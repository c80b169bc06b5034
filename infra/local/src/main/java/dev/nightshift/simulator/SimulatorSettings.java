package dev.nightshift.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.nightshift.simulator.batch.BatchFaults;
import dev.nightshift.simulator.batch.BatchSettings;
import dev.nightshift.simulator.batch.LineFaults;
import dev.nightshift.simulator.file.FileLimits;
import dev.nightshift.simulator.http.Endpoint;
import dev.nightshift.simulator.http.HttpFault;
import dev.nightshift.simulator.http.Provider;
import dev.nightshift.simulator.model.ModelSettings;
import dev.nightshift.simulator.webhook.WebhookFaults;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/**
 * How the simulator behaves. Where nothing is said it is quick and nothing goes wrong: a batch of
 * 300 requests takes four and a half seconds. Everything that goes wrong on purpose is decided by
 * the seed.
 *
 * @param seed any number
 * @param provider whom it speaks as
 * @param http what goes wrong with calls, by endpoint
 */
public record SimulatorSettings(
        long seed,
        Provider provider,
        FileLimits files,
        BatchSettings batch,
        ModelSettings model,
        BatchFaults batchFaults,
        LineFaults lineFaults,
        WebhookFaults webhookFaults,
        Map<Endpoint, HttpFault> http) {

    public static final SimulatorSettings STANDARD =
            new SimulatorSettings(
                    1,
                    Provider.OPENAI,
                    FileLimits.OPENAI,
                    BatchSettings.STANDARD,
                    ModelSettings.STANDARD,
                    BatchFaults.NONE,
                    LineFaults.NONE,
                    WebhookFaults.NONE,
                    Map.of());

    public SimulatorSettings {
        http = Map.copyOf(http);
    }

    /**
     * Settings from keys and values; what is not named keeps its default.
     *
     * @throws IllegalArgumentException naming every key that is unknown or has no readable value
     */
    public static SimulatorSettings of(Map<String, String> values) {
        SettingKeys keys = new SettingKeys(values);
        SettingReader reader = new SettingReader(keys);
        long seed = keys.get("seed", STANDARD.seed, Long::valueOf);
        Provider provider = keys.get("provider", STANDARD.provider, Provider::ofWire);
        FileLimits files = reader.files();
        BatchSettings batch = reader.batch();
        ModelSettings model = reader.model();
        BatchFaults batchFaults = reader.batchFaults();
        LineFaults lineFaults = reader.lineFaults();
        WebhookFaults webhookFaults = reader.webhookFaults();
        Map<Endpoint, HttpFault> http = new EnumMap<>(Endpoint.class);
        for (Endpoint endpoint : Endpoint.values()) {
            HttpFault fault = reader.http(endpoint);
            if (!fault.equals(HttpFault.NONE)) {
                http.put(endpoint, fault);
            }
        }
        keys.finish();
        return new SimulatorSettings(
                seed, provider, files, batch, model, batchFaults, lineFaults, webhookFaults, http);
    }

    /**
     * Settings from a file: {@code key=value} lines when its name ends in {@code .properties},
     * otherwise YAML, nested or with dots in its keys.
     *
     * @throws IllegalArgumentException as in {@link #of}
     */
    public static SimulatorSettings load(Path file) throws IOException {
        Map<String, String> values = new HashMap<>();
        if (file.toString().endsWith(".properties")) {
            Properties properties = new Properties();
            try (Reader reader = Files.newBufferedReader(file)) {
                properties.load(reader);
            }
            properties.stringPropertyNames().forEach(k -> values.put(k, properties.getProperty(k)));
        } else {
            JsonNode root = new YAMLMapper().readTree(file.toFile());
            if (!root.isObject() && !root.isNull() && !root.isMissingNode()) {
                throw new IllegalArgumentException(file + " has no keys, but: " + root);
            }
            flatten("", root, values);
        }
        return of(values);
    }

    private static void flatten(String prefix, JsonNode node, Map<String, String> into) {
        if (node.isObject()) {
            for (Map.Entry<String, JsonNode> one : node.properties()) {
                String dot = prefix.isEmpty() ? "" : ".";
                flatten(prefix + dot + one.getKey(), one.getValue(), into);
            }
        } else if (!prefix.isEmpty()) {
            into.put(prefix, node.asText());
        }
    }
}
