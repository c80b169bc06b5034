package dev.nightshift.cli;

import dev.nightshift.budget.Dollars;
import java.math.BigDecimal;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads an amount of US dollars from the command line. */
final class DollarsConverter implements ITypeConverter<BigDecimal> {
    @Override
    public BigDecimal convert(String text) {
        try {
            return Dollars.parse("it", text.startsWith("$") ? text.substring(1) : text);
        } catch (IllegalArgumentException wrong) {
            throw new TypeConversionException(String.valueOf(wrong.getMessage()));
        }
    }
}
