package dev.nightshift.site;

import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.support.ParameterDeclarations;

/**
 * The sites there are: the local cloud, LocalStack, and what the environment names. Each is opened
 * when a suite comes to it, and closed by JUnit when the suite leaves.
 */
final class Sites implements ArgumentsProvider {
    @Override
    public Stream<Arguments> provideArguments(
            ParameterDeclarations parameters, ExtensionContext context) {
        return Stream.<Supplier<Site>>of(
                        LocalCloud::open,
                        LocalStackContainers::open,
                        () -> NamedEndpoints.open(System.getenv()))
                .map(open -> Arguments.of(open.get()));
    }
}
