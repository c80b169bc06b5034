package dev.nightshift.site;

import dev.nightshift.local.template.Place;
import dev.nightshift.local.template.Template;
import dev.nightshift.storage.StorageSettings;
import java.math.BigInteger;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.Map;

/** What the deployed template declares, under names that nobody else has at a site. */
public final class Declared {
    private static final Path TEMPLATE = Path.of("../template.yaml");
    private static final String PREFIX = "nightshift-suite-";
    private static final SecureRandom RANDOM = new SecureRandom();

    private Declared() {}

    public static Template at(Site site) {
        return at(site, Map.of());
    }

    /** The same with values for some of the template's parameters. */
    public static Template at(Site site, Map<String, String> parameters) {
        Place place = new Place(site.region().id(), "000000000000", "aws", freshName());
        return Template.read(TEMPLATE, new HashMap<>(parameters), Map.of(), place);
    }

    /** Where the code under test finds bucket and table. */
    public static StorageSettings storage(Template template) {
        return new StorageSettings(template.bucket().name(), template.table().name(), 30);
    }

    /** A name that S3, DynamoDB and Step Functions take, and that cannot be guessed. */
    public static String freshName() {
        return PREFIX + new BigInteger(64, RANDOM).toString(36);
    }
}
