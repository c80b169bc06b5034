package dev.nightshift.lambda;

import io.micronaut.context.BeanContext;
import io.micronaut.context.annotation.ConfigurationReader;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.env.Environment;
import io.micronaut.core.naming.NameUtils;
import io.micronaut.core.type.Argument;
import io.micronaut.inject.BeanDefinition;
import io.micronaut.inject.qualifiers.Qualifiers;
import java.util.Locale;

/**
 * Refuses to start with a setting that cannot be read. Micronaut would take its default instead,
 * and nobody would know. A blank one counts as not set.
 */
@Context
final class SettingsCheck {
    SettingsCheck(BeanContext beans, Environment environment) {
        for (BeanDefinition<Object> settings :
                beans.getBeanDefinitions(
                        Object.class, Qualifiers.byStereotype(ConfigurationReader.class))) {
            String prefix =
                    settings.stringValue(ConfigurationReader.class, ConfigurationReader.PREFIX)
                            .orElse("");
            if (prefix.startsWith("nightshift")) {
                for (Argument<?> setting : settings.getConstructor().getArguments()) {
                    check(
                            environment,
                            prefix + "." + NameUtils.hyphenate(setting.getName()),
                            setting);
                }
            }
        }
    }

    private static void check(Environment environment, String name, Argument<?> setting) {
        String text = environment.getProperty(name, String.class).orElse("");
        if (!text.isBlank() && environment.getProperty(name, setting.getType()).isEmpty()) {
            throw new IllegalArgumentException(
                    "%s is '%s', which is no %s"
                            .formatted(
                                    name,
                                    text,
                                    setting.getType().getSimpleName().toLowerCase(Locale.ROOT)));
        }
    }
}
