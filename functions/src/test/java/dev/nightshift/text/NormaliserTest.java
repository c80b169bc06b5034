package dev.nightshift.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.YearMonth;
import java.time.format.TextStyle;
import java.util.List;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NormaliserTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "none",
            value = {
                "month | 2019-03 | 2019-03",
                "month | 2019-3 | 2019-03",
                "month | 03/2019 | 2019-03",
                "month | 3.2019 | 2019-03",
                "month | Mar 2019 | 2019-03",
                "month | Sept. 2019 | 2019-09",
                "month | March, 2019 | 2019-03",
                "month | März 2019 | 2019-03",
                "month | février 2019 | 2019-02",
                "month | marzo de 2019 | 2019-03",
                "month | 2019 March | 2019-03",
                "month | 2019-03-15 | 2019-03",
                "month | 15.03.2019 | 2019-03",
                "month | 15. März 2019 | 2019-03",
                "month | March 15th, 2019 | 2019-03",
                "month | 03/15/2019 | 2019-03",
                "month | 15/03/2019 | 2019-03",
                "month | 03/04/2019 | none",
                "month | 2019 | 2019",
                "month | Present | present",
                "month | bis heute | present",
                "month | ongoing | present",
                "month | 2019-13 | none",
                "month | 2019-02-30 | none",
                "month | 1500 | none",
                "month | 20190 | none",
                "month | soon | none",
                "month | '' | ''",
                "date | 2019-03-15T10:00:00Z | 2019-03-15",
                "date | 15.3.2019 | 2019-03-15",
                "date | 1er mars 2019 | none",
                "date | 1 mars 2019 | 2019-03-01",
                "date | 2019-02-29 | none",
                "date | 2019-03 | none",
                "email | ' Anna@Example.ORG ' | anna@example.org",
                "email | mailto:anna@example.org | anna@example.org",
                "email | anna at example | none",
                "url | Example.org/A?b#c | https://example.org/A?b#c",
                "url | HTTP://www.Example.org/ | http://www.example.org",
                "url | localhost | none",
                "url | javascript:alert(1) | none",
                "url | ftp://example.org | none",
                "lower | ÄÖ | äö",
                "trim | '  a b ' | a b",
                "spaces | ' a \t b ' | a b",
                "html | a < b & c | a < b & c",
                "html | <p>One<br>two</p><script>x()</script><p>three <a href=/u>link</a> | 'One\ntwo\n\nthree link'",
                "html | <ul><li>a<li>b</ul>c | '- a\n- b\n\nc'",
                "html | <style>p{}</style><b>bold</b>ly | boldly",
            })
    void everyNormaliserHasItsForm(String name, String text, String form) {
        String expected = form == null ? null : form.replace("\\n", "\n");

        assertThat(Normaliser.find(name).orElseThrow().of(text.replace("\\t", "\t")).orElse(null))
                .isEqualTo(expected);
    }

    @Property(tries = 300)
    void aMonthIsReadHoweverItIsWritten(
            @ForAll("months") YearMonth month, @ForAll("writings") String writing) {
        String written =
                writing.replace("YYYY", String.valueOf(month.getYear()))
                        .replace("MM", "%02d".formatted(month.getMonthValue()))
                        .replace(
                                "NAME",
                                month.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH))
                        .replace(
                                "Name",
                                month.getMonth().getDisplayName(TextStyle.SHORT, Locale.GERMAN))
                        .replace(
                                "Mois",
                                month.getMonth().getDisplayName(TextStyle.FULL, Locale.FRENCH));

        assertThat(Normaliser.MONTH.of(written)).as(written).contains(month.toString());
    }

    @Property(tries = 500)
    void whatIsInItsFormStaysSo(@ForAll("texts") String text) {
        for (Normaliser one : Normaliser.values()) {
            if (one != Normaliser.HTML) {
                one.of(text).ifPresent(form -> assertThat(one.of(form)).contains(form));
            }
        }
    }

    @Test
    void noHostileTextTakesLong() {
        for (String text :
                List.of("a.".repeat(100_000) + "b", "@".repeat(100_000), "<".repeat(9_999))) {
            for (Normaliser one : Normaliser.values()) {
                assertThat(one.of(text)).isNotNull();
            }
        }
    }

    @Property(tries = 300)
    void aMonthIsNeverInvented(@ForAll String text) {
        assertThat(Normaliser.MONTH.of(text).orElse("present"))
                .matches("\\s*|present|\\d{4}(-(0[1-9]|1[0-2]))?");
    }

    @Provide
    Arbitrary<YearMonth> months() {
        return Arbitraries.integers()
                .between(0, 12 * 200 - 1)
                .map(months -> YearMonth.of(1900, 1).plusMonths(months));
    }

    @Provide
    Arbitrary<String> writings() {
        return Arbitraries.of(
                List.of(
                        "YYYY-MM",
                        "MM/YYYY",
                        "YYYY/MM",
                        "MM.YYYY",
                        "NAME YYYY",
                        "NAME, YYYY",
                        "Name YYYY",
                        "Mois YYYY",
                        " YYYY-MM-07 ",
                        "17.MM.YYYY",
                        "NAME 7, YYYY"));
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(40),
                Arbitraries.of(
                        "HTTPS://A.Example/x", "A@B.example", "3/2020", "Today", "1. Mai 2020 "));
    }
}
