package dev.nightshift.lambda;

import io.micronaut.context.BeanContext;
import io.micronaut.context.annotation.ConfigurationReader;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.env.Environment;
import io.micronaut.core.naming.NameUtils;
import io.micronaut.core.type.Argument;
import io.micronaut.inject.BeanDefinition;
import io.micronaut.inject.BeanDefinitionReference;
import java.util.Locale;

/**
 * Refuses to start with a setting that cannot be read. Micronaut would take its default instead,
 * and nobody would know. A blank one counts as not set.
 */
@Context
final class SettingsCheck {
    SettingsCheck(BeanContext beans, Environment environment) {
        for (BeanDefinitionReference<?> settings : beans.getBeanDefinitionReferences()) {
            // Looked at by name first: to load a definition takes time, and there are hundreds.
            if (settings.getBeanDefinitionName().startsWith("dev.nightshift.")
                    && settings.getAnnotationMetadata().hasStereotype(ConfigurationReader.class)) {
                check(environment, settings.load(beans));
            }
        }
    }

    private static void check(Environment environment, BeanDefinition<?> settings) {
        String prefix =
                settings.stringValue(ConfigurationReader.class, ConfigurationReader.PREFIX)
                        .orElse("");
        for (Argument<?> setting : settings.getConstructor().getArguments()) {
            check(environment, prefix + "." + NameUtils.hyphenate(setting.getName()), setting);
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
