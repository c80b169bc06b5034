package dev.nightshift;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Arrays;
import java.util.stream.Stream;

/** The rules of the layout: functions stand beside each other on top of nouns they share. */
@AnalyzeClasses(packages = "dev.nightshift", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String[] FUNCTIONS = {
        "dev.nightshift.api..",
        "dev.nightshift.prepare..",
        "dev.nightshift.reconcile..",
        "dev.nightshift.submit..",
        "dev.nightshift.poll..",
        "dev.nightshift.realtime..",
        "dev.nightshift.collect..",
        "dev.nightshift.exchange..",
        "dev.nightshift.conversation..",
        "dev.nightshift.tell..",
        "dev.nightshift.trigger..",
        "dev.nightshift.webhook.."
    };
    private static final String[] NOUNS = {
        "dev.nightshift.batch..",
        "dev.nightshift.budget..",
        "dev.nightshift.cost..",
        "dev.nightshift.done..",
        "dev.nightshift.estimate..",
        "dev.nightshift.governor..",
        "dev.nightshift.http..",
        "dev.nightshift.job..",
        "dev.nightshift.lambda..",
        "dev.nightshift.metrics..",
        "dev.nightshift.openai..",
        "dev.nightshift.order..",
        "dev.nightshift.pricing..",
        "dev.nightshift.progress..",
        "dev.nightshift.reading..",
        "dev.nightshift.record..",
        "dev.nightshift.result..",
        "dev.nightshift.secret..",
        "dev.nightshift.source..",
        "dev.nightshift.storage..",
        "dev.nightshift.task..",
        "dev.nightshift.text..",
        "dev.nightshift.tokens..",
        "dev.nightshift.upload.."
    };

    @ArchTest
    static final ArchRule NOUNS_NEVER_USE_FUNCTIONS =
            noClasses()
                    .that()
                    .resideInAnyPackage(NOUNS)
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(FUNCTIONS);

    @ArchTest
    static void functionsNeverUseEachOther(JavaClasses classes) {
        for (String function : FUNCTIONS) {
            String[] others =
                    Arrays.stream(FUNCTIONS)
                            .filter(other -> !other.equals(function))
                            .toArray(String[]::new);
            noClasses()
                    .that()
                    .resideInAPackage(function)
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(others)
                    .check(classes);
        }
    }

    @ArchTest
    static final ArchRule THERE_ARE_NO_CYCLES =
            slices().matching("dev.nightshift.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule EVERY_PACKAGE_IS_A_NOUN_OR_A_FUNCTION =
            classes().should().resideInAnyPackage(concat());

    @ArchTest
    static final ArchRule RECORDS_KNOW_NOTHING_OF_THE_CLOUD =
            noClasses()
                    .that()
                    .resideInAnyPackage(
                            "dev.nightshift.reading..",
                            "dev.nightshift.record..",
                            "dev.nightshift.pricing..",
                            "dev.nightshift.task..",
                            "dev.nightshift.tokens..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("software.amazon..", "com.amazonaws..");

    @ArchTest
    static final ArchRule TOKENS_STAND_ALONE =
            noClasses()
                    .that()
                    .resideInAPackage("dev.nightshift.tokens..")
                    .should()
                    .dependOnClassesThat(
                            resideInAPackage("dev.nightshift..")
                                    .and(not(resideInAPackage("dev.nightshift.tokens.."))));

    private static String[] concat() {
        return Stream.of(FUNCTIONS, NOUNS).flatMap(Arrays::stream).toArray(String[]::new);
    }
}
